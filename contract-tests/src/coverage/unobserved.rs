//! Notes on assertions that no exchange showed, although their parent was shown.

use super::assertion::{Assertion, Kind, Subject, each_assertion};
use super::measure::measure;
use super::outline::Outline;
use contract_core::findings::{Key, Remark};
use contract_core::pointer;
use contract_core::rules::unobserved as rules;
use contract_core::spec::{OperationIndex, Spec};
use contract_core::verdict::{OperationPart, SpecCoverage};

/// How much of a spec a run showed, and notes on the rest.
#[derive(Debug, Default)]
pub struct Tally {
    /// The number of operations shown, and of all.
    pub operations: (u64, u64),
    /// The number of assertions shown, and of all.
    pub assertions: (u64, u64),
    /// Notes on what no exchange showed, unordered. Children of something that was not shown are omitted: the
    /// note on the parent covers them.
    pub remarks: Vec<Remark>,
}

/// Counts the assertions of a spec without keeping them.
#[must_use]
pub fn tally(spec: &Spec, coverage: &SpecCoverage) -> Tally {
    let mut tally = Tally::default();
    each_assertion(spec, &Outline::of_shown(spec, coverage), &[], &mut |assertion| {
        let shown = measure(&assertion, coverage);
        let is_shown = u64::from(shown.by.is_some());
        if assertion.kind == Kind::Operation {
            tally.operations.0 += is_shown;
            tally.operations.1 += 1;
        }
        tally.assertions.0 += is_shown;
        tally.assertions.1 += 1;
        if shown.by.is_none() && shown.is_near {
            tally.remarks.extend(remark(spec, &assertion, seen_operation(&assertion, coverage)));
        }
    });
    tally
}

/// The first of the operations that refer to the assertion and were shown, if there are several.
fn seen_operation(assertion: &Assertion, coverage: &SpecCoverage) -> OperationIndex {
    let operations = assertion.also.iter().filter_map(|subject| match subject {
        Subject::OperationPart(operation, _) => Some(*operation),
        _ => None,
    });
    let was_seen =
        |index: &OperationIndex| !coverage.of_operation_part(*index, OperationPart::Operation).is_empty();
    let first = assertion.spot.operation;
    std::iter::once(first).chain(operations).find(was_seen).unwrap_or(first)
}

fn remark(spec: &Spec, assertion: &Assertion, operation: OperationIndex) -> Option<Remark> {
    let (name, spot) = (&assertion.name, &assertion.spot);
    let below = || pointer::child(&spot.pointer, name);
    let operation = operation.of(&spec.operations)?.id.clone();
    // Types, formats, patterns and bounds get no notes: a value that was shown either conforms or has a
    // finding.
    let (rule, pointer) = match assertion.kind {
        Kind::Operation => (&rules::UNOBSERVED_OPERATION, String::new()),
        // Ranges and `default` cover unforeseen responses, so their absence is not worth a note.
        Kind::Status if spot.status == 0 => return None,
        Kind::Status => (&rules::UNOBSERVED_STATUS, String::new()),
        Kind::Property => (&rules::UNOBSERVED_PROPERTY, below()),
        Kind::EnumValue => (&rules::UNOBSERVED_ENUM_VALUE, spot.pointer.clone()),
        Kind::Variant => (&rules::UNOBSERVED_VARIANT, spot.pointer.clone()),
        Kind::Parameter => (&rules::UNOBSERVED_PARAMETER, spot.pointer.clone()),
        Kind::Nullable => (&rules::UNOBSERVED_NULL, spot.pointer.clone()),
        _ => return None,
    };
    let found = (assertion.kind != Kind::Operation).then(|| name.clone());
    let key = Key { rule, operation, part: spot.part, status: spot.status, pointer, found };
    Some(Remark::unobserved(key, assertion.site.clone()))
}
