//! Runs patterns that are not regular, or too large for an automaton, as ECMA-262 says: the first way that fits, tried
//! in order. It takes a limited number of steps and a limited amount of memory, and gives up beyond.

use super::class::{Unit, is_word};
use super::compiled::Verdict;
use super::program::{Loop, Program, Step};
use super::tree::Assertion;

/// Steps for any text.
const STEPS: usize = 200_000;

/// Steps more for each character.
const STEPS_A_CHARACTER: usize = 64;

/// Most places to come back to, and most values to restore.
const MAX_REMEMBERED: usize = 1 << 20;

/// The value of a register that holds none.
const UNSET: usize = usize::MAX;

impl Program {
    /// Does it match anywhere in the text?
    pub(super) fn check(&self, text: &str, unit: Unit) -> Verdict {
        let text: Vec<u32> = match unit {
            Unit::CodePoint => text.chars().map(u32::from).collect(),
            Unit::CodeUnit => text.encode_utf16().map(u32::from).collect(),
        };
        let mut machine = Machine {
            steps: &self.steps,
            text: &text,
            registers: vec![UNSET; self.registers],
            waiting: Vec::new(),
            changes: Vec::new(),
            left: text.len().saturating_mul(STEPS_A_CHARACTER).saturating_add(STEPS),
        };
        let last = if self.is_anchored { 0 } else { text.len() };
        for start in 0..=last {
            match machine.run(0, start) {
                Ok(true) => return Verdict::Matches,
                Ok(false) => {}
                Err(GaveUp) => return Verdict::GaveUp,
            }
        }
        Verdict::Differs
    }
}

/// It took too much time or memory.
struct GaveUp;

/// Where to go on if all else fails.
struct Waiting {
    step: usize,
    at: usize,
    /// How far a run of characters can be given back, if it can.
    until: usize,
    /// How many changes had been made.
    changes: usize,
}

struct Machine<'a> {
    steps: &'a [Step],
    text: &'a [u32],
    registers: Vec<usize>,
    waiting: Vec<Waiting>,
    /// Registers with the values they had before.
    changes: Vec<(usize, usize)>,
    left: usize,
}

