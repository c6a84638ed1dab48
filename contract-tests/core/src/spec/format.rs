//! The values of `format` that are checked. All others are annotations, as in OpenAPI.

use std::net::{Ipv4Addr, Ipv6Addr};

use wide::u8x16;

use super::date;

/// A format that restricts values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Format {
    /// `uuid`: 8-4-4-4-12 hexadecimal digits.
    Uuid,
    /// `date`: RFC 3339 `full-date`.
    Date,
    /// `date-time`: RFC 3339, offset required.
    DateTime,
    /// `uri`: RFC 3986, with a scheme.
    Uri,
    /// `email`
    Email,
    /// `ipv4`
    Ipv4,
    /// `ipv6`
    Ipv6,
    /// `int32`: a whole number of 32 bits with sign.
    Int32,
    /// `int64`: a whole number of 64 bits with sign.
    Int64,
}

impl Format {
    /// The format with this name, if it is checked.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// The name in the spec.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// True if a string has the format. Formats of numbers accept every string.
    #[must_use]
    pub fn accepts(self, text: &str) -> bool {
        match self {
            Self::Uuid => is_uuid(text),
            Self::Date => date::is_date(text),
            Self::DateTime => date::is_date_time(text),
            Self::Uri => is_uri(text),
            Self::Email => is_email(text),
            Self::Ipv4 => text.parse::<Ipv4Addr>().is_ok(),
            Self::Ipv6 => text.parse::<Ipv6Addr>().is_ok(),
            Self::Int32 | Self::Int64 => true,
        }
    }
}

fn is_uuid(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 36 {
        return false;
    }
    // Checks sixteen bytes at a time; the last four overlap the bytes before.
    [(0, 1 << 8 | 1 << 13), (16, 1 << 2 | 1 << 7), (20, 1 << 3)].into_iter().all(|(from, hyphens)| {
        let chunk = bytes.get(from..).and_then(<[u8]>::first_chunk).map(|chunk| u8x16::new(*chunk));
        chunk.is_some_and(|chunk| {
            let are_hyphens = chunk.simd_eq(u8x16::splat(b'-')).to_bitmask();
            let are_digits =
                (within(chunk, b'0', b'9') | within(chunk | u8x16::splat(0x20), b'a', b'f')).to_bitmask();
            are_hyphens == hyphens && are_digits == !hyphens & 0xffff
        })
    })
}

/// All ones for each byte between `first` and `last`, zeros for the others.
fn within(bytes: u8x16, first: u8, last: u8) -> u8x16 {
    bytes.max(u8x16::splat(first)).min(u8x16::splat(last)).simd_eq(bytes)
}

/// True for a scheme and a colon, followed by characters that need no percent-encoding.
fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let scheme_fits = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    scheme_fits && rest.bytes().all(is_uri_byte) && percents_are_whole(rest) && rest.matches('#').count() <= 1
}

fn is_uri_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte)
}

fn percents_are_whole(text: &str) -> bool {
    text.split('%')
        .skip(1)
        .all(|after| after.len() >= 2 && after.bytes().take(2).all(|b| b.is_ascii_hexdigit()))
}

/// True for a local part, `@`, and a host name or a bracketed address.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let quoted = local.len() > 2 && local.starts_with('"') && local.ends_with('"');
    let local_fits = !local.is_empty()
        && local.chars().count() <= 64
        && (quoted || local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom)));
    let domain_fits = if let Some(address) = domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))
    {
        address.parse::<Ipv4Addr>().is_ok()
            || address.strip_prefix("IPv6:").is_some_and(|address| address.parse::<Ipv6Addr>().is_ok())
    } else {
        domain.split('.').all(is_label)
    };
    local_fits && domain_fits
}

fn is_atom(character: char) -> bool {
    !character.is_ascii() || character.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(character)
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= 63
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| !c.is_ascii() || c.is_ascii_alphanumeric() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn accepts_what_the_standards_do() {
        for (format, good, bad) in [
            (
                Format::DateTime,
                &[
                    "2026-01-02T03:04:05Z",
                    "2026-01-02t03:04:05.123456789z",
                    "2024-02-29T23:59:60Z",
                    "2026-01-02T03:04:05-23:59",
                    "1990-12-31T15:59:60-08:00",
                ][..],
                &[
                    "2026-01-02 03:04:05Z",
                    "2026-01-02T03:04:05",
                    "2026-01-02T24:00:00Z",
                    "2023-02-29T00:00:00Z",
                    "2026-01-02T12:00:60Z",
                    "2026-01-02T03:04:05+0000",
                    "2026-01-02T03:04:05+24:00",
                    "2026-01-02T03:04:05.Z",
                    "2026-01-02",
                    "",
                    "2026-01-02Té",
                ][..],
            ),
            (Format::Date, &["2024-02-29"], &["2023-02-29", "2024-2-9", "2024-13-01", "2024-00-10", "x"]),
            (
                Format::Uuid,
                &["7f0c16d6-3f2b-4a39-9f0e-0123456789AB"],
                &[
                    "7f0c16d63f2b4a399f0e0123456789ab",
                    "{7f0c16d6-3f2b-4a39-9f0e-0123456789ab}",
                    "7f0c16d6-3f2b-4a39-9f0e-0123456789ag",
                    "7f0c16d6-3f2b-4a39-9f0e-0123456789a-",
                    "7f0c16d6-3f2b-4a39-9f0e00123456789ab",
                    "7f0c16d-63f2b-4a39-9f0e-0123456789ab",
                    "\u{10}f0c16d6-3f2b-4a39-9f0e-0123456789ab",
                    "éf0c16d6-3f2b-4a39-9f0e-0123456789ab",
                    "7f0c16d6-3f2b",
                ],
            ),
            (
                Format::Uri,
                &["https://a.example/x?y=%20#z", "urn:a:b", "mailto:a@b"],
                &["/x", "a b:c", "http://a b", "x:%2"],
            ),
            (
                Format::Email,
                &["a.b+c@d-e.example", "\"a b\"@x", "a@[127.0.0.1]"],
                &["a", "a@", "@b", "a..b@c", "a b@c", "a@-b"],
            ),
            (Format::Ipv4, &["10.0.0.1"], &["10.0.0", "10.0.0.256", "01.0.0.1"]),
            (Format::Ipv6, &["::1", "2001:db8::1"], &["1::2::3", "g::1"]),
        ] {
            for text in good {
                assert!(format.accepts(text), "{} refuses {text}", format.name());
            }
            for text in bad {
                assert!(!format.accepts(text), "{} accepts {text}", format.name());
            }
        }
    }
}
