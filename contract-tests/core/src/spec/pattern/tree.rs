//! What a pattern says, every class expanded.

use super::class::{Class, Unit};

/// A pattern that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tree {
    pub(super) root: Node,
    pub(super) unit: Unit,
    /// How many capturing groups there are.
    pub(super) groups: usize,
}

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// One character of a class.
    Class(Class),
    /// One after the other; none is the empty text.
    Cat(Vec<Node>),
    /// One of them, the first that fits.
    Alt(Vec<Node>),
    /// So many times.
    Repeat(Box<Repeat>),
    /// A capturing group, by its number from 0.
    Group(usize, Box<Node>),
    /// What one of these groups has captured.
    Backreference(Vec<usize>),
    /// A place in the text.
    Assertion(Assertion),
    /// What is before or after the place.
    Look(Box<Look>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Repeat {
    pub(super) body: Node,
    pub(super) least: u32,
    /// `None` if there is no limit.
    pub(super) most: Option<u32>,
    pub(super) is_greedy: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Assertion {
    Start,
    End,
    /// `\b`
    WordBoundary,
    /// `\B`
    NoWordBoundary,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) body: Node,
    pub(super) is_behind: bool,
    pub(super) is_negative: bool,
}

impl Node {
    pub(super) const EMPTY: Self = Self::Cat(Vec::new());

    /// The parts, one level down.
    pub(super) fn parts(&self) -> &[Node] {
        match self {
            Self::Class(_) | Self::Backreference(_) | Self::Assertion(_) => &[],
            Self::Cat(parts) | Self::Alt(parts) => parts,
            Self::Repeat(repeat) => std::slice::from_ref(&repeat.body),
            Self::Group(_, body) => std::slice::from_ref(body),
            Self::Look(look) => std::slice::from_ref(&look.body),
        }
    }

    /// Does `is_one` hold for a part, however deep?
    pub(super) fn has(&self, is_one: &impl Fn(&Node) -> bool) -> bool {
        is_one(self) || self.parts().iter().any(|part| part.has(is_one))
    }

    /// May it match without taking a character?
    pub(super) fn may_be_empty(&self) -> bool {
        match self {
            Self::Class(_) => false,
            Self::Cat(parts) => parts.iter().all(Self::may_be_empty),
            Self::Alt(parts) => parts.iter().any(Self::may_be_empty),
            Self::Repeat(repeat) => repeat.least == 0 || repeat.body.may_be_empty(),
            Self::Group(_, body) => body.may_be_empty(),
            Self::Backreference(_) | Self::Assertion(_) | Self::Look(_) => true,
        }
    }

    /// Does every match begin at the start of the text?
    pub(super) fn is_anchored(&self) -> bool {
        match self {
            Self::Assertion(assertion) => *assertion == Assertion::Start,
            Self::Cat(parts) => parts.first().is_some_and(Self::is_anchored),
            Self::Alt(parts) => parts.iter().all(Self::is_anchored),
            Self::Group(_, body) => body.is_anchored(),
            Self::Repeat(repeat) => repeat.least > 0 && repeat.body.is_anchored(),
            Self::Class(_) | Self::Backreference(_) | Self::Look(_) => false,
        }
    }
}

impl Tree {
    /// A pattern that matches the same texts. Where a match ends is never asked.
    pub(super) fn simplified(self) -> Self {
        if self.root.has(&|node| matches!(node, Node::Backreference(_))) {
            return self;
        }
        let root = shortest(flat(self.root), &[End::First, End::Last]);
        Self { root, unit: self.unit, groups: 0 }
    }
}

/// The same without groups, and without sequences in sequences.
fn flat(node: Node) -> Node {
    match node {
        Node::Group(_, body) => flat(*body),
        Node::Cat(parts) => {
            let mut all = Vec::with_capacity(parts.len());
            for part in parts {
                match flat(part) {
                    Node::Cat(inner) => all.extend(inner),
                    other => all.push(other),
                }
            }
            single(all)
        }
        Node::Alt(parts) => Node::Alt(parts.into_iter().map(flat).collect()),
        Node::Repeat(repeat) => {
            let repeat = Repeat { body: flat(repeat.body), ..*repeat };
            if (repeat.least, repeat.most) == (1, Some(1)) {
                return repeat.body;
            }
            Node::Repeat(Box::new(repeat))
        }
        Node::Look(look) => Node::Look(Box::new(Look { body: flat(look.body), ..*look })),
        other @ (Node::Class(_) | Node::Backreference(_) | Node::Assertion(_)) => other,
    }
}

fn single(mut parts: Vec<Node>) -> Node {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            Node::Cat(parts)
        }
        None => Node::EMPTY,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    First,
    Last,
}

/// The same without what is not needed at an end that nothing is beyond: a match that repeats more often than it has to
/// there holds one that does not (`a{2,9}b` is found where `aab` is).
fn shortest(node: Node, open: &[End]) -> Node {
    match node {
        Node::Repeat(repeat) if repeat.least == 0 => Node::EMPTY,
        Node::Repeat(repeat) if repeat.least == 1 => shortest(repeat.body, open),
        Node::Repeat(repeat) => Node::Repeat(Box::new(Repeat { most: Some(repeat.least), ..*repeat })),
        Node::Alt(parts) => Node::Alt(parts.into_iter().map(|part| shortest(part, open)).collect()),
        Node::Cat(mut parts) => {
            for end in open {
                shorten(&mut parts, *end);
            }
            single(parts)
        }
        other => other,
    }
}

/// Shortens a sequence from one end on.
fn shorten(parts: &mut Vec<Node>, end: End) {
    loop {
        let part = match end {
            End::First if !parts.is_empty() => parts.remove(0),
            End::Last => match parts.pop() {
                Some(part) => part,
                None => return,
            },
            End::First => return,
        };
        let part = shortest(part, &[end]);
        if part == Node::EMPTY {
            continue;
        }
        match end {
            End::First => parts.insert(0, part),
            End::Last => parts.push(part),
        }
        return;
    }
}
