//! Exact amounts of money.

use std::fmt::{self, Write as _};
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

use crate::redact::{self, WITHHELD};

/// Every decimal number of up to this many significant digits survives a round trip through `f64`.
const EXACT_DIGITS: usize = 15;
/// 10^12. An amount this large on the wire is rejected.
const TOO_LARGE: Decimal = Decimal::from_parts(3_567_587_328, 232, 0, false, 0);

/// An exact amount of money in major units: 10.50 USD is `10.5`, never 1050 cents, and never a float.
///
/// On the wire an amount is a JSON number or, in the database rows that older servers return, a decimal string. Both
/// decode to the same amount; it is always encoded as a number.
///
/// A JSON number with more than 15 significant digits fails to decode, and an amount with more fails to encode, because
/// an intermediate float could round it. An amount of 10^12 or more fails to decode as well: a number that long may be a
/// misplaced card number.
///
/// ```
/// # fn main() -> Result<(), cartevo::ParseAmountError> {
/// use cartevo::Amount;
///
/// let amount: Amount = "10.50".parse()?;
/// assert_eq!(amount, Amount::from_cents(1050));
/// assert_eq!(amount.to_string(), "10.50");
///
/// let fees = [Amount::from_cents(100), Amount::from_cents(25)];
/// assert_eq!(amount + fees.iter().sum(), "11.75".parse()?);
/// assert!(amount > Amount::from_cents(1049));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(Decimal);

/// The text isn't a decimal number that an [`Amount`] can hold. The error doesn't contain the text.
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
    /// Zero.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// Creates an amount from hundredths of the major unit, such as US cents.
    ///
    /// ```
    /// assert_eq!(cartevo::Amount::from_cents(1050).to_string(), "10.50");
    /// ```
    #[must_use]
    pub fn from_cents(cents: i64) -> Self {
        Self(Decimal::new(cents, 2))
    }

    /// Returns the amount as a decimal number in major units.
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

    /// Returns whether the amount is below zero.
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

    /// Returns the number of decimal places without trailing zeros: 0 for `10.00`, 1 for `10.50`.
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

    /// Returns the sum, or `None` if it is out of range (about 7.9 × 10^28) or would have to be rounded.
    ///
    /// ```
    /// use cartevo::Amount;
    ///
    /// assert_eq!(Amount::from_cents(1050).checked_add(Amount::from_cents(50)), Some(Amount::from_cents(1100)));
    /// ```
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let sum = self.0.checked_add(other.0)?;
        let is_exact = sum.checked_sub(other.0) == Some(self.0) && sum.checked_sub(self.0) == Some(other.0);
        is_exact.then_some(Self(sum))
    }

    /// Returns the difference, or `None` if it is out of range (about 7.9 × 10^28) or would have to be rounded.
    ///
    /// ```
    /// use cartevo::Amount;
    ///
    /// assert_eq!(Amount::from_cents(1050).checked_sub(Amount::from_cents(50)), Some(Amount::from_cents(1000)));
    /// ```
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(-other)
    }

    fn checked_magnitude(self) -> Option<Self> {
        (self.0.abs() < TOO_LARGE).then_some(self)
    }

    fn significant_digits(self) -> usize {
        count_significant_digits(&self.0.normalize().abs().to_string())
    }
}

const OUT_OF_RANGE: &str = "the result of adding or subtracting amounts is out of range";

impl Add for Amount {
    type Output = Self;

    /// Adds exactly.
    ///
    /// # Panics
    /// If the result has more than 28 digits. Use [`checked_add`](Amount::checked_add) for amounts that are no money.
    fn add(self, other: Self) -> Self {
        match self.checked_add(other) {
            Some(sum) => sum,
            None => panic!("{OUT_OF_RANGE}"),
        }
    }
}

impl Sub for Amount {
    type Output = Self;

    /// Subtracts exactly.
    ///
    /// # Panics
    /// If the result has more than 28 digits. Use [`checked_sub`](Amount::checked_sub) for amounts that are no money.
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Neg for Amount {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Amount {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl<'a> Sum<&'a Self> for Amount {
    fn sum<I: Iterator<Item = &'a Self>>(amounts: I) -> Self {
        amounts.copied().sum()
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

    /// Parses ASCII digits with an optional leading `-` and an optional decimal point between digits.
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
        // A server may have sent a card number as an amount.
        let text = self.0.to_string();
        let shown = if redact::has_card_number(&text) { WITHHELD } else { &text };
        write!(f, "Amount({shown})")
    }
}

impl Serialize for Amount {
    /// Serializes the amount as a number. Fails if it has more than 15 significant digits.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.significant_digits() > EXACT_DIGITS {
            return Err(ser::Error::custom(
                "an amount with more than 15 significant digits can't be encoded exactly",
            ));
        }
        let plain = self.0.normalize();
        if plain.scale() == 0
            && let Ok(whole) = i64::try_from(plain.mantissa())
        {
            return serializer.serialize_i64(whole);
        }
        let float =
            plain.to_string().parse().map_err(|_| ser::Error::custom("the amount isn't a decimal number"))?;
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
        f.write_str("an amount (a number of at most 15 digits, or a decimal string)")
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Amount, E> {
        Amount(value.into()).checked_magnitude().ok_or_else(|| self.too_long())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Amount, E> {
        Amount(value.into()).checked_magnitude().ok_or_else(|| self.too_long())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Amount, E> {
        // Up to 15 digits, the shortest text that round-trips to this float is the number that was sent.
        let mut text = FloatText::default();
        let written = write!(text, "{value}").is_ok();
        if !written || count_significant_digits(text.as_str()) > EXACT_DIGITS {
            return Err(self.too_long());
        }
        self.visit_str(text.as_str())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Amount, E> {
        let amount = text.parse().ok().and_then(Amount::checked_magnitude);
        amount.ok_or_else(|| E::invalid_value(de::Unexpected::Other("another string"), &self))
    }
}

impl AmountVisitor {
    fn too_long<E: de::Error>(&self) -> E {
        E::invalid_value(de::Unexpected::Other("a longer number"), self)
    }
}

/// Counts the digits of a decimal number without leading zeros and without trailing zeros of the fraction.
fn count_significant_digits(text: &str) -> usize {
    let digits = || text.bytes().filter(u8::is_ascii_digit);
    let leading = digits().take_while(|digit| *digit == b'0').count();
    let rest = digits().count() - leading;
    if !text.contains('.') {
        return rest;
    }
    rest - digits().rev().take_while(|digit| *digit == b'0').count().min(rest)
}

/// The longest formatted float that can be an amount: a sign, a zero, a point and 28 decimals.
const MAX_FLOAT_LENGTH: usize = 31;

/// A buffer on the stack for a formatted float. Writing more than fits fails.
#[derive(Default)]
struct FloatText {
    bytes: [u8; MAX_FLOAT_LENGTH],
    length: usize,
}

impl FloatText {
    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

impl fmt::Write for FloatText {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        let end = self.length + part.len();
        let room = self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?;
        room.copy_from_slice(part.as_bytes());
        self.length = end;
        Ok(())
    }
}
