//! Two addresses or two servers for one operation.

use std::collections::{BTreeMap, BTreeSet};

use super::report::{Draft, places_of};
use super::view::Operation;
use crate::model::{Claim, Location, Predicate, Section};
use contract_core::rules::docs::Topic;

/// Compares the paths and the servers of an operation.
pub(super) fn within<'a>(operation: &Operation<'a>, drafts: &mut Vec<Draft<'a>>) {
    let paths = operation.claims.iter().filter(|claim| claim.predicate == Predicate::Path).copied();
    let mut paths = by_text(paths);
    leave_out_other_methods(operation, &mut paths);
    differ(operation.name, paths, "the operation has two addresses", drafts);
    let servers = operation.claims.iter().filter(|claim| {
        let is_server = claim.location == Location::Operation && claim.pointer == "server";
        is_server && !claim.text().contains(['$', '{']) && !is_environment(&claim.text())
    });
    differ(operation.name, by_text(servers.copied()), "the operation has two servers", drafts);
}

/// Leaves out calls of the same path with another method, if the page shows calls with the method of the operation as well.
fn leave_out_other_methods(operation: &Operation<'_>, paths: &mut BTreeMap<String, Vec<&Claim>>) {
    let path = |text: &str| text.split_once(' ').map(|(_, path)| path.to_owned());
    let own = path(operation.name);
    let others: Vec<String> =
        paths.keys().filter(|text| *text != operation.name && path(text) == own).cloned().collect();
    let calls = operation.claims.iter().filter(|claim| {
        claim.location == Location::Operation
            && claim.section == Section::CodeExample
            && claim.pointer == "server"
    });
    let calls: BTreeSet<u32> = calls.map(|claim| claim.line).collect();
    let of_others: BTreeSet<u32> =
        others.iter().filter_map(|text| paths.get(text)).flatten().map(|claim| claim.line).collect();
    let is_called = |claim: &&Claim| claim.section == Section::CodeExample;
    let is_called = paths.get(operation.name).is_some_and(|claims| claims.iter().any(is_called));
    if is_called || calls.len() > of_others.len() {
        paths.retain(|text, _| !others.contains(text));
    }
}

/// True for a server that names its environment, such as `https://sandbox.boats.example`: there is another one beside it.
fn is_environment(server: &str) -> bool {
    const ENVIRONMENTS: &[&str] = &[
        "sandbox",
        "staging",
        "stage",
        "test",
        "testing",
        "dev",
        "demo",
        "uat",
        "qa",
        "preprod",
        "prod",
        "production",
        "live",
        "localhost",
    ];
    let mut labels = server.split(|c: char| !c.is_ascii_alphanumeric());
    labels.any(|label| ENVIRONMENTS.contains(&label.to_ascii_lowercase().as_str()))
}

fn by_text<'a>(claims: impl Iterator<Item = &'a Claim>) -> BTreeMap<String, Vec<&'a Claim>> {
    let mut found: BTreeMap<String, Vec<&Claim>> = BTreeMap::new();
    for claim in claims {
        found.entry(claim.text()).or_default().push(claim);
    }
    found
}

fn differ<'a>(
    operation: &'a str,
    sides: BTreeMap<String, Vec<&'a Claim>>,
    what: &str,
    drafts: &mut Vec<Draft<'a>>,
) {
    let mut sides: Vec<(String, Vec<&Claim>)> = sides.into_iter().collect();
    sides.sort_by_key(|(_, claims)| std::cmp::Reverse(claims.len()));
    let [(rule, claims), (other, twins), ..] = sides.as_slice() else { return };
    drafts.push(Draft {
        found: Some(other.clone()),
        ..Draft::error(
            Topic::Address,
            (operation, Location::Operation, ""),
            format!("{what}: `{rule}` in {}, `{other}` in {}", places_of(claims), places_of(twins)),
            claims.iter().chain(twins).copied().collect(),
        )
    });
}
