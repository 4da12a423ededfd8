// Places one element with the attributes that the address names, and keeps what it says.
const element = document.createElement("rubric-assessment");
for (const [name, value] of new URLSearchParams(location.search)) {
  element.setAttribute(name, value);
}
window.said = [];
for (const name of ["ready", "change", "result", "submit", "evidence", "error"]) {
  element.addEventListener(`rubric-${name}`, (event) => window.said.push({ name, detail: event.detail }));
}
document.querySelector("main").append(element);
