//! Overlays: which texts they reach, by which keys, and what a translation may not lose.

use rubric_dsl::files::{Notation, read_overlay, write_overlay};
use rubric_dsl::{Overlay, load, parse, texts};

/// A rubric with a text of every kind.
const RUBRIC: &str = r#"rubric small "Small" {
  version "1.2.0"
  about "What it is for."
  terms {
    domain "Standard"
  }
  scale growth {
    low  = 1 "Low"
    high = 2 "High"
  }
  answer unseen "Not seen" missing
  rater self       "Self"
  rater supervisor "Supervisor"
  context role "Role" {
    teacher "Teacher"
    leader  "Leader"
  }
  setting floor "Floor" = 1 from 1 to 2
  require floor <= 1.5 "The floor is too high."
  domain work "Work" {
    about "What is done."
    ask   "What did you do?"
    indicator aim "Aims" only when role is leader {
      low  "Aims low."
      high "Aims high."
      ask  "At what?"
      ask  "Why?"
    }
    indicator plan "Plans" cumulative {
      high {
        writes "Writes a plan"
      }
    }
  }
  narrative story "Tell a story."
  measure points "Points" = work
  outcome overall "Overall" of points {
    level good "Good"
    level weak "Weak"
    good from 1.5
    weak otherwise
    at most weak when aim < floor because "Aim first."
  }
  judged decision "Decision" on growth by supervisor {
    at most low when aim < 2 because "Not yet."
  }
  flag behind "{work} is {work.score}" when work < 2
  for each c in indicators {
    advise grow "Grow in {c}" when c < 2 {
      priority 2
      say      "Begin."
      ask      "How?"
      say      "Go on."
      link     "https://example.org" "Guide"
    }
  }
}
"#;

const KEYS: [&str; 37] = [
    "title",
    "about",
    "terms.domain",
    "scale.growth.low",
    "scale.growth.high",
    "answer.unseen",
    "rater.self",
    "rater.supervisor",
    "context.role",
    "context.role.teacher",
    "context.role.leader",
    "setting.floor",
    "require.1",
    "work",
    "work.about",
    "work.ask.1",
    "work.aim",
    "work.aim.low",
    "work.aim.high",
    "work.aim.ask.1",
    "work.aim.ask.2",
    "work.plan",
    "work.plan.high.writes",
    "story",
    "measure.points",
    "outcome.overall",
    "outcome.overall.good",
    "outcome.overall.weak",
    "outcome.overall.because.1",
    "judged.decision",
    "judged.decision.because.1",
    "flag.behind",
    "advise.grow",
    "advise.grow.say.1",
    "advise.grow.ask.1",
    "advise.grow.say.2",
    "advise.grow.link.1",
];

/// An overlay with the given labels.
fn labelled(labels: &[(&str, &str)]) -> Overlay {
    let labels = labels.iter().map(|(key, label)| ((*key).to_owned(), (*label).to_owned())).collect();
    Overlay { labels, language: Some("es".to_owned()), ..Overlay::default() }
}

fn codes(source: &str, overlay: &Overlay) -> Vec<String> {
    let found = load(source, Some(overlay)).diagnostics;
    found.iter().map(|found| format!("{} {}", found.code(), found.message())).collect()
}

#[test]
fn every_text_has_one_key() {
    assert!(load(RUBRIC, None).model.is_some(), "{:?}", load(RUBRIC, None).diagnostics);
    let texts = texts(&parse(RUBRIC).file);
    let keys: Vec<&str> = texts.iter().map(|text| text.key.as_str()).collect();
    assert_eq!(keys, KEYS);
    // Every text in quotes is among them, save the version and the address of a link.
    let quoted = RUBRIC.matches('"').count() / 2;
    assert_eq!(texts.len(), quoted - 2);
}

#[test]
fn a_translation_reaches_everything_that_is_shown() {
    let parsed = parse(RUBRIC);
    let texts = texts(&parsed.file);
    let labels = texts.iter().map(|text| (text.key.clone(), format!("«{}»", text.text))).collect();
    let overlay = Overlay { labels, language: Some("es".to_owned()), ..Overlay::default() };
    let loaded = load(RUBRIC, Some(&overlay));
    let model = loaded.model.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics));
    assert_eq!(model.language, "es");
    let shown = format!("{model:?}");
    for text in texts.iter().filter(|text| !text.key.starts_with("require") && !text.text.contains('{')) {
        assert!(shown.contains(&format!("«{}»", text.text)), "{} stays as it was", text.key);
    }
    let program = loaded.compiled.unwrap();
    assert!(String::from_utf8_lossy(program.bytes()).contains("«Grow in «Aims»»"));
}

