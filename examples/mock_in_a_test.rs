//! How your own code is tested against what the API is known to say: `cargo test --example mock_in_a_test`, with
//! `cartevo = { version = "…", features = ["testing"] }` among your dev-dependencies.

#![allow(clippy::print_stdout, reason = "an example shows what it got")]

use cartevo::rust_decimal::Decimal;
use cartevo::testing::MockServer;
use cartevo::{Amount, CardStatus, Client, CustomerCardsQuery, Error};

/// The code under test: the money on a customer's active cards.
async fn money_on_cards(client: &Client, customer_id: &str) -> Result<Amount, Error> {
    let cards = match client.customer_cards(customer_id, &CustomerCardsQuery::new()).await {
        Ok(cards) => cards.into_inner(),
        Err(Error::NotFound { .. }) => return Ok(Amount::ZERO),
        Err(error) => return Err(error),
    };
    let active = cards.iter().filter(|card| card.status == Some(CardStatus::Active));
    Ok(active.filter_map(|card| card.balance).map(Amount::decimal).sum::<Decimal>().into())
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let server = MockServer::start().await;
    println!("{} USD", money_on_cards(&server.client(), "customer-1").await?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use cartevo::testing::{Answer, Operation, recordings};

    use super::*;

    #[tokio::test]
    async fn every_form_the_api_is_known_to_answer_in_is_understood() {
        let server = MockServer::start().await;
        let known = recordings().iter().filter(|it| it.operation() == Operation::GetCustomerCards);
        for recording in known {
            server.answer(Operation::GetCustomerCards, Answer::recorded(recording));
            assert!(money_on_cards(&server.client(), "customer-1").await.is_ok(), "{}", recording.name());
        }
    }

    #[tokio::test]
    async fn no_cards_are_no_money_whichever_way_the_server_says_so() {
        let server = MockServer::start().await;
        for answer in [Answer::cards(&[]), Answer::refusal(404, "No cards found")] {
            server.answer(Operation::GetCustomerCards, answer);
            assert_eq!(money_on_cards(&server.client(), "customer-1").await, Ok(Amount::ZERO));
        }
    }

    #[tokio::test]
    async fn an_answer_that_is_lost_once_is_asked_for_again() {
        let server = MockServer::start().await;
        server.answer_next(Operation::GetCustomerCards, Answer::status(200).lost());
        assert!(money_on_cards(&server.client(), "customer-1").await.is_ok());
        assert_eq!(server.requests().len(), 2);
    }
}
