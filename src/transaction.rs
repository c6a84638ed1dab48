//! What can be told from a transaction's fields.

use crate::{Amount, Currency, Transaction, TransactionType};

/// What happened on a card, whatever the server calls it. [`Transaction::type_`] keeps the server's word.
///
/// ```
/// use cartevo::TransactionKind;
///
/// fn is_money_in(kind: TransactionKind) -> bool {
///     matches!(kind, TransactionKind::Funding | TransactionKind::Refund | TransactionKind::Reversal)
/// }
/// assert!(is_money_in(TransactionKind::Funding));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransactionKind {
    /// A merchant asked for money. A declined one was stored as this with the status `FAILED` in October 2025.
    Authorization,
    /// A merchant got its money.
    Settlement,
    /// The card was funded: `FUNDING` or `FUND`.
    Funding,
    /// Money was taken off the card: `WITHDRAWAL` or `WITHDRAW`.
    Withdrawal,
    /// The card was ended.
    Termination,
    /// An authorization was declined.
    Decline,
    /// An authorization was taken back.
    Reversal,
    /// A merchant gave money back.
    Refund,
    /// A fee for a purchase abroad.
    CrossBorder,
    /// A purchase, or the fee for the card itself.
    Purchase,
    /// A fee for a payment that failed.
    PaymentFailureFee,
    /// Something that this version doesn't know.
    Other,
}

impl TransactionKind {
    /// The kind that the server's word stands for.
    ///
    /// ```
    /// use cartevo::{TransactionKind, TransactionType};
    ///
    /// assert_eq!(TransactionKind::of(&TransactionType::from("FUND")), TransactionKind::Funding);
    /// assert_eq!(TransactionKind::of(&TransactionType::from("FUNDING")), TransactionKind::Funding);
    /// assert_eq!(TransactionKind::of(&TransactionType::from("SOMETHING-NEW")), TransactionKind::Other);
    /// ```
    #[must_use]
    pub fn of(word: &TransactionType) -> Self {
        match word {
            TransactionType::Authorization => Self::Authorization,
            TransactionType::Settlement => Self::Settlement,
            TransactionType::Funding | TransactionType::Fund => Self::Funding,
            TransactionType::Withdrawal | TransactionType::Withdraw => Self::Withdrawal,
            TransactionType::Termination => Self::Termination,
            TransactionType::Decline => Self::Decline,
            TransactionType::Reversal => Self::Reversal,
            TransactionType::Refund => Self::Refund,
            TransactionType::CrossBorder => Self::CrossBorder,
            TransactionType::Purchase => Self::Purchase,
            TransactionType::PaymentFailureFee => Self::PaymentFailureFee,
            TransactionType::Other(_) => Self::Other,
        }
    }
}

impl Transaction {
    /// The amount, exact, in major units. Never negative: the [`kind`](Self::kind) says which way the money went.
    ///
    /// ```
    /// let recorded = r#"{"id": "t", "category": "CARD", "type": "WITHDRAW", "status": "SUCCESS", "amount": "50.10",
    ///     "description": "", "created_at": "2026-05-09T09:42:11Z"}"#;
    /// let transaction: cartevo::Transaction = serde_json::from_str(recorded).unwrap();
    /// assert_eq!(transaction.amount(), cartevo::Amount::from_cents(5010));
    /// ```
    #[must_use]
    pub fn amount(&self) -> Amount {
        self.amount
    }

    /// The currency, of the transaction or else of its card; `None` if the answer states neither.
    ///
    /// ```
    /// # fn main() -> Result<(), serde_json::Error> {
    /// let recorded = r#"{"id": "t", "category": "CARD", "type": "FUND", "status": "SUCCESS", "amount": "50.10",
    ///     "description": "", "created_at": "2026-05-09T09:42:11Z", "card": {"id": "c", "currency": "USD"}}"#;
    /// let transaction: cartevo::Transaction = serde_json::from_str(recorded)?;
    /// assert_eq!(transaction.currency(), Some(&cartevo::Currency::from("USD")));
    /// assert_eq!(transaction.kind(), cartevo::TransactionKind::Funding);
    /// assert_eq!(transaction.amount(), cartevo::Amount::from_cents(5010));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn currency(&self) -> Option<&Currency> {
        self.currency.as_ref().or_else(|| self.card.as_ref()?.currency.as_ref())
    }

    /// What happened, with the server's different words for the same thing made one.
    ///
    /// ```
    /// let recorded = r#"{"id": "t", "category": "CARD", "type": "WITHDRAW", "status": "SUCCESS", "amount": "50.10",
    ///     "description": "", "created_at": "2026-05-09T09:42:11Z"}"#;
    /// let transaction: cartevo::Transaction = serde_json::from_str(recorded).unwrap();
    /// assert_eq!(transaction.kind(), cartevo::TransactionKind::Withdrawal);
    /// ```
    #[must_use]
    pub fn kind(&self) -> TransactionKind {
        TransactionKind::of(&self.type_)
    }
}
