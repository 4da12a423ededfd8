// The recipes of docs/embedding.md, each in a browser as it stands there.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { level, open, person, ready, site } from "./browser.mjs";
import { root } from "./site.mjs";

/** Waits until a place of the host page says something: a framework writes when it is its turn. */
const shows = (output, text) => output.filter({ hasText: new RegExp(`^\\s*${text}\\s*$`) }).waitFor();

for (const name of ["plain", "react", "vue", "angular", "yew"]) {
  test(`${name}: every click reaches the right handler, on both sides`, async () => {
    const page = await open(`/pages/${name}/`);
    await page.locator("rubric-assessment").waitFor({ state: "attached" });
    const element = await ready(page);
    const output = page.locator("output").first();
    await level(page, "Uses data", "Proficient").click();
    await shows(output, "1");
    await level(page, "Builds trust", "Emerging").click();
    await shows(output, "2");
    assert.equal(await level(page, "Uses data", "Proficient").isChecked(), true);
    await page.getByRole("button", { name: "Start over" }).click();
    await shows(output, "0");
    assert.deepEqual(await element.evaluate((it) => it.completeness.answered), 0);
    await level(page, "Uses data", "Exemplary").click();
    await page.getByRole("button", { name: /^Overall/ }).first().click();
    await shows(output, "1");
    if (name === "yew") assert.equal(await page.locator("output").nth(1).innerText(), "0", "no click inside reached another button");
    assert.deepEqual(await page.evaluate(() => window.refused), []);
    assert.deepEqual(page.wrong, []);
  });
}

test("sooner: what the page names is asked for once, and all of it is used", async () => {
  const page = await open("/pages/sooner/");
  await ready(page);
  const files = page.asked.map((address) => new URL(address).pathname).filter((path) => !path.endsWith("/"));
  const named = ["/pages/small.rbc", "/rubric/rubric-assessment.js", "/rubric/web_widget.js", "/rubric/web_widget_bg.wasm"];
  assert.deepEqual(files.filter((path) => !path.endsWith("favicon.ico")).sort(), named);
  assert.deepEqual(await page.evaluate(() => window.refused), []);
  assert.deepEqual(page.wrong, []);
});

test("form: the server gets the assessment", async () => {
  const page = await open("/pages/form/");
  await ready(page);
  await level(page, "Uses data", "Developing").click();
  await page.getByRole("button", { name: "Send" }).click();
  await page.waitForURL(/received/);
  const sent = JSON.parse(new URL(page.url()).searchParams.get("assessment"));
  assert.equal(sent.responses[0].ratings["smart.data"], "developing");
});

const HOST = "https://district.sharepoint.com";
const FRAMES = "https://rubrics.example.org";
const HOST_POLICY = `default-src 'none'; script-src 'self'; frame-src ${FRAMES}; style-src 'self'`;
const FRAME_POLICY = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; frame-ancestors ${HOST}`;

/** A host and a server of frames under their own names, each with its own policy. */
async function framed(hosts) {
  const context = await person();
  const hand = async (route, policy) => {
    const { pathname, search } = new URL(route.request().url());
    const answer = await route.fetch({ url: site.address + pathname + search });
    let body = await answer.body();
    if (pathname.endsWith("/frame.html")) body = body.toString().replace('name="rubric-hosts" content=""', `name="rubric-hosts" content="${hosts}"`);
    await route.fulfill({ response: answer, body, headers: { ...answer.headers(), "content-security-policy": policy, "cross-origin-opener-policy": "unsafe-none" } });
  };
  await context.route(`${FRAMES}/**`, (route) => hand(route, FRAME_POLICY));
  await context.route(`${HOST}/rubric/rubric-frame.js`, (route) => hand(route, HOST_POLICY));
  await context.route(`${HOST}/pages/**`, (route) => hand(route, HOST_POLICY));
  const page = await open(`${HOST}/pages/frame/`, { context });
  const frame = page.frameLocator("iframe");
  await frame.getByRole("group", { name: "Uses data", exact: true }).waitFor();
  return { page, frame };
}

test("frame: it grows with its page, and the host hears what is given", async () => {
  const { page, frame } = await framed(`https://other.example.org ${HOST}`);
  await page.waitForFunction(() => document.querySelector("iframe").getBoundingClientRect().height > 600);
  await frame.getByRole("group", { name: "Uses data", exact: true }).getByRole("radio", { name: /^Proficient/ }).click();
  await page.waitForFunction(() => document.querySelector("output").value === "1");
  assert.deepEqual(page.wrong, []);
});

test("frame: a host that is not named hears nothing and changes nothing", async () => {
  const { page, frame } = await framed("https://district.sharepoint.com.example.org http://district.sharepoint.com");
  await frame.getByRole("group", { name: "Uses data", exact: true }).getByRole("radio", { name: /^Proficient/ }).click();
  await page.evaluate(() => {
    const { contentWindow } = document.querySelector("iframe");
    contentWindow.postMessage({ protocol: "rubric-frame/1", type: "set", rater: "supervisor" }, "*");
  });
  const inside = page.frames().find((it) => it.url().includes("frame.html"));
  assert.equal(await inside.evaluate(() => document.querySelector("rubric-assessment").getAttribute("rater")), "self");
  assert.equal(await page.locator("output").innerText(), "0");
  assert.equal(await page.locator("iframe").evaluate((it) => it.style.height), "");
});

test("frame: a host that comes late hears that the rubric did not come", async () => {
  const { page } = await framed(HOST);
  const heard = (text) => page.waitForFunction((text) => window.heard === text, text);
  await page.evaluate(async (frames) => {
    const { connect } = await import("/rubric/rubric-frame.js");
    const frame = document.querySelector("iframe");
    const hear = () => connect(frame, frames, ({ type, detail }) => { if (type === "error") window.heard = new URL(detail.message.split(" ")[0]).pathname; });
    window.first = hear();
    window.late = () => { window.first.close(); window.heard = ""; hear(); };
    frame.src = `${frames}/rubric/frame.html?src=/pages/none.rubric`;
  }, FRAMES);
  await heard("/pages/none.rubric");
  await page.evaluate(() => window.late());
  await heard("/pages/none.rubric");
});

test("frame: what a host sets to nothing is taken away", async () => {
  const { page } = await framed(HOST);
  await page.evaluate(async (frames) => {
    const { connect } = await import("/rubric/rubric-frame.js");
    await new Promise((done) => {
      const { set, ask } = connect(document.querySelector("iframe"), frames, ({ type }) => type === "value" && done());
      set({ theme: "dark", readonly: true });
      set({ theme: undefined, readonly: null });
      ask();
    });
  }, FRAMES);
  const inside = page.frames().find((it) => it.url().includes("frame.html"));
  assert.deepEqual(await inside.evaluate(() => document.querySelector("rubric-assessment").getAttributeNames()), ["src", "rater"]);
});

test("the document names every file that it speaks of", () => {
  const text = readFileSync(`${root}docs/embedding.md`, "utf8");
  for (const name of ["plain", "sooner", "form", "react", "vue", "angular", "frame"]) assert.ok(text.includes(` ${name}/index.html`), name);
});
