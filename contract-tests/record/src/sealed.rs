//! The way to the disk: raw, scrubbed, sealed. Only what went it can be written.
//!
//! ```compile_fail,E0616
//! // Scrubbed bytes cannot be taken out without the gate.
//! fn bytes(scrubbed: contract_record::Scrubbed) -> Vec<u8> { scrubbed.text.into_bytes() }
//! ```
//! ```compile_fail,E0451
//! // Nothing but the gate makes sealed bytes.
//! let sealed = contract_record::Sealed {
//!     operation: "a".into(), status: 200, label: "b".into(), text: "c".into(), origin: "d".into(),
//! };
//! ```
//! ```compile_fail,E0277
//! fn printed(raw: &contract_record::RawExchange<'_>) -> String { format!("{raw:?}") }
//! ```
//! ```compile_fail,E0277
//! fn printed(scrubbed: &contract_record::Scrubbed) -> String { format!("{scrubbed:?}") }
//! ```
//! ```compile_fail,E0616
//! // A caught exchange is not read by anyone else, either.
//! fn read(captured: &contract_record::Captured) -> &str { &captured.url }
//! ```
//! ```compile_fail,E0277
//! fn printed(captured: &contract_record::Captured) -> String { format!("{captured:?}") }
//! ```
//! ```compile_fail,E0277
//! fn written(captured: &contract_record::Captured) -> String { serde_json::to_string(captured).unwrap() }
//! ```
//! ```compile_fail,E0277
//! // What the engine reads is not shown either.
//! fn printed(exchange: &contract_core::exchange::Exchange<'_>) -> String { format!("{exchange:?}") }
//! ```
//! ```compile_fail,E0624
//! // Only what is sealed is staged, and only by this module.
//! fn staged(store: &contract_record::Store) { store.stage(); }
//! ```
//! ```compile_fail,E0277
//! fn copied<T: Clone>(it: &T) -> T { it.clone() }
//! fn kept(raw: &contract_record::RawExchange<'_>) { copied(raw); }
//! ```

use card_data::{Class, Detector, Finding, Limit, SensitiveValues};
use contract_core::exchange::Exchange;
use contract_core::json::{Node, Tape};
use contract_core::shown::{HIDDEN_NAME, shown_name};
use contract_core::verdict::names_in_brackets;

use super::Scrubber;
use super::scrub::decoded;

/// A recorded exchange. It can only be scrubbed: it cannot be shown, copied or written.
pub struct RawExchange<'e> {
    exchange: Exchange<'e>,
}

impl<'e> RawExchange<'e> {
    /// Takes ownership of an exchange.
    #[must_use]
    pub fn new(exchange: Exchange<'e>) -> Self {
        Self { exchange }
    }

    /// Where it was read from.
    pub(super) fn origin(&self) -> String {
        self.exchange.locator.to_string()
    }

    /// Releases the exchange to be scrubbed.
    pub(super) fn into_exchange(self) -> Exchange<'e> {
        self.exchange
    }
}

/// An exchange with only public and invented values, as far as the spec and the scrubber can tell. The gate
/// has not searched it yet.
pub struct Scrubbed {
    pub(super) operation: String,
    pub(super) status: u16,
    pub(super) label: String,
    pub(super) shape: super::Shape,
    pub(super) text: String,
    pub(super) origin: String,
}

impl Scrubbed {
    /// The shape, to be compared with those of other exchanges.
    #[must_use]
    pub fn shape(&self) -> &super::Shape {
        &self.shape
    }
}

/// Bytes that passed the gate and may be written to a file.
pub struct Sealed {
    operation: String,
    status: u16,
    label: String,
    text: String,
    origin: String,
}

impl Sealed {
    /// The operation whose folder it belongs in.
    #[must_use]
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// The status of the response.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The start of its file name: kind and month of the evidence (`source-2025-10`).
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Where the exchange was read from.
    pub(super) fn origin(&self) -> &str {
        &self.origin
    }

    /// The bytes of the file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }
}

/// A scrubbed exchange that still held something that must not be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Where the exchange was read from.
    pub origin: String,
    /// The class of each finding and its JSON pointer in the recording.
    pub hits: Vec<(String, Class)>,
    /// The limit that ended the search early, if any.
    pub cut_short: Option<Limit>,
}

/// Searches the exact bytes that are about to be written.
pub struct Gate<'g> {
    detector: &'g Detector,
    sensitive: &'g SensitiveValues,
    scrubber: Option<&'g Scrubber<'g>>,
}

