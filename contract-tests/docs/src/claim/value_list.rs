//! Values that a description lists in code spans or quotes: `Side ("Left" or "Right")`.

use crate::vocabulary::{is_plain_token, is_upper_token};

/// A value in marks: its text, its place in the description, and whether the marks are quotes.
struct Marked<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    is_quoted: bool,
}

/// The values of the first list of marked values that is announced as one.
pub(super) fn marked(text: &str) -> Vec<String> {
    let all = all(text);
    let mut at = 0;
    while let Some(first) = all.get(at) {
        let length = run(text, all.get(at..).unwrap_or_default());
        let list = all.get(at..at + length).unwrap_or_default();
        let before = text.get(..first.start).unwrap_or_default();
        let after = list.last().and_then(|last| text.get(last.end..)).unwrap_or_default();
        let before_that = at.checked_sub(1).and_then(|at| all.get(at)).map_or(0, |value| value.end);
        // `OAK: 15` is a value of something else.
        let is_pair =
            before_that > 0 && before.get(before_that..).is_some_and(|between| between.trim() == ":");
        if length >= 2 && is_announced(before, list) && !is_pair && !are_others(before, after) {
            return list.iter().map(|value| value.text.to_owned()).collect();
        }
        at += length.max(1);
    }
    Vec::new()
}

/// The value at the start of an item of a list: `OPEN - it is open`, with or without marks.
pub(super) fn first(item: &str) -> Option<&str> {
    let item = item.trim().trim_start_matches(['-', '*', '\u{2022}', ' ']);
    let marked = all(item).into_iter().next().filter(|value| value.start == 0).map(|value| value.text);
    let word = item.split([' ', ':', ',']).next().unwrap_or_default();
    marked.or_else(|| Some(word).filter(|word| is_upper_token(word)))
}

/// True if a line announces a list of values: `Possible values:`.
pub(super) fn announces(line: &str) -> bool {
    let lower = line.to_lowercase();
    let words = ["values", "one of", "options", "valeurs", "valores", "werte"];
    lower.trim_end_matches(['*', '_', ' ']).ends_with(':') && words.iter().any(|word| lower.contains(word))
}

fn all(text: &str) -> Vec<Marked<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(rest) = text.get(from..) {
        let Some((at, open)) = rest.char_indices().find(|(_, c)| matches!(c, '`' | '"' | '\u{201c}')) else {
            break;
        };
        let close = if open == '\u{201c}' { '\u{201d}' } else { open };
        let start = from + at;
        let inner = start + open.len_utf8();
        let Some(length) = text.get(inner..).and_then(|rest| rest.find(close)) else { break };
        let end = inner + length + close.len_utf8();
        let value = text.get(inner..inner + length).unwrap_or_default();
        let (value, is_quoted) = match value.strip_prefix('"').and_then(|value| value.strip_suffix('"')) {
            Some(value) => (value, true),
            None => (value, open != '`'),
        };
        if is_plain_token(value) {
            found.push(Marked { text: value, start, end, is_quoted });
        }
        from = end;
    }
    found
}

/// How many values follow each other with nothing but separators between, and remarks in brackets.
fn run(text: &str, values: &[Marked<'_>]) -> usize {
    let joins = |pair: &[Marked<'_>]| {
        let [one, next] = pair else { return false };
        let between = text.get(one.end..next.start).unwrap_or_default().trim_start();
        let remark = between.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        let between = remark.map_or(between, |(_, rest)| rest);
        let words =
            between.split(|c: char| c.is_whitespace() || ",|/;*".contains(c)).filter(|word| !word.is_empty());
        between.len() <= 8
            && words
                .into_iter()
                .all(|word| matches!(word, "or" | "and" | "ou" | "et" | "o" | "y" | "oder" | "und"))
    };
    1 + values.windows(2).take_while(|pair| joins(pair)).count()
}

/// True if a list of values has others behind it.
pub(super) fn has_more(text: &str) -> bool {
    let all = all(text);
    let goes_on = |at: usize| {
        let list = all.get(at..at + run(text, all.get(at..).unwrap_or_default())).unwrap_or_default();
        list.len() >= 2 && has_another(text, all.get(at + list.len()), list)
    };
    (0..all.len()).any(goes_on)
}

/// True if the next value stands in brackets behind a list, as another value of it: `OPEN` or `SHUT` (deprecated: `LOST`).
fn has_another(text: &str, next: Option<&Marked<'_>>, list: &[Marked<'_>]) -> bool {
    let Some((another, before)) = next.zip(list.last()) else { return false };
    let between = text.get(before.end..another.start).unwrap_or_default();
    let is_inside = between.contains('(') && !between.contains(')') && !between.contains(". ");
    is_inside && is_upper_token(another.text) && list.iter().all(|value| is_upper_token(value.text))
}

