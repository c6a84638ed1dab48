//! What one would write without this crate: the structures of the vendor's docs, and a call that fails on a bad status.

use cartevo::Amount;
use cartevo::jiff::Timestamp;
use serde::Deserialize;

#[derive(Clone)]
pub(crate) struct Client {
    http: reqwest::Client,
    base_url: String,
}

#[derive(Deserialize)]
struct Envelope {
    data: Customer,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "read, not used")]
pub(crate) struct Customer {
    id: String,
    first_name: String,
    last_name: String,
    email: Option<String>,
    country: Option<String>,
    is_active: Option<bool>,
    created_at: Option<Timestamp>,
    updated_at: Option<Timestamp>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "read, not used")]
pub(crate) struct Transaction {
    id: String,
    category: String,
    #[serde(rename = "type")]
    kind: String,
    status: String,
    amount: Amount,
    currency: Option<String>,
    description: String,
    created_at: Timestamp,
    card: Option<Card>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "read, not used")]
pub(crate) struct Card {
    id: String,
    status: Option<String>,
    balance: Option<Amount>,
    currency: Option<String>,
    masked_pan: Option<String>,
    number: Option<String>,
    cvv: Option<String>,
    expiry_month: Option<i64>,
    expiry_year: Option<i64>,
    is_virtual: Option<bool>,
    is_physical: Option<bool>,
    created_at: Option<Timestamp>,
}

impl Client {
    pub(crate) fn new(base_url: &str) -> Self {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { http, base_url: base_url.to_owned() }
    }

    pub(crate) async fn customer(&self, id: &str) -> reqwest::Result<Customer> {
        let url = format!("{}/customers/{id}", self.base_url);
        let request = self.http.get(url).bearer_auth("a-token").header("accept", "application/json");
        let response = request.send().await?.error_for_status()?;
        Ok(response.json::<Envelope>().await?.data)
    }
}
