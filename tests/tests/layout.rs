//! The one layout: it is stable, keeps every comment, and never changes what a rubric does.

use rubric_dsl::codes::{ALL, FRAME, Frame};
use rubric_tests::generate::rubric;
use rubric_tests::hostile::format_keeps_meaning;
use rubric_tests::random::Random;

/// The text with comments put in by chance: behind a line, on lines of their own, with blank lines around.
fn commented(random: &mut Random, source: &str) -> String {
    let mut text = String::new();
    for (at, line) in source.lines().enumerate() {
        match random.below(8) {
            0 => text += &format!("# before {at}\n{line}\n"),
            1 => text += &format!("{line} # behind {at}\n"),
            2 => text += &format!("\n\n  # apart {at}\n\n{line}\n"),
            3 => text += &format!("{line}   #{at} \"quoted\" {{ }}\n#\n"),
            _ => text += &format!("{line}\n"),
        }
    }
    text
}

/// The text with its white space changed by chance: line ends to blanks and blanks to line ends, where no text is open.
fn respaced(random: &mut Random, source: &str) -> String {
    let mut text = String::new();
    for line in source.lines() {
        let comment = line.contains('#');
        let mut open = false;
        for character in line.chars() {
            open ^= character == '"';
            let broken = character == ' ' && !open && !comment && random.once_in(6);
            text.push(if broken { '\n' } else { character });
        }
        text.push_str(if comment || !random.once_in(3) { "\n" } else { "  \t" });
    }
    text
}

#[test]
fn printing_keeps_comments_and_meaning_however_the_text_was_set() {
    let mut random = Random::new(5);
    for seed in 0..1_200 {
        let source = rubric(seed);
        match seed % 3 {
            0 => format_keeps_meaning(source.as_bytes()),
            1 => format_keeps_meaning(commented(&mut random, &source).as_bytes()),
            _ => {
                let spaced = respaced(&mut random, &source);
                format_keeps_meaning(commented(&mut random, &spaced).as_bytes());
            }
        }
    }
}

#[test]
fn comments_between_any_two_words_are_kept() {
    let source = include_str!("../rubrics/school_leader.rubric");
    let blanks: Vec<usize> = source.match_indices(' ').map(|(at, _)| at).collect();
    let mut random = Random::new(11);
    for _ in 0..400 {
        let mut text = source.to_owned();
        let mut places: Vec<usize> = (0..4).map(|_| blanks[random.below(blanks.len())]).collect();
        places.sort_unstable();
        for (number, at) in places.iter().rev().enumerate() {
            text.insert_str(*at, &format!(" # put in {number}\n"));
        }
        format_keeps_meaning(text.as_bytes());
    }
}

#[test]
fn what_the_guide_and_the_rules_show_can_be_laid_out() {
    for rule in ALL.iter().filter(|rule| rule.frame != Frame::Other) {
        for example in [rule.good, rule.bad] {
            format_keeps_meaning(rule.file(example).as_bytes());
        }
    }
}

#[test]
fn every_block_of_the_documentation_can_be_laid_out() {
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("docs");
    for entry in std::fs::read_dir(docs).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let page = std::fs::read_to_string(path).unwrap();
        for block in page.split("\n```").skip(1).step_by(2).filter_map(|block| block.strip_prefix("rubric")) {
            let text = block.split_once('\n').map_or("", |(_, text)| text);
            format_keeps_meaning(text.as_bytes());
            format_keeps_meaning(FRAME.replace("STATEMENTS", text).as_bytes());
        }
    }
}
