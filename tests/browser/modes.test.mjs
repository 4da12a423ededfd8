// The conversation and the report.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, place, property, ready } from "./browser.mjs";
import { both } from "./values.mjs";

async function shown(mode, value, attributes = {}) {
  const page = await open(place({ src: "/pages/small.rubric", mode, ...attributes }));
  const element = await ready(page);
  await element.evaluate((it, value) => (it.value = value), value);
  return { page, element };
}

test("the conversation shows the biggest difference first, with both sides' comments and evidence", async () => {
  const { page } = await shown("compare", both());
  await page.getByText("I saw two sources.").waitFor();
  const text = await page.locator("rubric-assessment .root").innerText();
  assert.ok(text.includes("Teams ask for it now."));
  assert.ok(text.includes("What exemplary rests on") && text.includes("What developing rests on"));
  assert.ok(text.includes("Which decision did the data change?"), "the rubric's question");
  assert.ok(text.indexOf("Uses data") < text.indexOf("Builds trust"), "two levels apart before one");
  assert.ok(text.indexOf("Builds trust") < text.indexOf("Carries out plans"), "what is seen alike comes last");
  assert.deepEqual(page.wrong, []);
});

test("ticked practices and numbers are seen differently too, each by how far apart they could be", async () => {
  const value = both();
  const [self, supervisor] = value.responses.map(({ ratings }) => ratings);
  self.survey = { number: "90" };
  supervisor.survey = { number: "40" };
  supervisor["healthy.team"] = { practices: ["meets"] };
  const { page } = await shown("compare", value);
  const seen = (name) => page.locator("section[part=lines]").filter({ hasText: name }).locator("h3").allInnerTexts();
  // Two levels of three, fifty of a hundred, one level of three and one again.
  assert.deepEqual(await seen("Seen differently"), ["Uses data", "Staff survey", "Builds trust", "Builds a team"]);
  assert.deepEqual(await seen("Seen alike"), ["Carries out plans"]);
  assert.deepEqual(await seen("Not rated by both"), ["What did you learn this year?"]);
  await page.getByText("difference 50").waitFor();
  assert.deepEqual(page.wrong, []);
});

test("what both have written stands together, and a number is agreed on as a number", async () => {
  const value = both();
  const [self, supervisor] = value.responses.map(({ ratings }) => ratings);
  Object.assign(self, { survey: { number: "82.5" }, year: { text: "Small steps come first, always." } });
  Object.assign(supervisor, { survey: { number: "40" }, year: { text: "I saw you listen more." } });
  const { page, element } = await shown("compare", value, { lang: "es" });
  const written = page.locator("section[part=lines]").filter({ hasText: "Escrito por ambas partes" });
  assert.deepEqual(await written.locator("h3").allInnerTexts(), ["What did you learn this year?"]);
  assert.equal(await page.getByText("Sin valorar por ambas partes").count(), 0);
  await page.getByText("82,5", { exact: true }).waitFor();
  // Nothing can be chosen for a text: it has a note alone.
  const line = (title) => page.locator(".line").filter({ hasText: title });
  assert.equal(await line("What did you learn").locator("legend").count(), 0);
  await line("What did you learn").getByRole("textbox", { name: "Nota: What did you learn this year?" }).fill("Listen first.");
  const agreed = line("Staff survey").getByRole("textbox", { name: "Acordado: Staff survey, de 0 a 100", exact: true });
  await agreed.fill("120");
  assert.equal(await agreed.getAttribute("aria-invalid"), "true");
  await agreed.fill("61,5");
  assert.equal(await agreed.getAttribute("aria-invalid"), null);
  await line("Builds a team").getByRole("radio", { name: "Proficient" }).click();
  await line("Uses data").getByRole("radio", { name: "Exemplary" }).click();
  await line("Uses data").getByRole("button", { name: /^Borrar/ }).click();
  const { conversation } = await property(element, "value");
  assert.deepEqual(conversation.agreed, { "healthy.team": "proficient", survey: { number: "61.5" }, year: { comment: "Listen first." } });
  await element.evaluate((it) => (it.mode = "report"));
  const row = page.getByRole("row", { name: /^Staff survey/ });
  assert.equal(await row.locator("b").innerText(), "61,5");
  assert.equal(await page.getByRole("row", { name: /^Uses data/ }).locator("b").innerText(), "");
  assert.deepEqual(page.wrong, []);
});

test("on a phone no level that can be agreed on is broken within its word, and a signature has room", async () => {
  const page = await open(place({ src: "/pages/small.rubric", mode: "compare" }), { viewport: { width: 375, height: 800 } });
  const element = await ready(page);
  await element.evaluate((it, value) => (it.value = value), both());
  await page.locator(".agree .level").first().waitFor();
  const broken = await page.locator(".agree .level").evaluateAll((levels) => levels.filter((level) => {
    const word = document.createRange();
    word.selectNodeContents([...level.childNodes].find((it) => it.nodeType === Node.TEXT_NODE && it.data));
    return word.getClientRects().length > 1;
  }).map((it) => it.textContent));
  assert.deepEqual(broken, []);
  await element.evaluate((it) => (it.mode = "report"));
  const room = await page.getByText("Signature").first().evaluate((it) => it.getBoundingClientRect().top - it.previousElementSibling.getBoundingClientRect().bottom);
  assert.ok(room >= 48, `${room} px to sign in`);
});

