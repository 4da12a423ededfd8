//! What stands in a program: one record per thing of the rubric.
//!
//! Texts are spans of one string section; runs of records are a start and a count in their section.

mod codes;
mod spans;

use crate::wire::{id, record};

pub use codes::{
    ContextForm, LeafForm, Limit, LineKind, NodeKind, Place, Policy, RankKind, Roll, RuleKind, SeriesForm, Show,
};
pub use spans::{Run, Text};

id! {
    /// A domain, competency or leaf, in file order.
    NodeId(u16);
    /// A leaf, in file order.
    LeafId(u16);
    /// A scale, or the levels of one outcome.
    ScaleId(u16);
    /// A rater, in file order.
    RaterId(u8);
    /// A context value, in file order.
    ContextId(u16);
    /// A measure, in file order.
    MeasureId(u16);
    /// An outcome, in file order.
    OutcomeId(u16);
    /// A judged decision, in file order.
    JudgedId(u16);
    /// A clause of an outcome.
    ClauseId(u16);
    /// A cap or a floor of an outcome or judgement.
    CapId(u16);
    /// A flag or a piece of advice.
    RuleId(u16);
    /// A value of the previous result that the rubric asks for.
    PriorId(u16);
    /// A row of a table.
    RowId(u16);
    /// A constant.
    NumberId(u16);
}

record! {
    /// The rubric itself.
    Meta {
        /// Name.
        id: Text,
        /// Title.
        title: Text,
        /// Version.
        version: Text,
        /// Language tag of the texts.
        language: Text,
        /// First day it holds, `YYYY-MM-DD`.
        from: Text,
        /// Last day it holds, `YYYY-MM-DD`.
        until: Text,
        /// What it is for.
        about: Text,
        /// Where it comes from.
        sources: Run => Notes,
        /// What a domain is called on screen.
        domain: Text,
        /// What a competency is called on screen.
        competency: Text,
        /// What an indicator is called on screen.
        indicator: Text,
    }
}

record! {
    /// One text of a list.
    Note {
        /// The text.
        text: Text,
    }
}

record! {
    /// A scale, or the levels of one outcome.
    Scale {
        /// Name; that of the outcome where the levels are its own.
        name: Text,
        /// Its levels, lowest first.
        levels: Run => Levels,
        /// Denominator of the levels' values.
        den: i64,
        /// One when levels have values of their own; nought when only their order counts.
        valued: u8,
        /// One when the mid-points between neighbours can be chosen.
        half_steps: u8,
        /// The answers of the rubric on this scale, as `Counted` records.
        counted: Run => Counted,
    }
}

record! {
    /// A level.
    Level {
        /// Name.
        name: Text,
        /// Label.
        label: Text,
        /// Numerator of its value over the scale's denominator; its place, counted from nought, where it has none.
        num: i64,
    }
}

record! {
    /// An answer other than a level.
    Answer {
        /// Name.
        name: Text,
        /// Label.
        label: Text,
        /// What it means.
        policy: Policy,
        /// One when it needs a comment.
        comment: u8,
    }
}

record! {
    /// What an answer counts as on one scale.
    Counted {
        /// The level's place; 255 when the answer counts as none.
        level: u8,
    }
}

record! {
    /// A rater.
    Rater {
        /// Name.
        name: Text,
        /// Label.
        label: Text,
        /// One when there can be many respondents.
        many: u8,
        /// The fewest respondents whose values are shown.
        floor: u16,
        /// One when the ratings enter no result but the rater's own.
        private: u8,
    }
}

record! {
    /// A rater's part in the combined value.
    Share {
        /// The rater.
        rater: RaterId => Raters,
        /// One when the others do without it.
        optional: u8,
        /// Weight, as a whole number beside the other weights.
        weight: i64,
    }
}

record! {
    /// A value that describes the person or place.
    Context {
        /// Name.
        name: Text,
        /// Label.
        label: Text,
        /// What it is.
        form: ContextForm,
        /// Its choices.
        choices: Run => Choices,
        /// Least number, in millionths.
        low: i64,
        /// Greatest number, in millionths.
        high: i64,
    }
}

record! {
    /// A choice of a context value.
    Choice {
        /// Name.
        name: Text,
        /// Label.
        label: Text,
    }
}

record! {
    /// A node of the tree.
    Node {
        /// Name.
        name: Text,
        /// Full path, names joined by dots.
        path: Text,
        /// Title.
        title: Text,
        /// What it is.
        kind: NodeKind,
        /// The node it stands in; none at the top.
        parent: NodeId,
        /// The first leaf at or below it; the leaves below stand together.
        leaf: LeafId,
        /// How many leaves stand at or below it.
        leaves: u16,
        /// One when it is itself a leaf.
        is_leaf: u8,
        /// Weight.
        weight: NumberId => Numbers,
        /// Share of the weight that must be known.
        needs: NumberId => Numbers,
        /// How its children roll up.
        roll: Roll,
        /// The scale of its score, where all its leaves share one and nothing is added up.
        scale: ScaleId,
        /// What it is about.
        about: Text,
        /// The condition under which it is asked, as written.
        when: Text,
        /// Coaching questions.
        asks: Run => Notes,
    }
}

