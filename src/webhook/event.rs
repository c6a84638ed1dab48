//! The event of a delivery.

use std::fmt;

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use serde_path_to_error::Segment;
use sha2::{Digest as _, Sha256};

use super::error::WebhookError;
use super::fold;
use super::kind::EventKind;
use crate::guard::Guarded;
use crate::{Amount, Card, Currency, Raw, redact};

/// An event.
///
/// The documentation shows the payloads of some events only, and partly: every property is optional, and
/// [`data`](Self::data) is the whole payload as it came. Keys in camel case (`cardId`) and in snake case (`card_id`) mean
/// the same. Ids are opaque: some deliveries have UUIDs, others ids with a prefix such as `card_`.
///
/// ```
/// # fn main() -> Result<(), cartevo::webhook::WebhookError> {
/// use cartevo::webhook::{Event, EventKind};
///
/// let event = Event::from_unverified(br#"{"event": "card.fund", "data": {"cardId": "card_1", "amount": 25, "currency": "USD"}}"#)?;
/// assert_eq!((event.kind(), event.card_id()), (&EventKind::CardFund, Some("card_1")));
/// assert_eq!(event.amount(), Some("25".parse().unwrap()));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Event {
    kind: EventKind,
    known: Known,
    data: Raw,
    digest: String,
}

/// The body of a delivery.
#[derive(Deserialize)]
struct Body {
    event: String,
    data: Option<Value>,
}

/// The properties that some documented event has.
#[derive(Clone, Default)]
struct Known {
    card: Option<Card>,
    customer: Option<Holder>,
    id: Option<String>,
    card_id: Option<String>,
    customer_id: Option<String>,
    transaction_id: Option<String>,
    wallet_id: Option<String>,
    amount: Option<Amount>,
    fee_amount: Option<Amount>,
    currency: Option<Currency>,
    initiated_at: Option<Timestamp>,
}

#[derive(Clone, Deserialize)]
struct Holder {
    id: Option<String>,
}

/// The kinds whose payload is documented. A property of another type is an error there. Elsewhere it is another property
/// of the same name.
const DOCUMENTED: [EventKind; 4] =
    [EventKind::CardCreated, EventKind::CardFund, EventKind::CardWithdraw, EventKind::PaymentCollect];

impl Event {
    /// Reads an event from a body whose signature wasn't verified. Anyone can have invented it: take it as a hint to read
    /// the API. [`Verifier::verify`](crate::webhook::Verifier::verify) returns events that can be relied on.
    ///
    /// # Errors
    /// [`WebhookError::Body`] if the body isn't JSON with an `event`, or a documented property has another type.
    pub fn from_unverified(body: &[u8]) -> Result<Self, WebhookError> {
        let json = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
        let Body { event, data } = decode(&mut serde_json::Deserializer::from_slice(json), "")?;
        serde_json::from_slice::<serde::de::IgnoredAny>(json).map_err(|_| at("."))?;
        let (kind, data) = (EventKind::from(event.as_str()), Raw::new(data.unwrap_or_default()));
        let known = Known::read(&kind, &data)?;
        Ok(Self { kind, known, data, digest: digest(body) })
    }

    /// Returns the kind of the event.
    #[must_use]
    pub fn kind(&self) -> &EventKind {
        &self.kind
    }

