//! Writes what the engines of other machines are tried with: a bundle of cases, the digests that this machine gives, and
//! the common rubric's program.
//!
//! `cases FOLDER COUNT RUBRIC...`: `COUNT` rubrics are made by chance beside those given.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use rubric_cases::Memory;
use rubric_tests::cases::{bare, bundle};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("a folder is wanted")?);
    let generated = arguments.next().ok_or("a count is wanted")?.parse()?;
    let rubrics: Vec<String> = arguments.map(fs::read_to_string).collect::<Result<_, _>>()?;
    fs::create_dir_all(&folder)?;
    let bundle = bundle(&rubrics, generated);
    let mut digests = String::new();
    let mut memory = Box::new(Memory::BLANK);
    let mut unread = 0;
    rubric_cases::each(&bundle, &mut memory, |digest| match digest {
        Some(digest) => {
            let _ = writeln!(digests, "{digest:016x}");
        }
        None => unread += 1,
    });
    if unread > 0 {
        return Err(format!("{unread} cases could not be evaluated").into());
    }
    let common =
        rubric_dsl::load(&rubric_benches::common::text(6), None).compiled.ok_or("the common rubric is refused")?;
    fs::write(folder.join("cases.bin"), &bundle)?;
    fs::write(folder.join("common.rbc"), bare(&common))?;
    fs::write(folder.join("expected.txt"), &digests)?;
    println!("{} cases of {} rubrics", digests.lines().count(), rubrics.len() + generated);
    Ok(())
}
