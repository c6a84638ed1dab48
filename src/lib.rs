//! A client for the [Cartevo](https://cartevo.co) card-issuing API.
//!
//! The types and operations are generated from an OpenAPI document. It is corrected by hand, because the vendor's
//! documentation contradicts itself and the servers. Every documented or recorded form of a response decodes to one
//! [`Customer`], [`Card`], [`Wallet`], [`Transaction`] or [`Payment`], whatever the vintage of the server.
//!
//! ```no_run
//! # async fn run() -> Result<(), cartevo::Error> {
//! use cartevo::{Client, CustomerCardsQuery};
//!
//! let client = Client::builder().credentials("client_...", "the key").build()?;
//! for card in client.customer_cards("8d4f2a1b-5c3e-4d7f-9a6b-2e1c8f9d0a3b", &CustomerCardsQuery::new()).await? {
//!     println!("{} ends in {:?}, {:?} USD left", card.id, card.last4(), card.balance);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Operations
//!
//! | method | operation | effect | page |
//! |---|---|---|---|
//! | [`Client::customers`] | `GET /customers` | reads | [get-customers](https://developer.cartevo.co/api-reference/endpoint/get-customers) |
//! | [`Client::create_customer`] | `POST /customers` | changes | [post-customers](https://developer.cartevo.co/api-reference/endpoint/post-customers) |
//! | [`Client::enroll_customer`] | `POST /customers/enroll` | changes | [post-enroll-customer](https://developer.cartevo.co/api-reference/endpoint/post-enroll-customer) |
//! | [`Client::customer`] | `GET /customers/{id}` | reads | [get-customer-by-id](https://developer.cartevo.co/api-reference/endpoint/get-customer-by-id) |
//! | [`Client::customer_cards`] | `GET /customers/{id}/cards` | reads | [get-customer-cards](https://developer.cartevo.co/api-reference/endpoint/get-customer-cards) |
//! | [`Client::customer_transactions`] | `GET /customers/{id}/transactions` | reads | [get-customer-transactions](https://developer.cartevo.co/api-reference/endpoint/get-customer-transactions) |
//! | [`Client::card_transactions`] | `GET /cards/{id}/transactions` | reads | [get-card-transactions](https://developer.cartevo.co/api-reference/endpoint/get-card-transactions) |
//! | [`Client::cards`] | `GET /cards` | reads | [get-cards](https://developer.cartevo.co/api-reference/endpoint/get-cards) |
//! | [`Client::issue_card`], [`Client::prepare_issue`], [`Client::create_card`] | `POST /cards` | issues a card | [post-create-card](https://developer.cartevo.co/api-reference/endpoint/post-create-card) |
//! | [`Client::card`], [`Client::reveal_card_number_and_cvv`] | `GET /cards/{id}` | reads | [get-card-by-id](https://developer.cartevo.co/api-reference/endpoint/get-card-by-id) |
//! | [`Client::delete_card`], [`Client::prepare_delete_card`] | `DELETE /cards/{id}` | moves money | – |
//! | [`Client::fund_card`], [`Client::prepare_fund_card`] | `POST /cards/{id}/fund` | moves money | [post-card-fund](https://developer.cartevo.co/api-reference/endpoint/post-card-fund) |
//! | [`Client::withdraw_from_card`], [`Client::prepare_withdraw_from_card`] | `POST /cards/{id}/withdraw` | moves money | [post-card-withdraw](https://developer.cartevo.co/api-reference/endpoint/post-card-withdraw) |
//! | [`Client::freeze_card`], [`Client::prepare_freeze_card`] | `PUT /cards/{id}/freeze` | changes | [put-card-freeze](https://developer.cartevo.co/api-reference/endpoint/put-card-freeze) |
//! | [`Client::unfreeze_card`], [`Client::prepare_unfreeze_card`] | `PUT /cards/{id}/unfreeze` | changes | [put-card-unfreeze](https://developer.cartevo.co/api-reference/endpoint/put-card-unfreeze) |
//! | [`Client::terminate_card`], [`Client::prepare_terminate_card`] | `POST /cards/{id}/terminate` | moves money | [post-terminate-card](https://developer.cartevo.co/api-reference/endpoint/post-terminate-card) |
//! | [`Client::wallets`] | `GET /wallets` | reads | [get-wallets](https://developer.cartevo.co/api-reference/endpoint/get-wallets) |
//! | [`Client::create_wallet`] | `POST /wallets` | changes | [post-wallets](https://developer.cartevo.co/api-reference/endpoint/post-wallets) |
//! | [`Client::usd_wallet`] | `GET /wallets/usd-balance` | reads | [get-wallet-usd-balance](https://developer.cartevo.co/api-reference/endpoint/get-wallet-usd-balance) |
//! | [`Client::fund_wallet`], [`Client::prepare_fund_wallet`] | `POST /wallets/fund` | moves money | [post-wallets-fund](https://developer.cartevo.co/api-reference/endpoint/post-wallets-fund) |
//! | [`Client::deposit`], [`Client::prepare_deposit`] | `POST /wallets/deposit` | moves money | [post-wallets-deposit](https://developer.cartevo.co/api-reference/endpoint/post-wallets-deposit) |
//! | [`Client::wallet`] | `GET /wallets/{id}` | reads | [get-wallet-by-id](https://developer.cartevo.co/api-reference/endpoint/get-wallet-by-id) |
//! | [`Client::transactions`] | `GET /wallet/transactions` | reads | [get-wallet-transactions-global](https://developer.cartevo.co/api-reference/endpoint/get-wallet-transactions-global) |
//! | [`Client::wallet_transactions`] | `GET /wallet/transactions/wallet/{walletId}` | reads | [get-wallet-transactions](https://developer.cartevo.co/api-reference/endpoint/get-wallet-transactions) |
//! | [`Client::wallet_transaction`] | `GET /wallet/transactions/{id}` | reads | [get-transaction](https://developer.cartevo.co/api-reference/endpoint/get-transaction) |
//! | [`Client::convert_currency`] | `POST /company/exchange-rates/convert` | reads | [post-convert](https://developer.cartevo.co/api-reference/endpoint/post-convert) |
//! | [`Client::collect`], [`Client::prepare_collect`] | `POST /payment/collect` | moves money | [post-payment-collect](https://developer.cartevo.co/api-reference/endpoint/post-payment-collect) |
//! | [`Client::pay_out`], [`Client::prepare_pay_out`] | `POST /payment/payout` | moves money | [post-payment-payout](https://developer.cartevo.co/api-reference/endpoint/post-payment-payout) |
//! | [`Client::payments`] | `GET /payment/transactions` | reads | [get-payment-transactions](https://developer.cartevo.co/api-reference/endpoint/get-payment-transactions) |
//! | [`Client::payment`] | `GET /payment/transactions/{transactionId}/status` | reads | [get-payment-transaction-status](https://developer.cartevo.co/api-reference/endpoint/get-payment-transaction-status) |
//! | [`Client::payment_balances`] | `GET /payment/balance` | reads | [get-payment-balance](https://developer.cartevo.co/api-reference/endpoint/get-payment-balance) |
//! | [`Client::call`] | any other | as you state | – |
//!
//! The client calls `POST /auth/token` itself, with the [credentials](ClientBuilder::credentials).
//!
//! # Units and formats
//!
//! An [`Amount`] is exact and in major units: 10.50 USD is `10.5`. Dates and times are ISO 8601 on the wire and
//! [`jiff`] types in Rust. Ids are opaque strings. A [`CardStatus`], [`CardBrand`] or other enum keeps a value that this
//! version doesn't know as its `Other` variant.
//!
//! # Errors and retries
//!
//! Every call fails with an [`Error`], whose variants distinguish what a caller can act on. [`Error::delivery`] tells how
//! far the request got, and [`Error::is_retryable`] whether it is safe to repeat the call.
//!
//! Operations that only read are retried after a connection error, a timeout, and the statuses 408, 429 and 5xx: at most
//! twice, with exponential backoff from 0.5 to 8 seconds or the delay that the server requests. Any other
//! request is retried only if no connection could be established for it: the API has hardly any idempotency keys. The
//! effect of each operation is in the table above; a [`Call`] states its own [`Effect`].
//!
//! # Issuing a card
//!
//! [`Client::prepare_issue`] returns a handle to store before the request is sent. From then on, even after a crash,
//! [`IssueHandle::settle`] determines the outcome by reading the customer's cards. An [`IssueOutcome`] is definite only
//! where the evidence is conclusive.
//!
//! # Moving money
//!
//! The methods that begin with `prepare_`, such as [`Client::prepare_fund_card`], do the same for everything that moves
//! money or changes a card: an [`ActionHandle`] to store, and an [`ActionOutcome`] that is settled by reading. A request is
//! sent again only where the vendor documents an idempotency key, and with the same key.
//!
//! # Lists
//!
//! What has pages ([`Client::customers`], [`Client::card_transactions`], [`Client::customer_transactions`],
//! [`Client::transactions`], [`Client::wallet_transactions`] and [`Client::payments`]) is a [`List`]: await it for one
//! page, or turn it into a [`ListStream`] of all items. Pages are counted from 1. Where a server ignores paging, the client
//! makes up for it. [`Client::cards`], [`Client::customer_cards`] and [`Client::wallets`] have no pages.
//!
//! The items of every list are decoded one by one while the response arrives.
//!
//! # Secrets
//!
//! No `Debug`, `Display` or `Serialize` implementation and no error, log or span of this crate contains a card number, a
//! CVV, a token or a key. `Debug` of the generated types hides personal data, too. There is no switch to turn this off.
//! This holds even if a server puts such a value into a field for something else:
//!
//! - [`MaskedPan`], [`Last4`] and [`Bin`] show their text only if it is a mask, four digits or a prefix.
//! - `Debug` shows an id, an amount or a count only if it has the form of one, and `[withheld]` otherwise. `Serialize`
//!   writes ids and amounts as the server sent them, because they are needed.
//! - A [`ServerMessage`] is shown only if the OpenAPI document knows it; [`ServerMessage::expose_untrusted`] returns the
//!   text.
//!
//! The values of [`Card::number`] and [`Card::cvv`], which the API calls tokens, are readable to anyone who holds them;
//! they are [`Secret`]s.
//!
//! The memory of secrets, of [`Raw`] values and of response bodies is zeroed on drop. The buffers of the HTTP, TLS and
//! decompression libraries are out of reach.
//!
//! # Tracing
//!
//! Each call is a [`tracing`](https://docs.rs/tracing) span with attributes named after OpenTelemetry's semantic
//! conventions: operation, status, number of attempts and delivery. No span or event contains a body, a query, a header
//! value or an id.
//!
//! # Features
//!
//! - `rustls` (default): TLS by rustls, with the certificate store of the platform.
//! - `testing`: a mock server for your own tests, in the module `testing`.
//! - `webhook`: verification and events of webhooks, in the module `webhook`.
//! - `recorder`: the hook through which `cartevo-contract` records the calls of a client.
//!
//! Features are additive; none changes the behaviour of the rest.

