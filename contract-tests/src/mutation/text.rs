//! Mutants as text.

use std::io::{self, Write};

use strum::VariantArray as _;

use super::mutant::{Change, Mutant};
use super::trial::{Fate, Result};
use crate::coverage::{Kind, text::share};
use crate::output::table;
use crate::report::Detail;
use contract_core::harmless::harmless;
use contract_core::spec::Spec;

/// What the figure means.
const MEANING: &str = "\
A mutant is the spec with one assertion changed. Exchanges kill it if their findings change. Conforming exchanges cannot
kill a mutant that only allows more: that takes an exchange that breaks the assertion. Read the figure of those that
allow less; the survivors among them are lines that no exchange guards.
";

/// Writes what the figure means, the survivors with what would kill them, by line of the spec, and the score.
/// Survivors that only allow more are listed only with full detail.
///
/// # Errors
/// `out` cannot be written.
pub fn write(spec: &Spec, result: &Result, detail: Detail, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{MEANING}")?;
    let survivors = |change| {
        let survived = result.outcomes.iter().filter(|outcome| outcome.fate == Fate::Survived);
        survived.map(|outcome| &outcome.mutant).filter(move |mutant| mutant.change == change)
    };
    let less: Vec<&Mutant> = survivors(Change::Narrows).collect();
    let more: Vec<&Mutant> = survivors(Change::Widens).collect();
    list("Survivors that allow less; a recording of what is named kills them:", &less, spec, out)?;
    if detail == Detail::Full {
        list("Survivors that only allow more; an exchange with what is named kills them:", &more, spec, out)?;
    }
    let kinds: Vec<[String; 4]> = Kind::VARIANTS.iter().filter_map(|kind| of_kind(*kind, result)).collect();
    table::write(["Assertion", "Killed", "Of", "Share"], &kinds, out)?;
    totals(spec, result, out)?;
    if detail != Detail::Full && !more.is_empty() {
        writeln!(out, "  -v lists the {} survivors that only allow more", more.len())?;
    }
    Ok(())
}

fn totals(spec: &Spec, result: &Result, out: &mut dyn Write) -> io::Result<()> {
    let (killed, tried) = score(result.outcomes.iter());
    let file = harmless(&spec.file);
    writeln!(out, "{killed} of {tried} mutants of {file} were killed ({})", share(killed, tried))?;
    for change in [Change::Narrows, Change::Widens] {
        let (killed, tried) = score(result.outcomes.iter().filter(|o| o.mutant.change == change));
        let what = match change {
            Change::Narrows => "that allow less",
            Change::Widens => "that only allow more",
        };
        writeln!(out, "  {killed} of {tried} {what} ({})", share(killed, tried))?;
    }
    match result.count(Fate::Untried) {
        0 => Ok(()),
        untried => writeln!(out, "  {untried} were not tried for lack of time; raise --time-limit"),
    }
}

fn of_kind(kind: Kind, result: &Result) -> Option<[String; 4]> {
    let (killed, tried) = score(result.outcomes.iter().filter(|outcome| outcome.mutant.kind == kind));
    let row = [kind.word().to_owned(), killed.to_string(), tried.to_string(), share(killed, tried)];
    (tried > 0).then_some(row)
}

fn list(title: &str, mutants: &[&Mutant], spec: &Spec, out: &mut dyn Write) -> io::Result<()> {
    if mutants.is_empty() {
        return Ok(());
    }
    writeln!(out, "{title}")?;
    let rows: Vec<[String; 4]> = mutants.iter().map(|mutant| row(mutant, spec)).collect();
    table::write(["Declared at", "Change", "Place", "Killed by"], &rows, out)?;
    writeln!(out)
}

fn row(mutant: &Mutant, spec: &Spec) -> [String; 4] {
    let cells = [
        format!("{}:{}", spec.file_of(&mutant.site), mutant.site.place),
        format!("{} `{}`", mutant.action, mutant.name),
        mutant.spot.words(spec),
        mutant.killed_by(),
    ];
    cells.map(|cell| harmless(&cell))
}

/// The number of mutants killed, and tried.
pub(super) fn score<'a>(outcomes: impl Iterator<Item = &'a super::Outcome>) -> (u64, u64) {
    outcomes.fold((0, 0), |(killed, tried), outcome| match outcome.fate {
        Fate::Killed => (killed + 1, tried + 1),
        Fate::Survived => (killed, tried + 1),
        Fate::Invalid | Fate::Untried => (killed, tried),
    })
}
