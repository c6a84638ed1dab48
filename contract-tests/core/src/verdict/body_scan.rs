//! Scans a body for duplicate keys and card data, whatever its schema says. One pass over the whole body
//! finds the hits, undeclared values included; the walk then locates them.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::layers::Position;
use super::walk::{Details, Walk, emit_at};
use crate::json::{Kind, Node};
use crate::rules::{Rule, card_data, response};
use crate::shown::{HIDDEN_NAME, shown_name_in};
use crate::spec::{Additional, SchemaId, Spec};
use ::card_data::{
    Class, Detector, check_digit, has_card_length_digits, has_card_number_form, is_free_of_card_data,
    may_hold_base64, may_hold_other_encoding,
};

/// The most hits that are reported for one body.
const MAX_HITS: usize = 64;

/// Objects with more members use a hash set instead of comparing every pair of keys.
const MAX_LINEAR_KEYS: usize = 32;

/// The shortest text, in bytes, that can hold a card number.
const MIN_CARD_NUMBER_LENGTH: usize = 13;

/// The `found` value of a number that would be a card number but for its check digit.
pub const WRONG_CHECK_DIGIT: &str = "alike";

static DETECTOR: LazyLock<Detector> = LazyLock::new(Detector::default);

/// A hit in a body, by the id of its node.
#[derive(Debug)]
pub(super) struct BodyHit {
    node: u32,
    rule: &'static Rule,
    /// The duplicate key, as far as it may be shown, or [`WRONG_CHECK_DIGIT`].
    found: Option<String>,
    /// The JSON pointer of the deepest walked value that holds the node.
    place: String,
    /// Whether `place` is the place of the node itself.
    is_exact: bool,
    /// Whether its object may have any names, so that a key of it is a value.
    is_map: bool,
    /// Whether the spec declares card data there.
    declared: Declared,
    /// The schema of the node itself, if it was walked.
    schema: Option<SchemaId>,
}

/// How explicitly the spec declares a card number in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Declared {
    /// Not at all.
    No,
    /// By the name of a declared property only.
    ByName,
    /// By `x-sensitivity`.
    Yes,
}

/// True if there is nothing to find in a value of a member with this name.
pub(super) fn finds_nothing(spec: &Spec, node: Node<'_>, name: &str) -> bool {
    let mut hits = Vec::new();
    scan_value(spec, node, name, &mut hits);
    hits.is_empty()
}

/// True if an object has a key twice.
pub(super) fn repeats_a_key(object: Node<'_>) -> bool {
    let mut keys = Keys::of(object);
    object.members().any(|(key, _)| keys.repeats(key))
}

/// True if there is nothing to find in a string.
#[inline]
pub(super) fn is_harmless_text(text: &str) -> bool {
    text.len() < MIN_CARD_NUMBER_LENGTH || card_data_in(text).is_none()
}

/// True if there is nothing to find in a number.
#[inline]
pub(super) fn is_harmless_number(number: &str, name: &str) -> bool {
    number.len() < MIN_CARD_NUMBER_LENGTH || !is_card_number(number, name)
}

/// Finds the hits in a body.
pub(super) fn scan(spec: &Spec, root: Node<'_>) -> Vec<BodyHit> {
    let mut hits = Vec::new();
    scan_value(spec, root, "", &mut hits);
    hits
}

fn scan_value(spec: &Spec, node: Node<'_>, name: &str, hits: &mut Vec<BodyHit>) {
    match node.kind() {
        Kind::Object => {
            let mut keys = Keys::of(node);
            for (key, value) in node.members() {
                if keys.repeats(key) {
                    let shown = shown_name_in(spec, key).into_owned();
                    push(hits, BodyHit::new(node, &response::DUPLICATE_KEY, Some(shown)));
                }
                scan_value(spec, value, key, hits);
            }
        }
        Kind::Array => {
            for item in node.items() {
                scan_value(spec, item, name, hits);
            }
        }
        // The raw text is never shorter than the decoded one.
        Kind::String if node.range().len() < MIN_CARD_NUMBER_LENGTH + 2 => {}
        Kind::String => {
            let text = node.as_str().filter(|text| text.len() >= MIN_CARD_NUMBER_LENGTH);
            if let Some((rule, found)) = text.and_then(card_data_in) {
                push(hits, BodyHit::new(node, rule, found.map(str::to_owned)));
            }
        }
        Kind::Number => {
            if !is_harmless_number(node.raw(), name) {
                push(hits, BodyHit::new(node, &card_data::UNDECLARED_CARD_NUMBER, None));
            }
        }
        Kind::Null | Kind::Boolean => {}
    }
}

