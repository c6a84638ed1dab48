//! A single edit of a document.

use contract_core::pointer;
use contract_core::spec::source::{Member, Node, Value};

/// An edit at a JSON pointer.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Edit {
    /// Removes the map entry or list item.
    Remove,
    /// Replaces the value with a text.
    Text(&'static str),
    /// Adds `nullable: true` to the map.
    Nullable,
    /// Adds null to the types of the map, and to what its `enum` lists.
    NullType,
    /// Renames the key, also in `required` of the parent schema.
    Rename(String),
}

/// The edited document; `None` if the pointer does not resolve.
pub(super) fn edited(tree: &Node, pointer: &str, edit: &Edit) -> Option<Node> {
    let mut tree = tree.clone();
    // The root of a file has no parent.
    let (parent, key) = pointer::parent(pointer).unwrap_or_default();
    match edit {
        Edit::Nullable => {
            let (place, span) = tree.at(pointer).map(|node| (node.place, node.span))?;
            let Value::Map(members) = &mut at_mut(&mut tree, pointer)?.value else { return None };
            let node = Node { value: Value::Bool(true), place, span };
            members.retain(|member| member.key != "nullable");
            members.push(Member { key: "nullable".into(), place, span, node });
        }
        Edit::NullType => allow_null(at_mut(&mut tree, pointer)?)?,
        Edit::Text(text) => {
            let node = at_mut(&mut tree, pointer)?;
            // Of a list of types, null stays.
            let is_null = |item: &Node| item.text() == Some("null");
            match &mut node.value {
                Value::List(items) => {
                    items.iter_mut().find(|item| !is_null(item))?.value = Value::Text((*text).to_owned());
                }
                other => *other = Value::Text((*text).to_owned()),
            }
        }
        Edit::Remove => match &mut at_mut(&mut tree, parent)?.value {
            Value::Map(members) => {
                let at = members.iter().position(|member| member.key == key)?;
                members.remove(at);
            }
            Value::List(items) => {
                let at = key.parse::<usize>().ok().filter(|at| *at < items.len())?;
                let item = items.remove(at);
                forget_mark(&mut tree, parent, &item);
            }
            _ => return None,
        },
        Edit::Rename(name) => {
            let schema = parent.strip_suffix("/properties")?.to_owned();
            let Value::Map(members) = &mut at_mut(&mut tree, parent)?.value else { return None };
            members.iter_mut().find(|member| member.key == key)?.key.clone_from(name);
            if let Some(Value::List(items)) =
                at_mut(&mut tree, &format!("{schema}/required")).map(|node| &mut node.value)
            {
                for item in items.iter_mut().filter(|item| item.text() == Some(&key)) {
                    item.value = Value::Text(name.clone());
                }
            }
        }
    }
    Some(tree)
}

fn allow_null(schema: &mut Node) -> Option<()> {
    let (place, span) = (schema.place, schema.span);
    let null = |value| Node { value, place, span };
    let Value::Map(members) = &mut schema.value else { return None };
    for member in members {
        match (member.key.as_str(), &mut member.node.value) {
            ("type", Value::List(types)) => types.push(null(Value::Text("null".into()))),
            ("type", one) => {
                let first = null(std::mem::replace(one, Value::Null));
                *one = Value::List(vec![first, null(Value::Text("null".into()))]);
            }
            ("enum", Value::List(values)) => values.push(null(Value::Null)),
            _ => {}
        }
    }
    Some(())
}

/// Removes the mark of a value that is no longer listed.
fn forget_mark(tree: &mut Node, list: &str, item: &Node) {
    let Some((schema, "enum" | "x-extensible-enum")) = list.rsplit_once('/') else { return };
    if let Some(Value::Map(members)) =
        at_mut(tree, &format!("{schema}/x-correction")).map(|node| &mut node.value)
    {
        members.retain(|member| Some(member.key.as_str()) != item.text());
    }
}

fn at_mut<'a>(node: &'a mut Node, pointer: &str) -> Option<&'a mut Node> {
    pointer::names(pointer)?.try_fold(node, |node, key| match &mut node.value {
        Value::Map(members) => {
            members.iter_mut().find(|member| member.key == key).map(|member| &mut member.node)
        }
        Value::List(items) => key.parse::<usize>().ok().and_then(|at| items.get_mut(at)),
        _ => None,
    })
}
