//! The operations on cards that exist.

use crate::answer::Answer;
use crate::error::Error;
use crate::generated::types;
use crate::{
    Card, CardAmount, CardChange, CardList, CardMovement, CardQuery, CardsQuery, Client, Freeze, Response,
    RevealedCard, Termination, Unfreeze, id,
};

impl Client {
    /// Returns all cards of the company, with statistics. The list isn't paginated.
    ///
    /// Servers of October 2025 return no statistics and ignore the filters. Cards that state another status, brand or last
    /// four digits than the query are left out; those that state none are kept.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let list = client.cards(&cartevo::CardsQuery::new()).await?;
    /// if let Some(statistics) = &list.statistics {
    ///     println!("{} cards with {} USD", statistics.total, statistics.total_balance);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if the last four digits aren't four digits. Otherwise see [`Client`].
    pub async fn cards(&self, query: &CardsQuery) -> Result<Response<CardList>, Error> {
        let last4 = query.last4.as_ref();
        if last4.is_some_and(|last4| {
            !last4.expose().bytes().all(|byte| byte.is_ascii_digit()) || last4.shown().is_none()
        }) {
            return Err(Error::InvalidInput {
                field: "last4",
                reason: "the last four digits are four digits",
            });
        }
        let brand = query.brand.as_ref().map(crate::CardBrand::as_str);
        let answer = self.api().get_cards(brand, last4, query.status.clone(), query.sync)?.send().await?;
        Ok(answer.map(|mut answer| {
            answer.data.cards.retain(|card| query.selects(card));
            answer.data
        }))
    }

    /// Returns a card, by default refreshed from the card issuer.
    ///
    /// Its [`number`](Card::number) and [`cvv`](Card::cvv) are what the API calls tokens. To get both in clear, call
    /// [`reveal_card_number_and_cvv`](Self::reveal_card_number_and_cvv).
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let card = client.card("card-1", &cartevo::CardQuery::new()).await?;
    /// println!("{:?} with {:?} USD", card.status, card.balance);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFound`] if the card doesn't exist or belongs to another company. Otherwise see [`Client`].
    pub async fn card(&self, card_id: &str, query: &CardQuery) -> Result<Response<Card>, Error> {
        let id = id::check("card_id", card_id)?;
        let answer = self.api().get_card(id, query.include_raw, None, query.sync)?.send().await?;
        Ok(answer.map(|answer| answer.data))
    }

    /// Returns a card **with its number and its CVV in clear**.
    ///
    /// The vendor writes each request to its audit log, retries included. Whoever holds these values can pay with the
    /// card, and a service that handles them is in the scope of PCI DSS: show them to the cardholder, don't store them.
    /// They are [`Secret`](crate::Secret)s, which no `Debug`, `Display` or `Serialize` shows and whose memory is zeroed.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, MockServer, Operation};
    ///
    /// # let server = MockServer::start().await;
    /// # let client = server.client();
    /// # let body = r#"{"success": true, "data": {"id": "card-1", "number": "0000000000000001", "cvv": "000"}}"#;
    /// # server.answer(Operation::GetCard, Answer::json(200, body));
    /// let revealed = client.reveal_card_number_and_cvv("card-1").await?;
    /// let shown_to_the_cardholder = (revealed.number.expose(), revealed.cvv.expose());
    /// # let _ = shown_to_the_cardholder;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFound`] if the card doesn't exist or belongs to another company. [`Error::Decode`] if the server returns
    /// the tokens instead. Otherwise see [`Client`].
    pub async fn reveal_card_number_and_cvv(&self, card_id: &str) -> Result<Response<RevealedCard>, Error> {
        let id = id::check("card_id", card_id)?;
        let answer = self.api().get_card(id, None, Some(true), None)?.send().await?;
        answer.try_map(|answer, call| RevealedCard::of(answer.data, call))
    }

    /// Moves an amount from the company's USD wallet to a card. The card must be active.
    ///
    /// The request is sent once. The API has no idempotency key: after an error the money may have been moved, unless
    /// [`Error::delivery`] is `NotSent`. [`prepare_fund_card`](Self::prepare_fund_card) finds out.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let movement = client.fund_card("card-1", cartevo::Amount::from_cents(5000)).await?;
    /// println!("{} now holds {:?} USD", movement.card_id, movement.card_balance_after);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if the amount is below 1 USD or has more than two decimal places.
    /// [`Error::InsufficientBalance`] if the wallet doesn't cover it. Otherwise see [`Client`].
    pub async fn fund_card(
        &self,
        card_id: &str,
        amount: impl Into<CardAmount>,
    ) -> Result<Response<CardMovement>, Error> {
        let id = id::check("card_id", card_id)?;
        let body = amount.into().validated(id)?;
        Ok(self.api().fund_card(id, &body)?.send().await?.map(|answer| answer.data))
    }

