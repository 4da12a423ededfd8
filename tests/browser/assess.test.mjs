// Assessing: by pointer, by keyboard, from the accessibility tree alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { leaf, level, open, place, property, ready } from "./browser.mjs";
import { root, score } from "./site.mjs";

const SMALL = { src: "/pages/small.rubric", rater: "self" };

/** Answers everything with the pointer. */
async function answerAll(page) {
  await page.getByLabel("Current role").selectOption("principal");
  await level(page, "Uses data", "Proficient").click();
  await level(page, "Carries out plans", "Exemplary").click();
  await leaf(page, "Carries out plans").getByRole("button", { name: /Add evidence/ }).click();
  const piece = leaf(page, "Carries out plans").getByRole("group", { name: /Evidence 1/ });
  await piece.getByLabel("Kind").selectOption("artifact");
  await piece.getByLabel("Title").fill("Plan of 2026");
  await level(page, "Builds trust", "Developing").click();
  for (const practice of ["The team meets", "The team decides"]) {
    await leaf(page, "Builds a team").getByRole("checkbox", { name: practice }).check();
  }
  await page.getByRole("textbox", { name: "Staff survey, from 0 to 100", exact: true }).fill("55");
  await page.getByRole("textbox", { name: "What did you learn this year?", exact: true }).fill("That small steps come first.");
}

test("a whole assessment with the pointer gives what the command gives", async () => {
  const page = await open(place(SMALL));
  const element = await ready(page);
  await answerAll(page);
  const value = await property(element, "value");
  const expected = score(`${root}tests/browser/pages/small.rubric`, value, "self");
  const result = await property(element, "result");
  for (const part of ["scores", "measures", "outcomes", "flags", "advice", "strengths", "growth"]) {
    assert.deepEqual(shallow(result[part]), shallow(expected[part]), part);
  }
  assert.equal(result.outcomes.overall.level, "proficient");
  assert.deepEqual(await property(element, "completeness"), { answered: 6, of: 6, missing: [] });
  await page.getByText("Ask the staff").waitFor();
  assert.deepEqual(page.wrong, []);
});

/** Data without what stands for nothing. */
function shallow(data) {
  return JSON.parse(JSON.stringify(data ?? null, (_, value) => (value === null ? undefined : value)));
}

test("what a person does is told, and what the page sets is not", async () => {
  const page = await open(place(SMALL));
  const element = await ready(page);
  await element.evaluate((it) => {
    window.said.length = 0;
    it.value = { ...it.value, responses: [{ rater: "self", ratings: { "smart.data": "emerging" } }] };
  });
  assert.deepEqual(await page.evaluate(() => window.said), []);
  await level(page, "Uses data", "Exemplary").click();
  await page.waitForFunction(() => window.said.some(({ name }) => name === "result"));
  const said = await page.evaluate(() => window.said);
  assert.deepEqual(said[0], { name: "change", detail: { path: "smart.data", rater: "self", rating: "exemplary" } });
});

test("a piece of evidence that was only begun is none; the keyboard goes into it, and stays where a button went", async () => {
  const page = await open(place(SMALL));
  const element = await ready(page);
  const held = () => page.evaluate(() => {
    const it = document.querySelector("rubric-assessment").shadowRoot.activeElement;
    return [it?.localName, it?.closest("fieldset")?.querySelector("legend").textContent];
  });
  const holds = (tag) => page.waitForFunction((tag) => document.querySelector("rubric-assessment").shadowRoot.activeElement?.localName === tag, tag);
  await page.getByLabel("Current role").selectOption("principal");
  await level(page, "Carries out plans", "Exemplary").click();
  const plans = leaf(page, "Carries out plans");
  await plans.getByRole("button", { name: /^Add evidence/ }).press("Enter");
  await holds("select");
  assert.deepEqual(await held(), ["select", "Carries out plans"]);
  await plans.getByText("Still needed: evidence (at least 1)").waitFor();
  assert.equal((await property(element, "value")).responses[0].ratings["smart.plan"], "exemplary");
  assert.match(await element.evaluate((it) => JSON.stringify(it.completeness.missing)), /smart\.plan[^}]*evidence/);
  await plans.getByLabel("Title").fill("Plan of 2026");
  await plans.getByText("Still needed").waitFor({ state: "detached" });
  await plans.getByRole("button", { name: "Remove" }).press("Enter");
  await holds("input");
  await plans.getByText("Still needed: evidence (at least 1)").waitFor();
  await plans.getByRole("button", { name: /^Clear/ }).press("Enter");
  await page.waitForFunction(() => document.querySelector("rubric-assessment").completeness.answered === 0);
  await holds("input");
  assert.deepEqual(await held(), ["input", "Carries out plans"]);
});

