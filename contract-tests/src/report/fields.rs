//! The fields of the bodies that were seen: what the spec declares, and how often each was present.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use crate::report::Report;
use contract_core::harmless::harmless;
use contract_core::judgement::Finding;
use contract_core::pointer;
use contract_core::rules::{request, response};
use contract_core::spec::{JsonType, Operation, SchemaId, Site, Spec, StatusCode, Step};
use contract_core::verdict::{Objects, Part};

/// The maximum number of fields listed for one kind of body.
const MOST_FIELDS: usize = 400;

/// The maximum depth of fields that were not seen.
const DEEPEST: usize = 16;

/// The fields of one kind of body.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) part: Part,
    pub(super) status: u16,
    pub(super) fields: Vec<Field>,
    /// True if there are more fields.
    pub(super) is_cut: bool,
}

/// A field: what the spec declares, and what was seen.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) pointer: String,
    /// `None` if the spec does not declare it.
    pub(super) declared: Option<Declared>,
    /// How many objects, or exchanges if it is undeclared, had it.
    pub(super) seen: u64,
    /// The number of objects or exchanges.
    pub(super) of: u64,
}

/// What the spec declares for a field.
#[derive(Debug)]
pub(super) struct Declared {
    pub(super) types: String,
    pub(super) required: Required,
    pub(super) site: Site,
    /// Corrections that describe how the docs differ.
    pub(super) corrections: Vec<String>,
}

/// Whether a field is required.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Required {
    Always,
    InSomeVariants,
    Never,
}

/// The bodies of an operation that were seen, by part and status.
pub(super) fn bodies(report: &Report<'_>, spec: &Spec, operation: &Operation) -> Vec<Body> {
    let Some(presence) = report.outcome.presence else { return Vec::new() };
    let mut seen: BTreeMap<(Part, u16), &Objects> = BTreeMap::new();
    for (id, part, status, objects) in presence.bodies() {
        if id == operation.id {
            seen.insert((part, status), objects);
        }
    }
    let body = |((part, status), objects): ((Part, u16), &Objects)| {
        let schemas = schemas(operation, part, status);
        let lists_unseen = report.docs.is_some();
        let mut listing = Listing { spec, objects, lists_unseen, fields: Vec::new(), trail: Vec::new() };
        listing.value(&schemas, "");
        let mut fields = listing.fields;
        let id = harmless(&operation.id);
        let here = |finding: &&Finding<'_>| {
            finding.operation == id
                && finding.part == part
                && finding.status == Some(StatusCode::Exact(status))
        };
        fields.extend(report.outcome.findings.iter().filter(here).filter_map(undeclared));
        let is_cut = fields.len() > MOST_FIELDS;
        fields.truncate(MOST_FIELDS);
        Body { part, status, fields, is_cut }
    };
    seen.into_iter().map(body).collect()
}

fn schemas(operation: &Operation, part: Part, status: u16) -> Vec<SchemaId> {
    let content = if part == Part::RequestBody {
        operation.request_body.as_ref().map(|body| &body.content)
    } else {
        operation.response(status).map(|response| &response.content)
    };
    content.into_iter().flatten().filter_map(|content| content.schema).collect()
}

/// An undeclared field that was seen.
fn undeclared(finding: &Finding<'_>) -> Option<Field> {
    let rules =
        [&response::UNDECLARED_PROPERTY, &response::RENAMED_PROPERTY, &request::UNDECLARED_REQUEST_PROPERTY];
    // A property marked with a correction is declared.
    let is_marked = finding.marked;
    (rules.contains(&finding.rule) && !is_marked).then(|| Field {
        pointer: finding.pointer.clone(),
        declared: None,
        seen: finding.count,
        of: finding.of,
    })
}

struct Listing<'a> {
    spec: &'a Spec,
    objects: &'a Objects,
    /// Whether the fields of objects that were not seen are listed, because docs may speak of them.
    lists_unseen: bool,
    fields: Vec<Field>,
    /// The schemas of the values that contain a field.
    trail: Vec<SchemaId>,
}

