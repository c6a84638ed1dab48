//! The place of a value that failed to decode. The objects and lists of this crate add to it while an error passes through
//! them, because serde's errors have no place.

use std::cell::RefCell;
use std::fmt::Write as _;

use serde_json::Value;

use crate::redact;

/// A step from a value to one inside of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Name(&'static str),
    Index(usize),
}

impl Step {
    /// The value that this step leads to.
    pub(crate) fn of(self, value: &Value) -> Option<&Value> {
        match self {
            Self::Name(name) => value.get(name),
            Self::Index(index) => value.get(index),
        }
    }
}

thread_local! {
    /// The steps to the value, the last one first; `None` while nobody asks for them.
    static STEPS: RefCell<Option<Vec<Step>>> = const { RefCell::new(None) };
}

/// Decodes something. If that fails, returns the steps to what failed as well.
pub(crate) fn of<T, E>(decode: impl FnOnce() -> Result<T, E>) -> Result<T, (E, Vec<Step>)> {
    let outer = replace(Some(Vec::new()));
    let result = decode();
    let mut steps = replace(outer).unwrap_or_default();
    result.map_err(|error| {
        steps.reverse();
        (error, steps)
    })
}

fn replace(steps: Option<Vec<Step>>) -> Option<Vec<Step>> {
    STEPS.try_with(|current| current.replace(steps)).ok().flatten()
}

fn add(step: Step) {
    // A thread that ends has no place for it.
    let _ = STEPS.try_with(|steps| {
        if let Some(steps) = &mut *steps.borrow_mut() {
            steps.push(step);
        }
    });
}

/// Adds the name with this number, unless it is unknown.
#[cold]
pub(crate) fn add_name(names: &[&'static str], number: usize) {
    if let Some(name) = names.get(number) {
        add(Step::Name(name));
    }
}

/// Adds the index of an item.
#[cold]
pub(crate) fn add_index(index: usize) {
    add(Step::Index(index));
}

/// The steps as text, such as `data[3].balance`; empty for no step.
pub(crate) fn text(steps: &[Step]) -> String {
    let mut text = String::new();
    for step in steps {
        match step {
            Step::Index(index) => {
                // Writing to a `String` can't fail.
                let _ = write!(text, "[{index}]");
            }
            Step::Name(name) => {
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(redact::name(name, "<key>"));
            }
        }
    }
    text
}
