//! Mutants as text.

use std::io::{self, Write};

use strum::VariantArray as _;

use super::mutant::{Change, Mutant};
use super::trial::{Fate, Result};
use crate::coverage::{Kind, text::share};
use crate::report::Detail;
use contract_core::harmless::harmless;
use contract_core::spec::Spec;

/// Writes the survivors, by line of the spec, and the score. Mutants that allow more, at places where
/// exchanges conform, are listed only with full detail.
///
/// # Errors
/// `out` cannot be written.
pub fn write(spec: &Spec, result: &Result, detail: Detail, out: &mut dyn Write) -> io::Result<()> {
    let all = detail == Detail::Full;
    let survivors =
        || result.outcomes.iter().filter(|o| o.fate == Fate::Survived).map(|outcome| &outcome.mutant);
    let unreached: Vec<&Mutant> = survivors().filter(|mutant| !mutant.is_reached).collect();
    let reached = |change| survivors().filter(move |mutant| mutant.is_reached && mutant.change == change);
    let narrower: Vec<&Mutant> = reached(Change::Narrows).collect();
    let wider: Vec<&Mutant> = reached(Change::Widens).collect();
    list("survived, not reached by any exchange:", &unreached, spec, out)?;
    list("survived, although reached by exchanges:", &narrower, spec, out)?;
    if all {
        list("survived, reached by exchanges that conform to both:", &wider, spec, out)?;
    }
    for kind in Kind::VARIANTS.iter().copied() {
        let of_kind = result.outcomes.iter().filter(|outcome| outcome.mutant.kind == kind);
        let (killed, tried) = score(of_kind);
        if tried > 0 {
            writeln!(out, "  {:<12} {killed:>5} of {tried:<5} {:>6}", kind.word(), share(killed, tried))?;
        }
    }
    let (killed, tried) = score(result.outcomes.iter());
    let file = harmless(&spec.file);
    writeln!(out, "{killed} of {tried} mutants of {file} were killed ({})", share(killed, tried))?;
    for change in [Change::Narrows, Change::Widens] {
        let (killed, tried) = score(result.outcomes.iter().filter(|o| o.mutant.change == change));
        let what = match change {
            Change::Narrows => "that allow less",
            Change::Widens => "that allow more, which only non-conforming exchanges can detect",
        };
        writeln!(out, "  {killed} of {tried} {what}")?;
    }
    if !all && !wider.is_empty() {
        writeln!(out, "  {} of those are at places that exchanges reach; -v lists them", wider.len())?;
    }
    let untried = result.count(Fate::Untried);
    if untried > 0 {
        writeln!(out, "  {untried} were not tried for lack of time; raise --time-limit")?;
    }
    Ok(())
}

fn list(title: &str, mutants: &[&Mutant], spec: &Spec, out: &mut dyn Write) -> io::Result<()> {
    if mutants.is_empty() {
        return Ok(());
    }
    writeln!(out, "{title}")?;
    for mutant in mutants {
        let operation = mutant.spot.operation.of(&spec.operations).map_or("", |operation| &operation.id);
        let part = mutant.spot.part.word();
        let pointer = &mutant.spot.pointer;
        let space = if pointer.is_empty() { "" } else { " " };
        let line = format!(
            "  {}:{} {} `{}` ({operation} {part}{space}{pointer})",
            spec.file_of(&mutant.site),
            mutant.site.place.line,
            mutant.action,
            mutant.name
        );
        writeln!(out, "{}", harmless(&line))?;
    }
    writeln!(out)
}

/// The number of mutants killed, and tried.
pub(super) fn score<'a>(outcomes: impl Iterator<Item = &'a super::Outcome>) -> (u64, u64) {
    outcomes.fold((0, 0), |(killed, tried), outcome| match outcome.fate {
        Fate::Killed => (killed + 1, tried + 1),
        Fate::Survived => (killed, tried + 1),
        Fate::Invalid | Fate::Untried => (killed, tried),
    })
}
