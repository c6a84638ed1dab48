//! A card whose number and CVV are in clear.

use std::fmt;

use crate::answer::Answered;
use crate::error::Error;
use crate::{Card, Secret};

/// The result of [`Client::reveal_card_number_and_cvv`](crate::Client::reveal_card_number_and_cvv).
///
/// ```no_run
/// # async fn run(client: cartevo::Client) -> Result<(), cartevo::Error> {
/// let revealed = client.reveal_card_number_and_cvv("card-1").await?;
/// println!("{revealed:?} shows neither");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct RevealedCard {
    /// The card number in clear.
    pub number: Secret,
    /// The CVV in clear.
    pub cvv: Secret,
    /// The card, without both.
    pub card: Card,
}

impl fmt::Debug for RevealedCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RevealedCard").field("card", &self.card).finish_non_exhaustive()
    }
}

impl RevealedCard {
    /// Takes number and CVV out of the card, if they are in clear.
    pub(crate) fn of(mut card: Card, call: &Answered) -> Result<Self, Error> {
        let (number, cvv) = (card.number.take(), card.cvv.take());
        let number = number.filter(|number| is_digits(number, 12..=19));
        let cvv = cvv.filter(|cvv| is_digits(cvv, 3..=4));
        let (Some(number), Some(cvv)) = (number, cvv) else {
            return Err(call.decode_error("data", "a card number and a CVV in clear", "something else"));
        };
        Ok(Self { number, cvv, card })
    }
}

/// A server that doesn't reveal sends what it calls tokens, which are not made of digits.
fn is_digits(secret: &Secret, length: std::ops::RangeInclusive<usize>) -> bool {
    let digits = || secret.expose().bytes().filter(|byte| *byte != b' ');
    length.contains(&digits().count()) && digits().all(|byte| byte.is_ascii_digit())
}
