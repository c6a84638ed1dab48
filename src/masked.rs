//! Parts of card numbers that a server sends for display. Each type knows whether its text is what it should be.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use zeroize::Zeroizing;

use crate::redact::WITHHELD;

/// The most digits of a card number that a mask may leave.
const MAX_VISIBLE: usize = 10;
/// The most digits before the masked ones.
const MAX_PREFIX: usize = 8;
/// The number of digits in a group, such as the last ones of a card number.
const GROUP: usize = 4;
/// The most digits of a card number, masked or not (ISO/IEC 7812-1).
const MAX_POSITIONS: usize = 19;

/// Defines a type for a text that may be shown only if it has the right form.
macro_rules! masked {
    ($(#[$about:meta])* $name:ident, $is_masked:path) => {
        $(#[$about])*
        #[derive(Clone, PartialEq, Eq)]
        pub struct $name(Zeroizing<String>);

        impl $name {
            /// Returns the text if it may be shown; `None` if it may be a whole card number, or anything else.
            #[must_use]
            pub fn shown(&self) -> Option<&str> {
                $is_masked(&self.0).then_some(self.0.as_str())
            }

            /// Returns the text as the server sent it, which may be a whole card number. The caller is responsible for it
            /// from here on: don't log it, don't store it.
            #[must_use]
            pub fn expose(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(Zeroizing::new(text.to_owned()))
            }
        }

        impl fmt::Display for $name {
            /// The text, or `[withheld]` if it may not be shown.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.shown().unwrap_or(WITHHELD))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self.shown() {
                    Some(text) => fmt::Debug::fmt(text, f),
                    None => f.write_str(WITHHELD),
                }
            }
        }

        impl Serialize for $name {
            /// Serializes what `Display` shows.
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.shown().unwrap_or(WITHHELD))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(TextVisitor).map(Self)
            }
        }
    };
}

masked! {
    /// A card number in which the server masked all but the first six or eight and the last four digits.
    ///
    /// A server may fail to mask it. `Display`, `Debug` and `Serialize` show the text only if it is a mask: at most ten
    /// digits, at least four mask characters between or before them. Otherwise they show `[withheld]`.
    ///
    /// ```
    /// use cartevo::MaskedPan;
    ///
    /// assert_eq!(MaskedPan::from("**** **** **** 1234").to_string(), "**** **** **** 1234");
    /// assert_eq!(MaskedPan::from("a whole number").to_string(), "[withheld]");
    /// assert_eq!(MaskedPan::from("a whole number").shown(), None);
    /// assert_eq!(MaskedPan::from("a whole number").expose(), "a whole number");
    /// ```
    MaskedPan, is_masked_pan
}

masked! {
    /// The last four digits of a card number.
    ///
    /// `Display`, `Debug` and `Serialize` show the text only if it is four digits or four mask characters. Otherwise they
    /// show `[withheld]`. [`Card::last4`](crate::Card::last4) reads the digits from the masked number, too.
    ///
    /// ```
    /// use cartevo::Last4;
    ///
    /// assert_eq!(Last4::from("1234").shown(), Some("1234"));
    /// assert_eq!(Last4::from("01234").to_string(), "[withheld]");
    /// ```
    Last4, is_last4
}

masked! {
    /// The first six or eight digits of a card number, which identify its issuer.
    ///
    /// `Display`, `Debug` and `Serialize` show the text only if it is six or eight digits. Otherwise they show
    /// `[withheld]`.
    ///
    /// ```
    /// use cartevo::Bin;
    ///
    /// assert_eq!(Bin::from("400000").shown(), Some("400000"));
    /// assert_eq!(Bin::from("4000000000").to_string(), "[withheld]");
    /// ```
    Bin, is_bin
}

struct TextVisitor;

impl de::Visitor<'_> for TextVisitor {
    type Value = Zeroizing<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Zeroizing::new(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Zeroizing::new(text))
    }
}

/// A position of a masked number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    Digit,
    Mask,
}

fn is_masked_pan(text: &str) -> bool {
    let Some(positions) = positions(text) else { return false };
    let masked = |position: &Position| *position == Position::Mask;
    let Some(start) = positions.iter().position(masked) else { return false };
    let Some(end) = positions.iter().rposition(masked) else { return false };
    let (prefix, suffix) = (start, positions.len() - end - 1);
    positions[start..=end].iter().all(masked)
        && end - start + 1 >= GROUP
        && prefix <= MAX_PREFIX
        && suffix <= GROUP
        && prefix + suffix <= MAX_VISIBLE
        && positions.len() <= MAX_POSITIONS
}

fn is_last4(text: &str) -> bool {
    let uniform = |kind| text.chars().all(|c| position(c) == Some(kind));
    text.chars().count() == GROUP && (uniform(Position::Digit) || uniform(Position::Mask))
}

fn is_bin(text: &str) -> bool {
    matches!(text.len(), 6 | 8) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The positions of a number whose groups single spaces or hyphens separate; `None` if it contains anything else.
fn positions(text: &str) -> Option<Vec<Position>> {
    let mut positions = Vec::new();
    let mut may_separate = false;
    for c in text.chars() {
        match position(c) {
            Some(position) => {
                positions.push(position);
                may_separate = true;
            }
            None if may_separate && matches!(c, ' ' | '-') => may_separate = false,
            None => return None,
        }
    }
    Some(positions)
}

fn position(c: char) -> Option<Position> {
    match c {
        '0'..='9' => Some(Position::Digit),
        '*' | '#' | 'x' | 'X' | '\u{2022}' | '\u{25cf}' => Some(Position::Mask),
        _ => None,
    }
}
