// The element as a control of a form: sent, reset, disabled, restored, required.
import assert from "node:assert/strict";
import { test } from "node:test";
import { level, open, person, property, ready, site } from "./browser.mjs";

const received = (page) => new URLSearchParams(new URL(page.url()).search);

test("a form sends the assessment as JSON, and a real server takes it", async () => {
  const context = await person();
  for (const rater of ["self", "supervisor"]) {
    const page = await open(`/portal/assess/${rater}`, { context });
    const element = await ready(page);
    await level(page, "Aims at student learning", "Proficient").click();
    // What is still missing would stop the form; here an unfinished one is sent.
    await element.evaluate((it) => it.removeAttribute("required"));
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.waitForURL(`${site.address}/portal/`);
  }
  const answer = await context.request.get(`${site.address}/portal/assessment.json`);
  const { responses } = await answer.json();
  assert.deepEqual(responses.map(({ rater, ratings }) => [rater, ratings["smart.results.aim"]]), [["self", "proficient"], ["supervisor", "proficient"]]);
});

test("it is sent under its name, and not from a disabled group", async () => {
  const page = await open("/pages/form.html");
  await ready(page);
  await level(page, "Uses data", "Exemplary").click();
  await page.getByRole("button", { name: "Send" }).click();
  await page.waitForURL(/received/);
  assert.equal(JSON.parse(received(page).get("assessment")).responses[0].ratings["smart.data"], "exemplary");
  const other = await open("/pages/form.html");
  await ready(other);
  await level(other, "Uses data", "Exemplary").click();
  await other.evaluate(() => (document.querySelector("fieldset").disabled = true));
  assert.equal(await level(other, "Uses data", "Proficient").isDisabled(), true);
  await other.getByRole("button", { name: "Send" }).click();
  await other.waitForURL(/received/);
  assert.equal(received(other).has("assessment"), false);
});

test("reset gives back what the page gave", async () => {
  const page = await open("/pages/form.html");
  const element = await ready(page);
  await level(page, "Uses data", "Exemplary").click();
  await page.getByRole("button", { name: "Reset" }).click();
  assert.equal(await level(page, "Uses data", "Exemplary").isChecked(), false);
  assert.equal((await property(element, "completeness")).answered, 0);
  // What the page set is there again, and what it set beside is not touched.
  const given = { subject: "leader-01", date: "2026-11-23", responses: [{ rater: "supervisor", ratings: { "smart.data": "emerging" } }], prior: { format: "rubric-result/1" } };
  await element.evaluate((it, given) => (it.value = given), given);
  await level(page, "Uses data", "Exemplary").click();
  await page.getByRole("button", { name: "Reset" }).click();
  const { subject, date, responses, prior } = await property(element, "value");
  assert.deepEqual({ subject, date, responses, prior }, given);
  await element.evaluate((it) => it.clear());
  assert.deepEqual(await property(element, "prior"), given.prior);
  assert.equal((await property(element, "value")).responses, undefined);
});

/** A form in which one answer was given and sent, after going back to it. */
async function back() {
  const page = await open("/pages/form.html");
  await ready(page);
  await level(page, "Uses data", "Developing").click();
  await page.getByRole("button", { name: "Send" }).click();
  await page.waitForURL(/received/);
  await page.goBack();
  await ready(page);
  await page.waitForFunction(() => document.querySelector("rubric-assessment").completeness.answered === 1);
  return page;
}

test("after going on and back, what was given is there", async () => {
  const page = await back();
  assert.equal(await level(page, "Uses data", "Developing").isChecked(), true);
});

test("a required one holds the form back and says why", async () => {
  const page = await open("/pages/form.html?required");
  const element = await ready(page);
  assert.equal(await element.evaluate((it) => it.checkValidity()), false);
  assert.equal(await element.evaluate((it) => it.validity.valueMissing), true);
  assert.match(await property(element, "validationMessage"), /\S/);
  assert.equal(await property(element, "willValidate"), true);
  await page.getByRole("button", { name: "Send" }).click();
  assert.match(page.url(), /form\.html/);
  const held = await page.evaluate(() => document.activeElement.localName);
  assert.equal(held, "rubric-assessment");
  await element.evaluate((it) => it.setCustomValidity("Ask the office first."));
  assert.equal(await property(element, "validationMessage"), "Ask the office first.");
});

