//! `docs/program-format.md`: its tables are written from the declarations in `rubric-core`.
//!
//! When they differ, this test writes them and fails; run it again, look at what changed, and commit it. A change of an
//! existing record, code or section needs a new version of the format.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use rubric_core::{Extent, Header, Item, Program, Record, Row, SECTIONS, Section, VERSION, records};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/program-format.md");

/// The files of the core that declare what stands in a program.
const DECLARED: [&str; 6] = [
    include_str!("../../rubric-core/src/program.rs"),
    include_str!("../../rubric-core/src/records.rs"),
    include_str!("../../rubric-core/src/records/codes.rs"),
    include_str!("../../rubric-core/src/row.rs"),
    include_str!("../../rubric-core/src/value.rs"),
    include_str!("../../rubric-core/src/absence.rs"),
];

/// A field of a record or a value of a code, with what it means.
struct Line {
    name: String,
    what: String,
    means: String,
}

/// A declaration: `record! { Name { … } }`, `code! { Name { … } }`, `id! { Name(ty); … }` or `sections! { … }`.
#[derive(Default)]
struct Declared {
    records: Vec<(String, String, Vec<Line>)>,
    codes: Vec<(String, String, Vec<Line>)>,
    ids: BTreeMap<String, String>,
    sections: Vec<Line>,
}

fn declared() -> Declared {
    let mut all = Declared::default();
    for file in DECLARED {
        let mut lines = file.lines();
        while let Some(line) = lines.next() {
            let inside = lines.clone().take_while(|line| *line != "}").map(str::trim);
            match line {
                "record! {" => all.records.push(block(inside, field)),
                "code! {" => all.codes.push(block(inside, value)),
                "id! {" => {
                    all.ids.extend(inside.filter_map(|line| line.strip_suffix(");")?.split_once('(')).map(owned))
                }
                "sections! {" => all.sections = documented(inside, field),
                _ => {}
            }
        }
    }
    all
}

fn owned((a, b): (&str, &str)) -> (String, String) {
    (a.to_owned(), b.to_owned())
}

/// The documentation, name and lines of a record or code.
fn block<'l>(
    mut inside: impl Iterator<Item = &'l str>,
    line: fn(&str) -> Option<(String, String, String)>,
) -> (String, String, Vec<Line>) {
    let mut doc = Vec::new();
    for text in inside.by_ref() {
        if let Some(comment) = text.strip_prefix("///") {
            doc.push(comment.trim());
        } else if let Some(name) = text.strip_suffix(" {") {
            let lines = documented(inside, line);
            return (name.to_owned(), doc.join(" "), lines);
        }
    }
    panic!("a declaration without a name");
}

fn documented<'l>(
    inside: impl Iterator<Item = &'l str>,
    line: fn(&str) -> Option<(String, String, String)>,
) -> Vec<Line> {
    let (mut lines, mut doc) = (Vec::new(), Vec::new());
    for text in inside {
        if let Some(comment) = text.strip_prefix("///") {
            doc.push(comment.trim());
        } else if let Some((name, what, own)) = line(text) {
            let means = if own.is_empty() { doc.join(" ") } else { own };
            lines.push(Line { name, what, means });
            doc.clear();
        }
    }
    lines
}

/// `name: Type,` or `name: Type => Section,`, or in a list of sections `Name name: Type = 7,`.
fn field(text: &str) -> Option<(String, String, String)> {
    let (name, what) = text.strip_suffix(',')?.split_once(": ")?;
    Some((name.to_owned(), what.to_owned(), String::new()))
}

/// `Name = 7 "What it means.",`.
fn value(text: &str) -> Option<(String, String, String)> {
    let (name, rest) = text.strip_suffix("\",")?.split_once(" = ")?;
    let (code, means) = rest.split_once(" \"")?;
    Some((name.to_owned(), code.to_owned(), means.to_owned()))
}