test("neither side sees the other before both have finished", async () => {
  const { page } = await shown("compare", both({ done: false }), { rater: "self" });
  await page.getByText("The sides see each other when both have finished.").waitFor();
  const all = await page.locator("rubric-assessment").evaluate((it) => it.shadowRoot.textContent);
  assert.ok(!all.includes("I saw two sources."));
});

test("what both agree on is part of the assessment", async () => {
  const { page, element } = await shown("compare", both());
  const agreed = page.getByRole("combobox", { name: /Agreed/ }).or(page.getByRole("group", { name: /Agreed/ })).first();
  await agreed.waitFor();
  if ((await agreed.evaluate((it) => it.localName)) === "select") await agreed.selectOption({ label: "Proficient" });
  else await agreed.getByRole("radio", { name: /^Proficient/ }).click();
  await page.getByRole("button", { name: "Add a next step" }).click();
  await page.getByRole("textbox", { name: /Step/ }).first().fill("Visit three classrooms.");
  const { conversation } = await property(element, "value");
  assert.ok(Object.values(conversation.agreed).some((it) => it === "proficient" || it.level === "proficient"));
  assert.equal(conversation.steps[0].text, "Visit three classrooms.");
});

test("the report shows what is agreed, is signed by both, and can be saved", async () => {
  const agreed = { ...both(), conversation: { agreed: { "smart.data": { level: "proficient", comment: "Two teams do it." } }, steps: [{ text: "Visit three classrooms.", date: "2027-01-15" }] } };
  const { page, element } = await shown("report", agreed);
  await page.getByText("Visit three classrooms.").waitFor();
  await page.getByText("Two teams do it.").waitFor();
  for (const [name, begins] of [["Save as JSON", "{"], ["Save as CSV", "subject,rater"]]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    assert.ok(Buffer.concat(chunks).toString().startsWith(begins), name);
  }
  assert.ok(await property(element, "value"));
  assert.deepEqual(await page.evaluate(() => window.refused), []);
});

test("the report prints on Letter and on A4 without anything cut off", async () => {
  const { page } = await shown("report", both());
  await page.getByText("Uses data").first().waitFor();
  for (const format of ["Letter", "A4"]) {
    assert.ok((await page.pdf({ format })).length > 10_000, format);
  }
  // Letter is 816 px wide, less the usual margins.
  await page.setViewportSize({ width: 720, height: 1000 });
  await page.emulateMedia({ media: "print" });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 720, `${wide} px`);
});

test("a dark element prints light, without what only a screen can open", async () => {
  const { page } = await shown("report", both(), { theme: "dark" });
  await page.getByText("About this rubric").waitFor();
  const bar = () => page.locator("rubric-assessment .fillbar").first().evaluate((it) => getComputedStyle(it).stroke);
  const dark = await bar();
  await page.locator("rubric-assessment").evaluate((it) => (it.theme = "light"));
  const light = await bar();
  assert.notEqual(dark, light);
  await page.locator("rubric-assessment").evaluate((it) => (it.theme = "dark"));
  await page.emulateMedia({ media: "print" });
  assert.equal(await bar(), light);
  assert.equal(await page.getByText("About this rubric").isVisible(), false);
});

test("on paper a long address in a comment cuts nothing off", async () => {
  const value = both();
  value.responses[0].ratings["smart.data"].comment = `https://example.org/${"MinutesOfTheTeam".repeat(8)}`;
  const { page } = await shown("report", value);
  await page.getByText("MinutesOfTheTeam").waitFor();
  await page.setViewportSize({ width: 720, height: 1000 });
  await page.emulateMedia({ media: "print" });
  const cut = await page.locator("rubric-assessment .scroll").evaluateAll((parts) => parts.filter((it) => it.scrollWidth > it.clientWidth).length);
  assert.equal(cut, 0);
});

test("on paper a link's address stands behind its title, and an address that is no link always does", async () => {
  const value = both();
  const pieces = [
    { title: "The review", link: "https://example.org/review" },
    { link: "https://example.org/bare" },
    { title: "On the school's own server", link: "http://files/review" },
    { title: "Not a link", link: "javascript:alert(1)" },
  ];
  value.responses[0].ratings["smart.data"].evidence = pieces;
  const { page } = await shown("report", value);
  await page.getByText("On the school's own server (http://files/review)").waitFor();
  await page.getByText("Not a link (javascript:alert(1))").waitFor();
  const behind = () => page.locator('td a[part="link"]').evaluateAll((links) => links.map((it) => getComputedStyle(it, "::after").content));
  assert.deepEqual(await behind(), ["none", "none"]);
  await page.emulateMedia({ media: "print" });
  assert.deepEqual(await behind(), ['" (https://example.org/review)"', "none"]);
});
