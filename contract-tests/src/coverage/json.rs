//! Coverage for programs.

use std::io::{self, Write};

use serde::Serialize;

use super::assertion::Kind;
use super::measure::Coverage;
use crate::spec::Spec;
use crate::verdict::Sight;

/// Writes every assertion and the totals as one JSON document.
///
/// # Errors
/// `out` cannot be written to.
pub fn write(spec: &Spec, coverage: &Coverage, out: &mut dyn Write) -> io::Result<()> {
    let (shown, all) = coverage.total();
    let kinds = Kind::ALL.into_iter().map(|kind| (kind, coverage.of_kind(kind)));
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
                    operation: spec.operations.get(assertion.spot.operation).map_or("", |o| &o.id),
                    r#in: assertion.spot.part.word(),
                    status: (assertion.spot.status > 0).then_some(assertion.spot.status),
                    pointer: &assertion.spot.pointer,
                    shown_by: measured.shown.by.map(Sight::word),
                    presence: measured.shown.presence.map(|(count, of)| [count, of]),
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

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    spec: &'a str,
    shown: u64,
    all: u64,
    kinds: Vec<Count>,
    assertions: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Count {
    kind: &'static str,
    shown: u64,
    all: u64,
}

#[derive(Serialize)]
struct Entry<'a> {
    kind: &'static str,
    name: &'a str,
    operation: &'a str,
    r#in: &'static str,
    status: Option<u16>,
    pointer: &'a str,
    shown_by: Option<&'static str>,
    presence: Option<[u64; 2]>,
    line: u32,
    column: u32,
    spec_pointer: &'a str,
}
