// A browser whose pages tell what they asked for, what was refused and what went wrong.
import { after } from "node:test";
import { chromium } from "playwright-core";
import { serve } from "./site.mjs";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--enable-precise-memory-info",
  "--js-flags=--expose-gc",
];

export const site = await serve();
export const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
after(async () => {
  await browser.close();
  site.stop();
});

/** Opens closed shadow roots to the tests, and keeps what the policy refuses. Runs before the page's own scripts. */
export function watch() {
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    return attach.call(this, { ...options, mode: "open" });
  };
  window.refused = [];
  document.addEventListener("securitypolicyviolation", (event) => {
    window.refused.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
  });
}

/** A context of its own, as a person who has never been here. */
export async function person(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  await context.addInitScript(watch);
  return context;
}

/** Opens a page of the site. */
export async function open(path, { context, ...options } = {}) {
  const page = await (context ?? (await person(options))).newPage();
  page.asked = [];
  page.wrong = [];
  page.on("request", (request) => page.asked.push(request.url()));
  page.on("pageerror", (error) => page.wrong.push(`${error}`));
  page.on("console", (message) => message.type() === "error" && page.wrong.push(message.text()));
  await page.goto(path.startsWith("http") ? path : site.address + path);
  return page;
}

/** The address of a page that holds one element with attributes. */
export function place(attributes) {
  return `/pages/place.html?${new URLSearchParams(attributes)}`;
}

/** Waits until the elements of a page are ready. */
export async function ready(page) {
  await page.waitForFunction(() => [...document.querySelectorAll("rubric-assessment")].every((it) => it.result));
  return page.locator("rubric-assessment").first();
}

/** One property of the element. */
export function property(element, name) {
  return element.evaluate((it, name) => it[name], name);
}

/** The group of one indicator. */
export function leaf(page, title) {
  return page.getByRole("group", { name: title, exact: true });
}

/** The control of one level of an indicator. */
export function level(page, title, label) {
  return leaf(page, title).getByRole("radio", { name: new RegExp(`^${label}`) });
}
