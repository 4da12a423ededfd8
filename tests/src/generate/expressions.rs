//! Expressions made by chance.

use super::{Generator, LEVELS};

impl Generator {
    fn set(&mut self) -> String {
        let mut kinds = vec!["indicators"];
        if !self.names.competencies.is_empty() {
            kinds.push("competencies");
        }
        kinds.push("domains");
        let kind = self.random.word(&kinds);
        let of = match self.random.one_of(&self.names.domains.clone()) {
            Some(domain) if kind == "indicators" && !self.unvalued && self.random.once_in(5) => format!(" of {domain}"),
            _ => String::new(),
        };
        let by = match self.random.one_of(&self.names.raters.clone()) {
            Some(rater) if self.random.once_in(6) => format!(" by {rater}"),
            _ => String::new(),
        };
        let marked = if self.tagged && kind == "indicators" && self.random.once_in(6) { " tagged marked" } else { "" };
        // An indicator on a scale without values would not mix with the others.
        let kind = if self.unvalued { "domains" } else { kind };
        let marked = if self.unvalued { "" } else { marked };
        format!("{kind}{of}{marked}{by}")
    }

    fn node(&mut self) -> String {
        let nodes = self.names.nodes.clone();
        let node = self.random.one_of(&nodes).cloned().unwrap_or_default();
        match self.random.one_of(&self.names.raters.clone()) {
            Some(rater) if self.random.once_in(5) => format!("{node} by {rater}"),
            _ => node,
        }
    }

