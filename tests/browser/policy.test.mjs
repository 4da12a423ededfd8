// What the element does not do: break the policy, ask elsewhere, store unasked, take a rubric's text for anything but text.
import assert from "node:assert/strict";
import { test } from "node:test";
import { level, open, person, place, ready, site } from "./browser.mjs";
import { both } from "./values.mjs";

const stored = (page) => page.evaluate(async () => ({
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).map(({ name }) => name),
  caches: await caches.keys(),
  cookies: document.cookie,
}));

for (const mode of ["assess", "compare", "report"]) {
  test(`${mode}: the policy stands, and no request leaves the site`, async () => {
    const page = await open(place({ src: "/pages/small.rubric", mode }));
    const element = await ready(page);
    await element.evaluate((it, value) => (it.value = value), both({ done: mode !== "assess" }));
    await page.getByText("Uses data").first().waitFor();
    if (mode === "assess") {
      await level(page, "Uses data", "Exemplary").click();
      await page.getByRole("button", { name: /^Overall/ }).first().click();
    }
    assert.deepEqual(await page.evaluate(() => window.refused), []);
    assert.deepEqual(page.asked.filter((address) => !address.startsWith(site.address)), []);
    const own = page.asked.map((address) => new URL(address).pathname);
    assert.deepEqual(own.filter((path) => !/^\/(rubric|pages)\/|^\/pages\.css$/.test(path)), []);
    assert.deepEqual(page.wrong, []);
    const nothing = { local: [], session: [], databases: [], caches: [], cookies: "" };
    assert.deepEqual(await stored(page), nothing);
  });
}

test("the single file asks for nothing but itself and the rubric", async () => {
  const page = await open("/pages/single/index.html?src=/pages/small.rubric&rater=self");
  const element = await ready(page);
  await level(page, "Uses data", "Exemplary").click();
  assert.equal((await element.evaluate((it) => it.value)).responses[0].ratings["smart.data"], "exemplary");
  assert.equal((await element.evaluate((it) => it.result)).scores["smart.data"].value, "4");
  const own = page.asked.map((address) => address.replace(site.address, "").replace(/\?.*/, "")).sort();
  const wanted = ["/pages.css", "/pages/place.js", "/pages/single/index.html", "/pages/single/rubric-assessment.js", "/pages/small.rubric"];
  assert.deepEqual(own.filter((path) => path !== "/favicon.ico"), wanted);
  assert.deepEqual(await page.evaluate(() => window.refused), []);
  assert.deepEqual(page.wrong, []);
});

test("a rubric full of markup, scripts and braces is text", async () => {
  for (const mode of ["assess", "report"]) {
    const page = await open(place({ src: "/pages/hostile.rubric", mode, rater: mode === "assess" ? "self" : "" }));
    const element = await ready(page);
    await element.evaluate((it) => {
      const ratings = { "one.first": { level: "high", comment: "<img src=x onerror=window.struck=1>", evidence: [
        { kind: "<b>", title: "<script>window.struck=1</script>", link: "javascript:window.struck=1" },
        { kind: "page", title: "plain", link: "java\nscript:window.struck=1" } ] } };
      it.value = { format: "rubric-assessment/1", rubric: "hostile", version: "1.0.0", subject: "<s>", responses: [{ rater: "self", ratings, done: true }] };
    });
    await page.getByText("<a href='javascript:window.struck=1'>first</a>").first().waitFor();
    const found = await element.evaluate((it) => ({
      elements: [...it.shadowRoot.querySelectorAll("script, iframe, object, embed, style, img, form, math, details[ontoggle]")].map((one) => one.outerHTML),
      links: [...it.shadowRoot.querySelectorAll("a")].map((one) => one.href).filter((href) => !/^(https:|mailto:)/.test(href)),
      text: it.shadowRoot.textContent,
    }));
    assert.deepEqual(found.elements, []);
    assert.deepEqual(found.links, []);
    assert.ok(found.text.includes("{{7*7}}") && !found.text.includes("49"));
    assert.ok(found.text.includes("<b>High</b>"));
    assert.equal(await page.evaluate(() => window.struck), undefined);
    assert.deepEqual(await page.evaluate(() => window.refused), []);
  }
});

test("a page's style does not reach in, and the element's does not reach out", async () => {
  const context = await person();
  const plain = await open("/pages/rude.html?without", { context });
  const look = (page) => page.locator(".host > *").evaluateAll((parts) => parts.map((part) => {
    const style = getComputedStyle(part);
    return [part.localName, ...[...style].map((name) => `${name}: ${style.getPropertyValue(name)}`)].join("; ");
  }));
  const before = await look(plain);
  const page = await open("/pages/rude.html", { context });
  await ready(page);
  assert.equal(before.length, 21);
  assert.deepEqual(await look(page), before);
  const inside = await page.locator("rubric-assessment").evaluate((it) => {
    const { display, letterSpacing, textTransform } = getComputedStyle(it.shadowRoot.querySelector(".root legend, legend"));
    return { display, letterSpacing, textTransform };
  });
  assert.deepEqual(inside, { display: "block", letterSpacing: "normal", textTransform: "none" });
});