impl Declared {
    /// The bytes that a type takes, and how the page calls it.
    fn size(&self, ty: &str) -> (usize, String) {
        match ty.split_once(" => ") {
            Some(("Run", section)) => return (8, format!("run of {section}")),
            Some((ty, _)) => return self.size(ty),
            None => {}
        }
        match ty {
            "u8" => (1, ty.to_owned()),
            "u16" => (2, ty.to_owned()),
            "u32" => (4, ty.to_owned()),
            "u64" | "i64" => (8, ty.to_owned()),
            "i128" => (16, ty.to_owned()),
            "Text" => (8, "text".to_owned()),
            "Run" => (8, "run".to_owned()),
            _ if self.codes.iter().any(|(name, ..)| name == ty) => (1, format!("code {ty}")),
            _ => match (self.ids.get(ty), ty.strip_prefix("[u8; ").and_then(|ty| ty.strip_suffix(']'))) {
                (Some(width), _) => {
                    (self.size(width).0, format!("{width}, {}", ty.trim_end_matches("Id").to_lowercase()))
                }
                (None, Some(bytes)) => (bytes.parse().unwrap(), format!("{bytes} bytes")),
                (None, None) => panic!("the page does not know how large {ty} is"),
            },
        }
    }

    fn record_size(&self, record: &str) -> usize {
        let (.., fields) = self.records.iter().find(|(name, ..)| name == record).expect("a declared record");
        fields.iter().map(|field| self.size(&field.what).0).sum()
    }

    fn record(&self, record: &str) -> String {
        let (.., fields) = self.records.iter().find(|(name, ..)| name == record).expect("a declared record");
        let mut table = String::from("| at | bytes | field | type | meaning |\n|---|---|---|---|---|\n");
        let mut at = 0;
        for field in fields {
            let (size, what) = self.size(&field.what);
            let means = plain(&field.means);
            let _ = writeln!(table, "| {at} | {size} | {} | {what} | {means} |", field.name);
            at += size;
        }
        table
    }

    fn code(&self, code: &str) -> String {
        let (.., values) = self.codes.iter().find(|(name, ..)| name == code).expect("a declared code");
        let mut table = String::from("| code | name | meaning |\n|---|---|---|\n");
        for value in values {
            let _ = writeln!(table, "| {} | {} | {} |", value.what, value.name, plain(&value.means));
        }
        table
    }

    /// Code, name, record and meaning of each section.
    fn sections(&self) -> Vec<(u8, String, String, String)> {
        let section = |line: &Line| {
            let (record, code) = line.what.split_once(" = ").expect("a section has a code");
            let name = line.name.split(' ').next().unwrap().to_owned();
            (code.parse().unwrap(), name, record.to_owned(), plain(&line.means))
        };
        self.sections.iter().map(section).collect()
    }

    /// The content behind a marker of the page.
    fn table(&self, marker: &str) -> String {
        if let Some(code) = marker.strip_prefix("code: ") {
            return self.code(code);
        }
        match marker.strip_prefix("table: ") {
            Some("sections") => self.section_table(),
            Some("records") => self.all_records(),
            Some("codes") => self.all_codes(),
            Some(record) => self.record(record),
            None => panic!("the page has an unknown marker {marker:?}"),
        }
    }

    fn section_table(&self) -> String {
        let mut table =
            String::from("| code | section | record | bytes each | what it holds |\n|---|---|---|---|---|\n");
        table.push_str("| 0 | Strings | | | Every text, end to end. |\n");
        for (code, name, record, means) in self.sections() {
            let _ = writeln!(table, "| {code} | {name} | {record} | {} | {means} |", self.record_size(&record));
        }
        table
    }

    fn all_records(&self) -> String {
        let mut text = String::new();
        for (name, doc, _) in self.records.iter().filter(|(name, ..)| name != "Header" && name != "Extent") {
            let _ = write!(text, "### {name}\n\n{}\n\n{}\n", plain(doc), self.record(name));
        }
        text.trim_end().to_owned() + "\n"
    }

