//! The assertions of a spec.

use std::collections::HashMap;

use super::outline::{Outline, Spot, exact, parameter_part};
use contract_core::pointer;
use contract_core::spec::source::Node;
use contract_core::spec::{
    Branch, BranchIndex, ContentIndex, FileIndex, HeaderIndex, JsonType, ListedIndex, Operation,
    OperationIndex, ParameterIndex, PropertyIndex, RequiredIndex, ResponseIndex, Schema, SchemaId, Site,
    Spec,
};
use contract_core::verdict::{OperationPart, Part};

/// The kind of an assertion, in the order of reports.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr, strum::VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Kind {
    /// The operation exists.
    Operation,
    /// The operation has a parameter.
    Parameter,
    /// The operation has a response status.
    Status,
    /// A body has a media type.
    MediaType,
    /// A response has a header.
    Header,
    /// An object may have a property.
    Property,
    /// An object always has a property.
    Required,
    /// A value has a type.
    Type,
    /// A value may be null.
    Nullable,
    /// A value may be this enum value.
    EnumValue,
    /// A value has a format.
    Format,
    /// A value matches a pattern.
    Pattern,
    /// A value, length or count is within a bound.
    Bound,
    /// A value may match this variant.
    Variant,
}

impl Kind {
    /// The keyword used in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// What decides whether an assertion was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A part of an operation.
    OperationPart(OperationIndex, OperationPart),
    /// A property of a schema.
    Property(SchemaId, PropertyIndex),
    /// An entry of `required`.
    Required(SchemaId, RequiredIndex),
    /// An enum value.
    Listed(SchemaId, ListedIndex),
    /// A branch.
    Branch(SchemaId, BranchIndex),
    /// Null.
    Null(SchemaId),
    /// A value that satisfies every keyword.
    Kept(SchemaId),
}

/// An assertion of a spec.
#[derive(Debug, Clone)]
pub struct Assertion {
    /// Its kind.
    pub kind: Kind,
    /// The name, value or keyword.
    pub name: String,
    /// The first place in the exchanges that it describes.
    pub spot: Spot,
    /// Its place in the spec.
    pub site: Site,
    /// What decides whether it was shown.
    pub subject: Subject,
    /// Parts of other operations that refer to the same lines.
    pub also: Vec<Subject>,
}

/// Passes all assertions of a spec to `tell`, one at a time, because a large document has a million. A
/// component is visited once, regardless of the number of references. With the source trees, keywords
/// have their own lines, otherwise the line of their schema.
pub fn each_assertion(spec: &Spec, outline: &Outline, trees: &[Node], tell: &mut dyn FnMut(Assertion)) {
    let mut of_operations = Vec::new();
    let mut list = List { trees, tell: &mut |assertion| of_operations.push(assertion) };
    for (index, operation) in OperationIndex::each(&spec.operations) {
        list.operation(index, operation);
    }
    for assertion in merged(of_operations) {
        tell(assertion);
    }
    let mut list = List { trees, tell };
    for (id, schema) in SchemaId::each(&spec.schemas) {
        if let Some(spot) = outline.spot(id) {
            list.schema(id, schema, spot);
        }
    }
}

/// Merges assertions at the same lines: a response shared by several operations has its media type only once.
fn merged(found: Vec<Assertion>) -> Vec<Assertion> {
    let mut by_site: HashMap<(Kind, FileIndex, String), usize> = HashMap::new();
    let mut all: Vec<Assertion> = Vec::new();
    for assertion in found {
        let key = (assertion.kind, assertion.site.file, assertion.site.pointer.clone());
        if let Some(known) = by_site.get(&key).and_then(|at| all.get_mut(*at)) {
            known.also.push(assertion.subject);
        } else {
            by_site.insert(key, all.len());
            all.push(assertion);
        }
    }
    all
}

struct List<'a> {
    trees: &'a [Node],
    tell: &'a mut dyn FnMut(Assertion),
}

