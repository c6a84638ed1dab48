//! Coarse classes of values, and sets of them.
//!
//! A class is coarse on purpose: it tells an identifier from a date and a masked number from a name, but
//! cannot be turned back into a value. A set of classes takes four bytes, however many values it was
//! collected from.

use crate::json::{Kind, Node, Number};
use crate::spec::Format;

/// A class of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum ValueClass {
    /// `true` or `false`.
    Boolean,
    /// A whole number of at most two digits.
    SmallNumber,
    /// A whole number from 1900 to 2199.
    YearNumber,
    /// Any other whole number whose magnitude is below 10^9.
    WholeNumber,
    /// A whole number of larger magnitude, such as an identifier or a timestamp.
    LargeNumber,
    /// A number with a fraction.
    Fraction,
    /// An empty string.
    Empty,
    /// A string of two digits.
    TwoDigits,
    /// A string of four digits from 1900 to 2199.
    FourDigits,
    /// Any other string of up to eight digits.
    Digits,
    /// A string of more than eight digits.
    LongDigits,
    /// A string of digits with a decimal point or a sign.
    DecimalText,
    /// A UUID.
    Uuid,
    /// A date.
    Date,
    /// A date with a time, with or without an offset.
    DateTime,
    /// A URI with a scheme.
    Uri,
    /// An email address.
    Email,
    /// An IP address.
    Address,
    /// A telephone number with a leading plus sign.
    Phone,
    /// A number with masked digits.
    Masked,
    /// At least sixteen hexadecimal digits.
    Hex,
    /// At least twenty characters with digits and letters of both cases.
    Token,
    /// Two or three upper-case letters, such as a country or currency code.
    Code,
    /// Upper-case letters, digits and underscores.
    Constant,
    /// Lower-case words, joined by underscores or hyphens.
    Identifier,
    /// A single word.
    Word,
    /// Several words.
    Phrase,
    /// A text longer than 80 bytes.
    LongText,
    /// Any other text.
    OtherText,
    /// An object.
    Object,
    /// An array.
    Array,
}

impl ValueClass {
    const ALL: [Self; 31] = [
        Self::Boolean,
        Self::SmallNumber,
        Self::YearNumber,
        Self::WholeNumber,
        Self::LargeNumber,
        Self::Fraction,
        Self::Empty,
        Self::TwoDigits,
        Self::FourDigits,
        Self::Digits,
        Self::LongDigits,
        Self::DecimalText,
        Self::Uuid,
        Self::Date,
        Self::DateTime,
        Self::Uri,
        Self::Email,
        Self::Address,
        Self::Phone,
        Self::Masked,
        Self::Hex,
        Self::Token,
        Self::Code,
        Self::Constant,
        Self::Identifier,
        Self::Word,
        Self::Phrase,
        Self::LongText,
        Self::OtherText,
        Self::Object,
        Self::Array,
    ];

    /// The class of a value; `None` for null.
    #[must_use]
    pub fn of(node: Node<'_>) -> Option<Self> {
        Some(match node.kind() {
            Kind::Null => return None,
            Kind::Boolean => Self::Boolean,
            Kind::Number => Self::of_number(node.as_number()?),
            Kind::String => Self::of_text(node.as_str()?),
            Kind::Array => Self::Array,
            Kind::Object => Self::Object,
        })
    }

    /// The class of a number.
    #[must_use]
    pub fn of_number(number: Number<'_>) -> Self {
        let Some(value) = number.as_i64() else {
            return if number.is_integer() { Self::LargeNumber } else { Self::Fraction };
        };
        match value {
            0..=99 => Self::SmallNumber,
            1900..=2199 => Self::YearNumber,
            -999_999_999..=999_999_999 => Self::WholeNumber,
            _ => Self::LargeNumber,
        }
    }

    /// The class of a string.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        if text.len() > 80 {
            return if is_web_address(text) { Self::Uri } else { Self::LongText };
        }
        let counts = CharacterCounts::of(text);
        let digits = counts.digits;
        match text.len() {
            0 => Self::Empty,
            2 if digits == 2 => Self::TwoDigits,
            4 if digits == 4 && matches!(text.get(..2), Some("19" | "20" | "21")) => Self::FourDigits,
            1..=8 if digits == text.len() => Self::Digits,
            _ if digits == text.len() => Self::LongDigits,
            _ => counts.value_class(text),
        }
    }

    /// True if values of this class are rarely alike by chance.
    #[must_use]
    pub fn is_distinctive(self) -> bool {
        matches!(
            self,
            Self::Uuid
                | Self::Date
                | Self::DateTime
                | Self::Uri
                | Self::Email
                | Self::Address
                | Self::Phone
                | Self::Masked
                | Self::Hex
                | Self::Token
                | Self::LongDigits
                | Self::Code
        )
    }

    /// A plural noun phrase for values of this class.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::Boolean => "booleans",
            Self::SmallNumber | Self::YearNumber | Self::WholeNumber | Self::LargeNumber => "whole numbers",
            Self::Fraction => "numbers with a fraction",
            Self::Empty => "empty texts",
            Self::TwoDigits | Self::FourDigits | Self::Digits | Self::LongDigits => "digits",
            Self::DecimalText => "decimal numbers as text",
            Self::Uuid => "UUIDs",
            Self::Date => "dates",
            Self::DateTime => "times with a date",
            Self::Uri => "URIs",
            Self::Email => "email addresses",
            Self::Address => "IP addresses",
            Self::Phone => "telephone numbers",
            Self::Masked => "masked numbers",
            Self::Hex => "hexadecimal texts",
            Self::Token => "tokens",
            Self::Code => "codes of two or three letters",
            Self::Constant => "constants in capitals",
            Self::Identifier => "identifiers in small letters",
            Self::Word => "single words",
            Self::Phrase => "phrases",
            Self::LongText => "long texts",
            Self::OtherText => "texts",
            Self::Object => "objects",
            Self::Array => "arrays",
        }
    }
}

