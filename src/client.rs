//! The operations.

use std::fmt;

use crate::builder::ClientBuilder;
use crate::error::Error;
use crate::{
    Card, CardTransactionsQuery, CreatedCard, Customer, CustomerCardsQuery, CustomerTransactionsQuery,
    NewCard, Page, Transaction, generated, id, query,
};

/// A client of the Cartevo API. Cheap to clone; clones share connections and the token.
///
/// Every operation fails with [`Error::InvalidInput`] before anything is sent if an argument is wrong, with
/// [`Error::Transport`] if there is no answer, with [`Error::Authentication`] if the credentials are refused, with
/// [`Error::NotFound`] or [`Error::Status`] if the server refuses or fails, and with [`Error::Decode`] if it answers in
/// a form that this version doesn't know.
#[derive(Clone)]
pub struct Client {
    api: generated::Client,
}

impl Client {
    /// Settings to start from: production, 120 seconds, no credentials yet.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    pub(crate) fn new(api: generated::Client) -> Self {
        Self { api }
    }

    /// One customer.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such customer, it is another company's, or, on servers of October 2025, it
    /// was disabled; otherwise as described at [`Client`].
    pub async fn customer(&self, customer_id: &str) -> Result<Customer, Error> {
        let id = id::check("customer_id", customer_id)?;
        let api = self.api.for_call();
        let answer = api.outcome(api.get_customer(id).await)?;
        Ok(answer.value.data)
    }

    /// The cards of a customer, all of them.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such customer, it is another company's, or it has no cards: the docs promise
    /// a 404 for that, and servers of October 2025 answered with an empty list. Otherwise as described at [`Client`].
    pub async fn customer_cards(
        &self,
        customer_id: &str,
        query: &CustomerCardsQuery,
    ) -> Result<Vec<Card>, Error> {
        let id = id::check("customer_id", customer_id)?;
        let api = self.api.for_call();
        let answer = api.outcome(api.get_customer_cards(id, query.sync).await)?;
        Ok(answer.value.data)
    }

    /// A page of what happened on all cards of a customer. Servers of October 2025 answered with everything.
    ///
    /// # Errors
    /// As described at [`Client`].
    pub async fn customer_transactions(
        &self,
        customer_id: &str,
        query: &CustomerTransactionsQuery,
    ) -> Result<Page<Transaction>, Error> {
        let id = id::check("customer_id", customer_id)?;
        let (page, limit) = (query::page(query.page, 1)?, query::limit(query.limit)?);
        let api = self.api.for_call();
        let answer = api.outcome(api.get_customer_transactions(id, limit, page).await)?;
        Ok(Page::new(answer.value.data, query.page.unwrap_or(1), answer.value.meta.as_ref()))
    }

    /// A page of what happened on a card.
    ///
    /// # Errors
    /// A card that doesn't exist is an [`Error::NotFound`], and was an [`Error::Status`] with 400 on servers of October
    /// 2025. Otherwise as described at [`Client`].
    pub async fn card_transactions(
        &self,
        card_id: &str,
        query: &CardTransactionsQuery,
    ) -> Result<Page<Transaction>, Error> {
        let id = id::check("card_id", card_id)?;
        let (page, limit) = (query::page(query.page, 0)?, query::limit(query.limit)?);
        let (kind, status) = (query.kind.clone(), query.status.clone());
        let (from, to) = (query.from.map(crate::DateBound::text), query.to.map(crate::DateBound::text));
        let (from, to) = (from.as_deref(), to.as_deref());
        let (raw, sync) = (query.include_raw, query.sync);
        let api = self.api.for_call();
        let call = api.get_card_transactions(id, from, raw, limit, page, status, sync, to, kind);
        let answer = api.outcome(call.await)?;
        Ok(Page::new(answer.value.data, query.page.unwrap_or(1), Some(&answer.value.meta)))
    }

    /// Issues a card and funds it. The request is sent once, and may take 90 seconds.
    ///
    /// # Errors
    /// After [`Error::Transport`], other than of the kind `Connect`, and after a status of 500 and above, a card may
    /// have been issued all the same. There is no idempotency key: look for the card with
    /// [`customer_cards`](Self::customer_cards) before another is issued. Otherwise as described at [`Client`].
    pub async fn create_card(&self, card: &NewCard) -> Result<CreatedCard, Error> {
        let api = self.api.for_call();
        let answer = api.outcome(api.create_card(card.checked()?).await)?;
        CreatedCard::unwrap_envelope(answer.status, answer.value)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").finish_non_exhaustive()
    }
}