impl Listing<'_> {
    /// Lists the fields of a value that these schemas may describe.
    fn value(&mut self, schemas: &[SchemaId], pointer: &str) {
        let expanded = self.spec.expanded(schemas);
        let is_known = expanded.iter().any(|id| self.trail.contains(id));
        let was_seen = self.objects.contains_key(pointer) || pointer.is_empty();
        let is_deep = is_known || self.trail.len() > DEEPEST;
        let is_empty = !was_seen && !self.lists_unseen && !self.leads_to_seen(pointer);
        if self.fields.len() > MOST_FIELDS || is_empty || (!was_seen && is_deep) {
            return;
        }
        let depth = self.trail.len();
        self.trail.extend(schemas);
        self.properties(schemas, &expanded, pointer);
        let items = self.spec.below(schemas, Step::Item);
        let values: Vec<SchemaId> =
            expanded.iter().flat_map(|id| self.spec.schema(*id).value_schemas()).collect();
        for below in [items, values] {
            if !below.is_empty() {
                self.value(&below, &format!("{pointer}/*"));
            }
        }
        self.trail.truncate(depth);
    }

    /// True if there were objects below this place, such as the items of a list.
    fn leads_to_seen(&self, pointer: &str) -> bool {
        let start = format!("{pointer}/");
        let after = (Bound::Included(start.as_str()), Bound::Unbounded);
        self.objects.range::<str, _>(after).next().is_some_and(|(place, _)| place.starts_with(&start))
    }

    fn properties(&mut self, schemas: &[SchemaId], expanded: &[SchemaId], pointer: &str) {
        let always = self.certain(schemas);
        let mut listed: BTreeSet<&str> = BTreeSet::new();
        let spec = self.spec;
        for property in expanded.iter().flat_map(|id| &spec.schema(*id).properties) {
            if !listed.insert(&property.name) {
                continue;
            }
            let place = pointer::child(pointer, &property.name);
            let below = spec.below(schemas, Step::Property(&property.name));
            let counted = self.objects.get(pointer);
            let of = counted.map_or(0, |counted| counted.objects);
            let seen = counted.and_then(|counted| counted.properties.get(&property.name)).copied();
            let is_named = |id: &SchemaId| {
                spec.schema(*id).required.iter().any(|required| required.name == property.name)
            };
            let required = if always.iter().any(is_named) {
                Required::Always
            } else if expanded.iter().any(is_named) {
                Required::InSomeVariants
            } else {
                Required::Never
            };
            let schema = spec.schema(property.schema);
            self.fields.push(Field {
                pointer: harmless(&place),
                declared: Some(Declared {
                    types: self.types(&below),
                    required,
                    site: schema.site.clone(),
                    corrections: schema.extensions.corrections.iter().map(|id| harmless(id)).collect(),
                }),
                // A name may occur twice in one object.
                seen: seen.unwrap_or(0).min(of),
                of,
            });
            self.value(&below, &place);
        }
    }

    /// The schemas that apply to any value, including those under `allOf`.
    fn certain(&self, schemas: &[SchemaId]) -> Vec<SchemaId> {
        let [schema] = schemas else { return Vec::new() };
        let mut all = vec![*schema];
        let mut at = 0;
        while let Some(id) = all.get(at).copied() {
            at += 1;
            for part in &self.spec.schema(id).all_of {
                if !all.contains(part) {
                    all.push(*part);
                }
            }
        }
        all
    }

    fn types(&self, schemas: &[SchemaId]) -> String {
        let mut names: Vec<&str> = Vec::new();
        let mut nullable = false;
        for id in self.spec.expanded(schemas) {
            let schema = self.spec.schema(id);
            nullable |= schema.nullable;
            for kind in schema.types().unwrap_or_default() {
                nullable |= kind == JsonType::Null;
                if kind != JsonType::Null && !names.contains(&kind.word()) {
                    names.push(kind.word());
                }
            }
        }
        if nullable {
            names.push("null");
        }
        if names.is_empty() { "any".into() } else { names.join(" or ") }
    }
}
