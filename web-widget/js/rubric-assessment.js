// The element <rubric-assessment>. A custom element must extend a class of the browser, so its class is written here;
// everything it shows and knows is in the module beside it. Nothing is requested but `src` and the files beside this one.

const beside = (name) => new URL(name, import.meta.url);
const MAGIC = [...new TextEncoder().encode("RUBRIC\x1a\n")]; // what a compiled rubric begins with

const EXAMINES = true; // whether the program that finds the way up stands beside this file

// What did not come over the network, and may come when it is asked for again.
class Unreached extends Error {}
const reached = (asked) => asked.catch((error) => {
  throw error instanceof TypeError ? new Unreached(error.message) : error;
});
const fetched = async (address) => {
  const answer = await fetch(address).catch((error) => { throw new Unreached(`${address} could not be loaded: ${error.message}`); });
  if (!answer.ok) throw new Unreached(`${answer.url} could not be loaded: ${answer.status}`);
  return answer;
};

// Browsers remember of a script that it did not come, some of them for good: it is asked for by another address.
const again = (script, name) =>
  script.catch(() => import(/* webpackIgnore: true */ /* @vite-ignore */ `${beside(name)}?${performance.now()}`));

// A program is asked for together with the script that binds it, not after.
const begun = async (script, place) => {
  const program = place instanceof URL ? fetched(place) : place;
  const [module] = await Promise.all([script, program]);
  await module.default({ module_or_path: program });
  return module;
};

// What came stays; what did not come is asked for again at the next need.
const kept = (load) => {
  let made;
  return () => (made ??= reached(load()).catch((error) => { made = undefined; throw error; }));
};

// What is said where no program is there to say it.
const SAID = {
  en: ["Loading…", "This could not be loaded. Check the connection.", "Try again"],
  es: ["Cargando…", "No se pudo cargar. Compruebe la conexión.", "Intentar de nuevo"],
};
const made = (name, has, ...parts) => {
  const element = Object.assign(document.createElement(name), has);
  element.append(...parts);
  return element;
};

// The element's program is there twice: alone, and with the language, which a rubric as text needs.
const withSheets = ({ Core, compile, styles }) => {
  // A sheet belongs to one document, so each document has its own.
  const sheets = new WeakMap();
  const sheetOf = (page) => {
    if (!sheets.has(page)) {
      const sheet = new (page.defaultView ?? window).CSSStyleSheet();
      sheet.replaceSync(styles());
      sheets.set(page, sheet);
    }
    return sheets.get(page);
  };
  return { Core, compile, sheetOf };
};
const loadAlone = kept(() => begun(again(import("./web_widget.js"), "web_widget.js"), beside("web_widget_bg.wasm")).then(withSheets));
const loadLanguage = kept(() => begun(again(import("./web_language.js"), "web_language.js"), beside("web_language_bg.wasm")).then(withSheets));
let core; // of which of the two the page's elements are made: as its first rubric asks
const loadCore = () => (core ??= loadAlone)();
const loadFor = (isText) => {
  core ??= isText ? loadLanguage : loadAlone;
  (isText ? loadLanguage : core)().catch(() => {}); // whoever needs it is told
};
// The language once more, with all that it says of a text that is wrong.
const loadFindings = kept(() => begun(again(import("./web_findings.js"), "web_findings.js"), beside("web_findings_bg.wasm")));
// What an overlay changes, as one text: a plain text crosses to a program with the least of glue.
const changes = (overlay) => {
  const of = (kind) => Object.entries(Object(overlay?.[kind])).map(([name, value]) => [kind, name, value]);
  const labels = of("labels").filter(([, , label]) => typeof label === "string");
  const settings = of("settings").map(([kind, name, value]) => [kind, name, typeof value === "string" ? value : JSON.stringify(value)]);
  const whole = ["rubric", "versions", "language"].filter((kind) => typeof overlay?.[kind] === "string").map((kind) => [kind, "", overlay[kind]]);
  return [...whole, ...labels, ...settings].flat().map((part) => `${part}`.replaceAll("\0", "") + "\0").join("");
};
const compiled = async (text, overlay) => {
  const program = (await loadLanguage()).compile(text, changes(overlay));
  if (program.length === 0) throw (await loadFindings()).findings(text, changes(overlay));
  return program;
};
const loadExamine = kept(() => begun(again(import("./web_examine.js"), "web_examine.js"), beside("web_examine_bg.wasm")));