    /// An expression that is a number.
    pub(super) fn number(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.plain_number();
        }
        match self.random.below(14) {
            0 => format!("{} + {}", self.plain_number(), self.number(depth - 1)),
            1 => format!("({}) - ({})", self.number(depth - 1), self.plain_number()),
            2 => format!("{} * ({})", self.random.clone().word(&["2", "0.5", "10%"]), self.number(depth - 1)),
            3 => format!("({}) / ({})", self.number(depth - 1), self.plain_number()),
            4 => format!(
                "{}({}, {})",
                self.word(&["min", "max", "mean", "sum", "median", "spread"]),
                self.number(depth - 1),
                self.plain_number()
            ),
            5 | 6 => format!("{}({})", self.word(&["mean", "sum", "median", "min", "max", "spread"]), self.set()),
            7 => format!(
                "{}({}, {})",
                self.word(&["round", "round_even", "floor", "ceiling"]),
                self.number(depth - 1),
                self.word(&["0", "1", "2"])
            ),
            8 => format!("abs({})", self.number(depth - 1)),
            9 => format!("{}({} where {})", self.word(&["count", "share"]), self.set(), self.member_condition()),
            10 => format!("first_known({}, {})", self.plain_number(), self.number(depth - 1)),
            11 => format!("-({})", self.number(depth - 1)),
            12 if !self.names.narratives.is_empty() => "words(story)".to_owned(),
            _ => self.plain_number(),
        }
    }

    pub(super) fn word(&mut self, words: &[&'static str]) -> &'static str {
        self.random.word(words)
    }

    fn plain_number(&mut self) -> String {
        let measures = self.names.measures.clone();
        match self.random.below(12) {
            0 => self.word(&["0", "1", "2.5", "3", "0.125", "35%"]).to_owned(),
            1 if self.years => "years".to_owned(),
            2 if !self.names.numbers.is_empty() => "survey".to_owned(),
            3 => self.random.one_of(&measures).cloned().unwrap_or_else(|| "1".to_owned()),
            4 => format!("evidence({})", self.node()),
            5 => format!("coverage({})", self.node()),
            6 => format!("prior({})", self.own_node()),
            7 => format!("domain({})", self.leaf_name()),
            8 => self.place(),
            _ => self.node(),
        }
    }

    /// Numbers by other names: the competency of a leaf, a setting, the previous measure.
    fn place(&mut self) -> String {
        let (inner, settings, measures) =
            (self.names.inner.clone(), self.names.settings.clone(), self.names.measures.clone());
        let named = match self.random.below(3) {
            0 => self.random.one_of(&inner).map(|leaf| format!("competency({leaf})")),
            1 => self.random.one_of(&settings).cloned(),
            _ => self.random.one_of(&measures).map(|measure| format!("prior({measure})")),
        };
        named.unwrap_or_else(|| self.node())
    }

    fn own_node(&mut self) -> String {
        let nodes = self.names.nodes.clone();
        self.random.one_of(&nodes).cloned().unwrap_or_default()
    }

    fn leaf_name(&mut self) -> String {
        let leaves = self.names.leaves.clone();
        self.random.one_of(&leaves).cloned().unwrap_or_default()
    }

    fn comparison(&mut self) -> &'static str {
        self.word(&["<", "<=", ">", ">=", "is", "is not"])
    }

    fn member_condition(&mut self) -> String {
        let how = self.comparison();
        match self.random.below(5) {
            0 if !self.mixed => format!("score {how} {}", self.word(&["low", "none"])),
            1 => format!("coverage {how} 1"),
            2 => format!("score {how} 1.5 and score {} 3", self.comparison()),
            _ => format!("score {how} {}", self.word(&["1", "2", "2.5", "3"])),
        }
    }

    /// Whether something is known, or what is first known of levels.
    fn known(&mut self) -> String {
        let outcomes = self.names.outcomes.clone();
        let outcome = self.random.one_of(&outcomes).cloned();
        let judged = self.names.judged.first().cloned();
        match (self.random.below(6), outcome, judged) {
            (0, Some(outcome), _) => format!("known({outcome})"),
            (1, Some(outcome), _) => format!("first_known(prior({outcome}), {outcome}) {} low", self.comparison()),
            (2, Some(outcome), Some(judged)) => format!("first_known({judged}, {outcome}) {} low", self.comparison()),
            (3, _, Some(judged)) => format!("known(prior({judged})) or {judged} > prior({judged})"),
            (4, ..) if self.choices > 0 => "known(role)".to_owned(),
            _ => format!("known({})", self.number(1)),
        }
    }

    /// An expression that is yes or no.
    pub(super) fn condition(&mut self, depth: usize) -> String {
        let how = self.comparison();
        if depth > 0 {
            match self.random.below(10) {
                0 => return format!("({}) and ({})", self.condition(depth - 1), self.condition(depth - 1)),
                1 => return format!("({}) or ({})", self.condition(depth - 1), self.condition(depth - 1)),
                2 => return format!("not ({})", self.condition(depth - 1)),
                3 => {
                    return format!("{}({} where {})", self.word(&["any", "all"]), self.set(), self.member_condition());
                }
                4 => {
                    return format!(
                        "count({} where {}) {how} {}",
                        self.set(),
                        self.member_condition(),
                        self.word(&["0", "1", "2"])
                    );
                }
                5 => return self.known(),
                6 if !self.unvalued => {
                    return format!(
                        "{}(indicators) {} {}",
                        self.word(&["best", "worst"]),
                        self.word(&["is", "is not"]),
                        self.leaf_name()
                    );
                }
                _ => {}
            }
        }
        let outcomes = self.names.outcomes.clone();
        let own = self.names.own_outcomes.clone();
        match self.random.below(9) {
            0 if self.choices > 0 => {
                format!("role {} c{}", self.word(&["is", "is not"]), self.random.below(self.choices))
            }
            1 => match self.random.one_of(&outcomes) {
                Some(outcome) => format!("{outcome} {how} {}", LEVELS[self.random.below(self.levels)]),
                None => format!("{} {how} low", self.node()),
            },
            2 => match self.random.one_of(&own) {
                Some((outcome, count)) => format!("{outcome} {how} l{}", self.random.below(*count)),
                None => format!("{} between 1 and 2.5", self.node()),
            },
            3 => match self.random.one_of(&outcomes) {
                Some(outcome) => format!("{outcome} {how} prior({outcome})"),
                None => format!("{} {how} {}", self.number(1), self.number(1)),
            },
            4 if self.unvalued => format!("{} {how} meets", self.word(&["ordered", "ranked", "u0"])),
            5 => match self.names.judged.first().cloned() {
                Some(judged) => format!("{judged} {how} low"),
                None => format!("{} {how} {}", self.number(1), self.word(&["1", "2", "2.5"])),
            },
            _ => format!("{} {how} {}", self.number(1), self.word(&["1", "2", "2.5", "3", "low"])),
        }
    }
}
