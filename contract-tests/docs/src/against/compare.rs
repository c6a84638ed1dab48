//! Compares each claim with the spec.

use std::collections::BTreeMap;

use serde_json::Value;

use super::place::{Look, Placed, look};
use super::spec_only::spec_only;
use crate::model::{Claim, Location, Predicate, Section};
use crate::yaml::SpecTrees;
use contract_core::findings::{Contradiction, Remark};
use contract_core::rules::Level;
use contract_core::rules::docs::{DOCS_AGAINST_SPEC, Topic};
use contract_core::spec::{Format, JsonType, Literal, Site, Spec, StatusCode};

/// Every claim that the spec lacks or contradicts, and every place of the spec that the docs do not mention.
///
/// A place with `x-correction` is a known departure from the docs and is not reported.
#[must_use]
pub(crate) fn against_spec(claims: &[Claim], spec: &Spec) -> Vec<Remark> {
    let trees = SpecTrees::of(spec);
    let mut grouped: BTreeMap<String, Remark> = BTreeMap::new();
    for claim in claims {
        let Some((site, found, message, level)) = disagreement(spec, &trees, claim) else {
            continue;
        };
        let remark = remark(claim, &site, spec, found, &message, level);
        let known = grouped.entry(remark.fingerprint()).or_insert(remark);
        if !known.claims.contains(&claim.id) {
            known.claims.push(claim.id.clone());
        }
    }
    let mut remarks: Vec<Remark> = grouped.into_values().collect();
    remarks.extend(spec_only(claims, spec));
    remarks.sort_by(|a, b| {
        (&a.operation, a.part, &a.pointer, &a.found).cmp(&(&b.operation, b.part, &b.pointer, &b.found))
    });
    remarks
}

/// True if the spec contradicts this claim.
pub(crate) fn disagrees(spec: &Spec, trees: &SpecTrees<'_>, claim: &Claim) -> bool {
    disagreement(spec, trees, claim).is_some()
}

type Disagreement = (Site, Option<String>, String, Level);

/// How the spec differs, if it does.
fn disagreement(spec: &Spec, trees: &SpecTrees<'_>, claim: &Claim) -> Option<Disagreement> {
    let placed = match look(spec, claim) {
        Look::Found(placed) => placed,
        Look::Missing { site } => return missing(claim, site),
        Look::Unknown => return None,
    };
    // Corrected places are settled by the ledger entry that they name.
    if !placed.corrections.is_empty() {
        return None;
    }
    let said = |what: String, found: Option<String>, level| Some((placed.site.clone(), found, what, level));
    match claim.predicate {
        Predicate::Type => {
            let kinds = kinds(spec, &placed);
            let fits = kinds.is_empty() || kinds.iter().any(|kind| fits(kind, &claim.text()));
            if fits {
                None
            } else {
                said(
                    format!(
                        "the docs have the type {}, but the spec has {}",
                        claim.text(),
                        kinds.join(" or ")
                    ),
                    Some(claim.text()),
                    Level::Error,
                )
            }
        }
        Predicate::EnumMember => {
            let values = values(spec, &placed)?;
            let known = values.iter().any(|value| *value == claim.text());
            if known {
                None
            } else {
                said(
                    format!("the docs have the value `{}`, but the spec does not", claim.text()),
                    Some(claim.text()),
                    Level::Error,
                )
            }
        }
        Predicate::Required => required(spec, claim, &placed)
            .and_then(|what| said(what, Some(claim.name().to_owned()), Level::Error)),
        Predicate::Default => {
            let default = default_of(trees, &placed);
            let same = default.as_ref().is_some_and(|default| *default == claim.value);
            let spoken = default
                .map_or_else(|| "the spec has none".to_owned(), |default| format!("the spec has {default}"));
            if same || claim.value.is_null() {
                None
            } else {
                said(
                    format!("the docs have the default {}, but {spoken}", claim.value),
                    Some(claim.name().to_owned()),
                    Level::Error,
                )
            }
        }
        Predicate::Format if claim.value == "uuid" => {
            let formats: Vec<Format> =
                placed.schemas.iter().filter_map(|id| spec.schema(*id).format).collect();
            let has_pattern = placed.schemas.iter().any(|id| spec.schema(*id).pattern.is_some());
            let agrees = has_pattern || formats.iter().any(|format| format.name() == "uuid");
            if agrees {
                None
            } else {
                said(
                    "the docs have the format uuid, but the spec does not".to_owned(),
                    Some("uuid".to_owned()),
                    Level::Warning,
                )
            }
        }
        _ => None,
    }
}

