//! Rubrics made by chance, as text: what is tested goes the whole way, from text to result.

mod expressions;

use std::fmt::Write;

use crate::random::Random;

/// A rubric's text. Most are accepted by the checker; some are refused, as an author's would be.
#[must_use]
pub fn rubric(seed: u64) -> String {
    Generator::new(seed).write()
}

#[derive(Default)]
struct Names {
    /// Rated leaves and groups whose score is a number.
    nodes: Vec<String>,
    /// Leaves.
    leaves: Vec<String>,
    domains: Vec<String>,
    competencies: Vec<String>,
    indicators: Vec<String>,
    numbers: Vec<String>,
    narratives: Vec<String>,
    measures: Vec<String>,
    /// Outcomes on the first scale.
    outcomes: Vec<String>,
    /// Outcomes with levels of their own, and how many.
    own_outcomes: Vec<(String, usize)>,
    judged: Vec<String>,
    raters: Vec<String>,
    settings: Vec<String>,
    /// Leaves that stand in a competency.
    inner: Vec<String>,
}

struct Generator {
    random: Random,
    text: String,
    names: Names,
    levels: usize,
    answers: usize,
    choices: usize,
    years: bool,
    tagged: bool,
    unvalued: bool,
    /// Whether some leaves are rated on a second scale with values.
    mixed: bool,
}

const LEVELS: [&str; 5] = ["none", "low", "mid", "high", "top"];

