//! A search through all assessments at once.
//!
//! Variables are given values one after the other. Assessments that leave the same behind, as far as anything later can
//! tell, are one state, and only the cheapest ways to it are kept. What the search finds is exact: every value that the
//! goals can have, and the cheapest assessments that give it.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::budget::{Budget, SIZE, STATES, TRAIL};
use crate::meaning::{finish, gather, gathered_by, of};
use crate::net::{Net, Node, NodeAt, place};
use crate::plan::{Action, Step, plan};
use crate::slot::{Part, Slot};

/// What a way costs: what counts, and what breaks ties.
pub(crate) type Cost = (u32, u32);

/// A value that a variable can be given.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    /// What stands at each of the variable's ports.
    pub(crate) ports: Vec<Slot>,
    pub(crate) cost: Cost,
    /// Whether this is the rating that rises.
    pub(crate) marked: bool,
}

/// What is asked of a net.
#[derive(Debug)]
pub(crate) struct Question<'q> {
    pub(crate) net: &'q Net,
    /// What each variable can be given.
    pub(crate) variables: &'q [Vec<Choice>],
    /// The nodes whose values are asked for.
    pub(crate) goals: &'q [NodeAt],
    /// How many ways to each state are kept.
    pub(crate) ways: usize,
    /// The most that a way may cost.
    pub(crate) most: Option<u32>,
    /// How many marked choices a way has at most.
    pub(crate) marks: u16,
}

/// How a search ended.
#[derive(Debug)]
pub(crate) enum Searched {
    /// With everything that the goals can hold.
    Done(Found),
    /// Without an end: past its budget, behind this many of so many variables.
    Stopped(usize, usize),
    /// Before it began: a number is too fine.
    TooFine,
}

#[derive(Clone, Copy, Debug)]
struct Way {
    cost: Cost,
    parent: u32,
    rank: u16,
    choice: u16,
}

type State = Rc<[Slot]>;

/// What a search found.
#[derive(Debug)]
pub(crate) struct Found {
    /// For each final state, what the goals hold and how many marked choices led there.
    pub(crate) ends: Vec<End>,
    order: Vec<u32>,
    trail: Vec<Vec<Vec<Way>>>,
}

/// A final state.
#[derive(Debug)]
pub(crate) struct End {
    pub(crate) goals: Vec<Slot>,
    pub(crate) marks: u16,
    pub(crate) costs: Vec<Cost>,
    /// How many assessments end here; the greatest number where there are more.
    pub(crate) count: u128,
    at: usize,
}

impl Found {
    /// The choice that each variable has on a way to an end.
    pub(crate) fn choices(&self, end: &End, rank: usize) -> Vec<(u32, usize)> {
        let (mut at, mut rank) = (end.at, rank);
        let mut choices = Vec::new();
        for (layer, variable) in self.trail.iter().zip(&self.order).rev() {
            let Some(way) = layer.get(at).and_then(|ways| ways.get(rank)) else {
                break;
            };
            choices.push((*variable, usize::from(way.choice)));
            at = usize::try_from(way.parent).unwrap_or(usize::MAX);
            rank = usize::from(way.rank);
        }
        choices
    }
}

struct Layer {
    states: Vec<(u16, State)>,
    ways: Vec<Vec<Way>>,
    counts: Vec<u128>,
}

/// Searches, or says how far it came.
pub(crate) fn search(question: &Question<'_>, budget: &mut Budget<'_>) -> Searched {
    let steps = plan(question.net, question.goals);
    let mut walker = Walker::new(question);
    let Some((first, rest)) = steps.split_first() else {
        return Searched::TooFine;
    };
    if walker.run(&first.actions).is_none() {
        return Searched::TooFine;
    }
    let start = Way { cost: (0, 0), parent: 0, rank: 0, choice: 0 };
    let mut layer = Layer { states: vec![(0, walker.state(&first.live))], ways: vec![vec![start]], counts: vec![1] };
    let (mut trail, mut kept, mut live): (Vec<Vec<Vec<Way>>>, usize, &[NodeAt]) = (Vec::new(), 0, &first.live);
    let mut order = Vec::new();
    for (at, step) in rest.iter().enumerate() {
        let next = match walker.advance(&layer, live, step, budget) {
            Ok(next) => next,
            Err(Stop::TooFine) => return Searched::TooFine,
            Err(Stop::Budget) => return Searched::Stopped(at, rest.len()),
        };
        kept += next.ways.iter().map(Vec::len).sum::<usize>();
        if kept > TRAIL {
            return Searched::Stopped(at, rest.len());
        }
        order.extend(step.variable);
        live = &step.live;
        if at > 0 {
            trail.push(core::mem::take(&mut layer.ways));
        }
        layer = next;
    }
    if !rest.is_empty() {
        trail.push(core::mem::take(&mut layer.ways));
    }
    let ends = layer.states.iter().enumerate().map(|(at, (marks, state))| {
        walker.load(live, state);
        let goals = question.goals.iter().map(|goal| walker.value(*goal)).collect();
        let costs = trail
            .last()
            .and_then(|ways| ways.get(at))
            .map_or_else(|| vec![(0, 0)], |ways| ways.iter().map(|way| way.cost).collect());
        let count = layer.counts.get(at).copied().unwrap_or(0);
        End { goals, marks: *marks, costs, count, at }
    });
    let ends = ends.collect();
    Searched::Done(Found { ends, order, trail })
}

enum Stop {
    TooFine,
    Budget,
}

