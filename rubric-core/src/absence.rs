//! Why there is no value: absence is a value with a reason, never a silent nought.

use crate::wire::code;

code! {
    /// Why a number, level or choice is not known.
    Absence {
        Unrated = 1 "Not rated yet.",
        NothingTicked = 2 "No level of a cumulative indicator has all its practices ticked.",
        Missing = 3 "Answered with an answer that says the rating cannot be had.",
        LeftOut = 4 "Answered with an answer that leaves the leaf out.",
        NotAsked = 5 "An `only when` condition is false, so the node is not there.",
        NothingRemains = 6 "Every child is left out, so the node is left out.",
        TooFewRaters = 7 "Fewer respondents than the group's floor.",
        BelowCoverage = 8 "Less of the weight is known than the node needs.",
        DividedByZero = 9 "A division by nought.",
        TooLarge = 10 "A magnitude above a million, or a fraction too fine for the widest integers.",
        NotGiven = 11 "A context value that is not set.",
        NotJudged = 12 "A judgement that nobody has made yet.",
        NoPrior = 13 "There is no previous result, or it does not know this value.",
        Private = 14 "The ratings of this rater are private.",
        Earlier = 15 "Something it is made of is not known.",
        Undecided = 16 "Ratings that are not known could still change it.",
        NoClause = 17 "No clause matches.",
        Impossible = 18 "No completion of the assessment can give it.",
    }
}

impl Absence {
    /// Whether the thing is left out, as if it were not written, rather than unknown.
    #[must_use]
    #[inline]
    pub const fn is_left_out(self) -> bool {
        matches!(self, Self::LeftOut | Self::NotAsked | Self::NothingRemains)
    }

    /// Whether a further rating, answer or choice by a person can end the absence.
    #[must_use]
    pub const fn awaits_a_person(self) -> bool {
        matches!(self, Self::Unrated | Self::NothingTicked | Self::TooFewRaters | Self::NotGiven | Self::NotJudged)
    }
}
