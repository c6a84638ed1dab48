//! Finds the schemas that may describe a place in a body, without looking at the body. Callers that must be
//! careful use the strictest of them.

use super::extensions::Sensitivity;
use super::schema::{Schema, SchemaId};
use super::{FileIndex, Site, Spec};
use crate::json::Kind;
use crate::pointer;

/// A step from a value to a nested one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// To the value of a property.
    Property(&'a str),
    /// To an item of an array.
    Item,
}

impl Spec {
    /// The schemas with everything that may apply together with them: the targets of `allOf`, `oneOf`,
    /// `anyOf` and discriminators, whether or not a value would choose that branch.
    #[must_use]
    pub fn expanded(&self, schemas: &[SchemaId]) -> Vec<SchemaId> {
        let mut all: Vec<SchemaId> = Vec::new();
        let mut waiting: Vec<SchemaId> = schemas.iter().rev().copied().collect();
        while let Some(id) = waiting.pop() {
            if all.contains(&id) {
                continue;
            }
            all.push(id);
            let schema = self.schema(id);
            waiting.extend(schema.parts());
            waiting.extend(schema.discriminator.iter().flat_map(|d| d.mapping.iter().map(|(_, id)| *id)));
        }
        all
    }

    /// The schemas that may apply one step below a place. Empty if the spec says nothing about it.
    #[must_use]
    pub fn below(&self, schemas: &[SchemaId], step: Step<'_>) -> Vec<SchemaId> {
        let mut found = Vec::new();
        for id in self.expanded(schemas) {
            let schema = self.schema(id);
            let next: Vec<SchemaId> = match step {
                Step::Item => schema.item_schemas().collect(),
                Step::Property(name) => schema.of_member(name).collect(),
            };
            for next in next {
                if !found.contains(&next) {
                    found.push(next);
                }
            }
        }
        found
    }

    /// A place as a reference: its pointer, after the path of its file if that is not the document itself.
    #[must_use]
    pub fn reference(&self, site: &Site) -> String {
        let file = self.files.get(site.file).filter(|_| site.file != FileIndex::DOCUMENT);
        file.map_or_else(|| site.pointer.clone(), |file| format!("{}#{}", file.path, site.pointer))
    }

    /// References to the properties that declare a place below these schemas and whose value
    /// the schema at `site` describes.
    #[must_use]
    pub fn declarations(&self, schemas: &[SchemaId], place: &str, site: &Site) -> Vec<String> {
        let Some((parent, name)) = pointer::parent(place) else { return Vec::new() };
        let objects = self.at(schemas, parent);
        let declares = |id: &SchemaId| {
            let object = self.schema(*id);
            let value = object.property(&name)?.schema;
            let is_described = self.expanded(&[value]).iter().any(|id| self.schema(*id).site == *site);
            let properties = format!("{}/properties", self.reference(&object.site));
            is_described.then(|| pointer::child(&properties, &name))
        };
        self.expanded(&objects).iter().filter_map(declares).collect()
    }

    /// The schemas that may apply at a place below these schemas.
    fn at(&self, schemas: &[SchemaId], place: &str) -> Vec<SchemaId> {
        let Some(names) = pointer::names(place) else { return Vec::new() };
        names.fold(schemas.to_vec(), |here, name| {
            let mut below = self.below(&here, Step::Property(&name));
            if name == "*" {
                below.extend(self.below(&here, Step::Item));
            }
            below
        })
    }

    /// The strictest sensitivity that any of the schemas gives a value; `Secret` if none declares one.
    #[must_use]
    pub fn sensitivity(&self, schemas: &[SchemaId]) -> Sensitivity {
        let all = self.expanded(schemas);
        all.iter().filter_map(|id| self.schema(*id).extensions.sensitivity).max().unwrap_or_default()
    }

    /// The strictest sensitivity of scalars of this kind, where any of these schemas may apply. A schema that describes
    /// them without a sensitivity makes them secret; so does an undeclared type.
    #[must_use]
    pub fn sensitivity_of(&self, expanded: &[SchemaId], kind: Kind) -> Sensitivity {
        let all = || expanded.iter().map(|id| self.schema(*id));
        let around = all()
            .filter(|schema| schema.takes(kind).is_none())
            .filter_map(|schema| schema.extensions.sensitivity)
            .max();
        let said = |schema: &Schema| schema.extensions.sensitivity.or(around).unwrap_or(Sensitivity::Secret);
        let leaves = all().filter(|schema| schema.describes(kind));
        let strictest = leaves.map(said).max().unwrap_or(Sensitivity::Secret);
        strictest.max(around.unwrap_or(Sensitivity::Public))
    }

    /// True if the document says itself that scalars of this kind are about somebody or secret, where any of these schemas
    /// may apply.
    #[must_use]
    pub fn is_guarded(&self, expanded: &[SchemaId], kind: Kind) -> bool {
        let applying = expanded.iter().map(|id| self.schema(*id));
        let mut of_kind = applying.filter(|schema| schema.describes(kind) || schema.takes(kind).is_none());
        of_kind.any(|schema| schema.extensions.sensitivity.is_some())
            && self.sensitivity_of(expanded, kind).is_guarded()
    }
}
