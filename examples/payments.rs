//! Collects a payment by mobile money and finds it again by its external id. Runs against the mock server, without an
//! account.

#![allow(clippy::print_stdout, reason = "an example prints its results")]

use cartevo::testing::MockServer;
use cartevo::{Amount, MobileOperator, NewPayment, PaymentQuery, PaymentsQuery};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockServer::start().await;
    let client = server.client();

    for balance in &client.payment_balances().await?.balances {
        println!(
            "{:?}: {} collected, {} to pay out",
            balance.currency, balance.payin_balance, balance.payout_balance
        );
    }

    // Store the external id before you send: whatever happens to the answer, it finds the payment.
    let external_id = "order-4711";
    let amount = Amount::from_cents(100_000);
    let payment =
        NewPayment::new(MobileOperator::Mtn, "CM", "237670000000", amount, "XAF").external_id(external_id);
    match client.collect(&payment).await {
        Ok(started) => println!("{} is {:?}", started.transaction_id, started.status),
        Err(error) => println!("{error}; look for {external_id}"),
    }

    let found = client.payments(&PaymentsQuery::new().external_id(external_id)).await?;
    for payment in &found.items {
        let payment = client.payment(&payment.transaction_id, &PaymentQuery::new()).await?;
        println!("{} is {:?}", payment.transaction_id, payment.status);
    }
    Ok(())
}
