//! Values of a sample that exclude each other, and samples that contradict the prose.

use super::report::{Draft, places_of};
use super::view::Operation;
use crate::model::{Claim, Predicate};
use contract_core::rules::docs::Topic;

/// Compares the classes of values within a sample.
pub(super) fn within<'a>(operation: &Operation<'a>, drafts: &mut Vec<Draft<'a>>) {
    for claim in operation.claims.iter().filter(|claim| claim.predicate == Predicate::ExampleClass) {
        let class = claim.text();
        if let Some(scheme) = class.strip_prefix("begins-like.") {
            brand(operation, claim, scheme, drafts);
        } else if class == "counts-more-than-limit" {
            let message = format!("the text counts more items than fit on a page in {}", places_of(&[claim]));
            drafts.push(draft(operation, claim, message, None));
        } else if let Some(months) = class
            .strip_prefix("lifetime.")
            .and_then(|months| months.trim_end_matches('m').parse::<i64>().ok())
        {
            lifetime(operation, claim, months, drafts);
        }
    }
}

/// A masked number with the prefix of one scheme, next to the name of another.
fn brand<'a>(operation: &Operation<'a>, claim: &'a Claim, scheme: &str, drafts: &mut Vec<Draft<'a>>) {
    const SCHEMES: &[&str] = &["VISA", "MASTERCARD", "AMEX"];
    let parent = |claim: &Claim| claim.pointer.rsplit_once('/').map(|(parent, _)| parent.to_owned());
    let named = operation.claims.iter().find(|other| {
        let is_adjacent =
            other.section == claim.section && other.page == claim.page && parent(other) == parent(claim);
        is_adjacent && other.predicate == Predicate::EnumMember && SCHEMES.contains(&other.text().as_str())
    });
    let Some(named) = named.filter(|named| named.text() != scheme) else { return };
    let message = format!(
        "the scheme of the card is {} in {}, but its number has a prefix of {scheme} in {}",
        named.text(),
        places_of(&[named]),
        places_of(&[claim])
    );
    let mut found = draft(operation, named, message, Some(claim));
    found.found = Some(named.text());
    drafts.push(found);
}

/// A card with a shorter or longer lifetime than documented.
fn lifetime<'a>(operation: &Operation<'a>, claim: &'a Claim, months: i64, drafts: &mut Vec<Draft<'a>>) {
    let promise = operation.claims.iter().find_map(|other| {
        let text = other.text();
        let years = text.strip_prefix("lifetime=")?.trim_end_matches('y').parse::<i64>().ok()?;
        (other.predicate == Predicate::Bound).then_some((*other, years))
    });
    let Some((promised, years)) = promise.filter(|(_, years)| (months - years * 12).abs() > 1) else {
        return;
    };
    let message = format!(
        "the card is valid for {years} years in {}, but expires after {months} months in {}",
        places_of(&[promised]),
        places_of(&[claim])
    );
    drafts.push(draft(operation, claim, message, Some(promised)));
}

fn draft<'a>(
    operation: &Operation<'a>,
    claim: &'a Claim,
    message: String,
    other: Option<&'a Claim>,
) -> Draft<'a> {
    Draft {
        status: claim.status.as_deref(),
        found: Some(claim.name().to_owned()),
        ..Draft::error(
            Topic::Consistency,
            (operation.name, claim.location, &claim.pointer),
            message,
            std::iter::once(claim).chain(other).collect(),
        )
    }
}
