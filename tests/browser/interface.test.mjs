// What the element promises a page: its parts, its methods and what its events tell.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { leaf, level, open, place, property, ready } from "./browser.mjs";
import { root, score } from "./site.mjs";
import { both } from "./values.mjs";

const SMALL = { src: "/pages/small.rubric", rater: "self" };

test("the manifest names every part that a page can meet", async () => {
  const manifest = JSON.parse(readFileSync(`${root}target/dist/custom-elements.json`, "utf8"));
  const named = new Set(manifest.modules[0].declarations[0].cssParts.map(({ name }) => name));
  for (const mode of ["assess", "compare", "report"]) {
    const page = await open(place({ src: "/pages/small.rubric", mode, rater: mode === "assess" ? "self" : "" }));
    const element = await ready(page);
    const value = both({ done: mode !== "assess" });
    for (const { ratings } of value.responses) Object.assign(ratings, { survey: { number: "50" }, "healthy.trust": { level: "emerging", comment: "No." } });
    await element.evaluate((it, value) => {
      it.value = value;
      it.prior = it.result;
    }, value);
    await page.getByRole("button", { name: "The shortest way up" }).click();
    await page.locator("rubric-assessment [part=way]").waitFor();
    await page.getByRole("button", { name: /^Overall/ }).first().click();
    await element.evaluate((it) => (it.value = { rubric: "other" }));
    await page.locator("rubric-assessment [part=notice]").waitFor();
    const met = await element.evaluate((it) => [...new Set([...it.shadowRoot.querySelectorAll("[part]")].flatMap((part) => [...part.part]))]);
    assert.ok(met.length > 10);
    assert.deepEqual(met.filter((part) => !named.has(part)), [], mode);
    await page.context().close();
  }
});

test("the manifest tells what a method takes and gives", () => {
  const manifest = JSON.parse(readFileSync(`${root}target/dist/custom-elements.json`, "utf8"));
  const method = (wanted) => manifest.modules[0].declarations[0].members.find(({ name }) => name === wanted);
  assert.deepEqual(method("focusLeaf").parameters, [{ name: "path", type: { text: "string" } }]);
  assert.deepEqual([method("focusLeaf").return, method("submit").parameters], [{ type: { text: "boolean" } }, []]);
  assert.deepEqual(method("clear").return, { type: { text: "void" } });
});

/** What the changes so far have told, and forgets it. */
const changes = (page) => page.evaluate(() => window.said.splice(0).filter(({ name }) => name === "change").map(({ detail }) => detail));

test("a change tells what was changed: a leaf, a context value, what was taken back", async () => {
  const page = await open(place(SMALL));
  await ready(page);
  await level(page, "Builds trust", "Proficient").click();
  assert.deepEqual(await changes(page), [{ path: "healthy.trust", rater: "self", rating: "proficient" }]);
  await page.getByLabel("Current role").selectOption("assistant");
  assert.deepEqual(await changes(page), [{ path: "role", rater: "self" }]);
  await page.getByRole("button", { name: "Undo" }).click();
  assert.deepEqual(await changes(page), [{ path: "role", rater: "self" }]);
  await page.getByRole("button", { name: "Undo" }).click();
  assert.deepEqual(await changes(page), [{ path: "healthy.trust", rater: "self" }]);
  await page.evaluate(() => document.addEventListener("rubric-evidence", ({ detail }) => detail.attach({ kind: "artifact", title: "Plan" }), { once: true }));
  await leaf(page, "Uses data").getByRole("button", { name: /^Add evidence/ }).click();
  const [, attached] = await changes(page);
  assert.deepEqual(attached, { path: "smart.data", rater: "self", rating: { evidence: [{ kind: "artifact", title: "Plan" }] } });
  await page.getByRole("button", { name: "Finish and hand in" }).click();
  await page.getByRole("button", { name: "Take back and go on" }).click();
  assert.deepEqual(await changes(page), [{ path: "", rater: "self" }]);
});