/// The values of one state while it is taken a step further.
struct Walker<'q> {
    question: &'q Question<'q>,
    values: Vec<Slot>,
    /// The input nodes of each variable, by port.
    inputs: Vec<Vec<(NodeAt, u8)>>,
}

impl<'q> Walker<'q> {
    fn new(question: &'q Question<'q>) -> Self {
        let net = question.net;
        let mut inputs = vec![Vec::new(); question.variables.len()];
        let mut values = Vec::with_capacity(net.len());
        for id in net.all() {
            values.push(net.constant(id).cloned().unwrap_or(Slot::Unknown));
            if let Some(Node::Input(variable, port)) = net.node(id) {
                inputs.get_mut(place(*variable)).into_iter().for_each(|inputs: &mut Vec<_>| inputs.push((id, *port)));
            }
        }
        Self { question, values, inputs }
    }

    fn value(&self, at: NodeAt) -> Slot {
        self.values.get(place(at)).cloned().unwrap_or(Slot::Unknown)
    }

    fn put(&mut self, at: NodeAt, slot: Slot) {
        if let Some(value) = self.values.get_mut(place(at)) {
            *value = slot;
        }
    }

    fn load(&mut self, live: &[NodeAt], state: &State) {
        for (at, slot) in live.iter().zip(state.iter()) {
            self.put(*at, slot.clone());
        }
    }

    fn state(&self, live: &[NodeAt]) -> State {
        live.iter().map(|at| self.value(*at)).collect()
    }

    fn run(&mut self, actions: &[Action]) -> Option<()> {
        actions.iter().try_for_each(|action| self.act(*action))
    }

    fn act(&mut self, action: Action) -> Option<()> {
        let net = self.question.net;
        let (node, slot) = match action {
            Action::Compute(node) => {
                let made = net.made(node)?;
                let values: Vec<Slot> = made.from.iter().map(|from| self.value(*from)).collect();
                (node, of(made, &values)?)
            }
            Action::Gather(node, unit, first) => {
                let made = net.made(node)?;
                let together = gathered_by(made.op)?;
                let operands = made.from.iter().skip(unit * together).take(together);
                let operands: Vec<Slot> = operands.map(|from| self.value(*from)).collect();
                let before = if first { Slot::Part(Box::new(Part::EMPTY)) } else { self.value(node) };
                (node, gather(made, before, unit, &operands)?)
            }
            Action::Finish(node) => (node, finish(net.made(node)?, self.value(node))?),
        };
        self.put(node, slot);
        Some(())
    }

    /// Every state with every value of the step's variable.
    fn advance(&mut self, layer: &Layer, live: &[NodeAt], step: &Step, budget: &mut Budget<'_>) -> Result<Layer, Stop> {
        let question = self.question;
        let variable = step.variable.map_or(usize::MAX, place);
        let choices = question.variables.get(variable).map_or(&[][..], Vec::as_slice);
        let inputs = self.inputs.get(variable).cloned().unwrap_or_default();
        let work = 1 + u64::try_from(step.actions.len() + step.live.len()).unwrap_or(1) / 8;
        let mut next = Layer { states: Vec::new(), ways: Vec::new(), counts: Vec::new() };
        let mut known: FxHashMap<(u16, State), usize> = FxHashMap::default();
        let mut size = 0;
        for (parent, (marks, state)) in layer.states.iter().enumerate() {
            let ways = layer.ways.get(parent).map_or(&[][..], Vec::as_slice);
            for (at, choice) in choices.iter().enumerate() {
                let marks = marks + u16::from(choice.marked);
                let cheapest = ways.first().map_or(0, |way| way.cost.0 + choice.cost.0);
                if marks > question.marks || question.most.is_some_and(|most| cheapest > most) {
                    continue;
                }
                if !budget.take(work) {
                    return Err(Stop::Budget);
                }
                self.load(live, state);
                for (node, port) in &inputs {
                    self.put(*node, choice.ports.get(usize::from(*port)).cloned().unwrap_or(Slot::Unknown));
                }
                self.run(&step.actions).ok_or(Stop::TooFine)?;
                let key = (marks, self.state(&step.live));
                let place = *known.entry(key).or_insert_with_key(|(marks, state)| {
                    size += 1 + state.iter().map(Slot::size).sum::<usize>();
                    next.states.push((*marks, state.clone()));
                    next.ways.push(Vec::new());
                    next.counts.push(0);
                    next.states.len() - 1
                });
                let count = layer.counts.get(parent).copied().unwrap_or(0);
                next.counts.get_mut(place).into_iter().for_each(|sum| *sum = sum.saturating_add(count));
                if let Some(kept) = next.ways.get_mut(place) {
                    self.join(kept, ways, (parent, at), choice.cost);
                }
                if next.states.len() > STATES || size > SIZE {
                    return Err(Stop::Budget);
                }
            }
        }
        Ok(next)
    }

    /// Adds ways to those that are kept, the cheapest first.
    fn join(&self, kept: &mut Vec<Way>, ways: &[Way], (parent, choice): (usize, usize), cost: Cost) {
        for (rank, way) in ways.iter().enumerate() {
            let cost = (way.cost.0.saturating_add(cost.0), way.cost.1.saturating_add(cost.1));
            let place = kept.partition_point(|known| known.cost <= cost);
            if place >= self.question.ways {
                break;
            }
            let way = Way {
                cost,
                parent: u32::try_from(parent).unwrap_or(u32::MAX),
                rank: u16::try_from(rank).unwrap_or(u16::MAX),
                choice: u16::try_from(choice).unwrap_or(u16::MAX),
            };
            kept.insert(place, way);
            kept.truncate(self.question.ways);
        }
    }
}