/// How many characters of each kind a text has.
#[derive(Default)]
struct CharacterCounts {
    digits: usize,
    upper: usize,
    lower: usize,
    spaces: usize,
    joins: usize,
    masks: usize,
    others: usize,
}

impl CharacterCounts {
    fn of(text: &str) -> Self {
        let mut counts = Self::default();
        for byte in text.bytes() {
            let count = match byte {
                b'0'..=b'9' => &mut counts.digits,
                b'A'..=b'Z' => &mut counts.upper,
                b'a'..=b'z' => &mut counts.lower,
                b' ' => &mut counts.spaces,
                b'_' | b'-' | b'.' => &mut counts.joins,
                b'*' => &mut counts.masks,
                _ => &mut counts.others,
            };
            *count += 1;
        }
        counts
    }

    fn value_class(&self, text: &str) -> ValueClass {
        let letters = self.upper + self.lower;
        if self.is_masked(text) {
            return ValueClass::Masked;
        }
        if self.digits >= 4 && text.len() == 36 && Format::Uuid.accepts(text) {
            return ValueClass::Uuid;
        }
        if self.digits >= 8 && text.len() == 10 && Format::Date.accepts(text) {
            return ValueClass::Date;
        }
        if self.digits >= 14 && text.len() >= 19 && is_date_and_time(text) {
            return ValueClass::DateTime;
        }
        if self.others > 0 {
            return self.punctuated(text);
        }
        if self.spaces > 0 {
            return ValueClass::Phrase;
        }
        if text.len() >= 16 && self.joins == 0 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return ValueClass::Hex;
        }
        if text.len() >= 20 && self.digits > 1 && self.upper > 1 && self.lower > 1 {
            return ValueClass::Token;
        }
        match (self.upper, self.lower) {
            (0, 0) if self.digits > 0 && text.bytes().filter(|byte| *byte == b'.').count() <= 1 => {
                ValueClass::DecimalText
            }
            (0, 0) if Format::Ipv4.accepts(text) => ValueClass::Address,
            (0, 0) => ValueClass::OtherText,
            (2..=3, 0) if text.len() == self.upper => ValueClass::Code,
            (_, 0) => ValueClass::Constant,
            (0, _) => ValueClass::Identifier,
            _ if letters + self.digits + self.joins == text.len() => ValueClass::Word,
            _ => ValueClass::OtherText,
        }
    }

    fn punctuated(&self, text: &str) -> ValueClass {
        if text.starts_with('+') && self.digits >= 7 && self.upper + self.lower == 0 {
            return ValueClass::Phone;
        }
        if text.contains('@') && Format::Email.accepts(text) {
            return ValueClass::Email;
        }
        if text.contains(':') && Format::Ipv6.accepts(text) {
            return ValueClass::Address;
        }
        if text.contains(':') && self.spaces == 0 && Format::Uri.accepts(text) {
            return ValueClass::Uri;
        }
        if self.spaces > 0 {
            return ValueClass::Phrase;
        }
        if text.len() >= 20 && self.digits > 1 && self.upper > 1 && self.lower > 1 {
            ValueClass::Token
        } else {
            ValueClass::OtherText
        }
    }

    /// True for `4*** **** **** 1***`, `XXXX-XXXX-0000`, `xxxx0000`, and the same with bullets.
    fn is_masked(&self, text: &str) -> bool {
        if text.len() < 6 || (self.digits == 0 && self.masks < 4) {
            return false;
        }
        let (mut hidden, mut plain) = (0, 0);
        for character in text.chars() {
            match character {
                '*' | 'x' | 'X' | '\u{2022}' => hidden += 1,
                '0'..='9' | ' ' | '-' => plain += 1,
                _ => return false,
            }
        }
        hidden >= 4 && hidden + plain >= 6
    }
}

fn is_date_and_time(text: &str) -> bool {
    if Format::DateTime.accepts(text) {
        return true;
    }
    // Many servers omit the offset or write a space instead of `T`.
    let is_time = |rest: &str| {
        rest.starts_with(['T', 't', ' ']) && rest.get(1..).is_some_and(|time| time.contains(':'))
    };
    text.get(..10).is_some_and(|date| Format::Date.accepts(date)) && text.get(10..).is_some_and(is_time)
}

fn is_web_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// A set of classes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ValueClasses(u32);

impl ValueClasses {
    /// The set of the given classes.
    #[must_use]
    pub fn of(classes: &[ValueClass]) -> Self {
        classes.iter().fold(Self::default(), |set, class| Self(set.0 | 1 << *class as u32))
    }

    /// Adds a class.
    pub fn add(&mut self, class: ValueClass) {
        self.0 |= 1 << class as u32;
    }

    /// Adds the classes of another set.
    pub fn merge(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// The intersection of both sets.
    #[must_use]
    pub fn shared(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// True if the set is empty.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// True if the set contains the class.
    #[must_use]
    pub fn has(self, class: ValueClass) -> bool {
        self.0 & (1 << class as u32) != 0
    }

    /// The classes in the set.
    pub fn iter(self) -> impl Iterator<Item = ValueClass> {
        ValueClass::ALL.into_iter().filter(move |class| self.has(*class))
    }

    /// The set as a bit mask, for a file; [`ValueClasses::from_bits`] reads it.
    #[must_use]
    pub fn bits(self) -> u32 {
        self.0
    }

    /// The set for a bit mask. Unknown bits are dropped.
    #[must_use]
    pub fn from_bits(bits: u32) -> Self {
        Self(bits & ((1 << ValueClass::ALL.len()) - 1))
    }
}
