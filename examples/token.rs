//! Shows the token exchange, which the client performs by itself: ten concurrent calls share one exchange. It uses a mock
//! server in the same process and needs neither an account nor a network.

#![allow(clippy::print_stdout, reason = "an example prints its results")]

use cartevo::{Client, CustomerCardsQuery, Error};
use httpmock::MockServer;
use serde_json::json;

const CUSTOMER: &str = "8d4f2a1b-5c3e-4d7f-9a6b-2e1c8f9d0a3b";

#[tokio::main]
async fn main() -> Result<(), Error> {
    let server = MockServer::start_async().await;
    let exchange = server
        .mock_async(|when, then| {
            when.method("POST")
                .path("/auth/token")
                .json_body(json!({"client_id": "client_1", "client_key": "right"}));
            then.status(200)
                .json_body(json!({"access_token": "issued", "token_type": "Bearer", "expires_in": 3600}));
        })
        .await;
    server
        .mock_async(|when, then| {
            when.method("POST").path("/auth/token");
            then.status(401).json_body(json!({"message": "Invalid client credentials", "statusCode": 401}));
        })
        .await;
    server
        .mock_async(|when, then| {
            when.path_prefix("/customers/").header("authorization", "Bearer issued");
            then.status(200).json_body(json!({"data": []}));
        })
        .await;

    let client = Client::builder().base_url(server.base_url()).credentials("client_1", "right").build()?;
    let calls: Vec<_> = (0..10)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.customer_cards(CUSTOMER, &CustomerCardsQuery::new()).await })
        })
        .collect();
    let mut successes = 0;
    for call in calls {
        successes += usize::from(call.await.is_ok_and(|cards| cards.is_ok()));
    }
    println!("{successes} successful calls, {} token exchange(s)", exchange.calls_async().await);

    let client = Client::builder().base_url(server.base_url()).credentials("client_1", "wrong").build()?;
    if let Err(error) = client.customer(CUSTOMER).await {
        println!("with a wrong key: {error}");
    }
    Ok(())
}
