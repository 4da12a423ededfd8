// The preview with a kept editor: what is wrong is marked where it stands, is told there, and is mended from there.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { open, ready } from "./browser.mjs";
import { root, serve } from "./site.mjs";

const site = await serve("--editor", `${root}target/editor/editor.js`);
after(() => site.stop());

test("a mistake is underlined as it is typed, told where it stands, and mended by its fix", async () => {
  const page = await open(`${site.address}/preview/`);
  await ready(page);
  const text = page.getByRole("textbox", { name: "The rubric’s text" });
  await text.waitFor();
  await page.locator(".verdicts li").nth(7).waitFor();
  const found = page.getByRole("list", { name: "What the check finds" });
  assert.equal(await found.innerText(), "Nothing.");
  // To a promise, by what the list says of it; then a slip of the keyboard at its end.
  await page.locator(".verdicts li button").filter({ hasText: /holds: .*belief < 2\)/ }).click();
  await page.keyboard.press("End");
  for (let at = 0; at < " < 2)".length; at += 1) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Backspace");
  const squiggle = page.locator(".cm-lintRange-error");
  await squiggle.first().waitFor();
  assert.equal(await squiggle.first().evaluate((it) => getComputedStyle(it).textDecorationStyle), "wavy");
  await squiggle.first().hover();
  const tip = page.locator(".cm-tooltip-lint");
  await tip.waitFor();
  assert.match(await tip.innerText(), /RB\d+ .*belie/);
  assert.match(await found.innerText(), /RB\d+ .*belie/);
  await tip.locator(".cm-diagnosticAction").click();
  await squiggle.first().waitFor({ state: "detached" });
  await page.locator(".verdicts li.holds").nth(7).waitFor();
  assert.deepEqual(await page.evaluate(() => window.refused), []);
  assert.deepEqual(page.wrong, []);
});

test("a promise that the author breaks is shown broken, with the assessment that breaks it", async () => {
  const page = await open(`${site.address}/preview/`);
  await ready(page);
  await page.locator(".verdicts li").nth(7).waitFor();
  await page.locator(".verdicts li button").filter({ hasText: /holds: .*\(overall >= proficient and belief < 2\)/ }).click();
  await page.keyboard.type("  promise never (overall >= proficient)");
  const broken = page.locator(".verdicts li.broken");
  await broken.waitFor();
  assert.match(await broken.innerText(), /breaks it:[^]*example "breaks: never/);
  assert.deepEqual(await page.evaluate(() => window.refused), []);
});
