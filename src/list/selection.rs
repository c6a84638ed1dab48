//! The filters that servers are known to ignore, applied by the client. An item is left out if it states another value than
//! the query wants; one that states none is left to the server.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::{
    Card, CardTransactionsQuery, CardsQuery, DateBound, Payment, PaymentsQuery, Transaction, TransactionKind,
    TransactionStatus, TransactionType, TransactionsQuery,
};

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
            && is_in_status(&transaction.status, self.status.as_ref())
    }
}

impl TransactionsQuery {
    pub(super) fn selects(&self, transaction: &Transaction) -> bool {
        let Transaction { id, order_id, reference, .. } = transaction;
        let ids = [Some(id), order_id.as_ref(), reference.as_ref()];
        let customer = transaction.customer.as_ref().map(|customer| &customer.id);
        is_in_status(&transaction.status, self.status.as_ref())
            && agrees(&[transaction.wallet_id.as_ref()], self.wallet_id.as_deref())
            && agrees(&[transaction.customer_id.as_ref(), customer], self.customer_id.as_deref())
            && agrees(&ids, self.transaction_id.as_deref())
    }
}

impl PaymentsQuery {
    pub(super) fn selects(&self, payment: &Payment) -> bool {
        let at = payment.created_at.or(payment.initiated_at);
        // The vendor's server searches for external ids that contain the text.
        let contains = |text: &String| payment.external_id.as_ref().is_none_or(|id| id.contains(text));
        let is_of_kind = |kind: &crate::PaymentType| {
            payment.type_.as_ref().is_none_or(|type_| is_same(type_.as_str(), kind.as_str()))
        };
        is_in_status(&payment.status, self.status.as_ref())
            && self.external_id.as_ref().is_none_or(contains)
            && self.kind.as_ref().is_none_or(is_of_kind)
            && at.is_none_or(|at| {
                self.created_from.is_none_or(|from| start(from) <= at)
                    && self.created_before.is_none_or(|before| at < start(before))
            })
    }
}

impl CardsQuery {
    pub(crate) fn selects(&self, card: &Card) -> bool {
        let agree = |stated: Option<&str>, wanted: Option<&str>| {
            stated.zip(wanted).is_none_or(|(stated, wanted)| is_same(stated, wanted))
        };
        let last4 = card.last4().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        agree(
            card.status.as_ref().map(crate::CardStatus::as_str),
            self.status.as_ref().map(crate::CardStatus::as_str),
        ) && agree(
            card.brand.as_ref().map(crate::CardBrand::as_str),
            self.brand.as_ref().map(crate::CardBrand::as_str),
        ) && agree(last4, self.last4.as_ref().and_then(|last4| last4.shown()))
    }
}

/// Whether one of the ids is the wanted one, unless no id is stated or wanted.
fn agrees(stated: &[Option<&String>], wanted: Option<&str>) -> bool {
    let Some(wanted) = wanted else { return true };
    let mut stated = stated.iter().flatten().filter(|id| !id.is_empty()).peekable();
    stated.peek().is_none() || stated.any(|id| *id == wanted)
}

fn is_in_status(status: &TransactionStatus, wanted: Option<&TransactionStatus>) -> bool {
    wanted.is_none_or(|wanted| is_same(status.as_str(), wanted.as_str()))
}

/// Whether two values are the same one: the case of letters differs between servers.
fn is_same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
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
