//! Said to be left out, and shown; announced, and missing.

use super::report::{Draft, where_said};
use super::view::Operation;
use crate::model::{Claim, Location, Predicate};
use contract_core::rules::Level;
use contract_core::rules::docs::Cause;

/// Looks for samples that show what a sentence says is not there.
pub(super) fn within<'a>(operation: &Operation<'a>, drafts: &mut Vec<Draft<'a>>) {
    for said in
        operation.claims.iter().filter(|claim| claim.predicate == Predicate::Exists && claim.value == false)
    {
        if said.location == Location::Operation {
            announced(operation, said, drafts);
            continue;
        }
        let shown: Vec<&'a Claim> = operation
            .claims
            .iter()
            .filter(|claim| {
                claim.section.is_sample() && claim.predicate == Predicate::Type && claim.name() == said.name()
            })
            .copied()
            .collect();
        let Some(first) = shown.first() else { continue };
        drafts.push(Draft {
            level: Level::Error,
            cause: Cause::Absence,
            operation: operation.name,
            location: said.location,
            status: first.status.as_deref(),
            pointer: first.pointer.clone(),
            renamed_from: None,
            found: Some(said.name().to_owned()),
            scope: None,
            message: format!(
                "`{}` is said to be left out in {}, and shown in {}",
                said.name(),
                where_said(&[said]),
                where_said(&shown)
            ),
            claims: shown.iter().copied().chain([*said]).collect(),
        });
    }
}

fn announced<'a>(operation: &Operation<'a>, said: &'a Claim, drafts: &mut Vec<Draft<'a>>) {
    drafts.push(Draft {
        level: Level::Error,
        cause: Cause::Announcement,
        operation: operation.name,
        location: said.location,
        status: None,
        pointer: String::new(),
        renamed_from: None,
        found: None,
        scope: None,
        message: format!("a list is announced in {}, and none follows", where_said(&[said])),
        claims: vec![said],
    });
}
