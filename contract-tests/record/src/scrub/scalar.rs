//! Scrubs scalars.

use super::joined_digits::PublicKind;
use super::ledger::ScalarIndex;
use super::place::Place;
use super::public_value::{is_public_number, public_text};
use super::scrubber::Scrubber;
use super::template::{Piece, matched, template};
use crate::invent::GuardReason;
use card_data::{INVENTED_WORD, SensitiveValues};
use contract_core::json::Kind;
use contract_core::spec::Sensitivity;
use contract_core::value_class::ValueClass;

/// The place of a scalar.
pub(super) struct Scalar<'l, 's> {
    /// The schemas of the place.
    pub(super) place: &'l Place<'s>,
    /// The place in the exchange, for messages and shapes.
    pub(super) pointer: &'l str,
    /// The name of the property or parameter.
    pub(super) name: &'l str,
}

/// The fewest digits of a card number.
const MIN_CARD_DIGITS: usize = 12;

/// How a scalar is scrubbed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Treatment {
    /// It is kept if it matches the spec and nothing is found in it.
    Kept,
    /// It is replaced by an invented value.
    Replaced,
    /// It is replaced, and the real value must not be written anywhere else.
    Guarded,
    /// It is replaced by zeros.
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
    pub(super) fn string(&mut self, scalar: &Scalar<'_, '_>, real: &str) -> String {
        let treatment = Treatment::of(scalar.place.sensitivity(Kind::String));
        let facts = self.facts(scalar.name);
        // A cookie is a credential whatever its name.
        let is_credential = facts.is_credential || scalar.pointer.starts_with("cookie/");
        let listed = scalar.place.listed();
        let index = self.ledger.add();
        if treatment == Treatment::Kept
            && let Some(kept) = self.kept_text(index, scalar, &listed, real)
        {
            // An enum value that is not listed yet is worth its own recording.
            let value = (!listed.is_empty()).then_some(&*kept);
            self.shape.note(scalar.pointer, "string", value);
            self.ledger.keep(index, &kept, kind_of(&listed));
            return kept;
        }
        let known = matched(real, scalar.place.known_texts());
        self.shape.note(scalar.pointer, "string", known.as_deref().map(template).as_deref());
        self.withhold(index, scalar, treatment, real);
        self.guard(scalar, Kind::String, treatment, real);
        if treatment == Treatment::Zeroed || facts.is_security_code {
            return self.security_code(scalar, real);
        }
        if let Some(pieces) = known {
            return self.known_text(&pieces);
        }
        if listed.contains(&real) {
            // Listed values are text of the spec, so another listed value reveals nothing.
            return self.inventor.pick(real, &scalar.place.listed_like(real));
        }
        self.invented_text(scalar, is_credential, real)
    }

    /// A text that the spec judges like the real one, of the same class if possible: the class is evidence of what a name
    /// means.
    pub(super) fn invented_text(
        &mut self,
        scalar: &Scalar<'_, '_>,
        is_credential: bool,
        real: &str,
    ) -> String {
        let alike = |candidate: &str| scalar.place.judges_strings_alike(real, candidate);
        let class = ValueClass::of_text(real);
        let in_class = |candidate: &str| alike(candidate) && ValueClass::of_text(candidate) == class;
        let invented = if is_credential {
            self.inventor.credential(real, &in_class).or_else(|_| self.inventor.credential(real, &alike))
        } else {
            self.inventor.text(real, &in_class).or_else(|_| self.inventor.text(real, &alike))
        };
        let invented = invented.or_else(|_| {
            self.misfits.push(scalar.pointer.to_owned());
            if is_credential {
                // Without the marker it would be mistaken for a real one.
                return Ok(INVENTED_WORD.to_owned());
            }
            self.inventor.text(real, &|_| true)
        });
        invented.unwrap_or_else(|_| INVENTED_WORD.to_owned())
    }

    /// What is kept of a text in a public place.
    fn kept_text(
        &self,
        index: ScalarIndex,
        scalar: &Scalar<'_, '_>,
        listed: &[&str],
        real: &str,
    ) -> Option<String> {
        let is_known_secret = !listed.contains(&real) && self.inventor.is_marked_sensitive(real);
        if is_known_secret || !self.ledger.may_keep(index) {
            return None;
        }
        let kept = public_text(scalar.place, listed, real)?;
        self.is_clean(&kept).then(|| kept.into_owned())
    }

    /// Notes that the value of a public place is not kept. The recording must not hold it elsewhere, either, if it may be
    /// a card number.
    fn withhold(&mut self, index: ScalarIndex, scalar: &Scalar<'_, '_>, treatment: Treatment, real: &str) {
        if treatment != Treatment::Kept {
            return;
        }
        self.ledger.withhold(index, scalar.pointer);
        if real.bytes().filter(u8::is_ascii_digit).count() >= MIN_CARD_DIGITS {
            self.inventor.guard(real, GuardReason::NotPublic);
        }
    }

    /// Scrubs the placeholders of a text that the spec knows.
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

    /// Security codes become zeros. Tokens of security codes are invented like other tokens.
    fn security_code(&mut self, scalar: &Scalar<'_, '_>, real: &str) -> String {
        if real.chars().any(char::is_alphabetic) {
            let fits = |candidate: &str| scalar.place.judges_strings_alike(real, candidate);
            return self.inventor.string(real, &fits).unwrap_or_else(|_| "invented".to_owned());
        }
        // A code may also be written in control characters or symbols.
        let is_kept = |c: char| c == ' ' || c.is_ascii_punctuation();
        real.chars().map(|c| if is_kept(c) { c } else { '0' }).collect()
    }

    pub(super) fn number(&mut self, scalar: &Scalar<'_, '_>, real: &str) -> String {
        self.shape.note(scalar.pointer, "number", None);
        let treatment = Treatment::of(scalar.place.sensitivity(Kind::Number));
        let facts = self.facts(scalar.name);
        let index = self.ledger.add();
        let may_keep = treatment == Treatment::Kept && !facts.is_security_code && self.ledger.may_keep(index);
        let listed = scalar.place.listed_numbers();
        if may_keep && is_public_number(scalar.place, &listed, real) && self.is_clean(real) {
            self.ledger.keep(index, real, kind_of(&listed));
            return real.to_owned();
        }
        self.withhold(index, scalar, treatment, real);
        if treatment == Treatment::Zeroed || facts.is_security_code {
            return "0".to_owned();
        }
        self.guard(scalar, Kind::Number, treatment, real);
        let fits = |candidate: &str| scalar.place.judges_numbers_alike(real, candidate);
        let alike: Vec<&str> = listed.iter().copied().filter(|value| fits(value)).collect();
        if !alike.is_empty() {
            // Listed values are text of the spec, so another listed value reveals nothing.
            return self.inventor.pick(real, &alike);
        }
        let invented = self.inventor.number(real, scalar.place.range(real).as_ref(), &fits).or_else(|_| {
            self.misfits.push(scalar.pointer.to_owned());
            self.inventor.number(real, None, &|_| true)
        });
        invented.unwrap_or_else(|_| "0".to_owned())
    }

    pub(super) fn boolean(&mut self, scalar: &Scalar<'_, '_>, real: bool) -> bool {
        self.shape.note(scalar.pointer, "boolean", None);
        let index = self.ledger.add();
        // Whether there was an error is no value, and `check` compares it with the status.
        let tells_error = matches!(scalar.pointer.split('/').nth(1), Some("error" | "errors"))
            && scalar.pointer.starts_with("response/")
            && !scalar.place.is_marked(Kind::Boolean);
        if tells_error || Treatment::of(scalar.place.sensitivity(Kind::Boolean)) == Treatment::Kept {
            self.ledger.fix(index, if real { "true" } else { "false" });
            return real;
        }
        // One coin flip per place, so that different values stay different.
        let invented = real ^ self.inventor.coin_flip(scalar.pointer);
        if scalar.place.judges_booleans_alike(real, invented) { invented } else { real }
    }

    /// Scrubs the text of a parameter or header, whatever its declared type.
    pub(super) fn parameter(&mut self, scalar: &Scalar<'_, '_>, real: &str) -> String {
        let is_number = real.starts_with(|c: char| c == '-' || c.is_ascii_digit())
            && contract_core::json::Number::parse(real).is_some();
        match real {
            "true" | "false" if scalar.place.declares(Kind::Boolean) => {
                self.boolean(scalar, real == "true").to_string()
            }
            _ if is_number && scalar.place.declares(Kind::Number) => self.number(scalar, real),
            _ => self.string(scalar, real),
        }
    }

    fn guard(&mut self, scalar: &Scalar<'_, '_>, kind: Kind, treatment: Treatment, real: &str) {
        match treatment {
            Treatment::Kept | Treatment::Replaced => return,
            Treatment::Guarded | Treatment::Zeroed => {}
        }
        let guarded =
            if scalar.place.is_marked(kind) { GuardReason::MarkedSensitive } else { GuardReason::NotPublic };
        self.inventor.guard(real, guarded);
    }

    /// True if nothing is found in the text. Shorter texts cannot hold anything.
    pub(super) fn is_clean(&self, text: &str) -> bool {
        text.len() < SensitiveValues::MIN_LENGTH || self.detector.search(text.as_bytes()).is_clean()
    }
}

fn kind_of(listed: &[&str]) -> PublicKind {
    if listed.is_empty() { PublicKind::Any } else { PublicKind::OfEnum }
}