    fn all_codes(&self) -> String {
        let mut text = String::new();
        for (name, doc, _) in self.codes.iter().filter(|(name, ..)| name != "Op" && name != "Place") {
            let _ = write!(text, "### {name}\n\n{}\n\n{}\n", plain(doc), self.code(name));
        }
        text.trim_end().to_owned() + "\n"
    }
}

/// A sentence of the documentation without links to code, safe in a table.
fn plain(text: &str) -> String {
    text.replace("[`MAGIC`]", "`RUBRIC`, 0x1A, 0x0A").replace("[`", "").replace("`]", "").replace('|', "\\|")
}

/// The page with every table as declared.
fn renewed(page: &str, declared: &Declared) -> String {
    let mut renewed = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let _ = writeln!(renewed, "{line}");
        let marker = line.strip_prefix("<!-- ").and_then(|line| line.strip_suffix(" -->"));
        if let Some(marker) = marker.filter(|marker| *marker != "end") {
            assert!(lines.by_ref().any(|line| line == "<!-- end -->"), "{marker:?} has no end");
            let _ = write!(renewed, "\n{}\n<!-- end -->\n", declared.table(marker));
        }
    }
    renewed
}

#[test]
fn the_tables_of_the_page_are_those_of_the_code() {
    let page = fs::read_to_string(PAGE).unwrap().replace('\r', "");
    let renewed = renewed(&page, &declared());
    if page != renewed {
        fs::write(PAGE, renewed).unwrap();
        panic!(
            "docs/program-format.md was not as rubric-core declares it and is written anew; look at it and run again"
        );
    }
}

#[test]
fn the_sizes_on_the_page_are_those_that_are_read() {
    let declared = declared();
    let mut sizes = vec![("Header", Header::SIZE), ("Extent", Extent::SIZE), ("Row", Row::SIZE), ("Item", Item::SIZE)];
    macro_rules! records {
        ($($Name:ident)*) => { sizes.extend([$((stringify!($Name), <records::$Name as Record>::SIZE)),*]) };
    }
    records! {
        Meta Note Scale Level Answer Counted Rater Share Context Choice Node Leaf Practice Measure Outcome Clause Cap
        Judged Rule Line Piece Rank Member Prior Number TableHead IndexEntry SourceSpan Series Walk
    }
    assert_eq!(sizes.len(), declared.records.len(), "a record is not looked at");
    for (name, size) in sizes {
        assert_eq!(declared.record_size(name), size, "{name}");
    }
}

#[test]
fn the_sections_on_the_page_are_those_of_a_program() {
    let sections = declared().sections();
    assert_eq!(sections.len() + 1, SECTIONS);
    for (section, (code, name, ..)) in Section::ALL.iter().zip(sections) {
        assert_eq!((*section as u8, format!("{section:?}")), (code, name));
    }
}

#[test]
fn a_program_is_laid_out_as_the_page_says() {
    let source = rubric_dsl::codes::FRAME.replace("STATEMENTS", "");
    let compiled = rubric_dsl::load(&source, None).compiled.unwrap();
    let bytes = compiled.bytes();
    assert_eq!(&bytes[..8], b"RUBRIC\x1A\n");
    let sections = usize::from(bytes[11]);
    assert_eq!(sections, SECTIONS);
    let word = |at: usize| usize::try_from(u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap())).unwrap();
    let behind = Header::SIZE + sections * Extent::SIZE;
    let mut end = 0;
    for section in 0..sections {
        let at = Header::SIZE + section * Extent::SIZE;
        assert_eq!(word(at), end, "section {section} does not follow the one before");
        end += word(at + 4);
    }
    assert_eq!(behind + end, bytes.len());
    assert!(Program::parse(bytes).is_ok());
}

#[test]
fn the_changelog_speaks_of_the_version_that_is_written() {
    let changelog = include_str!("../../CHANGELOG.md");
    assert!(changelog.contains(&format!("### Program format {VERSION}\n")));
}
