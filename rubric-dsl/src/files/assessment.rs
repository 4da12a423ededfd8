//! Assessments in JSON and RON.

mod previous;

use previous::number;
use rubric_core::records::{LeafForm, LeafId, Place};
use rubric_core::{Chosen, Earlier, Fraction, Program, Rating, bounds};

use super::Subject;
use super::document::{Field, Raw};
use super::names::{Names, wanted_by, words_of};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::result::ResultFile;
use crate::sheet::{Filled, Sheet, set};
use crate::span::Span;

/// The name and version of the format.
pub(super) const FORMAT: &str = "rubric-assessment/1";

/// One assessment, or a list of them.
pub(super) fn read_all(
    program: &Program<'_>,
    raw: &Raw<'_>,
    found: &mut Vec<Diagnostic>,
) -> Result<Vec<Subject>, Diagnostic> {
    if !raw.is_list() {
        return Ok(read_one(program, raw, found).into_iter().collect());
    }
    let members = raw.list("a list of assessments")?;
    Ok(members.iter().filter_map(|member| read_one(program, member, found)).collect())
}

/// One assessment. Everything wrong with it is reported; a sheet comes out only where nothing is.
pub(super) fn read_one(program: &Program<'_>, raw: &Raw<'_>, found: &mut Vec<Diagnostic>) -> Option<Subject> {
    let mut reader = Reader { program, names: Names::new(program), sheet: Sheet::blank(program), found: Vec::new() };
    let name = match raw.map("an assessment: a map of fields") {
        Ok(fields) => reader.assessment(raw, &fields),
        Err(finding) => {
            found.push(finding);
            return None;
        }
    };
    let sound = reader.found.is_empty();
    found.extend(reader.found);
    Some(Subject { name, sheet: sound.then_some(reader.sheet) })
}

