//! Parameters and request fields that only one list has, or only code.

use std::collections::{BTreeMap, BTreeSet};

use super::report::{Draft, places_of};
use super::view::Operation;
use crate::model::{Claim, Location, Predicate, Section};
use contract_core::rules::docs::Topic;

type Names<'a> = BTreeMap<&'a str, Vec<&'a Claim>>;

/// Compares the table, the list and the code of an operation.
pub(super) fn within<'a>(operation: &Operation<'a>, drafts: &mut Vec<Draft<'a>>) {
    let lists_anything = operation
        .claims
        .iter()
        .any(|claim| claim.section == Section::ParameterList && claim.location != Location::Header);
    for location in [Location::Path, Location::Query, Location::Header, Location::RequestBody] {
        let table = names(operation, location, &[Section::HandWrittenTable]);
        let list = names(operation, location, &[Section::ParameterList]);
        let code = names(
            operation,
            location,
            &[Section::CodeExample, Section::GeneratedRequestSample, Section::HandWrittenSample],
        );
        if !table.is_empty() && lists_anything {
            missing(operation, location, &table, &list, "the list of parameters", drafts);
        }
        if !table.is_empty() && !list.is_empty() {
            missing(operation, location, &list, &table, "the table", drafts);
        }
        let known: BTreeSet<&str> = table.keys().chain(list.keys()).copied().collect();
        let unknown: Names<'a> = code.into_iter().filter(|(name, _)| !known.contains(name)).collect();
        if !known.is_empty() {
            missing(operation, location, &unknown, &Names::new(), "the tables and lists", drafts);
        }
    }
}

fn names<'a>(operation: &Operation<'a>, location: Location, sections: &[Section]) -> Names<'a> {
    let mut names = Names::new();
    for claim in operation
        .claims
        .iter()
        .filter(|claim| claim.location == location && sections.contains(&claim.section))
    {
        let is_standard = ["authorization", "content-type", "accept"]
            .contains(&claim.pointer.to_ascii_lowercase().as_str());
        let is_outermost = location != Location::RequestBody || claim.pointer.matches('/').count() == 1;
        if !claim.pointer.is_empty() && !is_standard && is_outermost {
            names.entry(&claim.pointer).or_default().push(claim);
        }
    }
    names
}

fn missing<'a>(
    operation: &Operation<'a>,
    location: Location,
    here: &Names<'a>,
    there: &Names<'a>,
    what: &str,
    drafts: &mut Vec<Draft<'a>>,
) {
    // A table whose place is not shown, or another one, may be the list that is looked for.
    let lists: BTreeSet<&str> = operation
        .claims
        .iter()
        .filter(|claim| claim.location != location && there.is_empty())
        .filter(|claim| matches!(claim.section, Section::HandWrittenTable | Section::ParameterList))
        .map(|claim| claim.name())
        .collect();
    let may_be_listed = |name: &str| {
        let name = name.trim_start_matches('/');
        operation.unplaced.contains(name) || lists.contains(name)
    };
    for (name, claims) in here.iter().filter(|(name, _)| !there.contains_key(*name) && !may_be_listed(name)) {
        // A different spelling would be another finding; here the name is missing in any spelling.
        let also = operation.claims.iter().filter(|claim| {
            claim.location == location && claim.pointer == *name && claim.predicate == Predicate::Exists
        });
        let instead = there.values().flatten().min_by_key(|claim| claim.line);
        let plain = name.trim_start_matches('/');
        let place = instead.map(|claim| format!(" ({}:{})", claim.page, claim.line)).unwrap_or_default();
        let mut all: Vec<&'a Claim> = claims.iter().take(1).copied().collect();
        all.extend(also.copied());
        all.extend(instead.copied());
        drafts.push(Draft {
            found: Some(plain.to_owned()),
            ..Draft::error(
                Topic::Parameter,
                (operation.name, location, *name),
                format!("`{plain}` is in {}, but not in {what}{place}", places_of(claims)),
                all,
            )
        });
    }
}
