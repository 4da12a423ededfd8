// The rubric's text beside the widget, with what the check finds. Everything happens in this page.
const text = document.querySelector("textarea");
const widget = document.querySelector("rubric-assessment");
const findings = document.querySelector(".findings");

/** Takes the author to a line. */
const goTo = (line) => {
  const lines = text.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  text.scrollTop = (text.scrollHeight / lines.length) * Math.max(line - 4, 0);
};

/** Lists findings, each as `LINE: CODE MESSAGE`. */
const list = (found) => {
  findings.replaceChildren(
    ...found.map((finding) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.className = "plain";
      button.textContent = finding;
      button.addEventListener("click", () => goTo(Number.parseInt(finding, 10)));
      item.append(button);
      return item;
    }),
  );
};

widget.addEventListener("rubric-error", ({ detail }) => list(detail.message.split("\n")));
widget.addEventListener("rubric-ready", () => list([]));

const opened = await fetch("/preview/opened.rubric");
text.value = await opened.text();
await customElements.whenDefined("rubric-assessment");
widget.rubric = text.value;

// The check waits until the author pauses.
let pause = 0;
text.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => (widget.rubric = text.value), 200);
});
