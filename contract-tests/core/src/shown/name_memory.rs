//! Remembers which names may be shown.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use super::{HIDDEN_NAME, shown_name_in};
use crate::spec::Spec;

/// How many names are remembered; others are judged every time.
const MAX_REMEMBERED: usize = 1 << 14;

/// The judgement of names, by hash: traffic has few different names, each of them often. No name stays in memory, since
/// a withheld one may be a secret.
#[derive(Debug, Default)]
pub struct NameMemory {
    hasher: RandomState,
    is_shown: HashMap<u64, bool>,
}

impl NameMemory {
    /// A name as shown, like [`shown_name_in`] for the document that this memory is for.
    pub fn shown<'n>(&mut self, spec: &Spec, name: &'n str) -> Cow<'n, str> {
        Cow::Borrowed(if self.may_show(spec, name) { name } else { HIDDEN_NAME })
    }

    /// True for a name that is shown unchanged.
    pub fn may_show(&mut self, spec: &Spec, name: &str) -> bool {
        let hash = self.hasher.hash_one(name);
        if let Some(is_shown) = self.is_shown.get(&hash) {
            return *is_shown;
        }
        let is_shown = shown_name_in(spec, name) == name;
        if self.is_shown.len() < MAX_REMEMBERED {
            self.is_shown.insert(hash, is_shown);
        }
        is_shown
    }
}
