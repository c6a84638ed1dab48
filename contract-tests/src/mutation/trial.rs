//! Tries mutants on exchanges.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::corpus::Corpus;
use super::edit::edited;
use super::mutant::{Mutant, mutants};
use contract_core::exchange::Entry;
use contract_core::findings::{Key, Summary};
use contract_core::spec::source::Node;
use contract_core::spec::{Spec, SpecError};
use contract_core::verdict::{Checker, Observation, SpecCoverage};

/// A finding with the corrections that the spec names at its place. It differs if a property is declared but
/// undocumented instead of undeclared.
/// that it does not have, are not the same.
type Found = (Key, Vec<String>);

/// The fate of a mutant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fate {
    /// The findings differ.
    Killed,
    /// The findings are the same.
    Survived,
    /// The changed document is not a valid spec, so it was not tried.
    Invalid,
    /// The time limit was reached first.
    Untried,
}

/// A mutant with its fate.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The mutant.
    pub mutant: Mutant,
    /// The fate.
    pub fate: Fate,
}

/// The fates of all mutants, in the order of the spec.
#[derive(Debug)]
pub struct Result {
    /// The outcomes.
    pub outcomes: Vec<Outcome>,
}

impl Result {
    /// The number of mutants with this fate.
    #[must_use]
    pub fn count(&self, fate: Fate) -> u64 {
        self.outcomes.iter().filter(|outcome| outcome.fate == fate).count() as u64
    }
}

/// A spec and exchanges to try mutants on.
#[derive(Debug)]
pub struct Trial<'a> {
    spec: &'a Spec,
    /// The trees of its files.
    trees: Vec<Arc<Node>>,
    corpus: &'a Corpus,
    findings: HashSet<Found>,
    mutants: Vec<Mutant>,
    /// The summary of the unchanged spec.
    pub summary: Summary,
}

impl<'a> Trial<'a> {
    /// Checks the exchanges against the unchanged spec.
    ///
    /// # Errors
    /// None for a spec that was compiled from its own text.
    pub fn new(spec: &'a Spec, corpus: &'a Corpus) -> std::result::Result<Self, SpecError> {
        let mut summary = Summary::new(1);
        let mut findings = HashSet::new();
        let reach = baseline(spec, corpus, &mut findings, &mut summary);
        let mutants = mutants(spec, &reach);
        Ok(Self {
            spec,
            trees: spec.trees()?.into_iter().map(Arc::new).collect(),
            corpus,
            findings,
            mutants,
            summary,
        })
    }

    /// The number of mutants.
    #[must_use]
    pub fn len(&self) -> usize {
        self.mutants.len()
    }

    /// True if there are no mutants.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.mutants.is_empty()
    }

    /// Tries every mutant on `jobs` threads until `deadline`. Calls `tick` after each.
    pub fn run(&self, jobs: usize, deadline: Instant, tick: &(dyn Fn() + Sync)) -> Result {
        let next = AtomicUsize::new(0);
        let fates = Mutex::new(vec![Fate::Untried; self.mutants.len()]);
        std::thread::scope(|scope| {
            for _ in 0..jobs.max(1) {
                scope.spawn(|| {
                    while let Some((at, mutant)) = self.take(&next) {
                        let fate = self.fate(mutant, deadline);
                        let mut fates = fates.lock().unwrap_or_else(PoisonError::into_inner);
                        if let Some(slot) = fates.get_mut(at) {
                            *slot = fate;
                        }
                        drop(fates);
                        tick();
                    }
                });
            }
        });
        let fates = fates.into_inner().unwrap_or_else(PoisonError::into_inner);
        let outcomes = self.mutants.iter().cloned().zip(fates);
        Result { outcomes: outcomes.map(|(mutant, fate)| Outcome { mutant, fate }).collect() }
    }

    fn take(&self, next: &AtomicUsize) -> Option<(usize, &Mutant)> {
        let at = next.fetch_add(1, Ordering::Relaxed);
        self.mutants.get(at).map(|mutant| (at, mutant))
    }

    /// The mutant as a spec, if it is one.
    fn edited(&self, mutant: &Mutant) -> Option<Spec> {
        let tree = edited(mutant.site.file.of(&self.trees)?, &mutant.pointer, &mutant.edit)?;
        let mut trees = self.trees.clone();
        *mutant.site.file.of_mut(&mut trees)? = Arc::new(tree);
        self.spec.with_trees(trees).ok()
    }

    fn fate(&self, mutant: &Mutant, deadline: Instant) -> Fate {
        if Instant::now() >= deadline {
            return Fate::Untried;
        }
        let Some(spec) = self.edited(mutant) else { return Fate::Invalid };
        let mut found: HashSet<Found> = HashSet::new();
        let mut is_new = false;
        let mut checker = Checker::new(&spec);
        for mut reader in self.corpus.readers().flatten() {
            while let Some(entry) = reader.next_entry() {
                let Entry::Exchange(exchange) = entry else { continue };
                checker.check(&exchange, &mut |observation| {
                    let finding = found_by(observation);
                    is_new |= !self.findings.contains(&finding);
                    found.insert(finding);
                });
                if is_new {
                    return Fate::Killed;
                }
                if Instant::now() >= deadline {
                    return Fate::Untried;
                }
            }
        }
        // All were among the known findings, so the sets differ exactly if one is missing.
        if found.len() == self.findings.len() { Fate::Survived } else { Fate::Killed }
    }
}

fn found_by(observation: &Observation<'_>) -> Found {
    (Key::of(observation), observation.corrections.to_vec())
}

/// Checks the exchanges against the unchanged spec. Unreadable entries are skipped, here and for every
/// mutant.
fn baseline(
    spec: &Spec,
    corpus: &Corpus,
    findings: &mut HashSet<Found>,
    summary: &mut Summary,
) -> SpecCoverage {
    let mut checker = Checker::new(spec);
    for mut reader in corpus.readers().flatten() {
        while let Some(entry) = reader.next_entry() {
            match entry {
                Entry::Unread(unread) => summary.add_unread(0, unread),
                Entry::Unanswered => summary.add_unanswered(),
                Entry::Exchange(exchange) => {
                    summary.begin(0, exchange.locator);
                    checker.check(&exchange, &mut |observation| {
                        findings.insert(found_by(observation));
                        summary.observe(observation);
                    });
                }
            }
        }
    }
    checker.coverage().clone()
}
