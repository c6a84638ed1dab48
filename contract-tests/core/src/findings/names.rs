//! Compares names.

use super::points::name::{COMMON_WORD, SAME, SHARED_WORD, SHORT, SIMILAR};
use super::proof::Names;

/// The likeness of two names in points, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NameLikeness {
    pub(super) points: i32,
    pub(super) grade: Names,
    pub(super) why: Option<String>,
}

impl NameLikeness {
    fn new(points: i32, grade: Names, why: &str) -> Self {
        Self { points, grade, why: Some(why.to_owned()) }
    }
}

/// Words that state the kind of a value: sharing one is no evidence.
const GENERIC: &[&str] = &[
    "id", "uuid", "key", "name", "type", "kind", "code", "number", "no", "num", "value", "data", "date",
    "time", "at", "on", "by", "url", "uri", "status", "state", "count", "total", "is", "has", "of", "the",
    "list", "item", "info", "text", "flag",
];

/// Words that state the same kind of value, so that `created_at` and `created_on` are one name.
const SAME_KIND: &[&[&str]] = &[
    &["at", "on", "date", "time", "datetime", "timestamp"],
    &["id", "uuid", "guid"],
    &["number", "no", "num", "nr", "pan"],
    &["url", "uri", "link", "href"],
    &["type", "kind"],
    &["status", "state"],
];

/// Names of what holds the payload of a body.
const CONTAINERS: &[&str] = &[
    "data", "result", "results", "response", "payload", "body", "content", "item", "items", "record",
    "records", "entry", "entries", "values", "output",
];

/// The number of letters of a word in which one wrong letter is a slip and not another word.
const LONG_WORD: usize = 8;

/// How many letters an abbreviation saves at least.
const SAVED: usize = 3;

/// True if the name is one of an envelope.
pub(super) fn is_container(name: &str) -> bool {
    matches!(words(name).as_slice(), [word] if CONTAINERS.contains(&word.as_str()))
}

/// True if the name only states the kind of its value.
pub(super) fn is_generic(name: &str) -> bool {
    words(name).iter().all(|word| GENERIC.contains(&word.as_str()))
}

/// Compares an undeclared name with a declared one. `siblings` are the other declared names of the object: a
/// word that many of them have is weak evidence.
pub(super) fn likeness(came: &str, declared: &str, siblings: &[&str]) -> NameLikeness {
    let (left, right) = (words(came), words(declared));
    if left.is_empty() || right.is_empty() {
        return NameLikeness { points: 0, grade: Names::Strange, why: None };
    }
    if left.concat() == right.concat() {
        return NameLikeness::new(SAME, Names::Same, "the same name in another style");
    }
    if let Some(why) = similar(&left, &right) {
        return NameLikeness::new(SIMILAR, Names::Similar, &why);
    }
    if is_container(came) && is_container(declared) {
        return NameLikeness::new(SIMILAR, Names::Similar, "both are names of envelopes");
    }
    if is_short_for(&left, &right) || is_short_for(&right, &left) {
        return NameLikeness::new(SHORT, Names::Related, "one name is short for the other");
    }
    of_words(&left, &right, siblings)
}

/// Why two names are the same but for a detail.
fn similar(left: &[String], right: &[String]) -> Option<String> {
    let found = |why: &str| Some(why.to_owned());
    if left.iter().map(|word| singular(word)).eq(right.iter().map(|word| singular(word))) {
        return found("the same name in singular and plural");
    }
    if unversioned(left) == unversioned(right) {
        return found("the same name with a version");
    }
    let (mut sorted_left, mut sorted_right) = (left.to_vec(), right.to_vec());
    sorted_left.sort_unstable();
    sorted_right.sort_unstable();
    if sorted_left == sorted_right {
        return found("the same words in another order");
    }
    if let Some(stem) = same_kind(left, right) {
        return Some(format!("both names have `{}`", stem.join("_")));
    }
    is_slip(left, right).then(|| "the names differ in one letter of a long word".to_owned())
}

