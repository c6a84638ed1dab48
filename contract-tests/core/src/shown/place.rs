//! Places in exchanges that are read back from reports and summaries.

use std::borrow::Cow;

use super::{HIDDEN_NAME, declares, is_marker, may_hold_card_number, shown_name};
use crate::pointer::{push, unescaped};
use crate::spec::Spec;

/// A JSON pointer as shown: each of its names is judged, and all of them together, since a number may be spread over
/// several.
#[must_use]
pub fn shown_place(spec: Option<&Spec>, pointer: &str) -> String {
    let names = pointer.split('/').skip(1).map(unescaped);
    let mut steps: Vec<(Cow<'_, str>, bool)> = names
        .map(|name| {
            let is_free = is_marker(&name) || declares(spec, &name);
            (if is_free { name } else { shown_name(&name).into_owned().into() }, is_free)
        })
        .collect();
    let strange: String = steps.iter().filter(|(_, is_free)| !is_free).map(|(name, _)| &**name).collect();
    if may_hold_card_number(&strange) {
        for (name, _) in steps.iter_mut().filter(|(name, is_free)| !is_free && has_digit(name)) {
            *name = HIDDEN_NAME.into();
        }
    }
    let mut shown = String::with_capacity(pointer.len());
    for (name, _) in &steps {
        push(&mut shown, name);
    }
    shown
}

fn has_digit(name: &str) -> bool {
    name.bytes().any(|byte| byte.is_ascii_digit())
}
