//! The message of a finding and its help.

use super::group::{Group, Key};
use crate::rules::{Against, Conclusion, Expected, Facts, WayOut, Within};

/// The facts for the message of a group.
pub(crate) fn facts(group: &Group) -> Facts<'_> {
    Facts {
        renamed_from: group.renamed_from.as_deref(),
        expected: &group.expected,
        inside: group.inside.as_ref(),
        against: if group.corrections.is_empty() { Against::Spec } else { Against::Docs },
        conclusion: group.conclusion.as_ref().filter(|conclusion| !conclusion.is_remark()),
        ..facts_of(&group.key)
    }
}

/// The facts for the message of a key, if nothing else is known.
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

/// The help of a finding: a clause on one line. What can be done about any finding, a report says once.
pub(crate) fn help(group: &Group, ledger: Option<&str>) -> String {
    let rule = group.key.rule;
    let repair = match &group.conclusion {
        Some(perhaps @ Conclusion::PerhapsRenamed { .. }) => {
            format!("{perhaps}; {}", rule.repair.text(group.inmost()))
        }
        _ => rule.repair.text(group.inmost()).to_owned(),
    };
    if rule.traits.way_out == WayOut::Leave {
        return or_leave_it(&repair);
    }
    match (group.corrections.first(), ledger) {
        (None, _) => repair,
        (Some(id), Some(file)) => {
            format!("the spec marks this place with `x-correction: {id}`; add {id} to {file}")
        }
        (Some(id), None) => format!(
            "the spec marks this place with `x-correction: {id}`; name the ledger that has it with --corrections FILE"
        ),
    }
}

/// The repair of a note, which is optional.
pub(super) fn or_leave_it(repair: &str) -> String {
    format!("{repair}, or ignore this note: notes never fail a check")
}
