// Says whom an assessment is about before the element is there: a draft is of one person.
for (const element of document.querySelectorAll("rubric-assessment[data-subject]")) {
  element.value = { subject: element.dataset.subject };
}

// What is handed in is sent.
for (const form of document.forms) {
  form.addEventListener("rubric-submit", () => queueMicrotask(() => form.requestSubmit()));
}

// Hands the assessments that the portal keeps to the element.
for (const element of document.querySelectorAll("rubric-assessment[data-value]")) {
  const answer = await fetch(element.dataset.value);
  if (answer.ok) {
    await customElements.whenDefined("rubric-assessment");
    element.value = await answer.json();
  }
}