fn push(hits: &mut Vec<BodyHit>, hit: BodyHit) {
    if hits.len() < MAX_HITS {
        hits.push(hit);
    }
}

impl BodyHit {
    fn new(node: Node<'_>, rule: &'static Rule, found: Option<String>) -> Self {
        Self {
            node: node.id(),
            rule,
            found,
            place: String::new(),
            is_exact: false,
            is_map: true,
            declared: Declared::No,
            schema: None,
        }
    }
}

/// The keys of an object, compared after decoding.
struct Keys<'a> {
    object: Node<'a>,
    /// The number of keys seen so far.
    count: usize,
    /// A Bloom filter over the first keys; it recognizes nearly all new keys without a comparison.
    bloom: [u64; 8],
    hashed: HashSet<&'a str>,
}

impl<'a> Keys<'a> {
    fn of(object: Node<'a>) -> Self {
        Self { object, count: 0, bloom: [0; 8], hashed: HashSet::new() }
    }

    /// True if the next key repeats an earlier one.
    fn repeats(&mut self, key: &'a str) -> bool {
        let before = self.count;
        self.count += 1;
        if before >= MAX_LINEAR_KEYS {
            if before == MAX_LINEAR_KEYS {
                self.hashed.extend(self.object.members().take(before).map(|(key, _)| key));
            }
            return !self.hashed.insert(key);
        }
        let fingerprint = fingerprint(key);
        let bit = 1_u64 << (fingerprint & 63);
        let Some(word) = self.bloom.get_mut((fingerprint >> 6) & 7) else { return false };
        let may_be = *word & bit != 0;
        *word |= bit;
        may_be && self.object.members().take(before).any(|(other, _)| other == key)
    }
}

/// A cheap hash of both ends of a key.
fn fingerprint(key: &str) -> usize {
    let bytes = key.as_bytes();
    let (start, end) = match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(start), Some(end)) => (u32::from_le_bytes(*start), u32::from_le_bytes(*end)),
        _ => (bytes.iter().fold(0, |all, byte| all << 8 | u32::from(*byte)), 0),
    };
    let both = u64::from(start) << 32 | u64::from(end);
    let mixed = (both ^ bytes.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 48) as usize
}

/// The rule that a text breaks, if it holds card data.
fn card_data_in(text: &str) -> Option<(&'static Rule, Option<&'static str>)> {
    if is_free_of_card_data(text.as_bytes()) {
        return None;
    }
    let has_chain = has_card_length_digits(text.as_bytes());
    if !has_chain && !may_hold_base64(text.as_bytes()) && !may_hold_other_encoding(text.as_bytes()) {
        return None;
    }
    let report = DETECTOR.search(text.as_bytes());
    let is_hit = |finding: &&::card_data::Finding| {
        matches!(finding.class, Class::CardNumber)
            || (finding.class == Class::SecurityCode && !finding.path.is_empty())
    };
    let Some(hit) = report.findings.iter().filter(is_hit).min_by_key(|finding| finding.path.len()) else {
        let has_wrong_check_digit = has_chain && is_card_number_but_for_check_digit(text);
        return has_wrong_check_digit
            .then_some((&card_data::UNDECLARED_CARD_NUMBER, Some(WRONG_CHECK_DIGIT)));
    };
    let rule =
        if hit.path.is_empty() { &card_data::UNDECLARED_CARD_NUMBER } else { &card_data::ENCODED_CARD_DATA };
    Some((rule, None))
}

/// True if a number in the text would be a card number but for its check digit. In a place with such values,
/// a number that passes is one by chance.
fn is_card_number_but_for_check_digit(text: &str) -> bool {
    let runs = text.split(|character: char| !character.is_ascii_digit());
    let mut runs = runs.filter(|run| (MIN_CARD_NUMBER_LENGTH..=19).contains(&run.len()));
    runs.any(|run| {
        let mut digits: Vec<u8> = run.bytes().map(|byte| byte - b'0').collect();
        digits.pop();
        digits.push(check_digit(&digits));
        has_card_number_form(&digits)
    })
}

