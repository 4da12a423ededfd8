// A network that fails and comes back: what did not come is asked for again, and nobody is left before a blank page.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { level, open, person, place, ready } from "./browser.mjs";
import { root } from "./site.mjs";
import { both } from "./values.mjs";

const SMALL = { src: "/pages/small.rubric", rater: "self" };
const COMPILED = { src: "/pages/small.rbc", rater: "self" };
const FILES = {
  "small.rubric": SMALL, "web_language_bg.wasm": SMALL, "web_language.js": SMALL,
  "small.rbc": COMPILED, "web_widget_bg.wasm": COMPILED, "web_widget.js": COMPILED,
};

/** Lets every request for a file fail, until the context is `up`. */
async function failing(file, how = (route) => route.abort()) {
  const context = await person();
  await context.route(`**/${file}*`, (route) => (context.up ? route.continue() : how(route)));
  return context;
}

const errors = (page) => page.evaluate(() => window.said.filter(({ name }) => name === "error").map(({ detail }) => detail.message));

for (const [file, attributes] of Object.entries(FILES)) {
  for (const [how, fail] of [["is cut off", (route) => route.abort()], ["is answered with an error", (route) => route.fulfill({ status: 503, body: "" })]]) {
    test(`${file} ${how}: that is said, and it comes when it is asked for again`, async () => {
      const context = await failing(file, fail);
      const page = await open(place(attributes), { context });
      await page.getByRole("alert").filter({ hasText: "This could not be loaded." }).waitFor();
      assert.equal((await errors(page)).length, 1);
      await page.getByRole("button", { name: "Try again" }).click();
      await page.waitForFunction(() => window.said.length > 1);
      context.up = true;
      await page.getByRole("button", { name: "Try again" }).click();
      await level(page, "Uses data", "Proficient").click();
      assert.equal(await page.getByText("This could not be loaded.").count(), 0);
      assert.equal(await page.getByText("Loading…").count(), 0);
      assert.equal((await errors(page)).length, 2);
      await context.close();
    });
  }
}

test("what did not come is named: its address and why, on the page and to it", async () => {
  for (const [fail, why] of [[(route) => route.fulfill({ status: 404, body: "" }), "404"], [(route) => route.abort(), "Failed to fetch"]]) {
    const page = await open(place(SMALL), { context: await failing("small.rubric", fail) });
    const named = new RegExp(`/pages/small\\.rubric could not be loaded: ${why}$`);
    assert.match(await page.getByRole("alert").innerText(), named);
    const [message] = await errors(page);
    assert.match(message, named);
    await page.context().close();
  }
});

/** The programs that a page has asked for. */
const programs = (page) => page.asked.filter((address) => address.endsWith(".wasm")).map((address) => address.split("/").at(-1));

test("a page loads one program: with the language where its first rubric is a text", async () => {
  for (const [attributes, program] of [[SMALL, "web_language_bg.wasm"], [COMPILED, "web_widget_bg.wasm"], [{}, "web_widget_bg.wasm"]]) {
    const page = await open(place(attributes));
    await (attributes.src ? ready(page) : page.waitForResponse(/_bg.wasm/));
    assert.deepEqual(programs(page), [program]);
    await page.close();
  }
});

test("an element that is given its text as soon as it is made loads one program, too", async () => {
  const page = await open("/pages/received.html");
  const text = readFileSync(`${root}tests/browser/pages/small.rubric`, "utf8");
  const made = (text) => new Promise(async (done) => {
    await import("/rubric/rubric-assessment.js");
    const element = document.createElement("rubric-assessment");
    element.addEventListener("rubric-ready", () => done(), { once: true });
    document.body.replaceChildren(element);
    element.rubric = text;
  });
  await page.evaluate(made, text);
  assert.deepEqual(programs(page), ["web_language_bg.wasm"]);
});

test("a text beside a compiled rubric is compiled by the program with the language, which is loaded then", async () => {
  const page = await open(place(COMPILED));
  const element = await ready(page);
  await level(page, "Uses data", "Proficient").click();
  await element.evaluate((it) => new Promise((done) => {
    it.addEventListener("rubric-ready", () => done(), { once: true });
    it.src = "/pages/small.rubric";
  }));
  assert.deepEqual(programs(page), ["web_widget_bg.wasm", "web_language_bg.wasm"]);
  assert.ok(await level(page, "Uses data", "Proficient").isChecked());
});

test("a rubric set later asks anew for the language that did not come", async () => {
  const context = await failing("web_language_bg.wasm");
  const page = await open(place({ ...SMALL, lang: "es" }), { context });
  await page.getByText("No se pudo cargar.").waitFor();
  context.up = true;
  await page.evaluate(() => (document.querySelector("rubric-assessment").src = "/pages/small.rubric?again"));
  await ready(page);
  assert.equal(await page.getByText("No se pudo cargar.").count(), 0);
});

test("what finds the way up is asked for again", async () => {
  const context = await failing("web_examine_bg.wasm");
  const page = await open(place(SMALL), { context });
  await (await ready(page)).evaluate((it, value) => (it.value = value), both());
  const way = page.getByRole("button", { name: /^The shortest way up/ });
  await way.click();
  await page.getByRole("alert").waitFor();
  context.up = true;
  await page.getByRole("button", { name: "Try again" }).click();
  await page.locator("rubric-assessment [part=way]").waitFor();
  assert.equal(await page.getByText("This could not be loaded.").count(), 0);
});

test("while it loads, that is said; where it cannot be, the page's own words stand", async () => {
  const slow = await person();
  let go;
  const held = new Promise((resolve) => (go = resolve));
  await slow.route("**/web_language_bg.wasm", (route) => held.then(() => route.continue()));
  const page = await open("/pages/plain/index.html", { context: slow });
  await page.getByText("Loading…").waitFor();
  const own = (page) => page.locator("rubric-assessment").evaluate((it) => {
    const range = document.createRange();
    range.selectNodeContents(it);
    return range.getClientRects().length > 0;
  });
  assert.equal(await own(page), false);
  go();
  await ready(page);
  assert.equal(await page.getByText("Loading…").count(), 0);
  const without = await person();
  await without.addInitScript(() => delete globalThis.WebAssembly);
  const bare = await open("/pages/plain/index.html", { context: without });
  await bare.waitForFunction(() => document.querySelector("rubric-assessment").shadowRoot?.querySelector("slot"));
  assert.equal(await own(bare), true);
});
