//! A hand-written client as the baseline: timeouts, a token, no redirects, an error for a failure status, and structs with
//! all fields that this crate knows. It has no retries, no aliases, no wiped secrets, and no errors with a place.

use std::time::Duration;

use cartevo::Amount;
use cartevo::jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

#[derive(Clone)]
pub(crate) struct Client {
    http: reqwest::Client,
    base_url: String,
    token: String,
}

#[derive(Deserialize)]
struct Envelope {
    data: Customer,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "read, not used")]
pub(crate) struct Customer {
    city: Option<String>,
    company_id: Option<String>,
    country: Option<String>,
    country_iso_code: Option<String>,
    created_at: Option<Timestamp>,
    date_of_birth: Option<Timestamp>,
    email: Option<String>,
    first_name: String,
    id: String,
    identification_number: Option<String>,
    image: Option<String>,
    is_active: Option<bool>,
    last_name: String,
    phone_country_code: Option<String>,
    phone_number: Option<String>,
    photo: Option<String>,
    postal_code: Option<String>,
    provider_customer_id: Option<String>,
    provider_mappings: Option<Vec<Value>>,
    state: Option<String>,
    street: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    updated_at: Option<Timestamp>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "read, not used")]
pub(crate) struct Transaction {
    amount: Amount,
    amount_with_fee: Option<Amount>,
    card: Option<Card>,
    card_balance_after: Option<Amount>,
    card_balance_before: Option<Amount>,
    card_id: Option<String>,
    category: Category,
    company_id: Option<String>,
    completed_at: Option<Timestamp>,
    created_at: Timestamp,
    currency: Option<Currency>,
    customer: Option<Customer>,
    customer_id: Option<String>,
    description: String,
    fee_amount: Option<Amount>,
    fee_id: Option<String>,
    id: String,
    mcc: Option<String>,
    merchant: Option<String>,
    mid: Option<String>,
    net_amount: Option<Amount>,
    operator: Option<String>,
    order_id: Option<String>,
    phone_number: Option<String>,
    provider: Option<String>,
    raw: Option<Value>,
    reason: Option<String>,
    reference: Option<String>,
    status: Status,
    #[serde(rename = "type")]
    kind: Kind,
    updated_at: Option<Timestamp>,
    user: Option<Value>,
    user_id: Option<String>,
    wallet: Option<Value>,
    wallet_balance_after: Option<Amount>,
    wallet_balance_before: Option<Amount>,
    wallet_id: Option<String>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "read, not used")]
pub(crate) struct Card {
    balance: Option<Amount>,
    bin: Option<String>,
    brand: Option<String>,
    city: Option<String>,
    company_id: Option<String>,
    country: Option<String>,
    country_iso_code: Option<String>,
    created_at: Option<Timestamp>,
    currency: Option<Currency>,
    customer_id: Option<String>,
    cvv: Option<String>,
    description: Option<String>,
    event: Option<String>,
    expiry_month: Option<i64>,
    expiry_year: Option<i64>,
    id: String,
    is_active: Option<bool>,
    is_physical: Option<bool>,
    is_virtual: Option<bool>,
    last4: Option<String>,
    masked_pan: Option<String>,
    name: Option<String>,
    number: Option<String>,
    postal_code: Option<String>,
    provider: Option<String>,
    provider_card_id: Option<String>,
    provider_card_metadata: Option<Value>,
    reference: Option<String>,
    state_code: Option<String>,
    status: Option<Status>,
    street: Option<String>,
    updated_at: Option<Timestamp>,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Category {
    Card,
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Kind {
    Fund,
    Funding,
    Withdraw,
    Withdrawal,
    Authorization,
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Status {
    Active,
    Success,
    Failed,
    Pending,
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Currency {
    Usd,
    #[serde(other)]
    Other,
}

impl Client {
    pub(crate) fn new(base_url: &str) -> Self {
        let http = reqwest::Client::builder()
            .no_proxy()
            .user_agent("baseline/1.0")
            .connect_timeout(Duration::from_secs(10))
            .read_timeout(Duration::from_secs(30))
            .timeout(Duration::from_secs(60))
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self { http, base_url: base_url.to_owned(), token: "a-token".to_owned() }
    }

    pub(crate) async fn customer(&self, id: &str) -> reqwest::Result<Customer> {
        let url = format!("{}/customers/{id}", self.base_url);
        let request = self.http.get(url).bearer_auth(&self.token).header("accept", "application/json");
        let response = request.send().await?.error_for_status()?;
        Ok(response.json::<Envelope>().await?.data)
    }
}
