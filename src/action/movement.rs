//! Money to and from a card. The evidence is a new transaction of the card, and the change of its balance.

use std::collections::BTreeSet;

use super::finding::Finding;
use super::record::ActionRecord;
use super::subject::Movement;
use crate::error::Error;
use crate::{
    Amount, CardMovement, CardQuery, CardTransactionsQuery, Client, Transaction, TransactionKind,
    TransactionStatus,
};

/// What servers of October 2025 state of a withdrawal that the card issuer has done. Another mode may be that it was only
/// asked to.
const DIRECT: &str = "direct_success";

/// The direction in which the money goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    ToCard,
    FromCard,
}

impl Direction {
    fn kind(self) -> TransactionKind {
        match self {
            Self::ToCard => TransactionKind::Funding,
            Self::FromCard => TransactionKind::Withdrawal,
        }
    }
}

impl Movement {
    /// Records what is before the movement.
    pub(super) async fn begin(&mut self, client: &Client, direction: Direction) -> Result<(), Error> {
        let before = self.transactions(client, direction).await?;
        self.known.extend(before.into_iter().map(|transaction| transaction.id));
        self.balance = self.current_balance(client).await?;
        Ok(())
    }

    /// What the response to the request shows.
    pub(super) fn answered(&self, movement: CardMovement) -> Finding {
        let is_ours = movement.card_id == self.card_id
            && movement.amount == self.amount
            && movement.processing_mode.as_ref().is_none_or(|mode| mode == DIRECT)
            && !movement.transaction_id.is_empty()
            && !self.known.contains(&movement.transaction_id);
        if is_ours { Finding::Done(ActionRecord::Movement(movement)) } else { Finding::NOTHING }
    }

    /// What the card's transactions and its balance show.
    ///
    /// The card has one new transaction of the kind, it has the amount and succeeded, and the balance has changed by the
    /// amount. Anything else has another explanation: several new transactions, a payment in between. A failed transaction
    /// proves nothing: servers of October 2025 mark a withdrawal as failed if they fail after the card issuer has done it.
    pub(super) async fn find(
        &self,
        client: &Client,
        direction: Direction,
        claimed: &BTreeSet<String>,
    ) -> Result<Finding, Error> {
        let mut new = self.transactions(client, direction).await?;
        new.retain(|transaction| !self.known.contains(&transaction.id) && !claimed.contains(&transaction.id));
        let is_single = new.len() == 1;
        new.retain(|transaction| transaction.amount == self.amount);
        let succeeded =
            new.first().is_some_and(|transaction| transaction.status == TransactionStatus::Success);
        let mut records: Vec<_> = new.into_iter().map(|transaction| self.record(transaction)).collect();
        if !is_single || !succeeded || !self.explains(self.current_balance(client).await?, direction) {
            return Ok(Finding::Open(records));
        }
        Ok(records.pop().map_or(Finding::NOTHING, Finding::DoneIfExclusive))
    }

    /// The card's transactions of the kind. The server asks the card issuer first.
    async fn transactions(&self, client: &Client, direction: Direction) -> Result<Vec<Transaction>, Error> {
        let query = CardTransactionsQuery::new().sync(true);
        let mut all = client.card_transactions(&self.card_id, &query).stream().try_collect().await?;
        all.retain(|transaction| transaction.kind() == direction.kind() && self.is_of_card(transaction));
        Ok(all)
    }

    fn is_of_card(&self, transaction: &Transaction) -> bool {
        let of_card = transaction.card.as_ref().map(|card| &card.id);
        transaction.card_id.as_ref().or(of_card).is_none_or(|card| *card == self.card_id)
    }

    async fn current_balance(&self, client: &Client) -> Result<Option<Amount>, Error> {
        Ok(client.card(&self.card_id, &CardQuery::new().sync(true)).await?.balance)
    }

    /// Whether the movement, and nothing else, explains the balance.
    fn explains(&self, now: Option<Amount>, direction: Direction) -> bool {
        let (Some(before), Some(now)) = (self.balance, now) else { return false };
        let expected = match direction {
            Direction::ToCard => before.checked_add(self.amount),
            Direction::FromCard => before.checked_sub(self.amount),
        };
        expected == Some(now)
    }

    fn record(&self, transaction: Transaction) -> ActionRecord {
        ActionRecord::Movement(CardMovement {
            amount: transaction.amount,
            card_balance_after: transaction.card_balance_after,
            card_balance_before: transaction.card_balance_before,
            card_id: self.card_id.clone(),
            currency: transaction.currency().cloned(),
            fee_amount: transaction.fee_amount,
            maplerad_transaction_id: None,
            processing_mode: None,
            wallet_balance: transaction.wallet_balance_after,
            transaction_id: transaction.id,
        })
    }
}