    /// Moves an amount from a card to the company's USD wallet. The card must be active or frozen; servers of October 2025
    /// reject a frozen one.
    ///
    /// The request is sent once. The API has no idempotency key: after an error the money may have been moved, unless
    /// [`Error::delivery`] is `NotSent`. [`prepare_withdraw_from_card`](Self::prepare_withdraw_from_card) finds out.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let movement = client.withdraw_from_card("card-1", cartevo::Amount::from_cents(3000)).await?;
    /// println!("{} now holds {:?} USD", movement.card_id, movement.card_balance_after);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if the amount is below 1 USD or has more than two decimal places.
    /// [`Error::InsufficientBalance`] if the card doesn't hold it. Otherwise see [`Client`].
    pub async fn withdraw_from_card(
        &self,
        card_id: &str,
        amount: impl Into<CardAmount>,
    ) -> Result<Response<CardMovement>, Error> {
        let id = id::check("card_id", card_id)?;
        let body = amount.into().validated(id)?;
        Ok(self.api().withdraw_from_card(id, &body)?.send().await?.map(|answer| answer.data))
    }

    /// Freezes a card, which must be active. It keeps its balance and can be [unfrozen](Self::unfreeze_card). No webhook
    /// reports it.
    ///
    /// The request is sent once, because a second one is rejected if the first was processed. After an error the
    /// [status of the card](Self::card) tells.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let change = client.freeze_card("card-1", &cartevo::Freeze::new()).await?;
    /// assert_eq!(change.card_status, cartevo::CardStatus::Frozen);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] if the card is frozen or terminated, [`Error::NotFound`] if it doesn't exist. Otherwise see
    /// [`Client`].
    pub async fn freeze_card(&self, card_id: &str, freeze: &Freeze) -> Result<Response<CardChange>, Error> {
        let id = id::check("card_id", card_id)?;
        self.api().freeze_card(id, freeze.lock)?.send().await.map(changed)
    }

    /// Unfreezes a card. No webhook reports it. The request is sent once; see [`freeze_card`](Self::freeze_card).
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let change = client.unfreeze_card("card-1", &cartevo::Unfreeze::new()).await?;
    /// assert_eq!(change.card_status, cartevo::CardStatus::Active);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] if the card isn't frozen, [`Error::NotFound`] if it doesn't exist. Otherwise see
    /// [`Client`].
    pub async fn unfreeze_card(
        &self,
        card_id: &str,
        unfreeze: &Unfreeze,
    ) -> Result<Response<CardChange>, Error> {
        let id = id::check("card_id", card_id)?;
        self.api().unfreeze_card(id, unfreeze.unlock)?.send().await.map(changed)
    }

    /// Terminates a card for good. Its balance goes to the company's USD wallet.
    ///
    /// The request is sent once. After an error the [status of the card](Self::card) tells. Servers of October 2025 don't
    /// have this operation; call [`delete_card`](Self::delete_card) there.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let change = client.terminate_card("card-1", &cartevo::Termination::new()).await?;
    /// println!("refunded: {:?}", change.refund_processed);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] if the card is terminated, [`Error::NotFound`] if it doesn't exist. Otherwise see
    /// [`Client`].
    pub async fn terminate_card(
        &self,
        card_id: &str,
        termination: &Termination,
    ) -> Result<Response<CardChange>, Error> {
        let id = id::check("card_id", card_id)?;
        self.api().terminate_card(id, termination.freeze_on_failure)?.send().await.map(changed)
    }

    /// Terminates a card for good, by the undocumented operation of October 2025. On newer servers call
    /// [`terminate_card`](Self::terminate_card).
    ///
    /// The request is sent once. After an error the [status of the card](Self::card) tells.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let change = client.delete_card("card-1").await?;
    /// println!("refunded: {:?} USD", change.refund_amount);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] if the card is terminated, [`Error::NotFound`] if it doesn't exist. Otherwise see
    /// [`Client`].
    pub async fn delete_card(&self, card_id: &str) -> Result<Response<CardChange>, Error> {
        let id = id::check("card_id", card_id)?;
        self.api().delete_card(id)?.send().await.map(changed)
    }
}

fn changed(answer: Answer<types::CardChangeAnswer>) -> Response<CardChange> {
    answer.map(|answer| answer.data)
}
