//! What was read but could not be compared with the spec.

use std::collections::BTreeMap;
use std::fmt;

use super::group::Group;
use super::summary::Summary;
use crate::rules::{self, Rule};
use crate::spec::Unchecked;

/// Exchanges that could not be compared, by the reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NotCompared {
    reasons: BTreeMap<String, u64>,
    total: u64,
}

impl NotCompared {
    /// The exchanges of a run that could not be compared.
    #[must_use]
    pub fn of(summary: &Summary) -> Self {
        let mut all = Self::default();
        for group in summary.groups() {
            if let Some(reason) = reason(group) {
                all.total = all.total.saturating_add(group.count);
                *all.reasons.entry(reason).or_default() += group.count;
            }
        }
        all
    }

    /// True if nothing else was read.
    #[must_use]
    pub fn is_everything(&self, summary: &Summary) -> bool {
        summary.exchanges() > 0 && self.total >= summary.exchanges()
    }
}

/// `4 without a response, 2 no API request (preflight)`
impl fmt::Display for NotCompared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all: Vec<String> =
            self.reasons.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
        f.write_str(&all.join(", "))
    }
}

/// Why the exchanges of a group were not compared; `None` if they were.
fn reason(group: &Group) -> Option<String> {
    let is = |rule: &'static Rule| std::ptr::eq(group.key.rule, rule);
    let found = group.key.found.as_deref();
    if is(&rules::response::NO_RESPONSE) {
        return Some("without a response".to_owned());
    }
    if is(&rules::response::NO_API_REQUEST) {
        return Some(format!("no API request ({})", found.unwrap_or_default()));
    }
    let is_operation = found == Some(Unchecked::Operation.word());
    (is(&rules::response::UNCHECKED_PLACE) && is_operation)
        .then(|| format!("of an operation that is not checked ({})", group.key.operation))
}
