//! The claims of all pages by operation, source and object.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Claim, Location, Predicate, Section};
use contract_core::shown::HIDDEN_NAME;

/// A source: the claims of one kind of section of a page about one body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SourceKey<'a> {
    pub(super) page: &'a str,
    pub(super) section: Section,
    pub(super) location: Location,
    pub(super) status: Option<&'a str>,
}

/// A property of a named object.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Property<'a> {
    /// The name of the object; empty for envelopes.
    pub(super) object: String,
    pub(super) name: &'a str,
}

/// The claims about one operation.
#[derive(Debug)]
pub(super) struct Operation<'a> {
    /// `METHOD /path`, or the operationId in the claims.
    pub(super) name: &'a str,
    /// The resource of the path: `card` for `/customers/{id}/cards`.
    pub(super) resource: String,
    pub(super) claims: Vec<&'a Claim>,
    /// The names that its pages list without showing where they are sent.
    pub(super) unplaced: BTreeSet<&'a str>,
    /// The objects of each source.
    pub(super) sources: BTreeMap<SourceKey<'a>, Source<'a>>,
}

/// The objects of one source.
#[derive(Debug, Default)]
pub(super) struct Source<'a> {
    /// The claims about each property.
    pub(super) properties: BTreeMap<Property<'a>, Vec<&'a Claim>>,
    /// The pointers of each object.
    pub(super) places: BTreeMap<String, BTreeSet<&'a str>>,
}

impl Source<'_> {
    /// The names of the properties of an object.
    pub(super) fn names(&self, object: &str) -> BTreeSet<&str> {
        self.properties
            .keys()
            .filter(|property| property.object == object)
            .map(|property| property.name)
            .collect()
    }
}

/// The operations of the claims, by name.
pub(super) fn operations<'a>(
    claims: &'a [Claim],
    paths: &dyn Fn(&str) -> Option<String>,
) -> Vec<Operation<'a>> {
    let mut by_name: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
    let (unplaced, placed): (Vec<&Claim>, Vec<&Claim>) =
        claims.iter().partition(|claim| claim.location == Location::Unplaced);
    for claim in placed.into_iter().filter(|claim| shows_its_name(claim)) {
        if let Some(operation) = &claim.operation {
            by_name.entry(operation).or_default().push(claim);
        }
    }
    by_name
        .into_iter()
        .map(|(name, claims)| {
            let path = name
                .split_once(' ')
                .map(|(_, path)| path.to_owned())
                .or_else(|| paths(name))
                .unwrap_or_default();
            let resource = resource(&path);
            let sources = sources(&claims, &resource);
            let unplaced = names_beside(name, &claims, &unplaced);
            Operation { name, resource, claims, unplaced, sources }
        })
        .collect()
}

/// True unless the name of the place is hidden: two hidden names may be two places.
fn shows_its_name(claim: &Claim) -> bool {
    !claim.pointer.split('/').any(|name| name == HIDDEN_NAME)
}

/// The unplaced names on the pages of an operation, unless they are about another one.
fn names_beside<'a>(operation: &str, claims: &[&Claim], unplaced: &[&'a Claim]) -> BTreeSet<&'a str> {
    let pages: BTreeSet<&str> = claims.iter().map(|claim| claim.page.as_str()).collect();
    let is_beside = |claim: &&&Claim| {
        pages.contains(claim.page.as_str()) && claim.operation.as_deref().is_none_or(|name| name == operation)
    };
    unplaced.iter().filter(is_beside).map(|claim| claim.name()).collect()
}

fn sources<'a>(claims: &[&'a Claim], resource: &str) -> BTreeMap<SourceKey<'a>, Source<'a>> {
    let mut pointers: BTreeMap<SourceKey<'a>, BTreeSet<&'a str>> = BTreeMap::new();
    for claim in claims.iter().filter(|claim| is_about_a_body(claim)) {
        pointers.entry(key(claim)).or_default().insert(&claim.pointer);
    }
    let mut sources: BTreeMap<SourceKey<'a>, Source<'a>> = BTreeMap::new();
    for claim in claims.iter().filter(|claim| is_about_a_body(claim) && !claim.pointer.ends_with("/*")) {
        let Some((parent, name)) = claim.pointer.rsplit_once('/') else { continue };
        let key = key(claim);
        let known = pointers.get(&key);
        let object = object(parent, resource, |pointer| known.is_some_and(|known| known.contains(pointer)));
        let source = sources.entry(key).or_default();
        source.places.entry(object.clone()).or_default().insert(parent);
        source.properties.entry(Property { object, name }).or_default().push(claim);
    }
    sources
}

fn is_about_a_body(claim: &Claim) -> bool {
    let in_body = matches!(claim.location, Location::ResponseBody | Location::RequestBody);
    in_body && !matches!(claim.predicate, Predicate::ErrorText) && claim.section != Section::Prose
}

fn key(claim: &Claim) -> SourceKey<'_> {
    SourceKey {
        page: &claim.page,
        section: claim.section,
        location: claim.location,
        status: claim.status.as_deref(),
    }
}

/// The name of the object at a pointer; empty for envelopes.
fn object(pointer: &str, resource: &str, known: impl Fn(&str) -> bool) -> String {
    let parts: Vec<&str> = pointer.split('/').filter(|part| !part.is_empty() && *part != "*").collect();
    let Some(last) = parts.last() else { return String::new() };
    if !is_wrapper(last) {
        return singular(last);
    }
    // A parent that contains the object under its own name, or another envelope, is part of the envelope.
    let holds = |name: &str| known(&format!("{pointer}/{name}"));
    if holds(resource) || holds(&format!("{resource}s")) || WRAPPERS.iter().any(|wrapper| holds(wrapper)) {
        return String::new();
    }
    resource.to_owned()
}

const WRAPPERS: &[&str] =
    &["data", "result", "results", "items", "response", "payload", "records", "list", "content", "rows"];

fn is_wrapper(name: &str) -> bool {
    WRAPPERS.contains(&name)
}

/// The last fixed segment of a path in the singular: `card` for `/customers/{id}/cards`.
pub(super) fn resource(path: &str) -> String {
    let fixed = path.split('/').rfind(|part| !part.is_empty() && !part.starts_with(['{', ':', '<']));
    fixed.map(singular).unwrap_or_default()
}

fn singular(word: &str) -> String {
    let word = word.to_ascii_lowercase();
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    let keeps = word.ends_with("ss") || word.ends_with("us") || word.ends_with("is");
    match word.strip_suffix('s') {
        Some(stem) if !keeps && stem.len() > 2 => stem.to_owned(),
        _ => word,
    }
}

/// True if two claims or sources may describe the same response, by their statuses.
pub(super) fn same_answer(one: Option<&str>, other: Option<&str>) -> bool {
    match (one, other) {
        // Errors of one class have many forms.
        (Some(one), Some(other)) => one == other && !one.ends_with("XX"),
        // Without a status, the successful response is meant.
        (Some(status), None) | (None, Some(status)) => status.starts_with('2'),
        (None, None) => true,
    }
}
