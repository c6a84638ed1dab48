//! Decisions about the claims of a page that need the whole page, per operation.

use std::collections::BTreeSet;

use super::builder::Builder;
use crate::model::{Claim, Location, Predicate, Section};

/// Completes what sections leave open, for each operation of a page.
pub(super) fn settle_page(builder: &mut Builder) {
    let operations: BTreeSet<Option<String>> =
        builder.claims().iter().map(|claim| claim.operation.clone()).collect();
    for operation in operations {
        settle_status(builder, operation.as_deref());
        for section in [Section::HandWrittenTable, Section::ParameterList] {
            rebase_tables(builder, operation.as_deref(), section);
        }
    }
    settle_values(builder);
}

/// The value of a sample is a claim where the page lists the values of its name.
fn settle_values(builder: &mut Builder) {
    let lists = |claim: &&Claim| claim.predicate == Predicate::EnumMember && !claim.section.is_sample();
    let listed: BTreeSet<(Option<String>, Location, String)> = builder
        .claims()
        .iter()
        .filter(lists)
        .map(|claim| (claim.operation.clone(), claim.location, claim.pointer.clone()))
        .collect();
    for (operation, place, value) in builder.take_shown() {
        if listed.contains(&(operation.clone(), place.location, place.pointer.clone())) {
            let own = std::mem::replace(&mut builder.operation, operation);
            builder.add(&place, Predicate::EnumMember, value);
            builder.operation = own;
        }
    }
}

/// Generated samples and lists state no status; they describe the response that the page documents.
fn settle_status(builder: &mut Builder, operation: Option<&str>) {
    let success = builder.claims().iter().find(|claim| {
        claim.operation.as_deref() == operation
            && claim.predicate == Predicate::Status
            && claim.location == Location::Status
            && claim.text().starts_with('2')
    });
    let Some(success) = success.map(Claim::text) else { return };
    for claim in builder.claims_mut() {
        let open = claim.location == Location::ResponseBody && claim.status.is_none();
        if open && claim.section != Section::Prose && claim.operation.as_deref() == operation {
            claim.status = Some(success.clone());
        }
    }
}

/// Tables often omit the envelope of the object they describe. Their names are moved to where the adjacent
/// sample has them.
fn rebase_tables(builder: &mut Builder, operation: Option<&str>, rows_of: Section) {
    let of = |claim: &Claim, section| {
        claim.section == section
            && claim.location == Location::ResponseBody
            && claim.operation.as_deref() == operation
            && claim.status.as_deref().is_none_or(|status| status.starts_with('2'))
    };
    let shown_by = |section| -> BTreeSet<String> {
        builder
            .claims()
            .iter()
            .filter(|claim| of(claim, section))
            .map(|claim| claim.pointer.clone())
            .collect()
    };
    let mut shown = shown_by(Section::HandWrittenSample);
    if shown.is_empty() {
        shown = shown_by(Section::GeneratedResponseSample);
    }
    let is_row = |claim: &Claim| of(claim, rows_of) && claim.predicate != Predicate::ErrorText;
    let rows: BTreeSet<String> =
        builder.claims().iter().filter(|claim| is_row(claim)).map(|claim| claim.pointer.clone()).collect();
    if rows.is_empty() || shown.is_empty() {
        return;
    }
    let mut bases: BTreeSet<String> = BTreeSet::from([String::new()]);
    for pointer in &shown {
        let parent = pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
        bases.insert(parent.to_owned());
    }
    let fits = |base: &String| rows.iter().filter(|row| shown.contains(&format!("{base}{row}"))).count();
    let best = bases.iter().max_by_key(|base| (fits(base), std::cmp::Reverse(base.len())));
    // A list of components has all names of the body, unless it has none of the outermost.
    let at_root = fits(&String::new());
    let is_better = |best: &&String| match rows_of {
        Section::ParameterList => at_root == 0 && fits(best) >= 3,
        _ => fits(best) > at_root,
    };
    let Some(best) = best.filter(is_better).cloned() else { return };
    for claim in builder.claims_mut() {
        if is_row(claim) {
            claim.pointer = format!("{best}{}", claim.pointer);
        }
    }
}
