// Elements that come and go leave nothing behind.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, ready } from "./browser.mjs";

/** Does something with each of ten elements, 1,000 times in all, and holds the heap before against the heap after. */
async function stays(act) {
  const page = await open("/pages/ten.html");
  await ready(page);
  const devtools = await page.context().newCDPSession(page);
  const held = async () => {
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    await devtools.send("HeapProfiler.collectGarbage");
    const { usedSize } = await devtools.send("Runtime.getHeapUsage");
    return { usedSize, ...(await devtools.send("Memory.getDOMCounters")) };
  };
  const turn = (times) => page.evaluate(`(async () => {
    const act = ${act};
    const [main, aside] = document.querySelectorAll("main, aside");
    for (let time = 0; time < ${times}; time += 1) {
      act(main.firstElementChild, main, aside);
      if (time % 50 === 0) await new Promise((resolve) => setTimeout(resolve));
    }
  })()`);
  await turn(100);
  const before = await held();
  await turn(1000);
  const after = await held();
  for (const what of ["usedSize", "nodes", "jsEventListeners"]) {
    assert.ok(after[what] <= before[what] * 1.05, `${what}: ${before[what]} before, ${after[what]} after`);
  }
  const counted = await page.evaluate(() => [...document.querySelectorAll("rubric-assessment")].map((it) => it.completeness.of));
  assert.deepEqual(counted, Array(10).fill(counted[0]));
}

test("ten elements removed and added again 1,000 times: the heap is back within 5%", () =>
  stays((element, main) => {
    element.remove();
    main.append(element);
  }));

test("ten elements moved, removed and added again 1,000 times: the heap is back within 5%", () =>
  stays((element, main, aside) => {
    aside.append(element);
    element.remove();
    main.append(element);
  }));

test("an element that is taken into another document keeps its look, its ratings and its draft", async () => {
  const page = await open("/pages/place.html?src=/pages/small.rubric&rater=self&draft=leader-01");
  await ready(page);
  await page.getByRole("radio").nth(2).click();
  const look = (element) => {
    const { display, borderTopWidth, paddingTop } = getComputedStyle(element.shadowRoot.querySelector(".level"));
    return { display, borderTopWidth, paddingTop };
  };
  const before = await page.locator("rubric-assessment").evaluate(look);
  await page.evaluate(() => {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    frame.contentDocument.body.append(document.querySelector("rubric-assessment"));
  });
  const inside = page.frameLocator("iframe");
  const element = inside.locator("rubric-assessment");
  assert.deepEqual(await element.evaluate(look), before);
  await inside.getByRole("radio").nth(5).click();
  assert.deepEqual(Object.keys((await element.evaluate((it) => it.value)).responses[0].ratings).length, 2);
  await page.waitForFunction(() => Object.values(localStorage).some((kept) => Object.keys(JSON.parse(kept).value.responses[0].ratings).length === 2));
  assert.deepEqual(await page.evaluate(() => window.refused), []);
});

test("an element that is moved keeps what was given", async () => {
  const page = await open("/pages/ten.html");
  await ready(page);
  await page.locator("rubric-assessment").first().getByRole("radio").first().click();
  const given = await page.evaluate(() => {
    const element = document.querySelector("rubric-assessment");
    document.querySelector("aside").append(element);
    return element.value.responses[0].ratings;
  });
  assert.equal(Object.keys(given).length, 1);
  assert.equal(await page.locator("aside rubric-assessment").getByRole("radio").first().isChecked(), true);
});
