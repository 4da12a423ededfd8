//! Input that nobody should be given: it is refused with a word, or read for what it is, and nothing else happens.

use rubric_core::records::{Node, NodeId};
use rubric_core::{Extent, Header, Item, Op, Program, ProgramErrorKind, Record, Section};
use rubric_dsl::files::{Notation, read};
use rubric_dsl::{Diagnostic, full_title, has_errors, load};
use rubric_tests::hostile::{LAWS, assessment_files, format_keeps_meaning, mend, parse_never_fails};
use rubric_tests::random::Random;

const SMALL: &str = r#"rubric small "Small" {
  version "1"
  scale growth { low = 1 "Low" high = 2 "High" }
  rater supervisor "Supervisor"
  indicator a "A"
  indicator b "B"
  measure m = mean(a, b)
}
"#;

fn found(source: &str) -> Vec<Diagnostic> {
    parse_never_fails(source.as_bytes());
    load(source, None).diagnostics
}

fn codes(source: &str) -> Vec<String> {
    found(source)
        .iter()
        .filter(|found| has_errors(std::slice::from_ref(*found)))
        .map(|found| found.code().to_owned())
        .collect()
}

fn digest(source: &str) -> [u8; 32] {
    load(source, None).compiled.unwrap().program().unwrap().digest()
}

#[test]
fn byte_order_marks_returns_and_tabs_change_nothing() {
    let plain = digest(SMALL);
    for other in [
        format!("\u{FEFF}{SMALL}"),
        SMALL.replace('\n', "\r\n"),
        format!("\u{FEFF}{}", SMALL.replace('\n', "\r\n")),
        SMALL.replace("  ", "\t"),
        SMALL.replace('\n', " "),
        format!("\n\n{SMALL}\n\n# done"),
    ] {
        assert_eq!(codes(&other), Vec::<String>::new(), "{other:?}");
        assert_eq!(digest(&other), plain, "{other:?}");
        format_keeps_meaning(other.as_bytes());
    }
}

#[test]
fn hidden_characters_are_shown_and_refused() {
    for hidden in ['\0', '\u{1}', '\u{7F}', '\u{202E}', '\u{2066}', '\u{200B}', '\u{FEFF}', '\u{A0}'] {
        for place in [
            SMALL.replace("measure m", &format!("measure {hidden} m")),
            SMALL.replace("\"Supervisor\"", &format!("\"Super{hidden}visor\"")),
        ] {
            let errors = codes(&place);
            let in_text = place.contains(&format!("Super{hidden}"));
            // In a text some of them have their use.
            let useful = in_text && ['\u{A0}', '\u{200B}', '\u{FEFF}'].contains(&hidden);
            assert!(!errors.is_empty() || useful, "{hidden:?} in {place:?}");
        }
        parse_never_fails(SMALL.replace("\"1\"", &format!("\"1\" # {hidden}")).as_bytes());
    }
    let comment = codes(&SMALL.replace("\"1\"", "\"1\" # \u{202E}}"));
    assert!(!comment.is_empty(), "text that runs the other way hides what a comment covers");
}

#[test]
fn every_cut_of_a_rubric_and_of_an_assessment_is_answered() {
    let whole = include_str!("../rubrics/school_leader.rubric");
    for end in (0..whole.len()).step_by(41).filter(|end| whole.is_char_boundary(*end)) {
        assert!(has_errors(&found(&whole[..end])), "cut at {end} and taken for whole");
    }
    let compiled = load(SMALL, None).compiled.unwrap();
    let program = compiled.program().unwrap();
    let sheet = r#"{ "format": "rubric-assessment/1", "rubric": "small", "version": "1", "subject": "leader-01",
  "responses": [ { "rater": "supervisor", "ratings": { "a": "low", "b": { "level": "high", "comment": "said" } } } ] }"#;
    assert!(read(&program, sheet, Notation::Json).diagnostics.is_empty());
    for end in 0..sheet.len() {
        let found = read(&program, &sheet[..end], Notation::Json);
        assert!(found.subjects.is_empty() && !found.diagnostics.is_empty(), "cut at {end} and taken for whole");
    }
}

