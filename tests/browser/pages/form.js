// Loads the element, required where the address says so.
document.querySelector("rubric-assessment").toggleAttribute("required", location.search === "?required");
await import("/rubric/rubric-assessment.js");