record! {
    /// A leaf.
    Leaf {
        /// Its node.
        node: NodeId => Nodes,
        /// How it is answered.
        form: LeafForm,
        /// Its scale, where it is rated.
        scale: ScaleId,
        /// The answers it accepts, one bit each.
        answers: u64,
        /// The codes of levels and mid-points that need a comment: code 1 in the lowest bit.
        comments: u64,
        /// The fewest pieces of evidence it needs.
        evidence: u16,
        /// One when evidence is to be attached before rating.
        evidence_first: u8,
        /// The kinds of evidence it accepts; any when there are none.
        kinds: Run => Notes,
        /// Descriptors, one for each level of the scale.
        descriptors: Run => Notes,
        /// Practices of a cumulative leaf.
        practices: Run => Practices,
        /// Its place among the number leaves.
        figure: u16,
        /// Least number, in millionths.
        low: i64,
        /// Greatest number, in millionths.
        high: i64,
        /// The fewest words of a narrative.
        words: u32,
    }
}

record! {
    /// A practice that is ticked.
    Practice {
        /// Name.
        name: Text,
        /// Text.
        text: Text,
        /// The level it belongs to.
        level: u8,
    }
}

record! {
    /// A measure.
    Measure {
        /// Name.
        name: Text,
        /// Title.
        title: Text,
    }
}

record! {
    /// An outcome.
    Outcome {
        /// Name.
        name: Text,
        /// Title.
        title: Text,
        /// Its levels.
        scale: ScaleId => Scales,
        /// Its clauses, as read.
        clauses: Run => Clauses,
        /// Its caps and floors, as applied.
        caps: Run => Caps,
    }
}

record! {
    /// A clause of an outcome.
    Clause {
        /// As written.
        text: Text,
        /// The level it gives.
        level: u8,
    }
}

record! {
    /// A cap or a floor.
    Cap {
        /// As written.
        text: Text,
        /// The reason given.
        because: Text,
        /// Which way it works.
        limit: Limit,
        /// The level.
        level: u8,
    }
}

record! {
    /// A level that a person chooses.
    Judged {
        /// Name.
        name: Text,
        /// Title.
        title: Text,
        /// Its levels.
        scale: ScaleId => Scales,
        /// Who chooses.
        rater: RaterId => Raters,
        /// The outcome that is proposed.
        proposing: OutcomeId,
        /// The limits of the choice.
        caps: Run => Caps,
        /// The condition under which a comment is needed, as written; empty when none is.
        comment: Text,
    }
}

record! {
    /// A flag or a piece of advice.
    Rule {
        /// Name, with the member in brackets where it came from a `for each`.
        name: Text,
        /// What it gives.
        kind: RuleKind,
        /// Its text, in pieces.
        text: Run => Pieces,
        /// Its lines.
        lines: Run => Lines,
        /// Its condition as written.
        condition: Text,
        /// The member of the set it was made for.
        subject: NodeId,
        /// Its place among advice: lower first.
        priority: u16,
    }
}

record! {
    /// A line of advice.
    Line {
        /// What it is.
        kind: LineKind,
        /// Its text, in pieces.
        text: Run => Pieces,
        /// The address of a link.
        link: Text,
    }
}

record! {
    /// A piece of a text with places for values.
    Piece {
        /// What it shows.
        show: Show,
        /// The text itself.
        text: Text,
        /// What kind of thing the value is of.
        place: Place,
        /// Which of them.
        index: u16,
    }
}

record! {
    /// The best or the worst of a set.
    Rank {
        /// Which end.
        kind: RankKind,
        /// How many.
        count: u16,
        /// The set.
        members: Run => Members,
    }
}

record! {
    /// A member of a set.
    Member {
        /// The node.
        node: NodeId => Nodes,
    }
}

record! {
    /// A value of the previous result that the rubric asks for.
    Prior {
        /// What kind of thing it is of: a node, measure, outcome or judgement.
        place: Place,
        /// Which of them.
        index: u16,
        /// Its levels, where it is a level.
        scale: ScaleId,
    }
}

record! {
    /// A constant, in lowest terms.
    Number {
        /// Numerator.
        num: i128,
        /// Denominator.
        den: i128,
    }
}

record! {
    /// One table: the rows for one perspective.
    TableHead {
        /// The rater whose perspective it is; none when it is the combined one.
        rater: RaterId,
        /// Its rows.
        rows: Run => Rows,
        /// Its items.
        items: Run => Items,
        /// Its index.
        index: Run => Index,
    }
}

record! {
    /// One place of an index.
    IndexEntry {
        /// The row that stands for the thing; none when the thing has no row in this table.
        row: RowId,
    }
}

record! {
    /// Where in the source a row was written, in bytes.
    SourceSpan {
        /// Start.
        start: u32,
        /// End.
        end: u32,
    }
}

record! {
    /// Rows of a table that stand one behind the other and are alike.
    Series {
        /// How many rows.
        rows: u16,
        /// What they have in common.
        form: SeriesForm,
        /// By how much operand `a` grows from row to row.
        a: u8,
        /// By how much operand `b` grows from row to row.
        b: u8,
    }
}

record! {
    /// How the rows of a table can be gone through.
    Walk {
        /// The series that all its rows make, in order.
        series: Run => Series,
    }
}
