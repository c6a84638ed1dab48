//! Dates and times as RFC 3339 writes them.

/// Is this a `full-date`?
pub(super) fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
        return false;
    }
    match (number(bytes, 0, 4), number(bytes, 5, 2), number(bytes, 8, 2)) {
        (Some(year), Some(month), Some(day)) => day >= 1 && day <= days_in(year, month),
        _ => false,
    }
}

/// Is this a `date-time`? `T` and `Z` may be lower case; a 60th second only where leap seconds are, at 23:59:60 UTC.
pub(super) fn is_date_time(text: &str) -> bool {
    let (Some(date), Some(time)) = (text.get(..10), text.get(11..)) else { return false };
    is_date(date) && matches!(text.as_bytes().get(10), Some(b'T' | b't')) && is_time(time)
}

fn is_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.get(2) != Some(&b':') || bytes.get(5) != Some(&b':') {
        return false;
    }
    let (Some(hour), Some(minute), Some(second)) =
        (number(bytes, 0, 2), number(bytes, 3, 2), number(bytes, 6, 2))
    else {
        return false;
    };
    if hour > 23 || minute > 59 || second > 60 {
        return false;
    }
    let Some(offset) = text.get(8..).and_then(after_fraction).and_then(offset_minutes) else { return false };
    if second < 60 {
        return true;
    }
    let utc = (i64::from(hour * 60 + minute) - offset).rem_euclid(24 * 60);
    utc == 24 * 60 - 1
}

fn after_fraction(text: &str) -> Option<&str> {
    let Some(fraction) = text.strip_prefix('.') else { return Some(text) };
    let rest = fraction.trim_start_matches(|digit: char| digit.is_ascii_digit());
    (rest.len() < fraction.len()).then_some(rest)
}

fn offset_minutes(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let sign = match bytes {
        [b'Z' | b'z'] => return Some(0),
        [b'+', ..] => 1,
        [b'-', ..] => -1,
        _ => return None,
    };
    if bytes.len() != 6 || bytes.get(3) != Some(&b':') {
        return None;
    }
    let (hour, minute) = (number(bytes, 1, 2)?, number(bytes, 4, 2)?);
    (hour <= 23 && minute <= 59).then_some(sign * i64::from(hour * 60 + minute))
}

fn number(bytes: &[u8], from: usize, length: usize) -> Option<u32> {
    let digits = bytes.get(from..from + length)?;
    digits
        .iter()
        .try_fold(0, |value, digit| digit.is_ascii_digit().then(|| value * 10 + u32::from(digit - b'0')))
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
