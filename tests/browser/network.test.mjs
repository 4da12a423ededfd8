// A network that fails and comes back: what did not come is asked for again, and nobody is left before a blank page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { level, open, person, place, ready } from "./browser.mjs";
import { both } from "./values.mjs";

const SMALL = { src: "/pages/small.rubric", rater: "self" };

/** Lets every request for a file fail, until the context is `up`. */
async function failing(file, how = (route) => route.abort()) {
  const context = await person();
  await context.route(`**/${file}*`, (route) => (context.up ? route.continue() : how(route)));
  return context;
}

const errors = (page) => page.evaluate(() => window.said.filter(({ name }) => name === "error").map(({ detail }) => detail.message));

for (const file of ["web_widget_bg.wasm", "web_widget.js", "web_language_bg.wasm", "web_language.js", "small.rubric"]) {
  for (const [how, fail] of [["is cut off", (route) => route.abort()], ["is answered with an error", (route) => route.fulfill({ status: 503, body: "" })]]) {
    test(`${file} ${how}: that is said, and it comes when it is asked for again`, async () => {
      const context = await failing(file, fail);
      const page = await open(place(SMALL), { context });
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
  await slow.route("**/web_widget_bg.wasm", (route) => held.then(() => route.continue()));
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
  await bare.waitForFunction(() => document.querySelector("rubric-assessment").shadowRoot.querySelector("slot"));
  assert.equal(await own(bare), true);
});
