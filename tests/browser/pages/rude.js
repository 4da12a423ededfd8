// Adds the element, or leaves it out to compare.
if (location.search !== "?without") {
  const element = document.createElement("rubric-assessment");
  element.setAttribute("src", "/pages/small.rubric");
  element.setAttribute("rater", "self");
  document.body.append(element);
  await import("/rubric/rubric-assessment.js");
}