/// True if the words before the values, or their form, show that they are values.
fn is_announced(before: &str, list: &[Marked<'_>]) -> bool {
    let lower = before.to_lowercase();
    let lower = lower.trim_end_matches(|c: char| c.is_whitespace() || ":*_(".contains(c));
    let leads = [
        "values",
        "value",
        "one of",
        "must be",
        "options",
        "enum",
        "values are",
        "valeurs possibles",
        "valores posibles",
    ];
    if leads.iter().any(|lead| lower.ends_with(lead)) {
        return true;
    }
    let is_set_off =
        before.trim_end().ends_with([':', '-', '\u{2013}', '\u{2014}', '(']) || before.trim().is_empty();
    is_set_off && list.iter().all(|value| value.is_quoted || is_upper_token(value.text))
}

/// True if a sentence lists some of the values only, or names of fields: `Common values: 1, 2`, `At least one of hull or
/// beam is required`.
pub(super) fn are_others(before: &str, after: &str) -> bool {
    let before = before.to_lowercase();
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || ":*_(`\"".contains(c));
    let before = before.strip_suffix("one of").unwrap_or(before).trim_end();
    let counts =
        ["at least", "at most", "exactly", "only", "any"].iter().any(|words| before.ends_with(words));
    let sentence = after.split(". ").next().unwrap_or_default().to_lowercase();
    let demands =
        [" is required", " are required", " must be", " is mandatory", " should be", " needs to be"];
    let goes_on = ["and so on", "etc.", "among others", "and others", "and more", "...", "\u{2026}"];
    let goes_on = goes_on.iter().any(|words| sentence.contains(words)) || sentence.ends_with("etc");
    let is_open = ["common", "typical", "such as", "e.g.", "for example", "includ", "examples"];
    let lead = before.rsplit(". ").next().unwrap_or(before);
    let is_open = is_open.iter().any(|words| lead.contains(words));
    counts || is_open || goes_on || demands.iter().any(|words| sentence.contains(words))
}

#[cfg(test)]
mod tests {
    use super::{first, has_more, marked};

    #[test]
    fn values_are_listed_in_marks() {
        for (text, values) in [
            ("Side (\"Left\" or \"Right\")", vec!["Left", "Right"]),
            ("Brand - `OAK`, `ELM`", vec!["OAK", "ELM"]),
            ("**Values:** `big`, `small`, or `tiny`.", vec!["big", "small", "tiny"]),
            ("Must be one of `asc` | `desc`", vec!["asc", "desc"]),
            ("`BIG`, `SMALL`(i.e. not big), `TINY`", vec!["BIG", "SMALL", "TINY"]),
            ("At least one of `hull` or `beam` is required", vec![]),
            ("Exactly one of `hull`, `beam`", vec![]),
            ("Common values: `0` (none), `1`, `2`", vec![]),
            ("The wood, e.g. \"oak\", \"elm\"", vec![]),
            ("One of `hull` or `beam` must be sent.", vec![]),
            ("The most: `OAK`: \"15\", `ELM`: \"20\"", vec![]),
            ("See `width` and `height`", vec![]),
            ("It needs (`width`, `height`)", vec![]),
            ("It is `OPEN` if paid. Then `SHUT`", vec![]),
            ("Possible values: `A1`, `A2`, and so on", vec![]),
        ] {
            assert_eq!(marked(text), values, "{text}");
        }
        assert!(has_more("One of `FAST` or `SLOW` (deprecated: `CRAWL`)"));
        assert!(
            !has_more("One of `FAST` or `SLOW` (see `crawl`). Then `STOP`") && !has_more("`FAST` or `SLOW`")
        );
        assert_eq!(first("`open` - it is open"), Some("open"));
        assert_eq!(first("OPEN: it is open"), Some("OPEN"));
        assert_eq!(first("it is open"), None);
    }
}
