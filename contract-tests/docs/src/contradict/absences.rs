//! Fields documented as omitted, but shown; lists that are announced, but missing.

use super::report::{Draft, places_of};
use super::view::Operation;
use crate::model::{Claim, Location, Predicate};
use contract_core::rules::docs::Topic;

/// Finds samples that contain a field that the prose says is omitted.
pub(super) fn within<'a>(operation: &Operation<'a>, drafts: &mut Vec<Draft<'a>>) {
    for statement in
        operation.claims.iter().filter(|claim| claim.predicate == Predicate::Exists && claim.value == false)
    {
        if statement.location == Location::Operation {
            announced(operation, statement, drafts);
            continue;
        }
        let shown: Vec<&'a Claim> = operation
            .claims
            .iter()
            .filter(|claim| {
                claim.section.is_sample()
                    && claim.predicate == Predicate::Type
                    && claim.name() == statement.name()
            })
            .copied()
            .collect();
        let Some(first) = shown.first() else { continue };
        drafts.push(Draft {
            status: first.status.as_deref(),
            found: Some(statement.name().to_owned()),
            ..Draft::error(
                Topic::Absence,
                (operation.name, statement.location, &first.pointer),
                format!(
                    "`{}` is documented as omitted in {}, but shown in {}",
                    statement.name(),
                    places_of(&[statement]),
                    places_of(&shown)
                ),
                shown.iter().copied().chain([*statement]).collect(),
            )
        });
    }
}

fn announced<'a>(operation: &Operation<'a>, statement: &'a Claim, drafts: &mut Vec<Draft<'a>>) {
    drafts.push(Draft::error(
        Topic::Announcement,
        (operation.name, statement.location, ""),
        format!("a list is announced in {}, but none follows", places_of(&[statement])),
        vec![statement],
    ));
}
