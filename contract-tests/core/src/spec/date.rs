//! Dates and times by RFC 3339.

/// True for a `full-date`.
pub(super) fn is_date(text: &str) -> bool {
    text.as_bytes().first_chunk().is_some_and(|date| text.len() == date.len() && is_day(date))
}

/// True for a `date-time`. `T` and `Z` may be lower case; second 60 is valid only for a leap second, at
/// 23:59:60 UTC.
pub(super) fn is_date_time(text: &str) -> bool {
    let Some((day, rest)) = text.as_bytes().split_first_chunk() else { return false };
    let Some((time, rest)) = rest.split_first_chunk() else { return false };
    is_day(day) && is_time(time, rest)
}

/// `2026-01-02`
fn is_day(&[y1, y2, y3, y4, b1, m1, m2, b2, d1, d2]: &[u8; 10]) -> bool {
    let (century, year, month, day) = (two(y1, y2), two(y3, y4), two(m1, m2), two(d1, d2));
    let (Some(century), Some(year), Some(month), Some(day)) = (century, year, month, day) else {
        return false;
    };
    b1 == b'-' && b2 == b'-' && day >= 1 && day <= days_in(century * 100 + year, month)
}

/// `T03:04:05`, followed by an optional fraction and the offset.
fn is_time(&[t, h1, h2, c1, m1, m2, c2, s1, s2]: &[u8; 9], rest: &[u8]) -> bool {
    let (Some(hour), Some(minute), Some(second)) = (two(h1, h2), two(m1, m2), two(s1, s2)) else {
        return false;
    };
    let punctuated = matches!(t, b'T' | b't') && c1 == b':' && c2 == b':';
    if !punctuated || hour > 23 || minute > 59 || second > 60 {
        return false;
    }
    let Some(offset) = after_fraction(rest).and_then(offset_minutes) else { return false };
    if second < 60 {
        return true;
    }
    let utc = (i64::from(hour * 60 + minute) - offset).rem_euclid(24 * 60);
    utc == 24 * 60 - 1
}

fn after_fraction(bytes: &[u8]) -> Option<&[u8]> {
    let Some(fraction) = bytes.strip_prefix(b".") else { return Some(bytes) };
    let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
    fraction.get(digits..).filter(|_| digits > 0)
}

fn offset_minutes(bytes: &[u8]) -> Option<i64> {
    let (sign, h1, h2, m1, m2) = match *bytes {
        [b'Z' | b'z'] => return Some(0),
        [b'+', h1, h2, b':', m1, m2] => (1, h1, h2, m1, m2),
        [b'-', h1, h2, b':', m1, m2] => (-1, h1, h2, m1, m2),
        _ => return None,
    };
    let (hour, minute) = (two(h1, h2)?, two(m1, m2)?);
    (hour <= 23 && minute <= 59).then_some(sign * i64::from(hour * 60 + minute))
}

/// The value of two digits.
fn two(tens: u8, ones: u8) -> Option<u32> {
    (tens.is_ascii_digit() && ones.is_ascii_digit())
        .then(|| u32::from(tens - b'0') * 10 + u32::from(ones - b'0'))
}

fn days_in(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}
