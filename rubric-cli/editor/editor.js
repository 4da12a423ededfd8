// The text of the preview in a kept editor. It stands in a shadow root: there its styles are adopted, and no page's policy is
// in their way.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";

// A wavy line of the browser's own, where the editor would draw one from an image.
const wavy = (color) => ({ backgroundImage: "none", textDecoration: `underline wavy ${color}`, textUnderlineOffset: "0.2em" });
const looks = EditorView.theme({
  "&": { height: "60vh", border: "1px solid var(--line)", borderRadius: "0.4rem", background: "var(--tint)", color: "inherit" },
  ".cm-scroller": { font: "0.875rem/1.5 ui-monospace, monospace" },
  ".cm-gutters": { background: "transparent", color: "inherit", opacity: "0.6", border: "0" },
  ".cm-activeLine": { background: "transparent" },
  ".cm-cursor": { borderLeftColor: "currentColor" },
  ".cm-tooltip": { background: "var(--paper, Canvas)", color: "CanvasText", border: "1px solid var(--line)" },
  ".cm-lintRange-error": wavy("var(--wrong, #b00020)"),
  ".cm-lintRange-warning": wavy("#9a6700"),
});

/** Puts an editor into a place; `changed` is told of each change. */
export function edit(place, { label, text, changed }) {
  const root = place.attachShadow({ mode: "open" });
  const extensions = [
    lineNumbers(),
    history(),
    drawSelection(),
    highlightActiveLine(),
    keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap]),
    EditorView.contentAttributes.of({ "aria-label": label }),
    EditorView.updateListener.of((update) => update.docChanged && changed()),
    looks,
  ];
  const view = new EditorView({ root, parent: root, state: EditorState.create({ doc: text, extensions }) });
  const replace = (from, to, insert) => view.dispatch({ changes: { from, to, insert }, scrollIntoView: true });
  return {
    get text() {
      return view.state.doc.toString();
    },
    goTo(from, to) {
      view.focus();
      view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
    },
    replace,
    mark(findings) {
      const diagnostics = findings.map(({ from, to, severity, code, message, help, fix }) => ({
        from,
        to: Math.max(to, Math.min(from + 1, view.state.doc.length)),
        severity,
        message: [`${code} ${message}`, help].filter(Boolean).join("\n"),
        actions: fix ? [{ name: fix.title, apply: () => replace(fix.from, fix.to, fix.text) }] : [],
      }));
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
  };
}
