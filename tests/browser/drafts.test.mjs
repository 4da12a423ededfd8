// Drafts: kept where the page asks for it, through a killed tab, a full store, two tabs and two people.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { chromium } from "playwright-core";
import { level, open, person, place, property, ready, site, watch } from "./browser.mjs";

const DRAFT = { src: "/pages/small.rubric", rater: "self", draft: "leader-01" };
const kills = Number(process.env.KILLS ?? 12);

/** Somebody's browser with a page on which one answer was given, and kept as a draft. */
async function drafted() {
  const context = await person();
  const page = await open(place(DRAFT), { context });
  await ready(page);
  await level(page, "Uses data", "Proficient").click();
  await page.waitForFunction(() => localStorage.length > 0);
  return { context, page };
}

test("a draft comes back with a word, on a page opened anew", async () => {
  const context = await person();
  const page = await open(place(DRAFT), { context });
  await ready(page);
  await level(page, "Uses data", "Proficient").click();
  await page.getByRole("textbox", { name: /Comment on Uses data/ }).fill("Three sources.");
  await page.waitForFunction(() => JSON.stringify(Object.values(localStorage)).includes("Three sources."));
  await page.close();
  const again = await open(place(DRAFT), { context });
  const element = await ready(again);
  await again.getByText("Your draft was restored.").waitFor();
  const { ratings } = (await property(element, "value")).responses[0];
  assert.deepEqual(ratings["smart.data"], { level: "proficient", comment: "Three sources." });
});

test("drafts of two people, and of two rubrics, do not mix", async () => {
  const { context, page } = await drafted();
  for (const other of [{ ...DRAFT, draft: "leader-02" }, { ...DRAFT, rater: "supervisor" }, { ...DRAFT, src: "/pages/hostile.rubric" }]) {
    const next = await open(place(other), { context });
    const element = await ready(next);
    assert.equal((await property(element, "completeness")).answered, 0, JSON.stringify(other));
  }
});

/** What this browser keeps: of each draft whose it is by its key, the subject that stands in it, and the ratings. */
const kept = (page) => page.evaluate(() => Object.entries(localStorage).map(([key, text]) => {
  const [, draft, , subject, rater] = key.split("/").map(decodeURIComponent);
  const { value } = JSON.parse(text);
  return [draft, subject, rater, value.subject ?? "", Object.assign({}, ...(value.responses ?? []).map(({ ratings }) => ratings))];
}).sort());
const PROFICIENT = { "smart.data": "proficient" };
const TRUSTED = { "healthy.trust": "exemplary" };

test("another subject on the same element has a draft of its own, and finds it again", async () => {
  const page = await open(place(DRAFT));
  const element = await ready(page);
  const restored = page.getByText("Your draft was restored.");
  const about = (subject) => element.evaluate((it, subject) => (it.value = { subject }), subject);
  await about("leader-01");
  // The page goes on to the next one before what was typed last is kept.
  await level(page, "Uses data", "Proficient").evaluate(async (control) => {
    control.click();
    await new Promise(requestAnimationFrame);
    document.querySelector("rubric-assessment").value = { subject: "leader-02" };
  });
  assert.equal(await level(page, "Uses data", "Proficient").isChecked(), false);
  assert.deepEqual(await kept(page), [["leader-01", "leader-01", "self", "leader-01", PROFICIENT]]);
  await level(page, "Builds trust", "Exemplary").click();
  await page.waitForFunction(() => localStorage.length === 2);
  const both = [["leader-01", "leader-01", "self", "leader-01", PROFICIENT], ["leader-01", "leader-02", "self", "leader-02", TRUSTED]];
  assert.deepEqual(await kept(page), both);
  await about("leader-01");
  await restored.waitFor();
  assert.deepEqual((await property(element, "value")).responses[0].ratings, PROFICIENT);
  assert.equal((await property(element, "value")).subject, "leader-01");
  await about("leader-03");
  await restored.waitFor({ state: "detached" });
  assert.equal((await property(element, "completeness")).answered, 0);
  assert.deepEqual(await kept(page), both);
});