test("what is handed in is not changed unless it is taken back", async () => {
  const page = await open(place(SMALL));
  const element = await ready(page);
  await level(page, "Uses data", "Proficient").click();
  await page.getByRole("button", { name: "Finish and hand in" }).click();
  await page.getByText("Handed in. You can still read everything.").waitFor();
  assert.equal(await level(page, "Uses data", "Exemplary").isDisabled(), true);
  assert.equal(await page.getByLabel("Current role").isDisabled(), true);
  await page.getByRole("button", { name: "Take back and go on" }).click();
  await level(page, "Uses data", "Exemplary").click();
  assert.deepEqual((await property(element, "value")).responses, [{ rater: "self", ratings: { "smart.data": "exemplary" } }]);
});

test("what the page uploads stands in the place of the piece that was begun", async () => {
  const page = await open(place(SMALL));
  const element = await ready(page);
  await element.evaluate((it) => it.addEventListener("rubric-evidence", ({ detail }) => {
    detail.attach({ kind: "artifact", title: "Uploaded", link: "https://files.example.org/1" });
  }));
  await leaf(page, "Uses data").getByRole("button", { name: /^Add evidence/ }).click();
  await page.waitForFunction(() => JSON.stringify(document.querySelector("rubric-assessment").value).includes("Uploaded"));
  const { evidence } = (await property(element, "value")).responses[0].ratings["smart.data"];
  assert.deepEqual(evidence, [{ kind: "artifact", title: "Uploaded", link: "https://files.example.org/1" }]);
  assert.equal(await leaf(page, "Uses data").getByRole("group").count(), 1);
});

test("a number opens its reasons, down to the rating", async () => {
  const page = await open(place(SMALL));
  await ready(page);
  await answerAll(page);
  await page.getByRole("button", { name: /^Overall: Proficient\. Why/ }).click();
  const reasons = page.getByRole("region", { name: /Why/ });
  await reasons.waitFor();
  assert.match(await reasons.innerText(), /proficient from 2\.5/);
  assert.match(await reasons.evaluate((it) => it.textContent), /Uses data|smart\.data/);
});

test("numbers have one sign everywhere, that of the reader", async () => {
  for (const [lang, sign, other] of [["es-ES", ",", "."], ["en", ".", ","]]) {
    const page = await open(place({ ...SMALL, lang }));
    await ready(page);
    await level(page, "Uses data", "Proficient").click();
    await level(page, "Builds trust", "Developing").click();
    for (const practice of ["The team meets", "The team decides"]) {
      await leaf(page, "Builds a team").getByRole("checkbox", { name: practice }).check();
    }
    await page.locator('button[data-do="why"][data-text="overall"]').click();
    await page.locator(".reasons").waitFor();
    // The rubric's own lines stay as they are written.
    const said = await page.locator("rubric-assessment").evaluate((it) => {
      const root = it.shadowRoot.querySelector(".root").cloneNode(true);
      for (const line of root.querySelectorAll("code")) line.remove();
      return root.textContent;
    });
    assert.match(said, new RegExp(`\\d\\${sign}\\d`), lang);
    assert.doesNotMatch(said, new RegExp(`\\d\\${other}\\d`), lang);
    await page.context().close();
  }
});

test("a double click keeps the rating, and the last change can be taken back", async () => {
  const page = await open(place(SMALL));
  const element = await ready(page);
  await level(page, "Uses data", "Proficient").dblclick();
  assert.equal(await level(page, "Uses data", "Proficient").isChecked(), true);
  await level(page, "Uses data", "Emerging").click();
  await page.getByRole("button", { name: "Undo" }).click();
  assert.equal(await level(page, "Uses data", "Proficient").isChecked(), true);
  assert.equal((await property(element, "value")).responses[0].ratings["smart.data"], "proficient");
});

test("the language changes while one works, and nothing typed is lost", async () => {
  const page = await open(place(SMALL));
  const element = await ready(page);
  await level(page, "Uses data", "Proficient").click();
  const typed = page.getByRole("textbox", { name: "What did you learn this year?", exact: true });
  await typed.fill("Half a sen");
  await typed.focus();
  await element.evaluate((it) => it.setAttribute("lang", "es"));
  await page.getByText("Spanish").or(page.locator('.root[lang="es"]')).first().waitFor();
  assert.equal(await typed.inputValue(), "Half a sen");
  assert.equal(await level(page, "Uses data", "Proficient").isChecked(), true);
  await typed.pressSequentially("tence");
  assert.equal((await property(element, "value")).responses[0].ratings.year.text, "Half a sentence");
});