fn missing(claim: &Claim, site: Site) -> Option<Disagreement> {
    let says_it_is_there = matches!(claim.predicate, Predicate::Exists | Predicate::Type | Predicate::Status)
        && claim.value != Value::Bool(false);
    if !says_it_is_there {
        return None;
    }
    let what = match claim.location {
        Location::Status => format!("the docs have the status {}, but the spec does not", claim.text()),
        location if location.is_parameter() => {
            format!("the docs have the parameter `{}`, but the spec does not", claim.pointer)
        }
        _ => format!("the docs have `{}`, but the spec does not", claim.pointer),
    };
    let found = if claim.location == Location::Status { claim.text() } else { claim.name().to_owned() };
    // Code may read a field that does not exist; samples and lists decide that.
    let level = if claim.section == Section::CodeExample { Level::Warning } else { Level::Error };
    Some((site, Some(found), what, level))
}

fn kinds(spec: &Spec, placed: &Placed<'_>) -> Vec<&'static str> {
    let mut kinds: Vec<&'static str> = placed
        .schemas
        .iter()
        .flat_map(|id| spec.schema(*id).types().unwrap_or_default())
        .filter(|kind| *kind != JsonType::Null)
        .map(JsonType::word)
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// A number in a sample may be an integer in the spec, and vice versa.
fn fits(kind: &str, said: &str) -> bool {
    let number = |kind: &str| matches!(kind, "number" | "integer");
    kind == said || said == "any" || (number(kind) && number(said))
}

/// The values that the spec lists, if any.
fn values(spec: &Spec, placed: &Placed<'_>) -> Option<Vec<String>> {
    let mut values = Vec::new();
    let mut lists = false;
    for schema in placed.schemas.iter().map(|id| spec.schema(*id)) {
        if let Some(known) = &schema.extensions.known_values {
            lists = true;
            values.extend(known.iter().cloned());
        }
        if let Some(known) = &schema.values {
            lists = true;
            values.extend(known.iter().map(|literal: &Literal| literal.shown().trim_matches('"').to_owned()));
        }
    }
    lists.then_some(values)
}

fn required(spec: &Spec, claim: &Claim, placed: &Placed<'_>) -> Option<String> {
    let said = claim.value == Value::Bool(true);
    let actual = match (claim.location, placed.parameter) {
        (_, Some(parameter)) => parameter.required,
        (Location::RequestBody, None) => {
            let (parent, name) = claim.pointer.rsplit_once('/')?;
            let above = Claim { pointer: parent.to_owned(), ..claim.clone() };
            let Look::Found(holder) = look(spec, &above) else { return None };
            holder
                .schemas
                .iter()
                .any(|id| spec.schema(*id).required.iter().any(|required| *required.name == *name))
        }
        _ => return None,
    };
    let word = |required: bool| if required { "required" } else { "optional" };
    (said != actual).then(|| format!("it is {} in the docs and {} in the spec", word(said), word(actual)))
}

/// The default of the schema at a place, read from the source, because the compiled spec does not keep it.
pub(crate) fn default_of(trees: &SpecTrees<'_>, placed: &Placed<'_>) -> Option<Value> {
    let at = trees.followed(trees.at(&placed.site)?);
    let schema = at.get("schema").map_or(at, |schema| trees.followed(schema));
    let text = schema.text_of("default")?;
    Some(crate::read_scalar(text))
}

fn remark(
    claim: &Claim,
    site: &Site,
    spec: &Spec,
    found: Option<String>,
    message: &str,
    level: Level,
) -> Remark {
    Remark {
        rule: &DOCS_AGAINST_SPEC,
        operation: claim.operation.clone().unwrap_or_default(),
        part: claim.location.part(),
        status: claim.status.as_deref().and_then(StatusCode::parse),
        pointer: claim.pointer.clone(),
        found,
        contradiction: Some(of_spec(level)),
        message: format!("{message} ({}:{})", spec.file_of(site), site.place.line),
        help: Topic::Spec.repair().to_owned(),
        site: Some(site.clone()),
        claims: Vec::new(),
    }
}

/// Places marked in the spec are not reported, so only a correction of this very place can settle a finding.
pub(super) fn of_spec(level: Level) -> Contradiction {
    Contradiction {
        topic: Topic::Spec,
        scope: None,
        level,
        renamed_from: None,
        also: Vec::new(),
        marks: Vec::new(),
    }
}
