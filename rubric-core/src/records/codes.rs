//! What can stand in a record's field of one byte.

use crate::wire::code;

code! {
    /// What a node is.
    NodeKind {
        Domain = 1 "A group of competencies or indicators.",
        Competency = 2 "A competency.",
        Indicator = 3 "An indicator.",
        Number = 4 "A number that is asked for.",
        Narrative = 5 "A text that is asked for.",
    }
}

code! {
    /// How children become the value of their parent, or arguments the value of a function.
    Roll {
        Mean = 1 "Weighted mean.",
        Sum = 2 "Weighted sum.",
        Median = 3 "Middle value; of an even number the lower of the two.",
        MedianHigh = 4 "Middle value; of an even number the upper of the two.",
        Lowest = 5 "Lowest value.",
        Highest = 6 "Highest value.",
        Spread = 7 "Highest less lowest value.",
    }
}

code! {
    /// What an answer other than a level means.
    Policy {
        LeftOut = 1 "As if the leaf were not there.",
        Missing = 2 "The rating is known not to be had; it lowers coverage.",
        CountsAs = 3 "As if a level had been chosen.",
    }
}

code! {
    /// How a leaf is answered.
    LeafForm {
        Rated = 1 "A level is chosen.",
        Cumulative = 2 "Practices are ticked.",
        Number = 3 "A number is given.",
        Narrative = 4 "A text is written.",
    }
}

impl LeafForm {
    /// Whether the leaf is worth a level of a scale.
    #[inline]
    #[must_use]
    pub const fn is_rated(self) -> bool {
        matches!(self, Self::Rated | Self::Cumulative)
    }
}

code! {
    /// What a context value is.
    ContextForm {
        Choice = 1 "One of several choices.",
        Number = 2 "A number.",
    }
}

code! {
    /// Which way a limit on a level works.
    Limit {
        AtMost = 1 "No higher than the level.",
        AtLeast = 2 "No lower than the level.",
    }
}

code! {
    /// What a rule gives.
    RuleKind {
        Flag = 1 "A fact that someone should look at.",
        Advice = 2 "What to do next.",
    }
}

code! {
    /// A line of advice.
    LineKind {
        Say = 1 "A sentence.",
        Ask = 2 "A question.",
        Link = 3 "An address with its title.",
    }
}

code! {
    /// What a piece of a text shows.
    Show {
        Literal = 1 "The text itself.",
        Number = 2 "A number, with at most two decimals.",
        Label = 3 "The label of a level.",
    }
}

code! {
    /// Which end of a set is shown.
    RankKind {
        Strengths = 1 "The highest.",
        Growth = 2 "The lowest.",
    }
}

code! {
    /// What stands at a place of a table's index.
    Place {
        Node = 1 "A node's score from the table's perspective.",
        Measure = 2 "A measure.",
        Outcome = 3 "An outcome.",
        Uncapped = 4 "An outcome before its caps and floors.",
        Clause = 5 "The condition of a clause.",
        Cap = 6 "The condition of a cap or floor.",
        Rule = 7 "The condition of a flag or a piece of advice.",
        Judged = 8 "A judged level.",
        Comment = 9 "The condition under which a judgement needs a comment.",
        View = 10 "A node's score from a rater's side: all nodes of the first rater, then of the next.",
    }
}

code! {
    /// What the rows of a series have in common.
    SeriesForm {
        Loose = 1 "Nothing but that they stand together.",
        Steps = 2 "They have no items and differ by the steps of their operands; none mentions another.",
        Rolls = 3 "They are roll-ups that differ by their children.",
        Rated = 4 "They are roll-ups of ratings, each of weight one, that a rater gives leaves one behind the other.",
    }
}
