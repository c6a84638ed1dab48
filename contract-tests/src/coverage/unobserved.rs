//! What the spec asserts and nothing ever showed, although what it stands in was shown.

use super::assertion::{Assertion, Kind, each_assertion};
use super::measure::measure;
use super::outline::Outline;
use contract_core::findings::{Key, Remark};
use contract_core::pointer;
use contract_core::rules::unobserved as rules;
use contract_core::spec::Spec;
use contract_core::verdict::SpecCoverage;

/// How much of a spec a run showed, and remarks on what it did not.
#[derive(Debug, Default)]
pub struct Tally {
    /// Operations: shown, and all.
    pub operations: (u64, u64),
    /// Assertions: shown, and all.
    pub assertions: (u64, u64),
    /// What no exchange showed, in no order. What stands in something that was not shown itself is left out: the one
    /// note on the thing around it says it all.
    pub remarks: Vec<Remark>,
}

/// Counts the assertions of a spec without keeping them.
#[must_use]
pub fn tally(spec: &Spec, coverage: &SpecCoverage) -> Tally {
    let mut tally = Tally::default();
    each_assertion(spec, &Outline::of(spec), None, &mut |assertion| {
        let shown = measure(&assertion, coverage);
        let is_shown = u64::from(shown.by.is_some());
        if assertion.kind == Kind::Operation {
            tally.operations.0 += is_shown;
            tally.operations.1 += 1;
        }
        tally.assertions.0 += is_shown;
        tally.assertions.1 += 1;
        if shown.by.is_none() && shown.is_near {
            tally.remarks.extend(remark(spec, &assertion));
        }
    });
    tally
}

fn remark(spec: &Spec, assertion: &Assertion) -> Option<Remark> {
    let (name, spot) = (&assertion.name, &assertion.spot);
    let below = || pointer::child(&spot.pointer, name);
    let operation = spot.operation.of(&spec.operations)?.id.clone();
    // Types, formats, patterns and bounds are not noted: where a value was shown, they were, or there is a finding.
    let (rule, pointer) = match assertion.kind {
        Kind::Operation => (&rules::UNOBSERVED_OPERATION, String::new()),
        // A range or `default` is there for what may come; that it did not is no news.
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