    /// Returns a key that is the same for each delivery of this event, and another one for any other event: its name with
    /// the `transaction_id`, or with the id of the card or customer where that happens to it once, or else with a digest of
    /// the body.
    ///
    /// The documentation names `card.id` and `wallet_id` for this as well. But a card is funded, and a wallet charged, more
    /// than once: by these ids the second event would pass for a repetition of the first.
    ///
    /// ```
    /// # fn main() -> Result<(), cartevo::webhook::WebhookError> {
    /// use cartevo::webhook::Event;
    ///
    /// let event = Event::from_unverified(br#"{"event": "card.created", "data": {"card": {"id": "card-1"}}}"#)?;
    /// assert_eq!(event.replay_key(), "card.created:card-1");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn replay_key(&self) -> String {
        let once = || match self.kind {
            EventKind::CardCreated | EventKind::CardTerminated => self.card_id(),
            EventKind::CustomerCreated => self.customer_id(),
            _ => None,
        };
        let subject = self.transaction_id().or_else(once).unwrap_or(&self.digest);
        format!("{}:{subject}", self.kind.as_str())
    }

    /// Returns the card, if the event has one. Only `card.created` is documented with it.
    #[must_use]
    pub fn card(&self) -> Option<&Card> {
        self.known.card.as_ref()
    }

    /// Returns the id of the card: `card.id` or `card_id`.
    #[must_use]
    pub fn card_id(&self) -> Option<&str> {
        id(self.card().map(|card| &card.id)).or_else(|| id(self.known.card_id.as_ref()))
    }

    /// Returns the id of the customer: `card.customer_id`, `customer_id`, `customer.id`, or the `id` of `customer.created`.
    #[must_use]
    pub fn customer_id(&self) -> Option<&str> {
        let of_card = || id(self.card()?.customer_id.as_ref());
        let of_customer = || id(self.known.customer.as_ref()?.id.as_ref());
        let own = || id(self.known.id.as_ref()).filter(|_| self.kind == EventKind::CustomerCreated);
        of_card().or_else(|| id(self.known.customer_id.as_ref())).or_else(of_customer).or_else(own)
    }

    /// Returns the `transaction_id`.
    #[must_use]
    pub fn transaction_id(&self) -> Option<&str> {
        id(self.known.transaction_id.as_ref())
    }

    /// Returns the `wallet_id`.
    #[must_use]
    pub fn wallet_id(&self) -> Option<&str> {
        id(self.known.wallet_id.as_ref())
    }

    /// Returns the `amount`.
    #[must_use]
    pub fn amount(&self) -> Option<Amount> {
        self.known.amount
    }

    /// Returns the `fee_amount`.
    #[must_use]
    pub fn fee_amount(&self) -> Option<Amount> {
        self.known.fee_amount
    }

    /// Returns the `currency` of the amount, or else of the card.
    #[must_use]
    pub fn currency(&self) -> Option<&Currency> {
        self.known.currency.as_ref().or_else(|| self.card()?.currency())
    }

    /// Returns the time at which a payment was initiated: `initiated_at`.
    #[must_use]
    pub fn initiated_at(&self) -> Option<Timestamp> {
        self.known.initiated_at
    }

    /// Returns the whole payload as it came: everything else, such as the phone number of a payment, and the payload of an
    /// event that this version doesn't know. It is `null` if there is none.
    #[must_use]
    pub fn data(&self) -> &Raw {
        &self.data
    }
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [card, transaction] = [self.card_id(), self.transaction_id()].map(|id| id.map(str::to_owned));
        f.debug_struct("Event")
            .field("kind", &self.kind)
            .field("card_id", &Guarded(&card))
            .field("transaction_id", &Guarded(&transaction))
            .field("amount", &self.known.amount)
            .finish_non_exhaustive()
    }
}

impl Known {
    /// The known properties of a payload. A payload that isn't an object has none.
    fn read(kind: &EventKind, data: &Raw) -> Result<Self, WebhookError> {
        let mut data = data.clone();
        fold::snake_keys(data.expose_mut());
        let Some(map) = data.expose().as_object() else { return Ok(Self::default()) };
        let payload = Payload { map, is_documented: DOCUMENTED.contains(kind) };
        Ok(Self {
            card: payload.property("card")?,
            customer: payload.property("customer")?,
            id: payload.property("id")?,
            card_id: payload.property("card_id")?,
            customer_id: payload.property("customer_id")?,
            transaction_id: payload.property("transaction_id")?,
            wallet_id: payload.property("wallet_id")?,
            amount: payload.property("amount")?,
            fee_amount: payload.property("fee_amount")?,
            currency: payload.property("currency")?,
            initiated_at: payload.property("initiated_at")?,
        })
    }
}

/// The object of a payload.
struct Payload<'d> {
    map: &'d Map<String, Value>,
    is_documented: bool,
}

impl Payload<'_> {
    fn property<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, WebhookError> {
        let Some(value) = self.map.get(name) else { return Ok(None) };
        match decode(value, &format!("data.{name}")) {
            Err(_) if !self.is_documented => Ok(None),
            result => result,
        }
    }
}

/// An id, which an empty string isn't.
fn id(text: Option<&String>) -> Option<&str> {
    text.map(String::as_str).filter(|text| !text.is_empty())
}

fn decode<'de, T: DeserializeOwned, D: Deserializer<'de>>(
    deserializer: D,
    parent: &str,
) -> Result<T, WebhookError> {
    serde_path_to_error::deserialize(deserializer).map_err(|error| {
        let mut pointer = parent.to_owned();
        for segment in error.path() {
            let Segment::Map { key } = segment else { continue };
            if !pointer.is_empty() {
                pointer.push('.');
            }
            pointer.push_str(redact::name(key, "<key>"));
        }
        at(if pointer.is_empty() { "." } else { &pointer })
    })
}

fn at(pointer: &str) -> WebhookError {
    WebhookError::Body { pointer: pointer.to_owned() }
}

/// The SHA-256 of a body, in hexadecimal digits.
fn digest(body: &[u8]) -> String {
    super::hex(&Sha256::digest(body))
}
