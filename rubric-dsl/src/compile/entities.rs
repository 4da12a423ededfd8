//! Everything but the rows: what is asked, what things are called, what is said.

use rubric_core::records::{
    Answer, Cap, Choice, Clause, Context, ContextForm, Counted, Judged, Leaf, Level, Line, Measure, Member, Meta, Node,
    NodeId, Note, Outcome, OutcomeId, Piece, Place, Practice, Prior, Rank, Rater, Roll, Rule, Run, Scale, ScaleId,
    Share, Show, Text,
};
use rubric_core::{Fraction, Section};

use super::writer::Writer;
use crate::list::List;
use crate::model::{self, Model, OutcomeForm, Target};

/// Writes everything but the rows.
pub(super) fn write(model: &Model, writer: &mut Writer) {
    meta(model, writer);
    model.scales.iter().for_each(|scale| self::scale(scale, writer));
    for answer in &model.answers {
        let (name, label) = (writer.text(&answer.name), writer.text(&answer.label));
        writer
            .push(Section::Answers, &Answer { name, label, policy: answer.policy, comment: u8::from(answer.comment) });
    }
    for rater in &model.raters {
        let (name, label) = (writer.text(&rater.name), writer.text(&rater.label));
        let (many, private) = (u8::from(rater.many), u8::from(rater.private));
        writer.push(Section::Raters, &Rater { name, label, many, floor: rater.floor, private });
    }
    let shares: Vec<_> = model.shares.iter().map(|share| share.weight).list();
    for (share, weight) in model.shares.iter().zip(super::rows::whole_weights(&shares).0) {
        writer.push(Section::Shares, &Share { rater: share.rater, optional: u8::from(share.optional), weight });
    }
    model.contexts.iter().for_each(|context| self::context(context, writer));
    model.nodes.iter().for_each(|node| self::node(node, model, writer));
    leaves(model, writer);
    for measure in &model.measures {
        let (name, title) = (writer.text(&measure.name), writer.text(&measure.title));
        writer.push(Section::Measures, &Measure { name, title });
    }
    model.outcomes.iter().for_each(|outcome| self::outcome(outcome, writer));
    model.judged.iter().for_each(|judged| self::judged(judged, writer));
    model.rules.iter().for_each(|rule| self::rule(rule, writer));
    for rank in &model.ranks {
        let members = writer.run_of(Section::Members, &rank.members, |node, _| Member { node: *node });
        writer.push(Section::Ranks, &Rank { kind: rank.kind, count: rank.count, members });
    }
    for target in priors(model) {
        let (place, index) = place_of(target);
        let scale = scale_of(model, target).unwrap_or(ScaleId::NONE);
        writer.push(Section::Priors, &Prior { place, index, scale });
    }
}

fn meta(model: &Model, writer: &mut Writer) {
    let [domain, competency, indicator] = model.terms.each_ref().map(|term| writer.text(term));
    let meta = Meta {
        id: writer.text(&model.id),
        title: writer.text(&model.title),
        version: writer.text(&model.version),
        language: writer.text(&model.language),
        from: writer.text(&model.from),
        until: writer.text(&model.until),
        about: writer.text(&model.about),
        sources: notes(&model.sources, writer),
        domain,
        competency,
        indicator,
    };
    writer.push(Section::Meta, &meta);
}

fn notes(texts: &[String], writer: &mut Writer) -> Run {
    writer.run_of(Section::Notes, texts, |text, writer| Note { text: writer.text(text) })
}

/// The common denominator of a scale's values.
pub(super) fn denominator(scale: &model::Scale) -> i64 {
    let common = common_denominator(&mut scale.levels.iter().map(|level| level.value));
    common.and_then(|common| i64::try_from(common).ok()).unwrap_or(1)
}

/// The common denominator of numbers, if it fits.
pub(super) fn common_denominator(numbers: &mut dyn Iterator<Item = Fraction>) -> Option<i128> {
    let mut common = 1_i128;
    for number in numbers {
        let den = number.lowest().den();
        common = (common / rubric_core::Int::common_divisor(common, den)).checked_mul(den)?;
    }
    Some(common)
}