test("another draft's name or another rater on the same element has a draft of its own, and finds it again", async () => {
  for (const [name, first, second] of [["draft", "leader-01", "leader-02"], ["rater", "self", "supervisor"]]) {
    const page = await open(place(DRAFT));
    const element = await ready(page);
    const restored = page.getByText("Your draft was restored.");
    const turn = (to) => element.evaluate((it, [name, to]) => (it[name] = to), [name, to]);
    await element.evaluate((it) => (it.value = { subject: "leader-01", context: { role: "assistant" } }));
    await level(page, "Uses data", "Proficient").evaluate(async (control, [name, second]) => {
      control.click();
      await new Promise(requestAnimationFrame);
      document.querySelector("rubric-assessment")[name] = second;
    }, [name, second]);
    // What the page gave is there, and nothing that was typed for the other.
    const { context, responses } = await property(element, "value");
    assert.deepEqual([context, responses], [{ role: "assistant" }, undefined], name);
    await level(page, "Builds trust", "Exemplary").click();
    await page.waitForFunction(() => localStorage.length === 2);
    assert.deepEqual((await kept(page)).map((draft) => draft.at(-1)), [PROFICIENT, TRUSTED], name);
    await turn(first);
    await restored.waitFor();
    assert.deepEqual((await property(element, "value")).responses[0].ratings, PROFICIENT, name);
    await turn(second);
    await page.waitForFunction(() => document.querySelector("rubric-assessment").value.responses[0].ratings["healthy.trust"]);
    assert.equal(await restored.count(), 1, name);
    assert.equal((await kept(page)).length, 2, name);
  }
});

test("a page that goes on to another subject and another rubric at once mixes nothing", async () => {
  for (const order of [["value", "rubric"], ["rubric", "value"]]) {
    const page = await open(place(DRAFT));
    const element = await ready(page);
    const other = (await (await fetch(`${site.address}/pages/small.rubric`)).text()).replace("rubric small", "rubric another");
    // Of the second person there is a draft by the first rubric.
    await element.evaluate((it) => (it.value = { subject: "leader-02" }));
    await level(page, "Uses data", "Proficient").click();
    await page.waitForFunction(() => localStorage.length === 1);
    await element.evaluate((it) => (it.value = { subject: "leader-01" }));
    await level(page, "Builds trust", "Exemplary").click();
    await element.evaluate((it, [order, given]) => order.forEach((name) => (it[name] = given[name])), [order, { value: { subject: "leader-02" }, rubric: other }]);
    await page.waitForFunction(() => document.querySelector("rubric-assessment").result.rubric.id === "another");
    assert.equal((await property(element, "completeness")).answered, 0, order.join());
    assert.deepEqual(await kept(page), [["leader-01", "leader-01", "self", "leader-01", TRUSTED], ["leader-01", "leader-02", "self", "leader-02", PROFICIENT]], order.join());
    assert.equal(await page.locator(".notice").count(), 0, order.join());
  }
});

test("a full store is said, and nothing typed is lost", async () => {
  const page = await open(place(DRAFT));
  const element = await ready(page);
  await page.evaluate(() => {
    let size = 5 << 20;
    for (let at = 0; size > 0; at += 1) {
      try {
        localStorage.setItem(`full${at}`, "x".repeat(size));
      } catch {
        size >>= 1;
      }
    }
  });
  await level(page, "Uses data", "Proficient").click();
  const notice = page.getByText(/cannot keep your draft/);
  await notice.waitFor();
  assert.equal((await property(element, "value")).responses[0].ratings["smart.data"], "proficient");
  // With room again the next change is kept, and the notice goes.
  await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("full")).forEach((key) => localStorage.removeItem(key)));
  await level(page, "Builds trust", "Proficient").click();
  await notice.waitFor({ state: "detached" });
});

