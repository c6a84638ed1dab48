//! What a public place keeps: values that fit what the spec says of it, by their form.

use std::borrow::Cow;

use super::place::Place;
use super::public_url::public_part;
use contract_core::plain_value::{is_enum_number, is_enum_word, is_plain_number};
use contract_core::spec::Format;

/// The years of a date. The digits of others may mean anything.
const YEARS: std::ops::RangeInclusive<u16> = 1900..=2199;
/// The digits of a fraction of a second that are kept. The others become zeros.
const FRACTION: usize = 3;
/// The most digits of a URL: fewer than a card number has.
const MAX_URL_DIGITS: usize = 11;

/// What is kept of a text in a public place; `None` if nothing is. Of a URL and of a time it may be a part.
pub(super) fn public_text<'t>(place: &Place<'_>, listed: &[&str], real: &'t str) -> Option<Cow<'t, str>> {
    if listed.contains(&real) {
        return Some(Cow::Borrowed(real));
    }
    if !place.accepts(real) || !real.is_ascii() {
        return None;
    }
    if is_enum_word(real, listed.iter().copied()) {
        return Some(Cow::Borrowed(real));
    }
    // Next to listed values, nothing else is expected.
    let is_open = listed.is_empty();
    let kept = public_time(real).or_else(|| {
        let is_value = is_plain_number(real) || is_url(real);
        public_part(real).filter(|_| is_value)
    });
    kept.filter(|kept| is_open && (*kept == real || place.judges_strings_alike(real, kept)))
}

/// True for a number in a public place that fits one of its schemas, and is like those that they list.
pub(super) fn is_public_number(place: &Place<'_>, listed: &[&str], real: &str) -> bool {
    let is_like = listed.is_empty() || is_enum_number(real, listed.iter().copied());
    is_plain_number(real) && place.accepts_number(real) && is_like
}

/// A date, alone or with a time, with milliseconds at most.
fn public_time(text: &str) -> Option<Cow<'_, str>> {
    let date = public_date(text)?;
    if date.len() < text.len() && !is_time(text) {
        return None;
    }
    let start = text.find('.').map_or(text.len(), |point| point + 1 + FRACTION);
    let cut = |(at, byte): (usize, char)| if at >= start && byte.is_ascii_digit() { '0' } else { byte };
    let end = text.get(start..).and_then(|rest| rest.find(|c: char| !c.is_ascii_digit()));
    let end = end.map_or(text.len(), |end| start + end);
    if end <= start {
        return Some(Cow::Borrowed(text));
    }
    let (fraction, zone) = text.split_at_checked(end)?;
    Some(Cow::Owned(fraction.char_indices().map(cut).collect::<String>() + zone))
}

/// True for RFC 3339, also with a space for `T` and without an offset.
fn is_time(text: &str) -> bool {
    let Some((date, time)) = text.split_at_checked(10) else { return false };
    let Some(clock) = time.strip_prefix(['T', 't', ' ']) else { return false };
    let zone = if clock.contains(['Z', 'z', '+', '-']) { "" } else { "Z" };
    Format::DateTime.accepts(&format!("{date}T{clock}{zone}"))
}

/// The date at the start of a text.
pub(super) fn public_date(text: &str) -> Option<&str> {
    let date = text.get(..10).filter(|date| Format::Date.accepts(date))?;
    let year: u16 = date.get(..4)?.parse().ok()?;
    YEARS.contains(&year).then_some(date)
}

fn is_url(text: &str) -> bool {
    let is_absolute = text.contains("://") || text.starts_with('/');
    is_absolute && text.bytes().filter(u8::is_ascii_digit).count() <= MAX_URL_DIGITS
}

#[cfg(test)]
mod tests {
    use super::public_time;

    #[test]
    fn times_are_kept_to_the_millisecond() {
        for (real, kept) in [
            ("2026-01-02", Some("2026-01-02")),
            ("2026-01-02T03:04:05Z", Some("2026-01-02T03:04:05Z")),
            ("2026-01-02T03:04:05.678Z", Some("2026-01-02T03:04:05.678Z")),
            ("2026-01-02 03:04:05.678901+02:00", Some("2026-01-02 03:04:05.678000+02:00")),
            ("2026-01-02T03:04:05.67890123", Some("2026-01-02T03:04:05.67800000")),
            ("4539-12-28", None),
            ("2026-13-02", None),
            ("2026-01-02T03:04:05.678Z 45395787", None),
            ("2026-01-0245395787", None),
            ("2026-01-02T99:04:05Z", None),
            ("2026-01-02T03:04:05+45:39", None),
        ] {
            assert_eq!(public_time(real).as_deref(), kept, "{real}");
        }
    }
}
