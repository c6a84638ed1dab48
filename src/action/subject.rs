//! What an action is about: the part of a request that its handle keeps, and what was before.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::kind::ActionKind;
use crate::{Amount, CardStatus, Currency};

/// What an action is about.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Subject {
    FundCard(Movement),
    WithdrawFromCard(Movement),
    FreezeCard(StatusChange),
    UnfreezeCard(StatusChange),
    TerminateCard(StatusChange),
    DeleteCard(StatusChange),
    FundWallet(KeyedFunding),
    Deposit(Deposit),
    Collect(KeyedPayment),
    PayOut(KeyedPayment),
}

/// An amount that goes to or from a card.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Movement {
    pub(super) card_id: String,
    pub(super) amount: Amount,
    /// The balance of the card before.
    #[serde(default)]
    pub(super) balance: Option<Amount>,
    /// The ids of transactions that can't be the result, because they were there before.
    #[serde(default)]
    pub(super) known: BTreeSet<String>,
}

/// A change of the status of a card.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StatusChange {
    pub(super) card_id: String,
    /// The status before.
    #[serde(default)]
    pub(super) from: Option<CardStatus>,
    /// The status that the action leads to.
    pub(super) to: CardStatus,
}

/// The funding of a wallet, with its idempotency key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeyedFunding {
    pub(super) wallet_id: String,
    pub(super) key: String,
    pub(super) amount: Amount,
    pub(super) currency: Currency,
    /// The id of the transaction in the response, if there was one.
    #[serde(default)]
    pub(super) answered: Option<String>,
}

/// A deposit, as the wallet that receives it sees it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Deposit {
    pub(super) wallet_id: String,
    pub(super) amount: Amount,
    pub(super) currency: Currency,
    /// The ids of transactions that can't be the result, because they were there before.
    #[serde(default)]
    pub(super) known: BTreeSet<String>,
}

/// A payment, with its idempotency key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeyedPayment {
    pub(super) key: String,
    pub(super) amount: Amount,
    pub(super) currency: Currency,
    /// The id of the payment in the response, if there was one.
    #[serde(default)]
    pub(super) answered: Option<String>,
}

impl Subject {
    pub(super) fn kind(&self) -> ActionKind {
        match self {
            Self::FundCard(_) => ActionKind::FundCard,
            Self::WithdrawFromCard(_) => ActionKind::WithdrawFromCard,
            Self::FreezeCard(_) => ActionKind::FreezeCard,
            Self::UnfreezeCard(_) => ActionKind::UnfreezeCard,
            Self::TerminateCard(_) => ActionKind::TerminateCard,
            Self::DeleteCard(_) => ActionKind::DeleteCard,
            Self::FundWallet(_) => ActionKind::FundWallet,
            Self::Deposit(_) => ActionKind::Deposit,
            Self::Collect(_) => ActionKind::Collect,
            Self::PayOut(_) => ActionKind::PayOut,
        }
    }

    /// Actions of one scope can be mistaken for each other. Money and status of a card are two scopes: a card can be frozen
    /// while the outcome of its funding is unknown.
    pub(super) fn scope(&self) -> String {
        match self {
            Self::FundCard(movement) | Self::WithdrawFromCard(movement) => {
                format!("money of card {}", movement.card_id)
            }
            Self::FreezeCard(change)
            | Self::UnfreezeCard(change)
            | Self::TerminateCard(change)
            | Self::DeleteCard(change) => format!("status of card {}", change.card_id),
            Self::FundWallet(funding) => format!("funding {}", funding.key),
            Self::Deposit(deposit) => format!("deposits to wallet {}", deposit.wallet_id),
            Self::Collect(payment) => format!("collection {}", payment.key),
            Self::PayOut(payment) => format!("payout {}", payment.key),
        }
    }

    /// The card or the wallet.
    pub(super) fn target(&self) -> Option<&str> {
        match self {
            Self::FundCard(movement) | Self::WithdrawFromCard(movement) => Some(&movement.card_id),
            Self::FreezeCard(change)
            | Self::UnfreezeCard(change)
            | Self::TerminateCard(change)
            | Self::DeleteCard(change) => Some(&change.card_id),
            Self::FundWallet(funding) => Some(&funding.wallet_id),
            Self::Deposit(deposit) => Some(&deposit.wallet_id),
            Self::Collect(_) | Self::PayOut(_) => None,
        }
    }

    /// The idempotency key.
    pub(super) fn key(&self) -> Option<&str> {
        match self {
            Self::FundWallet(funding) => Some(&funding.key),
            Self::Collect(payment) | Self::PayOut(payment) => Some(&payment.key),
            _ => None,
        }
    }

    /// The transactions that can't be the result, for the kinds that are told by transactions.
    pub(super) fn known_mut(&mut self) -> Option<&mut BTreeSet<String>> {
        match self {
            Self::FundCard(movement) | Self::WithdrawFromCard(movement) => Some(&mut movement.known),
            Self::Deposit(deposit) => Some(&mut deposit.known),
            _ => None,
        }
    }

    pub(super) fn known(&self) -> Option<&BTreeSet<String>> {
        match self {
            Self::FundCard(movement) | Self::WithdrawFromCard(movement) => Some(&movement.known),
            Self::Deposit(deposit) => Some(&deposit.known),
            _ => None,
        }
    }
}
