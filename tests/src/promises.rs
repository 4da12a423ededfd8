//! Rubrics with promises made by chance: small ones, whose assessments can be gone through one by one, and large ones.

use std::fmt::Write;

use crate::random::Random;

/// A rubric of a few leaves, with promises of every kind.
#[must_use]
pub fn small(seed: u64) -> String {
    let random = Random::new(seed);
    Maker { random, text: String::new(), leaves: Vec::new(), groups: Vec::new(), levels: 3, role: false, share: false }
        .small()
}

/// A rubric of 24 to 60 indicators, as a district might write it, with promises of every kind.
#[must_use]
pub fn large(seed: u64) -> String {
    let random = Random::new(seed ^ 0x001A_46E5);
    Maker { random, text: String::new(), leaves: Vec::new(), groups: Vec::new(), levels: 4, role: false, share: false }
        .large()
}

struct Maker {
    random: Random,
    text: String,
    leaves: Vec<String>,
    groups: Vec<String>,
    levels: usize,
    /// Whether there is a context value `role`.
    role: bool,
    /// Whether there is a number `share`.
    share: bool,
}

const LEVELS: [&str; 5] = ["none", "low", "mid", "high", "top"];

impl Maker {
    fn line(&mut self, line: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{line}");
    }

    fn word(&mut self, words: &[&'static str]) -> &'static str {
        self.random.word(words)
    }

    fn head(&mut self) {
        self.line("rubric made \"Made by chance\" {\n  version \"1\"");
        self.line("  scale main {");
        let mut value = self.random.below(2);
        for level in LEVELS.iter().take(self.levels) {
            self.line(&format!("    {level} = {value} \"{level}\""));
            value += self.random.from_to(1, 2);
        }
        self.line("  }");
    }

    fn small(mut self) -> String {
        self.levels = self.random.from_to(2, 4);
        self.head();
        if self.random.once_in(3) {
            let policy = self.word(&["left out", "missing", "counts as low"]);
            self.line(&format!("  answer other \"Other\" {policy}"));
        }
        let combined = self.random.once_in(4);
        if combined {
            let optional = self.word(&["", " optional"]);
            self.line(&format!("  rater one \"One\"\n  rater two \"Two\"\n  combine one 3, two 1{optional}"));
        } else {
            self.line("  rater one \"One\"");
        }
        self.role = self.random.once_in(3);
        if self.role {
            self.line("  context role \"Role\" { first \"First\" second \"Second\" }");
        }
        for group in 0..self.random.from_to(1, 2) {
            let options = self.group_options();
            self.line(&format!("  domain d{group} \"Domain\"{options} {{"));
            self.groups.push(format!("d{group}"));
            for _ in 0..self.random.from_to(1, 2) {
                self.leaf("    ");
            }
            self.line("  }");
        }
        self.share = self.random.once_in(5);
        if self.share {
            self.line("  number share \"Share\" from 0 to 4");
        }
        self.outcomes();
        self.promises();
        self.line("}");
        self.text
    }

    fn large(mut self) -> String {
        self.levels = self.random.from_to(3, 5);
        self.head();
        if self.random.once_in(2) {
            self.line("  answer not_applicable \"Does not apply\" left out");
        }
        if self.random.once_in(3) {
            self.line("  answer not_observed \"Not observed\" missing");
        }
        self.line("  rater one \"One\"");
        self.role = self.random.once_in(3);
        if self.role {
            self.line("  context role \"Role\" { first \"First\" second \"Second\" }");
        }
        let wanted = self.random.from_to(24, 60);
        let domains = self.random.from_to(2, 6);
        for domain in 0..domains {
            let options = self.group_options();
            self.line(&format!("  domain d{domain} \"Domain\"{options} {{"));
            self.groups.push(format!("d{domain}"));
            let here = wanted / domains + usize::from(domain < wanted % domains);
            let nested = self.random.once_in(2);
            let mut left = here;
            let mut group = 0;
            while left > 0 {
                let size = if nested { left.min(self.random.from_to(2, 5)) } else { left };
                if nested {
                    let options = self.group_options();
                    self.line(&format!("    competency k{domain}_{group} \"Competency\"{options} {{"));
                }
                for _ in 0..size {
                    self.leaf("      ");
                }
                if nested {
                    self.line("    }");
                }
                left -= size;
                group += 1;
            }
            self.line("  }");
        }
        self.outcomes();
        self.promises();
        self.line("}");
        self.text
    }

    fn group_options(&mut self) -> String {
        let mut options = String::new();
        if self.random.once_in(2) {
            options += &format!(" weight {}", self.word(&["1", "2", "3", "0.5"]));
        }
        if self.random.once_in(3) {
            options += &format!(" needs {}", self.word(&["50%", "75%", "100%"]));
        }
        if self.random.once_in(4) {
            options += &format!(" rolls up by {}", self.word(&["sum", "median", "lowest", "highest", "median high"]));
        }
        if self.role && self.random.once_in(6) {
            options += " only when role is first";
        }
        options
    }

    fn leaf(&mut self, indent: &str) {
        let name = format!("i{}", self.leaves.len());
        let weight = if self.random.once_in(4) { " weight 2" } else { "" };
        self.line(&format!("{indent}indicator {name} \"Indicator\"{weight}"));
        self.leaves.push(name);
    }

    fn outcomes(&mut self) {
        if self.random.once_in(3) {
            let number = self.number(2);
            self.line(&format!("  measure m \"Measure\" = {number}"));
        }
        self.outcome("o0");
        if self.random.once_in(2) {
            self.outcome("o1");
        }
    }

    fn outcome(&mut self, name: &str) {
        let of = if self.random.once_in(2) { "mean(domains)".to_owned() } else { self.number(2) };
        self.line(&format!("  outcome {name} \"Outcome\" on main of {of} {{"));
        for level in (1..self.levels).rev() {
            let level_name = LEVELS[level];
            if self.random.once_in(5) {
                let condition = self.condition(1, name);
                self.line(&format!("    {level_name} when {condition}"));
            } else {
                let tail = self.word(&["0", "25", "5"]);
                self.line(&format!("    {level_name} from {level}.{tail}"));
            }
        }
        self.line("    none otherwise");
        if self.random.once_in(2) {
            let condition = self.condition(1, name);
            self.line(&format!("    at most low when {condition}"));
        }
        if self.random.once_in(5) {
            let condition = self.condition(1, name);
            self.line(&format!("    at least low when {condition}"));
        }
        self.line("  }");
    }

    fn promises(&mut self) {
        self.line("  promise o0 never falls when a rating rises");
        self.line("  promise o0 reaches every level");
        for _ in 0..2 {
            let how = self.word(&["never", "always"]);
            let condition = match self.random.below(3) {
                0 => {
                    let (level, other) = (self.level(), self.condition(1, ""));
                    format!("o0 >= {level} and {other}")
                }
                1 => {
                    let (level, other) = (self.level(), self.condition(1, ""));
                    format!("not (o0 is {level}) or ({other})")
                }
                _ => self.condition(2, ""),
            };
            self.line(&format!("  promise {how} ({condition})"));
        }
    }

    fn level(&mut self) -> &'static str {
        LEVELS[self.random.below(self.levels)]
    }

    fn one_leaf(&mut self) -> String {
        let leaves = self.leaves.clone();
        self.random.one_of(&leaves).cloned().unwrap_or_default()
    }

    fn node(&mut self) -> String {
        let groups = self.groups.clone();
        if self.random.once_in(2) { self.one_leaf() } else { self.random.one_of(&groups).cloned().unwrap_or_default() }
    }

    fn number(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.node();
        }
        match self.random.below(12) {
            0 => format!("{} + {}", self.node(), self.number(depth - 1)),
            1 => format!("{} - ({})", self.node(), self.number(depth - 1)),
            2 => format!("{}({}, {})", self.word(&["min", "max", "mean"]), self.node(), self.number(depth - 1)),
            3 => format!("{}(indicators)", self.word(&["mean", "min", "max", "median"])),
            4 => format!("round({}, {})", self.number(depth - 1), self.word(&["0", "1"])),
            5 => format!("abs({} - {})", self.node(), self.node()),
            6 => format!("count(indicators where score >= {})", self.word(&["1", "2"])),
            7 => format!("coverage({})", self.node()),
            8 => format!("first_known({}, {})", self.node(), self.node()),
            _ => self.node(),
        }
    }

