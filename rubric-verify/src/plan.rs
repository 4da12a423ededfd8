//! In which order variables are given values, and what can be computed after each.
//!
//! A node is computed as soon as everything it is made from is there, and an operand that is gathered is let go of at
//! once. What has to be remembered between two variables is then little: sums, counts, and what conditions said.

use crate::meaning::gathered_by;
use crate::net::{Net, Node, NodeAt, place};

/// One thing to do.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Action {
    /// Gathers operands of a node: which, and whether they are the first.
    Gather(NodeAt, usize, bool),
    /// Finishes a node that was gathered.
    Finish(NodeAt),
    /// Computes a node from all its operands.
    Compute(NodeAt),
}

/// What follows the choice of one variable.
#[derive(Debug, Default)]
pub(crate) struct Step {
    /// The variable; none for what is there before any is chosen.
    pub(crate) variable: Option<u32>,
    pub(crate) actions: Vec<Action>,
    /// The nodes that are needed later.
    pub(crate) live: Vec<NodeAt>,
}

struct Planner<'n> {
    net: &'n Net,
    in_cone: Vec<bool>,
    /// For each node, the nodes that are made from it, with the place among their operands.
    uses: Vec<Vec<(NodeAt, usize)>>,
    /// Operands that a node, or each group of operands of a gathered node, still waits for.
    waiting: Vec<Vec<usize>>,
    begun: Vec<bool>,
    defined: Vec<usize>,
    last_use: Vec<usize>,
    clock: usize,
}

/// The steps that lead to `goals`.
pub(crate) fn plan(net: &Net, goals: &[NodeAt]) -> Vec<Step> {
    let (in_cone, variables) = order(net, goals);
    let mut planner = Planner::new(net, in_cone);
    let constants: Vec<NodeAt> = planner.all(|node| matches!(node, Node::Constant(_)));
    let mut steps = vec![Step { variable: None, actions: planner.follow(constants), live: Vec::new() }];
    let mut ends = vec![planner.clock];
    for variable in variables {
        let inputs = planner.all(|node| matches!(node, Node::Input(of, _) if *of == variable));
        planner.clock += 1;
        steps.push(Step { variable: Some(variable), actions: planner.follow(inputs), live: Vec::new() });
        ends.push(planner.clock);
    }
    for (step, end) in steps.iter_mut().zip(ends) {
        step.live = planner.live(end, goals);
    }
    steps
}

/// The nodes that goals stand on, and the variables among them in the order in which a reader would meet them.
fn order(net: &Net, goals: &[NodeAt]) -> (Vec<bool>, Vec<u32>) {
    let heights = heights(net);
    let mut seen = vec![false; net.len()];
    let mut given = std::collections::BTreeSet::new();
    let mut variables = Vec::new();
    let mut open: Vec<NodeAt> = goals.iter().rev().copied().collect();
    while let Some(at) = open.pop() {
        match seen.get_mut(place(at)) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        if let Some(Node::Input(variable, _)) = net.node(at)
            && given.insert(*variable)
        {
            variables.push(*variable);
        }
        // The operand that stands on the longest chain comes first: what is gathered along a chain is little by its end.
        let mut from: Vec<NodeAt> = net.from(at).iter().rev().copied().collect();
        from.sort_by_key(|from| heights.get(place(*from)).copied());
        open.extend(from);
    }
    (seen, variables)
}

/// How long the longest chain below each node is. A node stands on earlier ones.
fn heights(net: &Net) -> Vec<usize> {
    let mut heights: Vec<usize> = Vec::with_capacity(net.len());
    for id in net.all() {
        let below = net.from(id).iter().filter_map(|from| heights.get(place(*from))).max();
        heights.push(below.map_or(0, |below| below + 1));
    }
    heights
}

