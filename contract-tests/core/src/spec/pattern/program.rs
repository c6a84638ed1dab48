//! From the tree to instructions for [`super::machine`].

use super::class::Class;
use super::tree::{Assertion, Look, Node, Repeat, Tree};

/// A pattern as instructions. Its registers hold the ends of groups, then what loops remember.
#[derive(Debug, Clone, Default)]
pub(super) struct Program {
    pub(super) steps: Vec<Step>,
    pub(super) registers: usize,
    pub(super) is_anchored: bool,
}

/// An instruction. The next one follows unless it says otherwise.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// Take a character of the class.
    Take {
        class: Class,
        is_behind: bool,
    },
    /// Take as many characters of the class as there are; give back one by one.
    TakeMany {
        class: Class,
        least: u32,
        most: Option<u32>,
        is_behind: bool,
    },
    /// Go on at the next step; else at the other.
    Try(usize),
    Jump(usize),
    /// Remember where it is.
    Save(usize),
    /// Forget what a loop has to forget when it starts.
    Zero(usize),
    /// Decide whether the loop goes on.
    Loop(Box<Loop>),
    /// Start another round.
    Round(Box<Loop>),
    /// End a round: fail if it was free to stay out and took nothing.
    EndRound {
        start: usize,
        of: Box<Loop>,
    },
    /// Take again what one of the groups has captured, or nothing if none has.
    Again {
        groups: Vec<usize>,
        is_behind: bool,
    },
    At(Assertion),
    /// Find, or do not find, what ends at [`Step::Found`] before `end`.
    Look {
        is_negative: bool,
        end: usize,
    },
    /// Everything was found.
    Found,
}

/// A loop.
#[derive(Debug, Clone)]
pub(super) struct Loop {
    pub(super) least: u32,
    pub(super) most: Option<u32>,
    pub(super) is_greedy: bool,
    /// The register that counts rounds, where they have to be counted.
    pub(super) count: Option<usize>,
    /// The register of where the round began, where a round may take nothing.
    pub(super) began: Option<usize>,
    /// The registers of the groups in it, which every round empties.
    pub(super) groups: std::ops::Range<usize>,
    /// The step after the loop.
    pub(super) exit: usize,
}

impl Program {
    pub(super) fn of(tree: &Tree) -> Self {
        let mut program =
            Self { registers: tree.groups * 2, is_anchored: tree.root.is_anchored(), ..Self::default() };
        program.node(&tree.root, false);
        program.steps.push(Step::Found);
        program
    }

    fn register(&mut self) -> usize {
        self.registers += 1;
        self.registers - 1
    }

    /// Adds a step whose target is not known yet.
    fn later(&mut self) -> usize {
        self.steps.push(Step::Found);
        self.steps.len() - 1
    }

    fn set(&mut self, at: usize, step: Step) {
        if let Some(slot) = self.steps.get_mut(at) {
            *slot = step;
        }
    }

    fn node(&mut self, node: &Node, is_behind: bool) {
        match node {
            Node::Class(class) => self.steps.push(Step::Take { class: class.clone(), is_behind }),
            Node::Cat(parts) if is_behind => parts.iter().rev().for_each(|part| self.node(part, true)),
            Node::Cat(parts) => parts.iter().for_each(|part| self.node(part, false)),
            Node::Alt(parts) => self.alternatives(parts, is_behind),
            Node::Repeat(repeat) => self.repeat(repeat, is_behind),
            Node::Group(number, body) => self.group(*number, body, is_behind),
            Node::Backreference(groups) => {
                self.steps.push(Step::Again { groups: groups.clone(), is_behind });
            }
            Node::Assertion(assertion) => self.steps.push(Step::At(*assertion)),
            Node::Look(look) => self.look(look),
        }
    }

    fn alternatives(&mut self, parts: &[Node], is_behind: bool) {
        let Some((last, others)) = parts.split_last() else { return };
        let mut jumps = Vec::new();
        for part in others {
            let fork = self.later();
            self.node(part, is_behind);
            jumps.push(self.later());
            self.set(fork, Step::Try(self.steps.len()));
        }
        self.node(last, is_behind);
        for jump in jumps {
            self.set(jump, Step::Jump(self.steps.len()));
        }
    }

    fn group(&mut self, number: usize, body: &Node, is_behind: bool) {
        let (first, last) = (number * 2, number * 2 + 1);
        let (before, after) = if is_behind { (last, first) } else { (first, last) };
        self.steps.push(Step::Save(before));
        self.node(body, is_behind);
        self.steps.push(Step::Save(after));
    }

    fn look(&mut self, look: &Look) {
        let start = self.later();
        self.node(&look.body, look.is_behind);
        self.steps.push(Step::Found);
        self.set(start, Step::Look { is_negative: look.is_negative, end: self.steps.len() });
    }

    fn repeat(&mut self, repeat: &Repeat, is_behind: bool) {
        if repeat.most == Some(0) {
            return;
        }
        if let (Node::Class(class), true) = (&repeat.body, repeat.is_greedy) {
            let (class, least, most) = (class.clone(), repeat.least, repeat.most);
            return self.steps.push(Step::TakeMany { class, least, most, is_behind });
        }
        let counts = repeat.least > 0 || repeat.most.is_some();
        let mut of = Loop {
            least: repeat.least,
            most: repeat.most,
            is_greedy: repeat.is_greedy,
            count: counts.then(|| self.register()),
            began: repeat.body.may_be_empty().then(|| self.register()),
            groups: groups(&repeat.body),
            exit: 0,
        };
        self.steps.extend(of.count.map(Step::Zero));
        let start = self.later();
        let round = self.later();
        self.node(&repeat.body, is_behind);
        let end = self.later();
        of.exit = self.steps.len();
        self.set(start, Step::Loop(Box::new(of.clone())));
        self.set(round, Step::Round(Box::new(of.clone())));
        self.set(end, Step::EndRound { start, of: Box::new(of) });
    }
}

/// The registers of the groups in a part.
fn groups(node: &Node) -> std::ops::Range<usize> {
    let inner = node.parts().iter().map(groups).filter(|range| !range.is_empty());
    let all = inner.reduce(|one, other| one.start.min(other.start)..one.end.max(other.end)).unwrap_or(0..0);
    match node {
        Node::Group(number, _) => number * 2..all.end.max(number * 2 + 2),
        _ => all,
    }
}
