//! The path of a request that the document does not declare.

use super::declares;
use crate::name_judge::{has_known_word, has_only_known_words, is_programmers_name};
use crate::spec::Spec;

/// Replaces a segment that may be a value.
const WITHHELD: &str = "*";

/// The most segments that are shown.
const MAX_SEGMENTS: usize = 16;

/// The most digits that segments have together: a number may be spread over several.
const MAX_DIGITS: usize = 3;

/// The most segments of unknown words: a token may be spread over several.
const MAX_UNKNOWN: usize = 2;

/// The most of them if as many other segments have known words.
const MAX_UNKNOWN_AMONG_KNOWN: usize = 3;

/// The most digits of a version.
const MAX_VERSION_DIGITS: usize = 3;

/// What stands between the numbers of a version: `v1.2`, `v1beta1`, `v1p2alpha1`.
const STAGES: &[&str] = &[".", "p", "alpha", "beta", "b", "rc"];

/// Words of the singular behind which an unknown word is a value: the name of somebody, or a secret.
const OWNERS: &[&str] = &[
    "account",
    "activate",
    "activation",
    "agent",
    "author",
    "beneficiary",
    "by",
    "cardholder",
    "client",
    "code",
    "company",
    "confirm",
    "confirmation",
    "contact",
    "customer",
    "driver",
    "email",
    "employee",
    "follower",
    "friend",
    "guest",
    "holder",
    "invitation",
    "invite",
    "key",
    "login",
    "mail",
    "me",
    "member",
    "merchant",
    "name",
    "organisation",
    "organization",
    "owner",
    "password",
    "patient",
    "payee",
    "payer",
    "people",
    "person",
    "profile",
    "recipient",
    "reset",
    "secret",
    "sender",
    "session",
    "share",
    "student",
    "team",
    "tenant",
    "token",
    "unsubscribe",
    "user",
    "username",
    "verify",
];

/// The path of a URL as shown. Segments that may be values become `*`, so that one unknown path is one finding for any
/// number of ids.
#[must_use]
pub fn shown_path(spec: Option<&Spec>, path: &str) -> String {
    let mut segments: Vec<&str> = path.split('/').skip(1).take(MAX_SEGMENTS).collect();
    let is_free = |segment: &str| segment.is_empty() || declares(spec, segment);
    let mut before = "";
    for segment in &mut segments {
        let name = *segment;
        if !is_free(name) && (!is_name(name) || is_item(before, name)) {
            *segment = WITHHELD;
        }
        before = name;
    }
    let digits = |segment: &str| segment.bytes().filter(u8::is_ascii_digit).count();
    let version = segments.iter().position(|segment| is_version(segment));
    withhold(&mut segments, MAX_DIGITS, |at, segment| {
        if is_free(segment) || Some(at) == version { 0 } else { digits(segment) }
    });
    let is_unknown = |segment: &str| {
        !is_free(segment) && !is_version(segment) && segment != WITHHELD && !has_known_word(segment)
    };
    let known = segments.iter().filter(|segment| has_known_word(segment)).count();
    let most = if known >= MAX_UNKNOWN_AMONG_KNOWN { MAX_UNKNOWN_AMONG_KNOWN } else { MAX_UNKNOWN };
    withhold(&mut segments, most, |_, segment| usize::from(is_unknown(segment)));
    format!("/{}", segments.join("/"))
}

/// Withholds all segments that count, if they count for more than this together.
fn withhold(segments: &mut [&str], most: usize, count: impl Fn(usize, &str) -> usize) {
    let counts: Vec<usize> = segments.iter().enumerate().map(|(at, segment)| count(at, segment)).collect();
    if counts.iter().sum::<usize>() <= most {
        return;
    }
    for (segment, _) in segments.iter_mut().zip(counts).filter(|(_, count)| *count > 0) {
        *segment = WITHHELD;
    }
}

/// A name, or a name and what is done with it: `messages:send`; or that of a parameter, a version, or a word that the
/// server knows (`$count`, `@me`).
fn is_name(segment: &str) -> bool {
    if is_version(segment) || segment.strip_prefix(['$', '@']).is_some_and(has_only_known_words) {
        return true;
    }
    let parameter = segment.strip_prefix('{').and_then(|name| name.strip_suffix('}'));
    if let Some(name) = parameter {
        return is_programmers_name(name);
    }
    let mut names = segment.split(':');
    names.by_ref().take(2).all(is_programmers_name) && names.next().is_none()
}

/// True for an unknown word behind the name of a collection or of an owner, which is likely an item or a value:
/// `/users/amara`, `/reset/Qwertz`.
fn is_item(before: &str, segment: &str) -> bool {
    let is_collection = before.ends_with('s') && has_known_word(before);
    (is_collection || OWNERS.iter().any(|owner| last_word(before).eq_ignore_ascii_case(owner)))
        && !has_known_word(segment)
        && !is_version(segment)
        && !segment.starts_with('{')
}

/// The last word of a name: `user` of `find_user`, `byUser` and `user`.
fn last_word(name: &str) -> &str {
    let is_start = |(at, byte): (usize, u8)| {
        if byte.is_ascii_uppercase() { Some(at) } else { (!byte.is_ascii_alphabetic()).then_some(at + 1) }
    };
    let start = name.bytes().enumerate().rev().find_map(is_start).unwrap_or_default();
    name.get(start..).unwrap_or_default()
}

/// `v1`, `v12`, `v2.0`, `v1p2beta1`
fn is_version(segment: &str) -> bool {
    let mut rest = segment.strip_prefix('v').unwrap_or_default();
    let mut digits = 0;
    let mut is_first = true;
    loop {
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        digits += length;
        if length > 2 || (length == 0 && is_first) || digits > MAX_VERSION_DIGITS {
            return false;
        }
        rest = rest.get(length..).unwrap_or_default();
        if rest.is_empty() {
            return true;
        }
        let Some(behind) = STAGES.iter().find_map(|stage| rest.strip_prefix(stage)) else { return false };
        rest = behind;
        is_first = false;
    }
}