impl Machine<'_> {
    /// Runs from a step on until [`Step::Found`]. If that is reached, what groups have captured stays; otherwise nothing.
    fn run(&mut self, step: usize, at: usize) -> Result<bool, GaveUp> {
        let (waiting, changes) = (self.waiting.len(), self.changes.len());
        let mut here = Some((step, at));
        loop {
            let Some((step, at)) = here else {
                here = self.back(waiting)?;
                if here.is_none() {
                    self.undo(changes);
                    return Ok(false);
                }
                continue;
            };
            self.spend(1)?;
            let steps = self.steps;
            match steps.get(step) {
                None | Some(Step::Found) => {
                    self.waiting.truncate(waiting);
                    return Ok(true);
                }
                Some(todo) => here = self.step(todo, step, at)?,
            }
        }
    }

    /// Does a step: where to go on, or nowhere.
    fn step(&mut self, todo: &Step, step: usize, at: usize) -> Result<Option<(usize, usize)>, GaveUp> {
        let next = step + 1;
        Ok(match todo {
            Step::Take { class, is_behind } => self
                .next(at, *is_behind)
                .filter(|(character, _)| class.has(*character))
                .map(|(_, at)| (next, at)),
            Step::TakeMany { class, least, most, is_behind } => {
                let fits = |character| class.has(character);
                self.take_many(fits, (*least, *most), (next, at), *is_behind)?
            }
            Step::Try(other) => {
                self.wait(*other, at, at)?;
                Some((next, at))
            }
            Step::Jump(to) => Some((*to, at)),
            Step::Save(register) => self.set(*register, at).map(|()| Some((next, at)))?,
            Step::Zero(register) => self.set(*register, 0).map(|()| Some((next, at)))?,
            Step::Loop(of) => self.decide(of, next, at)?,
            Step::Round(of) => self.round(of, at).map(|()| Some((next, at)))?,
            Step::EndRound { start, of } => (!self.was_for_nothing(of, at)).then_some((*start, at)),
            Step::Again { groups, is_behind } => self.again(groups, at, *is_behind)?.map(|at| (next, at)),
            Step::At(assertion) => self.is_at(*assertion, at).then_some((next, at)),
            Step::Look { is_negative, end } => self.look(next, at, *is_negative)?.then_some((*end, at)),
            Step::Found => None,
        })
    }

    fn spend(&mut self, steps: usize) -> Result<(), GaveUp> {
        self.left = self.left.checked_sub(steps).ok_or(GaveUp)?;
        Ok(())
    }

    /// The next character, and the place behind it.
    fn next(&self, at: usize, is_behind: bool) -> Option<(u32, usize)> {
        let (index, after) = if is_behind { (at.checked_sub(1)?, at - 1) } else { (at, at + 1) };
        self.text.get(index).map(|character| (*character, after))
    }

    fn take_many(
        &mut self,
        fits: impl Fn(u32) -> bool,
        (least, most): (u32, Option<u32>),
        (next, start): (usize, usize),
        is_behind: bool,
    ) -> Result<Option<(usize, usize)>, GaveUp> {
        let most = most.map_or(usize::MAX, |most| most as usize);
        let (mut at, mut taken) = (start, 0);
        let mut enough = (least == 0).then_some(start);
        while taken < most {
            let Some((_, after)) = self.next(at, is_behind).filter(|(character, _)| fits(*character)) else {
                break;
            };
            (at, taken) = (after, taken + 1);
            if taken == least as usize {
                enough = Some(at);
            }
        }
        self.spend(taken)?;
        let Some(enough) = enough else { return Ok(None) };
        if at != enough {
            self.wait(next, if at > enough { at - 1 } else { at + 1 }, enough)?;
        }
        Ok(Some((next, at)))
    }

    fn wait(&mut self, step: usize, at: usize, until: usize) -> Result<(), GaveUp> {
        if self.waiting.len() >= MAX_REMEMBERED {
            return Err(GaveUp);
        }
        self.waiting.push(Waiting { step, at, until, changes: self.changes.len() });
        Ok(())
    }

    /// The last place to come back to, if there is one above `floor`.
    fn back(&mut self, floor: usize) -> Result<Option<(usize, usize)>, GaveUp> {
        if self.waiting.len() <= floor {
            return Ok(None);
        }
        let Some(last) = self.waiting.last_mut() else { return Ok(None) };
        let (step, at, changes) = (last.step, last.at, last.changes);
        match last.at.cmp(&last.until) {
            std::cmp::Ordering::Equal => drop(self.waiting.pop()),
            std::cmp::Ordering::Greater => last.at -= 1,
            std::cmp::Ordering::Less => last.at += 1,
        }
        self.spend(self.changes.len() - changes)?;
        self.undo(changes);
        Ok(Some((step, at)))
    }

    fn undo(&mut self, changes: usize) {
        while self.changes.len() > changes {
            let Some((register, value)) = self.changes.pop() else { return };
            if let Some(slot) = self.registers.get_mut(register) {
                *slot = value;
            }
        }
    }

    fn get(&self, register: usize) -> usize {
        self.registers.get(register).copied().unwrap_or(UNSET)
    }

    fn set(&mut self, register: usize, value: usize) -> Result<(), GaveUp> {
        if self.changes.len() >= MAX_REMEMBERED {
            return Err(GaveUp);
        }
        if let Some(slot) = self.registers.get_mut(register) {
            self.changes.push((register, *slot));
            *slot = value;
        }
        Ok(())
    }

    /// Whether another round of a loop is due, or out of the question; else one of the two now and the other later.
    fn decide(&mut self, of: &Loop, round: usize, at: usize) -> Result<Option<(usize, usize)>, GaveUp> {
        let count = of.count.map_or(0, |register| self.get(register));
        if of.most.is_some_and(|most| count >= most as usize) {
            return Ok(Some((of.exit, at)));
        }
        if count < of.least as usize {
            return Ok(Some((round, at)));
        }
        let (now, later) = if of.is_greedy { (round, of.exit) } else { (of.exit, round) };
        self.wait(later, at, at)?;
        Ok(Some((now, at)))
    }

    fn round(&mut self, of: &Loop, at: usize) -> Result<(), GaveUp> {
        if let Some(count) = of.count {
            self.set(count, self.get(count).saturating_add(1))?;
        }
        if let Some(began) = of.began {
            self.set(began, at)?;
        }
        self.spend(of.groups.len())?;
        for register in of.groups.clone() {
            if self.get(register) != UNSET {
                self.set(register, UNSET)?;
            }
        }
        Ok(())
    }

    fn was_for_nothing(&self, of: &Loop, at: usize) -> bool {
        let count = of.count.map_or(usize::MAX, |register| self.get(register));
        count > of.least as usize && of.began.is_some_and(|began| self.get(began) == at)
    }

    fn again(&mut self, groups: &[usize], at: usize, is_behind: bool) -> Result<Option<usize>, GaveUp> {
        let captured = groups.iter().find_map(|group| {
            let (first, last) = (self.get(group * 2), self.get(group * 2 + 1));
            (first != UNSET && last != UNSET).then_some((first, last))
        });
        let Some((first, last)) = captured else { return Ok(Some(at)) };
        let length = last.saturating_sub(first);
        self.spend(length)?;
        let (from, to) =
            if is_behind { (at.checked_sub(length), Some(at)) } else { (Some(at), at.checked_add(length)) };
        let (Some(from), Some(to)) = (from, to) else { return Ok(None) };
        let here = self.text.get(from..to);
        let is_same = here.is_some() && here == self.text.get(first..last);
        Ok(is_same.then_some(if is_behind { from } else { to }))
    }

    fn is_at(&self, assertion: Assertion, at: usize) -> bool {
        let is_word_at =
            |at: Option<usize>| at.and_then(|at| self.text.get(at)).is_some_and(|one| is_word(*one));
        let is_boundary = || is_word_at(at.checked_sub(1)) != is_word_at(Some(at));
        match assertion {
            Assertion::Start => at == 0,
            Assertion::End => at == self.text.len(),
            Assertion::WordBoundary => is_boundary(),
            Assertion::NoWordBoundary => !is_boundary(),
        }
    }

    fn look(&mut self, body: usize, at: usize, is_negative: bool) -> Result<bool, GaveUp> {
        let changes = self.changes.len();
        let is_found = self.run(body, at)?;
        if is_found && is_negative {
            self.undo(changes);
        }
        Ok(is_found != is_negative)
    }
}
