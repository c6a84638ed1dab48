//! Places in exchanges that are read back from reports and summaries.

use super::{declares, is_marker, shown_name};
use crate::pointer::{push, unescaped};
use crate::spec::Spec;

/// A JSON pointer as shown: each of its names is judged.
#[must_use]
pub fn shown_place(spec: Option<&Spec>, pointer: &str) -> String {
    let mut shown = String::with_capacity(pointer.len());
    for step in pointer.split('/').skip(1) {
        let name = unescaped(step);
        let is_free = is_marker(&name) || declares(spec, &name);
        let name = if is_free { name } else { shown_name(&name).into_owned().into() };
        push(&mut shown, &name);
    }
    shown
}