impl<'n> Planner<'n> {
    fn new(net: &'n Net, in_cone: Vec<bool>) -> Self {
        let mut uses = vec![Vec::new(); net.len()];
        let mut waiting = vec![Vec::new(); net.len()];
        for at in (0..net.len()).filter(|at| in_cone.get(*at) == Some(&true)) {
            let Some((id, made)) = NodeAt::try_from(at).ok().and_then(|id| Some((id, net.made(id)?))) else {
                continue;
            };
            for (operand, from) in made.from.iter().enumerate() {
                uses.get_mut(place(*from)).into_iter().for_each(|uses| uses.push((id, operand)));
            }
            let together = gathered_by(made.op).unwrap_or(made.from.len().max(1));
            waiting.get_mut(at).into_iter().for_each(|waiting| {
                *waiting = made.from.chunks(together).map(<[NodeAt]>::len).collect();
            });
        }
        let len = net.len();
        Self {
            net,
            in_cone,
            uses,
            waiting,
            begun: vec![false; len],
            defined: vec![usize::MAX; len],
            last_use: vec![0; len],
            clock: 0,
        }
    }

    fn all(&self, is: impl Fn(&Node) -> bool) -> Vec<NodeAt> {
        let ids = (0..self.net.len()).filter(|at| self.in_cone.get(*at) == Some(&true));
        ids.filter_map(|at| NodeAt::try_from(at).ok()).filter(|at| self.net.node(*at).is_some_and(&is)).collect()
    }

    /// Everything that can be done once `ready` hold their values.
    fn follow(&mut self, ready: Vec<NodeAt>) -> Vec<Action> {
        let mut actions = Vec::new();
        let mut open = ready;
        open.iter().for_each(|at| self.define(*at));
        while let Some(at) = open.pop() {
            for (user, operand) in self.uses.get(place(at)).cloned().unwrap_or_default() {
                let Some(made) = self.net.made(user) else {
                    continue;
                };
                let gathers = gathered_by(made.op);
                let unit = gathers.map_or(0, |together| operand / together);
                let waiting = self.waiting.get_mut(place(user));
                let Some(left) = waiting.and_then(|waiting| waiting.get_mut(unit)) else {
                    continue;
                };
                *left = left.saturating_sub(1);
                if *left > 0 {
                    continue;
                }
                if gathers.is_none() {
                    actions.push(self.act(Action::Compute(user)));
                    open.push(user);
                    continue;
                }
                let first = !self.begun.get(place(user)).copied().unwrap_or(true);
                self.begun.get_mut(place(user)).into_iter().for_each(|begun| *begun = true);
                actions.push(self.act(Action::Gather(user, unit, first)));
                if self.waiting.get(place(user)).is_some_and(|waiting| waiting.iter().all(|left| *left == 0)) {
                    actions.push(self.act(Action::Finish(user)));
                    open.push(user);
                }
            }
        }
        actions
    }

    /// Notes when a thing is done, and what it reads.
    fn act(&mut self, action: Action) -> Action {
        self.clock += 1;
        let (node, reads): (NodeAt, Vec<NodeAt>) = match action {
            Action::Compute(node) => (node, self.net.from(node).to_vec()),
            Action::Finish(node) => (node, vec![node]),
            Action::Gather(node, unit, _) => {
                let together = self.net.made(node).and_then(|made| gathered_by(made.op)).unwrap_or(1);
                let operands = self.net.from(node).iter().skip(unit * together).take(together).copied();
                (node, operands.chain([node]).collect())
            }
        };
        for read in reads {
            self.last_use.get_mut(place(read)).into_iter().for_each(|last| *last = self.clock);
        }
        self.define(node);
        action
    }

    fn define(&mut self, at: NodeAt) {
        if let Some(defined) = self.defined.get_mut(place(at)).filter(|defined| **defined == usize::MAX) {
            *defined = self.clock;
        }
    }

    /// What is there at a time and needed after it.
    fn live(&self, end: usize, goals: &[NodeAt]) -> Vec<NodeAt> {
        let needed = |at: NodeAt| {
            let defined = self.defined.get(place(at)).copied().unwrap_or(usize::MAX);
            let last = self.last_use.get(place(at)).copied().unwrap_or(0);
            defined <= end && (last > end || goals.contains(&at)) && self.net.constant(at).is_none()
        };
        self.net.all().filter(|at| needed(*at)).collect()
    }
}
