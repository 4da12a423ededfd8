//! Every limit of the language and of a program, once, with its name in messages and its reason.

/// One limit: what it counts, the least and the most that is accepted, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// What is counted, as messages say it.
    pub name: &'static str,
    /// The least that is accepted.
    pub min: usize,
    /// The most that is accepted.
    pub max: usize,
    /// Why the limit stands where it does.
    pub why: &'static str,
}

impl Limit {
    /// Whether `count` lies within the limit.
    #[must_use]
    pub const fn holds(&self, count: usize) -> bool {
        self.min <= count && count <= self.max
    }
}

macro_rules! limits {
    ($($(#[$doc:meta])* $NAME:ident: $name:literal, $min:literal ..= $max:literal, $why:literal;)*) => {
        $($(#[$doc])* pub const $NAME: Limit = Limit { name: $name, min: $min, max: $max, why: $why };)*
        /// Every limit, in the order of the reference page.
        pub const ALL: &[Limit] = &[$($NAME),*];
    };
}

limits! {
    /// Bytes of one rubric file.
    SOURCE_BYTES: "bytes of source", 0 ..= 1_048_576, "a rubric is a document that people read";
    /// Rated, number and narrative leaves of one rubric.
    LEAVES: "leaves", 0 ..= 4_096, "ratings of one response stay within a page of memory";
    /// Domains, competencies and leaves of one rubric.
    NODES: "domains, competencies and leaves", 0 ..= 8_192, "a node is named by a small number";
    /// Rows of one table of a program.
    ROWS: "rows", 0 ..= 65_000, "a row is named by sixteen bits";
    /// Nesting of parentheses, calls and signs in an expression.
    NESTING: "levels of nesting", 0 ..= 64, "checking and printing follow the nesting on the stack";
    /// Levels of one scale or of one outcome.
    LEVELS: "levels", 2 ..= 32, "the levels still possible are a set of 32 bits";
    /// Raters of one rubric.
    RATERS: "raters", 0 ..= 16, "each rater has a tree of scores of their own";
    /// Responses of one `many` rater.
    RESPONDENTS: "respondents of one rater", 0 ..= 10_000, "the bound on the fractions of a group's mean";
    /// Characters in one text.
    TEXT_CHARS: "characters in one text", 0 ..= 100_000, "a text is read by a person";
    /// Answers other than a level.
    ANSWERS: "answers", 0 ..= 64, "an answer is a code beside the levels";
    /// Choices of one context value.
    CHOICES: "choices", 1 ..= 64, "the choices still possible are a set of 64 bits";
    /// Practices of one cumulative indicator.
    PRACTICES: "practices", 1 ..= 64, "what is ticked is a set of 64 bits";
    /// Pieces of evidence for one leaf in one response.
    EVIDENCE: "pieces of evidence", 0 ..= 1_000, "the bound on what `evidence` can count";
    /// Words counted in one narrative.
    WORDS: "words", 0 ..= 100_000, "the bound on what `words` can count";
    /// Digits after the decimal point.
    FRACTION_DIGITS: "digits after the decimal point", 0 ..= 6, "published cut scores have at most three";
    /// Magnitude of a number, in whole units.
    MAGNITUDE: "magnitude of a number", 0 ..= 1_000_000, "larger numbers are mistakes in a rubric";
    /// Denominator of a number of a previous result.
    PRIOR_DENOMINATOR: "as the denominator of a previous number", 1 ..= 4_000_000_000, "what is computed from it must stay provable";
    /// Settings of one rubric.
    SETTINGS: "settings", 0 ..= 64, "their limits are examined together";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_limit_holds_at_its_edges_and_not_beyond() {
        for limit in ALL {
            assert!(limit.holds(limit.min) && limit.holds(limit.max), "{}", limit.name);
            assert!(!limit.holds(limit.max + 1), "{}", limit.name);
            assert!(limit.min == 0 || !limit.holds(limit.min - 1), "{}", limit.name);
        }
    }
}
