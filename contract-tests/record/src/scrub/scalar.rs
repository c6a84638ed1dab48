//! Scalars.

use super::place::Place;
use super::scrubber::Scrubber;
use super::template::{Piece, matched, template};
use crate::invent::Guarded;
use card_data::{INVENTED_WORD, SeenValues};
use contract_core::json::Kind;
use contract_core::spec::Sensitivity;

/// Where a scalar stands.
pub(super) struct Leaf<'l, 's> {
    /// What the spec says about it.
    pub(super) place: &'l Place<'s>,
    /// The place in the exchange, for messages and shapes.
    pub(super) pointer: &'l str,
    /// The name of the property or parameter it is the value of.
    pub(super) name: &'l str,
}

/// What happens to a scalar.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Treatment {
    /// It stays if the spec describes it and nothing is found in it.
    Kept,
    /// An invented value takes its place.
    Replaced,
    /// The same, and the real value may stand nowhere else in what is written.
    Guarded,
    /// Zeros take its place.
    Zeroed,
}

impl Treatment {
    fn of(sensitivity: Sensitivity) -> Self {
        match sensitivity {
            Sensitivity::Public => Self::Kept,
            Sensitivity::Id => Self::Replaced,
            Sensitivity::Personal | Sensitivity::Secret | Sensitivity::Pan => Self::Guarded,
            Sensitivity::Cvv => Self::Zeroed,
        }
    }
}

impl Scrubber<'_> {
    pub(super) fn string(&mut self, leaf: &Leaf<'_, '_>, real: &str) -> String {
        let treatment = Treatment::of(leaf.place.sensitivity(Kind::String));
        let facts = self.facts(leaf.name);
        let listed = leaf.place.listed();
        // Something else than what the spec describes may be anything, in a public place too.
        let is_described = leaf.place.takes(real)
            && is_keepable(&listed, real)
            && (listed.is_empty() || listed.contains(&real) || !self.inventor.is_marked(real));
        if treatment == Treatment::Kept && is_described && self.is_clean(real) {
            // Of an enumeration, a value that is not listed yet is worth a recording of its own.
            let value = (!listed.is_empty()).then_some(real);
            self.shape.note(leaf.pointer, "string", value);
            self.inventor.note_public(real);
            return real.to_owned();
        }
        let known = matched(real, leaf.place.known_texts());
        self.shape.note(leaf.pointer, "string", known.as_deref().map(template).as_deref());
        self.guard(leaf, Kind::String, treatment, real);
        if treatment == Treatment::Zeroed || facts.is_security_code {
            return self.security_code(leaf, real);
        }
        if let Some(pieces) = known {
            return self.known_text(&pieces);
        }
        if listed.contains(&real) {
            // A listed value is the spec's own text, and another one tells nothing.
            return self.inventor.pick(real, &leaf.place.listed_like(real));
        }
        let fits = |candidate: &str| leaf.place.judges_strings_alike(real, candidate);
        let invented = if facts.is_credential {
            self.inventor.credential(real, &fits)
        } else {
            self.inventor.text(real, &fits)
        };
        let invented = invented.or_else(|_| {
            self.misfits.push(leaf.pointer.to_owned());
            if facts.is_credential {
                // One that isn't marked would be taken for a real one.
                return Ok(INVENTED_WORD.to_owned());
            }
            self.inventor.text(real, &|_| true)
        });
        invented.unwrap_or_else(|_| INVENTED_WORD.to_owned())
    }

    /// A text that the spec knows, with other parts.
    fn known_text(&mut self, pieces: &[Piece<'_>]) -> String {
        let mut text = String::new();
        for piece in pieces {
            match piece {
                Piece::Known(known) => text.push_str(known),
                Piece::Part(part) => {
                    let invented = self.inventor.text(part, &|_| true);
                    text.push_str(invented.as_deref().unwrap_or("invented"));
                }
            }
        }
        self.inventor.note_invented(&text);
        text
    }

    /// Security codes become zeros; tokens of them are tokens like any other.
    fn security_code(&mut self, leaf: &Leaf<'_, '_>, real: &str) -> String {
        if real.chars().any(char::is_alphabetic) {
            let fits = |candidate: &str| leaf.place.judges_strings_alike(real, candidate);
            return self.inventor.string(real, &fits).unwrap_or_else(|_| "invented".to_owned());
        }
        real.chars().map(|c| if c.is_numeric() { '0' } else { c }).collect()
    }

    pub(super) fn number(&mut self, leaf: &Leaf<'_, '_>, real: &str) -> String {
        self.shape.note(leaf.pointer, "number", None);
        let treatment = Treatment::of(leaf.place.sensitivity(Kind::Number));
        let facts = self.facts(leaf.name);
        if treatment == Treatment::Kept && self.is_clean(real) && !facts.is_security_code {
            self.inventor.note_public(real);
            return real.to_owned();
        }
        if treatment == Treatment::Zeroed || facts.is_security_code {
            return "0".to_owned();
        }
        self.guard(leaf, Kind::Number, treatment, real);
        let fits = |candidate: &str| leaf.place.judges_numbers_alike(real, candidate);
        let invented = self.inventor.number(real, leaf.place.range(real).as_ref(), &fits).or_else(|_| {
            self.misfits.push(leaf.pointer.to_owned());
            self.inventor.number(real, None, &|_| true)
        });
        invented.unwrap_or_else(|_| "0".to_owned())
    }

    pub(super) fn boolean(&mut self, leaf: &Leaf<'_, '_>, real: bool) -> bool {
        self.shape.note(leaf.pointer, "boolean", None);
        if Treatment::of(leaf.place.sensitivity(Kind::Boolean)) == Treatment::Kept {
            return real;
        }
        // One toss a place: what differed, differs.
        let invented = real ^ self.inventor.toss(leaf.pointer);
        if leaf.place.judges_booleans_alike(real, invented) { invented } else { real }
    }

    /// The text of a parameter or header, whatever type the spec gives it.
    pub(super) fn parameter(&mut self, leaf: &Leaf<'_, '_>, real: &str) -> String {
        let is_number = real.starts_with(|c: char| c == '-' || c.is_ascii_digit())
            && contract_core::json::Number::parse(real).is_some();
        match real {
            "true" | "false" if leaf.place.declares(Kind::Boolean) => {
                self.boolean(leaf, real == "true").to_string()
            }
            _ if is_number && leaf.place.declares(Kind::Number) => self.number(leaf, real),
            _ => self.string(leaf, real),
        }
    }

    fn guard(&mut self, leaf: &Leaf<'_, '_>, kind: Kind, treatment: Treatment, real: &str) {
        match treatment {
            Treatment::Kept | Treatment::Replaced => return,
            Treatment::Guarded | Treatment::Zeroed => {}
        }
        let guarded = if leaf.place.is_marked(kind) { Guarded::Marked } else { Guarded::Unmarked };
        self.inventor.guard(real, guarded);
    }

    /// True if nothing is found in the text. Shorter ones hold nothing that could be found.
    pub(super) fn is_clean(&self, text: &str) -> bool {
        text.len() < SeenValues::SHORTEST || self.detector.search(text.as_bytes()).is_clean()
    }
}

/// Public values of enumerations stay if they are listed, or if they look like one that is not listed yet.
fn is_keepable(listed: &[&str], real: &str) -> bool {
    let like_a_member =
        |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-');
    listed.is_empty()
        || listed.contains(&real)
        || (1..=64).contains(&real.len()) && real.bytes().all(like_a_member)
}
