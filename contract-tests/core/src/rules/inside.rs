//! The fault inside a parameter, header or request body that is reported as one finding.

use std::borrow::Cow;

use super::{Expected, Rule};

/// The fault inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inside<'a> {
    /// A broken rule.
    Broken {
        /// The rule.
        rule: &'static Rule,
        /// The name, type or value found; empty if the rule says it all.
        found: Cow<'a, str>,
        /// What was expected.
        expected: Expected<'a>,
    },
    /// Several items in one value; each should have been sent under this name.
    JoinedItems {
        /// The name of the parameter.
        name: Cow<'a, str>,
    },
}

impl Inside<'_> {
    /// The same without borrowing from the exchange.
    #[must_use]
    pub fn into_owned(self) -> Inside<'static> {
        match self {
            Self::Broken { rule, found, expected } => Inside::Broken {
                rule,
                found: Cow::Owned(found.into_owned()),
                expected: expected.into_owned(),
            },
            Self::JoinedItems { name } => Inside::JoinedItems { name: Cow::Owned(name.into_owned()) },
        }
    }
}
