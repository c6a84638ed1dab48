//! The filters that servers are known to ignore, applied by the client.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::{CardTransactionsQuery, DateBound, Transaction, TransactionKind, TransactionType};

impl CardTransactionsQuery {
    /// Whether the query selects this transaction, or leaves that to the server.
    pub(super) fn selects(&self, transaction: &Transaction) -> bool {
        self.trust_server || self.matches(transaction)
    }

    fn matches(&self, transaction: &Transaction) -> bool {
        let at = transaction.created_at;
        self.from.is_none_or(|from| start(from) <= at)
            && self.to.is_none_or(|to| at < start(to))
            && self.kind.as_ref().is_none_or(|kind| is_of_type(transaction, kind))
            && self
                .status
                .as_ref()
                .is_none_or(|status| status.as_str().eq_ignore_ascii_case(transaction.status.as_str()))
    }
}

/// Whether a transaction is of a type, whatever the server calls it.
fn is_of_type(transaction: &Transaction, wanted: &TransactionType) -> bool {
    match TransactionKind::of(wanted) {
        // Types that this version doesn't know have nothing in common but that.
        TransactionKind::Other => wanted.as_str().eq_ignore_ascii_case(transaction.type_.as_str()),
        TransactionKind::Decline => transaction.is_declined(),
        kind => kind == transaction.kind(),
    }
}

/// The instant of a bound: midnight UTC for a date.
fn start(bound: DateBound) -> Timestamp {
    match bound {
        DateBound::Instant(instant) => instant,
        DateBound::Date(date) => {
            let midnight = date.to_zoned(TimeZone::UTC);
            midnight.map_or(Timestamp::MIN, |midnight| midnight.timestamp())
        }
    }
}
