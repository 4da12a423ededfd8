// The shortest way up, asked for in the result; how long it takes is told, and decides nothing.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { open, place, ready } from "./browser.mjs";
import { command, root } from "./site.mjs";
import { both } from "./values.mjs";

test("the shortest way up is found when it is asked for, and nothing is loaded before", async () => {
  const page = await open(place({ src: "/pages/small.rubric", rater: "supervisor" }));
  const element = await ready(page);
  await element.evaluate((it, value) => (it.value = value), both());
  const ask = page.getByRole("button", { name: /^The shortest way up/ }).first();
  await ask.waitFor();
  assert.ok(!page.asked.some((address) => address.includes("web_examine")), "loaded before it was asked for");
  await ask.click();
  const way = page.locator("rubric-assessment [part=way]");
  await way.waitFor();
  const text = await way.innerText();
  assert.match(text, /rise|highest/, text);
  assert.match(text, /fall/, text);
  // What is found is of this assessment, and goes when it changes.
  await page.getByRole("button", { name: "Take back and go on" }).click();
  await page.getByRole("radio").first().click();
  await page.getByRole("radio").nth(1).click();
  await way.waitFor({ state: "detached" });
  assert.deepEqual(page.wrong, []);
  assert.deepEqual(await page.evaluate(() => window.refused), []);
});

test("the way up of every sample of the library is found in the browser, and it is the command's", async () => {
  const page = await open(place({ src: "/pages/small.rubric" }));
  await ready(page);
  const slowest = { time: 0 };
  let compared = 0;
  for (const file of readdirSync(`${root}rubrics/samples`).filter((file) => file.endsWith(".csv") && file !== "district.csv")) {
    const rubric = `${root}rubrics/${file.replace(".csv", ".rubric")}`;
    execFileSync(command, ["compile", rubric, "-o", `${root}target/browser/way.rbc`]);
    const program = [...readFileSync(`${root}target/browser/way.rbc`)];
    const results = execFileSync(command, ["score", rubric, `${root}rubrics/samples/${file}`, "--format", "jsonl"]).toString();
    const csv = readFileSync(`${root}rubrics/samples/${file}`, "utf8");
    for (const result of results.trim().split("\n").map((line) => JSON.parse(line))) {
      const [head, ...rows] = csv.split("\n");
      const own = [head, ...rows.filter((row) => row.startsWith(`${result.subject},`))].join("\n");
      for (const outcome of Object.keys(result.outcomes)) {
        const words = ["path", rubric, `${root}rubrics/samples/${file}`, outcome, "--subject", result.subject];
        const told = execFileSync(command, words).toString();
        const found = await page.evaluate(async ([program, csv, outcome]) => {
          const module = await import("/rubric/web_examine.js");
          await module.default({ module_or_path: fetch(new URL("/rubric/web_examine_bg.wasm", location)) });
          const bytes = Uint8Array.from(program);
          const begun = performance.now();
          const way = JSON.parse(module.path(bytes, csv, "combined", outcome));
          return { way, time: performance.now() - begun };
        }, [program, own, outcome]);
        const rises = /(one|\d+) rises? by one level lead/.exec(told)?.[1];
        assert.equal(found.way.ways === "fewest" ? found.way.rises : 0, rises === "one" ? 1 : Number(rises ?? 0), told);
        assert.equal(found.way.falls.length, (told.match(/falls to/g) ?? []).length, told);
        if (found.time > slowest.time) Object.assign(slowest, { time: found.time, file, outcome, subject: result.subject });
        compared += 1;
      }
    }
  }
  console.log(`${compared} ways up; the slowest:`, slowest);
  assert.ok(compared > 30);
});
