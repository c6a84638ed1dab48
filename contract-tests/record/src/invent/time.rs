//! ISO 8601 dates and times.

use rand::RngExt;
use rand::rngs::StdRng;

/// Another date with the same precision: date only, or with time, fraction and zone in the same notation.
pub(super) fn invented(real: &str, random: &mut StdRng) -> Option<String> {
    let digits = real.get(..10).filter(|date| is_like(date, "dddd-dd-dd"))?;
    let (month, day): (u8, u8) = (digits[5..7].parse().ok()?, digits[8..].parse().ok()?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let date = format!(
        "{}-{:02}-{:02}",
        random.random_range(1980..2027),
        random.random_range(1..=12),
        random.random_range(1..=28)
    );
    let rest = &real[10..];
    if rest.is_empty() {
        return Some(date);
    }
    let (separator, time) =
        rest.split_at_checked(1).filter(|(separator, _)| matches!(*separator, "T" | "t" | " "))?;
    let zone = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at(zone);
    Some(format!("{date}{separator}{}{}", invented_clock(clock, random)?, invented_zone(zone)?))
}

fn invented_clock(real: &str, random: &mut StdRng) -> Option<String> {
    let (clock, fraction) =
        real.split_once('.').map_or((real, None), |(clock, fraction)| (clock, Some(fraction)));
    let mut invented = format!("{:02}:{:02}", random.random_range(0..24), random.random_range(0..60));
    if is_like(clock, "dd:dd:dd") {
        invented = format!("{invented}:{:02}", random.random_range(0..60));
    } else if !is_like(clock, "dd:dd") {
        return None;
    }
    if let Some(fraction) = fraction {
        if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        invented.push('.');
        invented.extend(fraction.bytes().map(|_| char::from(b'0' + random.random_range(0..10u8))));
    }
    Some(invented)
}

/// A time zone reveals a location, so it becomes UTC in the same notation.
fn invented_zone(real: &str) -> Option<&'static str> {
    match real {
        "" => Some(""),
        "Z" | "z" => Some("Z"),
        _ if is_like(&real[1..], "dd:dd") => Some("+00:00"),
        _ if is_like(&real[1..], "dddd") => Some("+0000"),
        _ => None,
    }
}

/// True if the text has digits where the pattern has `d`, and the same characters elsewhere.
fn is_like(text: &str, pattern: &str) -> bool {
    text.len() == pattern.len()
        && text.bytes().zip(pattern.bytes()).all(|(byte, like)| match like {
            b'd' => byte.is_ascii_digit(),
            like => byte == like,
        })
}