/// The likeness of names that share a word.
fn of_words(left: &[String], right: &[String], siblings: &[&str]) -> NameLikeness {
    let is_generic = |word: &String| GENERIC.contains(&word.as_str());
    let shared: Vec<&String> = left.iter().filter(|word| right.contains(word) && !is_generic(word)).collect();
    let Some(first) = shared.first() else {
        return NameLikeness { points: 0, grade: Names::Strange, why: None };
    };
    let is_common = |word: &str| siblings.iter().any(|name| words(name).iter().any(|other| other == word));
    let points = if shared.iter().all(|word| is_common(word)) { COMMON_WORD } else { SHARED_WORD };
    let (short, long) = if left.len() < right.len() { (left, right) } else { (right, left) };
    if long.starts_with(short) || long.ends_with(short) {
        return NameLikeness::new(points, Names::Related, "one name is the other with more words");
    }
    NameLikeness::new(points, Names::Parallel, &format!("both names have `{first}`"))
}

/// The words that were replaced, without those that both names begin or end with; `None` if the names share
/// none. `interchange_fees` and `interchange_fees_amount`: nothing was replaced by `amount` at the end.
pub(super) fn change(came: &str, declared: &str) -> Option<Change> {
    let (mut new, mut old) = (words(came), words(declared));
    let alike = |(left, right): &(&String, &String)| left == right;
    let first = new.iter().zip(&old).take_while(alike).count();
    (new, old) = (new.split_off(first), old.split_off(first));
    let last = new.iter().rev().zip(old.iter().rev()).take_while(alike).count();
    new.truncate(new.len() - last);
    old.truncate(old.len() - last);
    let place = match (first, last) {
        (0, 0) => return None,
        (0, _) => Place::First,
        (_, 0) => Place::Last,
        _ => Place::Within,
    };
    (new != old).then_some(Change { old, new, place })
}

/// How a name was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    old: Vec<String>,
    new: Vec<String>,
    place: Place,
}

/// Which words of a name were replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    First,
    Within,
    Last,
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

/// The first words of names that are the same but for last words of one kind.
fn same_kind<'w>(left: &'w [String], right: &[String]) -> Option<&'w [String]> {
    SAME_KIND.iter().find_map(|kind| {
        let (left_stem, right_stem) = (without_last(left, kind), without_last(right, kind));
        let both_have_kind = left_stem.len() < left.len() && right_stem.len() < right.len();
        (left_stem == right_stem && both_have_kind && !left_stem.is_empty()).then_some(left_stem)
    })
}

fn without_last<'w>(words: &'w [String], kind: &[&str]) -> &'w [String] {
    match words {
        [stem @ .., last] if kind.contains(&last.as_str()) => without_last(stem, kind),
        _ => words,
    }
}

/// True if one name consists of the initials of the other (`dob`), or of its words shortened: cut off
/// (`desc`), or without some vowels (`acct_id`).
fn is_short_for(short: &[String], long: &[String]) -> bool {
    if let [initials] = short
        && long.len() >= 3
        && initials.chars().eq(long.iter().filter_map(|word| word.chars().next()))
    {
        return true;
    }
    short.len() == long.len()
        && short != long
        && short.iter().zip(long).all(|(short, long)| short == long || is_abbreviated(short, long))
}

/// `desc` and `description`; `ccy` and `currency`: the same first letter, and consonants in the same order.
fn is_abbreviated(short: &str, long: &str) -> bool {
    if short.len() < 3 || short.len() + SAVED > long.len() || !short.chars().all(char::is_alphabetic) {
        return false;
    }
    let is_vowel = |letter: char| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u');
    let mut rest = long.chars();
    let is_skeleton = short.chars().next() == long.chars().next()
        && !short.chars().skip(1).any(is_vowel)
        && short.chars().all(|letter| rest.any(|other| other == letter));
    is_skeleton || long.starts_with(short)
}

/// True if one letter of one long word is wrong, missing, too much or swapped with the next, but not the first
/// or the last letter: those tell words apart.
fn is_slip(left: &[String], right: &[String]) -> bool {
    let mut differing = left.iter().zip(right).filter(|(left, right)| left != right);
    let (Some((left_word, right_word)), None) = (differing.next(), differing.next()) else { return false };
    let is_long = left_word.len().min(right_word.len()) >= LONG_WORD;
    let ends = |word: &str| (word.chars().next(), word.chars().last());
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    left.len() == right.len()
        && is_long
        && ends(left_word) == ends(right_word)
        && digits(left_word) == digits(right_word)
        && is_one_edit(left_word, right_word)
}

