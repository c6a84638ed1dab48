//! Mutants for programs.

use std::io::{self, Write};

use serde::Serialize;

use super::text::score;
use super::trial::{Fate, Result};
use crate::spec::Spec;

/// Writes the score and every survivor as one JSON document.
///
/// # Errors
/// `out` cannot be written to.
pub fn write(spec: &Spec, result: &Result, out: &mut dyn Write) -> io::Result<()> {
    let (killed, tried) = score(result.outcomes.iter());
    let survivors = result.outcomes.iter().filter(|outcome| outcome.fate == Fate::Survived);
    let document = Document {
        version: "mutants-v1",
        spec: &spec.file,
        mutants: result.outcomes.len() as u64,
        killed,
        survived: tried - killed,
        invalid: result.count(Fate::Invalid),
        untried: result.count(Fate::Untried),
        survivors: survivors
            .map(|outcome| {
                let mutant = &outcome.mutant;
                Entry {
                    kind: mutant.kind.word(),
                    action: mutant.action,
                    name: &mutant.name,
                    change: mutant.change.word(),
                    reached: mutant.is_reached,
                    operation: spec.operations.get(mutant.spot.operation).map_or("", |o| &o.id),
                    r#in: mutant.spot.part.word(),
                    pointer: &mutant.spot.pointer,
                    line: mutant.site.place.line,
                    column: mutant.site.place.column,
                    spec_pointer: &mutant.site.pointer,
                }
            })
            .collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    spec: &'a str,
    mutants: u64,
    killed: u64,
    survived: u64,
    invalid: u64,
    untried: u64,
    survivors: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    kind: &'static str,
    action: &'static str,
    name: &'a str,
    change: &'static str,
    reached: bool,
    operation: &'a str,
    r#in: &'static str,
    pointer: &'a str,
    line: u32,
    column: u32,
    spec_pointer: &'a str,
}
