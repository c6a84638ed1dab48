//! Renames in documentation, judged by the same evidence as those in traffic.

use super::names;
use super::proof::{Absence, Evidence, Names, Rivals, Siblings, Values};

/// A name that a page no longer has, and one that it has now.
#[derive(Debug, Clone, Copy)]
pub struct DocumentedPair<'a> {
    /// The name that the page had.
    pub gone: &'a str,
    /// The name that it has now.
    pub came: &'a str,
    /// The other names of the object.
    pub siblings: &'a [&'a str],
    /// What the statements about both have in common.
    pub values: DocumentedValues,
}

/// What the statements about two names have in common, from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentedValues {
    /// Their types differ.
    Unlike,
    /// Nothing is stated of one of them.
    Unseen,
    /// They have one type.
    Type,
    /// They have a description, a format or a class in common that few names have by chance.
    Telling,
    /// They have the same members.
    Members,
}

impl DocumentedPair<'_> {
    /// How likely the names are one, if there is enough evidence: more is likelier.
    #[must_use]
    pub fn rank(&self) -> Option<u8> {
        let names = names::likeness(self.came, self.gone, self.siblings).grade;
        let values = match self.values {
            DocumentedValues::Unlike => Values::Unlike,
            DocumentedValues::Unseen => Values::Unseen,
            DocumentedValues::Type => Values::Type,
            DocumentedValues::Telling => Values::Telling,
            DocumentedValues::Members => Values::Members,
        };
        // A page speaks of every exchange, and the name is gone from all of them.
        let evidence = Evidence {
            absence: Absence::Missed,
            names,
            values,
            exchanges: u64::MAX,
            siblings: Siblings::None,
            rivals: Rivals::Some,
        };
        evidence.is_enough().then(|| weight(names) * 8 + self.values as u8)
    }
}

fn weight(names: Names) -> u8 {
    match names {
        Names::Parallel => 0,
        Names::Strange => 1,
        Names::Related => 2,
        Names::Similar => 3,
        Names::Same => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::{DocumentedPair, DocumentedValues};

    fn rank(gone: &str, came: &str, values: DocumentedValues) -> Option<u8> {
        DocumentedPair { gone, came, siblings: &[], values }.rank()
    }

    #[test]
    fn a_rename_needs_evidence() {
        let both = (DocumentedValues::Type, DocumentedValues::Telling);
        assert!(rank("fee", "fee_amount", both.1) > rank("weight", "fee_amount", both.1));
        assert_eq!(rank("weight", "fee_amount", both.0), None);
        assert_eq!(rank("decks", "hull", both.0), None);
        assert!(rank("deck_count", "deckCount", DocumentedValues::Unseen).is_some());
    }
}
