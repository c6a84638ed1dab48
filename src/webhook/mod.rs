//! Webhooks: verify a delivery and read its event.
//!
//! Cartevo sends an event as `POST` with the JSON body `{"event": …, "data": {…}}` and expects any 2xx within 10 seconds.
//! Otherwise it sends the event again after 5, 10 and 15 seconds, and then gives up. Deliver the raw bytes of the body to
//! [`Verifier::verify`]; a framework that has parsed and rewritten them breaks the signature.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use cartevo::webhook::{EventKind, SIGNATURE_HEADER, Verifier};
//! use cartevo::http::HeaderMap;
//!
//! let verifier = Verifier::new("the signing secret")?;
//! # let body = br#"{"event": "card.created", "data": {"card": {"id": "card-1", "customer_id": "customer-1"}}}"#;
//! # let mut headers = HeaderMap::new();
//! # headers.insert(SIGNATURE_HEADER, verifier.test_header(cartevo::jiff::Timestamp::now(), body).parse()?);
//! let event = verifier.verify(&headers, body)?;
//! match event.kind() {
//!     EventKind::CardCreated => println!("{:?} has a new card", event.customer_id()),
//!     kind => println!("{kind}"),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What is documented, and what is not
//!
//! The vendor documents the header `X-Cartevo-Signature: t=<unix seconds>,v1=<hexadecimal HMAC-SHA256>` over the raw body.
//! How `t` takes part in the signed text was not visible in the documentation that this crate was written from, and no
//! delivery has been recorded. By the form of the header, the text is `<t>.<body>`. This is **unverified**: if no delivery
//! passes, choose another [`SignedText`].
//!
//! # Replays
//!
//! A delivery arrives at least once, and whoever has seen one can send it again within the
//! [tolerance](Verifier::tolerance). Store [`Event::replay_key`] under a unique constraint, in the same transaction as what
//! the event causes, and ignore an event whose key is there already. This crate stores nothing.
//!
//! # Events without a signature
//!
//! Cartevo signs only if a signing secret is set for the company. Without one, anyone who knows the URL can invent events:
//! take an event from [`Event::from_unverified`] as a hint to read the API, never as a fact.

mod error;
mod event;
mod fold;
mod kind;
mod signature;
mod verifier;

use std::fmt::Write as _;

pub use error::WebhookError;
pub use event::Event;
pub use kind::EventKind;
pub use verifier::{SignedText, Verifier};

/// The header with the signature.
pub const SIGNATURE_HEADER: &str = "x-cartevo-signature";
/// The header with the signature of older deliveries.
pub const OLDER_SIGNATURE_HEADER: &str = "x-webhook-signature";

/// The bytes in lower-case hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Writing to a `String` can't fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