const TEXTS = ["src", "mode", "rater", "perspective", "lang", "name", "draft", "theme"];
const TOLD = ["mode", "rater", "perspective", "theme"]; // those that the program is told
const FLAGS = ["readonly", "disabled", "required"];
const today = () => {
  const day = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
};

export class RubricAssessment extends HTMLElement {
  static formAssociated = true;
  static observedAttributes = [...TEXTS, ...FLAGS];

  #root = this.attachShadow({ mode: "closed" });
  #internals = this.attachInternals();
  #core = null;
  #sheetOf = null;
  #waiting = []; // what was set before the module came
  #shown = false; // whether the view stands in this element
  #source = {}; // what the rubric comes from: text or bytes, and the overlay
  #loads = 0;
  #lacks = false; // whether what it loads did not come
  #busy = false; // whether it is being loaded
  #refused = false; // whether the assessment here is of another rubric than what was loaded
  #amiss = ""; // what was told of attributes
  #bare = null; // what the element says itself
  #given = null; // the assessment that the page set
  #formDisabled = false;
  #message = "";
  #late = 0;
  #draft = null;
  #room = null; // where it hears of others with the same draft
  #within = null; // the last event in the element itself

  constructor() {
    super();
    for (const kind of ["input", "change", "click", "keydown"]) this.#root.addEventListener(kind, this.#heard);
    // The browser is about to say what is missing: beside what is shown by now.
    this.addEventListener("invalid", () => this.#tellForm());
    // A label of the page was clicked: what is clicked within is heard within before.
    this.addEventListener("click", (event) => event.target === this && event !== this.#within && this.#first());
  }

  // ---- Life on a page

  // Moved within a page, an element leaves and comes at once: what is shown stays as it is.
  async connectedCallback() {
    this.#upgrade();
    if (this.#loads === 0 || this.#lacks) this.#load();
    if (this.#shown) return this.#speak();
    await null; // who makes an element may give it its rubric a moment later
    try {
      const parts = await loadCore();
      if (!this.isConnected || this.#shown) return;
      this.#begin(parts);
      this.#shown = true;
      this.#root.append(this.#core.connect());
      this.#listen(this.ownerDocument, "addEventListener");
      this.#enter();
    } catch (error) {
      // Whoever loads the rubric tells what did not come. What cannot be here at all leaves the place to the page.
      if (error instanceof Unreached) return;
      this.#root.replaceChildren(made("slot"));
      this.#tellForm();
    }
  }

  // Says a word itself, with a way to try again; nothing takes it away.
  #word(word, again, about = "") {
    this.#bare?.remove();
    if (word === undefined) return;
    const parts = [made("p", { role: again ? "alert" : "status" }, this.#said(word), about && made("br"), about)];
    if (again) parts.push(made("button", { type: "button", className: "quiet", onclick: again }, this.#said(2)));
    this.#bare = made("div", { className: "root" }, made("div", { className: again ? "notice bad" : "notice" }, ...parts));
    this.#root.prepend(this.#bare);
  }

  #said(word) { return (SAID[this.#language().slice(0, 2)] ?? SAID.en)[word]; }

  disconnectedCallback() {
    this.#keepNow();
    queueMicrotask(() => { if (this.#shown && !this.isConnected) this.#leave(); });
  }

  #leave() {
    this.#shown = false;
    this.#exit();
    this.#listen(this.ownerDocument, "removeEventListener");
    this.#core.disconnect();
  }

  // Taken into another document, an element leaves its sheet and its window behind.
  adoptedCallback(before, now) {
    if (this.#core && now.defaultView) this.#root.adoptedStyleSheets = [this.#sheetOf(now)];
    if (!this.#shown) return;
    this.#listen(before, "removeEventListener");
    this.#listen(now, "addEventListener");
  }

  #listen(page, change) {
    page.defaultView?.[change]("storage", this.#stored);
    page.defaultView?.[change]("pagehide", this.#hidden);
    page.defaultView?.[change]("pageshow", this.#again);
    page[change]("visibilitychange", this.#keepNow);
  }

  // Properties that the page set before this class came are set anew, by way of the class.
  #upgrade() {
    for (const name of ["rubric", "overlay", "value", "prior", ...TEXTS, ...FLAGS]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
  }

  #begin({ Core, sheetOf }) {
    if (this.#core) return;
    this.#core = new Core();
    this.#sheetOf = sheetOf;
    this.#root.adoptedStyleSheets = [sheetOf(this.ownerDocument)];
    this.#speak();
    this.#set("today", today());
    this.#set("examines", EXAMINES);
    this.#locked();
    for (const [name, value] of this.#waiting.splice(0)) this.#set(name, value);
    for (const name of TOLD) if (this.hasAttribute(name)) this.#set(name, this.getAttribute(name));
  }

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === "src") { if (this.#loads > 0) this.#load(); }
    else if (name === "lang") this.#speak();
    else if (FLAGS.includes(name)) this.#locked();
    else if (TOLD.includes(name)) {
      this.#set(name, after ?? "");
      queueMicrotask(() => this.#look());
    }
    if (name === "draft" || name === "rater") this.#turn();
    this.#tellForm();
  }

  // ---- The rubric

  async #load() {
    const load = ++this.#loads;
    this.#lacks = this.#refused = false;
    this.#busy = true;
    this.#tellForm();
    this.#word(this.rubricId ? undefined : 0);
    const { rubric } = this.#source;
    if (rubric || this.src) loadFor(rubric ? typeof rubric === "string" : /\.rubric(?=[?#]|$)/.test(this.src));
    try {
      const given = rubric ?? (this.src ? await reached(this.#fetch(this.src)) : null);
      if (given === null) {
        await null;
        await loadCore();
        return void (load === this.#loads && this.#word());
      }
      let bytes = typeof given === "string" ? new TextEncoder().encode(given) : new Uint8Array(given);
      if (!MAGIC.every((byte, at) => bytes[at] === byte)) {
        bytes = await compiled(new TextDecoder().decode(bytes), this.#source.overlay);
      } else if (this.#source.overlay) {
        throw new Error("an overlay needs the rubric as text, not compiled");
      }
      const parts = await loadCore();
      if (load !== this.#loads) return;
      this.#word();
      this.#begin(parts);
      this.#keepNow();
      this.#refused = !this.#core.load(bytes);
      if (this.#refused) throw new Error(this.#core.get("other"));
      this.#restore();
      this.#tellForm(); // for who hears that it is ready
      this.#tell("rubric-ready", JSON.parse(this.#core.get("rubric")));
    } catch (error) {
      if (load !== this.#loads) return;
      this.#lacks = error instanceof Unreached;
      // A bare text is what a program says of the file.
      const told = typeof error === "string" && !rubric ? `${this.src}: ${error}` : error;
      this.#fail(told, () => this.connectedCallback());
    } finally {
      if (load === this.#loads) {
        this.#busy = false;
        this.#look(); // also where a rubric did not come: the one before it is still there
        this.#tellForm();
      }
    }
  }

  // An assessment and its rubric may be set in any order. Where they are not of each other at the end, that is said; where
  // they are of another draft, that one is looked for.
  #agree() {
    queueMicrotask(() => {
      if (this.#refused) return this.#load();
      const other = !this.#busy && this.#core?.get("other");
      if (other) this.#fail(new Error(other));
      this.#look();
    });
  }

  // Where all stands as the page wants it: looks for the draft, and tells what attributes name that there is not.
  #look() {
    if (this.#busy) return;
    this.#restore();
    const amiss = this.#core?.get("amiss") ?? "";
    if (amiss && amiss !== this.#amiss) this.#tell("rubric-error", { message: amiss });
    this.#amiss = amiss;
  }

  // What did not come can be tried again; all else is said as it is.
  #fail(error, again) {
    const message = String(error?.message ?? error);
    if (error instanceof Unreached) this.#word(1, again, message);
    else {
      this.#word();
      this.#set("trouble", message);
    }
    this.#tell("rubric-error", { message });
  }

  async #fetch(address) {
    return new Uint8Array(await (await fetched(new URL(address, this.baseURI))).arrayBuffer());
  }

  // ---- What a person does

  #heard = (event) => {
    this.#within = event;
    if (event.type === "keydown") return this.#key(event);
    const control = event.target.closest?.("[data-do]");
    if (!control) return;
    const choice = control.type === "radio" || control.type === "checkbox";
    const typed = control.matches("textarea, input:not([type=radio]):not([type=checkbox])");
    const wanted = control.matches("button") ? "click" : typed ? "input" : "change";
    if (event.type !== wanted || control.disabled) return;
    const group = control.closest("fieldset") ?? this.#root;
    const { do: act, leaf = control.closest("[data-leaf]")?.dataset.leaf ?? 0, at = 0, text } = control.dataset;
    if (typed && event.isComposing) return;
    this.#act(act, +leaf, +at, text ?? (choice ? (control.checked ? "1" : "") : control.value ?? ""));
    if (wanted === "click") this.#later(() => this.#stay(act, group, control));
  };

  // The keyboard goes into what was added, and stays in the group in which a button went with what it stood for.
  #stay(act, group, control) {
    const added = act.startsWith("add-") && [...group.querySelectorAll("[role=group]")].at(-1);
    const lost = !control.isConnected && !this.#root.activeElement;
    if (added || lost) this.#first(added || group, lost);
  }

  // 1 to 9 choose a level of the indicator in which the keyboard is.
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key)) return;
    if (event.target.matches("textarea, select, input:not([type=radio])")) return;
    const levels = event.target.closest("fieldset")?.querySelectorAll(".level input[type=radio]:not(:disabled)");
    const level = levels?.[event.key - 1];
    if (!level || level.matches(":disabled")) return;
    event.preventDefault();
    level.focus();
    level.click();
  }

  #act(act, leaf, at, text) {
    if (act === "submit") return void this.submit();
    if (act === "print") return void this.print();
    if (act === "way") return void this.#way(text);
    if (act === "result") return this.#root.querySelector(".side").focus();
    if (act === "json" || act === "csv") return this.#save(act);
    const changed = this.#core.act(act, leaf, at, text);
    if (changed) this.#changed(JSON.parse(changed));
    if (act === "next") this.#later(() => this.#focus(this.#core.get("focus")));
    if (act === "add-evidence") {
      const detail = { ...JSON.parse(changed || "{}"), attach: (piece) => this.#changed(JSON.parse(this.#core.attach(leaf, piece))) };
      this.#tell("rubric-evidence", detail);
    }
  }

  // The shortest way up of an outcome; what it is found by is loaded now.
  async #way(outcome) {
    const seen = this.#core.get("seen");
    try {
      const { path } = await loadExamine();
      const way = path(this.#core.program(), seen, this.#core.get("side"), outcome);
      this.#word();
      if (seen === this.#core.get("seen")) this.#set("way", JSON.parse(way));
    } catch (error) {
      this.#fail(error, () => this.#way(outcome));
      this.#bare?.scrollIntoView({ block: "center" });
    }
  }

  #changed(detail) {
    this.#keepSoon();
    if (this.form) this.#fill(); // what a listener would send; where there is no form, the browser is told below
    this.#tell("rubric-change", detail);
    this.#late ||= requestAnimationFrame(() => setTimeout(() => {
      this.#late = 0;
      this.#tellForm();
      this.#tell("rubric-result", this.result);
    }));
  }

  // The keyboard goes to what can be answered, or else to what can be pressed.
  #first(group = this.#root, preventScroll = false) {
    (group.querySelector("input, select, textarea") ?? group.querySelector("summary, button"))?.focus({ preventScroll });
  }

  #later(then) { requestAnimationFrame(() => setTimeout(then)); }

  #focus(id) {
    const place = this.#root.getElementById(id);
    const control = place && (place.querySelector("input:checked") ?? place.querySelector("input, textarea, select, button"));
    place?.scrollIntoView({ block: "center" });
    control?.focus({ preventScroll: true });
    return Boolean(control);
  }

  #tell(name, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable, detail }));
  }

  #set(name, value) {
    if (this.#core) this.#core.set(name, value);
    else this.#waiting.push([name, value]);
  }

  #language() { return this.lang || this.closest("[lang]")?.lang || navigator.language || "en"; }

  #speak() {
    const lang = this.#language();
    this.#set("lang", lang);
    let decimal = ".";
    // A browser takes its time for the first number that it writes in a language.
    if (!/^en(-US|-GB)?$/.test(lang)) try { decimal = new Intl.NumberFormat(lang).format(1.5).replace(/[0-9٠-٩۰-۹]/g, "")[0] ?? "."; } catch { /* not a tag */ }
    this.#set("decimal", decimal);
  }

  #locked() {
    this.#set("locked", this.readonly || this.disabled || this.#formDisabled);
  }

  // ---- Drafts: only with `draft`, in this browser, one for each key, rubric, subject and rater

  #draftKey() {
    if (!this.draft || !this.rubricId) return null;
    const { subject = "" } = this.value ?? {};
    return ["rubric-draft", this.draft, this.rubricId, subject, this.rater].map(encodeURIComponent).join("/");
  }

  // Another draft's name, or another rater. What was typed stays in its own draft; what the page gave stands here again.
  #turn() {
    this.#keepNow();
    if (this.#draft && this.draft) this.#set("value", { ...this.#unanswered(), ...this.#given });
    this.#agree();
  }

  // What the page gave, and not a person.
  #unanswered() {
    const { subject, date, prior } = this.value ?? {};
    return { subject, date, prior };
  }

  // The newest draft of this key. Another tab's own stands beside it under a longer key, and stays.
  #restore() {
    const key = this.#draftKey();
    if ((this.#draft?.base ?? null) === key) return;
    this.#core.set("over", "");
    this.#draft = key && { base: key, key, seen: null, timer: 0, told: {} };
    this.#enter();
    if (!key) return;
    try {
      // What another program wrote under such a key is no draft: it stays, and nothing is read from it.
      const read = (key) => {
        const seen = localStorage.getItem(key);
        try { return { key, seen, ...JSON.parse(seen) }; } catch { return {}; }
      };
      const drafts = this.#drafts().map(read).filter(({ value }) => value?.format);
      const [newest] = drafts.sort((one, other) => (one.saved < other.saved ? 1 : -1));
      if (!newest) return;
      const { key, seen, value } = newest;
      Object.assign(this.#draft, { key, seen });
      this.#core.set("value", value);
      this.#core.set("notice", (value.version ?? this.#version) === this.#version ? "restored" : "other-version");
      this.#beside();
      this.#tellForm();
    } catch { this.#say("not-saved", true); }
  }

  // The drafts of this key that there are: its own, and those of other tabs.
  #drafts() {
    const { base } = this.#draft;
    return Object.keys(localStorage).filter((known) => known === base || known.startsWith(`${base}/tab/`));
  }

  // Says whether somebody else has this draft open, or another stands beside the one that is seen.
  #beside() {
    const { key, seen } = this.#draft;
    const others = this.#room?.others.size > 0;
    this.#say("other-tab", others || this.#drafts().some((known) => known !== key || localStorage.getItem(known) !== seen));
  }

  // Elements with one draft, on this page and in other tabs, tell each other that they are there.
  #enter() {
    this.#exit();
    if (!this.#draft || !this.#shown) return;
    const [room, me, others] = [new BroadcastChannel(this.#draft.base), Math.random(), new Map()]; // and when each was heard
    const tell = (is) => room.postMessage({ who: me, is });
    room.onmessage = ({ data: { who, is } }) => {
      if (is === "gone") others.delete(who);
      else others.set(who, performance.now());
      if (is === "new") tell("here");
      this.#beside();
    };
    tell("new");
    // A tab that broke down does not say that it is gone: whoever does not answer is not there.
    let waits = 0;
    const ask = () => {
      if (waits || others.size === 0) return;
      const asked = performance.now();
      tell("new");
      waits = setTimeout(() => {
        waits = 0;
        for (const [who, heard] of others) if (heard < asked) others.delete(who);
        this.#beside();
      }, 1000);
    };
    this.#room = { others, ask, leave: () => { clearTimeout(waits); tell("gone"); room.close(); } };
  }

  #exit() {
    this.#room?.leave();
    this.#room = null;
  }

  #hidden = () => { this.#keepNow(); this.#exit(); };
  #again = ({ persisted }) => { if (persisted) this.#enter(); };

  // A notice comes when what it says becomes so, and goes when it is no longer so.
  #say(notice, is) {
    const { told } = this.#draft;
    if (Boolean(told[notice]) === is) return;
    told[notice] = is;
    this.#core.set(is ? "notice" : "over", notice);
  }

  get #version() { return JSON.parse(this.#core.get("rubric")).version; }

  #keepSoon() {
    // Between two drafts nothing is kept: it would stand under the wrong one.
    if (!this.#draft || this.#draft.timer || this.#draft.base !== this.#draftKey()) return;
    this.#draft.timer = setTimeout(this.#keepNow, 100);
  }

  #keepNow = () => {
    const draft = this.#draft;
    if (!draft?.timer) return;
    clearTimeout(draft.timer);
    draft.timer = 0;
    try {
      // Another tab wrote meanwhile: this one goes on under a key of its own, and neither is lost.
      if (localStorage.getItem(draft.key) !== draft.seen) {
        draft.key = `${draft.base}/tab/${Date.now()}-${Math.random()}`;
      }
      const kept = `{"saved":${JSON.stringify(new Date().toISOString())},"value":${this.#core.get("value")}}`;
      localStorage.setItem(draft.key, kept);
      draft.seen = kept;
      this.#say("not-saved", false);
      this.#beside();
      this.#room?.ask();
    } catch { this.#say("not-saved", true); }
  };

  #stored = (event) => {
    if (this.#draft && (event.key ?? this.#draft.base).startsWith(this.#draft.base)) this.#beside();
  };

  // ---- Forms

  formDisabledCallback(disabled) { this.#formDisabled = disabled; this.#locked(); }
  formResetCallback() {
    this.clear();
    if (this.#given) this.value = this.#given;
  }
  formStateRestoreCallback(state) { if (typeof state === "string") this.#take(JSON.parse(state)); }

  #take(value) {
    if (value?.subject !== this.value?.subject) this.#keepNow();
    this.#set("value", value ?? {});
    this.#agree();
    this.#tellForm();
  }

  // What a form sends, as soon as it changes. Before there is a rubric it is what the page set.
  #fill() {
    const value = this.rubricId ? this.#core.get("value") : this.value && JSON.stringify(this.value);
    this.#internals.setFormValue(value, value);
  }

  #tellForm() {
    this.#fill();
    const missing = this.required ? this.#missing() : "";
    if (this.#message) this.#internals.setValidity({ customError: true }, this.#message, this.#anchor());
    else if (missing) this.#internals.setValidity({ valueMissing: true }, missing, this.#anchor());
    else this.#internals.setValidity({});
  }

  // What keeps a required one from being sent. Where it cannot be at all, the page's own words stand, and nothing does.
  #missing() {
    if (this.rubricId) return this.completeness.missing.length ? this.#core.missing_text() : "";
    return this.#root.querySelector("slot") ? "" : this.#said(this.#busy ? 0 : 1);
  }

  #anchor() {
    const first = (of) => this.#root.querySelector(`${of} input, ${of} textarea`);
    const blank = [...this.#root.querySelectorAll(".contexts :is(input, select)")].find((it) => !it.value);
    return first(".leaf.open") ?? blank ?? first(".lines") ?? this.#bare?.querySelector("button") ?? undefined;
  }

  #save(kind) {
    const text = this.#core.get(kind === "csv" ? "csv" : "value");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: kind === "csv" ? "text/csv" : "application/json" }));
    link.download = `${this.rubricId}.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  // ---- For the page

  get value() { return this.#core ? JSON.parse(this.#core.get("value")) : this.#waiting.findLast(([name]) => name === "value")?.[1] ?? null; }
  set value(value) { this.#given = value; this.#take(value); }
  get rubric() { return this.#source.rubric ?? null; }
  set rubric(rubric) { this.#source.rubric = rubric; this.#load(); }
  get overlay() { return this.#source.overlay ?? null; }
  set overlay(overlay) { this.#source.overlay = overlay; if (this.#loads > 0) this.#load(); }
  get prior() { return this.value?.prior ?? null; }
  set prior(prior) { this.#set("prior", prior ?? null); this.#agree(); this.#tellForm(); }
  get result() { return this.#core && this.rubricId ? JSON.parse(this.#core.get("result")) : null; }
  get completeness() { return this.#core ? JSON.parse(this.#core.get("completeness")) : { answered: 0, of: 0, missing: [] }; }
  get rubricId() { return this.#core ? JSON.parse(this.#core.get("rubric")).id ?? "" : ""; }
  get form() { return this.#internals.form; }
  get validity() { return this.#internals.validity; }
  get validationMessage() { return this.#internals.validationMessage; }
  get willValidate() { return this.#internals.willValidate; }
  checkValidity() { this.#tellForm(); return this.#internals.checkValidity(); }
  reportValidity() { this.#tellForm(); return this.#internals.reportValidity(); }
  setCustomValidity(text) { this.#message = String(text); this.#tellForm(); }
  focusLeaf(path) { return this.#focus(this.#core?.leaf(String(path))); }
  clear() {
    this.#set("value", this.#unanswered());
    this.#set("over", "");
    if (this.#draft) {
      clearTimeout(this.#draft.timer);
      Object.assign(this.#draft, { seen: null, timer: 0, told: {} });
      try { localStorage.removeItem(this.#draft.key); } catch { /* refused: then there is none */ }
    }
    this.#tellForm();
  }
  print() { window.print(); }
  submit() {
    if (!this.#core || !this.reportValidity()) return false;
    const changed = this.#core.act("done", 0, 0, "1");
    this.#fill();
    const taken = this.#tell("rubric-submit", this.value, true);
    if (changed && taken) { this.#keepSoon(); this.#keepNow(); }
    else if (changed) this.#core.act("undo", 0, 0, "");
    this.#tellForm();
    return taken;
  }
}

for (const name of TEXTS.filter((name) => name !== "lang"))
  Object.defineProperty(RubricAssessment.prototype, name, {
    get() { return this.getAttribute(name) ?? (name === "mode" ? "assess" : ""); },
    set(value) { value === null || value === undefined ? this.removeAttribute(name) : this.setAttribute(name, value); },
    enumerable: true, configurable: true,
  });
for (const name of FLAGS)
  Object.defineProperty(RubricAssessment.prototype, name, {
    get() { return this.hasAttribute(name); },
    set(value) { this.toggleAttribute(name, Boolean(value)); },
    enumerable: true, configurable: true,
  });

if (!customElements.get("rubric-assessment")) customElements.define("rubric-assessment", RubricAssessment);
