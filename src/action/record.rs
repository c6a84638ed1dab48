//! What the API says about an action.

use crate::generated::types::{CardChange, CardMovement, DepositReceipt, Payment, Transaction};

/// What the API says about an action: its response, or what was read later.
///
/// ```
/// use cartevo::ActionRecord;
///
/// fn note(record: &ActionRecord) -> String {
///     match record {
///         ActionRecord::Movement(movement) => format!("{} USD moved", movement.amount),
///         ActionRecord::CardChange(change) => format!("the card is {}", change.card_status.as_str()),
///         ActionRecord::Transaction(transaction) => format!("{} on the wallet", transaction.amount()),
///         ActionRecord::Payment(payment) => format!("{} {:?}", payment.amount, payment.currency),
///         ActionRecord::Deposit(_) => "deposited".to_owned(),
///     }
/// }
/// # let _ = note;
/// ```
#[derive(Clone, Debug)]
pub enum ActionRecord {
    /// Money that was moved to or from a card. If it was read from the card's transactions, it has the id of the
    /// transaction; servers of October 2025 state another id in the response to a funding.
    Movement(CardMovement),
    /// The card in its new status. What only a response states is missing if the status was read later.
    CardChange(CardChange),
    /// The transaction of a wallet: of its funding, or of a deposit that was read later.
    Transaction(Box<Transaction>),
    /// A payment that was collected or paid out.
    Payment(Box<Payment>),
    /// The response to a deposit. The vendor may return no receipt.
    Deposit(Option<DepositReceipt>),
}

impl ActionRecord {
    /// Returns the id of the transaction or payment, if there is one.
    ///
    /// ```
    /// # fn example(record: &cartevo::ActionRecord) {
    /// if let Some(id) = record.transaction_id() {
    ///     println!("recorded as {id}");
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn transaction_id(&self) -> Option<&str> {
        match self {
            Self::Movement(movement) => Some(&movement.transaction_id),
            Self::Transaction(transaction) => Some(&transaction.id),
            Self::Payment(payment) => Some(&payment.transaction_id),
            Self::CardChange(_) | Self::Deposit(_) => None,
        }
    }
}