#[test]
fn an_overlay_reads_alike_in_both_notations_and_comes_back_as_it_was() {
    let parsed = parse(RUBRIC);
    let texts = texts(&parsed.file);
    let mut overlay = labelled(&[("title", "Pequeña \"rúbrica\"\ncon {dos} líneas"), ("work", "Trabajo")]);
    overlay.settings.insert("floor".to_owned(), Overlay::value("133.333333%").unwrap());
    for notation in [Notation::Ron, Notation::Json] {
        let written = write_overlay(notation, &parsed.file, &texts, &overlay);
        let read = read_overlay(&written, &parsed.file).unwrap_or_else(|found| panic!("{written}\n{found:?}"));
        assert_eq!(read.settings.get("floor"), overlay.settings.get("floor"));
        assert_eq!(read.language.as_deref(), Some("es"));
        assert!(overlay.labels.iter().all(|(key, label)| read.labels.get(key) == Some(label)));
        assert_eq!(read.labels.get("story").map(String::as_str), Some("Tell a story."));
        assert!(read.coverage(&texts).missing.is_empty());
    }
}

#[test]
fn what_a_translation_lacks_and_has_too_much_is_told() {
    let texts = texts(&parse(RUBRIC).file);
    let overlay = labelled(&[("title", " "), ("work", "Trabajo"), ("wrok", "Trabajo")]);
    let coverage = overlay.coverage(&texts);
    assert_eq!(coverage.superfluous, ["wrok"]);
    assert_eq!(coverage.missing.len(), texts.len() - 1);
    assert_eq!(coverage.missing.first().map(|text| text.key.as_str()), Some("title"));
}

#[test]
fn a_place_that_is_lost_or_added_is_an_error() {
    let cases = [
        ("flag.behind", "{work} va mal", "has lost `{work.score}`"),
        ("flag.behind", "{work}: {work.score}, {story}", "adds `{story}`"),
        ("advise.grow", "Crezca", "has lost `{c}`"),
        ("advise.grow.say.1", "Empiece con {c}", "adds `{c}`"),
        ("work.aim.low", "Apunta {bajo}", "adds `{bajo}`"),
    ];
    for (key, label, said) in cases {
        let found = codes(RUBRIC, &labelled(&[(key, label)]));
        assert_eq!(found, [format!("RB608 the overlay's label `{key}` {said}")]);
    }
    let sound = labelled(&[("flag.behind", "{work.score} tiene {work}: { no }")]);
    assert_eq!(codes(RUBRIC, &sound), codes(RUBRIC, &Overlay::default()));
}

#[test]
fn a_key_that_belongs_to_two_texts_cannot_be_labelled() {
    let source = RUBRIC
        .replace("measure points", "domain flag \"Flags\" {\n    indicator behind \"Behind\"\n  }\n  measure points");
    let found = codes(&source, &labelled(&[("flag.behind", "{work} {work.score}")]));
    assert!(found.iter().any(|found| found.starts_with("RB608") && found.contains("two texts")), "{found:?}");
}

#[test]
fn a_misspelt_key_gets_the_nearest_one() {
    let found = load(RUBRIC, Some(&labelled(&[("rater.superviser", "Jefa"), ("sources.1", "Fuente")]))).diagnostics;
    let told: Vec<(&str, Option<&str>)> = found.iter().map(|found| (found.code(), found.help_text())).collect();
    assert!(told.contains(&("RB604", Some("did you mean `rater.supervisor`?"))), "{told:?}");
    assert!(told.contains(&("RB604", Some("`rubric texts` lists the keys"))), "{told:?}");
}

#[test]
fn versions_are_a_range_or_the_same_words() {
    for (range, version, within) in [
        ("1.2.0", "1.9.3", true),
        (">=1.2, <2", "2.0.0", false),
        ("=1.2.0", "1.2.1", false),
        ("2026", "2026", true),
        ("2026", "2027", false),
    ] {
        assert_eq!(Overlay::covers(range, version), within, "{range} {version}");
    }
}

/// Every limit with up to three numbers, and pairs of limits, for every version of small numbers.
#[test]
fn ranges_of_versions_mean_what_they_mean_to_cargo() {
    let numbers = ["0", "1", "2", "10", "01", "*", "", "x1"];
    let mut bare: Vec<String> = numbers.map(str::to_owned).to_vec();
    for places in [1, 2] {
        let longer = bare.iter().filter(|text| text.matches('.').count() + 1 == places).cloned();
        let longer: Vec<_> = longer.flat_map(|text| numbers.map(|number| format!("{text}.{number}"))).collect();
        bare.extend(longer);
    }
    bare.push("1.2.0.1".to_owned());
    let mut ranges: Vec<String> = ["", "=", "<", "<=", ">", ">= ", "~", "^", "==", "=>"]
        .iter()
        .flat_map(|how| bare.iter().map(move |bare| format!("{how}{bare}")))
        .collect();
    ranges.extend([">=1.2, <2", ">=1.2 , <2,", ">=1 <2", " ^1", "1,2", "~0.1,!1", ",", ">=0,<1,1"].map(str::to_owned));
    let parts = ["0", "1", "2", "10"];
    let versions = parts.iter().flat_map(|a| parts.iter().flat_map(move |b| parts.map(|c| format!("{a}.{b}.{c}"))));
    for version in versions.chain(["1", "1.2", "01.2.0", "1.2.0.0", ""].map(str::to_owned)) {
        for range in &ranges {
            let within = match (semver::VersionReq::parse(range), semver::Version::parse(&version)) {
                (Ok(range), Ok(version)) => range.matches(&version),
                _ => *range == version,
            };
            assert_eq!(Overlay::covers(range, &version), within, "`{range}` of `{version}`");
        }
    }
}
