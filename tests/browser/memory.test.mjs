// Elements that come and go leave nothing behind.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, ready } from "./browser.mjs";

test("ten elements moved, removed and added again 1,000 times: the heap is back within 5%", async () => {
  const page = await open("/pages/ten.html");
  await ready(page);
  const devtools = await page.context().newCDPSession(page);
  const held = async () => {
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
    await devtools.send("HeapProfiler.collectGarbage");
    const { usedSize } = await devtools.send("Runtime.getHeapUsage");
    const { nodes, jsEventListeners } = await devtools.send("Memory.getDOMCounters");
    return { usedSize, nodes, jsEventListeners };
  };
  const turn = (times) => page.evaluate(async (times) => {
    const main = document.querySelector("main");
    const aside = document.querySelector("aside");
    for (let time = 0; time < times; time += 1) {
      const element = main.firstElementChild;
      aside.append(element);
      element.remove();
      main.append(element);
      if (time % 50 === 0) await new Promise((resolve) => setTimeout(resolve));
    }
  }, times);
  await turn(100);
  const before = await held();
  await turn(1000);
  const after = await held();
  assert.ok(after.usedSize < before.usedSize * 1.05, `${before.usedSize} bytes before, ${after.usedSize} after`);
  assert.ok(after.nodes <= before.nodes * 1.05, `${before.nodes} nodes before, ${after.nodes} after`);
  assert.ok(after.jsEventListeners <= before.jsEventListeners * 1.05, JSON.stringify([before, after]));
  const counted = await page.evaluate(() => [...document.querySelectorAll("rubric-assessment")].map((it) => it.completeness.of));
  assert.deepEqual(counted, Array(10).fill(counted[0]));
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
