//! What a finding says, and what to do about it.

use super::group::{Group, Key};
use crate::rules::{Against, Expected, Facts, WayOut, Within};

/// What the message of a finding is made from.
pub(crate) fn facts(group: &Group) -> Facts<'_> {
    Facts {
        renamed_from: group.renamed_from.as_deref(),
        expected: &group.expected,
        inside: group.inside.as_ref(),
        against: if group.corrections.is_empty() { Against::Spec } else { Against::Docs },
        conclusion: group.conclusion.as_ref(),
        ..facts_of(&group.key)
    }
}

/// The same where no more is known than what makes it the same finding from run to run.
pub(super) fn facts_of(key: &Key) -> Facts<'_> {
    Facts {
        rule: key.rule,
        operation: &key.operation,
        part: key.part,
        status: key.status,
        pointer: &key.pointer,
        within: Within::Body,
        found: key.found.as_deref(),
        renamed_from: None,
        expected: &Expected::Nothing,
        inside: None,
        against: Against::Spec,
        conclusion: None,
    }
}

/// What to do about it.
pub(crate) fn help(group: &Group, ledger: Option<&str>, fingerprint: &str) -> String {
    let rule = group.key.rule;
    let repair = rule.repair.words(group.inmost());
    if rule.traits.way_out == WayOut::Leave {
        return format!("{} [{fingerprint}]", or_leave_it(repair));
    }
    if let Some(id) = group.corrections.first() {
        return match ledger {
            Some(file) => {
                format!(
                    "the spec marks this place with `x-correction: {id}`; write {id} into {file}: `cartevo-contract ledger suggest {fingerprint}` drafts it"
                )
            }
            None => format!(
                "the spec marks this place with `x-correction: {id}`; name the ledger that has it with --corrections FILE"
            ),
        };
    }
    format!(
        "{repair}; or settle it: `cartevo-contract ledger suggest {fingerprint}` drafts the correction; `cartevo-contract explain {}` says more",
        rule.code
    )
}

/// The repair of what need not be repaired.
pub(super) fn or_leave_it(repair: &str) -> String {
    format!("{repair}, or leave it: notes never fail a check")
}
