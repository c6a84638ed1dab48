//! Numbers as text, compared exactly.

use std::cmp::Ordering;

/// A JSON number with its original text. Never rounded, whatever its size or precision.
#[derive(Debug, Clone, Copy)]
pub struct Number<'a> {
    text: &'a str,
}

/// The value as `0.d₁d₂d₃… × 10^magnitude`; `d₁` and the last digit are not zero. Zero has no digits.
struct Parts<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
    magnitude: i64,
}

impl<'a> Number<'a> {
    /// Wraps a text that is known to follow JSON's grammar, because it was parsed or compiled from a spec.
    pub(crate) fn written(text: &'a str) -> Self {
        Self { text }
    }

    /// Parses a number by JSON's grammar.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        let whole = text.strip_prefix('-').unwrap_or(text).as_bytes();
        let rest = match whole {
            [b'0', rest @ ..] => rest,
            _ => after_digits(whole)?,
        };
        let rest = match rest {
            [b'.', fraction @ ..] => after_digits(fraction)?,
            _ => rest,
        };
        let rest = match rest {
            [b'e' | b'E', b'+' | b'-', exponent @ ..] | [b'e' | b'E', exponent @ ..] => {
                after_digits(exponent)?
            }
            _ => rest,
        };
        rest.is_empty().then_some(Self { text })
    }

    /// The original text.
    #[must_use]
    pub fn text(self) -> &'a str {
        self.text
    }

    /// True for whole numbers, which include `1.0`, `1e2` and `-0`.
    #[must_use]
    pub fn is_integer(self) -> bool {
        if self.plain().is_some() {
            return true;
        }
        let parts = self.parts();
        parts.is_zero() || parts.magnitude >= parts.digits()
    }

    /// The value, if it is a whole number that fits 64 bits.
    #[must_use]
    pub fn as_i64(self) -> Option<i64> {
        if let Some(plain) = self.plain() {
            return Some(plain);
        }
        let parts = self.parts();
        if parts.is_zero() {
            return Some(0);
        }
        let missing = u32::try_from(parts.magnitude - parts.digits()).ok()?;
        let sign = if parts.negative { -1 } else { 1 };
        let digits = parts.value_of_digits(|value, digit| value.checked_mul(10)?.checked_add(digit))?;
        let value = 10_i128.checked_pow(missing)?.checked_mul(digits)?.checked_mul(sign)?;
        i64::try_from(value).ok()
    }

    /// Compares two numbers exactly.
    #[must_use]
    pub fn compare(self, other: Number<'_>) -> Ordering {
        if let (Some(left), Some(right)) = (self.plain(), other.plain()) {
            return left.cmp(&right);
        }
        if let (Some(left), Some(right)) = (self.whole(), other.whole())
            && left != right
        {
            return left.cmp(&right);
        }
        let (left, right) = (self.parts(), other.parts());
        match (left.sign(), right.sign()) {
            (1, 1) => left.compare_size(&right),
            (-1, -1) => right.compare_size(&left),
            (left, right) => left.cmp(&right),
        }
    }

    /// True if the number is a multiple of `factor`. `None` if the factor is zero or has more than 18
    /// significant digits, which cannot be decided exactly.
    #[must_use]
    pub fn is_multiple_of(self, factor: Number<'_>) -> Option<bool> {
        let (value, factor) = (self.parts(), factor.parts());
        if factor.is_zero() || factor.digits() > 18 {
            return None;
        }
        let divisor = factor.value_of_digits(|value, digit| value.checked_mul(10)?.checked_add(digit))?;
        if value.is_zero() {
            return Some(true);
        }
        let shift = (value.magnitude - value.digits()) - (factor.magnitude - factor.digits());
        // Without trailing zeros the digits are no multiple of ten, so a factor with a higher place value
        // cannot divide them.
        if shift < 0 {
            return Some(false);
        }
        let digits = value.value_of_digits(|rest, digit| Some((rest * 10 + digit) % divisor))?;
        Some(digits * power_of_ten(shift, divisor) % divisor == 0)
    }

    /// A text that is equal for equal numbers.
    #[must_use]
    pub fn normalized(self) -> String {
        let parts = self.parts();
        let sign = if parts.sign() < 0 { "-" } else { "" };
        let magnitude = if parts.is_zero() { 0 } else { parts.magnitude };
        format!("{sign}0.{}{}e{magnitude}", parts.whole, parts.fraction)
    }

    /// The value of a number of up to 18 digits without fraction or exponent, the most common form.
    fn plain(self) -> Option<i64> {
        let digits = self.text.strip_prefix('-').unwrap_or(self.text);
        if digits.len() > 18 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        self.text.parse().ok()
    }

    /// The whole part of a number without exponent, the next most common form. If the whole parts differ, the
    /// numbers compare the same way.
    fn whole(self) -> Option<i64> {
        let bytes = self.text.as_bytes();
        let digits = bytes.strip_prefix(b"-").unwrap_or(bytes);
        let mut size = 0_i64;
        for (at, byte) in digits.iter().enumerate() {
            match byte {
                b'0'..=b'9' if at < 18 => size = size * 10 + i64::from(byte - b'0'),
                b'.' if !digits.iter().any(|byte| matches!(byte, b'e' | b'E')) => break,
                _ => return None,
            }
        }
        Some(if digits.len() < bytes.len() { -size } else { size })
    }

    fn parts(self) -> Parts<'a> {
        let (negative, text) = match self.text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, self.text),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent_value(exponent)),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        if whole.is_empty() {
            let significant = fraction.trim_start_matches('0');
            let zeros = length(fraction) - length(significant);
            return Parts {
                negative,
                whole,
                fraction: significant,
                magnitude: exponent.saturating_sub(zeros),
            };
        }
        let magnitude = exponent.saturating_add(length(whole));
        let whole = if fraction.is_empty() { whole.trim_end_matches('0') } else { whole };
        Parts { negative, whole, fraction, magnitude }
    }
}

