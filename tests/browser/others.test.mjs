// An assessment belongs to one rubric: what is of another is refused, and nothing that is there is lost.
import assert from "node:assert/strict";
import { test } from "node:test";
import { level, open, place, property, ready } from "./browser.mjs";
import { both } from "./values.mjs";

const SMALL = { src: "/pages/small.rubric", rater: "self" };
// Another rubric with the same paths.
const other = (name) => `rubric ${name} "Another" {
  version "1.0.0"  language "en"
  scale growth { emerging = 1 "Emerging"  exemplary = 2 "Exemplary" }
  rater self "Self"
  domain smart "Smart side" { indicator data "Uses data" }
  measure gain "Gain" = smart - prior(smart)
}`;
const errors = (page) => page.evaluate(() => window.said.filter(({ name }) => name === "error").map(({ detail }) => detail.message));
const settled = (page) => page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));

test("an assessment of another rubric is refused by both their names, and what is there stays", async () => {
  const page = await open(place(SMALL));
  const element = await ready(page);
  await level(page, "Uses data", "Proficient").click();
  const before = await property(element, "value");
  await element.evaluate((it) => (it.value = { rubric: "another", responses: [{ rater: "self", ratings: { "smart.data": "exemplary" } }] }));
  const notice = page.getByText(/is of the rubric “another”, and the rubric here is “small”/);
  await notice.waitFor();
  assert.deepEqual(await property(element, "value"), before);
  const [message, ...more] = await errors(page);
  assert.match(message, /“another”.*“small”.*set `value`/);
  assert.deepEqual(more, []);
  // The notice goes with what it was about.
  await element.evaluate((it, value) => (it.value = value), both({ done: false }));
  await notice.waitFor({ state: "detached" });
  assert.equal(await level(page, "Uses data", "Exemplary").isChecked(), true);
});

test("a rubric in the place of another is refused while answers are there, and taken when they are not", async () => {
  const page = await open(place(SMALL));
  const element = await ready(page);
  await level(page, "Uses data", "Proficient").click();
  await element.evaluate((it, text) => (it.rubric = text), other("another"));
  await page.getByText(/is of the rubric “small”, and the rubric here is “another”/).waitFor();
  assert.equal((await property(element, "value")).rubric, "small");
  assert.equal(await level(page, "Uses data", "Proficient").isChecked(), true);
  assert.equal((await errors(page)).length, 1);
  await element.evaluate((it) => (it.value = null));
  await page.getByRole("heading", { name: "Another" }).waitFor();
  assert.equal((await property(element, "value")).rubric, "another");
  assert.equal(await page.locator(".notice").count(), 0);
  // With nothing given, one rubric follows the other.
  await element.evaluate((it, text) => (it.rubric = text), other("third"));
  await page.waitForFunction(() => document.querySelector("rubric-assessment").result.rubric.id === "third");
  assert.equal((await errors(page)).length, 1);
});

test("an assessment and its rubric may be set in any order", async () => {
  const value = { rubric: "another", subject: "leader-02", responses: [{ rater: "self", ratings: { "smart.data": "exemplary" } }] };
  for (const order of [["value", "rubric"], ["rubric", "value"]]) {
    const page = await open(place(SMALL));
    const element = await ready(page);
    await level(page, "Uses data", "Proficient").click();
    await element.evaluate((it, [order, given]) => order.forEach((name) => (it[name] = given[name])), [order, { value, rubric: other("another") }]);
    await page.getByRole("heading", { name: "Another" }).waitFor();
    const { subject, responses } = await property(element, "value");
    assert.deepEqual({ rubric: "another", subject, responses }, value);
    assert.deepEqual(await errors(page), [], order.join());
  }
});

test("an assessment that came before a rubric that it is not of stays as it came", async () => {
  const page = await open(place({ rater: "self" }));
  const element = page.locator("rubric-assessment");
  const value = { rubric: "another", responses: [{ rater: "self", ratings: { "smart.data": "exemplary" } }] };
  await element.evaluate((it, value) => Object.assign(it, { value, src: "/pages/small.rubric" }), value);
  await page.getByText(/is of the rubric “another”, and the rubric here is “small”/).waitFor();
  assert.deepEqual(await property(element, "value"), value);
  assert.equal(await property(element, "result"), null);
});

