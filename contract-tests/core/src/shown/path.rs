//! The path of a request that the document does not declare.

use super::declares;
use crate::name_judge::{has_known_word, is_programmers_name};
use crate::spec::Spec;

/// Replaces a segment that may be a value.
const WITHHELD: &str = "*";

/// The most segments that are shown.
const MAX_SEGMENTS: usize = 16;

/// The most digits that segments have together: a number may be spread over several.
const MAX_DIGITS: usize = 3;

/// The most segments of unknown words: a token may be spread over several.
const MAX_UNKNOWN: usize = 2;

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
    withhold(&mut segments, MAX_UNKNOWN, |_, segment| {
        usize::from(
            !is_free(segment) && !is_version(segment) && segment != WITHHELD && !has_known_word(segment),
        )
    });
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

/// A name, or a name and what is done with it: `messages:send`; or that of a parameter.
fn is_name(segment: &str) -> bool {
    let parameter = segment.strip_prefix('{').and_then(|name| name.strip_suffix('}'));
    if let Some(name) = parameter {
        return is_programmers_name(name);
    }
    let mut names = segment.split(':');
    names.by_ref().take(2).all(is_programmers_name) && names.next().is_none()
}

/// True for an unknown word behind the name of a collection, which is likely one of its items: `/users/amara`.
fn is_item(before: &str, segment: &str) -> bool {
    before.ends_with('s')
        && has_known_word(before)
        && !has_known_word(segment)
        && !is_version(segment)
        && !segment.starts_with('{')
}

/// `v1`, `v12`
fn is_version(segment: &str) -> bool {
    let digits = segment.strip_prefix('v').unwrap_or_default();
    (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}