/// The bytes after the leading digits; `None` if there is no digit.
fn after_digits(bytes: &[u8]) -> Option<&[u8]> {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    bytes.get(digits..).filter(|_| digits > 0)
}

impl Parts<'_> {
    fn is_zero(&self) -> bool {
        self.whole.is_empty() && self.fraction.is_empty()
    }

    fn digits(&self) -> i64 {
        length(self.whole) + length(self.fraction)
    }

    fn sign(&self) -> i8 {
        match (self.is_zero(), self.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }

    fn compare_size(&self, other: &Parts<'_>) -> Ordering {
        let left = self.whole.bytes().chain(self.fraction.bytes());
        let right = other.whole.bytes().chain(other.fraction.bytes());
        self.magnitude.cmp(&other.magnitude).then_with(|| left.cmp(right))
    }

    fn value_of_digits(&self, step: impl Fn(i128, i128) -> Option<i128>) -> Option<i128> {
        let mut digits = self.whole.bytes().chain(self.fraction.bytes());
        digits.try_fold(0, |value, byte| step(value, i128::from(byte - b'0')))
    }
}

/// The exponent, clamped to a range that no real number reaches.
fn exponent_value(text: &str) -> i64 {
    const FAR: i64 = i64::MAX / 4;
    let limit = if text.starts_with('-') { -FAR } else { FAR };
    text.parse::<i64>().map_or(limit, |value| value.clamp(-FAR, FAR))
}

fn length(text: &str) -> i64 {
    i64::try_from(text.len()).unwrap_or(i64::MAX / 4)
}

/// `10^exponent` modulo `modulus`, by squaring. Cannot overflow, because the modulus has at most 18 digits.
fn power_of_ten(exponent: i64, modulus: i128) -> i128 {
    let (mut result, mut base, mut rest) = (1 % modulus, 10 % modulus, exponent);
    while rest > 0 {
        if rest % 2 == 1 {
            result = result * base % modulus;
        }
        base = base * base % modulus;
        rest /= 2;
    }
    result
}
