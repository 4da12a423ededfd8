//! Tree to model: names, types, scales, weights, lists, rules.
//!
//! Checking goes on past what it finds, so that one run reports everything. A model comes out only where nothing is an
//! error.

mod examples;
mod expressions;
mod form;
mod functions;
mod leaves;
mod names;
mod nodes;
mod order;
mod outcomes;
mod rules;
mod sets;
mod templates;

use rubric_core::bounds;

use crate::ast::{File, ItemKind, Rubric, Text, dotted};
use crate::codes;
use crate::diagnostic::{Diagnostic, has_errors, in_order};
use crate::list::List;
use crate::model::Model;
use crate::named::Named;
use crate::overlay::{Overlay, SourceText};
use crate::sorted::sorted;
use crate::span::Span;
use names::Names;

/// What checking gives.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The model, where there is no error.
    pub model: Option<Model>,
    /// What was found, in file order.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that people read, as the rubric has them, in file order; none without the feature `prose`.
    pub texts: Vec<SourceText>,
}

/// Checks a tree, with a district's overlay where there is one.
#[must_use]
pub fn check(file: &File<'_>, overlay: Option<&Overlay>) -> Checked {
    let Some(rubric) = &file.rubric else {
        return Checked { model: None, diagnostics: Vec::new(), texts: Vec::new() };
    };
    let mut checker = Checker::new(rubric, overlay);
    checker.run();
    let mut diagnostics = in_order(checker.found);
    // What stands in a `for each` or beside `between` is looked at more than once.
    if codes::PROSE {
        diagnostics.dedup_by(|a, b| a.code() == b.code() && a.span() == b.span() && a.message() == b.message());
    }
    let model = if has_errors(&diagnostics) { None } else { Some(checker.model) };
    let mut texts = Vec::new();
    if codes::PROSE {
        let written =
            |(key, text): (&String, &Text<'_>)| SourceText { key: key.clone(), text: text.value(), span: text.span };
        let written = checker.texts.iter().map(written).list();
        texts = sorted(written, |a, b| (a.span.start(), &a.key).cmp(&(b.span.start(), &b.key)));
    }
    Checked { model, diagnostics, texts }
}

/// What the checker knows so far.
pub(crate) struct Checker<'a, 's> {
    rubric: &'a Rubric<'s>,
    overlay: Option<&'a Overlay>,
    model: Model,
    names: Names<'s>,
    /// Contexts, settings and scales that something mentions.
    used: Named<&'s str, ()>,
    /// The texts that people read, by key.
    texts: Named<String, Text<'s>>,
    found: Vec<Diagnostic>,
}

impl<'a, 's> Checker<'a, 's> {
    fn new(rubric: &'a Rubric<'s>, overlay: Option<&'a Overlay>) -> Self {
        Self {
            rubric,
            overlay,
            model: Model::default(),
            names: Names::default(),
            used: Named::default(),
            texts: Named::default(),
            found: Vec::new(),
        }
    }

    fn run(&mut self) {
        self.once();
        self.declare();
        self.head();
        self.form();
        self.nodes();
        self.combine();
        self.results();
        self.order();
        self.rules();
        self.ranks();
        self.examples();
        self.promises();
        if codes::PROSE {
            self.unused();
        }
        self.overlay_leftovers();
    }

    /// The statements of one kind, with their places.
    fn items<T, F>(&self, pick: F) -> impl Iterator<Item = (T, Span)> + use<'a, 's, T, F>
    where
        F: Fn(&'a ItemKind<'s>) -> Option<T>,
    {
        self.rubric.items.iter().filter_map(move |item| pick(&item.kind).map(|found| (found, item.span)))
    }

    /// The first statement of a kind.
    fn first<T>(&self, pick: impl Fn(&'a ItemKind<'s>) -> Option<T>) -> Option<T> {
        self.rubric.items.iter().find_map(|item| pick(&item.kind))
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Keeps what could be made, and reports why it could not.
    fn keep<T>(&mut self, made: Result<T, Diagnostic>) -> Option<T> {
        made.map_err(|diagnostic| self.report(diagnostic)).ok()
    }

    /// The text that is shown for a key, which is these names with dots between them: the overlay's, or the one written.
    fn text(&mut self, key: &[&str], written: &Text<'s>) -> String {
        let key = dotted(key.iter().copied());
        let text = written.value();
        let label = self.overlay.and_then(|overlay| overlay.labels.get(&key));
        let first = self.texts.get(&key).copied().unwrap_or(*written);
        self.texts.insert(key.clone(), first);
        let Some(label) = label else {
            return text;
        };
        // A text is looked at more than once, and is then the same piece of the source.
        if !std::ptr::eq(first.raw, written.raw) {
            self.report(codes::rb608::two_texts(written.span, first.span, &key));
        }
        match codes::rb608::places(written.span, &key, &templates::places(&text), &templates::places(label)) {
            Some(finding) => {
                self.report(finding);
                text
            }
            None => label.clone(),
        }
    }

    fn limit(&mut self, limit: &bounds::Limit, count: usize, span: Span) {
        self.found.extend(codes::rb701::check(limit, count, span));
    }

    /// What the rubric says about itself.
    fn head(&mut self) {
        self.model.id = self.rubric.name.text.to_owned();
        self.model.title = match &self.rubric.title {
            Some(title) => self.text(&["title"], title),
            None => self.model.id.clone(),
        };
        let version = self.first(|kind| if let ItemKind::Version(text) = kind { Some(text) } else { None });
        self.model.version = version.map(Text::value).unwrap_or_default();
        if self.model.version.trim_end().is_empty() {
            self.report(codes::rb111::missing(self.rubric.name.span));
        }
        let language = self.first(|kind| if let ItemKind::Language(text) = kind { Some(text) } else { None });
        let language = self.overlay.and_then(|overlay| overlay.language.clone()).or(language.map(Text::value));
        self.model.language = language.unwrap_or_else(|| "en".to_owned());
        let about = self.first(|kind| if let ItemKind::About(text) = kind { Some(text) } else { None });
        self.model.about = about.map(|text| self.text(&["about"], text)).unwrap_or_default();
        let dates =
            self.first(|kind| if let ItemKind::Effective(from, until) = kind { Some((from, until)) } else { None });
        if let Some((from, until)) = dates {
            self.model.from = from.text.to_owned();
            if let Some(until) = until {
                self.model.until = until.text.to_owned();
                if until.text < from.text {
                    self.report(codes::rb308::dates(from.span.to(until.span)));
                }
            }
        }
        let sources = self.items(|kind| if let ItemKind::Source(text) = kind { Some(text) } else { None });
        self.model.sources = sources.map(|(text, _)| text.value()).list();
        self.terms();
    }

    /// Statements that stand once: a second one is reported.
    fn once(&mut self) {
        let mut places = Named::default();
        for item in &self.rubric.items {
            let what = match &item.kind {
                ItemKind::Version(_) => "`version`",
                ItemKind::Language(_) => "`language`",
                ItemKind::About(_) => "`about`",
                ItemKind::Effective(..) => "`effective`",
                ItemKind::Terms(_) => "`terms`",
                ItemKind::Needs(_) => "`needs`",
                ItemKind::Combine(_) => "`combine`",
                ItemKind::Rank(rank) if rank.strengths => "`strengths`",
                ItemKind::Rank(_) => "`growth`",
                _ => continue,
            };
            match places.get(what) {
                Some(place) => self.found.push(codes::rb110::twice(item.span, *place, what)),
                None => drop(places.insert(what, item.span)),
            }
        }
    }

    fn terms(&mut self) {
        const WORDS: [(&str, &str); 3] =
            [("domain", "Domain"), ("competency", "Competency"), ("indicator", "Indicator")];
        self.model.terms = WORDS.map(|(_, word)| word.to_owned());
        let terms = self.first(|kind| if let ItemKind::Terms(terms) = kind { Some(terms) } else { None });
        for (name, text) in terms.into_iter().flatten() {
            let shown = self.text(&["terms", name.text], text);
            let place = WORDS.iter().position(|(word, _)| *word == name.text);
            match place.and_then(|place| self.model.terms.get_mut(place)) {
                Some(term) => *term = shown,
                None => self.report(codes::rb201::unknown(
                    name.span,
                    name.text,
                    "a term",
                    WORDS.iter().map(|(word, _)| *word),
                )),
            }
        }
    }

    /// Remembers that something mentions a name.
    fn mention(&mut self, name: &'s str) {
        if codes::PROSE {
            self.used.insert(name, ());
        }
    }

    /// Names that are declared and mentioned nowhere.
    fn unused(&mut self) {
        for item in &self.rubric.items {
            let (name, what) = match &item.kind {
                ItemKind::Scale(scale) => (scale.name, "scale"),
                ItemKind::Context(context) => (context.name, "context value"),
                ItemKind::Setting(setting) => (setting.name, "setting"),
                _ => continue,
            };
            if self.used.get(name.text).is_none() {
                self.found.push(codes::rb204::unused(name.span, name.text, what));
            }
        }
    }

    /// Settings and labels of the overlay that belong to nothing.
    fn overlay_leftovers(&mut self) {
        let Some(overlay) = self.overlay else {
            return;
        };
        for name in overlay.settings.keys().filter(|name| self.names.settings.get(name).is_none()) {
            let known = self.names.settings.keys().copied();
            self.found.push(codes::rb604::no_setting(self.rubric.name.span, name, known));
        }
        for key in overlay.labels.keys().filter(|key| self.texts.get(key).is_none()) {
            let known = self.texts.keys().map(String::as_str);
            self.found.push(codes::rb604::no_label(self.rubric.name.span, key, known));
        }
    }
}
