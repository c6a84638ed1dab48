//! What a response or a read shows about an action.

use super::record::ActionRecord;
use crate::TransactionStatus;

/// What a response or a read shows about an action.
#[derive(Debug)]
pub(super) enum Finding {
    /// The action was done, whoever else acts.
    Done(ActionRecord),
    /// The action was done, if nothing else does such a thing at the same time.
    DoneIfExclusive(ActionRecord),
    /// The API has the action, and says that it failed for good.
    Failed(ActionRecord),
    /// Nothing certain. These may belong to the action.
    Open(Vec<ActionRecord>),
}

impl Finding {
    pub(super) const NOTHING: Self = Self::Open(Vec::new());

    /// A payment or a funding of a wallet, which is done in the end only. The documentation calls both ends final.
    pub(super) fn of_status(status: &TransactionStatus, record: ActionRecord) -> Self {
        match status {
            TransactionStatus::Success => Self::Done(record),
            TransactionStatus::Failed => Self::Failed(record),
            _ => Self::Open(vec![record]),
        }
    }
}