test("where only the context is missing, that is where the form leads", async () => {
  const page = await open("/pages/form.html?required");
  const element = await ready(page);
  const ratings = { "smart.data": "proficient", "healthy.trust": "proficient", "healthy.team": { practices: ["meets"] }, survey: { number: "5" }, year: { text: "To listen before I act." } };
  await element.evaluate((it, ratings) => (it.value = { responses: [{ rater: "self", ratings }] }), ratings);
  await page.getByRole("button", { name: "Send" }).click();
  assert.equal(await element.evaluate((it) => it.shadowRoot.activeElement.dataset.do), "context");
});

test("two of one name are both sent", async () => {
  const page = await open("/pages/two.html");
  await ready(page);
  await page.getByRole("button", { name: "Send" }).click();
  await page.waitForURL(/received/);
  assert.equal(received(page).getAll("assessment").length, 2);
});

test("while it loads, what the page set is sent, and a required one holds the form back", async () => {
  const context = await person();
  let go;
  const held = new Promise((resolve) => (go = resolve));
  await context.route("**/small.rubric", (route) => held.then(() => route.continue()));
  const page = await open("/pages/form.html?required", { context });
  const element = page.locator("rubric-assessment");
  await page.getByText("Loading…").waitFor();
  const sent = () => page.evaluate(() => new FormData(document.querySelector("form")).get("assessment"));
  assert.equal(await sent(), null, "nothing is there yet");
  const holds = () => page.evaluate(() => !document.querySelector("form").checkValidity());
  assert.equal(await holds(), true);
  assert.equal(await property(element, "validationMessage"), "Loading…");
  await element.evaluate((it) => (it.value = { rubric: "small", responses: [{ rater: "self", ratings: { "smart.data": "proficient" } }] }));
  assert.equal(JSON.parse(await sent()).responses[0].ratings["smart.data"], "proficient");
  await element.evaluate((it) => (it.required = false));
  assert.equal(await holds(), false);
  await element.evaluate((it) => it.setCustomValidity("Ask the office first."));
  assert.equal(await holds(), true);
  await element.evaluate((it) => it.setCustomValidity(""));
  go();
  await ready(page);
  assert.equal(await holds(), false);
  assert.equal(JSON.parse(await sent()).version, "1.0.0");
});

test("a required one whose rubric does not come holds the form back; one that cannot be at all does not", async () => {
  const context = await person();
  await context.route("**/small.rubric", (route) => route.abort());
  const page = await open("/pages/form.html?required", { context });
  await page.getByRole("button", { name: "Try again" }).waitFor();
  await page.getByRole("button", { name: "Send" }).click();
  assert.match(page.url(), /form\.html/);
  assert.match(await property(page.locator("rubric-assessment"), "validationMessage"), /could not be loaded/);
  const without = await person();
  await without.addInitScript(() => delete globalThis.WebAssembly);
  const bare = await open("/pages/form.html?required", { context: without });
  await bare.waitForFunction(() => document.querySelector("rubric-assessment").shadowRoot?.querySelector("slot"));
  assert.equal(await bare.evaluate(() => document.querySelector("form").checkValidity()), true);
});

test("reset after going back gives back what the page gave, and not what the browser restored", async () => {
  const page = await back();
  await page.getByRole("button", { name: "Reset" }).click();
  assert.equal(await page.evaluate(() => document.querySelector("rubric-assessment").completeness.answered), 0);
});

test("it knows its form", async () => {
  const page = await open("/pages/form.html");
  const element = await ready(page);
  assert.equal(await element.evaluate((it) => it.form === document.querySelector("form")), true);
});

test("a click on a label of the page goes to the first control, and a click within stays where it is", async () => {
  const page = await open("/pages/form.html");
  const element = await ready(page);
  await element.evaluate((it) => {
    it.id = "labelled";
    const label = Object.assign(document.createElement("label"), { htmlFor: "labelled", textContent: "Your assessment" });
    document.querySelector("form").prepend(label);
  });
  const focused = () => element.evaluate((it) => it.shadowRoot.activeElement === it.shadowRoot.querySelector("input, select, textarea"));
  await page.locator("label[for=labelled]").click();
  assert.equal(await focused(), true);
  await element.getByRole("heading").first().click();
  assert.equal(await focused(), false, "a heading takes nothing");
});
