//! Values derived from the fields of a transaction.

use crate::{Amount, Currency, Transaction, TransactionStatus, TransactionType};

/// The kind of a transaction, independent of the server's name for it: servers of different vintages use different values
/// of [`TransactionType`] for the same kind. [`Transaction::type_`] keeps the original value.
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
    /// A merchant's authorization request. Servers of October 2025 store a declined one with the status `FAILED`.
    Authorization,
    /// The settlement of an authorized purchase.
    Settlement,
    /// A transfer from the company's wallet to the card: `FUNDING` or `FUND`.
    Funding,
    /// A transfer from the card to the company's wallet: `WITHDRAWAL` or `WITHDRAW`.
    Withdrawal,
    /// The termination of the card, or the refund of its balance: `TERMINATION` or `TERMINATION_REFUND`.
    Termination,
    /// A declined authorization.
    Decline,
    /// The reversal of an authorization.
    Reversal,
    /// A merchant's refund.
    Refund,
    /// A cross-border fee.
    CrossBorder,
    /// A purchase, or the fee for issuing the card.
    Purchase,
    /// A fee for a failed payment.
    PaymentFailureFee,
    /// Money that came into a wallet from another one.
    Deposit,
    /// A transfer between wallets.
    Transfer,
    /// A fee of a wallet.
    Fee,
    /// A type that this version doesn't know.
    Other,
}

impl TransactionKind {
    /// Returns the kind of a transaction type.
    ///
    /// ```
    /// use cartevo::{TransactionKind, TransactionType};
    ///
    /// assert_eq!(TransactionKind::of(&TransactionType::from("FUND")), TransactionKind::Funding);
    /// assert_eq!(TransactionKind::of(&TransactionType::from("FUNDING")), TransactionKind::Funding);
    /// assert_eq!(TransactionKind::of(&TransactionType::from("SOMETHING-NEW")), TransactionKind::Other);
    /// ```
    #[must_use]
    pub fn of(transaction_type: &TransactionType) -> Self {
        match transaction_type {
            TransactionType::Authorization => Self::Authorization,
            TransactionType::Settlement => Self::Settlement,
            TransactionType::Funding | TransactionType::Fund => Self::Funding,
            TransactionType::Withdrawal | TransactionType::Withdraw => Self::Withdrawal,
            TransactionType::Termination | TransactionType::TerminationRefund => Self::Termination,
            TransactionType::Decline => Self::Decline,
            TransactionType::Reversal => Self::Reversal,
            TransactionType::Refund => Self::Refund,
            TransactionType::CrossBorder => Self::CrossBorder,
            TransactionType::Purchase => Self::Purchase,
            TransactionType::PaymentFailureFee => Self::PaymentFailureFee,
            TransactionType::Deposit => Self::Deposit,
            TransactionType::Transfer => Self::Transfer,
            TransactionType::Fee => Self::Fee,
            TransactionType::Other(_) => Self::Other,
        }
    }
}

impl Transaction {
    /// Returns the amount in major units of the [`currency`](Self::currency). It is never negative; the
    /// [`kind`](Self::kind) implies the direction.
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

    /// Returns the currency of the transaction, or else of its card; `None` if the response contains neither.
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

    /// Returns whether the transaction is a declined authorization: a `DECLINE`, or an `AUTHORIZATION` that failed, as
    /// servers of October 2025 store declines.
    ///
    /// ```
    /// let recorded = r#"{"id": "t", "category": "CARD", "type": "AUTHORIZATION", "status": "FAILED", "amount": "50.10",
    ///     "description": "", "created_at": "2026-05-09T09:42:11Z"}"#;
    /// let transaction: cartevo::Transaction = serde_json::from_str(recorded).unwrap();
    /// assert!(transaction.is_declined());
    /// ```
    #[must_use]
    pub fn is_declined(&self) -> bool {
        match self.kind() {
            TransactionKind::Decline => true,
            TransactionKind::Authorization => self.status == TransactionStatus::Failed,
            _ => false,
        }
    }

    /// Returns the kind of the transaction.
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
