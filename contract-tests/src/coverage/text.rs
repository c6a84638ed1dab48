//! Coverage as text.

use std::io::{self, Write};

use strum::VariantArray as _;

use super::assertion::Kind;
use super::measure::{Coverage, Measured};
use crate::output::table;
use crate::report::Detail;
use contract_core::harmless::harmless;
use contract_core::spec::Spec;
use contract_core::verdict::EvidenceGrade;

/// Writes the assertions that were not shown, by line of the spec, and the totals. With full detail, writes
/// all assertions.
///
/// # Errors
/// `out` cannot be written.
pub fn write(spec: &Spec, coverage: &Coverage, detail: Detail, out: &mut dyn Write) -> io::Result<()> {
    let all = detail == Detail::Full;
    let listed: Vec<&Measured> =
        coverage.assertions.iter().filter(|measured| all || measured.shown.by.is_none()).collect();
    if !listed.is_empty() {
        writeln!(out, "{}", if all { "assertions:" } else { "not shown:" })?;
        list(spec, &listed, detail, out)?;
        writeln!(out)?;
    }
    let kinds = Kind::VARIANTS.iter().map(|kind| (*kind, coverage.of_kind(*kind)));
    let kinds: Vec<[String; 4]> = kinds.filter(|(_, (_, total))| *total > 0).map(of_kind).collect();
    table::write(["Assertion", "Shown", "Of", "Share"], &kinds, out)?;
    let by: Vec<String> = EvidenceGrade::ALL
        .into_iter()
        .filter(|grade| coverage.by(*grade) > 0)
        .map(|grade| format!("{} {}", coverage.by(grade), grade.word()))
        .collect();
    let (shown, total) = coverage.total();
    let by =
        if by.is_empty() { String::new() } else { format!(", by strongest evidence: {}", by.join(", ")) };
    let file = harmless(&spec.file);
    writeln!(out, "{shown} of {total} assertions of {file} were shown ({}){by}", share(shown, total))
}

fn of_kind((kind, (shown, total)): (Kind, (u64, u64))) -> [String; 4] {
    [kind.word().to_owned(), shown.to_string(), total.to_string(), share(shown, total)]
}

/// Lists assertions. What showed them is only listed if something did.
fn list(spec: &Spec, listed: &[&Measured], detail: Detail, out: &mut dyn Write) -> io::Result<()> {
    let rows = listed.iter().map(|measured| row(spec, measured));
    if detail == Detail::Full {
        let headings = ["Declared at", "Assertion", "Name", "Place", "Present in", "Shown by"];
        return table::write(headings, &rows.collect::<Vec<_>>(), out);
    }
    let rows: Vec<_> = rows
        .map(|[declared, kind, name, place, present, _]| [declared, kind, name, place, present])
        .collect();
    table::write(["Declared at", "Assertion", "Name", "Place", "Present in"], &rows, out)
}

fn row(spec: &Spec, measured: &Measured) -> [String; 6] {
    let Measured { assertion, shown } = measured;
    // A pattern has no name.
    let name = if assertion.kind == Kind::Pattern { "" } else { &assertion.name };
    let present = shown.presence.filter(|(_, of)| *of > 0);
    let cells = [
        format!("{}:{}", spec.file_of(&assertion.site), assertion.site.place),
        assertion.kind.word().to_owned(),
        name.to_owned(),
        assertion.spot.words(spec),
        present.map(|(count, of)| format!("{count} of {of}")).unwrap_or_default(),
        shown.by.map_or("nothing", EvidenceGrade::word).to_owned(),
    ];
    cells.map(|cell| harmless(&cell))
}

/// `80.7 %`, rounded down, so that only a complete share is 100 %.
pub(crate) fn share(part: u64, all: u64) -> String {
    if all == 0 {
        return "-".into();
    }
    let tenths = part.saturating_mul(1000) / all;
    format!("{}.{} %", tenths / 10, tenths % 10)
}
