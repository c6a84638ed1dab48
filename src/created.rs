//! The decoded response of `createCard`.

use std::fmt;

use crate::Card;
use crate::answer::Answered;
use crate::error::Error;
use crate::generated::types::CreateCardResponse;
use crate::guard::Guarded;

/// The result of [`Client::create_card`](crate::Client::create_card).
///
/// ```no_run
/// # async fn run(client: cartevo::Client, card: cartevo::NewCard) -> Result<(), cartevo::Error> {
/// let created = client.create_card(&card).await?;
/// println!("{}; filled in for you: {:?}", created.card.id, created.auto_filled_fields);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct CreatedCard {
    /// The card. Its status may still be `PENDING`.
    pub card: Card,
    /// The names of the request's fields that were omitted and that Cartevo filled in.
    pub auto_filled_fields: Vec<String>,
}

impl fmt::Debug for CreatedCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CreatedCard")
            .field("card", &self.card)
            .field("auto_filled_fields", &Guarded(&self.auto_filled_fields))
            .finish()
    }
}

impl CreatedCard {
    /// Takes the card out of the envelope of 2025 or of 2026.
    pub(crate) fn unwrap_envelope(answer: CreateCardResponse, call: &Answered) -> Result<Self, Error> {
        if let Some(wrapped) = answer.data {
            return Ok(Self { card: wrapped.card, auto_filled_fields: wrapped.auto_filled_fields });
        }
        let Some(card) = answer.card else { return Err(call.decode_error("card", "a card", "nothing")) };
        Ok(Self { card, auto_filled_fields: answer.auto_filled_fields.unwrap_or_default() })
    }
}
