//! The marks: places of a spec that carry the id of a correction.

use crate::pointer;
use crate::spec::source::{Node, Value};
use crate::spec::{FileIndex, Site, Spec};

/// A mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The id.
    pub id: String,
    /// The value it applies to, if the mark maps values to ids.
    pub value: Option<String>,
    /// The place of `x-correction`; the pointer is that of the marked place.
    pub site: Site,
}

/// All marks of a spec, in document order.
#[must_use]
pub fn marks(spec: &Spec) -> Vec<Mark> {
    let mut found = Vec::new();
    for (file, tree) in FileIndex::each(spec.trees().unwrap_or_default()) {
        collect(file, &tree, "", &mut found);
    }
    found
}

fn collect(file: FileIndex, node: &Node, pointer: &str, found: &mut Vec<Mark>) {
    for (at, item) in node.items().iter().enumerate() {
        collect(file, item, &format!("{pointer}/{at}"), found);
    }
    for member in node.members() {
        if member.key != "x-correction" {
            collect(file, &member.node, &pointer::child(pointer, &member.key), found);
            continue;
        }
        let site = |place| Site { file, place, pointer: pointer.to_owned() };
        match &member.node.value {
            Value::Map(values) => {
                for value in values {
                    for id in ids(&value.node) {
                        let site = site(value.place);
                        found.push(Mark { id, value: Some(value.key.clone()), site });
                    }
                }
            }
            _ => found.extend(ids(&member.node).into_iter().map(|id| Mark {
                id,
                value: None,
                site: site(member.place),
            })),
        }
    }
}

fn ids(node: &Node) -> Vec<String> {
    let one = node.text().into_iter();
    one.chain(node.items().iter().filter_map(Node::text)).map(str::to_owned).collect()
}
