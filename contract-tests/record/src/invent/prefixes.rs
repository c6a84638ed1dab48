//! Token prefixes (`tok_`). They name a kind of token and may be kept, unless they are the start of a
//! password or someone's name.

use std::collections::HashSet;

use rand::rngs::StdRng;

use super::characters::{Lengths, replaced};

/// Prefixes that reveal nothing about anyone, because the spec contains them.
#[derive(Default)]
pub(super) struct Prefixes {
    known: HashSet<String>,
}

impl Prefixes {
    /// Every word followed by an underscore in public texts.
    pub(super) fn of<'t>(public_texts: impl IntoIterator<Item = &'t str>) -> Self {
        let words_of = |text: &'t str| text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let words = public_texts.into_iter().flat_map(words_of);
        let prefix = |word: &str| Some(word.get(..=word.find('_')?)?.to_owned());
        Self { known: words.filter_map(prefix).collect() }
    }

    /// The prefix itself if it is known or empty, else another one of the same form.
    pub(super) fn kept(&self, prefix: &str, random: &mut StdRng) -> String {
        if prefix.is_empty() || self.known.contains(prefix) {
            return prefix.to_owned();
        }
        replaced(prefix, Lengths::Exact, random)
    }

    /// True if the prefix may be kept.
    pub(super) fn has(&self, prefix: &str) -> bool {
        self.known.contains(prefix)
    }
}