#[test]
fn noise_is_answered_by_every_law() {
    let mut random = Random::new(3);
    let whole = include_str!("../rubrics/school_leader.rubric").as_bytes();
    for round in 0..600 {
        let length = random.below(400);
        let mut noise: Vec<u8> = (0..length).map(|_| random.number().to_le_bytes()[0]).collect();
        if round % 2 == 0 {
            // Pieces of a rubric out of order are more like one than noise is.
            noise = (0..8)
                .flat_map(|_| {
                    let at = random.below(whole.len() - 60);
                    whole[at..at + random.below(60)].to_vec()
                })
                .collect();
        }
        for (_, law) in LAWS {
            law(&noise);
        }
    }
}

#[test]
fn deep_nesting_is_refused_and_not_followed() {
    for depth in [65, 1_000, 60_000] {
        let around = |open: &str, close: &str| {
            SMALL.replace("mean(a, b)", &format!("{}a{}", open.repeat(depth), close.repeat(depth)))
        };
        for deep in [around("(", ")"), around("abs(", ")"), around("-", ""), around("min(a, ", ")"), around("- (", ")")]
        {
            assert!(codes(&deep).contains(&"RB702".to_owned()), "{depth} deep: {:?}", codes(&deep));
        }
        assert!(has_errors(&found(&"{".repeat(depth))));
        assert!(has_errors(&found(&format!("rubric r \"R\" {}", "domain d \"D\" {".repeat(depth)))));
        for notation in [Notation::Json, Notation::Ron] {
            let compiled = load(SMALL, None).compiled.unwrap();
            let program = compiled.program().unwrap();
            for open in ["[", "{\"a\":", "(a:", "[[", "Some("] {
                let answer = read(&program, &open.repeat(depth), notation);
                assert!(answer.subjects.is_empty() && !answer.diagnostics.is_empty(), "{open} {depth} as {notation:?}");
            }
        }
    }
    let long = SMALL.replace("mean(a, b)", &format!("a{}", " + b".repeat(20_000)));
    parse_never_fails(long.as_bytes());
    let not = SMALL.replace("measure m = mean(a, b)", &format!("flag f \"F\" when {}a > 1", "not ".repeat(50_000)));
    assert!(codes(&not).contains(&"RB702".to_owned()), "{:?}", codes(&not));
}

#[test]
fn assessments_that_are_not_for_this_rubric_are_refused() {
    let compiled = load(SMALL, None).compiled.unwrap();
    let program = compiled.program().unwrap();
    let sheet = r#"{ "format": "rubric-assessment/1", "rubric": "small", "version": "1", "subject": "leader-01",
  "responses": [ { "rater": "supervisor", "ratings": { "a": "low" } } ] }"#;
    for (right, wrong) in [
        ("rubric-assessment/1", "rubric-assessment/2"),
        ("\"rubric\": \"small\"", "\"rubric\": \"large\""),
        ("\"version\": \"1\"", "\"version\": \"2\""),
        ("\"rater\": \"supervisor\"", "\"rater\": \"principal\""),
        ("\"responses\"", "\"response\""),
        ("\"low\"", "\"lowest\""),
        ("\"low\"", "[\"low\"]"),
        ("\"low\"", "{ \"level\": \"low\", \"answer\": \"no\" }"),
        ("\"a\"", "\"c\""),
        ("\"leader-01\"", "{}"),
    ] {
        let found = read(&program, &sheet.replace(right, wrong), Notation::Json);
        assert!(!found.diagnostics.is_empty(), "{wrong} was taken");
        assert!(found.subjects.iter().all(|subject| subject.sheet.is_none()), "{wrong} was scored");
    }
}

