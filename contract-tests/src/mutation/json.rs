//! Mutants as JSON.

use std::io::{self, Write};

use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;

use super::text::score;
use super::trial::{Fate, Result};
use contract_core::spec::Spec;

/// Writes the score and every survivor as one JSON document.
///
/// # Errors
/// `out` cannot be written.
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
                    killed_by: mutant.killed_by(),
                    operation: mutant.spot.operation.of(&spec.operations).map_or("", |o| &o.id),
                    r#in: mutant.spot.part.word(),
                    pointer: &mutant.spot.pointer,
                    file: spec.file_of(&mutant.site),
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

/// The JSON Schema of the output of [`write()`].
#[must_use]
pub fn schema() -> Schema {
    schema_for!(Document<'static>)
}

/// The changes of a spec that exchanges detect.
#[derive(Serialize, JsonSchema)]
struct Document<'a> {
    /// `mutants-v1`.
    version: &'static str,
    /// The spec as named by the user.
    spec: &'a str,
    /// How many mutants there are.
    mutants: u64,
    /// How many were detected by some exchange.
    killed: u64,
    /// How many were not detected.
    survived: u64,
    /// How many were not valid specs.
    invalid: u64,
    /// How many were not tried for lack of time.
    untried: u64,
    /// The mutants that were not detected: lines that no exchange guards.
    survivors: Vec<Entry<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct Entry<'a> {
    /// The kind of assertion that was changed.
    kind: &'static str,
    /// A description of the change.
    action: &'static str,
    /// The name, value or type that is asserted.
    name: &'a str,
    /// Whether the changed spec allows more, less, or something else.
    change: &'static str,
    /// True if an exchange reaches the place.
    reached: bool,
    /// What an exchange has to show to kill it.
    killed_by: String,
    /// The operation.
    operation: &'a str,
    /// The part of the exchange.
    r#in: &'static str,
    /// The JSON pointer of the place, with `*` for array indexes and map keys.
    pointer: &'a str,
    /// The file of the spec.
    file: &'a str,
    /// The line in it, counted from 1.
    line: u32,
    /// The column, counted from 1.
    column: u32,
    /// The JSON pointer in the file.
    spec_pointer: &'a str,
}
