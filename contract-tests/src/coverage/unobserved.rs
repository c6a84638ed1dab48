//! What the spec asserts and nothing ever showed, although what it stands in was shown.

use super::assertion::{Assertion, Kind, each_assertion};
use super::measure::measure;
use super::outline::Outline;
use contract_core::findings::Remark;
use contract_core::pointer;
use contract_core::rules::unobserved as rules;
use contract_core::spec::Spec;
use contract_core::verdict::Reach;

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
pub fn tally(spec: &Spec, reach: &Reach) -> Tally {
    let mut tally = Tally::default();
    each_assertion(spec, &Outline::of(spec), None, &mut |assertion| {
        let shown = measure(&assertion, reach);
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
    let place = if spot.pointer.is_empty() { "the body" } else { &spot.pointer };
    let below = || pointer::child(&spot.pointer, name);
    let operation = spec.operations.get(spot.operation)?.id.clone();
    // Types, formats, patterns and bounds are not noted: where a value was shown, they were, or there is a finding.
    let (rule, pointer, message) = match assertion.kind {
        Kind::Operation => (&rules::OPERATION, String::new(), format!("no exchange showed {operation}")),
        // A range or `default` is there for what may come; that it did not is no news.
        Kind::Status if spot.status == 0 => return None,
        Kind::Status => {
            (&rules::STATUS, String::new(), format!("no exchange showed {operation} with {name}"))
        }
        Kind::Property => (&rules::PROPERTY, below(), format!("no exchange showed the property `{name}`")),
        Kind::EnumValue => (
            &rules::ENUM_VALUE,
            spot.pointer.clone(),
            format!("no exchange showed the value `{name}` at {place}"),
        ),
        Kind::Variant => (
            &rules::VARIANT,
            spot.pointer.clone(),
            format!("no exchange showed the variant `{name}` at {place}"),
        ),
        Kind::Parameter => {
            (&rules::PARAMETER, spot.pointer.clone(), format!("no exchange showed the parameter `{name}`"))
        }
        Kind::Nullable => (&rules::NULL, spot.pointer.clone(), format!("no exchange showed null at {place}")),
        _ => return None,
    };
    let found = (assertion.kind != Kind::Operation).then(|| name.clone());
    Some(Remark {
        rule,
        operation,
        part: spot.part,
        status: spot.status,
        pointer,
        found,
        message,
        help: "record an exchange that shows it, or leave it: notes never fail a check".into(),
        site: Some(assertion.site.clone()),
        claims: Vec::new(),
    })
}