#![warn(unnameable_types)]

mod action;
mod amount;
mod answer;
mod auth;
mod base_url;
mod body;
mod builder;
mod call;
mod card;
mod card_amount;
mod cards;
mod cause;
mod client;
mod closing;
mod connection;
mod context;
mod created;
mod created_customer;
mod customers;
mod decode;
#[cfg(test)]
mod effects;
mod environment;
mod error;
mod expiry;
mod flag;
mod generated;
mod guard;
mod id;
mod integer;
mod issue;
mod list;
mod masked;
mod message;
mod money;
mod new_card;
mod new_customer;
mod new_payment;
mod new_wallet;
mod object;
mod open;
mod operation;
mod options;
mod page;
mod payments;
mod place;
mod queries;
mod query;
mod raw;
#[cfg(feature = "recorder")]
pub mod recorder;
mod redact;
mod refusal;
mod request;
mod response;
mod retry;
mod retry_after;
mod revealed;
mod rows;
mod secret;
mod shared;
#[cfg(test)]
mod simulation;
mod stored;
#[cfg(feature = "testing")]
pub mod testing;
mod text;
mod trace;
mod transaction;
mod transport;
mod upload;
mod wallet_deposit;
mod wallet_funding;
mod wallets;
#[cfg(feature = "webhook")]
pub mod webhook;

