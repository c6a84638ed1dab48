//! What is wrong inside of something that is one finding as a whole: a parameter, a header, the body of a request.

use std::borrow::Cow;

use super::{Expected, Rule};

/// What is wrong inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inside<'a> {
    /// A rule is broken.
    Broken {
        /// The rule.
        rule: &'static Rule,
        /// What was found; empty where the rule says it all.
        found: Cow<'a, str>,
        /// What was expected.
        expected: Expected<'a>,
    },
    /// Several items came in one value; each should have come under this name.
    JoinedItems {
        /// The name of the parameter.
        name: Cow<'a, str>,
    },
}

impl Inside<'_> {
    /// The same, kept beyond the exchange.
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
