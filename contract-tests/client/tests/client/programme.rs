//! Serving a recording of an operation to the method that the client has for it. The server answers every request with
//! the recording; what was sent is noted, and checked against the spec.

use cartevo::jiff::civil::date;
use cartevo::{
    Amount, Card, CardAmount, CardList, CardQuery, CardsQuery, Client, CustomersQuery, DepositReceipt, Error,
    Freeze, IdDocument, IdDocumentType, IdDocumentUrls, NewCustomer, NewPayment, NewWallet, Page,
    PaymentQuery, PaymentsQuery, Termination, TransactionsQuery, Unfreeze, Upload, WalletDeposit,
    WalletFunding, WalletTransactionsQuery,
};
use httpmock::MockServer;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::compare::{Secrets, same};
use crate::recording::Recording;
use crate::replay::{Outcome, answer};
use crate::sent::Sent;

/// What the client makes of the recording; `None` if it has no such operation.
pub(crate) async fn replay(
    server: &MockServer,
    client: &Client,
    sent: &Sent,
    recording: &Recording,
) -> Option<Outcome> {
    server.mock(|when, then| {
        sent.note(when.header("authorization", "Bearer replayed"));
        answer(then, recording);
    });
    let id = recording.argument();
    Some(match recording.operation.as_str() {
        "getCustomers" => page(recording, "Customer", client.customers(&customers(recording)).await),
        "createCustomer" => customer(recording, client.create_customer(&new_customer(), document()).await),
        "enrollCustomer" => customer(recording, client.enroll_customer(&new_customer(), &urls()).await),
        "getCards" => Outcome::of(client.cards(&CardsQuery::new()).await, |list| {
            let data = &recording.json()["data"];
            match data {
                Value::Array(_) => same::<Vec<Card>>(data, &list.cards, "Card"),
                _ => same::<CardList>(data, &*list, "CardList"),
            }
        }),
        "getCard" => one(recording, "Card", client.card(id, &CardQuery::new()).await),
        "fundCard" => one(recording, "CardMovement", client.fund_card(id, card_amount(recording)).await),
        "withdrawFromCard" => {
            one(recording, "CardMovement", client.withdraw_from_card(id, card_amount(recording)).await)
        }
        "freezeCard" => one(recording, "CardChange", client.freeze_card(id, &Freeze::new()).await),
        "unfreezeCard" => one(recording, "CardChange", client.unfreeze_card(id, &Unfreeze::new()).await),
        "terminateCard" => one(recording, "CardChange", client.terminate_card(id, &Termination::new()).await),
        "deleteCard" => one(recording, "CardChange", client.delete_card(id).await),
        "getWallets" => one(recording, "Wallet", client.wallets().await),
        "getWallet" => one(recording, "Wallet", client.wallet(id).await),
        "getUsdBalance" => one(recording, "Wallet", client.usd_wallet().await),
        "createWallet" => {
            let wallet = NewWallet::new("XAF", "Cameroon", "CM", "+237");
            one(recording, "Wallet", client.create_wallet(&wallet).await)
        }
        "fundWallet" => one(recording, "StartedFunding", client.fund_wallet(&funding(recording)).await),
        "depositToWallet" => Outcome::of(client.deposit(&deposit()).await, |receipt| match &*receipt {
            Some(receipt) => same::<DepositReceipt>(&recording.json()["data"], receipt, "DepositReceipt"),
            None if recording.json().get("data").is_none() => Ok(()),
            None => Err("the receipt was lost".to_owned()),
        }),
        "getTransactions" => {
            page(recording, "Transaction", client.transactions(&TransactionsQuery::new()).await)
        }
        "getWalletTransactions" => {
            let query = WalletTransactionsQuery::new();
            page(recording, "Transaction", client.wallet_transactions(id, &query).await)
        }
        "getTransaction" => one(recording, "Transaction", client.wallet_transaction(id).await),
        "convertCurrency" => {
            let amount = Amount::from_cents(100_000);
            one(recording, "Conversion", client.convert_currency(amount, "XAF", "USD").await)
        }
        "collectPayment" => one(recording, "Payment", client.collect(&payment(recording)).await),
        "payOut" => one(recording, "Payment", client.pay_out(&payment(recording)).await),
        "getPayments" => page(recording, "Payment", client.payments(&PaymentsQuery::new()).await),
        "getPaymentStatus" => one(recording, "Payment", client.payment(id, &PaymentQuery::new()).await),
        "getPaymentBalance" => one(recording, "PaymentBalances", client.payment_balances().await),
        _ => return None,
    })
}

