//! What a name reveals about its value.

use std::collections::HashMap;

use card_data::Detector;
use contract_core::name_judge::is_programmers_name;

/// How many names are cached; others are examined every time.
const MAX_REMEMBERED: usize = 1 << 16;

/// What a name reveals.
#[derive(Clone, Copy)]
pub(super) struct NameFacts {
    /// A programmer wrote it, and it may be kept.
    pub(super) is_name: bool,
    /// It names a card security code.
    pub(super) is_security_code: bool,
    /// It names a client key.
    pub(super) is_credential: bool,
}

/// A cache of names. Traffic has few different names, and each of them often.
#[derive(Default)]
pub(super) struct NameCache {
    known: HashMap<String, NameFacts>,
}

impl NameCache {
    pub(super) fn facts(&mut self, name: &str, detector: &Detector) -> NameFacts {
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        let facts = NameFacts {
            is_name: is_programmers_name(name) && detector.search(name.as_bytes()).is_clean(),
            is_security_code: detector.is_security_code_name(name),
            is_credential: detector.is_credential_name(name),
        };
        // Names that are values do not stay in memory.
        if facts.is_name && self.known.len() < MAX_REMEMBERED {
            self.known.insert(name.to_owned(), facts);
        }
        facts
    }
}
