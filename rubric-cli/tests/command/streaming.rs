//! Long tables: one result for each subject, in little memory.

use std::fs;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::process::{Child, Command, Stdio};

use crate::support::Workplace;

/// The subjects of the table, and the most kibibytes that scoring them may take. Memory that grew with the results
/// would be far above it.
const SUBJECTS: usize = 20_000;
const MOST: u64 = 60 << 10;

/// A table with a row for each of two raters of each subject; rows of one subject are not neighbours.
fn table(out: &mut impl Write, subjects: usize) {
    let levels = ["emerging", "developing", "proficient", "exemplary", ""];
    writeln!(out, "subject,rater,context.role,smart.data_use,smart.finish,healthy.belief,healthy.team,survey").unwrap();
    for rater in ["self", "supervisor"] {
        for at in 0..subjects {
            let level = |step: usize| levels[(at * step + step) % 5];
            writeln!(
                out,
                "leader-{at:06},{rater},assistant,{},{},{},{},{}",
                level(1).replace("emerging", "developing"),
                level(2),
                level(3),
                level(7),
                at % 101
            )
            .unwrap();
        }
    }
}

/// The most memory that a running program has had in kibibytes, as Linux tells it.
fn peak(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok())
}

/// Scores a table and holds the results to their number, their order and the memory they took.
fn scored(place: &Workplace, input: &str, feed: bool) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rubric"))
        .current_dir(place.path("."))
        .args(["score", "school.rubric", input, "--format", "jsonl"])
        .stdin(if feed { Stdio::piped() } else { Stdio::null() })
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let writer = child.stdin.take().map(|stdin| std::thread::spawn(|| table(&mut BufWriter::new(stdin), SUBJECTS)));
    let (mut lines, mut most) = (0, 0);
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        assert!(line.contains(&format!("\"subject\":\"leader-{lines:06}\"")), "{line}");
        lines += 1;
        if lines % 500 == 0 {
            most = peak(&child).unwrap_or(0).max(most);
        }
    }
    writer.into_iter().for_each(|writer| writer.join().unwrap());
    assert!(child.wait().unwrap().success());
    assert_eq!(lines, SUBJECTS);
    println!("{lines} subjects from {input} in {most} KiB");
    if cfg!(target_os = "linux") {
        assert!(most > 0 && most < MOST, "{most} KiB for {SUBJECTS} subjects from {input}");
    }
}

#[test]
fn a_long_table_is_scored_in_little_memory() {
    let place = Workplace::scoring();
    table(&mut BufWriter::new(fs::File::create(place.path("long.csv")).unwrap()), SUBJECTS);
    scored(&place, "long.csv", false);
    scored(&place, "-", true);
}