/// Compares a thing with what the recording has under any name of it, or without an envelope.
fn one<T>(recording: &Recording, name: &str, result: Result<cartevo::Response<T>, Error>) -> Outcome
where
    T: DeserializeOwned + serde::Serialize + Secrets,
{
    Outcome::of(result, |value| {
        let body = recording.json();
        let thing = ["data", "card"].iter().find_map(|name| body.get(*name));
        same::<T>(thing.unwrap_or(&body), &*value, name)
    })
}

fn customer(recording: &Recording, result: Result<cartevo::Response<cartevo::Customer>, Error>) -> Outcome {
    one(recording, "Customer", result)
}

fn page<T>(recording: &Recording, name: &str, result: Result<cartevo::Response<Page<T>>, Error>) -> Outcome
where
    T: DeserializeOwned + serde::Serialize + Secrets,
{
    Outcome::of(result, |page| crate::replay::compare_page(recording, &page, name))
}

fn customers(recording: &Recording) -> CustomersQuery {
    let number = |name| recording.asks(name).and_then(|text| text.parse().ok());
    let mut query = CustomersQuery::new();
    if let Some(page) = number("page") {
        query = query.page(page);
    }
    if let Some(limit) = number("limit") {
        query = query.limit(limit);
    }
    query
}

fn new_customer() -> NewCustomer {
    NewCustomer::new("Amina", "Tchoupo", "amina.tchoupo@example.com")
        .country("Cameroon", "CM", "+237")
        .address("1 Avenue des Essais", "Yaounde", "Centre", "00237")
        .phone_number("600000001")
        .born(date(1992, 4, 11))
}

fn document() -> IdDocument {
    let file = || Upload::from_bytes("image/png", b"a picture".as_slice()).file_name("picture.png");
    IdDocument::new(IdDocumentType::Nin, "TESTID000001", file()).back(file())
}

fn urls() -> IdDocumentUrls {
    IdDocumentUrls::new(IdDocumentType::Nin, "TESTID000001", "https://example.com/front.png")
        .back("https://example.com/back.png")
}

/// The recorded amount. The client refuses one that is too small, of which the answer is read all the same.
fn card_amount(recording: &Recording) -> CardAmount {
    let recorded = recording.request.get("amount").cloned().unwrap_or_default();
    let amount = serde_json::from_value::<Amount>(recorded).unwrap_or(Amount::from_cents(0));
    let amount = CardAmount::new(amount.max(Amount::from_cents(100)));
    match recording.request.get("customer_id").and_then(Value::as_str) {
        Some(customer_id) => amount.customer_id(customer_id),
        None => amount,
    }
}

fn funding(recording: &Recording) -> WalletFunding {
    let wallet = recording.request["walletId"].as_str().unwrap_or_default();
    WalletFunding::new(wallet, Amount::from_cents(101), "XAF")
        .operator("mtn".into())
        .phone("237600000000")
        .transaction_id("funding-1")
        .reason("a reason", "a category")
}

fn deposit() -> WalletDeposit {
    WalletDeposit::new("wallet-1", "XAF", Amount::from_cents(1_000_000))
        .fee(Amount::from_cents(100))
        .destination("wallet-2", "USD", Amount::from_cents(1_630))
        .rate("0.00163".parse().unwrap())
}

fn payment(recording: &Recording) -> NewPayment {
    let amount = Amount::from_cents(100_000);
    NewPayment::new("mtn", "CM", "237670000000", amount, "XAF")
        .external_id(recording.request["external_id"].as_str().unwrap_or("order-1"))
        .notify_url("https://example.com/hook")
        .reference_id("reference-1")
        .language("en")
        .purpose("a purpose")
}