test("what a page sets when it hears of a change is what stands there", async () => {
  const page = await open(place(SMALL));
  const element = await ready(page);
  const trust = (name) => level(page, "Builds trust", name);
  const ratings = () => element.evaluate((it) => it.value.responses[0].ratings);
  await trust("Emerging").click();
  const first = await ratings();
  // A page that lets nobody go beyond what was there before.
  await element.evaluate((it) => {
    const before = it.value;
    it.addEventListener("rubric-change", () => (it.value = before));
  });
  await trust("Proficient").click();
  await page.waitForFunction(() => document.querySelector("rubric-assessment").shadowRoot?.querySelectorAll("input[type=radio]:checked").length === 1);
  assert.deepEqual(await ratings(), first);
  assert.ok(await trust("Emerging").isChecked());
  assert.ok(!(await trust("Proficient").isChecked()));
});

test("what a page hands back as it was told changes nothing, and can be taken back", async () => {
  const page = await open(place(SMALL));
  const element = await ready(page);
  await element.evaluate((it) => it.addEventListener("rubric-change", () => (it.value = it.value)));
  await level(page, "Builds trust", "Emerging").click();
  await level(page, "Builds trust", "Proficient").click();
  await page.getByRole("button", { name: "Undo" }).click();
  assert.ok(await level(page, "Builds trust", "Emerging").isChecked());
  assert.equal(await element.evaluate((it) => it.value.responses[0].ratings["healthy.trust"]), "emerging");
});

test("a change of the conversation tells what was agreed", async () => {
  const page = await open(place({ src: "/pages/small.rubric", mode: "compare" }));
  const element = await ready(page);
  await element.evaluate((it, value) => (it.value = value), both());
  await page.getByRole("group", { name: /Agreed.*Builds trust/ }).getByRole("radio", { name: "Proficient" }).click();
  assert.deepEqual(await changes(page), [{ path: "healthy.trust", rater: "", rating: "proficient" }]);
  await page.getByRole("button", { name: "Add a next step" }).click();
  assert.deepEqual(await changes(page), [{ path: "", rater: "" }]);
});

test("the keyboard is taken to a leaf by its path, and nowhere by another", async () => {
  const page = await open(place(SMALL));
  const element = await ready(page);
  assert.equal(await element.evaluate((it) => it.focusLeaf("survey")), true);
  const at = () => element.evaluate((it) => it.shadowRoot.activeElement.getAttribute("aria-label"));
  assert.match(await at(), /^Staff survey/);
  assert.equal(await element.evaluate((it) => it.focusLeaf("nowhere")), false);
  assert.match(await at(), /^Staff survey/);
});

test("handing in that the page refuses takes back nothing that was there before", async () => {
  const page = await open(place({ src: "/pages/small.rubric", mode: "compare" }));
  const element = await ready(page);
  await element.evaluate((it, value) => (it.value = value), both());
  await page.getByRole("group", { name: /Agreed.*Builds trust/ }).getByRole("radio", { name: "Proficient" }).click();
  await element.evaluate((it) => it.addEventListener("rubric-submit", (event) => event.preventDefault()));
  assert.equal(await element.evaluate((it) => it.submit()), false);
  assert.equal((await property(element, "value")).conversation.agreed["healthy.trust"], "proficient");
});

test("a previous result is handed on as it came, numbers too, and the command reads it", async () => {
  const page = await open(place({ src: "/pages/small.rubric", mode: "report" }));
  const element = await ready(page);
  await element.evaluate((it, value) => {
    it.value = value;
    it.prior = it.result;
  }, both());
  const [value, result] = [await property(element, "value"), await property(element, "result")];
  assert.deepEqual(value.prior, result);
  assert.equal(score(`${root}tests/browser/pages/small.rubric`, value, "combined").outcomes.overall.level, result.outcomes.overall.level);
});
