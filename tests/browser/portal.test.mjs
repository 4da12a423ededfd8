// The portal, as a newcomer goes through it.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { test } from "node:test";
import { open, person, property, ready, site } from "./browser.mjs";
import { root } from "./site.mjs";

const shots = `${root}target/browser/shots`;
mkdirSync(shots, { recursive: true });

for (const [look, viewport] of [["desktop", { width: 1280, height: 900 }], ["phone", { width: 390, height: 844 }]]) {
  test(`from the entrance to the report, on a ${look}`, async () => {
    const context = await person({ viewport });
    const page = await open("/", { context });
    const shot = (name) => page.screenshot({ path: `${shots}/portal-${look}-${name}.png`, fullPage: name !== "assess" });
    await page.getByRole("link", { name: "Portal" }).click();
    await page.getByRole("button", { name: "Start again" }).click();
    await shot("home");
    for (const [link, rater, at] of [["Assess yourself", "self", 2], ["Assess leader-01", "supervisor", 1]]) {
      await page.getByRole("link", { name: link }).click();
      const element = await ready(page);
      await page.getByLabel("Current role").selectOption("principal");
      const groups = page.locator("fieldset[data-leaf]");
      for (let leaf = 0; leaf < (await groups.count()); leaf += 1) {
        const levels = groups.nth(leaf).locator(".level input");
        if ((await levels.count()) > 0) await levels.nth((at + (leaf % 3 === 0 ? 1 : 0)) % 4).click();
      }
      await shot(`${rater}-answered`);
      assert.ok((await property(element, "completeness")).answered > 20);
      await element.evaluate((it) => it.removeAttribute("required"));
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await page.waitForURL(`${site.address}/portal/`);
    }
    await shot("both-given");
    await page.getByRole("link", { name: "Open the conversation" }).click();
    await ready(page);
    await page.getByText("Aims at student learning").first().waitFor();
    await shot("conversation");
    await page.getByRole("button", { name: "Keep what you agreed" }).click();
    await page.waitForURL(`${site.address}/portal/report`);
    await ready(page);
    await page.getByText("Aims at student learning").first().waitFor();
    await shot("report");
    assert.deepEqual(page.wrong, []);
    assert.deepEqual(await page.evaluate(() => window.refused), []);
    const { wide, window } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, window: innerWidth }));
    assert.ok(wide <= window, `${wide} px in ${window} px`);
  });
}

test("the portal says whom the assessment is about, and the draft and what is sent are about them", async () => {
  const page = await open("/portal/assess/self");
  const element = await ready(page);
  assert.equal((await property(element, "value")).subject, "leader-01");
  await page.locator("fieldset[data-leaf] .level input").nth(2).click();
  await page.waitForFunction(() => localStorage.length === 1);
  const [key, draft] = await page.evaluate(() => Object.entries(localStorage)[0]);
  assert.match(key, /leader-01\/self$/);
  assert.equal(JSON.parse(draft).value.subject, "leader-01");
  await page.reload();
  await page.getByText("Your draft was restored.").waitFor();
  assert.equal((await property(await ready(page), "completeness")).answered, 1);
  assert.deepEqual(page.wrong, []);
});

test("what is still missing is shown where it is, and what is handed in is sent", async () => {
  const page = await open("/portal/assess/supervisor");
  const element = await ready(page);
  const held = () => element.evaluate((it) => it.shadowRoot.activeElement?.closest("fieldset")?.querySelector("legend").textContent);
  const groups = page.locator("fieldset[data-leaf]");
  for (const button of ["Send", "Finish and hand in"]) {
    await page.evaluate(() => document.activeElement.blur());
    await page.getByRole("button", { name: button, exact: true }).click();
    await page.waitForFunction(() => document.querySelector("rubric-assessment").shadowRoot.activeElement?.matches("fieldset.open input"));
    assert.equal(await held(), "Aims at student learning", button);
    assert.match(page.url(), /assess/);
    assert.equal(await page.getByText("Handed in.").count(), 0);
  }
  assert.deepEqual(page.wrong, []);
  await element.evaluate((it) => it.removeAttribute("required"));
  await groups.first().locator(".level input").nth(2).click();
  await page.getByRole("button", { name: "Finish and hand in" }).click();
  await page.waitForURL(`${site.address}/portal/`);
});

test("the preview follows the text", async () => {
  const page = await open("/preview/");
  await ready(page);
  await page.getByRole("heading", { name: "School leadership: smart and healthy" }).waitFor();
  const text = page.getByRole("textbox", { name: "The rubric’s text" });
  const good = await text.inputValue();
  await text.fill(good.replace('"School leadership: smart', '"Leading a school: smart'));
  await page.getByRole("heading", { name: "Leading a school: smart and healthy" }).waitFor();
  await text.fill(good.replace("from 3.5", "form 3.5"));
  const finding = page.getByRole("button", { name: /^\d+: RB\d+/ }).first();
  await finding.waitFor();
  const line = Number.parseInt(await finding.innerText(), 10);
  await page.screenshot({ path: `${shots}/preview.png` });
  await finding.click();
  const at = await text.evaluate((it) => it.value.slice(0, it.selectionStart).split("\n").length);
  assert.equal(at, line);
  await text.fill(good);
  await finding.waitFor({ state: "detached" });
  assert.deepEqual(await page.evaluate(() => window.refused), []);
  assert.deepEqual(page.wrong, []);
});

