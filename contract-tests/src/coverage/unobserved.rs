//! What the spec asserts and nothing ever showed, although what it stands in was shown.

use super::assertion::{Assertion, Kind};
use super::measure::Coverage;
use crate::report::Remark;
use crate::rules::unobserved as rules;
use crate::spec::Spec;

/// Remarks on the assertions that no exchange showed. What stands in something that was not shown itself is left out:
/// the one note on the thing around it says it all.
#[must_use]
pub fn unobserved(spec: &Spec, coverage: &Coverage) -> Vec<Remark> {
    let missing = coverage.assertions.iter().filter(|m| m.shown.by.is_none() && m.shown.is_near);
    missing.filter_map(|measured| remark(spec, &measured.assertion)).collect()
}

fn remark(spec: &Spec, assertion: &Assertion) -> Option<Remark> {
    let (name, spot) = (&assertion.name, &assertion.spot);
    let place = if spot.pointer.is_empty() { "the body" } else { &spot.pointer };
    let below = || format!("{}/{}", spot.pointer, name.replace('~', "~0").replace('/', "~1"));
    let operation = spec.operations.get(spot.operation)?.id.clone();
    // Types, formats, patterns and bounds are not noted: where a value was shown, they were, or there is a finding.
    let (rule, pointer, message) = match assertion.kind {
        Kind::Operation => (&rules::OPERATION, String::new(), format!("no exchange showed {operation}")),
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
    })
}
