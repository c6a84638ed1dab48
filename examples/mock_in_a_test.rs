//! Tests your own code against the recorded responses of the API: `cargo test --example mock_in_a_test`. In your crate, add
//! `cartevo = { version = "…", features = ["testing"] }` to the dev-dependencies.

#![allow(clippy::print_stdout, reason = "an example prints its results")]

use cartevo::rust_decimal::Decimal;
use cartevo::testing::MockServer;
use cartevo::{Amount, CardStatus, Client, CustomerCardsQuery, Error};

/// The code under test: the total balance of a customer's active cards.
async fn total_balance(client: &Client, customer_id: &str) -> Result<Amount, Error> {
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
    println!("{} USD", total_balance(&server.client(), "customer-1").await?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use cartevo::testing::{Answer, Operation, recordings};

    use super::*;

    #[tokio::test]
    async fn every_recorded_response_is_decoded() {
        let server = MockServer::start().await;
        let recorded = recordings().iter().filter(|it| it.operation() == Operation::GetCustomerCards);
        for recording in recorded {
            server.answer(Operation::GetCustomerCards, Answer::recorded(recording));
            assert!(total_balance(&server.client(), "customer-1").await.is_ok(), "{}", recording.name());
        }
    }

    #[tokio::test]
    async fn a_customer_without_cards_has_a_balance_of_zero() {
        let server = MockServer::start().await;
        for answer in [Answer::cards(&[]), Answer::refusal(404, "No cards found")] {
            server.answer(Operation::GetCustomerCards, answer);
            assert_eq!(total_balance(&server.client(), "customer-1").await, Ok(Amount::ZERO));
        }
    }

    #[tokio::test]
    async fn a_lost_response_is_retried() {
        let server = MockServer::start().await;
        server.answer_next(Operation::GetCustomerCards, Answer::status(200).lost());
        assert!(total_balance(&server.client(), "customer-1").await.is_ok());
        assert_eq!(server.requests().len(), 2);
    }
}
