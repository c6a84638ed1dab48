//! JSON numbers.

use rand::RngExt;
use rand::rngs::StdRng;

use super::characters::digits;

/// Another number in the same notation: same signs, and as many digits before and after the point and in the
/// exponent. Only the size of a whole number is changed.
pub(super) fn invented(real: &str, random: &mut StdRng) -> String {
    let exponent = real.find(['e', 'E']).unwrap_or(real.len());
    let (mantissa, exponent) = real.split_at(exponent);
    let mut invented = String::with_capacity(real.len());
    for (index, part) in mantissa.split('.').enumerate() {
        if index == 1 {
            invented.push('.');
        }
        let number = part.strip_prefix('-').unwrap_or(part);
        if number.len() < part.len() {
            invented.push('-');
        }
        match index {
            // A whole part of zero stays; any other digit would change the notation.
            0 if number == "0" => invented.push('0'),
            0 if number == real => {
                digits(&"1".repeat(similar_count(number.len(), random)), random, &mut invented);
            }
            0 => digits(number, random, &mut invented),
            _ => fraction(number, random, &mut invented),
        }
    }
    let sign = exponent.find(|c: char| c.is_ascii_digit()).unwrap_or(exponent.len());
    invented.push_str(&exponent[..sign]);
    digits(&exponent[sign..], random, &mut invented);
    invented
}

/// A count of digits for a number with this many: few numbers are the only ones of their size.
fn similar_count(digits: usize, random: &mut StdRng) -> usize {
    match digits {
        3..=6 => random.random_range(3..=6),
        7..=9 => random.random_range(7..=9),
        other => other,
    }
}

/// As many digits. A fraction of zeros stays, because whole numbers have another type.
fn fraction(real: &str, random: &mut StdRng, out: &mut String) {
    if real.bytes().all(|byte| byte == b'0') {
        out.push_str(real);
        return;
    }
    let start = out.len();
    loop {
        out.truncate(start);
        digits(real, random, out);
        if !out[start..].bytes().all(|byte| byte == b'0') {
            return;
        }
    }
}

/// Splits a number whose fraction is all zeros at the point.
pub(super) fn without_zeros(real: &str) -> Option<(&str, &str)> {
    let (whole, zeros) = real.split_at(real.find('.')?);
    let all_zeros = zeros.len() > 1 && zeros[1..].bytes().all(|byte| byte == b'0');
    all_zeros.then_some((whole, zeros))
}
