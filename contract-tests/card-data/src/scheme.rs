//! The numbers that card schemes issue: prefix, length and check digit.
//!
//! The ranges are public: the table of issuer identification numbers in Wikipedia's article "Payment card
//! number" (ISO/IEC 7812), compared with the ranges of `braintree/credit-card-type`. Where they differ, the
//! wider range is used, with these exceptions: Maestro's former claim to everything that starts with 6, and
//! what GPN has of 61, which would turn every second database id into a card number. Of 59 and 63, only numbers of
//! 16 digits count outside of the ranges of a single scheme, because .NET ticks are 18-digit numbers that start
//! with 63. `README.md` counts the false alarms.

use std::ops::RangeInclusive;

/// A range of numbers issued by a card scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    /// The scheme's name.
    pub name: &'static str,
    /// The first six digits, as a range of numbers.
    pub prefix: RangeInclusive<u32>,
    /// The valid lengths, in digits.
    pub lengths: &'static [usize],
}

const fn scheme(name: &'static str, from: u32, to: u32, lengths: &'static [usize]) -> Scheme {
    Scheme { name, prefix: from..=to, lengths }
}

const ONLY_15: &[usize] = &[15];
const ONLY_16: &[usize] = &[16];
const FROM_16: &[usize] = &[16, 17, 18, 19];
const SWITCH: &[usize] = &[16, 18, 19];
const MAESTRO: &[usize] = &[13, 14, 15, 16, 17, 18, 19];

/// The ranges, by prefix.
pub static SCHEMES: &[Scheme] = &[
    scheme("Maestro", 60_400, 60_499, MAESTRO),
    // Wikipedia; airlines and travel agencies.
    scheme("UATP", 100_000, 199_999, ONLY_15),
    // Wikipedia; cards of Bank Negara Indonesia.
    scheme("GPN", 194_600, 194_699, FROM_16),
    scheme("Mir", 220_000, 220_499, FROM_16),
    scheme("BORICA", 220_500, 220_599, ONLY_16),
    scheme("Mastercard", 222_100, 272_099, ONLY_16),
    scheme("Diners Club", 300_000, 305_999, &[14, 15, 16, 17, 18, 19]),
    scheme("Diners Club", 309_500, 309_599, &[14, 15, 16, 17, 18, 19]),
    scheme("China T-Union", 310_000, 319_999, &[19]),
    scheme("American Express", 340_000, 349_999, &[15]),
    scheme("JCB", 352_800, 358_999, FROM_16),
    scheme("Diners Club", 360_000, 369_999, &[14, 15, 16, 17, 18, 19]),
    scheme("American Express", 370_000, 379_999, &[15]),
    scheme("Diners Club", 380_000, 399_999, &[14, 15, 16, 17, 18, 19]),
    scheme("Visa", 400_000, 499_999, &[13, 16, 18, 19]),
    scheme("Maestro, Verve, Elo", 500_000, 509_999, MAESTRO),
    scheme("Mastercard", 510_000, 559_999, ONLY_16),
    scheme("Maestro, UzCard", 560_000, 589_999, MAESTRO),
    // `credit-card-type` has Maestro from 56 to 59.
    scheme("Maestro", 590_000, 599_999, ONLY_16),
    scheme("RuPay, Discover, UkrCard", 600_000, 609_999, FROM_16),
    scheme("UnionPay, Discover", 620_000, 629_999, FROM_16),
    scheme("Maestro, Laser", 630_400, 630_499, MAESTRO),
    scheme("Switch", 633_110, 633_110, SWITCH),
    scheme("Switch, Solo", 633_300, 633_499, SWITCH),
    // Wikipedia has GPN at 63, and InterPayment at 636 with 16 to 19 digits; `credit-card-type` has Elo at 636297 and
    // 636368.
    scheme("GPN, Elo, InstaPayment, Hipercard, Maestro", 630_000, 639_999, ONLY_16),
    scheme("InterPayment", 636_000, 636_999, &[16, 17, 19]),
    scheme("Maestro", 639_000, 639_099, &[19]),
    scheme("Discover", 644_000, 659_999, FROM_16),
    scheme("Maestro", 670_000, 679_999, MAESTRO),
    scheme("RuPay, UnionPay", 810_000, 829_999, FROM_16),
    scheme("UzCard", 860_000, 860_099, ONLY_16),
    // Cards for use in Korea only, by the lists of numbers that its card companies publish.
    scheme("domestic cards of Korea", 940_000, 949_999, ONLY_16),
    scheme("Napas", 970_400, 970_499, &[16, 19]),
    scheme("Troy", 979_200, 979_299, ONLY_16),
    scheme("Humo", 986_000, 986_099, ONLY_16),
];

/// True if the digits (values 0 to 9) have the prefix and length of a real scheme and a correct check digit.
#[must_use]
pub fn has_card_number_form(digits: &[u8]) -> bool {
    if !CARD_LENGTHS.contains(&digits.len()) {
        return false;
    }
    let prefix = digits[..6].iter().fold(0, |number, digit| number * 10 + u32::from(*digit));
    let issued = SCHEMES
        .iter()
        .any(|scheme| scheme.prefix.contains(&prefix) && scheme.lengths.contains(&digits.len()));
    issued && passes_luhn(digits)
}

/// How many digits a card number may have.
pub const CARD_LENGTHS: RangeInclusive<usize> = 13..=19;

/// True if the last digit is the correct check digit (ISO/IEC 7812-1, "Luhn"). Digits are values 0 to 9.
#[must_use]
pub fn passes_luhn(digits: &[u8]) -> bool {
    luhn_sum(digits.iter().rev().copied()).is_multiple_of(10)
}

/// The check digit that completes the digits (values 0 to 9) so that [`passes_luhn`] accepts them.
#[must_use]
pub fn check_digit(digits: &[u8]) -> u8 {
    let sum = luhn_sum(std::iter::once(0).chain(digits.iter().rev().copied()));
    u8::try_from((10 - sum % 10) % 10).unwrap_or(0)
}

/// The Luhn sum of digits given in reverse order: every second digit is doubled, minus nine if above nine.
fn luhn_sum(reversed: impl Iterator<Item = u8>) -> u32 {
    reversed
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit);
            match (place % 2, digit * 2) {
                (0, _) => digit,
                (_, doubled) if doubled > 9 => doubled - 9,
                (_, doubled) => doubled,
            }
        })
        .sum()
}