    /// A condition; on outcomes too, unless it stands in one.
    fn condition(&mut self, depth: usize, within: &str) -> String {
        let how = self.word(&["<", "<=", ">", ">=", "is", "is not"]);
        if depth > 0 {
            match self.random.below(6) {
                0 => {
                    return format!(
                        "({}) and ({})",
                        self.condition(depth - 1, within),
                        self.condition(depth - 1, within)
                    );
                }
                1 => {
                    return format!(
                        "({}) or ({})",
                        self.condition(depth - 1, within),
                        self.condition(depth - 1, within)
                    );
                }
                2 => return format!("not ({})", self.condition(depth - 1, within)),
                _ => {}
            }
        }
        match self.random.below(12) {
            0 if self.role => format!("role {} first", self.word(&["is", "is not"])),
            1 if within != "o0" => format!("o0 {how} {}", self.level()),
            2 => format!("known({})", self.node()),
            3 => format!("any(indicators where score {how} low)"),
            4 => format!("all(indicators where score {how} low)"),
            5 => format!("count(indicators where score >= 2) {how} {}", self.word(&["0", "1", "2"])),
            6 => format!("best(indicators) is {}", self.one_leaf()),
            7 if self.share => format!("share {how} {}", self.word(&["1", "2.5"])),
            8 => format!("{} {how} {}", self.node(), self.node()),
            _ => {
                let number = self.number(1);
                format!("{number} {how} {}", self.word(&["1", "1.5", "2", "3", "low"]))
            }
        }
    }
}
