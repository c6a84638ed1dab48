//! The kinds of actions.

use std::fmt;

use crate::generated::operations;
use crate::operation::Operation;

/// The kind of an action: the operation that it sends.
///
/// ```
/// use cartevo::ActionKind;
///
/// assert_eq!(ActionKind::FundCard.to_string(), "fundCard");
/// assert!(ActionKind::Collect.has_key() && !ActionKind::FundCard.has_key());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ActionKind {
    /// [`Client::fund_card`](crate::Client::fund_card).
    FundCard,
    /// [`Client::withdraw_from_card`](crate::Client::withdraw_from_card).
    WithdrawFromCard,
    /// [`Client::freeze_card`](crate::Client::freeze_card).
    FreezeCard,
    /// [`Client::unfreeze_card`](crate::Client::unfreeze_card).
    UnfreezeCard,
    /// [`Client::terminate_card`](crate::Client::terminate_card).
    TerminateCard,
    /// [`Client::delete_card`](crate::Client::delete_card).
    DeleteCard,
    /// [`Client::fund_wallet`](crate::Client::fund_wallet).
    FundWallet,
    /// [`Client::deposit`](crate::Client::deposit).
    Deposit,
    /// [`Client::collect`](crate::Client::collect).
    Collect,
    /// [`Client::pay_out`](crate::Client::pay_out).
    PayOut,
}

impl ActionKind {
    /// Returns whether the vendor documents an idempotency key for the operation: `trxId` for the funding of a wallet,
    /// `external_id` for payments. Only such a request is sent again, with the same key.
    ///
    /// ```
    /// assert!(cartevo::ActionKind::FundWallet.has_key());
    /// assert!(!cartevo::ActionKind::Deposit.has_key());
    /// ```
    #[must_use]
    pub fn has_key(self) -> bool {
        match self {
            Self::FundWallet | Self::Collect | Self::PayOut => true,
            Self::FundCard
            | Self::WithdrawFromCard
            | Self::FreezeCard
            | Self::UnfreezeCard
            | Self::TerminateCard
            | Self::DeleteCard
            | Self::Deposit => false,
        }
    }

    fn operation(self) -> &'static Operation {
        match self {
            Self::FundCard => &operations::FUND_CARD,
            Self::WithdrawFromCard => &operations::WITHDRAW_FROM_CARD,
            Self::FreezeCard => &operations::FREEZE_CARD,
            Self::UnfreezeCard => &operations::UNFREEZE_CARD,
            Self::TerminateCard => &operations::TERMINATE_CARD,
            Self::DeleteCard => &operations::DELETE_CARD,
            Self::FundWallet => &operations::FUND_WALLET,
            Self::Deposit => &operations::DEPOSIT_TO_WALLET,
            Self::Collect => &operations::COLLECT_PAYMENT,
            Self::PayOut => &operations::PAY_OUT,
        }
    }
}

impl fmt::Display for ActionKind {
    /// Writes the `operationId`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.operation().id)
    }
}
