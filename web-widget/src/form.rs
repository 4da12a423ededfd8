//! The rubric as it is read on screen: the texts of a program, laid out once.

use std::rc::Rc;

use rubric_core::records::{
    ContextForm, Leaf as LeafRecord, LeafForm, LeafId, Node as NodeRecord, NodeId, NodeKind, Run, Scale, ScaleId, Text,
};
use rubric_core::{DecimalText, Fraction, Program, Rating};
use rubric_dsl::{List, full_title};
use yew::AttrValue;

/// The levels of a scale, lowest first: names and labels. All that stands on the scale shares them.
pub(crate) type Levels = Rc<Vec<(AttrValue, AttrValue)>>;

/// A rubric as it is read.
#[derive(Debug, Default)]
pub(crate) struct Form {
    /// Name.
    pub(crate) id: AttrValue,
    /// Title.
    pub(crate) title: AttrValue,
    /// Version.
    pub(crate) version: AttrValue,
    /// Language of the texts.
    pub(crate) language: AttrValue,
    /// What it is for.
    pub(crate) about: AttrValue,
    /// Where it comes from.
    pub(crate) sources: Vec<AttrValue>,
    /// Raters.
    pub(crate) raters: Vec<Rater>,
    /// Context values.
    pub(crate) contexts: Vec<Context>,
    /// The tree, parents before children.
    pub(crate) nodes: Vec<Node>,
    /// The nodes that are leaves, in file order.
    pub(crate) leaves: Vec<Leaf>,
    /// Measures: names and titles.
    pub(crate) measures: Vec<(AttrValue, AttrValue)>,
    /// Outcomes.
    pub(crate) outcomes: Vec<Outcome>,
    /// Judgements.
    pub(crate) judged: Vec<Judged>,
}

/// A rater.
#[derive(Debug)]
pub(crate) struct Rater {
    /// Name.
    pub(crate) name: AttrValue,
    /// Label.
    pub(crate) label: AttrValue,
    /// Whether it is a group of respondents.
    pub(crate) many: bool,
    /// The fewest respondents whose values are shown.
    pub(crate) floor: usize,
    /// Whether the ratings stay the rater's own.
    pub(crate) private: bool,
}

/// A context value.
#[derive(Debug)]
pub(crate) struct Context {
    /// Name.
    pub(crate) name: AttrValue,
    /// Label.
    pub(crate) label: AttrValue,
    /// Its choices, names and labels; none for a number.
    pub(crate) choices: Vec<(AttrValue, AttrValue)>,
    /// Least and greatest number.
    pub(crate) limits: (AttrValue, AttrValue),
}

/// A node of the tree.
#[derive(Debug)]
pub(crate) struct Node {
    /// Full path.
    pub(crate) path: AttrValue,
    /// Title.
    pub(crate) title: AttrValue,
    /// What it is called away from its place.
    pub(crate) full_title: AttrValue,
    /// What it is.
    pub(crate) kind: NodeKind,
    /// The node it stands in.
    pub(crate) parent: Option<usize>,
    /// How many nodes it stands in.
    pub(crate) depth: usize,
    /// Its place among the leaves, where it is one.
    pub(crate) leaf: Option<usize>,
    /// What it is about.
    pub(crate) about: AttrValue,
    /// Coaching questions.
    pub(crate) asks: Vec<AttrValue>,
    /// The least and greatest value of its scale as fractions over one denominator, where its leaves share one.
    pub(crate) ends: Option<(Fraction, Fraction)>,
    /// The levels of that scale.
    pub(crate) levels: Levels,
}

/// A leaf.
#[derive(Debug)]
pub(crate) struct Leaf {
    /// Its node.
    pub(crate) node: usize,
    /// How it is answered.
    pub(crate) form: LeafForm,
    /// What can be chosen: levels, mid-points, then answers.
    pub(crate) choices: Vec<Choice>,
    /// Practices.
    pub(crate) practices: Vec<Practice>,
    /// Least and greatest number.
    pub(crate) limits: (AttrValue, AttrValue),
    /// The fewest words of a narrative.
    pub(crate) words: usize,
    /// The fewest pieces of evidence.
    pub(crate) evidence: usize,
    /// Whether evidence comes before rating.
    pub(crate) evidence_first: bool,
    /// The kinds of evidence it accepts; any when there are none.
    pub(crate) kinds: Vec<AttrValue>,
}

/// Something that can be chosen.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    /// What is recorded.
    pub(crate) rating: Rating,
    /// How it is written in a file: a level's name or value, or an answer's name.
    pub(crate) name: AttrValue,
    /// Label.
    pub(crate) label: AttrValue,
    /// Descriptor.
    pub(crate) text: AttrValue,
    /// Its value on the scale, where it is a level or a mid-point.
    pub(crate) value: Option<Fraction>,
}

/// A practice.
#[derive(Debug)]
pub(crate) struct Practice {
    /// Name.
    pub(crate) name: AttrValue,
    /// Text.
    pub(crate) text: AttrValue,
    /// The level it belongs to.
    pub(crate) level: u8,
}

