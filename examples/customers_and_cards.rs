//! Creates a customer with the files of an identity document, then funds, freezes and terminates a card. Runs against the
//! mock server, without an account.

#![allow(clippy::print_stdout, reason = "an example prints its results")]

use cartevo::jiff::civil::date;
use cartevo::testing::MockServer;
use cartevo::{
    Amount, CardQuery, CardsQuery, Freeze, IdDocument, IdDocumentType, NewCustomer, Termination, Unfreeze,
    Upload,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockServer::start().await;
    let client = server.client();

    let customer = NewCustomer::new("Amina", "Tchoupo", "amina.tchoupo@example.com")
        .country("Cameroon", "CM", "+237")
        .address("1 Avenue des Essais", "Yaounde", "Centre", "00237")
        .phone_number("600000001")
        .born(date(1992, 4, 11));
    // `Upload::from_stream` takes a stream of chunks, for files that are not in memory.
    let front = Upload::from_bytes("image/png", b"the bytes of a picture".as_slice()).file_name("front.png");
    let document = IdDocument::new(IdDocumentType::Nin, "TESTID000001", front);
    let created = client.create_customer(&customer, document).await?;
    println!("created customer {}", created.id);

    let list = client.cards(&CardsQuery::new()).await?;
    let Some(card) = list.cards.first() else { return Ok(()) };
    println!("card {} holds {:?} USD", card.id, card.balance);

    // Each of these is sent once. After an error, the card tells what happened.
    let movement = client.fund_card(&card.id, Amount::from_cents(5000)).await?;
    println!("funded with {}, {:?} USD now", movement.amount, movement.card_balance_after);
    println!("{:?}", client.freeze_card(&card.id, &Freeze::new()).await?.card_status);
    println!("{:?}", client.unfreeze_card(&card.id, &Unfreeze::new()).await?.card_status);
    let change = client.terminate_card(&card.id, &Termination::new()).await?;
    println!("{:?}, refunded: {:?}", change.card_status, change.refund_processed);
    println!("{:?}", client.card(&card.id, &CardQuery::new()).await?.status);
    Ok(())
}
