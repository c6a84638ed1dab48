//! What is wrong inside of something that is one finding as a whole: the rule that a parameter, a header or the body of a
//! request breaks, in one text that a report takes apart again.

use crate::rules::{Rule, find};

const SEPARATOR: char = '\u{1f}';

/// Stands in the place of a rule where items were joined that should repeat the name.
const JOINED: &str = "joined-items";

/// A rule, what was found, and what was expected.
#[must_use]
pub(crate) fn inner(rule: &Rule, found: Option<&str>, expected: &str) -> String {
    let found = found.unwrap_or_default();
    format!("{}{SEPARATOR}{found}{SEPARATOR}{expected}", rule.name)
}

/// Several items came in one value, and each should have come under the name of the parameter.
pub(super) fn of_joined_items(name: &str) -> String {
    format!("{JOINED}{SEPARATOR}{name}{SEPARATOR}")
}

/// What is wrong inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Inner<'a> {
    /// A rule is broken.
    Broken {
        /// The rule.
        rule: &'static Rule,
        /// What was found.
        found: &'a str,
        /// What was expected.
        expected: &'a str,
    },
    /// Items are joined that should repeat this name.
    Joined(&'a str),
}

/// Takes apart what [`inner`] put together.
#[must_use]
pub(crate) fn parts(text: &str) -> Option<Inner<'_>> {
    let mut parts = text.splitn(3, SEPARATOR);
    let (name, found, expected) = (parts.next()?, parts.next()?, parts.next()?);
    if name == JOINED {
        return Some(Inner::Joined(found));
    }
    find(name).map(|rule| Inner::Broken { rule, found, expected })
}
