//! Money, exactly.

use std::fmt::{self, Write as _};
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

/// The digits a JSON number keeps exactly on its way through a float.
const EXACT_DIGITS: usize = 15;
/// From here on an amount on the wire is none.
const TOO_LARGE: Decimal = Decimal::from_parts(3_567_587_328, 232, 0, false, 0);

/// An amount of money in major units: 10.50 USD is `10.5`, never 1050 cents. Exact, never a float.
///
/// On the wire it is a JSON number or, in the database rows of older servers, a decimal string; both read as the same
/// amount. It is written as a number. A JSON number with more than 15 significant digits is refused when read, and an
/// amount with more when written, because a float in between would round it. So is an amount of 10^12 and above when
/// read: what has that many digits may be a card number in the wrong place.
///
/// ```
/// # fn main() -> Result<(), cartevo::ParseAmountError> {
/// use cartevo::Amount;
///
/// let amount: Amount = "10.50".parse()?;
/// assert_eq!(amount, Amount::from_cents(1050));
/// assert_eq!(amount.to_string(), "10.50");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(Decimal);

/// The text is no decimal number that an [`Amount`] can hold. It doesn't repeat the text.
///
/// ```
/// use cartevo::{Amount, ParseAmountError};
///
/// let parsed: Result<Amount, ParseAmountError> = "ten".parse();
/// assert!(parsed.is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an amount is a decimal number such as `10.50`, with at most 28 digits")]
#[non_exhaustive]
pub struct ParseAmountError;

impl Amount {
    /// No money.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// An amount given in hundredths of the major unit.
    ///
    /// ```
    /// assert_eq!(cartevo::Amount::from_cents(1050).to_string(), "10.50");
    /// ```
    #[must_use]
    pub fn from_cents(cents: i64) -> Self {
        Self(Decimal::new(cents, 2))
    }

    /// The amount as a decimal number, in major units.
    ///
    /// ```
    /// use cartevo::{Amount, rust_decimal::Decimal};
    ///
    /// assert_eq!(Amount::from_cents(1050).decimal(), Decimal::new(105, 1));
    /// ```
    #[must_use]
    pub fn decimal(self) -> Decimal {
        self.0
    }

    /// Whether the amount is below zero.
    ///
    /// ```
    /// use cartevo::Amount;
    ///
    /// assert!(Amount::from_cents(-1).is_negative());
    /// assert!(!Amount::ZERO.is_negative());
    /// ```
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    /// How many decimals the amount needs: 0 for `10.00`, 1 for `10.50`.
    ///
    /// ```
    /// use cartevo::Amount;
    ///
    /// assert_eq!((Amount::from_cents(1000).decimals(), Amount::from_cents(1050).decimals()), (0, 1));
    /// ```
    #[must_use]
    pub fn decimals(self) -> u32 {
        self.0.normalize().scale()
    }

    fn credible(self) -> Option<Self> {
        (self.0.abs() < TOO_LARGE).then_some(self)
    }

    fn digits(self) -> usize {
        significant(&self.0.normalize().abs().to_string())
    }
}

impl From<Decimal> for Amount {
    fn from(decimal: Decimal) -> Self {
        Self(decimal)
    }
}

impl From<Amount> for Decimal {
    fn from(amount: Amount) -> Self {
        amount.0
    }
}

impl FromStr for Amount {
    type Err = ParseAmountError;

    /// Reads digits, with a minus before and a point between if need be; nothing else.
    fn from_str(text: &str) -> Result<Self, ParseAmountError> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !plain(whole) || !plain(fraction) {
            return Err(ParseAmountError);
        }
        Decimal::from_str_exact(text).map(Self).map_err(|_| ParseAmountError)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Amount({})", self.0)
    }
}

impl Serialize for Amount {
    /// Writes a number. Fails if the amount has more than 15 significant digits.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.digits() > EXACT_DIGITS {
            return Err(ser::Error::custom("an amount with more than 15 digits can't be sent exactly"));
        }
        let plain = self.0.normalize();
        if plain.scale() == 0
            && let Ok(whole) = i64::try_from(plain.mantissa())
        {
            return serializer.serialize_i64(whole);
        }
        let float =
            plain.to_string().parse().map_err(|_| ser::Error::custom("an amount is a decimal number"))?;
        serializer.serialize_f64(float)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AmountVisitor)
    }
}

struct AmountVisitor;

impl de::Visitor<'_> for AmountVisitor {
    type Value = Amount;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an amount (a number of at most 15 digits, or a decimal text)")
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Amount, E> {
        let amount = Amount(value.into()).credible();
        amount.ok_or_else(|| E::invalid_value(de::Unexpected::Other("a longer number"), &self))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Amount, E> {
        let amount = Amount(value.into()).credible();
        amount.ok_or_else(|| E::invalid_value(de::Unexpected::Other("a longer number"), &self))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Amount, E> {
        // The shortest text that names this float is the number as it was written, up to 15 digits.
        let mut text = Text::default();
        let written = write!(text, "{value}").is_ok();
        if !written || significant(text.as_str()) > EXACT_DIGITS {
            return Err(E::invalid_value(de::Unexpected::Other("a longer number"), &self));
        }
        self.visit_str(text.as_str())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Amount, E> {
        let amount = text.parse().ok().and_then(Amount::credible);
        amount.ok_or_else(|| E::invalid_value(de::Unexpected::Other("another text"), &self))
    }
}

/// How many digits of a decimal number say something.
fn significant(text: &str) -> usize {
    let digits = || text.bytes().filter(u8::is_ascii_digit);
    let leading = digits().take_while(|digit| *digit == b'0').count();
    let rest = digits().count() - leading;
    if !text.contains('.') {
        return rest;
    }
    rest - digits().rev().take_while(|digit| *digit == b'0').count().min(rest)
}

/// The longest text of a float that an amount can be made of: a sign, a zero, a point and 28 decimals.
const LONGEST: usize = 31;

/// The text of a number on its way from a float, without an allocation. What is longer isn't written.
#[derive(Default)]
struct Text {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Text {
    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

impl fmt::Write for Text {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        let end = self.length + part.len();
        let room = self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?;
        room.copy_from_slice(part.as_bytes());
        self.length = end;
        Ok(())
    }
}