fn scale(scale: &model::Scale, writer: &mut Writer) {
    let den = denominator(scale);
    let mut levels = Vec::new();
    for level in &scale.levels {
        let lowest = level.value.lowest();
        let num = lowest.num() * (i128::from(den) / lowest.den());
        let (name, label) = (writer.text(&level.name), writer.text(&level.label));
        levels.push(Level { name, label, num: i64::try_from(num).unwrap_or(0) });
    }
    let levels = writer.run(Section::Levels, &levels);
    let counted =
        writer.run_of(Section::Counted, &scale.counted, |level, _| Counted { level: level.unwrap_or(u8::MAX) });
    let name = writer.text(&scale.name);
    let (valued, half_steps) = (u8::from(scale.valued), u8::from(scale.half_steps));
    writer.push(Section::Scales, &Scale { name, levels, den, valued, half_steps, counted });
}

fn context(context: &model::Context, writer: &mut Writer) {
    let (form, choices, low, high) = match &context.form {
        model::ContextForm::Number(low, high) => (ContextForm::Number, &[][..], low.millionths(), high.millionths()),
        model::ContextForm::Choices(choices) => (ContextForm::Choice, choices.as_slice(), 0, 0),
    };
    let choices = writer.run_of(Section::Choices, choices, |(name, label), writer| Choice {
        name: writer.text(name),
        label: writer.text(label),
    });
    let (name, label) = (writer.text(&context.name), writer.text(&context.label));
    writer.push(Section::Contexts, &Context { name, label, form, choices, low, high });
}

fn node(node: &model::Node, model: &Model, writer: &mut Writer) {
    let record = Node {
        name: writer.text(&node.name),
        path: writer.text(&node.path),
        title: writer.text(&node.title),
        kind: node.kind,
        parent: node.parent.unwrap_or(NodeId::NONE),
        leaf: node.first_leaf,
        leaves: u16::try_from(node.leaves).unwrap_or(u16::MAX),
        is_leaf: u8::from(node.leaf.is_some()),
        weight: writer.number(node.weight),
        needs: writer.number(node.needs),
        roll: node.roll,
        scale: node.scale.filter(|_| !adds(node, model)).unwrap_or(ScaleId::NONE),
        about: writer.text(&node.about),
        when: writer.text(&node.when),
        asks: notes(&node.asks, writer),
    };
    writer.push(Section::Nodes, &record);
}

/// Whether a node's score is a sum or made of sums, which lead beyond the scale of the leaves.
fn adds(node: &model::Node, model: &Model) -> bool {
    node.roll == Roll::Sum
        || node.children.iter().filter_map(|child| model.node(*child)).any(|child| adds(child, model))
}

fn leaves(model: &Model, writer: &mut Writer) {
    let mut figure = 0_u16;
    for id in &model.leaves {
        let Some((node, leaf)) = model.node(*id).and_then(|node| Some((node, node.leaf.as_ref()?))) else {
            continue;
        };
        let practices = writer.run_of(Section::Practices, &leaf.practices, |practice, writer| Practice {
            name: writer.text(&practice.name),
            text: writer.text(&practice.text),
            level: practice.level,
        });
        let record = Leaf {
            node: *id,
            form: leaf.form,
            scale: node.scale.unwrap_or(ScaleId::NONE),
            answers: bits(leaf.answers.iter().enumerate().filter(|(_, allowed)| **allowed).map(|(at, _)| at)),
            comments: bits(
                leaf.comments.iter().filter_map(|rating| code(*rating)).filter_map(|code| code.checked_sub(1)),
            ),
            evidence: leaf.evidence,
            evidence_first: u8::from(leaf.evidence_first),
            kinds: notes(&leaf.kinds, writer),
            descriptors: notes(&leaf.descriptors, writer),
            practices,
            figure,
            low: leaf.limits.0.millionths(),
            high: leaf.limits.1.millionths(),
            words: leaf.words,
        };
        figure += u16::from(leaf.form == rubric_core::records::LeafForm::Number);
        writer.push(Section::Leaves, &record);
    }
}

/// The code of a level or mid-point.
fn code(rating: rubric_core::Rating) -> Option<usize> {
    rating.kind().is_level().then_some(usize::from(rating.code()))
}

