// Ten elements of one rubric.
for (let at = 0; at < 10; at += 1) {
  const element = document.createElement("rubric-assessment");
  element.setAttribute("src", "/pages/small.rubric");
  element.setAttribute("rater", "self");
  document.querySelector("main").append(element);
}
