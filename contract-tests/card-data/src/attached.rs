//! What may be attached to a card number without making it something else: labels, suffixes of numbers in source code,
//! amounts, exponents and the rest of a magnetic stripe.

/// The longest label or suffix.
const MAX_LABEL: usize = 8;
/// Words that are written in front of a number without a blank.
const LABELS: &[&[u8]] = &[b"pan", b"card", b"cardno", b"cc", b"ccn", b"acct", b"nr", b"no"];
/// Suffixes of whole numbers in programs.
const SUFFIXES: &[&[u8]] =
    &[b"n", b"l", b"ll", b"ul", b"ull", b"lu", b"llu", b"i64", b"u64", b"i128", b"u128"];
/// The fewest digits before two decimals. Numbers with fewer may be measured; a float has no more than 17 digits.
const MIN_BEFORE_CENTS: usize = 13;
/// The digits of the expiry date and the service code of a magnetic stripe.
const MIN_STRIPE: usize = 7;

/// True if a label ends here, such as `PAN` or `card`.
pub(super) fn ends_label(text: &[u8], at: usize) -> bool {
    let letters =
        text[..at].iter().rev().take(MAX_LABEL + 1).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (before, label) = text[..at].split_at(at - letters);
    let is_whole = !before.last().is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    is_whole && LABELS.iter().any(|known| label.eq_ignore_ascii_case(known))
}

/// True if a suffix of a number starts here, or the separator of a magnetic stripe with what follows it.
pub(super) fn starts_suffix(text: &[u8], at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let length = rest.iter().take(MAX_LABEL).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let is_suffix =
        length < MAX_LABEL && SUFFIXES.iter().any(|known| rest[..length].eq_ignore_ascii_case(known));
    is_suffix || is_stripe(rest)
}

/// True for the second part of a magnetic stripe in hexadecimal: `D` for the separator, a date and a service code.
fn is_stripe(rest: &[u8]) -> bool {
    let Some(b'D' | b'd') = rest.first() else { return false };
    let digits = rest[1..].iter().take(MIN_STRIPE).take_while(|byte| byte.is_ascii_digit()).count();
    let has_date = matches!(
        &rest[1..],
        [b'2'..=b'4', _, b'0', b'1'..=b'9', ..] | [b'2'..=b'4', _, b'1', b'0'..=b'2', ..]
    );
    digits == MIN_STRIPE && has_date
}

/// True if two decimals follow a number of this many digits, as in an amount.
pub(super) fn has_cents(text: &[u8], at: usize, digits: usize) -> bool {
    let Some([b'.', a, b, behind @ ..]) = text.get(at..) else { return false };
    let ends = behind.first().is_none_or(|next| !next.is_ascii_alphanumeric());
    let goes_on = matches!(behind, [b'.', next, ..] if next.is_ascii_alphanumeric());
    digits >= MIN_BEFORE_CENTS && a.is_ascii_digit() && b.is_ascii_digit() && ends && !goes_on
}

/// True if the digits at `at`, behind one digit and a dot, are all that an exponent behind them shifts:
/// `4.000000000000000E+15`.
pub(super) fn is_shifted_whole(text: &[u8], at: usize) -> bool {
    let starts = matches!(text[..at], [.., b'1'..=b'9', b'.']);
    let is_one_digit = starts
        && !at
            .checked_sub(3)
            .is_some_and(|before| text[before].is_ascii_alphanumeric() || text[before] == b'.');
    let decimals = text[at..].iter().take(MAX_DECIMALS + 1).take_while(|byte| byte.is_ascii_digit()).count();
    let Some([b'E' | b'e', exponent @ ..]) = text.get(at + decimals..) else { return false };
    let exponent = exponent.strip_prefix(b"+").unwrap_or(exponent);
    let length = exponent.iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
    let number = std::str::from_utf8(&exponent[..length]).ok().and_then(|digits| digits.parse().ok());
    let ends = !exponent.get(length).is_some_and(u8::is_ascii_alphanumeric);
    is_one_digit && decimals <= MAX_DECIMALS && ends && number == Some(decimals)
}

/// The most decimals of a card number that is written with an exponent.
const MAX_DECIMALS: usize = 18;