impl Generator {
    fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let levels = random.from_to(2, 5);
        Self {
            levels,
            answers: random.below(4),
            choices: if random.once_in(2) { random.from_to(2, 3) } else { 0 },
            years: random.once_in(3),
            tagged: false,
            unvalued: random.once_in(6),
            mixed: random.once_in(6),
            random,
            text: String::new(),
            names: Names::default(),
        }
    }

    fn line(&mut self, line: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{line}");
    }

    fn write(mut self) -> String {
        self.line("rubric made \"Made by chance\" {\n  version \"1\"");
        if self.random.once_in(4) {
            let share = self.random.word(&["0%", "25%", "50%", "75%"]);
            self.line(&format!("  needs {share}"));
        }
        self.scales();
        self.people();
        self.tree();
        self.results();
        self.line("}");
        self.text
    }

    fn scales(&mut self) {
        let half = if self.random.once_in(4) { " half steps" } else { "" };
        self.line(&format!("  scale main{half} {{"));
        let mut value = i64::try_from(self.random.below(4)).unwrap_or(0) - 1;
        for level in LEVELS.iter().take(self.levels) {
            value += i64::try_from(self.random.from_to(1, 2)).unwrap_or(1);
            let part = self.random.word(&["", "", "", ".5", ".25"]);
            let part = if value < 0 { "" } else { part };
            self.line(&format!("    {level} = {value}{part} \"{level}\""));
        }
        self.line("  }");
        if self.mixed {
            self.line("  scale other { none = 0.5 \"None\" low = 2 \"Low\" full = 3.75 \"Full\" }");
        }
        if self.unvalued {
            self.line("  scale order { below \"Below\" meets \"Meets\" above \"Above\" }");
        }
        for answer in 0..self.answers {
            let policy = self.random.word(&["left out", "missing", "counts as low", "counts as none"]);
            let comment = if self.random.once_in(3) { " with comment" } else { "" };
            self.line(&format!("  answer a{answer} \"Answer\" {policy}{comment}"));
        }
    }

    fn people(&mut self) {
        for rater in 0..self.random.from_to(1, 3) {
            let private = if self.random.once_in(5) { " private" } else { "" };
            let many = match self.random.below(6) {
                0 => " many at least 2 rounded to 1",
                1 => " many at least 3",
                _ => "",
            };
            let many = if self.unvalued { "" } else { many };
            self.line(&format!("  rater r{rater} \"Rater\"{many}{private}"));
            if private.is_empty() {
                self.names.raters.push(format!("r{rater}"));
            }
        }
        if self.names.raters.len() > 1 && !self.unvalued && self.random.once_in(2) {
            let raters = self.names.raters.clone();
            let shares = raters.iter().enumerate().map(|(at, rater)| {
                let weight = self.random.word(&["1", "2", "3", "0.5", "80%"]);
                let optional = if at > 0 && self.random.once_in(2) { " optional" } else { "" };
                format!("{rater} {weight}{optional}")
            });
            let shares = shares.collect::<Vec<_>>().join(", ");
            self.line(&format!("  combine {shares}"));
        }
        if self.choices > 0 {
            let choices = (0..self.choices).map(|choice| format!("c{choice} \"Choice\"")).collect::<Vec<_>>().join(" ");
            self.line(&format!("  context role \"Role\" {{ {choices} }}"));
        }
        if self.years {
            self.line("  context years \"Years\" number from 0 to 10");
        }
        if self.random.once_in(3) {
            let value = self.random.word(&["1", "2", "3"]);
            self.line(&format!("  setting weight_of_some \"Weight\" = {value} from 1 to 3"));
            self.names.settings.push("weight_of_some".to_owned());
        }
    }

    fn tree(&mut self) {
        let mut made = 0;
        for domain in 0..self.random.from_to(1, 3) {
            let options = self.options(true);
            self.line(&format!("  domain d{domain} \"Domain\"{options} {{"));
            self.names.domains.push(format!("d{domain}"));
            self.names.nodes.push(format!("d{domain}"));
            for competency in 0..self.random.from_to(1, 3) {
                if self.random.once_in(4) {
                    self.leaf(&format!("i{made}"), "    ");
                    made += 1;
                    continue;
                }
                let name = format!("k{domain}{competency}");
                let options = self.options(true);
                self.line(&format!("    competency {name} \"Competency\"{options} {{"));
                self.names.competencies.push(name.clone());
                self.names.nodes.push(name);
                for _ in 0..self.random.from_to(1, 3) {
                    self.leaf(&format!("i{made}"), "      ");
                    self.names.inner.push(format!("i{made}"));
                    made += 1;
                }
                self.line("    }");
            }
            self.line("  }");
        }
        if self.random.once_in(3) {
            self.line("  number survey \"Survey\" from 0 to 4");
            self.names.numbers.push("survey".to_owned());
        }
        if self.random.once_in(5) {
            self.line("  narrative story \"Story\" at least 10 words");
            self.names.narratives.push("story".to_owned());
        }
        if self.unvalued {
            self.line("  indicator ordered \"Ordered\" using order");
            let roll = self.random.word(&["median", "median high", "lowest", "highest"]);
            self.line(&format!("  competency ranked \"Ranked\" rolls up by {roll} {{"));
            for leaf in 0..self.random.from_to(1, 4) {
                self.line(&format!("    indicator u{leaf} \"Unvalued\" using order"));
            }
            self.line("  }");
        }
    }

    /// Options of a group or a leaf.
    fn options(&mut self, group: bool) -> String {
        let mut options = String::new();
        if self.random.once_in(2) {
            let weight = match (self.names.settings.is_empty(), self.random.below(6)) {
                (false, 0) => "weight_of_some".to_owned(),
                (_, 1) => "1 / 3".to_owned(),
                _ => self.random.word(&["1", "2", "3", "0.5", "1.25", "10"]).to_owned(),
            };
            options += &format!(" weight {weight}");
        }
        if self.random.once_in(6) {
            self.tagged = true;
            options += " tag marked";
        }
        if group && self.random.once_in(3) {
            options += &format!(" needs {}", self.random.word(&["0%", "30%", "50%", "100%"]));
        }
        if group && self.random.once_in(3) {
            options += &format!(
                " rolls up by {}",
                self.random.word(&["mean", "sum", "median", "median high", "lowest", "highest"])
            );
        }
        if self.answers > 0 && self.random.once_in(6) {
            options += self.random.word(&[" answers none", " answers a0"]);
        }
        if self.choices > 0 && self.random.once_in(6) {
            options += self.random.word(&[" only when role is c0", " only when role is not c1"]);
        } else if self.years && self.random.once_in(8) {
            options += " only when years >= 3";
        }
        options
    }

    fn leaf(&mut self, name: &str, indent: &str) {
        let options = self.options(false);
        self.names.indicators.push(name.to_owned());
        self.names.leaves.push(name.to_owned());
        self.names.nodes.push(name.to_owned());
        if !self.random.once_in(6) {
            let using = if self.mixed && self.random.once_in(3) { " using other" } else { "" };
            self.line(&format!("{indent}indicator {name} \"Indicator\"{options}{using}"));
            return;
        }
        self.line(&format!("{indent}indicator {name} \"Indicator\" cumulative{options} {{"));
        let first = self.random.below(2);
        for level in LEVELS.iter().take(self.levels).skip(first) {
            if self.random.once_in(4) && *level != "low" {
                continue;
            }
            self.line(&format!("{indent}  {level} {{ {name}_{level}_a \"Practice\" {name}_{level}_b \"Practice\" }}"));
        }
        self.line(&format!("{indent}}}"));
    }

    fn results(&mut self) {
        for measure in 0..self.random.below(4) {
            self.measure(measure);
        }
        for outcome in 0..self.random.from_to(1, 3) {
            self.outcome(outcome);
        }
        if self.random.once_in(4) && !self.names.outcomes.is_empty() {
            let rater = self.names.raters.first().cloned();
            if let Some(rater) = rater {
                let proposing = self.random.word(&["", " proposing o0"]);
                let proposing = if self.names.outcomes.contains(&"o0".to_owned()) { proposing } else { "" };
                self.line(&format!("  judged chosen \"Chosen\" on main by {rater}{proposing} {{"));
                if !proposing.is_empty() {
                    self.line("    comment required when chosen is not o0");
                }
                let condition = self.condition(2);
                self.line(&format!("    at most low when {condition}\n  }}"));
                self.names.judged.push("chosen".to_owned());
            }
        }
        for rule in 0..self.random.below(3) {
            let condition = self.condition(3);
            self.line(&format!("  flag f{rule} \"Flag {rule}\" when {condition}"));
        }
        if self.names.raters.len() > 1 && self.random.once_in(3) {
            let (one, other) = (self.names.raters[0].clone(), self.names.raters[1].clone());
            self.line(&format!(
                "  for each c in domains {{ flag views \"{{c}} is seen differently\" when abs(c by {one} - c by {other}) >= 1 }}"
            ));
        }
        if self.random.once_in(3) && !self.unvalued {
            self.line("  strengths top 2 of indicators\n  growth bottom 2 of domains");
        }
        if self.random.once_in(3) {
            let condition =
                self.random.word(&["c < 2", "c >= low", "abs(c - domain(c)) > 0.5", "known(c) and coverage(c) < 50%"]);
            self.line(&format!("  for each c in indicators {{ advise grow \"Grow in {{c}}\" when {condition} }}"));
        }
    }

    fn measure(&mut self, at: usize) {
        match self.random.below(5) {
            0 => {
                let (of, low) = (self.number(2), self.random.word(&["0", "1"]));
                self.line(&format!("  measure m{at} of {of} {{ 3 from 2.5 2 from 1.5 {low} otherwise }}"));
            }
            1 => {
                let of = self.number(2);
                self.line(&format!("  measure m{at} of {of} linear {{ 0 at 0 1 at 1 5 at 2.5 4 at 4 }}"));
            }
            2 => {
                let (when, value, other) = (self.condition(2), self.number(1), self.number(1));
                self.line(&format!("  measure m{at} {{ ({value}) when {when} ({other}) otherwise }}"));
            }
            _ => {
                let formula = self.number(3);
                self.line(&format!("  measure m{at} = {formula}"));
            }
        }
        self.names.measures.push(format!("m{at}"));
    }

    fn outcome(&mut self, at: usize) {
        let name = format!("o{at}");
        if at > 0 && self.random.once_in(4) && !self.names.own_outcomes.is_empty() && !self.names.outcomes.is_empty() {
            self.matrix(&name);
            return;
        }
        if self.random.once_in(3) {
            let count = self.random.from_to(2, 3);
            let rising = self.random.once_in(3);
            self.line(&format!("  outcome {name} \"Outcome\"{} {{", if rising { " lowest first" } else { "" }));
            for at in 0..count {
                let level = if rising { at } else { count - 1 - at };
                self.line(&format!("    level l{level} \"Level\""));
            }
            for level in (1..count).rev() {
                let condition = self.condition(3);
                self.line(&format!("    l{level} when {condition}"));
            }
            self.line("    l0 otherwise");
            self.caps("l0", "l1");
            self.line("  }");
            self.names.own_outcomes.push((name, count));
            return;
        }
        let of = if self.random.once_in(2) && !self.names.domains.is_empty() {
            "mean(domains)".to_owned()
        } else {
            self.number(2)
        };
        self.line(&format!("  outcome {name} \"Outcome\" on main of {of} {{"));
        for level in (1..self.levels).rev() {
            let level_name = LEVELS[level];
            if self.random.once_in(5) {
                let condition = self.condition(2);
                self.line(&format!("    {level_name} when {condition}"));
            } else {
                self.line(&format!("    {level_name} from {level}.{}", self.random.clone().word(&["0", "25", "5"])));
                self.random.number();
            }
        }
        self.line("    none otherwise");
        self.caps("low", "low");
        self.line("  }");
        self.names.outcomes.push(name);
    }

    fn caps(&mut self, low: &str, high: &str) {
        if self.random.once_in(2) {
            let condition = self.condition(2);
            self.line(&format!("    at most {low} when {condition} because \"It is so.\""));
        }
        if self.random.once_in(4) {
            let condition = self.condition(2);
            self.line(&format!("    at least {high} when {condition}"));
        }
    }

    fn matrix(&mut self, name: &str) {
        let (Some(rows), Some((own, levels))) =
            (self.names.outcomes.first().cloned(), self.names.own_outcomes.first().cloned())
        else {
            return;
        };
        let by_role = self.choices > 0 && self.random.once_in(3);
        let (columns, count, head) = if by_role { ("role".to_owned(), self.choices, "c") } else { (own, levels, "l") };
        self.line(&format!("  outcome {name} \"Outcome\" on main of {rows} by {columns} {{"));
        let heads = (0..count).map(|column| format!("{head}{column}")).collect::<Vec<_>>().join(", ");
        self.line(&format!("    columns {heads}"));
        for row in LEVELS.iter().take(self.levels) {
            let cells = (0..count).map(|_| LEVELS[self.random.below(self.levels)]).collect::<Vec<_>>().join(", ");
            self.line(&format!("    row {row}: {cells}"));
        }
        self.line("  }");
        self.names.outcomes.push(name.to_owned());
    }
}