test("words are counted in any script, and a sign alone is none", async () => {
  const page = await open(place(SMALL));
  await ready(page);
  await page.getByRole("textbox", { name: "What did you learn this year?", exact: true }).fill("Größe — 日本 ٣ § ½ Ⅳ");
  assert.equal(await page.locator(".count").innerText(), "5 words of at least 5");
});

test("a whole assessment by keyboard alone", async () => {
  const page = await open(place(SMALL));
  const element = await ready(page);
  const held = () => page.evaluate(() => {
    let it = document.activeElement;
    while (it?.shadowRoot?.activeElement) it = it.shadowRoot.activeElement;
    const group = it?.closest("fieldset")?.querySelector("legend")?.textContent ?? "";
    return { tag: it?.localName, type: it?.type, name: it?.getAttribute("aria-label") ?? it?.textContent ?? "", group };
  });
  const goTo = async (wanted) => {
    for (let steps = 0; steps < 80; steps += 1) {
      await page.keyboard.press("Tab");
      const now = await held();
      if (wanted(now)) return now;
    }
    throw new Error(`the keyboard never reaches ${wanted}`);
  };
  await goTo(({ tag }) => tag === "select");
  await page.keyboard.press("P");
  await goTo(({ type, group }) => type === "radio" && group === "Uses data");
  await page.keyboard.press("3");
  await goTo(({ type, group }) => type === "radio" && group === "Carries out plans");
  await page.keyboard.press("4");
  await goTo(({ tag, name }) => tag === "button" && name.startsWith("Add evidence for Carries"));
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("rubric-assessment").shadowRoot.activeElement?.localName === "select");
  await page.keyboard.press("a");
  await goTo(({ tag, group }) => tag === "input" && group === "Carries out plans");
  await page.keyboard.type("Plan of 2026");
  await goTo(({ type, group }) => type === "radio" && group === "Builds trust");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await goTo(({ type, group }) => type === "checkbox" && group === "Builds a team");
  await page.keyboard.press("Space");
  await goTo(({ type, group }) => type === "checkbox" && group === "Builds a team");
  await page.keyboard.press("Space");
  await goTo(({ tag, name }) => tag === "input" && name === "Staff survey, from 0 to 100");
  await page.keyboard.type("55");
  await goTo(({ tag, name }) => tag === "textarea" && name === "What did you learn this year?");
  await page.keyboard.type("That small steps come first.");
  assert.deepEqual(await property(element, "completeness"), { answered: 6, of: 6, missing: [] });
  assert.equal((await property(element, "result")).outcomes.overall.level, "proficient");
});

test("a whole assessment from what a screen reader is told alone", async () => {
  const page = await open(place(SMALL));
  const element = await ready(page);
  const devtools = await page.context().newCDPSession(page);
  const told = async () => {
    const { nodes } = await devtools.send("Accessibility.getFullAXTree");
    const by = new Map(nodes.map((node) => [node.nodeId, node]));
    const groupOf = (node) => {
      for (let up = by.get(node.parentId); up; up = by.get(up.parentId)) {
        if (up.role?.value === "group" && up.name?.value) return up.name.value;
      }
      return "";
    };
    return nodes.filter((node) => !node.ignored).map((node) => ({
      role: node.role?.value,
      name: node.name?.value ?? "",
      group: groupOf(node),
      checked: node.properties?.find(({ name }) => name === "checked")?.value?.value,
      at: node.backendDOMNodeId,
    }));
  };
  const find = async (role, name, group = "") => {
    const found = (await told()).filter((it) => it.role === role && it.name.startsWith(name) && (!group || it.group === group));
    assert.equal(found.length, 1, `${role} “${name}” in “${group}”: ${JSON.stringify(found)}`);
    return found[0];
  };
  const act = async (node, how, ...values) => {
    const { object } = await devtools.send("DOM.resolveNode", { backendNodeId: node.at });
    const call = { objectId: object.objectId, functionDeclaration: `${how}`, arguments: values.map((value) => ({ value })) };
    await devtools.send("Runtime.callFunctionOn", call);
  };
  const click = (node) => act(node, function () { this.click(); });
  const type = (node, text) => act(node, function (text) {
    this.focus();
    this.value = text;
    this.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }, text);
  await type(await find("combobox", "Current role"), "principal");
  await click(await find("radio", "Proficient", "Uses data"));
  await click(await find("radio", "Exemplary", "Carries out plans"));
  await click(await find("button", "Add evidence for Carries out plans"));
  await type(await find("combobox", "Kind"), "artifact");
  await type(await find("textbox", "Title"), "Plan of 2026");
  await click(await find("radio", "Developing", "Builds trust"));
  await click(await find("checkbox", "The team meets"));
  await click(await find("checkbox", "The team decides"));
  await type(await find("textbox", "Staff survey"), "55");
  await type(await find("textbox", "What did you learn this year?"), "That small steps come first.");
  assert.deepEqual(await property(element, "completeness"), { answered: 6, of: 6, missing: [] });
  assert.equal((await find("radio", "Proficient", "Uses data")).checked, "true");
  assert.equal((await find("radio", "Emerging", "Uses data")).checked, "false");
  const names = (await told()).filter(({ role }) => ["radio", "checkbox", "textbox", "combobox", "button"].includes(role));
  assert.deepEqual(names.filter(({ name }) => !name.trim()), [], "every control has a name");
  assert.equal(new Set((await told()).filter(({ role }) => role === "group").map(({ name }) => name)).has("Uses data"), true);
});

