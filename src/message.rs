//! What a server says of an error. It is text of strangers: only what the document knows of it is shown.

use std::fmt;

use zeroize::Zeroizing;

use crate::generated::texts;
use crate::redact::WITHHELD;

/// What is shown of a message that the document doesn't know.
const UNKNOWN: &str = "[message withheld]";
/// The most digits shown of all messages of one response, so that their parts can't add up to a card number.
const MAX_DIGITS: usize = 11;
/// The most digits of an amount before and after the decimal point.
const MAX_AMOUNT: (usize, usize) = (7, 2);

/// A piece of a template, from `x-known-texts` of the document.
pub(crate) enum Piece {
    /// Text that is always the same.
    Text(&'static str),
    /// A part that varies.
    Part(Form),
}

/// The form of a part that varies.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    Amount,
    Property,
    Free,
}

/// A message of a server.
///
/// Servers write names, mail addresses, security codes and parts of card numbers into their messages. `Display` and
/// `Debug` therefore show a message only if the OpenAPI document lists it. Of a listed message with parts that vary, they
/// show amounts and the names of properties of the request; any other part becomes `[withheld]`. A message that isn't
/// listed is shown as `[message withheld]`.
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use cartevo::testing::{Answer, Operation};
///
/// # let server = cartevo::testing::MockServer::start().await;
/// # let client = server.client();
/// server.answer(Operation::GetCustomer, Answer::refusal(404, "Customer not found"));
/// let known = client.customer("customer-1").await.unwrap_err();
/// assert_eq!(known.to_string(), "getCustomer: not found (status 404): Customer not found");
///
/// server.answer(Operation::GetCustomer, Answer::refusal(404, "No Amara here"));
/// let unknown = client.customer("customer-1").await.unwrap_err();
/// assert_eq!(unknown.to_string(), "getCustomer: not found (status 404): [message withheld]");
/// assert_eq!(unknown.messages()[0].shown(), None);
/// assert_eq!(unknown.messages()[0].expose_untrusted(), "No Amara here");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ServerMessage {
    text: Zeroizing<String>,
    shown: Option<String>,
}

impl ServerMessage {
    /// Returns what may be shown of the message; `None` if the document doesn't know it.
    #[must_use]
    pub fn shown(&self) -> Option<&str> {
        self.shown.as_deref()
    }

    /// Returns the text that the server sent, which may contain personal data and card data. Don't log it, don't store
    /// it, don't show it to anyone who may not see such data.
    ///
    /// It is on one line, and cut after 500 characters. What looks like a whole card number or a token is replaced by
    /// `[redacted]`, but numbers in pieces, security codes, names and addresses are not.
    #[must_use]
    pub fn expose_untrusted(&self) -> &str {
        &self.text
    }

    /// The messages of one response.
    pub(crate) fn all(texts: Vec<String>) -> Vec<Self> {
        let mut digits_left = MAX_DIGITS;
        let message =
            |text: String| Self { shown: shown(&text, &mut digits_left), text: Zeroizing::new(text) };
        texts.into_iter().map(message).collect()
    }
}

impl fmt::Display for ServerMessage {
    /// What may be shown of the message, or `[message withheld]`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.shown().unwrap_or(UNKNOWN))
    }
}

impl fmt::Debug for ServerMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.shown() {
            Some(text) => fmt::Debug::fmt(text, f),
            None => f.write_str(UNKNOWN),
        }
    }
}

/// The text along the closest template that it matches.
fn shown(text: &str, digits_left: &mut usize) -> Option<String> {
    let pieces = texts::KNOWN.iter().find_map(|template| cut(text, template))?;
    let show = |(piece, part): &(&Piece, &str)| match piece {
        // The document's own text rather than the server's.
        Piece::Text(known) => (*known).to_owned(),
        Piece::Part(form) => form.show(part, digits_left).to_owned(),
    };
    Some(pieces.iter().map(show).collect())
}

/// The pieces of a template with the parts of the text that they match.
fn cut<'t>(text: &'t str, template: &'static [Piece]) -> Option<Vec<(&'static Piece, &'t str)>> {
    let mut rest = text;
    let mut cuts = Vec::with_capacity(template.len());
    for (index, piece) in template.iter().enumerate() {
        let length = match (piece, template.get(index + 1)) {
            (Piece::Text(known), _) => starts_with(rest, known).then_some(known.len())?,
            (Piece::Part(_), None) => rest.len(),
            (Piece::Part(_), Some(Piece::Text(next))) => rest.find(next)?,
            (Piece::Part(_), Some(Piece::Part(_))) => return None,
        };
        let (part, behind) = rest.split_at_checked(length)?;
        if part.is_empty() {
            return None;
        }
        cuts.push((piece, part));
        rest = behind;
    }
    rest.is_empty().then_some(cuts)
}

/// Whether the text starts with a known one, in upper or lower case: servers write "Internal server error", too.
fn starts_with(text: &str, known: &str) -> bool {
    text.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known))
}

impl Form {
    /// The part if it has this form, and `[withheld]` otherwise.
    fn show<'t>(self, part: &'t str, digits_left: &mut usize) -> &'t str {
        let has_form = match self {
            Self::Amount => is_amount(part),
            Self::Property => texts::PROPERTIES.contains(&part),
            Self::Free => false,
        };
        let digits = part.bytes().filter(u8::is_ascii_digit).count();
        if !has_form || digits > *digits_left {
            return WITHHELD;
        }
        *digits_left -= digits;
        part
    }
}

/// Whether the text is an amount of money of a plausible size.
fn is_amount(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    is_number(whole, MAX_AMOUNT.0) && is_number(fraction, MAX_AMOUNT.1)
}
