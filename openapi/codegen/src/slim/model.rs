//! What later steps need and a slim document cannot express.

use std::collections::{BTreeMap, BTreeSet};

pub use cartevo_extensions::{Effect, Extension};

use crate::template::Piece;

/// The types and operations of the client.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The objects by their Rust type.
    pub objects: BTreeMap<String, Object>,
    /// The open enums by their Rust type.
    pub enums: BTreeMap<String, OpenEnum>,
    /// The operations in the order of the document.
    pub operations: Vec<Operation>,
    /// The templates of the texts in error responses, those with most fixed text first.
    pub texts: Vec<Vec<Piece>>,
}

/// An object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Object {
    /// Its description in the spec.
    pub description: Option<String>,
    /// Its fields by the name they are written under.
    pub fields: BTreeMap<String, Field>,
    /// True if the client sends it.
    pub request: bool,
    /// True if it only wraps what an operation answers with. Nobody but the client sees it.
    pub envelope: bool,
    /// The field that a bare list in place of the object is read into.
    pub bare_list: Option<String>,
    /// The list of rows that it holds, if it is an envelope of one.
    pub rows: Option<Rows>,
}

/// The list that an envelope holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    /// The object in the list.
    pub item: String,
    /// The fields that lead to it, by the names they are written under.
    pub path: Vec<String>,
    /// The places where it may be in a response: paths of names.
    pub places: Vec<Vec<String>>,
}

/// A field of an object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// Its description in the spec.
    pub description: Option<String>,
    /// Other names it is read under, in the order of the spec.
    pub aliases: Vec<String>,
    /// True if `Debug` may show its value.
    pub shown: bool,
    /// True if it is a secret, or contains free-form JSON.
    pub secret: bool,
    /// True if it is a boolean that may be written as a text.
    pub flag: bool,
    /// The object or enum it refers to, if any.
    pub target: Option<String>,
}

/// An open enum.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenEnum {
    /// Its description in the spec.
    pub description: Option<String>,
    /// The known values, in the order of the spec; of those that differ in case only, the first.
    pub values: Vec<String>,
}

/// An operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its `operationId`.
    pub id: String,
    /// Its method, in upper case.
    pub method: String,
    /// Its path template.
    pub path: String,
    /// Its parameters, in the order of the document.
    pub parameters: Vec<Parameter>,
    /// The object in its request body.
    pub body: Option<String>,
    /// The media type of its request body.
    pub media: Media,
    /// Its `x-effect`.
    pub effect: Effect,
    /// The authentication of its requests.
    pub authentication: Authentication,
    /// Its success status.
    pub success: u16,
}

/// The media type of a request body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Media {
    /// JSON, or no body.
    #[default]
    Json,
    /// A form with files. The client has a method of its own for it, which is not generated.
    Multipart,
}

/// The authentication of requests, from `security` of the operation or the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authentication {
    /// Requests carry an access token.
    Required,
    /// Requests carry no token.
    None,
}

/// A parameter of an operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// `path` or `query`.
    pub place: String,
}

impl Model {
    /// Marks every object that is part of a request.
    pub(super) fn mark_requests(&mut self) {
        let mut waiting: Vec<String> =
            self.operations.iter().filter_map(|operation| operation.body.clone()).collect();
        let mut seen = BTreeSet::new();
        while let Some(name) = waiting.pop() {
            if !seen.insert(name.clone()) {
                continue;
            }
            let Some(object) = self.objects.get_mut(&name) else { continue };
            object.request = true;
            waiting.extend(object.fields.values().filter_map(|field| field.target.clone()));
        }
    }

    /// The objects that contain a secret, directly or through references.
    #[must_use]
    pub fn secretive(&self) -> BTreeSet<String> {
        let mut found: BTreeSet<String> = BTreeSet::new();
        loop {
            let more: Vec<String> = self
                .objects
                .iter()
                .filter(|(name, object)| !found.contains(*name) && object.is_secretive(&found))
                .map(|(name, _)| name.clone())
                .collect();
            if more.is_empty() {
                return found;
            }
            found.extend(more);
        }
    }
}

impl Object {
    fn is_secretive(&self, known: &BTreeSet<String>) -> bool {
        self.fields
            .values()
            .any(|field| field.secret || field.target.as_ref().is_some_and(|name| known.contains(name)))
    }
}
