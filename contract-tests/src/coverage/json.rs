//! Coverage as JSON.

use std::io::{self, Write};

use strum::VariantArray as _;

use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;

use super::assertion::Kind;
use super::measure::Coverage;
use contract_core::spec::Spec;
use contract_core::verdict::EvidenceGrade;

/// Writes every assertion and the totals as one JSON document.
///
/// # Errors
/// `out` cannot be written.
pub fn write(spec: &Spec, coverage: &Coverage, out: &mut dyn Write) -> io::Result<()> {
    let (shown, all) = coverage.total();
    let kinds = Kind::VARIANTS.iter().copied().map(|kind| (kind, coverage.of_kind(kind)));
    let document = Document {
        version: "coverage-v1",
        spec: &spec.file,
        shown,
        all,
        kinds: kinds
            .filter(|(_, (_, all))| *all > 0)
            .map(|(kind, (shown, all))| Count { kind: kind.word(), shown, all })
            .collect(),
        assertions: coverage
            .assertions
            .iter()
            .map(|measured| {
                let assertion = &measured.assertion;
                Entry {
                    kind: assertion.kind.word(),
                    name: &assertion.name,
                    operation: assertion.spot.operation.of(&spec.operations).map_or("", |o| &o.id),
                    r#in: assertion.spot.part.word(),
                    status: (assertion.spot.status > 0).then_some(assertion.spot.status),
                    pointer: &assertion.spot.pointer,
                    shown_by: measured.shown.by.map(EvidenceGrade::word),
                    presence: measured.shown.presence.map(|(count, of)| [count, of]),
                    file: spec.file_of(&assertion.site),
                    line: assertion.site.place.line,
                    column: assertion.site.place.column,
                    spec_pointer: &assertion.site.pointer,
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

/// The assertions of a spec that exchanges showed.
#[derive(Serialize, JsonSchema)]
struct Document<'a> {
    /// `coverage-v1`.
    version: &'static str,
    /// The spec as named by the user.
    spec: &'a str,
    /// How many assertions were shown.
    shown: u64,
    /// How many assertions there are.
    all: u64,
    /// The counts of each kind that the spec has.
    kinds: Vec<Count>,
    /// Every assertion, in the order of the spec.
    assertions: Vec<Entry<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct Count {
    /// The kind of assertion.
    kind: &'static str,
    /// How many of them were shown.
    shown: u64,
    /// How many there are.
    all: u64,
}

#[derive(Serialize, JsonSchema)]
struct Entry<'a> {
    /// The kind of assertion.
    kind: &'static str,
    /// The name, value, type or bound that is asserted.
    name: &'a str,
    /// The operation.
    operation: &'a str,
    /// The part of the exchange.
    r#in: &'static str,
    /// The status, if the assertion belongs to one.
    status: Option<u16>,
    /// The JSON pointer of the place, with `*` for array indexes and map keys.
    pointer: &'a str,
    /// The strongest evidence that showed it; null if there is none.
    shown_by: Option<&'static str>,
    /// How many objects had the property, and the number of objects.
    presence: Option<[u64; 2]>,
    /// The file of the spec.
    file: &'a str,
    /// The line in it, counted from 1.
    line: u32,
    /// The column, counted from 1.
    column: u32,
    /// The JSON pointer in the file.
    spec_pointer: &'a str,
}
