// The element in a page of its own, for hosts that can only show a frame. The protocol is in docs/embedding.md.
import "./rubric-assessment.js";

const PROTOCOL = "rubric-frame/1";
const ATTRIBUTES = ["src", "mode", "rater", "perspective", "lang", "readonly", "required", "draft", "theme"];
const PROPERTIES = ["rubric", "value", "overlay", "prior"];
const SAID = ["ready", "change", "result", "submit", "error"];

const hosts = document.querySelector('meta[name="rubric-hosts"]').content.split(/\s+/).filter(Boolean);
const element = document.createElement("rubric-assessment");

/** The origin that has said hello, if it may. */
let host = "";

/** What went wrong before, for a host that comes late. */
let trouble = null;

const tell = (type, fields = {}) => {
  if (host) window.parent.postMessage({ protocol: PROTOCOL, type, ...fields }, host);
};

const height = () => tell("height", { height: Math.ceil(document.documentElement.getBoundingClientRect().height) });

const take = {
  hello() {
    height();
    if (element.result) tell("ready", { detail: { id: element.result.rubric.id, version: element.result.rubric.version } });
    else if (trouble) tell("error", { detail: trouble });
  },
  set(fields) {
    for (const name of ATTRIBUTES.filter((name) => name in fields)) {
      if ((fields[name] ?? false) === false) element.removeAttribute(name);
      else element.setAttribute(name, fields[name] === true ? "" : String(fields[name]));
    }
    for (const name of PROPERTIES.filter((name) => name in fields)) element[name] = fields[name];
  },
  ask() {
    tell("value", { value: element.value });
  },
};

window.addEventListener("message", ({ origin, source, data }) => {
  if (source !== window.parent || !hosts.includes(origin) || data?.protocol !== PROTOCOL) return;
  if (!Object.hasOwn(take, data.type)) return;
  host = origin;
  take[data.type](data);
});

for (const name of SAID) {
  element.addEventListener(`rubric-${name}`, ({ detail }) => tell(name, { detail, value: name === "submit" ? element.value : undefined }));
}

element.addEventListener("rubric-error", ({ detail }) => (trouble = detail));

for (const [name, value] of new URLSearchParams(location.search)) {
  if (ATTRIBUTES.includes(name)) element.setAttribute(name, value);
}
document.body.append(element);
new ResizeObserver(height).observe(document.documentElement);