struct Reader<'p> {
    program: &'p Program<'p>,
    names: Names<'p>,
    sheet: Sheet,
    found: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn keep<T>(&mut self, made: Result<T, Diagnostic>) -> Option<T> {
        made.map_err(|finding| self.found.push(finding)).ok()
    }

    /// Reports a field that nothing of this kind has.
    fn unknown_field(&mut self, field: &Field<'_>, known: &[&str]) {
        self.found.push(codes::rb903::unknown(field.span(), &field.name, "a field here", known));
    }

    fn assessment(&mut self, raw: &Raw<'_>, fields: &[Field<'_>]) -> String {
        const FIELDS: [&str; 10] = [
            "format",
            "rubric",
            "version",
            "subject",
            "date",
            "context",
            "responses",
            "judgements",
            "conversation",
            "prior",
        ];
        let meta = self.program.meta();
        let wanted =
            [("format", FORMAT), ("rubric", self.program.text(meta.id)), ("version", self.program.text(meta.version))];
        for (name, wanted) in wanted {
            self.must_be(raw, fields, name, wanted);
        }
        let mut subject = String::new();
        for field in fields {
            match field.name.as_str() {
                // What two sides agreed is theirs: no number is made of it.
                "format" | "rubric" | "version" | "conversation" => {}
                "subject" => {
                    let text = field.value.text("an opaque name of the subject");
                    subject = self.keep(text).map(std::borrow::Cow::into_owned).unwrap_or_default();
                }
                "date" => {
                    let text = field.value.text("a date such as \"2026-11-23\"");
                    if let Some(text) = self.keep(text) {
                        self.date(&text, field.value.span());
                    }
                }
                "context" => self.context(&field.value),
                "responses" => self.responses(&field.value),
                "judgements" => self.judgements(&field.value),
                "prior" => self.prior(&field.value),
                _ => self.unknown_field(field, &FIELDS),
            }
        }
        subject
    }

    /// A field that says what the file is for.
    fn must_be(&mut self, raw: &Raw<'_>, fields: &[Field<'_>], name: &str, wanted: &str) {
        let Some(field) = fields.iter().find(|field| field.name == name) else {
            let start = raw.span().start();
            self.found.push(codes::rb902::missing(Span::new(start, start + 1), name, wanted));
            return;
        };
        let text = field.value.text("a text");
        if let Some(found) = self.keep(text).filter(|found| found != wanted) {
            self.found.push(codes::rb902::other(field.value.span(), name, &found, wanted));
        }
    }

    fn date(&mut self, text: &str, span: Span) {
        let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
        let parts: Vec<&str> = text.split('-').collect();
        let shaped =
            matches!(parts.as_slice(), [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2);
        if !shaped || !parts.iter().all(|part| digits(part)) {
            self.found.push(codes::rb901::wanted(span, "a date such as \"2026-11-23\""));
            return;
        }
        self.found.extend(codes::rb105::check(text, span));
    }

    fn context(&mut self, raw: &Raw<'_>) {
        let fields = raw.map("a map of context values");
        for field in self.keep(fields).unwrap_or_default() {
            if field.value.is_nothing() {
                continue;
            }
            let span = field.value.span();
            let given = self.names.context(&field.name, field.span()).and_then(|at| {
                let text = field.value.text("a choice or a number")?;
                Ok((at, self.names.given(at, &text, span)?))
            });
            if let Some((at, given)) = self.keep(given) {
                set(&mut self.sheet.context, at, given);
            }
        }
    }

    fn responses(&mut self, raw: &Raw<'_>) {
        let list = raw.list("a list of responses");
        for response in self.keep(list).unwrap_or_default() {
            let fields = response.map("a response: a rater and ratings");
            let Some(fields) = self.keep(fields) else {
                continue;
            };
            self.response(&response, &fields);
        }
    }

    fn response(&mut self, raw: &Raw<'_>, fields: &[Field<'_>]) {
        for field in fields.iter().filter(|field| !["rater", "done", "ratings"].contains(&field.name.as_str())) {
            self.unknown_field(field, &["rater", "done", "ratings"]);
        }
        let Some(field) = fields.iter().find(|field| field.name == "rater") else {
            let start = raw.span().start();
            self.found.push(codes::rb901::wanted(Span::new(start, start + 1), "a response with a `rater`"));
            return;
        };
        let span = field.value.span();
        let rater = field.value.text("the name of a rater").and_then(|name| self.names.rater(&name, span));
        let Some(rater) = self.keep(rater) else {
            return;
        };
        let single = self.program.rater(rater).is_some_and(|rater| rater.many == 0);
        let count = self.sheet.responses.iter().filter(|response| response.rater == rater).count();
        let name = self.program.rater(rater).map_or("", |rater| self.program.text(rater.name));
        if single && count > 0 {
            self.found.push(codes::rb905::response(span, name));
            return;
        }
        if count >= bounds::RESPONDENTS.max {
            self.found.push(codes::rb904::too_many(span, name, count + 1, bounds::RESPONDENTS.max, "respondents"));
            return;
        }
        let mut filled = Filled::blank(self.program, rater);
        if let Some(field) = fields.iter().find(|field| field.name == "ratings") {
            let ratings = field.value.map("a map of ratings by path");
            for field in self.keep(ratings).unwrap_or_default() {
                let done = self.rating(&field, &mut filled);
                self.keep(done);
            }
        }
        self.sheet.responses.push(filled);
    }

    fn rating(&mut self, field: &Field<'_>, filled: &mut Filled) -> Result<(), Diagnostic> {
        let (path, raw, span) = (field.name.as_str(), &field.value, field.value.span());
        let leaf = self.names.leaf(path, field.span())?;
        if raw.is_nothing() {
            return Ok(());
        }
        if raw.is_map() {
            return self.detailed(leaf, path, raw, filled);
        }
        let form = self.program.leaf(leaf).map(|leaf| leaf.form);
        let text = raw.text(wanted_by(form))?;
        self.plain(leaf, path, &text, span, filled)
    }

    /// A level, an answer, or a number.
    fn plain(&self, leaf: LeafId, path: &str, text: &str, span: Span, filled: &mut Filled) -> Result<(), Diagnostic> {
        if let Some(form) = self.program.leaf(leaf).filter(|leaf| leaf.form == LeafForm::Number)
            && text.starts_with(['-', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
        {
            let figure = self.names.number(path, text, (form.low, form.high), span)?;
            filled.figure(self.program, leaf, figure);
            return Ok(());
        }
        filled.rate(leaf, self.names.rating(leaf, path, text, span)?);
        Ok(())
    }

    /// A rating with a comment, evidence, practices, a number or a text.
    fn detailed(&mut self, leaf: LeafId, path: &str, raw: &Raw<'_>, filled: &mut Filled) -> Result<(), Diagnostic> {
        const FIELDS: [&str; 7] = ["level", "answer", "practices", "number", "text", "comment", "evidence"];
        let fields = raw.map("a rating")?;
        let given: Vec<&Field<'_>> =
            fields.iter().filter(|field| FIELDS.iter().take(5).any(|name| field.name == *name)).collect();
        if let [_, second, ..] = given.as_slice() {
            return Err(codes::rb905::field(second.value.span(), path));
        }
        let form = self.program.leaf(leaf).map(|leaf| leaf.form);
        for field in &fields {
            let span = field.value.span();
            match field.name.as_str() {
                "level" => {
                    let text = field.value.text("a level")?;
                    let rating = self.names.level(leaf, &text);
                    filled.rate(leaf, rating.ok_or_else(|| self.no_level(leaf, path, &text, span))?);
                }
                "answer" => {
                    let text = field.value.text("an answer")?;
                    filled.rate(leaf, self.names.answer(leaf, path, &text, span)?);
                }
                "practices" => filled.rate(leaf, self.practices(leaf, path, &field.value)?),
                "number" if form == Some(LeafForm::Number) => {
                    let text = field.value.text("a number")?;
                    let limits = self.program.leaf(leaf).map(|leaf| (leaf.low, leaf.high)).unwrap_or_default();
                    let figure = self.names.number(path, &text, limits, span)?;
                    filled.figure(self.program, leaf, figure);
                }
                "text" if form == Some(LeafForm::Narrative) => {
                    let text = field.value.text("a text")?;
                    self.written(leaf, path, &text, span, filled)?;
                }
                "number" | "text" => return Err(codes::rb904::wants(span, path, wanted_by(form))),
                "comment" => {
                    if !field.value.is_nothing() && !field.value.text("a text")?.trim().is_empty() {
                        filled.comment(leaf);
                    }
                }
                "evidence" => filled.attach(leaf, self.evidence(leaf, path, &field.value)?),
                _ => self.unknown_field(field, &FIELDS),
            }
        }
        Ok(())
    }

    fn no_level(&self, leaf: LeafId, path: &str, text: &str, span: Span) -> Diagnostic {
        match self.names.answer(leaf, path, text, span) {
            Err(finding) => finding,
            Ok(_) => codes::rb904::wants(span, path, "a level here; an answer is given as `\"answer\"`"),
        }
    }

    fn written(&self, leaf: LeafId, path: &str, text: &str, span: Span, filled: &mut Filled) -> Result<(), Diagnostic> {
        let characters = text.chars().count();
        if characters > bounds::TEXT_CHARS.max {
            return Err(codes::rb904::too_many(span, path, characters, bounds::TEXT_CHARS.max, "characters"));
        }
        let words = words_of(text);
        if words > 0 {
            filled.write(leaf, words);
            filled.rate(leaf, Rating::GIVEN);
        }
        Ok(())
    }

    fn practices(&self, leaf: LeafId, path: &str, raw: &Raw<'_>) -> Result<Rating, Diagnostic> {
        let mut ticked = 0;
        for practice in raw.list("a list of practices")? {
            let name = practice.text("the name of a practice")?;
            ticked |= self.names.practice(leaf, path, &name, practice.span())?;
        }
        self.names
            .practice(leaf, path, "", raw.span())
            .or_else(|finding| if finding.code() == "RB904" { Err(finding) } else { Ok(0) })?;
        Ok(self.program.rating_of_practices(leaf, ticked))
    }

    /// How many pieces of evidence say something, each of an accepted kind.
    fn evidence(&self, leaf: LeafId, path: &str, raw: &Raw<'_>) -> Result<u16, Diagnostic> {
        let kinds: Vec<&str> = self
            .program
            .leaf(leaf)
            .map(|leaf| self.program.notes_in(leaf.kinds).iter().map(|note| self.program.text(note.text)).collect())
            .unwrap_or_default();
        let pieces = raw.list("a list of evidence")?;
        let mut said = 0;
        for piece in &pieces {
            let mut says = false;
            for field in piece.map("a piece of evidence")? {
                let text = field.value.text("a text")?;
                says |= !text.trim().is_empty();
                match field.name.as_str() {
                    "kind" if !kinds.is_empty() && !kinds.contains(&text.as_ref()) => {
                        return Err(codes::rb903::unknown(
                            field.value.span(),
                            &text,
                            &format!("a kind of evidence for `{path}`"),
                            &kinds,
                        ));
                    }
                    "kind" | "title" | "link" => {}
                    other => {
                        return Err(codes::rb903::unknown(
                            field.span(),
                            other,
                            "a field here",
                            &["kind", "title", "link"],
                        ));
                    }
                }
            }
            said += usize::from(says);
        }
        if pieces.len() > bounds::EVIDENCE.max {
            return Err(codes::rb904::too_many(
                raw.span(),
                path,
                pieces.len(),
                bounds::EVIDENCE.max,
                bounds::EVIDENCE.name,
            ));
        }
        Ok(u16::try_from(said).unwrap_or(u16::MAX))
    }

    fn judgements(&mut self, raw: &Raw<'_>) {
        let fields = raw.map("a map of judgements");
        for field in self.keep(fields).unwrap_or_default() {
            let done = self.judgement(&field);
            self.keep(done);
        }
    }

    fn judgement(&mut self, field: &Field<'_>) -> Result<(), Diagnostic> {
        let program = self.program;
        let names: Vec<&str> = program.judgements().iter().map(|judged| program.text(judged.name)).collect();
        let place = names.iter().position(|name| *name == field.name);
        let Some((at, judged)) = place.and_then(|at| Some((at, program.judgements().get(at)?))) else {
            return Err(codes::rb903::unknown(field.span(), &field.name, "a judgement", &names));
        };
        let mut chosen = Chosen::default();
        for part in field.value.map("a judgement: a level, by whom, and a comment")? {
            let span = part.value.span();
            if part.value.is_nothing() {
                continue;
            }
            let text = part.value.text("a text")?;
            match part.name.as_str() {
                "level" => {
                    let scale = program.scale(judged.scale);
                    let levels: Vec<&str> = scale
                        .map(|scale| {
                            program.levels_in(scale.levels).iter().map(|level| program.text(level.name)).collect()
                        })
                        .unwrap_or_default();
                    let level =
                        levels.iter().position(|level| *level == text).and_then(|level| u8::try_from(level).ok());
                    chosen.level = Some(level.ok_or_else(|| {
                        codes::rb903::unknown(span, &text, &format!("a level of `{}`", field.name), &levels)
                    })?);
                }
                "by" => {
                    let wanted = program.rater(judged.rater).map_or("", |rater| program.text(rater.name));
                    if text != wanted {
                        return Err(codes::rb904::not_theirs(span, &field.name, &text, wanted));
                    }
                }
                "comment" => chosen.commented = !text.trim().is_empty(),
                other => return Err(codes::rb903::unknown(span, other, "a field here", &["level", "by", "comment"])),
            }
        }
        set(&mut self.sheet.judged, at, chosen);
        Ok(())
    }

    /// The previous result: only what the rubric asks for is read.
    fn prior(&mut self, raw: &Raw<'_>) {
        if raw.is_nothing() {
            return;
        }
        let read = if raw.written().starts_with('(') {
            ron::from_str::<ResultFile>(raw.written()).map_err(|error| error.code.to_string())
        } else {
            // Lines and columns would be those of the previous result by itself.
            let plain = |error: serde_json::Error| error.to_string().split(" at line ").take(1).collect::<String>();
            serde_json::from_str::<ResultFile>(raw.written()).map_err(plain)
        };
        let id = self.program.text(self.program.meta().id);
        let usable = read.and_then(|result| match result.rubric.id.as_str() {
            _ if result.format != crate::result::FORMAT => {
                Err(format!("its format is not `{}`", crate::result::FORMAT))
            }
            "" => {
                Err(format!("it does not say which rubric it is of: `\"rubric\": {{ \"id\": \"{id}\" }}` is missing"))
            }
            other if other != id => Err(format!("it is of `{other}`, and this rubric is `{id}`")),
            _ => Ok(result),
        });
        let span = raw.span();
        let result = match usable {
            Ok(result) => result,
            Err(why) => {
                self.found.push(codes::rb906::unusable(span, &why));
                return;
            }
        };
        for (at, prior) in self.program.priors().iter().enumerate() {
            let earlier = self.earlier(&prior, &result, span);
            if let Some(earlier) = self.keep(earlier) {
                set(&mut self.sheet.prior, at, earlier);
            }
        }
    }

    fn earlier(
        &self,
        prior: &rubric_core::records::Prior,
        result: &ResultFile,
        span: Span,
    ) -> Result<Earlier, Diagnostic> {
        let program = self.program;
        let at = usize::from(prior.index);
        let level = |name: Option<&String>| {
            let levels = program.scale(prior.scale).map(|scale| program.levels_in(scale.levels));
            let place =
                name.and_then(|name| levels?.iter().position(|level| program.text(level.name) == name.as_str()));
            place.and_then(|place| u8::try_from(place).ok()).map_or(Earlier::Unknown, Earlier::Level)
        };
        match prior.place {
            Place::Measure => {
                let name = program.measures().get(at).map_or("", |measure| program.text(measure.name));
                number(result.measures.get(name), span)
            }
            Place::Outcome => {
                let name = program.outcomes().get(at).map_or("", |outcome| program.text(outcome.name));
                Ok(level(result.outcomes.get(name).and_then(|outcome| outcome.level.as_ref())))
            }
            Place::Judged => {
                let name = program.judgements().get(at).map_or("", |judged| program.text(judged.name));
                Ok(level(result.judged.get(name).and_then(|judged| judged.level.as_ref())))
            }
            _ => {
                let Some(node) = program.nodes().get(at) else {
                    return Ok(Earlier::Unknown);
                };
                let score = result.scores.get(program.text(node.path));
                match score.and_then(|score| score.level.as_ref()) {
                    // On a scale without values the score of a node is the place of its level.
                    Some(name) => Ok(self.place_of_level(&node, name)),
                    None => number(score, span),
                }
            }
        }
    }

    fn place_of_level(&self, node: &rubric_core::records::Node, name: &str) -> Earlier {
        let levels = self.program.scale(node.scale).map(|scale| self.program.levels_in(scale.levels));
        let place = levels.and_then(|levels| levels.iter().position(|level| self.program.text(level.name) == name));
        place
            .and_then(|place| i128::try_from(place).ok())
            .map_or(Earlier::Unknown, |place| Earlier::Number(Fraction::whole(place)))
    }
}
