// The rubric's text beside the widget, with what the check finds and what becomes of each promise. Everything happens in
// this page and in a worker beside it.
import { edit } from "/preview/editor.js";

const widget = document.querySelector("rubric-assessment");
const findings = document.querySelector(".findings");
const verdicts = document.querySelector(".verdicts");

// ---- The page's own words, in the language of the browser. What the check finds is in English.

const SPANISH = {
  "Preview of a rubric": "Vista previa de una rúbrica",
  "Preview": "Vista previa",
  "The rubric’s text": "El texto de la rúbrica",
  "What the check finds": "Lo que encuentra la revisión",
  "What the rubric promises": "Lo que promete la rúbrica",
  "The widget": "El formulario",
  "Nothing.": "Nada.",
  "holds": "se cumple",
  "broken": "no se cumple",
  "not decided": "sin decidir",
  "The search saw {}.": "La búsqueda vio {}.",
  "No assessment gives one of the levels.": "Ninguna evaluación da uno de los niveles.",
  "The smallest assessment that breaks it:": "La evaluación más pequeña que la incumple:",
  "An assessment that breaks it:": "Una evaluación que la incumple:",
};
const spanish = navigator.language.startsWith("es");
const say = (words) => (spanish ? SPANISH[words] : words);
if (spanish) {
  document.documentElement.lang = widget.lang = "es";
  for (const element of document.querySelectorAll("title, h1, h2")) element.textContent = say(element.textContent);
}

const made = (name, content, attributes = {}) => {
  const element = Object.assign(document.createElement(name), attributes);
  element.append(...[content].flat());
  return element;
};

// ---- What the check finds

const shown = (finding) => {
  const { line, code, message, help, fix, from, to, severity } = finding;
  const name = made("button", `${line}: ${code} ${message}`, { type: "button", className: "plain" });
  name.addEventListener("click", () => editor.goTo(from, to));
  const item = made("li", [name], { className: severity, lang: "en" });
  if (help) item.append(made("p", help));
  if (fix) {
    const apply = made("button", fix.title, { type: "button", className: "fix" });
    apply.addEventListener("click", () => editor.replace(fix.from, fix.to, fix.text));
    item.append(apply);
  }
  return item;
};

// ---- What becomes of the promises

const WORDS = { holds: "holds", broken: "broken", open: "not decided" };

const judged = ({ promise, line, from, to, verdict, example, smallest, far }) => {
  const word = made("strong", say(WORDS[verdict]));
  const name = made("button", [`${line}: `, word, `: ${promise}`], { type: "button", className: "plain" });
  name.addEventListener("click", () => editor.goTo(from, to));
  const item = made("li", [name], { className: verdict });
  if (far) item.append(made("p", say("The search saw {}.").replace("{}", far)));
  if (verdict === "broken" && !example) item.append(made("p", say("No assessment gives one of the levels.")));
  if (example) {
    item.append(made("p", say(smallest ? "The smallest assessment that breaks it:" : "An assessment that breaks it:")));
    item.append(made("pre", example));
  }
  return item;
};

// ---- Examining, on a worker; the next key ends what the last one began

const policy = globalThis.trustedTypes?.createPolicy("rubric-preview", { createScriptURL: (address) => address });
const SCRIPT = "/preview/examine.js";
let worker = null;
let busy = false;

const heard = ({ data }) => {
  if (data.findings) {
    const found = data.findings.map(shown);
    findings.replaceChildren(...(found.length ? found : [made("li", say("Nothing."))]));
    editor.mark(data.findings);
  }
  if (data.verdict) verdicts.append(judged(data.verdict));
  if (data.done) {
    busy = false;
    verdicts.ariaBusy = "false";
  }
};

/** Ends what is under way, and takes away what it said of an earlier text. */
const stop = () => {
  if (busy) {
    worker.terminate();
    [worker, busy] = [null, false];
  }
  verdicts.replaceChildren();
};

const examine = () => {
  if (!worker) {
    worker = new Worker(policy?.createScriptURL(SCRIPT) ?? SCRIPT, { type: "module" });
    worker.addEventListener("message", heard);
  }
  busy = true;
  verdicts.ariaBusy = "true";
  worker.postMessage(editor.text);
};

const show = () => {
  // Under another name it is another rubric: what was tried is handed to it. A name may also be begun and given up again.
  const name = /^\s*rubric\s+(\w+)/m.exec(editor.text)?.[1];
  if (name && widget.result) widget.value = { ...widget.value, rubric: name };
  widget.rubric = editor.text;
  examine();
};

// What is shown waits until the author pauses; what is under way does not wait to be ended.
let pause = 0;
const changed = () => {
  stop();
  clearTimeout(pause);
  pause = setTimeout(show, 200);
};

const opened = await (await fetch("/preview/opened.rubric")).text();
const label = document.querySelector("#text").textContent;
const editor = edit(document.querySelector(".editor"), { label, text: opened, changed });
await customElements.whenDefined("rubric-assessment");
show();
