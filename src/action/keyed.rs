//! Payments and fundings of wallets. The evidence is the idempotency key in the list.

use super::deposit::wallet_transactions;
use super::finding::Finding;
use super::record::ActionRecord;
use super::subject::{KeyedFunding, KeyedPayment};
use crate::error::Error;
use crate::{Client, Payment, PaymentType, PaymentsQuery, Transaction, TransactionKind};

impl KeyedPayment {
    /// What the response to the request shows.
    pub(super) fn answered(&mut self, payment: Payment) -> Finding {
        if !self.agrees_with(&payment) || payment.external_id.as_ref().is_some_and(|id| *id != self.key) {
            return Finding::NOTHING;
        }
        self.answered = Some(payment.transaction_id.clone()).filter(|id| !id.is_empty());
        finding_of_payment(payment)
    }

    /// What the list of payments shows. The server's filter selects longer ids as well, so the client compares them.
    pub(super) async fn find(&self, client: &Client, kind: PaymentType) -> Result<Finding, Error> {
        let query = PaymentsQuery::new().kind(kind.clone()).external_id(&self.key);
        let mut found = client.payments(&query).stream().try_collect().await?;
        let is_of_kind = |it: &PaymentType| it.as_str().eq_ignore_ascii_case(kind.as_str());
        found.retain(|payment| self.has_key(payment) && payment.type_.as_ref().is_none_or(is_of_kind));
        Ok(match <[Payment; 1]>::try_from(found) {
            // Without a type it may be a payment of the other kind with the same key.
            Ok([payment]) if self.agrees_with(&payment) && payment.type_.is_some() => {
                finding_of_payment(payment)
            }
            Ok([payment]) => Finding::Open(vec![record_of_payment(payment)]),
            // A key that several payments have identifies none.
            Err(found) => Finding::Open(found.into_iter().map(record_of_payment).collect()),
        })
    }

    fn has_key(&self, payment: &Payment) -> bool {
        match &payment.external_id {
            Some(id) => *id == self.key,
            None => self.answered.as_ref() == Some(&payment.transaction_id),
        }
    }

    fn agrees_with(&self, payment: &Payment) -> bool {
        payment.amount == self.amount && payment.currency == self.currency
    }
}

impl KeyedFunding {
    /// What the response to the request shows.
    pub(super) fn answered(&mut self, transaction: Transaction) -> Finding {
        if !self.agrees_with(&transaction) {
            return Finding::NOTHING;
        }
        self.answered = Some(transaction.id.clone()).filter(|id| !id.is_empty());
        finding_of_funding(transaction)
    }

    /// What the transactions of the wallet show. The documentation calls their reference the key of the request.
    pub(super) async fn find(&self, client: &Client) -> Result<Finding, Error> {
        let mut found = wallet_transactions(client, &self.wallet_id).await?;
        found.retain(|transaction| self.has_key(transaction));
        Ok(match <[Transaction; 1]>::try_from(found) {
            Ok([transaction]) if self.agrees_with(&transaction) => finding_of_funding(transaction),
            Ok([transaction]) => Finding::Open(vec![record_of_funding(transaction)]),
            Err(found) => Finding::Open(found.into_iter().map(record_of_funding).collect()),
        })
    }

    fn has_key(&self, transaction: &Transaction) -> bool {
        transaction.reference.as_ref() == Some(&self.key) || self.answered.as_ref() == Some(&transaction.id)
    }

    fn agrees_with(&self, transaction: &Transaction) -> bool {
        transaction.kind() == TransactionKind::Funding
            && transaction.amount == self.amount
            && transaction.currency().is_none_or(|currency| *currency == self.currency)
    }
}

fn finding_of_payment(payment: Payment) -> Finding {
    Finding::of_status(&payment.status.clone(), record_of_payment(payment))
}

fn record_of_payment(payment: Payment) -> ActionRecord {
    ActionRecord::Payment(Box::new(payment))
}

fn finding_of_funding(transaction: Transaction) -> Finding {
    Finding::of_status(&transaction.status.clone(), record_of_funding(transaction))
}

fn record_of_funding(transaction: Transaction) -> ActionRecord {
    ActionRecord::Transaction(Box::new(transaction))
}
