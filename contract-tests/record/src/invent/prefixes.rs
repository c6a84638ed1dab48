//! What tokens start with (`tok_`), which says of which kind they are and may be kept; unless it is the start of a
//! password, or somebody's name.

use std::collections::HashSet;

use rand::rngs::StdRng;

use super::characters::{Lengths, replaced};

/// Prefixes that say nothing about anybody: those that the spec has somewhere.
#[derive(Default)]
pub(super) struct Prefixes {
    known: HashSet<String>,
}

impl Prefixes {
    /// Every word with an underscore behind it in a text that is public.
    pub(super) fn of(public_text: &str) -> Self {
        let words = public_text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let prefix = |word: &str| Some(word.get(..=word.find('_')?)?.to_owned());
        Self { known: words.filter_map(prefix).collect() }
    }

    /// A prefix as it is, if it is a known one or none; else another one of the same form.
    pub(super) fn kept(&self, prefix: &str, random: &mut StdRng) -> String {
        if prefix.is_empty() || self.known.contains(prefix) {
            return prefix.to_owned();
        }
        replaced(prefix, Lengths::Exact, random)
    }

    /// Is it a prefix that may be kept?
    pub(super) fn has(&self, prefix: &str) -> bool {
        self.known.contains(prefix)
    }
}
