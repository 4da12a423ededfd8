//! What must be so, whatever a person does; and what is seen in each mode.

mod scores;

use std::rc::Rc;

use proptest::prelude::*;
use rubric_dsl::files::{Notation, read};

use crate::action::{Action, Part};
use crate::book::Book;
use crate::data::Data;
use crate::rubric::Rubric;
use crate::state::{Mode, State};

const TEXT: &str = include_str!("tests.rubric");

fn rubric(text: &str) -> Rc<Rubric> {
    let loaded = rubric_dsl::load(text, None);
    let found: Vec<&str> = loaded.diagnostics.iter().map(rubric_dsl::Diagnostic::message).collect();
    let compiled = loaded.compiled.unwrap_or_else(|| panic!("{found:?}"));
    Rc::new(Rubric::of(compiled.bytes().to_vec()).unwrap())
}

fn state(mode: Mode, rater: Option<usize>) -> State {
    state_of(rubric(TEXT), mode, rater)
}

fn state_of(rubric: Rc<Rubric>, mode: Mode, rater: Option<usize>) -> State {
    let book = Rc::new(Book::blank(&rubric.form));
    let perspective = if mode == Mode::Assess { rater } else { None };
    State { rubric, book, mode, rater, perspective, ..State::default() }.read()
}

/// Any act, at any place, also where there is none.
fn act() -> impl Strategy<Value = Action> {
    let text = || "[a-zA-Z0-9 ,.<>\"\\\\]{0,12}";
    let leaf = || 0..8_usize;
    prop_oneof![
        (leaf(), prop_oneof![0..5_u8, 33..36_u8, 64..67_u8]).prop_map(|(leaf, code)| Action::Rate { leaf, code }),
        (leaf(), 0..4_usize, any::<bool>()).prop_map(|(leaf, practice, on)| Action::Tick { leaf, practice, on }),
        (leaf(), prop_oneof![text().boxed(), (0..120_u32).prop_map(|n| n.to_string()).boxed()])
            .prop_map(|(leaf, text)| Action::Write { leaf, text }),
        (leaf(), text()).prop_map(|(leaf, text)| Action::Comment { leaf, text }),
        leaf().prop_map(|leaf| Action::AddEvidence { leaf }),
        (leaf(), 0..2_usize, text()).prop_map(|(leaf, at, text)| Action::Evidence {
            leaf,
            at,
            part: Part::Title,
            text
        }),
        (leaf(), 0..2_usize).prop_map(|(leaf, at)| Action::DropEvidence { leaf, at }),
        prop_oneof![Just((0, "principal")), Just((0, "")), Just((1, "7")), Just((1, "")), Just((2, "nowhere"))]
            .prop_map(|(at, text)| Action::Context { at, text: text.to_owned() }),
        (0..2_usize, 0..4_u8).prop_map(|(at, level)| Action::Judge { at, level }),
        (0..1_usize, 0..4_u8).prop_map(|(leaf, code)| Action::Agree { leaf, code }),
        (leaf(), text()).prop_map(|(leaf, text)| Action::Note { leaf, text }),
        Just(Action::AddStep),
        (0..2_usize, text()).prop_map(|(at, text)| Action::Step { at, text }),
        (0..2_usize).prop_map(|at| Action::DropStep { at }),
        any::<bool>().prop_map(|on| Action::Done { on }),
        Just(Action::Next),
        Just(Action::Undo),
    ]
}

fn after(acts: &[Action], rater: usize) -> State {
    acts.iter().fold(state(Mode::Assess, Some(rater)), |state, act| state.reduce(act))
}

