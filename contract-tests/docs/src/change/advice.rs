//! The consequences of a changed claim: whether the spec agrees, where, and what would change.

use serde::Serialize;

use super::bindings::{Bindings, RustChange};
use super::diff::Diff;
use super::patch::{Patch, patches};
use crate::against::{Look, Placed, disagrees, look};
use crate::model::Claim;
use crate::yaml::SpecTrees;
use contract_core::spec::Spec;

contract_core::vocabulary! {
    /// The consequence of a change of the docs.
    pub enum Verdict {
        /// The docs now agree with the spec; a correction may be obsolete.
        DocsCaughtUp = "docs-caught-up" / "the docs now agree with the spec; a correction at this place may be obsolete",
        /// The docs agreed with the spec before, but no longer do.
        DocsMovedAway = "docs-moved-away" / "the docs no longer agree with the spec",
        /// The docs now state something that the spec does not have.
        NewPromise = "new-promise" / "a new statement that the spec does not have",
        /// The docs no longer state something that the spec relies on.
        PromiseWithdrawn = "promise-withdrawn" / "a withdrawn statement that the spec relies on",
        /// The spec agrees before and after.
        Agrees = "agrees" / "the spec agrees before and after",
        /// The spec disagreed before and still does.
        StillApart = "still-apart" / "the spec disagrees before and after",
        /// There is no spec.
        NotCompared = "not-compared" / "there is no spec to compare with",
        /// The spec does not have the operation or the response.
        NotInSpec = "not-in-spec" / "the spec does not have this operation or response",
    }
}

/// A place in the spec.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpecPlace {
    /// The file as named by the user.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
    /// JSON pointer in the document.
    pub pointer: String,
}

/// The consequences of one changed claim.
#[derive(Debug, Clone, Serialize)]
pub struct Advice {
    /// The claim before the change.
    pub before: Option<Claim>,
    /// The claim after it.
    pub after: Option<Claim>,
    /// The verdict.
    pub verdict: Verdict,
    /// The place in the spec, or its parent.
    pub spec: Option<SpecPlace>,
    /// How the Rust API would change if the spec followed the docs.
    pub rust: Option<RustChange>,
    /// Corrections at the place.
    pub corrections: Vec<String>,
    /// Alternative edits by which the spec would follow.
    pub patches: Vec<Patch>,
}

/// Advice for every claim of a diff: changed ones first, then new ones, then removed ones.
#[must_use]
pub fn advise(diff: &Diff, spec: Option<&Spec>, bindings: Option<&Bindings>) -> Vec<Advice> {
    let trees = spec.map(SpecTrees::of);
    let changed = diff.changed.iter().map(|changed| (Some(&changed.before), Some(&changed.after)));
    let added = diff.added.iter().map(|claim| (None, Some(claim)));
    let removed = diff.removed.iter().map(|claim| (Some(claim), None));
    changed
        .chain(added)
        .chain(removed)
        .map(|(before, after)| one(before, after, spec, trees.as_ref(), bindings))
        .collect()
}

fn one(
    before: Option<&Claim>,
    after: Option<&Claim>,
    spec: Option<&Spec>,
    trees: Option<&SpecTrees<'_>>,
    bindings: Option<&Bindings>,
) -> Advice {
    let mut advice = Advice {
        before: before.cloned(),
        after: after.cloned(),
        verdict: Verdict::NotCompared,
        spec: None,
        rust: None,
        corrections: Vec::new(),
        patches: Vec::new(),
    };
    let mut schemas = Vec::new();
    if let (Some(spec), Some(trees)) = (spec, trees) {
        advice.verdict = verdict(before, after, spec, trees);
        // The place itself if it exists, or else its parent.
        let looks: Vec<Look<'_>> = before.into_iter().chain(after).map(|claim| look(spec, claim)).collect();
        let site = looks.iter().find_map(|look| match look {
            Look::Found(placed) => Some(&placed.site),
            _ => None,
        });
        let site = site.or_else(|| {
            looks.iter().find_map(|look| match look {
                Look::Missing { site } => Some(site),
                _ => None,
            })
        });
        advice.spec = site.map(|site| SpecPlace {
            file: spec.file_of(site).to_owned(),
            line: site.place.line,
            column: site.place.column,
            pointer: site.pointer.clone(),
        });
        for look in &looks {
            if let Look::Found(Placed { corrections, .. }) = look {
                advice.corrections.extend(
                    corrections
                        .iter()
                        .filter(|id| !advice.corrections.contains(id))
                        .cloned()
                        .collect::<Vec<_>>(),
                );
            }
        }
        schemas = names_around(spec, before.or(after));
        let follows =
            matches!(advice.verdict, Verdict::DocsMovedAway | Verdict::NewPromise | Verdict::StillApart);
        if follows {
            advice.patches = patches(before, after, spec, trees);
        }
    }
    advice.rust = bindings.and_then(|bindings| bindings.change(before, after, &schemas));
    if let Some(rust) = &mut advice.rust
        && matches!(advice.verdict, Verdict::Agrees | Verdict::DocsCaughtUp)
    {
        // There is nothing for the spec to follow, so the generated code stays the same.
        (rust.change, rust.breaking) = ("none", false);
    }
    advice
}

fn verdict(before: Option<&Claim>, after: Option<&Claim>, spec: &Spec, trees: &SpecTrees<'_>) -> Verdict {
    let stand = |claim: &Claim| match look(spec, claim) {
        Look::Unknown => None,
        Look::Missing { .. } => Some(false),
        Look::Found(_) => Some(!disagrees(spec, trees, claim)),
    };
    match (before.map(stand), after.map(stand)) {
        (Some(None), _) | (_, Some(None)) | (None, None) => Verdict::NotInSpec,
        (Some(Some(true)), Some(Some(false))) => Verdict::DocsMovedAway,
        (Some(Some(true)), Some(Some(true))) => Verdict::Agrees,
        (Some(Some(false)), Some(Some(false))) => Verdict::StillApart,
        (None, Some(Some(false))) => Verdict::NewPromise,
        (None | Some(Some(false)), Some(Some(true))) | (Some(Some(false)), None) => Verdict::DocsCaughtUp,
        (Some(Some(true)), None) => Verdict::PromiseWithdrawn,
    }
}

/// The names of the schemas that contain the place.
fn names_around(spec: &Spec, claim: Option<&Claim>) -> Vec<String> {
    let Some(claim) = claim else { return Vec::new() };
    let parent = claim.pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
    let parent = parent.trim_end_matches("/*");
    let mut names = Vec::new();
    let end = claim.pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
    for pointer in [end, parent] {
        let above = Claim { pointer: pointer.to_owned(), ..claim.clone() };
        if let Look::Found(placed) = look(spec, &above) {
            names.extend(
                placed.schemas.iter().filter_map(|id| spec.schema(*id).name.as_deref().map(str::to_owned)),
            );
        }
    }
    names.dedup();
    names
}