/// An outcome.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// Name.
    pub(crate) name: AttrValue,
    /// Title.
    pub(crate) title: AttrValue,
    /// Its levels.
    pub(crate) levels: Levels,
}

/// A judgement.
#[derive(Debug)]
pub(crate) struct Judged {
    /// Name.
    pub(crate) name: AttrValue,
    /// Title.
    pub(crate) title: AttrValue,
    /// Who chooses.
    pub(crate) rater: usize,
    /// Its levels.
    pub(crate) levels: Levels,
}

impl Form {
    /// Lays out the texts of a program.
    pub(crate) fn of(program: &Program<'_>) -> Self {
        let pair = |(name, label)| (text(program, name), text(program, label));
        let scale = |scale: Scale| program.levels_in(scale.levels).iter().map(|it| pair((it.name, it.label))).list();
        let scales = program.scales().iter().map(|it| Rc::new(scale(it))).list();
        let answers = program.answers().iter().map(|it| pair((it.name, it.label))).list();
        Layout { program, scales, answers }.form()
    }

    /// Whether what was given by another form can stay as it is: only texts differ.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let paths = |form: &Self| form.nodes.iter().map(|node| node.path.clone()).list();
        let choices = |form: &Self| {
            let names = form.leaves.iter().map(|leaf| leaf.choices.iter().map(|it| it.name.clone()).list());
            names.list()
        };
        self.id == other.id
            && self.version == other.version
            && self.leaves.len() == other.leaves.len()
            && paths(self) == paths(other)
            && choices(self) == choices(other)
    }

    /// The place of a rater's name.
    pub(crate) fn rater(&self, name: &str) -> Option<usize> {
        self.raters.iter().position(|rater| rater.name == name)
    }

    /// The node of a leaf.
    pub(crate) fn node_of(&self, leaf: usize) -> Option<&Node> {
        self.leaves.get(leaf).and_then(|leaf| self.nodes.get(leaf.node))
    }

    /// The place of the leaf with a path.
    pub(crate) fn leaf_of(&self, path: &str) -> Option<usize> {
        self.nodes.iter().find(|node| node.path == path).and_then(|node| node.leaf)
    }

    /// The node with a path.
    pub(crate) fn node(&self, path: &str) -> Option<&Node> {
        self.nodes.iter().find(|node| node.path == path)
    }
}

struct Layout<'e, 'p> {
    program: &'e Program<'p>,
    scales: Vec<Levels>,
    /// The answers other than a level: names and labels.
    answers: Vec<(AttrValue, AttrValue)>,
}

fn text(program: &Program<'_>, text: Text) -> AttrValue {
    AttrValue::from(program.text(text).to_owned())
}

impl Layout<'_, '_> {
    fn form(&self) -> Form {
        let meta = self.program.meta();
        let mut nodes: Vec<Node> = Vec::new();
        for (at, node) in self.program.nodes().iter().enumerate() {
            let parent = node.parent.some().map(NodeId::index);
            let depth = parent.and_then(|parent| nodes.get(parent)).map_or(0, |parent| parent.depth + 1);
            nodes.push(self.node(at, &node, parent, depth));
        }
        Form {
            id: self.text(meta.id),
            title: self.text(meta.title),
            version: self.text(meta.version),
            language: self.text(meta.language),
            about: self.text(meta.about),
            sources: self.notes(meta.sources),
            raters: self.raters(),
            contexts: self.contexts(),
            nodes,
            leaves: self.program.leaves().iter().map(|leaf| self.leaf(&leaf)).list(),
            measures: self.program.measures().iter().map(|it| (self.text(it.name), self.text(it.title))).list(),
            outcomes: self.outcomes(),
            judged: self.judged(),
        }
    }

    fn text(&self, text: Text) -> AttrValue {
        self::text(self.program, text)
    }

    fn notes(&self, run: Run) -> Vec<AttrValue> {
        self.program.notes_in(run).iter().map(|note| self.text(note.text)).list()
    }

    fn raters(&self) -> Vec<Rater> {
        let raters = self.program.raters();
        let rater = |rater: rubric_core::records::Rater| Rater {
            name: self.text(rater.name),
            label: self.text(rater.label),
            many: rater.many != 0,
            floor: usize::from(rater.floor),
            private: rater.private != 0,
        };
        raters.iter().map(rater).list()
    }

    fn contexts(&self) -> Vec<Context> {
        let choices =
            |run: Run| self.program.choices_in(run).iter().map(|it| (self.text(it.name), self.text(it.label)));
        let contexts = self.program.contexts().iter().map(|context| Context {
            name: self.text(context.name),
            label: self.text(context.label),
            choices: if context.form == ContextForm::Choice { choices(context.choices).list() } else { Vec::new() },
            limits: (millionths(context.low), millionths(context.high)),
        });
        contexts.list()
    }

    fn levels(&self, scale: ScaleId) -> Levels {
        self.scales.get(scale.index()).cloned().unwrap_or_default()
    }