pub use action::{
    ActionHandle, ActionKind, ActionOutcome, ActionRecord, NotDone, PreparedAction, UndecidedAction,
};
pub use amount::{Amount, ParseAmountError};
pub use builder::ClientBuilder;
pub use call::Call;
pub use card_amount::CardAmount;
pub use client::Client;
pub use closing::ClosingPolicy;
pub use context::{Context, Delivery};
pub use created::CreatedCard;
pub use environment::{Environment, Sleep};
pub use error::Error;
pub use expiry::Expiry;
pub use generated::types::{
    Card, CardBrand, CardChange, CardList, CardMovement, CardStatistics, CardStatus, Company, Conversion,
    Currency, Customer, DepositReceipt, FundingFee, FundingOrder, IdDocumentType, MobileOperator, Payment,
    PaymentBalance, PaymentBalances, PaymentType, ProviderMapping, StartedFunding, Transaction,
    TransactionCategory, TransactionStatus, TransactionType, Wallet, WalletOperator, WalletPhoneNumber,
};
pub use issue::{IssueHandle, IssueOutcome, PreparedIssue, Undecided};
pub use list::{List, ListStream};
pub use masked::{Bin, Last4, MaskedPan};
pub use message::ServerMessage;
pub use new_card::NewCard;
pub use new_customer::{IdDocument, IdDocumentUrls, NewCustomer};
pub use new_payment::NewPayment;
pub use new_wallet::NewWallet;
pub use operation::Effect;
pub use options::CallOptions;
pub use page::Page;
pub use queries::{
    CardQuery, CardsQuery, CustomersQuery, Freeze, PaymentQuery, PaymentsQuery, Termination,
    TransactionsQuery, Unfreeze, WalletTransactionsQuery,
};
pub use query::{CardTransactionsQuery, CustomerCardsQuery, CustomerTransactionsQuery, DateBound};
pub use raw::Raw;
pub use response::Response;
pub use revealed::RevealedCard;
pub use secret::Secret;
pub use transaction::TransactionKind;
pub use upload::Upload;
pub use wallet_deposit::WalletDeposit;
pub use wallet_funding::WalletFunding;

pub use http;
pub use jiff;
pub use rust_decimal;
