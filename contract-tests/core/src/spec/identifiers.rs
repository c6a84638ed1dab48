//! What `$id`, `$anchor`, `$dynamicAnchor` and `$schema` name in a file.

use std::collections::HashMap;

use super::dialect::Dialect;
use super::source::{Node, Value};
use super::uri;
use crate::pointer;

/// Keys whose value is a map of things by their names.
const NAMED: &[&str] = &[
    "$defs",
    "additionalOperations",
    "callbacks",
    "content",
    "definitions",
    "dependencies",
    "dependentSchemas",
    "encoding",
    "headers",
    "links",
    "mediaTypes",
    "parameters",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
    "webhooks",
];

/// Keys whose value is data.
const DATA: &[&str] = &["const", "default", "enum", "example", "examples"];

/// The identifiers of a file.
#[derive(Debug)]
pub(super) struct Identifiers {
    /// The URIs of schema resources, by pointer; that of the file is at the empty one.
    uris: HashMap<String, String>,
    /// The same the other way round.
    by_uri: HashMap<String, String>,
    dialects: HashMap<String, Dialect>,
    /// By the pointer of their resource and by name.
    anchors: HashMap<(String, String), Anchor>,
}

/// A place that has a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Anchor {
    pub(super) pointer: String,
    pub(super) is_dynamic: bool,
}

impl Identifiers {
    /// The identifiers of a file that has this URI.
    pub(super) fn of(tree: &Node, uri: &str) -> Self {
        let mut found = Self {
            uris: HashMap::new(),
            by_uri: HashMap::new(),
            dialects: HashMap::new(),
            anchors: HashMap::new(),
        };
        found.add_resource("", uri::resolved(uri, ""));
        found.object(tree, &mut String::new(), "");
        found
    }

    /// The pointer of the resource that a place belongs to, and its URI.
    pub(super) fn resource<'p>(&self, pointer: &'p str) -> (&'p str, &str) {
        let of = |pointer: &'p str| Some((pointer, self.uris.get(pointer)?.as_str()));
        if self.uris.len() == 1 {
            return of("").unwrap_or_default();
        }
        ancestors(pointer).find_map(of).unwrap_or_default()
    }

    /// The pointer of the resource with this URI.
    pub(super) fn with_uri(&self, uri: &str) -> Option<&str> {
        self.by_uri.get(uri).map(String::as_str)
    }

    /// The dialect that is named at a place or around it.
    pub(super) fn dialect(&self, pointer: &str) -> Option<Dialect> {
        if self.dialects.is_empty() {
            return None;
        }
        ancestors(pointer).find_map(|pointer| self.dialects.get(pointer)).copied()
    }

    /// The place with this name in a resource.
    pub(super) fn anchor(&self, resource: &str, name: &str) -> Option<&Anchor> {
        self.anchors.get(&(resource.to_owned(), name.to_owned()))
    }

    /// The names in a resource that a resource around it may define otherwise, with their places.
    pub(super) fn dynamic(&self, resource: &str) -> Vec<(&str, &str)> {
        let of_resource = self.anchors.iter().filter(|((of, _), anchor)| of == resource && anchor.is_dynamic);
        let mut all: Vec<(&str, &str)> =
            of_resource.map(|((_, name), anchor)| (name.as_str(), anchor.pointer.as_str())).collect();
        all.sort_unstable();
        all
    }

    /// True if no name may be defined otherwise.
    pub(super) fn is_static(&self) -> bool {
        !self.anchors.values().any(|anchor| anchor.is_dynamic)
    }

    fn add_resource(&mut self, pointer: &str, uri: String) {
        self.uris.insert(pointer.to_owned(), uri.clone());
        self.by_uri.entry(uri).or_insert_with(|| pointer.to_owned());
    }

    /// `path` is the pointer of the node; it is as it was in the end.
    fn object(&mut self, node: &Node, path: &mut String, resource: &str) {
        let length = path.len();
        for (index, item) in node.items().iter().enumerate() {
            pointer::push(path, &index.to_string());
            self.object(item, path, resource);
            path.truncate(length);
        }
        if node.members().is_empty() {
            return;
        }
        let own = self.identify(node, path, resource);
        let resource = own.as_deref().unwrap_or(resource);
        for member in node.members().iter().filter(|member| !is_data(&member.key)) {
            pointer::push(path, &member.key);
            if NAMED.contains(&member.key.as_str()) && matches!(member.node.value, Value::Map(_)) {
                self.named_objects(&member.node, path, resource);
            } else {
                self.object(&member.node, path, resource);
            }
            path.truncate(length);
        }
    }

    fn named_objects(&mut self, map: &Node, path: &mut String, resource: &str) {
        let length = path.len();
        for member in map.members() {
            pointer::push(path, &member.key);
            self.object(&member.node, path, resource);
            path.truncate(length);
        }
    }

    /// Notes what an object is named. Returns its pointer if it is a resource of its own.
    fn identify(&mut self, node: &Node, pointer: &str, around: &str) -> Option<String> {
        let text = |key: &str| node.get(key).and_then(Node::text);
        if let Some(dialect) = text("$schema").and_then(Dialect::named) {
            self.dialects.insert(pointer.to_owned(), dialect);
        }
        let (id, name) = text("$id").map_or((None, None), |id| match id.split_once('#') {
            Some(("", name)) => (None, Some(name)),
            Some((id, _)) => (Some(id), None),
            None => (Some(id), None),
        });
        let own = id.filter(|id| !id.is_empty()).map(|id| {
            let base = self.uris.get(around).cloned().unwrap_or_default();
            self.add_resource(pointer, uri::resolved(&base, id));
            pointer.to_owned()
        });
        let resource = own.as_deref().unwrap_or(around);
        for name in [name, text("$anchor")].into_iter().flatten().filter(|name| !name.is_empty()) {
            self.add_anchor(resource, name, pointer, false);
        }
        if let Some(name) = text("$dynamicAnchor") {
            self.add_anchor(resource, name, pointer, true);
        }
        // 2019-09 has one such name for each resource, and no text for it.
        if node.get("$recursiveAnchor").and_then(Node::boolean) == Some(true) {
            self.add_anchor(resource, "", pointer, true);
        }
        own
    }

    fn add_anchor(&mut self, resource: &str, name: &str, pointer: &str, is_dynamic: bool) {
        let anchor = Anchor { pointer: pointer.to_owned(), is_dynamic };
        self.anchors.entry((resource.to_owned(), name.to_owned())).or_insert(anchor);
    }
}

fn is_data(key: &str) -> bool {
    DATA.contains(&key) || key.starts_with("x-")
}

/// A pointer, then those of what is around its place, up to the root.
fn ancestors(pointer: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer), |pointer| pointer.rsplit_once('/').map(|(parent, _)| parent))
}