test("a previous result of another rubric is refused, and one that came before the rubric is not lost", async () => {
  const prior = (id) => ({ format: "rubric-result/1", rubric: { id, version: "1.0.0" }, scores: { smart: { state: "known", value: "1" } } });
  const page = await open(place({ rater: "self" }));
  const element = page.locator("rubric-assessment");
  await element.evaluate((it, [prior, rubric]) => Object.assign(it, { prior, rubric }), [prior("another"), other("another")]);
  await ready(page);
  await level(page, "Uses data", "Exemplary").click();
  const gain = () => element.evaluate((it) => it.result.measures.gain.value);
  assert.equal(await gain(), "1");
  await element.evaluate((it, prior) => (it.prior = prior), prior("small"));
  await page.getByText(/is of the rubric “small”, and the rubric here is “another”/).waitFor();
  assert.equal(await gain(), "1");
  await settled(page);
  assert.equal((await errors(page)).length, 1);
});

test("an overlay for another rubric, or for other versions of it, is refused in the words of the command", async () => {
  const page = await open(place({ rater: "self" }));
  const element = page.locator("rubric-assessment");
  await element.evaluate((it, rubric) => Object.assign(it, { overlay: { rubric: "small", labels: { "smart.data": "Knows" } }, rubric }), other("another"));
  await page.getByText("the overlay is for `small`, and the rubric is `another`").waitFor();
  // The same of versions; a range that holds the rubric's is taken.
  const labels = { "smart.data": "Knows" };
  await element.evaluate((it, labels) => (it.overlay = { rubric: "another", versions: ">=1.1, <2", labels }), labels);
  await page.getByText("the overlay is for versions `>=1.1, <2`, and the rubric's is `1.0.0`").waitFor();
  await element.evaluate((it, labels) => (it.overlay = { rubric: "another", versions: ">=1, <2", labels }), labels);
  await page.getByRole("group", { name: "Knows", exact: true }).waitFor();
  assert.equal(await page.locator(".notice").count(), 0);
});

test("where the rubric has no such rater, that is said and nothing seems to be taken", async () => {
  const page = await open(place({ ...SMALL, rater: "superviser" }));
  const element = await ready(page);
  const notice = page.getByText("The rubric has no rater “superviser”; it has self, supervisor.");
  await notice.waitFor();
  assert.equal(await level(page, "Uses data", "Proficient").isDisabled(), true);
  assert.deepEqual(await errors(page), ["The rubric has no rater “superviser”; it has self, supervisor. Nothing can be given."]);
  await element.evaluate((it) => (it.rater = "supervisor"));
  await notice.waitFor({ state: "detached" });
  await level(page, "Uses data", "Proficient").click();
  assert.equal((await property(element, "value")).responses[0].rater, "supervisor");
});

test("what `mode`, `perspective` and `theme` name and is not there is said, with what there is", async () => {
  const names = {
    mode: ["compair", "compare", "There is no `mode` “compair”; there are assess, compare, report."],
    perspective: ["superviser", "combined", "There is no `perspective` “superviser”; there are self, supervisor, combined."],
    theme: ["drak", "dark", "There is no `theme` “drak”; there are light, dark."],
  };
  for (const [name, [wrong, right, said]] of Object.entries(names)) {
    const page = await open(place({ ...SMALL, [name]: wrong }));
    const element = await ready(page);
    const notice = page.getByText(said, { exact: true });
    await notice.waitFor();
    await element.evaluate((it, [name, right]) => (it[name] = right), [name, right]);
    await notice.waitFor({ state: "detached" });
    assert.deepEqual(await errors(page), [said]);
    // What is put right in the same go was never wrong.
    await element.evaluate((it, [name, wrong, right]) => [wrong, right].forEach((value) => (it[name] = value)), [name, wrong, right]);
    await settled(page);
    assert.deepEqual(await errors(page), [said]);
    await element.evaluate((it, [name, wrong]) => (it[name] = wrong), [name, wrong]);
    await notice.waitFor();
    assert.deepEqual(await errors(page), [said, said]);
  }
  // What is wrong in several is one notice.
  const page = await open(place({ ...SMALL, ...Object.fromEntries(Object.entries(names).map(([name, [wrong]]) => [name, wrong])) }));
  await ready(page);
  await page.getByText(Object.values(names).map(([, , said]) => said).join(" "), { exact: true }).waitFor();
});
