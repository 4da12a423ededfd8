//! Scores as they are shown, in words and in pictures.

use std::rc::Rc;

use super::{TEXT, drawn, rubric, state_of};
use crate::action::Action;
use crate::book::Book;
use crate::data::Data;
use crate::state::{Mode, State};

fn within(name: &str, data: Data) -> Data {
    Data::Map(vec![(name.to_owned(), data)])
}

const STANDING: &str = r#"
rubric standing "Standing" {
  version "1.0.0"
  scale standing { below "Below standard" at_it "At standard" }
  rater self "Self"
  domain conduct "Conduct" rolls up by lowest {
    indicator honest "Is honest" { below "Not yet." at_it "Yes." }
    indicator fair   "Is fair"   { below "Not yet." at_it "Yes." }
  }
}
"#;

#[test]
fn a_level_that_a_domain_comes_to_is_shown_by_its_label_and_its_place() {
    let html = drawn(move || {
        let before = within("scores", within("conduct", within("level", Data::text("below"))));
        let mut state = state_of(rubric(STANDING), Mode::Assess, Some(0));
        state.book = Rc::new(Book { prior: before, ..Book::blank(state.form()) });
        let rated = state.reduce(&Action::Rate { leaf: 0, code: 2 }).reduce(&Action::Rate { leaf: 1, code: 2 });
        State { mode: Mode::Compare, ..rated }
    });
    assert!(html.contains("aria-label=\"Conduct: At standard. Why?\""), "{html}");
    assert!(html.contains("<td class=\"num\">Below standard</td>"), "{html}");
    assert!(html.contains("class=\"fillbar\" x2=\"1000\""), "{html}");
}

const ADDED: &str = r#"
rubric added "Added up" {
  version "1.0.0"
  scale points { none = 0 "None" some = 1 "Some" }
  rater self "Self"
  domain practice "Practice" rolls up by sum {
    indicator plans "Plans" { none "Not yet." some "Yes." }
    indicator asks  "Asks"  { none "Not yet." some "Yes." }
  }
  domain impact "Impact" {
    competency growth "Growth" rolls up by sum {
      indicator reads  "Pupils read"  { none "Not yet." some "Yes." }
      indicator counts "Pupils count" { none "Not yet." some "Yes." }
    }
  }
}
"#;

#[test]
fn a_sum_is_drawn_on_no_scale() {
    let html = drawn(|| {
        let rate = |state: State, leaf| state.reduce(&Action::Rate { leaf, code: 2 });
        (0..4).fold(state_of(rubric(ADDED), Mode::Assess, Some(0)), rate)
    });
    assert!(html.contains("aria-label=\"Impact: 2. Why?\""), "{html}");
    assert!(!html.contains("svg"), "{html}");
}

/// The conversation of a supervisor and three teachers about one leaf, as somebody sees it.
fn conversation(rater: Option<usize>) -> String {
    let response = |(rater, level): (&str, &str)| {
        let rater = ("rater".to_owned(), Data::text(rater));
        Data::Map(vec![rater, ("ratings".to_owned(), within("healthy.trust.word", Data::text(level)))])
    };
    let given = [("supervisor", "high"), ("teachers", "high"), ("teachers", "high"), ("teachers", "middle")];
    drawn(move || {
        let state = state_of(rubric(TEXT), Mode::Compare, rater);
        let given = within("responses", Data::List(given.map(response).to_vec()));
        let before = [("value".to_owned(), Data::text("1.666667")), ("exact".to_owned(), Data::text("5/3"))];
        let prior = within("scores", within("healthy", Data::Map(before.to_vec())));
        State { book: Rc::new(Book { prior, ..Book::read(state.form(), &given) }), ..state }.read()
    })
}

#[test]
fn what_is_rounded_in_the_conversation_has_its_fraction_beside_it() {
    let html = conversation(None);
    for shown in ["\u{2248} 2.666667 (8/3)", "difference \u{2248} 0.333333 (1/3)", "\u{2248} 1.666667 (5/3)"] {
        assert!(html.contains(shown), "{shown}: {html}");
    }
}

#[test]
fn nobody_waits_for_a_group() {
    let html = conversation(Some(1));
    assert!(html.contains("Supervisor has not finished"), "{html}");
    assert!(!html.contains("Teachers has not finished"), "{html}");
}

#[test]
fn no_title_stands_over_nothing() {
    let flat = "rubric flat \"Flat\" { version \"1\" rater self \"Self\" scale s { no = 0 \"No\" yes = 1 \"Yes\" }
        indicator plans \"Plans\" }";
    for mode in [Mode::Assess, Mode::Report] {
        let html = drawn(move || state_of(rubric(flat), mode, Some(0)));
        assert!(!html.contains("part=\"scores\""), "{html}");
    }
}
