//! Lists wallets and their transactions, converts an amount, and moves money between two wallets. Runs against the mock
//! server, without an account.

#![allow(clippy::print_stdout, reason = "an example prints its results")]

use cartevo::testing::MockServer;
use cartevo::{Amount, WalletDeposit, WalletFunding, WalletTransactionsQuery};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockServer::start().await;
    let client = server.client();

    let wallets = client.wallets().await?;
    let Some(wallet) = wallets.first() else { return Ok(()) };
    println!("{}: {:?} {:?}", wallet.id, wallet.balance, wallet.currency);
    let usd = client.usd_wallet().await?;
    println!("{}: {:?} USD", usd.id, usd.balance);

    let page = client.wallet_transactions(&wallet.id, &WalletTransactionsQuery::new().limit(50)).await?;
    for transaction in &page.items {
        println!("{:?} {} {:?}", transaction.kind(), transaction.amount(), transaction.status);
    }

    // The key makes it safe to send the same funding again after an error.
    let funding = WalletFunding::new(&wallet.id, Amount::from_cents(500_000), "XAF")
        .phone("237600000000")
        .transaction_id("funding-4711");
    println!("{:?}", client.fund_wallet(&funding).await?.transaction.status);

    let amount = Amount::from_cents(1_000_000);
    let converted = client.convert_currency(amount, "XAF", "USD").await?;
    let deposit = WalletDeposit::new(&wallet.id, "XAF", amount)
        .destination(&usd.id, "USD", converted.converted_amount)
        .rate(converted.rate);
    let receipt = client.deposit(&deposit).await?;
    println!("moved, status {}", receipt.status());
    Ok(())
}