/// True if one letter was replaced, added or removed, or two neighbours were swapped.
fn is_one_edit(left: &str, right: &str) -> bool {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let alike = |(left, right): &(&char, &char)| left == right;
    let first = left.iter().zip(&right).take_while(alike).count();
    let (left, right) = (left.get(first..).unwrap_or_default(), right.get(first..).unwrap_or_default());
    let last = left.iter().rev().zip(right.iter().rev()).take_while(alike).count();
    let left = left.get(..left.len() - last).unwrap_or_default();
    let right = right.get(..right.len() - last).unwrap_or_default();
    match (left, right) {
        ([_], [_] | []) | ([], [_]) => true,
        ([a, b], [c, d]) => (a, b) == (d, c),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{change, likeness, words};
    use crate::findings::proof::Names;

    #[test]
    fn names_have_words() {
        for name in ["autoFilledFields", "auto_filled_fields", "AutoFilled-Fields", "AUTO_FILLED_FIELDS"] {
            assert_eq!(words(name), ["auto", "filled", "fields"], "{name}");
        }
        assert_eq!(words("HTTPStatusCode"), ["http", "status", "code"]);
    }

    #[test]
    fn alike_and_not_alike() {
        let all = [
            (Names::Same, &[("autoFilledFields", "auto_filled_fields")] as &[_]),
            (
                Names::Similar,
                &[
                    ("card", "cards"),
                    ("recieved", "received"),
                    ("trnsaction_id", "transaction_id"),
                    ("name_v2", "name"),
                    ("masked_number", "masked_pan"),
                    ("created_on", "created_at"),
                    ("lastActivityDateTime", "lastActivityAt"),
                    ("customer_uuid", "customer_id"),
                    ("result", "data"),
                ],
            ),
            (
                Names::Related,
                &[
                    ("desc", "description"),
                    ("ccy", "currency"),
                    ("acct_id", "accountId"),
                    ("dob", "date_of_birth"),
                    ("amount", "amt"),
                    ("network_fees_amount", "network_fees"),
                    ("balance", "account_balance"),
                ],
            ),
            (
                Names::Parallel,
                &[
                    ("annual_revenue", "monthly_estimated_revenue"),
                    ("billing_city", "shipping_city"),
                    ("min_limit", "max_limit"),
                    ("masked_email", "masked_pan"),
                    ("created_by", "created_at"),
                ],
            ),
            (
                Names::Strange,
                &[
                    ("customer_id", "request_id"),
                    ("line1", "line2"),
                    ("name", "nick"),
                    ("a", "b"),
                    ("iso", "issuer"),
                    ("v2", "v1"),
                    ("page", "wage2"),
                    ("line", "lane"),
                    ("paid", "page"),
                    ("state", "stated"),
                    ("minamount", "maxamount"),
                    ("inbound", "unbound"),
                    ("contact", "contract"),
                    ("custmer", "customer"),
                    ("preferred", "referred"),
                    ("customer_name", "name"),
                    ("numb", "number"),
                    ("at", "on"),
                ],
            ),
        ];
        for (grade, pairs) in all {
            for (came, declared) in pairs {
                let said = [likeness(came, declared, &[]).grade, likeness(declared, came, &[]).grade];
                assert_eq!(said, [grade; 2], "{came} {declared}");
            }
        }
    }

    #[test]
    fn a_word_that_siblings_have_is_half_the_evidence() {
        let points = |siblings: &[&str]| likeness("card_scheme", "card_brand", siblings).points;
        assert_eq!((points(&["id"]), points(&["card_id"])), (30, 15));
    }

    #[test]
    fn the_same_change_of_names_is_told_from_others() {
        let same = [("network_fees_amount", "network_fees"), ("netTotalAmount", "net_total")];
        let [first, second] = same.map(|(came, declared)| change(came, declared));
        assert!(first.is_some() && first == second);
        for (came, declared) in [("amount_network_fees", "network_fees"), ("network_amount", "network_fees")]
        {
            assert!(change(came, declared) != first, "{came}");
        }
        assert_eq!(change("scheme", "brand"), None, "nothing in common");
        assert_eq!(change("brandName", "brand_name"), None, "the same words");
    }
}
