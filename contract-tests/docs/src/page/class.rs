//! Classes of example values: what a value shows about its field beyond its type.
//!
//! A different name or amount in an example is cosmetic, a different class is not. Only the class of a value
//! is ever kept.

/// The class of a string, given the name of its field.
pub(crate) fn class_of_text(name: &str, text: &str) -> Option<String> {
    if text.is_empty() || text.len() > 200 {
        return None;
    }
    if is_uuid(text) {
        return Some("uuid".to_owned());
    }
    if let Some(class) = time(text) {
        return Some(class);
    }
    if let Some((first, last)) = mask_digits(text) {
        return Some(format!("mask.{first}+{last}"));
    }
    if let Some(prefix) = prefix(text) {
        return Some(format!("prefixed.{prefix}"));
    }
    if text.starts_with("https://") || text.starts_with("http://") {
        return Some("uri".to_owned());
    }
    if text.contains('@') && !text.contains(' ') && text.split('@').count() == 2 {
        return Some("email".to_owned());
    }
    let is_id = name == "id" || name.ends_with("_id") || name.ends_with("Id");
    if is_id && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some("digits".to_owned());
    }
    if is_id && text.len() >= 16 && text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Some("hex".to_owned());
    }
    is_decimal(text).then(|| "decimal".to_owned())
}

/// The class of a number, given the name of its field: years have two or four digits, times are in seconds or
/// milliseconds.
pub(crate) fn class_of_number(name: &str, text: &str) -> Option<&'static str> {
    let value: i64 = text.parse().ok()?;
    let name = name.to_ascii_lowercase();
    if name.ends_with("year") {
        return match value {
            0..=99 => Some("year.2"),
            1900..=2199 => Some("year.4"),
            _ => None,
        };
    }
    let is_time = name.ends_with("_at")
        || name.ends_with("time")
        || name.ends_with("timestamp")
        || name.ends_with("date");
    match value {
        1_000_000_000..=9_999_999_999 if is_time => Some("epoch.s"),
        1_000_000_000_000..=9_999_999_999_999 if is_time => Some("epoch.ms"),
        _ => None,
    }
}

/// The numbers of unmasked digits at the start and end of a masked number.
pub(crate) fn mask_digits(text: &str) -> Option<(usize, usize)> {
    let masked = |c: char| matches!(c, '*' | '\u{2022}' | 'X' | 'x' | '#' | '\u{25cf}');
    let plain =
        text.len() <= 64 && text.chars().all(|c| masked(c) || c.is_ascii_digit() || c == ' ' || c == '-');
    if !plain || text.chars().filter(|c| masked(*c)).count() < 4 {
        return None;
    }
    let marks: Vec<char> = text.chars().filter(|c| *c != ' ' && *c != '-').collect();
    let first = marks.iter().take_while(|c| c.is_ascii_digit()).count();
    let last = marks.iter().rev().take_while(|c| c.is_ascii_digit()).count();
    (first + last > 0).then_some((first, last))
}

/// Values that docs generators write if the vendor gave none.
pub(crate) fn is_filler(text: &str) -> bool {
    const KNOWN: &[&str] = &[
        "3c90c3cc-0d44-4b50-8888-8dd25736052a",
        "2023-11-07T05:31:56Z",
        "2023-12-25",
        "jsmith@example.com",
        "123",
        "1.01",
        "aSDinaTvuI8gbWludGxpZnk=",
    ];
    KNOWN.contains(&text) || (text.starts_with('<') && text.ends_with('>'))
}

/// True if only a server can have produced this: an id that is neither filler nor a commonly copied one.
pub(crate) fn is_recorded(text: &str) -> bool {
    if !is_uuid(text) || is_filler(text) || text == "550e8400-e29b-41d4-a716-446655440000" {
        return false;
    }
    let digits: Vec<u8> = text.bytes().filter(|b| *b != b'-').collect();
    let mut kinds = digits.clone();
    kinds.sort_unstable();
    kinds.dedup();
    // Version and variant bits of a random UUID, and enough different digits.
    let random = digits.get(12) == Some(&b'4') && matches!(digits.get(16), Some(b'8' | b'9' | b'a' | b'b'));
    random && kinds.len() >= 9
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.len() == 5
        && groups
            .iter()
            .zip([8, 4, 4, 4, 12])
            .all(|(group, length)| group.len() == length && group.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// `date`, or `date-time.` and the number of fractional digits.
fn time(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        bytes.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    let date = digits(0..4)
        && bytes.get(4) == Some(&b'-')
        && digits(5..7)
        && bytes.get(7) == Some(&b'-')
        && digits(8..10);
    if !date {
        return None;
    }
    if text.len() == 10 {
        return Some("date".to_owned());
    }
    let clock =
        matches!(bytes.get(10), Some(b'T' | b' ')) && digits(11..13) && digits(14..16) && digits(17..19);
    if !clock {
        return None;
    }
    let rest = text.get(19..)?;
    let fraction =
        rest.strip_prefix('.').map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    Some(format!("date-time.{fraction}"))
}

/// `txn` for `txn_3f8a…`: a short lower-case prefix of an id with digits.
fn prefix(text: &str) -> Option<&str> {
    let (prefix, rest) = text.split_once('_')?;
    let word = (2..=8).contains(&prefix.len()) && prefix.bytes().all(|b| b.is_ascii_lowercase());
    let id = rest.len() >= 8
        && rest.bytes().all(|b| b.is_ascii_alphanumeric())
        && rest.bytes().any(|b| b.is_ascii_digit());
    (word && id).then_some(prefix)
}

fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let Some((whole, part)) = digits.split_once('.') else { return false };
    !whole.is_empty()
        && !part.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && !part.contains('.')
}