test("what is no draft under its key stands in nobody's way, and stays", async () => {
  for (const junk of ["garbage", "null", '{"saved":"9","value":5}']) {
    const { context, page } = await drafted();
    await page.evaluate((junk) => {
      const [key] = Object.keys(localStorage);
      localStorage.setItem(`${key}/tab/of-mine`, localStorage.getItem(key));
      localStorage.setItem(key, junk);
    }, junk);
    await page.reload();
    const element = await ready(page);
    await page.getByText("Your draft was restored.").waitFor();
    assert.equal(await page.getByText(/cannot keep your draft/).count(), 0, junk);
    await level(page, "Builds trust", "Proficient").click();
    await page.waitForFunction(() => JSON.stringify(Object.values(localStorage)).includes("healthy.trust"));
    await page.reload();
    await ready(page);
    assert.equal((await property(element, "completeness")).answered, 2, junk);
    assert.ok(await page.evaluate((junk) => Object.values(localStorage).includes(junk), junk), junk);
    await context.close();
  }
});

test("two with the same draft are told of each other, for as long as there are two", async () => {
  const context = await person();
  const one = await open(place(DRAFT), { context });
  const element = await ready(one);
  const other = await open(place(DRAFT), { context });
  await ready(other);
  const notice = (page) => page.getByText(/open or was changed elsewhere/);
  await Promise.all([one, other].map((page) => notice(page).waitFor()));
  await level(one, "Uses data", "Proficient").click();
  await level(other, "Builds trust", "Proficient").click();
  await one.waitForFunction(() => localStorage.length > 1);
  // With the other tab its draft stays; without that, nothing is left to tell.
  await other.close();
  assert.equal(await notice(one).count(), 1);
  await one.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("/tab/")).forEach((key) => localStorage.removeItem(key)));
  await level(one, "Builds trust", "Emerging").click();
  await notice(one).waitFor({ state: "detached" });
  // The same on one page.
  await element.evaluate((it) => it.after(it.cloneNode()));
  await notice(one).nth(1).waitFor();
  assert.equal(await notice(one).count(), 2);
  await element.evaluate((it) => it.nextElementSibling.remove());
  await notice(one).waitFor({ state: "detached" });
});

test("a tab that broke down is no longer told of, once something more is kept", async () => {
  const { context, page } = await drafted();
  const notice = page.getByText(/open or was changed elsewhere/);
  const other = await open(place(DRAFT), { context });
  await ready(other);
  await notice.waitFor();
  const devtools = await context.newCDPSession(other);
  const crashed = new Promise((resolve) => other.on("crash", resolve));
  devtools.send("Page.crash").catch(() => {});
  await crashed;
  assert.equal(await notice.count(), 1);
  await level(page, "Builds trust", "Proficient").click();
  await notice.waitFor({ state: "detached" });
  // One that is there answers: it is told of also after it was asked, and waited for. Each asking waits for the one before.
  const third = await open(place(DRAFT), { context });
  await ready(third);
  await notice.waitFor();
  await page.evaluate(() => {
    window.asked = 0;
    new BroadcastChannel(Object.keys(localStorage)[0]).onmessage = ({ data }) => (window.asked += data.is === "new");
  });
  for (let at = 0; (await page.evaluate(() => window.asked)) < 2; at += 1) {
    await level(page, "Builds trust", ["Exemplary", "Proficient"][at % 2]).click();
  }
  await page.waitForFunction(() => Object.values(localStorage).length === 1);
  assert.equal(await notice.count(), 1);
});

test("what goes wrong takes no word of the draft away", async () => {
  const { page } = await drafted();
  await page.reload();
  const element = await ready(page);
  const restored = page.getByText("Your draft was restored.");
  await restored.waitFor();
  await element.evaluate((it) => (it.rubric = "rubric"));
  await page.locator(".notice.bad").waitFor();
  assert.equal(await restored.count(), 1);
});

test("a notice can be closed, and the keyboard is not lost with it", async () => {
  const { page } = await drafted();
  await page.reload();
  await ready(page);
  const notice = page.getByText("Your draft was restored.");
  await notice.waitFor();
  await page.getByRole("button", { name: "Close notice" }).focus();
  await page.keyboard.press("Enter");
  await notice.waitFor({ state: "detached" });
  await page.waitForFunction(() => document.activeElement.localName === "rubric-assessment");
  await level(page, "Builds trust", "Proficient").click();
  assert.equal(await notice.count(), 0);
});

