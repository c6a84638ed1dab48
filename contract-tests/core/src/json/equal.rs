//! Equality of JSON values.

use super::{Kind, Node};

/// True if two values are equal. Numbers compare by value (`1.0` equals `1`) and objects regardless of order;
/// of a duplicate key, the last value counts.
#[must_use]
pub fn same_value(left: Node<'_>, right: Node<'_>) -> bool {
    let kind = left.kind();
    if kind != right.kind() {
        return false;
    }
    match kind {
        Kind::Null => true,
        Kind::Boolean => left.as_bool() == right.as_bool(),
        Kind::String => left.as_str() == right.as_str(),
        Kind::Number => match (left.as_number(), right.as_number()) {
            (Some(left), Some(right)) => left.compare(right).is_eq(),
            _ => false,
        },
        Kind::Array => {
            let (mut left, mut right) = (left.items(), right.items());
            loop {
                match (left.next(), right.next()) {
                    (None, None) => return true,
                    (Some(left), Some(right)) if same_value(left, right) => {}
                    _ => return false,
                }
            }
        }
        Kind::Object => holds_all_of(left, right) && holds_all_of(right, left),
    }
}

fn holds_all_of(object: Node<'_>, other: Node<'_>) -> bool {
    other.members().all(|(key, _)| match (object.get(key), other.get(key)) {
        (Some(left), Some(right)) => same_value(left, right),
        _ => false,
    })
}
