//! What the element offers a page: the one table that its types and its manifest are written from.

/// Something with a name and a type, in the words of TypeScript.
pub(crate) struct Named {
    pub(crate) name: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) what: &'static str,
}

const fn named(name: &'static str, kind: &'static str, what: &'static str) -> Named {
    Named { name, kind, what }
}

/// Attributes, each a property of the same name.
pub(crate) const ATTRIBUTES: [Named; 11] = [
    named("src", "string", "Where the rubric is: its text, or a compiled one."),
    named("mode", "\"assess\" | \"compare\" | \"report\"", "What the element is for."),
    named("rater", "string", "Who sits before it, by the name of a rater of the rubric."),
    named("perspective", "string", "Whose result is shown: a rater's name, or `combined`."),
    named("lang", "string", "The language of the interface and of numbers."),
    named("name", "string", "The name under which a form sends the assessment."),
    named("readonly", "boolean", "Whether everything can be read and nothing changed."),
    named("disabled", "boolean", "Whether nothing can be changed and a form sends nothing."),
    named("required", "boolean", "Whether a form is held back until everything is answered."),
    named("draft", "string", "The key of what this browser keeps as a draft; nothing is kept without one."),
    named("theme", "string", "`light` or `dark`; without it, what the page and the browser say."),
];

/// Properties that are no attributes and can be set.
pub(crate) const PROPERTIES: [Named; 4] = [
    named("value", "Assessment | null", "The assessment, as plain data."),
    named("rubric", "string | Uint8Array | null", "The rubric itself, in the place of `src`."),
    named("overlay", "Overlay | null", "What a district changes of the rubric."),
    named("prior", "object | null", "The previous result."),
];

/// Properties that can be read alone.
pub(crate) const READABLE: [Named; 6] = [
    named("result", "Result | null", "The result, as the command writes it."),
    named("completeness", "Completeness", "How far the assessment is, and what is missing."),
    named("form", "HTMLFormElement | null", "The form that it belongs to."),
    named("validity", "ValidityState", "Whether it holds its form back."),
    named("validationMessage", "string", "What it says when it does."),
    named("willValidate", "boolean", "Whether it can hold its form back."),
];

/// Methods: a name, parameters and what comes back, and what it does.
pub(crate) const METHODS: [Named; 7] = [
    named("checkValidity", "(): boolean", "Whether it lets its form go."),
    named("reportValidity", "(): boolean", "The same, and says why not."),
    named("setCustomValidity", "(text: string): void", "Holds the form back with a text; an empty one lets it go."),
    named("focusLeaf", "(path: string): boolean", "Takes the keyboard to a leaf."),
    named("submit", "(): boolean", "Finishes and hands in, as the button does; whether the page took it."),
    named("clear", "(): void", "Takes back everything that was given."),
    named("print", "(): void", "Prints the page."),
];

/// Events, each with the type of its `detail`.
pub(crate) const EVENTS: [Named; 6] = [
    named("rubric-ready", "{ id: string; version: string }", "The rubric is there."),
    named("rubric-change", "Change", "A person changed something."),
    named("rubric-result", "Result", "The result after a change."),
    named("rubric-submit", "Assessment", "A person hands in; `preventDefault()` refuses it."),
    named(
        "rubric-evidence",
        "Change & { attach(piece: Evidence): void }",
        "A person adds evidence; the page may attach an upload.",
    ),
    named("rubric-error", "{ message: string }", "Something went wrong."),
];

/// The types that the others mention.
pub(crate) const TYPES: &str = r#"/** A piece of evidence. */
export interface Evidence {
  kind?: string;
  title?: string;
  link?: string;
}

/** What is given for one leaf: the name of a level or of an answer, or more. */
export type Rating =
  | string
  | {
      level?: string;
      answer?: string;
      practices?: string[];
      number?: string | number;
      text?: string;
      comment?: string;
      evidence?: Evidence[];
    };

/** Everything about one subject on one occasion. */
export interface Assessment {
  format: "rubric-assessment/1";
  rubric: string;
  version: string;
  subject?: string;
  date?: string;
  context?: Record<string, string | number>;
  responses?: { rater: string; done?: boolean; ratings?: Record<string, Rating | null> }[];
  judgements?: Record<string, { level: string; by?: string; comment?: string }>;
  conversation?: {
    agreed?: Record<string, Rating>;
    steps?: { text?: string; date?: string }[];
    read?: Record<string, string>;
  };
  prior?: object;
}

/**
 * What a person changed: the path of a leaf, or the name of a context value or a judgement; empty for what is of the
 * whole, such as a next step. With it the rater who sits there, if any, and what is given for a leaf now.
 */
export interface Change {
  path: string;
  rater: string;
  rating?: Rating | null;
}

/** What a district changes of a rubric. */
export interface Overlay {
  rubric?: string;
  versions?: string;
  settings?: Record<string, string | number>;
  labels?: Record<string, string>;
  language?: string;
}

/** How far an assessment is. */
export interface Completeness {
  answered: number;
  of: number;
  missing: { path: string; rater: string; what: string }[];
}

/** A number of a result. */
export interface Score {
  state: string;
  value?: string;
  exact?: string;
  level?: string;
  coverage?: string;
  coverage_exact?: string;
  why?: string;
}

/** A result. Numbers are decimal text. */
export interface Result {
  format: "rubric-result/1";
  rubric: { id: string; version: string; digest: string };
  subject: string;
  perspective: string;
  scores: Record<string, Score>;
  measures: Record<string, Score>;
  outcomes: Record<
    string,
    {
      state: string;
      level?: string;
      label?: string;
      before_caps?: string;
      decided_by?: string;
      capped_by?: string[];
      possible: string[];
      why?: string;
    }
  >;
  judged: Record<string, { level?: string; by: string; proposed?: string; problems: string[] }>;
  flags: { name: string; text: string; because: string[] }[];
  advice: {
    name: string;
    text: string;
    because: string[];
    say: string[];
    ask: string[];
    links: { link: string; title: string }[];
  }[];
  waiting: { name: string; for: string[] }[];
  strengths: { path: string; value: string; exact?: string; tied: boolean }[];
  growth: { path: string; value: string; exact?: string; tied: boolean }[];
  gaps: { path: string; of: string[]; difference: string; exact?: string }[];
  complete: Completeness;
}
"#;
