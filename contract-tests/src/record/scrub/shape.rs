//! What a recording shows, apart from values.

use std::collections::BTreeSet;

/// The parts of an exchange that make it worth keeping. Two exchanges of one shape show the same thing.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shape {
    /// Operation, status, kind of evidence.
    pub(in crate::record) head: (String, u16, String),
    /// Places with the types and the listed values found there.
    marks: BTreeSet<String>,
}

impl Shape {
    /// Notes that a value of this kind stands in this place; for values of enumerations, also which.
    pub(super) fn note(&mut self, place: &str, kind: &str, value: Option<&str>) {
        let mark = match value {
            Some(value) => format!("{place}\t{kind}\t{value}"),
            None => format!("{place}\t{kind}"),
        };
        self.marks.insert(mark);
    }
}
