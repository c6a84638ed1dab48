//! The types that a sample shows: those that its words name, and none where its values have several.

use std::collections::{BTreeMap, BTreeSet};

use super::sample::segment;
use crate::page::{Sample, Value};
use crate::vocabulary::types_at_start;

/// What a sample shows of the types at its places.
pub(super) struct ShownTypes {
    /// The places at which values have several types, as the settings of a list may.
    mixed: BTreeSet<String>,
    /// True if its values are words about themselves: `"integer, how many decks"`.
    is_described: bool,
}

impl ShownTypes {
    pub(super) fn of(sample: &Sample) -> Self {
        let mut seen = Seen::default();
        seen.add("", sample);
        let several = |(pointer, types): (String, BTreeSet<&str>)| (types.len() > 1).then_some(pointer);
        Self {
            mixed: seen.types.into_iter().filter_map(several).collect(),
            is_described: seen.described >= 2 && seen.described * 2 >= seen.texts,
        }
    }

    /// The type that a value shows; `None` if it shows none.
    pub(super) fn at(&self, pointer: &str, sample: &Sample) -> Option<&'static str> {
        match &sample.value {
            Value::Text(text) if self.is_described => described(text),
            _ if self.mixed.contains(pointer) => None,
            _ => sample.type_name(),
        }
    }

    /// True if texts are words about values, and no values.
    pub(super) fn is_described(&self) -> bool {
        self.is_described
    }
}

#[derive(Default)]
struct Seen {
    types: BTreeMap<String, BTreeSet<&'static str>>,
    texts: usize,
    described: usize,
}

impl Seen {
    fn add(&mut self, pointer: &str, sample: &Sample) {
        match &sample.value {
            Value::Object(members) => {
                for member in members {
                    let below = format!("{pointer}/{}", segment(&member.key));
                    self.value(&below, &member.sample);
                }
            }
            Value::Array(items) => {
                let below = format!("{pointer}/*");
                for item in items {
                    self.value(&below, item);
                }
            }
            _ => {}
        }
    }

    fn value(&mut self, pointer: &str, sample: &Sample) {
        if let Value::Text(text) = &sample.value {
            self.texts += 1;
            // Generators write `string` for any text.
            self.described += usize::from(text != "string" && described(text).is_some());
        }
        if let Some(name) = sample.type_name().filter(|name| *name != "null") {
            self.types.entry(pointer.to_owned()).or_default().insert(name);
        }
        self.add(pointer, sample);
    }
}

/// The type with which a text about a value begins: `integer, how many decks`.
fn described(text: &str) -> Option<&'static str> {
    let ends = |rest: &str| rest.is_empty() || rest.starts_with([',', ':', ';']) || rest.starts_with(" -");
    types_at_start(text)
        .into_iter()
        .find(|word| text.get(word.length..).is_some_and(ends))
        .map(|word| word.name)
}