/// Whether the leaf accepts what was typed and chosen: the command refuses the rest, and the element shows it as open.
fn fits(state: &State) -> bool {
    let program = state.rubric.program().unwrap();
    let response = state.book.responses.first();
    let sheet = state.book.sheet(&program, &state.rubric.form, &|_| false);
    sheet.lend(|given| {
        let rows = program.table(None).unwrap().len();
        program.evaluate(None, given, &mut vec![[0_i128; 2]; rows]).is_ok()
    }) && response.is_none_or(|response| {
        state.form().leaves.iter().zip(&response.entries).all(|(leaf, entry)| {
            leaf.form != rubric_core::records::LeafForm::Number
                || entry.text.trim().is_empty()
                || entry.text.trim().parse::<u8>().is_ok_and(|number| number <= 100)
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// Undo takes back exactly one act that changed something.
    #[test]
    fn undo_takes_back_the_last_change(acts in prop::collection::vec(act(), 0..12), last in act()) {
        prop_assume!(last != Action::Undo && last.field().is_none());
        let before = after(&acts, 0);
        let then = before.reduce(&last);
        if then.book != before.book {
            prop_assert_eq!(&then.reduce(&Action::Undo).book, &before.book);
        }
    }

    /// What is written and read again is the same: drafts and values lose nothing.
    #[test]
    fn a_written_assessment_reads_as_itself(acts in prop::collection::vec(act(), 0..16)) {
        let state = after(&acts, 1);
        let written = state.book.write(&state.rubric.form);
        let read = Book::read(&state.rubric.form, &written);
        prop_assert_eq!(read.write(&state.rubric.form), written);
    }

    /// The command reads what the element writes, and sees the same.
    #[test]
    fn the_command_reads_what_the_element_writes(acts in prop::collection::vec(act(), 0..16)) {
        let state = after(&acts, 1);
        prop_assume!(fits(&state));
        let program = state.rubric.program().unwrap();
        let json = state.book.write(&state.rubric.form).to_json();
        let read = read(&program, &json, Notation::Json);
        let found: Vec<&str> = read.diagnostics.iter().map(rubric_dsl::Diagnostic::message).collect();
        prop_assert!(found.is_empty(), "{:?}\n{}", found, json);
        let sheet = read.subjects[0].sheet.clone().unwrap();
        let own = Book::read(&state.rubric.form, &state.book.write(&state.rubric.form));
        prop_assert_eq!(sheet, own.sheet(&program, &state.rubric.form, &|_| false));
    }

    /// A locked element changes nothing.
    #[test]
    fn a_locked_element_changes_nothing(acts in prop::collection::vec(act(), 0..6), last in act()) {
        let state = State { locked: true, ..after(&acts, 0) };
        prop_assert_eq!(&state.reduce(&last).book, &state.book);
    }

    /// The other rater's answers stay as they are, whatever one does.
    #[test]
    fn one_rater_never_changes_another(first in prop::collection::vec(act(), 0..8), then in prop::collection::vec(act(), 0..8)) {
        let before = after(&first, 0);
        let other = before.book.response(0).cloned();
        let mut state = State { rater: Some(1), undo: Vec::new(), ..before };
        for act in then.iter().filter(|act| **act != Action::Undo) {
            state = state.reduce(act);
        }
        prop_assert_eq!(state.book.response(0).cloned(), other);
    }
}

#[test]
fn the_command_reads_the_table() {
    let acts = [
        Action::Rate { leaf: 0, code: 2 },
        Action::Comment { leaf: 0, text: "=HYPERLINK(\"quoted\"), a comment\nwith a line".to_owned() },
        Action::Tick { leaf: 1, practice: 0, on: true },
        Action::Tick { leaf: 1, practice: 1, on: true },
        Action::Write { leaf: 4, text: "82,5".to_owned() },
        Action::Context { at: 0, text: "principal".to_owned() },
    ];
    let state = after(&acts, 1);
    let program = state.rubric.program().unwrap();
    let book = Book { subject: "=leader-01".to_owned(), ..Book::clone(&state.book) };
    let table = crate::outside::csv(&state.rubric.form, &book);
    let read = read(&program, &table, Notation::Csv);
    let found: Vec<&str> = read.diagnostics.iter().map(rubric_dsl::Diagnostic::message).collect();
    assert!(found.is_empty(), "{found:?}\n{table}");
    let sheet = read.subjects[0].sheet.clone().unwrap();
    assert_eq!(sheet, state.book.sheet(&program, &state.rubric.form, &|_| false));
    // A spreadsheet program runs none of it.
    assert!(table.contains("\"'=HYPERLINK(\"\"quoted") && table.contains("\n'=leader-01,"), "{table}");
    assert_eq!(read.subjects[0].name, "=leader-01");
}

#[test]
fn answers_of_another_version_stay_as_they_came() {
    let state = state(Mode::Assess, Some(0));
    let gone = Data::Map(vec![("level".to_owned(), Data::text("superb"))]);
    let given = |ratings| {
        let response =
            Data::Map(vec![("rater".to_owned(), Data::text("self")), ("ratings".to_owned(), Data::Map(ratings))]);
        Data::Map(vec![
            ("version".to_owned(), Data::text("0.9.0")),
            ("responses".to_owned(), Data::List(vec![response])),
        ])
    };
    let ratings = vec![
        ("smart.data.sources".to_owned(), Data::text("high")),
        ("smart.data.word".to_owned(), Data::text("low")),
        ("healthy.trust.word".to_owned(), gone.clone()),
    ];
    let book = Book::read(state.form(), &given(ratings.clone()));
    assert_eq!(book.kept(), 2);
    let state = State { book: Rc::new(book), ..state }.reduce(&Action::Rate { leaf: 0, code: 1 });
    let written = state.book.write(state.form());
    assert_eq!(written.get("version").as_text(), "0.9.0");
    let kept = written.get("responses").items()[0].get("ratings");
    assert_eq!(kept.get("healthy.trust.word"), &gone);
    assert_eq!(kept.get("smart.data.word"), &Data::text("low"));
    assert_eq!(kept.get("smart.data.sources"), &Data::text("low"));
}

#[test]
fn a_rubric_is_read_before_anything_is_given() {
    let loaded = rubric_dsl::load(
        "rubric bare { version \"1\" language \"en\" scale s { a = 1 \"A\" b = 2 \"B\" } rater self \"Self\" \
         indicator one \"One\" { a \"x\" b \"y\" } outcome o \"O\" on s of one { b from 2 a otherwise } }",
        None,
    );
    let compiled = loaded.compiled.expect("the rubric is sound");
    let rubric = Rc::new(Rubric::of(compiled.bytes().to_vec()).unwrap());
    let book = Rc::new(Book::blank(&rubric.form));
    let state = State { rubric, book, rater: Some(0), perspective: Some(0), ..State::default() }.read();
    assert_eq!(state.reading.result.outcomes.get("o").map(|found| found.possible.len()), Some(2));
}

#[test]
fn sides_see_each_other_when_both_have_finished() {
    let mut state = after(&[Action::Rate { leaf: 0, code: 3 }, Action::Done { on: true }], 0);
    state = State { rater: Some(1), ..state }.reduce(&Action::Rate { leaf: 0, code: 1 });
    state.mode = Mode::Compare;
    assert!(state.is_hidden(0));
    assert!(!state.is_hidden(1));
    let both = state.reduce(&Action::Done { on: true });
    assert!(!both.is_hidden(0));
}

/// What is seen, one tag a line.
fn seen(mode: Mode, rater: Option<usize>, acts: &'static [&'static [Action]]) -> String {
    drawn(move || {
        let mut state = state(mode, None);
        for (rater, acts) in acts.iter().enumerate() {
            state.rater = Some(rater);
            for act in *acts {
                state = state.reduce(act);
            }
        }
        state.rater = rater;
        // One who assesses has not handed in yet.
        if mode == Mode::Assess {
            state = state.reduce(&Action::Done { on: false });
        }
        state.perspective = if mode == Mode::Assess { rater } else { None };
        state.reading = crate::reading::Reading::of(&state, None);
        state
    })
}

fn drawn(state: impl Fn() -> State + Send + 'static) -> String {
    let shown = move || crate::views::Shown { state: Some(Rc::new(state())) };
    let html = yew::ServerRenderer::<crate::views::Shell>::with_props(shown).hydratable(false).render();
    futures::executor::block_on(html).replace("><", ">\n<")
}

const SELF: &[Action] = &[
    Action::Rate { leaf: 0, code: 3 },
    Action::AddEvidence { leaf: 0 },
    Action::Tick { leaf: 1, practice: 0, on: true },
    Action::Tick { leaf: 1, practice: 1, on: true },
    Action::Rate { leaf: 2, code: 1 },
    Action::Done { on: true },
];
const SUPERVISOR: &[Action] =
    &[Action::Rate { leaf: 0, code: 1 }, Action::Rate { leaf: 2, code: 1 }, Action::AddStep, Action::Done { on: true }];

#[test]
fn assessing_is_seen() {
    insta::assert_snapshot!(seen(Mode::Assess, Some(0), &[SELF]));
}

#[test]
fn deciding_is_seen() {
    insta::assert_snapshot!(seen(Mode::Assess, Some(1), &[SELF, SUPERVISOR]));
}

#[test]
fn the_conversation_is_seen() {
    insta::assert_snapshot!(seen(Mode::Compare, Some(1), &[SELF, SUPERVISOR]));
}

#[test]
fn the_report_is_seen() {
    insta::assert_snapshot!(seen(Mode::Report, Some(0), &[SELF, SUPERVISOR]));
}

/// A scale without numbers: what rolls up on it comes to a level.
#[test]
fn a_text_of_markup_is_text() {
    let html = seen(Mode::Assess, Some(0), &[SELF]);
    assert!(html.contains("A small rubric &lt;b&gt;with markup&lt;/b&gt; {braces}"));
    assert!(!html.contains("<b>with markup"));
}

/// What a reader of a language types into a field for a number, as a file has it.
fn written(lang: &str, decimal: char, typed: &str) -> String {
    let state = State { lang: Rc::from(lang), decimal, ..State::default() };
    crate::book::written(&state, typed)
}

#[test]
fn a_number_is_read_where_it_is_clear_in_the_language_of_the_reader() {
    let same = [
        (" 82.5 ", "82.5"),
        ("82,5", "82.5"),
        ("1 000", "1000"),
        ("1\u{202F}000,5", "1000.5"),
        ("1'234.5", "1234.5"),
        ("1'000'000", "1000000"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1.000.000", "1000000"),
        ("-1,000,000", "-1000000"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("1234,125", "1234.125"),
        ("82.1250", "82.1250"),
        ("\u{661}\u{662}\u{66B}\u{665}", "12.5"),
        ("\u{6F1}\u{66C}\u{6F0}\u{6F0}\u{6F0}", "1000"),
        ("\u{661}\u{66B}\u{660}\u{660}\u{660}", "1.000"),
    ];
    let parted = [
        ("1 00", "1 00"),
        ("1,000,00", "1,000,00"),
        ("12 34 567", "12 34 567"),
        ("1,0 00", "1,0 00"),
        ("many", "many"),
    ];
    for (lang, decimal) in
        [("en", '.'), ("es", ','), ("es-MX", '.'), ("de", ','), ("fr", ','), ("de-CH", '.'), ("ar", '\u{66B}')]
    {
        for (typed, file) in same.iter().chain(&parted) {
            assert_eq!(written(lang, decimal, typed), *file, "{typed} in {lang}");
        }
    }
}

#[test]
fn a_sign_that_may_set_thousands_apart_is_never_guessed() {
    // The reader's own sign stands before decimals; Spanish alone does not say which that is.
    for (lang, decimal, typed, file) in [
        ("en", '.', "1.000", "1.000"),
        ("en", '.', "1,000", "1,000?"),
        ("es-MX", '.', "1.000", "1.000"),
        ("es-ES", ',', "1.000", "1.000?"),
        ("es-ES", ',', "1,000", "1.000"),
        ("es", ',', "1.000", "1.000?"),
        ("es", ',', "1,000", "1,000?"),
        ("de", ',', "82.125", "82.125?"),
        ("de", ',', "82,125", "82.125"),
    ] {
        assert_eq!(written(lang, decimal, typed), file, "{typed} in {lang}");
    }
    let limits = ("0".into(), "5000".into());
    assert_eq!(crate::book::number("1.000?", &limits), None);
    assert_eq!(crate::book::number("5000.000001", &limits), None);
    assert_eq!(crate::book::number("82.5", &limits).map(rubric_core::Decimal::millionths), Some(82_500_000));
    assert_eq!(crate::book::meanings(',', "1.000?"), Some(["1000".to_owned(), "1".to_owned()]));
    assert_eq!(crate::book::meanings(',', "82.120?"), Some(["82120".to_owned(), "82,12".to_owned()]));
    assert_eq!(crate::book::meanings('.', "82,125?"), Some(["82125".to_owned(), "82.1250".to_owned()]));
    assert_eq!(
        [crate::book::shown(',', "1.000?"), crate::book::shown(',', "82.5"), crate::book::shown(',', "82?")],
        ["1.000", "82,5", "82?"]
    );
}

#[test]
fn a_number_stands_as_it_is_typed_and_is_kept_as_files_have_it() {
    let asked = State { lang: Rc::from("es"), decimal: ',', ..state(Mode::Assess, Some(0)) };
    let leaf = asked.form().leaves.iter().position(|leaf| leaf.form == rubric_core::records::LeafForm::Number).unwrap();
    let shown = |state: &State| state.shown(("write", leaf, 0), &state.entry(leaf).text);
    let typed = asked.reduce(&Action::Write { leaf, text: "82.5".to_owned() });
    assert_eq!((shown(&typed).as_str(), &*typed.entry(leaf).text), ("82.5", "82.5"));
    let left = typed.reduce(&Action::Context { at: 1, text: "4,5".to_owned() });
    assert_eq!(shown(&left), "82,5");
    assert_eq!(&*left.book.context[1], "4.5");
    assert_eq!(left.shown(("context", 1, 0), &left.book.context[1]), "4,5");
    let doubtful = asked.reduce(&Action::Write { leaf, text: "1.000".to_owned() }).reduce(&Action::Next);
    assert_eq!(shown(&doubtful), "1.000");
    let json = doubtful.book.write(&doubtful.rubric.form).to_json();
    assert!(json.contains("\"1.000?\""), "{json}");
    let program = doubtful.rubric.program().unwrap();
    let read = read(&program, &json, Notation::Json);
    assert!(
        read.diagnostics.iter().any(|found| found.message().contains("`1.000?` for `survey` is not a number")),
        "{json}"
    );
}

/// A rubric of two domains with an indicator each, both of one title, and one indicator that caps the outcome.
const ALIKE: &str = "rubric alike \"Alike\" { version \"1\" scale s { low = 1 \"Low\" mid = 2 \"Middle\" high = 3 \"High\" } \
    answer gone \"Gone\" missing rater self \"Self\" needs 100% \
    domain first \"First\" { indicator plan \"Plan\" } domain second \"Second\" { indicator plan \"Plan\" } \
    indicator courage \"Courage\" \
    outcome o \"Outcome\" on s of mean(first, second) { high from 2.5 mid from 2 low otherwise at most mid when courage < high at most low when courage < mid } \
    strengths top 2 of indicators }";

fn alike(acts: &'static [Action]) -> String {
    drawn(move || acts.iter().fold(state_of(rubric(ALIKE), Mode::Assess, Some(0)), |state, act| state.reduce(act)))
}

#[test]
fn two_things_of_one_title_are_told_apart_where_they_stand_alone() {
    let html = alike(&[Action::Rate { leaf: 0, code: 2 }, Action::Rate { leaf: 1, code: 1 }]);
    assert!(html.contains("Plan (First) <span"), "{html}");
    assert!(html.contains("Plan (Second) <span"), "{html}");
    assert!(html.contains(">Plan<span class=\"hidden\"> (First)</span>"), "{html}");
    assert!(!html.contains("Courage ("), "{html}");
}

#[test]
fn an_outcome_says_where_one_level_is_left_and_where_none_is() {
    let [open, capped, never] = [
        alike(&[Action::Rate { leaf: 0, code: 2 }]),
        alike(&[Action::Rate { leaf: 0, code: 3 }, Action::Rate { leaf: 2, code: 2 }]),
        alike(&[Action::Rate { leaf: 0, code: 64 }, Action::Rate { leaf: 2, code: 3 }]),
    ];
    let tells = |html: &str| {
        ["Not known yet", "Nothing but Middle is possible any more.", "Cannot be known"]
            .map(|text| html.contains(&format!(">{text}<")))
    };
    let held = alike(&[Action::Rate { leaf: 2, code: 1 }]);
    assert!(
        held.contains(">Low</button>")
            && held.contains(">Held by: at most mid when courage &lt; high; at most low when courage &lt; mid<"),
        "{held}"
    );
    assert_eq!(tells(&open), [true, false, false], "{open}");
    assert_eq!(tells(&capped), [true, true, false], "{capped}");
    assert_eq!(tells(&never), [false, false, true], "{never}");
}

#[test]
fn the_page_gets_a_result_as_the_command_writes_it() {
    for acts in [&[][..], SELF, SUPERVISOR, &[Action::Judge { at: 0, level: 1 }]] {
        let state = after(acts, 0);
        let result = rubric_dsl::result::ResultFile { subject: "leader-01".to_owned(), ..state.reading.result.clone() };
        assert_eq!(
            crate::outside::result(&result).to_json(),
            rubric_dsl::files::to_json_line(&result).trim_end(),
            "{acts:?}"
        );
    }
}
