//! The mock server, through its public API.

use std::time::Duration;

use cartevo::testing::{Answer, MockServer, Operation};
use cartevo::{CardBrand, Client, CustomerCardsQuery, CustomerTransactionsQuery, NewCard};
use tokio::time::Instant;

#[tokio::test]
async fn models_can_be_used_as_responses() {
    let server = MockServer::start().await;
    let client = server.client();
    let customer = client.customer("c").await.unwrap();
    server.answer(Operation::GetCustomer, Answer::customer(&customer));
    assert_eq!(*client.customer("c").await.unwrap(), *customer);
    let cards = client.customer_cards("c", &CustomerCardsQuery::new()).await.unwrap();
    server.answer(Operation::GetCustomerCards, Answer::cards(&cards));
    server.answer(Operation::CreateCard, Answer::created(&cards[0]));
    let created = client.create_card(&NewCard::new("c", "VISA")).await.unwrap();
    assert_eq!(created.card.id, cards[0].id);
    assert_eq!(client.customer_cards("c", &CustomerCardsQuery::new()).await.unwrap().len(), cards.len());
}

#[tokio::test(start_paused = true)]
async fn responses_can_be_delayed() {
    let server = MockServer::start().await;
    server.answer(Operation::GetCustomer, Answer::refusal(404, "No").after(Duration::from_millis(40)));
    let started = Instant::now();
    server.client().customer("c").await.unwrap_err();
    assert!(started.elapsed() >= Duration::from_millis(40));
}

#[tokio::test]
async fn an_unknown_path_is_not_found() {
    let server = MockServer::start().await;
    let client = Client::builder().base_url(format!("{}/api/v9", server.url())).token("t").build().unwrap();
    assert_eq!(client.customer("c").await.unwrap_err().status(), Some(404));
    assert_eq!(server.requests()[0].operation, None);
}

#[tokio::test]
async fn a_recorded_list_is_complete() {
    let server = MockServer::start().await;
    let query = CustomerTransactionsQuery::new();
    let all = server.client().customer_transactions("customer-1", &query).stream().try_collect().await;
    assert!(!all.expect("the totals are those of the items").is_empty());
}

#[tokio::test]
async fn a_recorded_card_is_of_the_customer_and_the_brand_of_the_request() {
    let server = MockServer::start().await;
    for brand in [CardBrand::Visa, CardBrand::Mastercard] {
        let card = NewCard::new("customer-1", brand.clone());
        server.answer(Operation::GetCustomerCards, Answer::cards(&[]));
        let outcome = server.client().issue_card(card).await;
        let cartevo::IssueOutcome::Issued(card) = outcome else { panic!("{brand:?}: {outcome:?}") };
        assert_eq!((card.customer_id.as_deref(), card.brand), (Some("customer-1"), Some(brand)));
    }
}
