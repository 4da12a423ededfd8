#![allow(missing_docs)]
fn main() {
    let source = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
    let parsed = rubric_dsl::parse(&source);
    for d in &parsed.diagnostics {
        let p = rubric_dsl::position(&source, d.span().start);
        println!(
            "{}:{} {} {} [{:?}] {:?}",
            p.line,
            p.column,
            d.code(),
            d.message(),
            d.span().of(&source),
            d.help_text()
        );
    }
    let once = rubric_dsl::format(&parsed.file);
    let twice = rubric_dsl::format(&rubric_dsl::parse(&once).file);
    println!("{once}");
    assert_eq!(once, twice);
}