/// True if a number is a card number. Whole numbers are often identifiers, so the name of the place must say
/// so.
fn is_card_number(digits: &str, name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let is_named_so = ["card", "pan"].iter().any(|word| name.contains(word));
    is_named_so && matches!(card_data_in(digits), Some((_, None)))
}

impl Walk<'_, '_> {
    /// Records the current value as the place of every hit inside it.
    pub(super) fn locate_hits(&mut self, node: Node<'_>, start: Position<SchemaId>) {
        let mut hits = std::mem::take(&mut self.scratch.hits);
        for hit in hits.iter_mut().filter(|hit| node.holds(hit.node)) {
            self.scratch.path.pointer().clone_into(&mut hit.place);
            hit.is_exact = hit.node == node.id();
            hit.schema = self.scratch.stack.get(start).copied().filter(|_| hit.is_exact);
            if hit.is_exact && node.kind() != Kind::Object {
                hit.declared = self.declares_card_data(start);
            }
            hit.is_map = !hit.is_exact || self.is_map(start);
        }
        self.scratch.hits = hits;
    }

    /// Reports the hits after the walk.
    pub(super) fn report_hits(&mut self) {
        for hit in std::mem::take(&mut self.scratch.hits) {
            let rule = match hit.declared {
                Declared::Yes => continue,
                Declared::ByName if hit.rule == &card_data::UNDECLARED_CARD_NUMBER && hit.found.is_none() => {
                    &card_data::CARD_NUMBER_BY_NAME
                }
                Declared::ByName | Declared::No => hit.rule,
            };
            // Names below the walked value are undeclared, and hidden.
            let place = if hit.is_exact { hit.place } else { hit.place + "/*" };
            let site = hit.schema.map(|id| &self.spec.schema(id).site);
            let is_value = hit.is_map && rule == &response::DUPLICATE_KEY;
            let found = hit.found.as_deref().filter(|name| !is_value || self.spec.declares_name(name));
            let found = if is_value { found.or(Some(HIDDEN_NAME)) } else { found };
            let details = Details { found, site, ..Details::default() };
            emit_at(self.scope, &place, self.sink, rule, details);
        }
    }

    /// True if an object may have any names: it is a map, or no schema declares its properties.
    fn is_map(&self, start: Position<SchemaId>) -> bool {
        let schemas = || self.scratch.stack.above(start).iter().map(|id| self.spec.schema(*id));
        let is_open =
            |additional: &Additional| matches!(additional, Additional::Allowed | Additional::Schema(_));
        schemas().any(|schema| is_open(&schema.additional))
            || !schemas().any(crate::spec::Schema::declares_properties)
    }

    fn declares_card_data(&self, start: Position<SchemaId>) -> Declared {
        let applied = self.scratch.stack.above(start);
        let mut strictest = None;
        let mut is_masked = false;
        for id in applied {
            let extensions = &self.spec.schema(*id).extensions;
            strictest = strictest.max(extensions.sensitivity);
            is_masked |= extensions.mask.is_some();
        }
        match strictest {
            _ if is_masked => Declared::No,
            Some(sensitivity) if sensitivity.is_card_data() => Declared::Yes,
            // Most specs have no extensions and name the content of a place instead.
            None if !applied.is_empty() && is_card_number_name(self.scratch.path.last_names()) => {
                Declared::ByName
            }
            _ => Declared::No,
        }
    }
}

/// True for the name of a full card number, as opposed to a masked one (`masked_pan`) or an id (`cardId`).
fn is_card_number_name((name, parent): (Option<&str>, Option<&str>)) -> bool {
    let plain = |name: &str| {
        name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
    };
    match plain(name.unwrap_or_default()).as_str() {
        "pan" | "cardpan" | "fullpan" | "cardnumber" | "fullcardnumber" | "primaryaccountnumber" => true,
        "number" => matches!(plain(parent.unwrap_or_default()).as_str(), "card" | "cards"),
        _ => false,
    }
}