impl List<'_> {
    fn add(&mut self, kind: Kind, name: impl Into<String>, spot: &Spot, site: Site, subject: Subject) {
        let (name, spot) = (name.into(), spot.clone());
        (self.tell)(Assertion { kind, name, spot, site, subject, also: Vec::new() });
    }

    /// The place of a keyword of a schema.
    fn keyword(&self, site: &Site, keyword: &str) -> Site {
        let schema = site.file.of(self.trees).and_then(|tree| tree.at(&site.pointer));
        let place =
            schema.and_then(|schema| schema.member(keyword)).map_or(site.place, |member| member.place);
        Site { file: site.file, place, pointer: format!("{}/{keyword}", site.pointer) }
    }

    fn operation(&mut self, index: OperationIndex, operation: &Operation) {
        let spot = |part, status, pointer: &str| Spot {
            operation: index,
            part,
            status,
            pointer: pointer.to_owned(),
        };
        let shape = |shape| Subject::OperationPart(index, shape);
        let request = spot(Part::Request, 0, "");
        self.add(
            Kind::Operation,
            &operation.id,
            &request,
            operation.site.clone(),
            shape(OperationPart::Operation),
        );
        for (at, parameter) in ParameterIndex::each(&operation.parameters) {
            let pointer = format!("/{}", parameter.name);
            let spot = spot(parameter_part(parameter.location), 0, &pointer);
            self.add(
                Kind::Parameter,
                &parameter.name,
                &spot,
                parameter.site.clone(),
                shape(OperationPart::Parameter(at)),
            );
        }
        for (at, content) in ContentIndex::each(operation.request_body.iter().flat_map(|body| &body.content))
        {
            let spot = spot(Part::RequestMediaType, 0, "");
            let subject = shape(OperationPart::RequestContent(at));
            self.add(Kind::MediaType, &content.media_type, &spot, content.site.clone(), subject);
        }
        for (at, response) in ResponseIndex::each(&operation.responses) {
            let status = exact(response.status);
            let here = spot(Part::ResponseStatus, status, "");
            let name = response.status.to_string();
            self.add(Kind::Status, name, &here, response.site.clone(), shape(OperationPart::Response(at)));
            for (position, header) in HeaderIndex::each(&response.headers) {
                let spot = spot(Part::ResponseHeader, status, &format!("/{}", header.name));
                let subject = shape(OperationPart::Header(at, position));
                self.add(Kind::Header, &header.name, &spot, header.site.clone(), subject);
            }
            for (position, content) in ContentIndex::each(&response.content) {
                let spot = spot(Part::ResponseMediaType, status, "");
                let subject = shape(OperationPart::Content(at, position));
                self.add(Kind::MediaType, &content.media_type, &spot, content.site.clone(), subject);
            }
        }
    }

    fn schema<'s>(&mut self, id: SchemaId, schema: &'s Schema, spot: &Spot) {
        let at = |keyword: &str| self.keyword(&schema.site, keyword);
        let mut plain: Vec<(Kind, &str, Site)> = Vec::new();
        let types = schema.types().unwrap_or_default();
        let types: Vec<&str> =
            types.into_iter().filter(|kind| *kind != JsonType::Null).map(JsonType::word).collect();
        let several = types.join(" or ");
        if !types.is_empty() {
            plain.push((Kind::Type, &several, at("type")));
        }
        if let Some(format) = schema.format {
            plain.push((Kind::Format, format.name(), at("format")));
        }
        if schema.pattern.is_some() {
            plain.push((Kind::Pattern, "pattern", at("pattern")));
        }
        plain.extend(bounds(schema).into_iter().map(|bound| (Kind::Bound, bound, self.bound(schema, bound))));
        for (kind, name, site) in plain {
            self.add(kind, name, spot, site, Subject::Kept(id));
        }
        if let Some(site) = self.null(schema) {
            self.add(Kind::Nullable, "null", spot, site, Subject::Null(id));
        }
        let Site { file, pointer, .. } = &schema.site;
        let file = *file;
        for (at, property) in PropertyIndex::each(&schema.properties) {
            let site = Site {
                file,
                place: property.place,
                pointer: pointer::child(&format!("{pointer}/properties"), &property.name),
            };
            self.add(Kind::Property, &*property.name, spot, site, Subject::Property(id, at));
        }
        for (at, required) in RequiredIndex::each(&schema.required) {
            let site = Site { pointer: format!("{}/{at}", required.site.pointer), ..required.site.clone() };
            self.add(Kind::Required, &*required.name, spot, site, Subject::Required(id, at));
        }
        self.listed(id, schema, spot);
        let branches = |keyword, branches: &'s [Branch]| {
            branches.iter().enumerate().map(move |(at, branch)| (branch, format!("{pointer}/{keyword}/{at}")))
        };
        let branches = branches("oneOf", &schema.one_of).chain(branches("anyOf", &schema.any_of));
        for (at, (branch, pointer)) in BranchIndex::each(branches) {
            let site = Site { file, place: branch.place, pointer };
            self.add(Kind::Variant, &*branch.name, spot, site, Subject::Branch(id, at));
        }
    }

    /// The place that allows null: `nullable`, or an item of the list of types.
    fn null(&self, schema: &Schema) -> Option<Site> {
        let site = &schema.site;
        let written = site.file.of(self.trees).and_then(|tree| tree.at(&site.pointer));
        let types = written.and_then(|schema| schema.get("type")).map(Node::items).unwrap_or_default();
        let in_list = types.iter().position(|kind| kind.text() == Some("null"));
        match in_list.and_then(|at| Some((at, types.get(at)?.place))) {
            Some((at, place)) => {
                Some(Site { file: site.file, place, pointer: format!("{}/type/{at}", site.pointer) })
            }
            None => (schema.nullable && schema.kind.is_some() || schema.is_nullable_by_keyword)
                .then(|| self.keyword(site, "nullable")),
        }
    }

    /// The place of a bound. An exclusive one may be a keyword of its own.
    fn bound(&self, schema: &Schema, bound: &str) -> Site {
        let exclusive = match bound {
            "minimum" => schema.minimum.as_ref().filter(|bound| bound.exclusive).map(|_| "exclusiveMinimum"),
            "maximum" => schema.maximum.as_ref().filter(|bound| bound.exclusive).map(|_| "exclusiveMaximum"),
            _ => None,
        };
        let written = schema.site.file.of(self.trees).and_then(|tree| tree.at(&schema.site.pointer));
        let is_number = |keyword: &&str| {
            written.and_then(|schema| schema.get(keyword)).is_some_and(|value| value.boolean().is_none())
        };
        self.keyword(&schema.site, exclusive.filter(is_number).unwrap_or(bound))
    }

    fn listed(&mut self, id: SchemaId, schema: &Schema, spot: &Spot) {
        let (keyword, values): (&str, Vec<&str>) = match (&schema.values, &schema.extensions.known_values) {
            (Some(values), _) => ("enum", values.iter().map(contract_core::spec::Literal::shown).collect()),
            (None, Some(known)) => ("x-extensible-enum", known.iter().map(String::as_str).collect()),
            (None, None) => return,
        };
        let written = schema.site.file.of(self.trees).and_then(|tree| tree.at(&schema.site.pointer));
        let is_constant =
            schema.values.is_some() && written.is_some_and(|schema| schema.get("const").is_some());
        for (at, value) in ListedIndex::each(values) {
            let place = at.of(&schema.value_places).copied().unwrap_or(schema.site.place);
            let pointer = if is_constant {
                format!("{}/const", schema.site.pointer)
            } else {
                format!("{}/{keyword}/{at}", schema.site.pointer)
            };
            let site = Site { file: schema.site.file, place, pointer };
            self.add(Kind::EnumValue, value, spot, site, Subject::Listed(id, at));
        }
    }
}

/// The keywords of a schema that set bounds.
pub(crate) fn bounds(schema: &Schema) -> Vec<&'static str> {
    let contains = schema.newer.as_ref().and_then(|newer| newer.contains);
    [
        ("minimum", schema.minimum.is_some()),
        ("maximum", schema.maximum.is_some()),
        ("multipleOf", schema.multiple_of.is_some()),
        ("minLength", schema.min_length.is_some()),
        ("maxLength", schema.max_length.is_some()),
        ("minItems", schema.min_items.is_some()),
        ("maxItems", schema.max_items.is_some()),
        ("uniqueItems", schema.unique_items),
        ("minProperties", schema.min_properties.is_some()),
        ("maxProperties", schema.max_properties.is_some()),
        ("contains", contains.is_some()),
        ("minContains", contains.is_some_and(|contains| contains.is_min_written)),
        ("maxContains", contains.is_some_and(|contains| contains.max.is_some())),
    ]
    .into_iter()
    .filter_map(|(keyword, is_there)| is_there.then_some(keyword))
    .collect()
}