test("a rubric edited after answers were given does not rewrite them", async () => {
  const context = await person();
  const page = await open(place(DRAFT), { context });
  await ready(page);
  await level(page, "Uses data", "Exemplary").click();
  await level(page, "Builds trust", "Proficient").click();
  await page.waitForFunction(() => JSON.stringify(Object.values(localStorage)).includes("healthy.trust"));
  await page.close();
  await context.route("**/small.rubric", async (route) => {
    const text = await (await route.fetch()).text();
    const edited = text.replace(/version\s+"1.0.0"/, 'version "2.0.0"').replace(/indicator trust /, "indicator faith ").replaceAll("trust <", "faith <");
    await route.fulfill({ body: edited, contentType: "text/plain" });
  });
  const again = await open(place(DRAFT), { context });
  const element = await ready(again);
  const notice = again.getByText(/another version/);
  await notice.waitFor();
  const { ratings } = (await property(element, "value")).responses[0];
  assert.equal(ratings["smart.data"], "exemplary");
  assert.equal(ratings["healthy.trust"], "proficient");
  assert.equal(ratings["healthy.faith"], undefined);
  // An answer given anew stands in the place of one that was kept, and nothing else is taken away.
  const old = {
    responses: [{ rater: "self", ratings: { "smart.data": "superb", gone: "proficient" } }, { rater: "coach", ratings: { "smart.data": "exemplary" } }],
    context: { role: "principal", years: "4" },
    judgements: { decision: { level: "proficient", by: "supervisor" } },
    conversation: { agreed: { gone: "proficient", "smart.data": { comment: "Yes." } } },
  };
  await element.evaluate((it, old) => (it.value = old), old);
  await again.getByText(/^3 answers have no place/).waitFor();
  await level(again, "Uses data", "Developing").click();
  const now = await property(element, "value");
  old.responses[0].ratings["smart.data"] = "developing";
  for (const part of ["responses", "context", "judgements", "conversation"]) assert.deepEqual(now[part], old[part], part);
  // What the page sets is no draft of another version.
  await element.evaluate((it) => (it.value = { subject: "leader-01", responses: [] }));
  await notice.waitFor({ state: "detached" });
});

test(`after a tab is killed at ${kills} random moments, what is older than a second is there`, { timeout: kills * 20_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "rubric-drafts-"));
  const start = () => chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"],
  });
  const context = await start();
  await context.addInitScript(watch);
  try {
    const address = site.address + place({ ...DRAFT, src: "/rubrics/school-leadership.rubric" });
    for (let kill = 0; kill < kills; kill += 1) {
      const page = await context.newPage();
      await page.goto(address);
      await ready(page);
      const devtools = await context.newCDPSession(page);
      // Changes come as fast as the page takes them, each noted with its time before the page hears of it.
      const given = [];
      const until = performance.now() + 1200 + Math.random() * 1500;
      let lost = false;
      page.on("crash", () => (lost = true));
      while (performance.now() < until) {
        const at = given.length;
        const comment = `${kill}.${at}`;
        await page.evaluate(([at, comment]) => {
          const areas = document.querySelector("rubric-assessment").shadowRoot.querySelectorAll('textarea[data-do="comment"]');
          const area = areas[at % areas.length];
          area.value = comment;
          area.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
        }, [at, comment]);
        given.push({ comment, when: performance.now() });
      }
      devtools.send("Page.crash").catch(() => {});
      const killed = performance.now();
      await page.close().catch(() => {});
      const old = given.filter(({ when }) => when < killed - 1000);
      assert.ok(old.length > 0 || lost, "something was old enough");
      const again = await context.newPage();
      await again.goto(address);
      const element = await ready(again);
      const kept = JSON.stringify(await element.evaluate((it) => it.value));
      const areas = await again.locator('rubric-assessment textarea[data-do="comment"]').count();
      // A later change of the same box stands in its place.
      const boxes = new Map();
      for (const [at, { comment, when }] of given.entries()) {
        const box = boxes.get(at % areas) ?? { late: [] };
        boxes.set(at % areas, when < killed - 1000 ? { ...box, old: comment } : { ...box, late: [...box.late, comment] });
      }
      for (const { old, late } of boxes.values()) {
        assert.ok(!old || [old, ...late].some((comment) => kept.includes(`"${comment}"`)), `kill ${kill}: ${old} is lost`);
      }
      await again.close();
    }
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
