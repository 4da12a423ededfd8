// Numbers as people type them: what is clear in their language is read, what may mean two is not.
import assert from "node:assert/strict";
import { test } from "node:test";
import { leaf, open, place, property, ready } from "./browser.mjs";

const TEXT = `rubric school "A school" {
  version "1"  language "en"
  scale s { low = 1 "Low"  high = 2 "High" }
  rater self "Self"
  context years "Years" number from 0 to 50
  indicator calm "Stays calm"
  number pupils "Pupils" from 0 to 5000
  measure half "Half of them" = pupils / 2
}`;

/** An element with a field for a number, in a language. */
async function asked(lang) {
  const page = await open(place({ rater: "self", lang }));
  await page.locator("rubric-assessment").evaluate((it, text) => (it.rubric = text), TEXT);
  const element = await ready(page);
  return { page, element, field: leaf(page, "Pupils").getByRole("textbox", { name: /^Pupils/ }) };
}

test("the same keys mean the same number to everybody, or none", async () => {
  const typed = ["82,5", "82.5", "1 000", "1.000,5", "1,000.5", "1.000", "1,000", "٨٢٫٥"];
  const read = { en: [82.5, 82.5, 1000, 1000.5, 1000.5, 1, null, 82.5], es: [82.5, 82.5, 1000, 1000.5, 1000.5, null, null, 82.5], de: [82.5, 82.5, 1000, 1000.5, 1000.5, null, 1, 82.5] };
  for (const [lang, numbers] of Object.entries(read)) {
    const { page, element, field } = await asked(lang);
    for (const [at, text] of typed.entries()) {
      await field.fill("");
      await field.pressSequentially(text);
      // What stands there is what was typed, as long as one types.
      assert.equal(await field.inputValue(), text);
      const { value } = (await property(element, "result")).measures.half;
      assert.equal(value === undefined ? null : 2 * value, numbers[at], `${text} in ${lang}`);
      assert.equal(await field.getAttribute("aria-invalid"), numbers[at] === null ? "true" : null, `${text} in ${lang}`);
    }
    await page.context().close();
  }
});

test("what may mean two numbers is marked with what to type instead, and stays", async () => {
  const { page, element, field } = await asked("es");
  await field.fill("1.250");
  const instead = page.getByText("Esto podría ser 1250 o 1,25. Escriba el que quiere decir.");
  await instead.waitFor();
  const described = await field.evaluate((it) => it.getRootNode().getElementById(it.getAttribute("aria-describedby")).textContent);
  assert.match(described, /1250 o 1,25/);
  // It goes to no reader as a number, and comes back as it was.
  const value = await property(element, "value");
  assert.equal(value.responses[0].ratings.pupils.number, "1.250?");
  await element.evaluate((it, value) => (it.value = value), value);
  await instead.waitFor();
  assert.equal(await field.inputValue(), "1.250");
  await field.fill("1,25");
  await instead.waitFor({ state: "detached" });
  assert.equal((await property(element, "value")).responses[0].ratings.pupils.number, "1.25");
});

test("a number is shown with the reader's sign, and keeps its meaning in another language", async () => {
  const { page, element, field } = await asked("es-ES");
  await field.fill("82,125");
  await element.evaluate((it) => it.setAttribute("lang", "en"));
  await page.locator('.root[lang="en"]').waitFor();
  assert.equal(await field.inputValue(), "82.125");
  assert.equal((await property(element, "value")).responses[0].ratings.pupils.number, "82.125");
});

test("a context value that cannot be taken is marked too", async () => {
  const { page, element } = await asked("en");
  const years = page.getByRole("textbox", { name: "Years (from 0 to 50)" });
  await years.fill("99");
  await page.getByText("Type a number from 0 to 50.").waitFor();
  assert.equal(await years.getAttribute("aria-invalid"), "true");
  await years.fill("4,5");
  await page.getByText("Type a number from 0 to 50.").waitFor({ state: "detached" });
  assert.equal((await property(element, "value")).context.years, "4.5");
});
