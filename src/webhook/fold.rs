//! Older payloads have keys in camel case: `cardId` is `card_id`.

use std::mem;

use serde_json::{Map, Value};

use crate::raw::wipe;

/// Turns the keys of all objects into snake case. A key that is there in snake case already wins.
pub(super) fn snake_keys(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(snake_keys),
        Value::Object(map) => fold(map),
        _ => {}
    }
}

fn fold(map: &mut Map<String, Value>) {
    let (folded, mut rest): (Vec<_>, Vec<_>) =
        mem::take(map).into_iter().partition(|(name, _)| is_snake(name));
    map.extend(folded);
    for (name, mut value) in rest.drain(..) {
        match map.get_mut(&snake(&name)) {
            // The other name yields only where it says nothing.
            Some(existing) if !existing.is_null() => wipe(&mut value),
            Some(existing) => *existing = value,
            None => {
                map.insert(snake(&name), value);
            }
        }
    }
    map.values_mut().for_each(snake_keys);
}

fn is_snake(name: &str) -> bool {
    !name.bytes().any(|byte| byte.is_ascii_uppercase())
}

/// `cardId` as `card_id`.
fn snake(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_ascii_uppercase() && !text.is_empty() && !text.ends_with('_') {
            text.push('_');
        }
        text.push(c.to_ascii_lowercase());
    }
    text
}