    fn outcomes(&self) -> Vec<Outcome> {
        let outcomes = self.program.outcomes().iter().map(|outcome| Outcome {
            name: self.text(outcome.name),
            title: self.text(outcome.title),
            levels: self.levels(outcome.scale),
        });
        outcomes.list()
    }

    fn judged(&self) -> Vec<Judged> {
        let judged = self.program.judgements().iter().map(|judged| Judged {
            name: self.text(judged.name),
            title: self.text(judged.title),
            rater: judged.rater.index(),
            levels: self.levels(judged.scale),
        });
        judged.list()
    }

    fn node(&self, at: usize, node: &NodeRecord, parent: Option<usize>, depth: usize) -> Node {
        let values = node.scale.some().map(|scale| self.values(scale)).unwrap_or_default();
        let (title, full) = (self.text(node.title), full_title(self.program, NodeId::new(at)));
        Node {
            path: self.text(node.path),
            full_title: if full == title.as_str() { title.clone() } else { AttrValue::from(full) },
            title,
            kind: node.kind,
            parent,
            depth,
            leaf: (node.is_leaf != 0).then(|| node.leaf.index()),
            about: self.text(node.about),
            asks: self.notes(node.asks),
            ends: values.first().copied().zip(values.last().copied()),
            levels: node.scale.some().map(|scale| self.levels(scale)).unwrap_or_default(),
        }
    }

    fn values(&self, scale: ScaleId) -> Vec<Fraction> {
        let Some(scale) = self.program.scale(scale) else {
            return Vec::new();
        };
        let value = |num: i64| Fraction::new(i128::from(num), i128::from(scale.den)).unwrap_or_default();
        self.program.levels_in(scale.levels).iter().map(|level| value(level.num)).list()
    }

    fn leaf(&self, leaf: &LeafRecord) -> Leaf {
        let mut choices = if leaf.form.is_rated() { self.level_choices(leaf) } else { Vec::new() };
        choices.extend(self.answer_choices(leaf));
        let practices = self.program.practices_in(leaf.practices).iter().map(|practice| Practice {
            name: self.text(practice.name),
            text: self.text(practice.text),
            level: practice.level,
        });
        Leaf {
            node: leaf.node.index(),
            form: leaf.form,
            choices,
            practices: practices.list(),
            limits: (millionths(leaf.low), millionths(leaf.high)),
            words: usize::try_from(leaf.words).unwrap_or(usize::MAX),
            evidence: usize::from(leaf.evidence),
            evidence_first: leaf.evidence_first != 0,
            kinds: self.notes(leaf.kinds),
        }
    }

    /// The levels of a leaf, each followed by the mid-point to the next where those can be chosen.
    fn level_choices(&self, leaf: &LeafRecord) -> Vec<Choice> {
        let halves =
            leaf.form == LeafForm::Rated && self.program.scale(leaf.scale).is_some_and(|scale| scale.half_steps != 0);
        let values = self.values(leaf.scale);
        let texts = self.notes(leaf.descriptors);
        let levels = self.levels(leaf.scale);
        let mut choices = Vec::new();
        for (at, (name, label)) in levels.iter().enumerate() {
            let place = u8::try_from(at).unwrap_or(u8::MAX);
            choices.push(Choice {
                rating: Rating::level(place),
                name: name.clone(),
                label: label.clone(),
                text: texts.get(at).cloned().unwrap_or_default(),
                value: values.get(at).copied(),
            });
            if let (true, Some(low), Some(high)) = (halves, values.get(at), values.get(at + 1)) {
                let middle = low.plus(*high).and_then(|sum| sum.over(Fraction::whole(2)));
                choices.push(Choice {
                    rating: Rating::half_step(place),
                    name: middle.map(decimal).unwrap_or_default(),
                    label: middle.map(decimal).unwrap_or_default(),
                    text: AttrValue::default(),
                    value: middle,
                });
            }
        }
        choices
    }

    fn answer_choices(&self, leaf: &LeafRecord) -> Vec<Choice> {
        let allowed = |at: &usize| {
            u32::try_from(*at).ok().and_then(|at| leaf.answers.checked_shr(at)).is_some_and(|bits| bits & 1 == 1)
        };
        let answers = self.answers.iter().enumerate().filter(|(at, _)| allowed(at));
        answers
            .map(|(at, (name, label))| Choice {
                rating: Rating::answer(u8::try_from(at).unwrap_or(u8::MAX)),
                name: name.clone(),
                label: label.clone(),
                text: AttrValue::default(),
                value: None,
            })
            .list()
    }
}

/// A number in millionths, as it is written.
fn millionths(number: i64) -> AttrValue {
    Fraction::new(i128::from(number), 1_000_000).map(decimal).unwrap_or_default()
}

/// A number as it is written.
pub(crate) fn decimal(number: Fraction) -> AttrValue {
    AttrValue::from(DecimalText::new(number, 6).as_str().to_owned())
}

impl Choice {
    /// Whether it is an answer and no level.
    pub(crate) const fn is_answer(&self) -> bool {
        self.value.is_none()
    }
}

/// The leaf's id in the engine.
pub(crate) fn leaf_id(leaf: usize) -> LeafId {
    LeafId::new(leaf)
}
