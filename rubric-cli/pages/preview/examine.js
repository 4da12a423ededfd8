// Examines a rubric's text beside the page, so that typing never waits: what the check finds, then promise by promise.
import load, { Promises, findings } from "/rubric/web_examine.js";

const loaded = load({ module_or_path: fetch("/rubric/web_examine_bg.wasm") });

addEventListener("message", async ({ data: text }) => {
  await loaded;
  postMessage({ findings: JSON.parse(findings(text)) });
  const promises = new Promises(text);
  for (let at = 0; at < promises.count(); at++) postMessage({ verdict: JSON.parse(promises.verdict(at)) });
  promises.free();
  postMessage({ done: true });
});
