#![allow(missing_docs)]
fn main() {
    let source = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
    let loaded = rubric_dsl::load(&source, None);
    for d in &loaded.diagnostics {
        let p = rubric_dsl::position(&source, d.span().start);
        println!(
            "{}:{} {} {} {} [{:?}] {:?}",
            p.line,
            p.column,
            d.severity().word(),
            d.code(),
            d.message(),
            d.span().of(&source),
            d.help_text()
        );
    }
    let Some(model) = loaded.model else { return };
    let compiled = loaded.compiled.unwrap();
    let program = compiled.program().unwrap();
    println!("{} bytes, width {:?}", compiled.bytes().len(), program.width());
    for t in rubric_dsl::trials(&model) {
        println!("{} {:?}", t.title, t.failures);
    }
    for e in &model.examples {
        let sheet = rubric_dsl::Sheet::of_example(&program, e);
        let r = rubric_dsl::score(&program, e.perspective, &sheet, "leader-01").unwrap();
        println!("{r:#?}");
    }
}