test("the deepest and the longest formula that a text may hold are read, compiled and explained", async () => {
  const page = await open(place({ rater: "self" }));
  const element = page.locator("rubric-assessment");
  const formulas = ["(d + ".repeat(62) + "d" + ")".repeat(62), Array(20_000).fill("d").join(" + ")];
  for (const [at, formula] of formulas.entries()) {
    const text = `rubric deep "Deep" {
      version "1.0.${at}"  language "en"  scale s { low = 1 "Low"  high = 2 "High" }  rater self "Self"
      domain d "D" weight 100% { competency c "C" weight 100% { indicator i "I" { low "x"  high "y" } } }
      measure most "Most" = ${formula} }`;
    await element.evaluate((it, text) => new Promise((resolve, reject) => {
      it.addEventListener("rubric-ready", resolve, { once: true });
      it.addEventListener("rubric-error", ({ detail }) => reject(new Error(detail.message)), { once: true });
      it.rubric = text;
    }), text);
    // The rating and the open reasons stay with the second.
    if (at === 0) await level(page, "I", "High").click();
    if (at === 0) await page.getByRole("button", { name: /^Most: / }).click();
    const sum = 2 * formula.split("d").length - 2;
    assert.equal((await property(element, "result")).measures.most.value, `${sum}`);
    assert.match(await page.getByRole("region", { name: "Why?" }).innerText(), /D \+ D[^]*D 2/);
  }
});

test("240 indicators answer without a freeze", async () => {
  const page = await open("/pages/many.html");
  await ready(page);
  const radio = page.locator('input[type="radio"][data-at]');
  assert.ok((await radio.count()) >= 960);
  const times = await page.evaluate(async () => {
    const roots = [...document.querySelectorAll("rubric-assessment")].map((it) => it.shadowRoot);
    const groups = [...roots[0].querySelectorAll("fieldset[data-leaf]")];
    const times = [];
    for (const group of groups.slice(0, 20)) {
      const before = performance.now();
      group.querySelectorAll("input")[2].click();
      await new Promise(requestAnimationFrame);
      await new Promise((resolve) => setTimeout(resolve));
      times.push(performance.now() - before);
    }
    return times.sort((a, b) => a - b);
  });
  // A fifth of a second is felt as a wait; the machine may be busy, so the middle one is taken.
  assert.ok(times[10] < 200, `the middle of 20 answers took ${times[10]} ms`);
});

test("a heading under which nothing is asked is not shown", async () => {
  const page = await open(place({ rater: "self" }));
  const text = `rubric two "Two" {
    version "1"
    scale growth { low = 1 "Low" high = 2 "High" }
    rater self "Self"
    context role "Role" { lead "Lead" aide "Aide" }
    domain first "First" { indicator one "One" only when role is lead }
    domain second "Second" { indicator other "Other" }
  }`;
  const element = page.locator("rubric-assessment");
  await element.evaluate((it, text) => new Promise((done) => {
    it.addEventListener("rubric-ready", done, { once: true });
    it.rubric = text;
  }), text);
  const first = page.getByRole("heading", { name: "First" });
  await page.getByLabel("Role").selectOption("aide");
  await first.waitFor({ state: "detached" });
  await page.getByRole("heading", { name: "Second" }).waitFor();
  await page.getByLabel("Role").selectOption("lead");
  await first.waitFor();
});