fn bits(places: impl Iterator<Item = usize>) -> u64 {
    places.filter_map(|at| u32::try_from(at).ok().and_then(|at| 1_u64.checked_shl(at))).fold(0, |bits, bit| bits | bit)
}

fn outcome(outcome: &model::Outcome, writer: &mut Writer) {
    let clauses = match &outcome.form {
        OutcomeForm::Clauses(clauses) => clauses.as_slice(),
        OutcomeForm::Matrix(..) => &[],
    };
    let clauses = writer.run_of(Section::Clauses, clauses, |clause, writer| Clause {
        text: writer.text(&clause.text),
        level: clause.level,
    });
    let record = Outcome {
        name: writer.text(&outcome.name),
        title: writer.text(&outcome.title),
        scale: outcome.scale,
        clauses,
        caps: caps(&outcome.caps, writer),
    };
    writer.push(Section::Outcomes, &record);
}

fn caps(caps: &[model::Cap], writer: &mut Writer) -> Run {
    writer.run_of(Section::Caps, caps, |cap, writer| Cap {
        text: writer.text(&cap.text),
        because: writer.text(&cap.because),
        limit: cap.limit,
        level: cap.level,
    })
}

fn judged(judged: &model::Judged, writer: &mut Writer) {
    let record = Judged {
        name: writer.text(&judged.name),
        title: writer.text(&judged.title),
        scale: judged.scale,
        rater: judged.rater,
        proposing: judged.proposing.unwrap_or(OutcomeId::NONE),
        caps: caps(&judged.caps, writer),
        comment: writer.text(&judged.comment_text),
    };
    writer.push(Section::Judged, &record);
}

fn rule(rule: &model::Rule, writer: &mut Writer) {
    let lines = writer.run_of(Section::Lines, &rule.lines, |line, writer| Line {
        kind: line.kind,
        text: pieces(&line.text, writer),
        link: writer.text(&line.link),
    });
    let record = Rule {
        name: writer.text(&rule.name),
        kind: rule.kind,
        text: pieces(&rule.text, writer),
        lines,
        condition: writer.text(&rule.condition),
        subject: rule.subject.unwrap_or(NodeId::NONE),
        priority: rule.priority,
    };
    writer.push(Section::Rules, &record);
}

fn pieces(pieces: &[model::Piece], writer: &mut Writer) -> Run {
    writer.run_of(Section::Pieces, pieces, |piece, writer| {
        let (show, target) = match piece {
            model::Piece::Text(text) => {
                return Piece { show: Show::Literal, text: writer.text(text), place: Place::Node, index: 0 };
            }
            model::Piece::Number(target) => (Show::Number, target),
            model::Piece::Label(target) => (Show::Label, target),
        };
        let (place, index) = place_of(*target);
        Piece { show, text: Text::default(), place, index }
    })
}

/// Where a thing stands in an index.
pub(crate) fn place_of(target: Target) -> (Place, u16) {
    let (place, index) = match target {
        Target::Node(node) => (Place::Node, node.index()),
        Target::Measure(measure) => (Place::Measure, measure.index()),
        Target::Outcome(outcome) => (Place::Outcome, outcome.index()),
        Target::Judged(judged) => (Place::Judged, judged.index()),
    };
    (place, u16::try_from(index).unwrap_or(u16::MAX))
}

/// The levels of a thing whose value is one.
pub(super) fn scale_of(model: &Model, target: Target) -> Option<ScaleId> {
    match target {
        Target::Outcome(outcome) => model.outcomes.get(outcome.index()).map(|outcome| outcome.scale),
        Target::Judged(judged) => model.judged.get(judged.index()).map(|judged| judged.scale),
        Target::Node(_) | Target::Measure(_) => None,
    }
}

/// The values of the previous result that anything asks for, each once, in order.
pub(super) fn priors(model: &Model) -> Vec<Target> {
    let mut found = Vec::new();
    model.each_expr(&mut |expr| collect_priors(expr, &mut found));
    found
}

fn collect_priors(expr: &model::Expr, found: &mut Vec<Target>) {
    if let model::ExprKind::Prior(target) = &expr.kind
        && let Err(place) = found.binary_search(target)
    {
        found.insert(place, *target);
    }
    model::each_operand(expr, &mut |operand| collect_priors(operand, found));
}
