// What everybody can see and reach: axe, and the points of WCAG 2.2 AA that axe cannot see.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { leaf, level, open, place, ready } from "./browser.mjs";
import { both } from "./values.mjs";
import { root } from "./site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = `${root}target/browser/shots`;
mkdirSync(shots, { recursive: true });

const LOOKS = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  forced: { forcedColors: "active" },
  narrow: { viewport: { width: 320, height: 640 }, hasTouch: true },
  // A window of 1280 by 1024 at 400%.
  zoomed: { viewport: { width: 320, height: 256 } },
};

async function shown(mode, options, attributes = {}) {
  const rater = mode === "assess" ? { rater: "self" } : {};
  const page = await open(place({ src: "/pages/small.rubric", mode, ...rater, ...attributes }), options);
  const element = await ready(page);
  await element.evaluate((it, value) => (it.value = value), both({ done: mode !== "assess" }));
  await page.getByText("Uses data").first().waitFor();
  return page;
}

for (const mode of ["assess", "compare", "report"]) {
  for (const [look, options] of Object.entries(LOOKS)) {
    test(`axe finds nothing in ${mode}, ${look}; nothing runs off the side`, async () => {
      const page = await shown(mode, options);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run(document));
      assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`)]), []);
      const { wide, window } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, window: innerWidth }));
      assert.ok(wide <= window, `${wide} px in a window of ${window} px`);
      await page.screenshot({ path: `${shots}/${mode}-${look}.png`, fullPage: true });
      await page.context().close();
    });
  }
}

test("every target is at least 24 px each way", async () => {
  for (const mode of ["assess", "compare", "report"]) {
    const page = await shown(mode, { viewport: { width: 390, height: 844 } });
    const small = await page.locator("rubric-assessment").evaluate((it) => {
      const controls = [...it.shadowRoot.querySelectorAll("button, input, select, textarea, summary, a[href]")];
      const target = (control) => control.closest("label") ?? control;
      return controls
        .filter((control) => control.checkVisibility() && !(control.localName === "a" && control.closest("p, li")))
        .map((control) => [target(control).getBoundingClientRect(), control.outerHTML.slice(0, 90)])
        .filter(([box]) => box.width > 0 && (box.width < 24 || box.height < 24))
        .map(([box, html]) => `${box.width}×${box.height} ${html}`);
    });
    assert.deepEqual(small, [], mode);
    await page.context().close();
  }
});

test("the focus is seen at every stop, and nothing lies over it", async () => {
  const page = await shown("assess", { viewport: { width: 390, height: 700 } });
  const stops = new Set();
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      let it = document.activeElement;
      const host = it;
      while (it?.shadowRoot?.activeElement) it = it.shadowRoot.activeElement;
      if (!host?.shadowRoot || !it) return null;
      const seen = (one) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
        return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none";
      };
      const label = it.closest("label");
      const box = it.getBoundingClientRect();
      const top = host.shadowRoot.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, innerHeight / 2));
      const inside = top && (it.contains(top) || top.contains(it) || label?.contains(top));
      return { html: it.outerHTML.slice(0, 120), seen: seen(it) || (label && seen(label)), inside };
    });
    if (at === null || stops.has(at.html)) continue;
    stops.add(at.html);
    assert.ok(at.seen, `no focus is seen at ${at.html}`);
    assert.ok(at.inside, `something lies over ${at.html}`);
  }
  assert.ok(stops.size > 15, `${stops.size} stops`);
});

test("nothing moves for those who ask for stillness", async () => {
  const page = await shown("assess", { reducedMotion: "reduce" });
  await level(page, "Uses data", "Emerging").click();
  const moving = await page.locator("rubric-assessment").evaluate((it) =>
    [...it.shadowRoot.querySelectorAll("*")].filter((part) => {
      const { transitionDuration, animationName, animationDuration, scrollBehavior } = getComputedStyle(part);
      const lasts = (durations) => durations.split(",").some((duration) => parseFloat(duration) > 0.01);
      return lasts(transitionDuration) || (animationName !== "none" && lasts(animationDuration)) || scrollBehavior === "smooth";
    }).length,
  );
  assert.equal(moving, 0);
});

test("where the result stands below the lines, one press leads to it", async () => {
  const page = await shown("assess", { viewport: { width: 375, height: 800 } });
  await page.getByRole("button", { name: "Result", exact: true }).click();
  const heading = page.getByRole("heading", { name: "Result", exact: true });
  await page.waitForFunction(() => document.querySelector("rubric-assessment").shadowRoot.activeElement?.localName === "section");
  const top = await heading.evaluate((it) => it.getBoundingClientRect().top);
  assert.ok(top >= 0 && top < 800, `${top} px`);
});

test("nothing takes the focus when the page opens", async () => {
  const page = await open(place({ src: "/pages/small.rubric", rater: "self" }));
  await ready(page);
  assert.equal(await page.evaluate(() => document.activeElement.localName), "body");
});

test("Spanish, and right to left", async () => {
  for (const [lang, direction] of [["es", "ltr"], ["ar", "rtl"]]) {
    const page = await shown("assess", { viewport: { width: 1280, height: 900 } }, { lang });
    assert.equal(await page.locator("rubric-assessment .root").getAttribute("dir"), direction);
    const { wide, window } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, window: innerWidth }));
    assert.ok(wide <= window, `${lang}: ${wide} px in ${window} px`);
    const covered = await page.locator("rubric-assessment label.level").evaluateAll((labels) => labels.filter((label) => {
      const [control, word] = [label.querySelector("input").getBoundingClientRect(), document.createRange()];
      word.selectNodeContents([...label.childNodes].find((it) => it.nodeType === Node.TEXT_NODE && it.data));
      const { left, right } = word.getBoundingClientRect();
      return left < control.right && control.left < right;
    }).length);
    assert.equal(covered, 0, `${lang}: levels whose control lies over their name`);
    await page.screenshot({ path: `${shots}/assess-${lang}.png`, fullPage: true });
    await page.context().close();
  }
});

test("right to left, a day stands whole in an English sentence, and cells stand under their headings", async () => {
  const page = await open(place({ src: "/pages/small.rubric", mode: "report", lang: "ar" }));
  const element = await ready(page);
  await element.evaluate((it, value) => (it.value = value), { ...both(), date: "2026-11-23" });
  const facts = page.getByText("leader-01");
  await facts.waitFor();
  // Where each part of the day stands, from the left: in Arabic the year comes last, and it is read from the right.
  const places = await facts.evaluate((it) => {
    const [node] = [...it.childNodes].filter((node) => node.data);
    return ["2026", "11", "23"].map((part) => {
      const range = document.createRange();
      range.setStart(node, node.data.indexOf(part));
      range.setEnd(node, node.data.indexOf(part) + part.length);
      return range.getBoundingClientRect().left;
    });
  });
  assert.deepEqual(places, places.toSorted((one, other) => one - other));
  const sides = await page.locator(".ratings :is(th, td)").evaluateAll((cells) => [...new Set(cells.map((it) => getComputedStyle(it).textAlign))]);
  assert.deepEqual(sides, ["right"]);
});

test("a long word in a note pushes nothing off a narrow window", async () => {
  const page = await shown("compare", LOOKS.narrow);
  await page.getByRole("textbox", { name: /Note/ }).first().fill("Donaudampfschifffahrtsgesellschaft".repeat(3));
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
});

/** A rubric with ten levels, with a domain of a long and one of a short name, and with an outcome of four levels. */
const LONG = `rubric long "Long" {
  version "1"
  scale ten { ${Array.from({ length: 10 }, (_, at) => `l${at} = ${at} "Developing ${at}"`).join(" ")} }
  rater self "Self"
  domain one "Instructional leadership and management" { indicator a "First" using ten }
  domain two "Healthy" { indicator b "Second" using ten }
  measure balance "Balance" = min(one, two) / max(one, two)
  scale four { beginning "Beginning" developing "Developing" proficient "Proficient" exemplary "Exemplary" }
  outcome overall "Overall" on four of mean(domains) { exemplary from 8 proficient from 6 developing from 2 beginning otherwise }
}`;

test("ten levels and long names keep their words whole", async () => {
  for (const width of [375, 700, 1280, 1440]) {
    const page = await open(place({ rater: "self" }), { viewport: { width, height: 800 } });
    const element = page.locator("rubric-assessment");
    await element.evaluate((it, text) => new Promise((done) => {
      it.addEventListener("rubric-ready", done, { once: true });
      it.rubric = text;
      it.value = { responses: [{ rater: "self", ratings: { "one.a": "l3", "two.b": "l5" } }] };
    }), LONG);
    await leaf(page, "First").waitFor();
    if (width > 1280) await element.evaluate((it) => (it.style.inlineSize = "1200px")); // the result stands beside the lines
    const broken = (places, words) => page.locator(places).evaluateAll((places, words) => places.flatMap((place) => {
      const node = [...place.childNodes, ...place.querySelectorAll("b")].map((it) => it.firstChild ?? it).find((it) => words.some((word) => it.data?.includes(word)));
      const word = words.find((word) => node?.data.includes(word));
      const range = document.createRange();
      if (!node) return [];
      range.setStart(node, node.data.indexOf(word));
      range.setEnd(node, node.data.indexOf(word) + word.length);
      return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1 ? [place.textContent] : [];
    }), words);
    assert.deepEqual(await broken("rubric-assessment label.level", ["Developing"]), [], `${width} px`);
    assert.deepEqual(await broken("rubric-assessment figcaption span", ["Healthy", "Instructional"]), [], `${width} px`);
    assert.deepEqual(await broken("rubric-assessment .ladder li", ["Beginning", "Developing", "Proficient", "Exemplary"]), [], `${width} px`);
    await page.context().close();
  }
});

test("levels stand side by side where there is room, and one under the other where there is not", async () => {
  for (const [width, wanted] of [[1280, true], [360, false]]) {
    const page = await shown("assess", { viewport: { width, height: 800 } });
    const tops = await leaf(page, "Uses data").locator("label.level").evaluateAll((labels) => labels.map((it) => it.getBoundingClientRect().top));
    assert.equal(Math.abs(tops[0] - tops[1]) < 4, wanted, `at ${width} px: ${tops}`);
    await page.context().close();
  }
});

test("where the reader chooses the colours, the level that is reached is told apart on its ladder", async () => {
  const page = await shown("assess", { forcedColors: "active" });
  await page.locator(".ladder .is").first().waitFor();
  const colours = await page.locator(".ladder").first().locator("li").evaluateAll((steps) =>
    steps.map((it) => [it.classList.contains("is"), getComputedStyle(it).borderBlockStartColor]));
  const [reached] = colours.filter(([is]) => is).map(([, colour]) => colour);
  assert.ok(colours.length > 1 && colours.every(([is, colour]) => is === (colour === reached)), JSON.stringify(colours));
});
