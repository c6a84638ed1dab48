//! The place of the list in the bytes of a response.

use serde::Deserialize;

use super::Places;
use super::row::{Quoted, is_space};

/// The number of open objects around a list, at most.
const MAX_DEPTH: usize = 2;

/// Follows the JSON around the list, to find where the list starts. Everything else is decoded, and validated, as a whole.
#[derive(Debug)]
pub(super) struct Envelope {
    places: Places,
    quoted: Quoted,
    depth: usize,
    /// The outermost open values.
    open: [Open; MAX_DEPTH],
    /// The start of the last string in the envelope.
    string: usize,
    /// Whether the last token is the colon after a key.
    is_value: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Open {
    is_object: bool,
    /// The name whose value is being read, if it is on the way to a list.
    name: Option<&'static str>,
}

impl Envelope {
    pub(super) fn new(places: Places) -> Self {
        let open = [Open::default(); MAX_DEPTH];
        Self { places, quoted: Quoted::No, depth: 0, open, string: 0, is_value: false }
    }

    /// Reads the next byte, which isn't yet in `envelope`. Returns the place of the list that it opens, if it does.
    pub(super) fn read(&mut self, byte: u8, envelope: &[u8]) -> Option<&'static [&'static str]> {
        let before = self.quoted;
        self.quoted = before.after(byte);
        if before != Quoted::No || is_space(byte) {
            return None;
        }
        let is_value = std::mem::replace(&mut self.is_value, byte == b':');
        if is_value
            && byte == b'['
            && let Some(place) = self.place()
        {
            return Some(place);
        }
        match byte {
            b'"' => self.string = envelope.len(),
            b':' => self.name(envelope),
            b'{' | b'[' => self.enter(byte == b'{'),
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        None
    }

    fn enter(&mut self, is_object: bool) {
        if let Some(open) = self.open.get_mut(self.depth) {
            *open = Open { is_object, name: None };
        }
        self.depth = self.depth.saturating_add(1);
    }

    /// Notes the name before a colon.
    fn name(&mut self, envelope: &[u8]) {
        let Some(level) = self.depth.checked_sub(1) else { return };
        let Some(open) = self.open.get_mut(level) else { return };
        let known = self.places.iter().filter_map(|place| place.get(level));
        let text = envelope.get(self.string..).unwrap_or_default().trim_ascii_end();
        open.name = known.copied().find(|name| is_text(text, name));
    }

    /// The place of the value that starts here, if it is one of a list.
    fn place(&self) -> Option<&'static [&'static str]> {
        let open = self.open.get(..self.depth)?;
        let is_here = |place: &[&'static str]| {
            place.len() == open.len()
                && place.iter().zip(open).all(|(name, open)| open.is_object && open.name == Some(name))
        };
        self.places.iter().copied().find(|place| is_here(place))
    }
}

/// Whether a JSON string has this text.
fn is_text(json: &[u8], text: &str) -> bool {
    if !json.contains(&b'\\') {
        return json.strip_prefix(b"\"").and_then(|json| json.strip_suffix(b"\"")) == Some(text.as_bytes());
    }
    let mut reader = serde_json::Deserializer::from_slice(json);
    String::deserialize(&mut reader).is_ok_and(|decoded| decoded == text)
}