impl<'g> Gate<'g> {
    /// A gate that searches for card data and for the sensitive values of this run.
    #[must_use]
    pub fn new(detector: &'g Detector, sensitive: &'g SensitiveValues) -> Self {
        Self { detector, sensitive, scrubber: None }
    }

    /// Also refuses names of members that turned out to be sensitive values of the run, however short.
    pub(super) fn with_names_of(self, scrubber: &'g Scrubber<'g>) -> Self {
        Self { scrubber: Some(scrubber), ..self }
    }

    /// Seals a scrubbed exchange if nothing is found in it.
    ///
    /// # Errors
    ///
    /// Something was found; the error holds classes and places, never values.
    pub fn pass(&self, scrubbed: Scrubbed) -> Result<Sealed, Refused> {
        self.search(&scrubbed.text, &scrubbed.operation, &scrubbed.origin)?;
        let Scrubbed { operation, status, label, text, origin, .. } = scrubbed;
        Ok(Sealed { operation, status, label, text, origin })
    }

    /// Searches the bytes of a file and the name of its folder, which is written to disk as well.
    pub(super) fn search(&self, text: &str, folder: &str, origin: &str) -> Result<(), Refused> {
        let report = self.detector.search_with(text.as_bytes(), self.sensitive);
        let folder = self.detector.search_with(folder.as_bytes(), self.sensitive);
        let names = self.scrubber.map(|scrubber| sensitive_names(text, scrubber)).unwrap_or_default();
        if report.is_clean() && folder.is_clean() && names.is_empty() {
            return Ok(());
        }
        let is_clean = |name: &str| self.detector.search_with(name.as_bytes(), self.sensitive).is_clean();
        let place = |finding: &Finding| super::pointer::at(text, finding.offset, &is_clean);
        let mut hits: Vec<_> =
            report.findings.iter().map(|finding| (place(finding), finding.class)).collect();
        hits.extend(names.into_iter().map(|place| (place, Class::SensitiveValue)));
        hits.extend(folder.findings.iter().map(|finding| ("the operation's name".to_owned(), finding.class)));
        Err(Refused { origin: origin.to_owned(), hits, cut_short: report.cut_short.or(folder.cut_short) })
    }
}

/// The places of members and fields of bodies, and of the query, whose names are sensitive values of the run. What is
/// around them has names of ours.
fn sensitive_names(text: &str, scrubber: &Scrubber<'_>) -> Vec<String> {
    let mut tape = Tape::new();
    let mut places = Vec::new();
    if let Ok(document) = tape.parse(text) {
        for side in ["request", "response"] {
            let Some(message) = document.root().get(side) else { continue };
            if let Some(body) = message.get("body") {
                note_sensitive_names(body, &format!("/{side}/body"), scrubber, &mut places);
            }
            for member in ["url", "body_text"] {
                let text = message.get(member).and_then(Node::as_str).unwrap_or_default();
                if field_names(text).any(|name| scrubber.is_sensitive_name(&name)) {
                    places.push(format!("/{side}/{member}"));
                }
            }
        }
    }
    places
}

/// The longest pair of a form that may start with a name, in bytes: longer texts are none.
const MAX_PAIR: usize = 1 << 10;

/// The names of fields in a query or a form, as this recorder writes them.
fn field_names(text: &str) -> impl Iterator<Item = String> {
    let query = text.split_once('?').map_or(text, |(_, query)| query);
    let pairs = query.split('&').filter(|pair| pair.len() <= MAX_PAIR);
    let pairs = pairs.map(|pair| decoded(pair.split_once('=').map_or(pair, |(name, _)| name)));
    let parts = text.split("; name=\"").skip(1).filter_map(|rest| rest.split_once('"'));
    let names = pairs.chain(parts.map(|(name, _)| name.to_owned()));
    names.flat_map(|name| names_in_brackets(&name).into_iter().map(str::to_owned).collect::<Vec<_>>())
}

fn note_sensitive_names(node: Node<'_>, at: &str, scrubber: &Scrubber<'_>, places: &mut Vec<String>) {
    for (name, value) in node.members() {
        let is_sensitive = scrubber.is_sensitive_name(name);
        let shown = if is_sensitive { HIDDEN_NAME.into() } else { shown_name(name) };
        let at = format!("{at}/{shown}");
        note_sensitive_names(value, &at, scrubber, places);
        if is_sensitive {
            places.push(at);
        }
    }
    for item in node.items() {
        note_sensitive_names(item, at, scrubber, places);
    }
}