#[test]
fn tables_with_every_kind_of_damage_are_answered() {
    let compiled = load(SMALL, None).compiled.unwrap();
    let program = compiled.program().unwrap();
    let clean = |text: &str| {
        let found = read(&program, text, Notation::Csv);
        found.diagnostics.is_empty() && found.subjects.len() == 1
    };
    for text in [
        "subject,rater,a\nleader-01,supervisor,low\n",
        "\u{FEFF}subject,rater,a\r\nleader-01,supervisor,low\r\n",
        "\"subject\",\"rater\",\"a\"\n\"leader-01\",\"supervisor\",\"low\"",
        "a,rater,subject\nlow,supervisor,leader-01\n\n\n",
        "subject, rater ,a\n leader-01 , supervisor , low \n",
    ] {
        assert!(clean(text), "{text:?}");
    }
    for text in [
        "subject,rater,a\nleader-01,supervisor,lo\0w\n",
        "subject,rater,a\nleader-01,supervisor,\"low\n",
        "subject,rater,a\nleader-01,supervisor,low,high\n",
        "subject,rater,a\nleader-01\n",
        "subject,rater,a,a\nleader-01,supervisor,low,low\n",
        "subject,a\nleader-01,low\n",
        "rater,a\nsupervisor,low\n",
        "subject,rater,c\nleader-01,supervisor,low\n",
        "subject,rater,a#comments\nleader-01,supervisor,low\n",
        "subject,rater,a#evidence\nleader-01,supervisor,-1\n",
        "subject,rater,a#evidence\nleader-01,supervisor,1001\n",
        "subject,rater,a#practices\nleader-01,supervisor,x\n",
        "subject;rater;a\nleader-01;supervisor;low\n",
    ] {
        let found = read(&program, text, Notation::Csv);
        assert!(!found.diagnostics.is_empty(), "{text:?} was taken");
        assert!(found.subjects.iter().all(|subject| subject.sheet.is_none()), "{text:?} was scored");
    }
    for first in ["0", "1", "2", "3", "4"] {
        assessment_files(format!("{first}\u{202E}subject\0,rater\n").as_bytes());
    }
}

/// Where the records of a section begin in a program.
fn begin(bytes: &[u8], section: Section) -> usize {
    let extent = Extent::read(&bytes[Header::SIZE + section as usize * Extent::SIZE..]);
    Header::SIZE + rubric_core::SECTIONS * Extent::SIZE + extent.start as usize
}

#[test]
fn a_weight_where_nothing_is_weighed_is_refused() {
    let compiled = load(&SMALL.replace("mean(a, b)", "max(a, b)"), None).compiled.unwrap();
    let program = compiled.program().unwrap();
    let head = program.tables().iter().find(|head| !head.rater.is_some()).unwrap();
    let (at, row) = program.table(None).unwrap().rows().find(|(_, row)| row.op == Op::Fold).unwrap();
    let mut bytes = compiled.bytes().to_vec();
    let item = begin(&bytes, Section::Items) + (head.items.first() + row.items as usize) * Item::SIZE;
    bytes[item + Item::SIZE - size_of::<i64>()] = 2;
    mend(&mut bytes);
    let refused = Program::parse(&bytes).map(|_| ()).map_err(|error| error.kind());
    assert_eq!(refused, Err(ProgramErrorKind::Row(u16::try_from(at.index()).unwrap())));
}

/// In a program from elsewhere each indicator stands in the one before it, and all have one title.
#[test]
fn nodes_in_nodes_without_end_are_told_in_a_few_words() {
    let indicators: String = (0..4_000).map(|at| format!("indicator i{at} \"Same\"\n")).collect();
    let source = format!(
        "rubric deep \"Deep\" {{ version \"1\" scale growth {{ low = 1 \"Low\" high = 2 \"High\" }} rater self \"Self\"\n{indicators}}}"
    );
    let mut bytes = load(&source, None).compiled.unwrap().bytes().to_vec();
    let first = begin(&bytes, Section::Nodes);
    for at in 1..4_000 {
        let place = first + at * Node::SIZE..first + (at + 1) * Node::SIZE;
        let node = Node { parent: NodeId::new(at - 1), ..Node::read(&bytes[place.clone()]) };
        let mut written = Vec::new();
        node.write(&mut written);
        bytes[place].copy_from_slice(&written);
    }
    mend(&mut bytes);
    let program = Program::parse(&bytes).unwrap();
    assert_eq!(full_title(&program, NodeId::new(0)), "Same");
    assert_eq!(full_title(&program, NodeId::new(3_999)), "Same (Same (Same))");
}
