//! The request of an action.

use super::deposit;
use super::finding::Finding;
use super::subject::{Deposit, KeyedFunding, KeyedPayment, Movement, StatusChange, Subject};
use crate::error::Error;
use crate::{
    CardAmount, CardStatus, Client, Freeze, NewPayment, Termination, Unfreeze, WalletDeposit, WalletFunding,
    id,
};

/// The request of an action.
#[derive(Clone)]
pub(super) enum Request {
    FundCard(String, CardAmount),
    WithdrawFromCard(String, CardAmount),
    FreezeCard(String, Freeze),
    UnfreezeCard(String, Unfreeze),
    TerminateCard(String, Termination),
    DeleteCard(String),
    FundWallet(WalletFunding),
    Deposit(WalletDeposit),
    Collect(NewPayment),
    PayOut(NewPayment),
}

impl Request {
    /// Validates the request and returns what it is about. A request without a key gets `key`, if it can have one.
    pub(super) fn subject(&mut self, key: &str) -> Result<Subject, Error> {
        Ok(match self {
            Self::FundCard(card, amount) => Subject::FundCard(movement(card, amount)?),
            Self::WithdrawFromCard(card, amount) => Subject::WithdrawFromCard(movement(card, amount)?),
            Self::FreezeCard(card, _) => Subject::FreezeCard(change(card, CardStatus::Frozen)?),
            Self::UnfreezeCard(card, _) => Subject::UnfreezeCard(change(card, CardStatus::Active)?),
            Self::TerminateCard(card, _) => Subject::TerminateCard(change(card, CardStatus::Terminated)?),
            Self::DeleteCard(card) => Subject::DeleteCard(change(card, CardStatus::Terminated)?),
            Self::FundWallet(funding) => Subject::FundWallet(keyed_funding(funding, key)?),
            Self::Deposit(deposit) => Subject::Deposit(receiver(deposit)?),
            Self::Collect(payment) => Subject::Collect(keyed_payment(payment, key)?),
            Self::PayOut(payment) => Subject::PayOut(keyed_payment(payment, key)?),
        })
    }

    /// Sends the request once. Returns what the response shows about its subject.
    pub(super) async fn send(&self, client: &Client, subject: &mut Subject) -> Result<Finding, Error> {
        Ok(match (self, subject) {
            (Self::FundCard(card, amount), Subject::FundCard(movement)) => {
                movement.answered(client.fund_card(card, amount.clone()).await?.into_inner())
            }
            (Self::WithdrawFromCard(card, amount), Subject::WithdrawFromCard(movement)) => {
                movement.answered(client.withdraw_from_card(card, amount.clone()).await?.into_inner())
            }
            (Self::FreezeCard(card, freeze), Subject::FreezeCard(change)) => {
                change.answered(client.freeze_card(card, freeze).await?.into_inner())
            }
            (Self::UnfreezeCard(card, unfreeze), Subject::UnfreezeCard(change)) => {
                change.answered(client.unfreeze_card(card, unfreeze).await?.into_inner())
            }
            (Self::TerminateCard(card, termination), Subject::TerminateCard(change)) => {
                change.answered(client.terminate_card(card, termination).await?.into_inner())
            }
            (Self::DeleteCard(card), Subject::DeleteCard(change)) => {
                change.answered(client.delete_card(card).await?.into_inner())
            }
            (Self::FundWallet(body), Subject::FundWallet(funding)) => {
                funding.answered(client.fund_wallet(body).await?.into_inner().transaction)
            }
            (Self::Deposit(body), Subject::Deposit(_)) => deposit::send(client, body).await?,
            (Self::Collect(body), Subject::Collect(payment)) => {
                payment.answered(client.collect(body).await?.into_inner())
            }
            (Self::PayOut(body), Subject::PayOut(payment)) => {
                payment.answered(client.pay_out(body).await?.into_inner())
            }
            // A subject is always that of its request. Otherwise nothing is sent, and nothing is known.
            _ => Finding::NOTHING,
        })
    }
}

fn movement(card_id: &str, amount: &CardAmount) -> Result<Movement, Error> {
    let card_id = id::check("card_id", card_id)?;
    let amount = amount.clone().validated(card_id)?.amount;
    Ok(Movement { card_id: card_id.to_owned(), amount, balance: None, known: <_>::default() })
}

fn change(card_id: &str, to: CardStatus) -> Result<StatusChange, Error> {
    Ok(StatusChange { card_id: id::check("card_id", card_id)?.to_owned(), from: None, to })
}

fn keyed_funding(funding: &mut WalletFunding, key: &str) -> Result<KeyedFunding, Error> {
    if funding.key().is_none() {
        *funding = funding.clone().transaction_id(key);
    }
    let body = funding.validated()?;
    let key = body.trx_id.unwrap_or_default();
    let (wallet_id, amount, currency) = (body.wallet_id, body.amount, body.currency);
    Ok(KeyedFunding { wallet_id, key, amount, currency, answered: None })
}

fn keyed_payment(payment: &mut NewPayment, key: &str) -> Result<KeyedPayment, Error> {
    if payment.key().is_none() {
        *payment = payment.clone().external_id(key);
    }
    let body = payment.validated()?;
    let key = body.external_id.unwrap_or_default();
    Ok(KeyedPayment { key, amount: body.amount, currency: body.currency, answered: None })
}

fn receiver(deposit: &WalletDeposit) -> Result<Deposit, Error> {
    let to = deposit.validated()?.destination_wallet;
    let (wallet_id, amount, currency) = (to.id, to.amount, to.currency);
    Ok(Deposit { wallet_id, amount, currency, known: <_>::default() })
}
