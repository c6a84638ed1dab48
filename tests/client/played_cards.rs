//! A mock server that plays cards: what is done shows in what is read.

use cartevo::testing::{Answer, MockServer, Operation};
use cartevo::{
    Amount, Card, CardQuery, CardStatus, CardTransactionsQuery, CardsQuery, Client, CustomerCardsQuery,
    CustomerTransactionsQuery, Error, Freeze, NewCard, Termination, TransactionKind, TransactionsQuery,
    Unfreeze, WalletTransactionsQuery,
};

fn usd(dollars: i64) -> Amount {
    Amount::from_cents(dollars * 100)
}

/// A server with a card of 100 USD, paid from a wallet of 1,000 USD.
async fn server() -> (MockServer, Client, String) {
    let server = MockServer::start().await;
    server.play_cards(usd(1_000));
    let client = server.client();
    let card = client.create_card(&NewCard::new("customer-1", "VISA").amount(usd(100))).await.unwrap();
    let id = card.card.id.clone();
    (server, client, id)
}

async fn card(client: &Client, id: &str) -> Card {
    client.card(id, &CardQuery::new()).await.unwrap().into_inner()
}

/// The kinds of transactions in the life of the card.
const KINDS: [TransactionKind; 7] = [
    TransactionKind::Funding,
    TransactionKind::Funding,
    TransactionKind::Authorization,
    TransactionKind::Authorization,
    TransactionKind::Authorization,
    TransactionKind::Withdrawal,
    TransactionKind::Termination,
];

#[tokio::test]
async fn what_moves_between_a_card_and_the_wallet_is_a_transaction_of_both() {
    let (server, client, id) = server().await;
    assert!(server.spend(&id, usd(30)));
    client.withdraw_from_card(&id, usd(20)).await.unwrap();
    let query = TransactionsQuery::new();
    let all = client.transactions(&query).stream().try_collect().await.unwrap();
    let kinds: Vec<_> = all.iter().map(cartevo::Transaction::kind).collect();
    assert_eq!(kinds, [TransactionKind::Withdrawal, TransactionKind::Funding], "a purchase moves no wallet");
    let wallet = client.usd_wallet().await.unwrap().id.clone();
    let of_wallet = client.wallet_transactions(&wallet, &WalletTransactionsQuery::new()).stream();
    let ids = |all: &[cartevo::Transaction]| all.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&of_wallet.try_collect().await.unwrap()), ids(&all));
    let other = query.wallet_id("another-wallet");
    assert!(client.transactions(&other).stream().try_collect().await.unwrap().is_empty());
    assert_eq!(client.wallet_transaction(&all[0].id).await.unwrap().amount, all[0].amount);
    let missing = client.wallet_transaction("transaction-9").await.unwrap_err();
    assert!(matches!(missing, Error::NotFound { .. }), "{missing:?}");
}

#[tokio::test]
async fn a_card_lives_from_its_issue_to_its_termination() {
    let (server, client, id) = server().await;
    let funded = client.fund_card(&id, usd(50)).await.unwrap();
    assert_eq!((funded.card_balance_before, funded.card_balance_after), (Some(usd(100)), Some(usd(150))));
    assert!(server.spend(&id, usd(30)) && !server.spend(&id, usd(1_000)));
    client.freeze_card(&id, &Freeze::new()).await.unwrap();
    assert!(!server.spend(&id, usd(1)));
    assert_eq!(card(&client, &id).await.status, Some(CardStatus::Frozen));
    client.withdraw_from_card(&id, usd(20)).await.unwrap();
    client.unfreeze_card(&id, &Unfreeze::new()).await.unwrap();
    assert_eq!(card(&client, &id).await.balance, Some(usd(100)));
    client.terminate_card(&id, &Termination::new()).await.unwrap();
    assert_eq!(client.usd_wallet().await.unwrap().balance, Some(usd(970)));

    let all =
        client.card_transactions(&id, &CardTransactionsQuery::new()).stream().try_collect().await.unwrap();
    let kinds: Vec<_> = all.iter().rev().map(cartevo::Transaction::kind).collect();
    assert_eq!(kinds, KINDS);
    let query = CustomerTransactionsQuery::new();
    assert_eq!(
        client.customer_transactions("customer-1", &query).stream().try_collect().await.unwrap().len(),
        7
    );
    assert_eq!(client.customer_cards("customer-1", &CustomerCardsQuery::new()).await.unwrap().len(), 1);
    assert!(client.customer_cards("customer-2", &CustomerCardsQuery::new()).await.unwrap().is_empty());
    assert_eq!(client.cards(&CardsQuery::new()).await.unwrap().cards.len(), 1);
}

#[tokio::test]
async fn what_a_card_does_not_allow_is_refused() {
    let (_server, client, id) = server().await;
    assert!(matches!(client.fund_card(&id, usd(901)).await, Err(Error::InsufficientBalance { .. })));
    assert!(matches!(client.withdraw_from_card(&id, usd(101)).await, Err(Error::InsufficientBalance { .. })));
    assert!(matches!(client.unfreeze_card(&id, &Unfreeze::new()).await, Err(Error::InvalidRequest { .. })));
    assert!(matches!(client.fund_card("another", usd(1)).await, Err(Error::NotFound { .. })));
    client.delete_card(&id).await.unwrap();
    for refused in [client.fund_card(&id, usd(1)).await.err(), client.delete_card(&id).await.err()] {
        assert!(matches!(refused, Some(Error::InvalidRequest { .. })), "{refused:?}");
    }
    assert_eq!(client.usd_wallet().await.unwrap().balance, Some(usd(1_000)));
}

#[tokio::test]
async fn a_lost_response_doesnt_undo_what_was_done_and_a_dropped_request_does_nothing() {
    let (server, client, id) = server().await;
    for (answer, done) in [
        (Answer::status(200).lost(), true),
        (Answer::json(200, r#"{"data": {}}"#).truncated(3), true),
        (Answer::status(200).dropped(), false),
        (Answer::refusal(500, "Internal server error"), false),
    ] {
        let before = card(&client, &id).await.balance.unwrap();
        server.answer_next(Operation::FundCard, answer.clone());
        assert!(client.fund_card(&id, usd(10)).await.is_err());
        let expected = if done { before + usd(10) } else { before };
        assert_eq!(card(&client, &id).await.balance, Some(expected), "{answer:?}");
    }
}

#[tokio::test]
async fn a_flow_with_a_lost_response_is_settled_by_its_handle() {
    let (server, client, id) = server().await;
    server.answer_next(Operation::FundCard, Answer::status(200).lost());
    let prepared = client.prepare_fund_card(&id, usd(50)).await.unwrap().exclusive().unwrap();
    assert!(prepared.send().await.done().is_some());
    assert_eq!(card(&client, &id).await.balance, Some(usd(150)));
    assert_eq!(server.requests_to(Operation::FundCard).len(), 1);
}
