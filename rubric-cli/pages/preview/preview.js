// The rubric's text beside the widget.
const text = document.querySelector("textarea");
const widget = document.querySelector("rubric-assessment");

const show = () => {
  widget.rubric = text.value;
};

const opened = await fetch("/preview/opened.rubric");
text.value = await opened.text();
await customElements.whenDefined("rubric-assessment");
show();
text.addEventListener("input", show);
