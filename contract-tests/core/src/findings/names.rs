//! Compares names.

use super::points::name::{COMMON_WORD, SAME, SHARED_WORD, SHORT, SIMILAR};

/// The likeness of two names in points, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NameLikeness {
    pub(super) points: i32,
    pub(super) why: Option<String>,
}

/// Words that state the kind of a value: sharing one is no evidence.
const GENERIC: &[&str] = &[
    "id", "uuid", "key", "name", "type", "kind", "code", "number", "no", "num", "value", "data", "date",
    "time", "at", "on", "by", "url", "uri", "status", "state", "count", "total", "is", "has", "of", "the",
    "list", "item", "info", "text", "flag",
];

/// Compares an undeclared name with a declared one. `siblings` are the other declared names of the object: a
/// word that many of them have is weak evidence.
pub(super) fn likeness(came: &str, declared: &str, siblings: &[&str]) -> NameLikeness {
    let (left, right) = (words(came), words(declared));
    let (flat_left, flat_right) = (left.concat(), right.concat());
    let found = |points, why: &str| NameLikeness { points, why: Some(why.to_owned()) };
    if flat_left.is_empty() || flat_right.is_empty() {
        return NameLikeness { points: 0, why: None };
    }
    if flat_left == flat_right {
        return found(SAME, "the same name in another style");
    }
    if left.iter().map(|word| singular(word)).eq(right.iter().map(|word| singular(word))) {
        return found(SIMILAR, "the same name in singular and plural");
    }
    if unversioned(&left) == unversioned(&right) {
        return found(SIMILAR, "the same name with a version");
    }
    let (mut sorted_left, mut sorted_right) = (left.clone(), right.clone());
    sorted_left.sort_unstable();
    sorted_right.sort_unstable();
    if sorted_left == sorted_right {
        return found(SIMILAR, "the same words in another order");
    }
    if is_slip(&flat_left, &flat_right) {
        return found(SIMILAR, "the names differ in a letter or two");
    }
    let (short, long) = if flat_left.len() < flat_right.len() {
        (&flat_left, &flat_right)
    } else {
        (&flat_right, &flat_left)
    };
    if short.len() >= 3 && left.len() == right.len() && long.starts_with(short.as_str()) {
        return found(SHORT, "one name is short for the other");
    }
    if is_short_for(&left, &right) || is_short_for(&right, &left) {
        return found(SHORT, "one name is short for the other");
    }
    let shared: Vec<&String> =
        left.iter().filter(|word| right.contains(word) && !GENERIC.contains(&word.as_str())).collect();
    let Some(first) = shared.first() else { return NameLikeness { points: 0, why: None } };
    let is_common = |word: &str| siblings.iter().any(|name| words(name).iter().any(|other| other == word));
    let points = if shared.iter().all(|word| is_common(word)) { COMMON_WORD } else { SHARED_WORD };
    found(points, &format!("both names have `{first}`"))
}

/// The words of a name in lower case: `autoFilledFields`, `auto_filled_fields` and `AutoFilled-Fields` have
/// the same words.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut previous = ' ';
    let mut characters = name.chars().peekable();
    while let Some(character) = characters.next() {
        if !character.is_alphanumeric() {
            previous = ' ';
            continue;
        }
        let ends_capitals =
            previous.is_uppercase() && characters.peek().is_some_and(|next| next.is_lowercase());
        let starts_word =
            previous == ' ' || (character.is_uppercase() && (!previous.is_uppercase() || ends_capitals));
        if starts_word {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(character.to_lowercase());
        }
        previous = character;
    }
    words
}

fn singular(word: &str) -> &str {
    word.strip_suffix("es")
        .filter(|stem| stem.ends_with(['s', 'x']))
        .or_else(|| word.strip_suffix('s'))
        .unwrap_or(word)
}

/// The words without a trailing version (`name_v2`).
fn unversioned(words: &[String]) -> &[String] {
    let is_version = |word: &String| {
        let number = word.strip_prefix('v').unwrap_or_default();
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    match words {
        [rest @ .., last] if !rest.is_empty() && is_version(last) => rest,
        _ => words,
    }
}

/// True if one name consists of the initials of the other (`dob`), or of its words without some vowels
/// (`acct_id`).
fn is_short_for(short: &[String], long: &[String]) -> bool {
    if let [initials] = short
        && long.len() >= 3
        && initials.chars().eq(long.iter().filter_map(|word| word.chars().next()))
    {
        return true;
    }
    short.len() == long.len()
        && short.iter().zip(long).all(|(short, long)| short == long || is_abbreviated(short, long))
}

/// `ccy` and `currency`: the same first letter, and consonants in the same order.
fn is_abbreviated(short: &str, long: &str) -> bool {
    let is_vowel = |letter: char| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u');
    let mut rest = long.chars();
    short.len() >= 3
        && short.len() < long.len()
        && short.chars().next() == long.chars().next()
        && short.chars().all(char::is_alphabetic)
        && !short.chars().skip(1).any(is_vowel)
        && short.chars().all(|letter| rest.any(|other| other == letter))
}

/// At most one letter differs in names of four or more, or two in names of eight or more.
fn is_slip(left: &str, right: &str) -> bool {
    let length = left.len().min(right.len());
    let most = match length {
        0..=3 => return false,
        4..=7 => 1,
        _ => 2,
    };
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    // `line1` and `line2` are different names.
    digits(left) == digits(right) && distance(left, right) <= most
}

fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (at, character) in left.chars().enumerate() {
        let mut diagonal = at;
        let mut before = at + 1;
        let mut next = vec![before];
        for (other, above) in right.iter().zip(row.iter().skip(1)) {
            let cost = diagonal + usize::from(*other != character);
            diagonal = *above;
            before = cost.min(before + 1).min(above + 1);
            next.push(before);
        }
        row = next;
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::{likeness, words};

    #[test]
    fn names_have_words() {
        for name in ["autoFilledFields", "auto_filled_fields", "AutoFilled-Fields", "AUTO_FILLED_FIELDS"] {
            assert_eq!(words(name), ["auto", "filled", "fields"], "{name}");
        }
        assert_eq!(words("HTTPStatusCode"), ["http", "status", "code"]);
    }

    #[test]
    fn alike_and_not_alike() {
        let points = |came, declared, siblings: &[&str]| likeness(came, declared, siblings).points;
        assert_eq!(points("autoFilledFields", "auto_filled_fields", &[]), 65);
        assert_eq!(points("card", "cards", &[]), 45);
        assert_eq!(points("recieved", "received", &[]), 45);
        assert_eq!(points("desc", "description", &[]), 30);
        assert_eq!(points("name_v2", "name", &[]), 45);
        for (came, declared) in
            [("ccy", "currency"), ("acct_id", "accountId"), ("dob", "date_of_birth"), ("amount", "amt")]
        {
            assert_eq!(points(came, declared, &[]), 30, "{came} {declared}");
        }
        assert_eq!(points("masked_number", "masked_pan", &["id", "brand"]), 30);
        assert_eq!(points("masked_number", "masked_pan", &["masked_email"]), 15);
        for (came, declared) in [
            ("customer_id", "request_id"),
            ("line1", "line2"),
            ("name", "nick"),
            ("a", "b"),
            ("iso", "issuer"),
            ("v2", "v1"),
            ("page", "wage2"),
        ] {
            assert_eq!(points(came, declared, &[]), 0, "{came} {declared}");
        }
    }
}
