// The text of the preview in a plain text area: what stands here where no kept editor was built.

/** Puts a text area into a place; `changed` is told of each change. */
export function edit(place, { label, text, changed }) {
  const area = document.createElement("textarea");
  Object.assign(area, { value: text, spellcheck: false, autocapitalize: "off", autocomplete: "off", ariaLabel: label });
  area.addEventListener("input", changed);
  place.append(area);
  const goTo = (from, to) => {
    area.focus();
    area.setSelectionRange(from, to);
    const line = area.value.slice(0, from).split("\n").length;
    area.scrollTop = (area.scrollHeight / area.value.split("\n").length) * Math.max(line - 4, 0);
  };
  return {
    get text() {
      return area.value;
    },
    goTo,
    replace(from, to, by) {
      goTo(from, to);
      area.setRangeText(by, from, to, "end");
      changed();
    },
    // The list below the text says it all.
    mark() {},
  };
}
