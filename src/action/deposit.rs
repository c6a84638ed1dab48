//! Deposits from one wallet to another. The evidence is a new transaction of the wallet that receives.

use std::collections::BTreeSet;

use reqwest::header::ACCEPT;
use serde::Deserialize;

use super::finding::Finding;
use super::record::ActionRecord;
use super::subject::Deposit;
use crate::error::Error;
use crate::generated::operations;
use crate::transport::invalid_request;
use crate::{
    Client, DepositReceipt, Transaction, TransactionKind, TransactionStatus, WalletDeposit,
    WalletTransactionsQuery,
};

impl Deposit {
    /// Records what is before the deposit.
    pub(super) async fn begin(&mut self, client: &Client) -> Result<(), Error> {
        let before = self.transactions(client).await?;
        self.known.extend(before.into_iter().map(|transaction| transaction.id));
        Ok(())
    }

    /// What the transactions of the wallet show: one new transaction that comes from another wallet. It has the amount,
    /// it succeeded, and the balances before and after, if it has any, differ by the amount.
    pub(super) async fn find(&self, client: &Client, claimed: &BTreeSet<String>) -> Result<Finding, Error> {
        let mut new = self.transactions(client).await?;
        new.retain(|transaction| !self.known.contains(&transaction.id) && !claimed.contains(&transaction.id));
        let is_single = new.len() == 1;
        new.retain(|transaction| transaction.amount == self.amount);
        let is_conclusive = is_single && new.first().is_some_and(|transaction| self.is_told_by(transaction));
        let mut records: Vec<_> = new.into_iter().map(|it| ActionRecord::Transaction(Box::new(it))).collect();
        if !is_conclusive {
            return Ok(Finding::Open(records));
        }
        Ok(records.pop().map_or(Finding::NOTHING, Finding::DoneIfExclusive))
    }

    fn is_told_by(&self, transaction: &Transaction) -> bool {
        let (before, after) = (transaction.wallet_balance_before, transaction.wallet_balance_after);
        let balances = before.zip(after);
        transaction.status == TransactionStatus::Success
            && transaction.currency().is_none_or(|currency| *currency == self.currency)
            && balances.is_none_or(|(before, after)| before.checked_add(self.amount) == Some(after))
    }

    /// The transactions of the wallet that come from another one.
    async fn transactions(&self, client: &Client) -> Result<Vec<Transaction>, Error> {
        let mut all = wallet_transactions(client, &self.wallet_id).await?;
        all.retain(|transaction| {
            matches!(transaction.kind(), TransactionKind::Deposit | TransactionKind::Transfer)
        });
        Ok(all)
    }
}

/// The response to a deposit. The documented one has no receipt, so that its envelope is all there is to believe.
#[derive(Deserialize)]
struct Answer {
    success: Option<bool>,
    data: Option<DepositReceipt>,
}

/// Sends the request. An object that says nothing, as anything in between may send it, is no success.
pub(super) async fn send(client: &Client, deposit: &WalletDeposit) -> Result<Finding, Error> {
    let (transport, operation) = (&client.api().inner, &operations::DEPOSIT_TO_WALLET);
    let url = format!("{}{}", transport.shared.base_url, operation.path);
    let request =
        transport.shared.http.post(url).header(ACCEPT, "application/json").json(&deposit.validated()?);
    let request = request.build().map_err(invalid_request)?;
    let answer = transport.call::<Answer>(request, operation).await?.map(|answer| answer).into_inner();
    let says_so = answer.success == Some(true) || answer.data.is_some();
    Ok(if says_so { Finding::Done(ActionRecord::Deposit(answer.data)) } else { Finding::NOTHING })
}

/// All transactions of a wallet.
pub(super) async fn wallet_transactions(client: &Client, wallet_id: &str) -> Result<Vec<Transaction>, Error> {
    client.wallet_transactions(wallet_id, &WalletTransactionsQuery::new()).stream().try_collect().await
}