test("what was tried in the preview stays when the rubric gets another name", async () => {
  const page = await open("/preview/");
  const element = await ready(page);
  const text = page.getByRole("textbox", { name: "The rubric’s text" });
  const good = await text.inputValue();
  const renamed = (name) => good.replace(/^rubric \w+/m, `rubric ${name}`);
  const named = (name) => page.waitForFunction((name) => document.querySelector("rubric-assessment").result.rubric.id === name, name);
  await page.locator("fieldset[data-leaf] .level input").nth(2).click();
  const { rubric, ...tried } = await property(element, "value");
  const stays = async (name) => {
    await named(name);
    assert.deepEqual(await property(element, "value"), { ...tried, rubric: name });
    assert.equal(await page.locator(".notice").count(), 0);
  };
  await text.fill(renamed("another"));
  await stays("another");
  // A name that was begun in a text that is not whole is given up again: the one before it is still taken.
  await text.fill(renamed("third").replace("from 3.5", "form 3.5"));
  await page.getByRole("button", { name: /^\d+: RB\d+/ }).first().waitFor();
  await page.locator(".notice.bad").waitFor();
  await text.fill(renamed("another").replace('"School leadership: smart', '"Leading a school: smart').replace('"1.0.0"', '"1.1.0"'));
  await page.getByRole("heading", { name: "Leading a school: smart and healthy" }).waitFor();
  await stays("another");
  await text.fill(good);
  await stays(rubric);
  assert.deepEqual(page.wrong, []);
});

test("the preview speaks Spanish to a browser that does", async () => {
  const page = await open("/preview/", { context: await person({ locale: "es-MX" }) });
  await ready(page);
  await page.getByRole("heading", { name: "Vista previa", exact: true }).waitFor();
  await page.getByRole("list", { name: "Lo que encuentra la revisión" }).getByText("Nada.").waitFor();
  await page.getByRole("list", { name: "Lo que promete la rúbrica" }).getByRole("button", { name: /^\d+: se cumple: / }).first().waitFor();
  await page.getByText(/^\d+ de \d+ respondidas$/).waitFor();
  const text = page.getByRole("textbox", { name: "El texto de la rúbrica" });
  await text.fill((await text.inputValue()).replace("from 3.5", "form 3.5"));
  await page.locator('.findings li[lang="en"]').first().waitFor();
  assert.equal(await page.title(), "Vista previa de una rúbrica");
  assert.deepEqual(page.wrong, []);
});

test("the preview says what becomes of each promise", async () => {
  const page = await open("/preview/");
  await ready(page);
  const verdicts = page.getByRole("list", { name: "What the rubric promises" });
  const holds = verdicts.getByRole("button", { name: /^\d+: holds: / });
  await holds.nth(7).waitFor();
  const text = page.getByRole("textbox", { name: "The rubric’s text" });
  const good = await text.inputValue();
  const broken = good.replace("never (overall >= proficient and belief < 2)", "never (overall >= proficient)");
  // Each key asks anew; only the last answer is shown.
  await text.fill(broken.replace("promise never", "promise  never"));
  await text.fill(broken);
  const one = verdicts.getByRole("listitem").filter({ hasText: /^\d+: broken: / });
  await one.first().waitFor();
  assert.match(await one.first().innerText(), /assessment that breaks it[^]*example "breaks: never/);
  await holds.nth(6).waitFor();
  assert.equal(await verdicts.getByRole("listitem").count(), 8);
  assert.deepEqual(await page.evaluate(() => window.refused), []);
  assert.deepEqual(page.wrong, []);
});

test("the next key ends an examination that is under way", async () => {
  const context = await person();
  // Workers as they are, but that the first is never heard to be done: it is under way until it is ended.
  await context.addInitScript(() => {
    window.workers = [];
    window.Worker = class extends Worker {
      constructor(...given) {
        super(...given);
        this.told = { ended: false };
        window.workers.push(this.told);
        this.first = window.workers.length === 1;
      }
      terminate() {
        this.told.ended = true;
        super.terminate();
      }
      addEventListener(what, hear) {
        super.addEventListener(what, (event) => {
          if (!(this.first && event.data.done)) hear(event);
        });
      }
    };
  });
  const page = await open("/preview/", { context });
  await ready(page);
  const verdicts = page.getByRole("list", { name: "What the rubric promises" });
  await verdicts.getByRole("listitem").nth(7).waitFor();
  assert.deepEqual(await page.evaluate(() => window.workers), [{ ended: false }]);
  const text = page.getByRole("textbox", { name: "The rubric’s text" });
  await text.fill(`${await text.inputValue()}\n`);
  await page.waitForFunction(() => window.workers.length === 2);
  await verdicts.getByRole("listitem").nth(7).waitFor();
  assert.deepEqual(await page.evaluate(() => window.workers), [{ ended: true }, { ended: false }]);
  assert.deepEqual(page.wrong, []);
});

test("a finding of the preview is mended by its own fix", async () => {
  const page = await open("/preview/");
  await ready(page);
  const text = page.getByRole("textbox", { name: "The rubric’s text" });
  const good = await text.inputValue();
  await text.fill(good.replace("and belief < 2)", "and beleif < 2)"));
  const finding = page.locator(".findings li.error").first();
  await finding.waitFor();
  await finding.locator(".fix").click();
  await finding.waitFor({ state: "detached" });
  assert.equal(await text.inputValue(), good);
  assert.deepEqual(page.wrong, []);
});
