//! A looser question that is easier to go through: a number that is only ever compared with constants may be anything.
//!
//! What nothing meets when such numbers are free, nothing meets when they are made from ratings.

use rubric_core::{Kind, Op};

use crate::frontier::Choice;
use crate::net::{Net, Node, NodeAt, TooFine, place};
use crate::slot::{Exact, Slot};

/// A net in which numbers are free, with its goals and all its variables: those that were there, and the free numbers.
pub(crate) struct Loose {
    pub(crate) net: Net,
    pub(crate) goals: Vec<NodeAt>,
    pub(crate) variables: Vec<Vec<Choice>>,
}

/// The looser net of goals; nothing where no number can be freed.
pub(crate) fn loosened(net: &Net, goals: &[NodeAt], variables: &[Vec<Choice>]) -> Result<Option<Loose>, TooFine> {
    let freed = freed(net, goals);
    if freed.iter().all(|freed| !matches!(freed, Part::Free(_))) {
        return Ok(None);
    }
    let mut loose = Loose { net: Net::default(), goals: Vec::new(), variables: variables.to_vec() };
    let mut places = vec![NodeAt::MAX; net.len()];
    for (at, part) in net.all().zip(&freed) {
        let node = match (part, net.node(at)) {
            (Part::Unused, _) | (_, None) => continue,
            (Part::Free(constants), _) => {
                loose.variables.push(cells(constants).ok_or(TooFine)?);
                Node::Input(u32::try_from(loose.variables.len() - 1).map_err(|_| TooFine)?, 0)
            }
            (_, Some(Node::Made(made))) => {
                let mut made = made.clone();
                made.from = made.from.iter().filter_map(|from| places.get(place(*from)).copied()).collect();
                Node::Made(made)
            }
            (_, Some(node)) => node.clone(),
        };
        let new = loose.net.add(node)?;
        places.get_mut(place(at)).into_iter().for_each(|place| *place = new);
    }
    loose.goals = goals.iter().filter_map(|goal| places.get(place(*goal)).copied()).collect();
    Ok(Some(loose))
}

/// What becomes of a node.
enum Part {
    Unused,
    Kept,
    /// Made free, with the constants that it is compared with.
    Free(Vec<Exact>),
}

/// What becomes of each node, from the goals down.
fn freed(net: &Net, goals: &[NodeAt]) -> Vec<Part> {
    let many = of_many(net);
    let mut users: Vec<Vec<NodeAt>> = vec![Vec::new(); net.len()];
    let mut parts: Vec<Part> = (0..net.len()).map(|_| Part::Unused).collect();
    let all: Vec<NodeAt> = net.all().collect();
    for at in all.into_iter().rev() {
        let used = users.get(place(at)).map_or(&[][..], Vec::as_slice);
        if used.is_empty() && !goals.contains(&at) {
            continue;
        }
        let is_number =
            net.made(at).is_some_and(|made| made.kind == Kind::Number) && many.get(place(at)) == Some(&true);
        let constants = if is_number && !goals.contains(&at) { compared(net, at, used) } else { None };
        let part = constants.map_or(Part::Kept, Part::Free);
        if matches!(part, Part::Kept) {
            for from in net.from(at) {
                users.get_mut(place(*from)).into_iter().for_each(|users| users.push(at));
            }
        }
        if let Some(place) = parts.get_mut(place(at)) {
            *place = part;
        }
    }
    parts
}

/// Whether each node stands on more than one variable.
fn of_many(net: &Net) -> Vec<bool> {
    let mut first: Vec<(Option<u32>, bool)> = Vec::with_capacity(net.len());
    for at in net.all() {
        let own = if let Some(Node::Input(variable, _)) = net.node(at) { Some(*variable) } else { None };
        let below = net.from(at).iter().filter_map(|from| first.get(place(*from)).copied());
        let joined = below.fold((own, false), |(one, many), (other, more)| {
            (one.or(other), many || more || one.zip(other).is_some_and(|(one, other)| one != other))
        });
        first.push(joined);
    }
    first.into_iter().map(|(_, many)| many).collect()
}

/// The constants that a number is compared with, where nothing else is done with it.
fn compared(net: &Net, at: NodeAt, users: &[NodeAt]) -> Option<Vec<Exact>> {
    let mut constants = Vec::new();
    for user in users {
        match net.made(*user).map(|made| made.op)? {
            Op::Known => {}
            Op::Compare => {
                let other = net.from(*user).iter().find(|from| **from != at)?;
                constants.push(net.constant(*other)?.as_number()?);
            }
            _ => return None,
        }
    }
    Some(constants)
}

/// All that a number can be, as far as constants can tell: absent, at each of them, between them and beyond.
fn cells(constants: &[Exact]) -> Option<Vec<Choice>> {
    let mut constants = constants.to_vec();
    constants.sort_unstable();
    constants.dedup();
    let half = Exact::whole(1).fraction().over(Exact::whole(2).fraction()).map(Exact::of)?;
    let mut numbers: Vec<Exact> = constants.clone();
    for (low, high) in constants.iter().zip(constants.iter().skip(1)) {
        numbers.push(low.plus(*high)?.times(half)?);
    }
    let (first, last) = (constants.first().copied(), constants.last().copied());
    numbers.push(first.unwrap_or(Exact::ZERO).plus(Exact::whole(-1))?);
    numbers.push(last.unwrap_or(Exact::ZERO).plus(Exact::whole(1))?);
    let slots = [Slot::Unknown, Slot::LeftOut].into_iter().chain(numbers.into_iter().map(Slot::Number));
    Some(slots.map(|slot| Choice { ports: vec![slot], cost: (0, 0), marked: false }).collect())
}
