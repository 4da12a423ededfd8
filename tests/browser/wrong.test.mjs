// A text that is no rubric: the page is told what is wrong, and only then loads what says it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync } from "node:fs";
import { open, person, place, ready } from "./browser.mjs";
import { root } from "./site.mjs";

const WRONG = `rubric small "Small" {
  version "1"
  scale growth { low = 1 "Low"   high = 2 "High" }
  indicator calm "Stays calm" using growht
}
`;

const PAGES = {
  "the files beside one another": place({ src: "/pages/small.rubric", rater: "self" }),
  "the single file": "/pages/single/index.html?src=/pages/small.rubric&rater=self",
};

/** Gives the element a rubric, and waits for what it says of it. */
const told = (element, rubric, overlay = null) => element.evaluate((it, [rubric, overlay]) => new Promise((done) => {
  it.addEventListener("rubric-error", (event) => done(event.detail.message), { once: true });
  it.addEventListener("rubric-ready", () => done("ready"), { once: true });
  it.overlay = overlay;
  it.rubric = rubric;
}), [rubric, overlay]);

for (const [name, address] of Object.entries(PAGES)) {
  test(`${name}: what is wrong with a text is said, with its line and code`, async () => {
    const page = await open(address);
    const element = await ready(page);
    const asked = () => page.asked.some((address) => address.includes("web_findings"));
    assert.ok(!asked(), "a page with a sound rubric loads what it does not need");
    assert.equal(await told(element, WRONG), "4: RB201 `growht` is not a scale of this rubric");
    await page.getByText("`growht` is not a scale of this rubric").first().waitFor();
    assert.equal(asked(), name !== "the single file");
    assert.equal(await told(element, WRONG.replace("growht", "growth")), "ready");
    assert.match(await told(element, WRONG.replace("growht", "growth"), { settings: { calm: "no" } }), /^`no` is not a number/);
    assert.match(await told(element, WRONG.replace("growht", "growth"), { settings: { calm: 1 } }), /RB604 the overlay sets `calm`/);
    assert.deepEqual(await page.evaluate(() => window.refused), []);
  });
}

/** Opens a page whose rubric is what a server answers, and waits for what is said. */
async function answered(file, body) {
  const context = await person();
  await context.route(`**/${file}`, (route) => route.fulfill({ body }));
  const page = await open(place({ src: `/pages/${file}`, rater: "self" }), { context });
  const notice = page.locator("rubric-assessment [part=notice] p");
  await notice.waitFor();
  return { page, text: await notice.innerText(), message: await page.evaluate(() => window.said[0].detail.message) };
}

test("what is wrong with a file names the file, one finding on a line, ten at most", async () => {
  const { text, message } = await answered("wrong.rubric", WRONG.replace("low = 1", "low = one"));
  assert.ok(message.startsWith("/pages/wrong.rubric: 3: RB"), message);
  assert.deepEqual(text.split("\n"), message.split("\n"));
  // A text that an editor has written in another encoding.
  const { message: other } = await answered("other.rubric", Buffer.from(WRONG, "utf16le"));
  assert.equal(other.split("\n").length, 10);
});

test("a compiled rubric that cannot be read says what to do", async () => {
  const program = readFileSync(`${root}target/browser/pages/small.rbc`);
  const newer = Buffer.from(program);
  newer[8] = 99;
  for (const [bytes, why] of [[newer, "format version 99"], [program.subarray(0, 500), "damaged"]]) {
    const { text } = await answered("given.rbc", bytes);
    assert.ok(text.startsWith("/pages/given.rbc: the program is ") && text.includes(why) && text.includes("compile it again"), text);
  }
});
