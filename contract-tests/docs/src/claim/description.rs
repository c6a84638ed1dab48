//! Parses the statements in the description of a field.

use serde_json::{Value, json};

use super::value_list;
use crate::model::Predicate;
use crate::vocabulary::{is_plain_token, is_upper_token};

/// The statements in the description of a field.
///
/// Values may stand in code spans.
pub(crate) fn statements(described: &str) -> Vec<(Predicate, Value)> {
    let mut found = Vec::new();
    let plain = described.replace('`', "");
    let text = plain.as_str();
    values(described, text, &mut found);
    formats(text, &mut found);
    bounds(text, &mut found);
    found.extend(default(text).map(|value| (Predicate::Default, value)));
    let lower = text.to_ascii_lowercase();
    if ["nullable", "may be null", "can be null", "or null"].iter().any(|words| lower.contains(words)) {
        found.push((Predicate::Nullable, json!(true)));
    }
    if is_deprecated(&lower) {
        found.push((Predicate::Deprecated, json!(true)));
    }
    found
}

/// True if a description, in lower case, says that its own field is deprecated, rather than a value or another field.
fn is_deprecated(lower: &str) -> bool {
    let is_end =
        |rest: &str| !rest.starts_with([':', '-']) && !rest.starts_with(|c: char| c.is_alphanumeric());
    let begins = |sentence: &str| {
        let sentence = sentence.trim_start_matches(|c: char| !c.is_alphanumeric());
        sentence.strip_prefix("deprecated").is_some_and(|rest| {
            let ends = rest.trim_start_matches(['*', '_']);
            ends.is_empty()
                || ends.starts_with(['.', ',', ')', ']', ';', ':'])
                || rest.starts_with([' ', '*', '_'])
        })
    };
    let is_said =
        ["field is", "parameter is", "property is", "attribute is", "this is", "it is", "is now", "been"]
            .iter()
            .any(|words| lower.contains(&format!("{words} deprecated")));
    let is_marked = ["(deprecated", "[deprecated"]
        .iter()
        .filter_map(|mark| lower.find(mark).and_then(|at| lower.get(at + mark.len()..)))
        .any(is_end);
    is_said || is_marked || lower.split(". ").any(begins)
}

/// Whether a description states that the name is required: `Required. The colour`, `(optional) The colour`.
pub(crate) fn requirement(text: &str) -> Option<bool> {
    const WORDS: &[(&str, bool)] = &[
        ("required", true),
        ("mandatory", true),
        ("optional", false),
        ("obligatoire", true),
        ("requis", true),
        ("facultatif", false),
        ("optionnel", false),
        ("obligatorio", true),
        ("requerido", true),
        ("opcional", false),
        ("obrigat\u{f3}rio", true),
        ("erforderlich", true),
    ];
    let lower = text.to_lowercase();
    let start = lower.trim_start_matches(|c: char| "*_([`\u{2022} ".contains(c));
    // `The sails. Required` says it last.
    let last = lower.rsplit(". ").next().unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
    let is_sentence = |words: &str| last == words || start.split(['.', ')', ';']).next() == Some(words);
    if is_sentence("not required") {
        return Some(false);
    }
    for (word, said) in WORDS {
        // `Required if …` depends on something else.
        let ends = |rest: &str| {
            rest.trim_start_matches(['*', '_', '`']).is_empty()
                || rest.starts_with(['.', ')', ']', ':', ',', ';', '*', '_', '\u{2014}'])
                || rest.starts_with(" -")
                || rest.starts_with(" \u{2014}")
                || rest.starts_with(" \u{2022}")
        };
        let at_start = start.strip_prefix(word).is_some_and(ends);
        if at_start
            || last == *word
            || [format!("({word})"), format!("[{word}]")].iter().any(|mark| lower.contains(mark))
        {
            return Some(*said);
        }
    }
    None
}

fn values(described: &str, text: &str, found: &mut Vec<(Predicate, Value)>) {
    let marked = value_list::marked(described);
    let is_whole = !value_list::has_more(described);
    for value in if marked.len() >= 2 { marked } else { listed(text) }.into_iter().filter(|_| is_whole) {
        found.push((Predicate::EnumMember, json!(value)));
    }
    let lower = text.to_ascii_lowercase();
    if lower.contains("case-insensitive") || lower.contains("case insensitive") {
        found.push((Predicate::Format, json!("case-insensitive")));
    }
}

/// The values that a sentence lists: `One of A, B or C`, `(A, B, C)`, `Always "A"`.
pub(crate) fn listed(text: &str) -> Vec<String> {
    const LEADS: &[&str] = &[
        "must be one of",
        "one of",
        "valeurs possibles",
        "valores posibles",
        "supported values",
        "values:",
        "enum:",
        "possible values",
        "allowed values",
        "accepted values",
        "valid values",
        "values are",
        "available options",
        "options",
        "can be",
        "either",
    ];
    let lower = text.to_ascii_lowercase();
    if lower.len() == text.len() {
        for lead in LEADS {
            for (at, _) in lower.match_indices(lead) {
                let rest = text.get(at + lead.len()..).unwrap_or_default();
                if value_list::are_others(text.get(..at).unwrap_or_default(), rest) {
                    continue;
                }
                let rest = rest
                    .trim_start_matches([':', ' ', '('])
                    .trim_start_matches("the following values")
                    .trim_start_matches([':', ' ']);
                let values = tokens(rest, *lead == "can be" || *lead == "either" || *lead == "options");
                if values.len() >= 2 {
                    return values;
                }
            }
        }
        for lead in ["always \"", "always `"] {
            let value = lower
                .find(lead)
                .and_then(|at| text.get(at + lead.len()..))
                .and_then(|rest| rest.split(['"', '`']).next());
            if let Some(value) = value.filter(|value| is_plain_token(value)) {
                return vec![value.to_owned()];
            }
        }
    }
    let inside = text.split('(').skip(1).filter_map(|part| part.split(')').next());
    inside.map(|inside| tokens(inside, true)).find(|values| values.len() >= 2).unwrap_or_default()
}

/// The tokens at the start of a list. With `only_upper`, only upper-case tokens count.
fn tokens(text: &str, only_upper: bool) -> Vec<String> {
    let mut values = Vec::new();
    let words = [" or ", " and ", " | ", " / ", " ou ", " et ", " o ", " y "];
    let text = words.iter().fold(text.to_owned(), |text, word| text.replace(word, ", "));
    for piece in text.split(',') {
        let piece = piece.trim();
        let piece = ["or ", "and ", "ou ", "o "]
            .iter()
            .find_map(|word| piece.strip_prefix(word))
            .unwrap_or(piece)
            .trim();
        if piece.is_empty() && !values.is_empty() {
            continue;
        }
        let ends = piece.ends_with(['.', ')', ';'])
            || piece.contains(" (")
            || piece.contains(". ")
            || piece.contains(".\u{20}");
        let word = piece.split([' ', '(', ';', ')']).next().unwrap_or_default();
        let word = word.trim_end_matches('.').trim_matches(['"', '`', '\'']);
        let word = unglued(word);
        let whole = piece.split(' ').count() == 1 || ends;
        if !is_plain_token(word) || (only_upper && !is_upper_token(word)) || (!whole && !is_upper_token(word))
        {
            break;
        }
        values.push(word.to_owned());
        if ends || !whole {
            break;
        }
    }
    values
}

/// `STARBOARDThe` is `STARBOARD` and the first word of the next cell, whose border was lost.
fn unglued(word: &str) -> &str {
    let capitals = word.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = word.get(capitals..).unwrap_or_default();
    let is_glued = capitals >= 4 && !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_lowercase());
    if is_glued { word.get(..capitals - 1).unwrap_or(word) } else { word }
}

fn formats(text: &str, found: &mut Vec<(Predicate, Value)>) {
    let word = |wanted: &str| text.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == wanted);
    if word("UUID") || word("uuid") {
        found.push((Predicate::Format, json!("uuid")));
    }
    if text.contains("ISO 8601") || text.contains("ISO-8601") || text.contains("RFC 3339") {
        found.push((Predicate::Format, json!("iso-8601")));
    }
    if let Some((first, last)) = mask(text) {
        found.push((Predicate::ExampleClass, json!(format!("mask.{first}+{last}"))));
    }
}

/// `First 4 … last 4 digits`.
fn mask(text: &str) -> Option<(u32, u32)> {
    let lower = text.to_ascii_lowercase();
    if !lower.contains("digit") {
        return None;
    }
    let after = |word: &str| {
        let rest = lower.get(lower.find(word)? + word.len()..)?;
        number_at_start(rest.trim_start())
    };
    let last = after("last ")?;
    Some((after("first ").unwrap_or(0), last)).filter(|(first, last)| *first <= 8 && *last <= 6)
}

fn bounds(text: &str, found: &mut Vec<(Predicate, Value)>) {
    let lower = text.to_ascii_lowercase();
    for (words, first) in [
        ("0-indexed", 0),
        ("0-based", 0),
        ("zero-based", 0),
        ("zero-indexed", 0),
        ("1-indexed", 1),
        ("1-based", 1),
        ("starts at 0", 0),
        ("starts at 1", 1),
        ("starting at 0", 0),
        ("starting at 1", 1),
    ] {
        // A remark on how other operations count is not a statement about this one.
        let at = lower.find(words);
        if at.is_some_and(|at| !lower.get(..at).unwrap_or_default().contains("which uses")) {
            found.push((Predicate::Bound, json!(format!("first={first}"))));
            break;
        }
    }
    let is_length = lower.contains("character") || lower.contains(" chars");
    let upper = [
        "max recommended: ",
        "max. ",
        "max ~",
        "max: ",
        "max ",
        "maximum of ",
        "maximum: ",
        "maximum ",
        "up to ",
        "at most ",
    ];
    if let Some(value) = upper.iter().find_map(|lead| after(&lower, lead)) {
        found.push((
            Predicate::Bound,
            json!(format!("{}={value}", if is_length { "maxLength" } else { "max" })),
        ));
    }
    let lead = [
        "minimum of ",
        "minimum: ",
        "minimum ",
        "min: ",
        "min ",
        "at least ",
        "\u{2265} ",
        "\u{2265}",
        ">= ",
    ];
    if let Some(value) = lead.iter().find_map(|lead| after(&lower, lead)) {
        found.push((
            Predicate::Bound,
            json!(format!("{}={value}", if is_length { "minLength" } else { "min" })),
        ));
    }
    if let Some((least, most)) = between(&lower) {
        let (min, max) = if is_length { ("minLength", "maxLength") } else { ("min", "max") };
        found.push((Predicate::Bound, json!(format!("{min}={least}"))));
        found.push((Predicate::Bound, json!(format!("{max}={most}"))));
    }
    if let Some(years) = after(&lower, "valid for ").filter(|_| lower.contains(" year")) {
        found.push((Predicate::Bound, json!(format!("lifetime={years}y"))));
    }
}

/// `Between 1 and 100`, `Range: 1-100`.
fn between(lower: &str) -> Option<(u32, u32)> {
    if let Some(found) = length(lower) {
        return Some(found);
    }
    let (rest, separator) = match lower.split_once("between ") {
        Some((_, rest)) => (rest, " and "),
        None => (lower.split_once("range: ")?.1, "-"),
    };
    let (least, most) = rest.split_once(separator)?;
    Some((least.trim_matches('`').parse().ok()?, number_at_start(most.trim_start_matches('`'))?))
}

/// `3–255 chars`, at the start of the description.
fn length(lower: &str) -> Option<(u32, u32)> {
    let (least, rest) = lower.split_once(['-', '\u{2013}'])?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (most, unit) = rest.split_at_checked(digits)?;
    (unit.starts_with(" char")).then_some((least.trim().parse().ok()?, most.parse().ok()?))
}

fn after(lower: &str, lead: &str) -> Option<u32> {
    let mut from = 0;
    while let Some(at) = lower.get(from..)?.find(lead) {
        let end = from + at + lead.len();
        let starts_word = from + at == 0 || lower.get(..from + at)?.ends_with(|c: char| !c.is_alphanumeric());
        let number = lower.get(end..).and_then(number_at_start);
        if starts_word && number.is_some() {
            return number;
        }
        from = end;
    }
    None
}

fn number_at_start(text: &str) -> Option<u32> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// A default in prose: `Defaults to 20`, `true (default)`.
fn default(text: &str) -> Option<Value> {
    let lower = text.to_ascii_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    for lead in [
        "defaults to ",
        "default is ",
        "default: ",
        "default value is ",
        "default value: ",
        "by default ",
        "default = ",
        "par d\u{e9}faut : ",
        "par d\u{e9}faut: ",
        "por defecto: ",
        "por defecto es ",
        "vaut par d\u{e9}faut ",
    ] {
        let Some(rest) = lower.find(lead).and_then(|at| text.get(at + lead.len()..)) else { continue };
        let word = rest
            .split([' ', ',', ';', ')'])
            .next()
            .unwrap_or_default()
            .trim_end_matches('.')
            .trim_matches(['`', '"', '\''])
            .trim_end_matches('.');
        let scalar = word.parse::<i64>().is_ok() || word == "true" || word == "false" || is_upper_token(word);
        if scalar {
            return Some(scalar_value(word));
        }
    }
    let word = lower
        .find(" (default)")
        .and_then(|at| text.get(..at))
        .and_then(|before| before.rsplit([' ', '(', '`']).next())?;
    let word = word.trim_matches(['`', '"']);
    (word == "true" || word == "false" || word.parse::<i64>().is_ok()).then(|| scalar_value(word))
}

/// A default or example as JSON: a number, a boolean or a string.
pub(crate) fn scalar_value(text: &str) -> Value {
    let text = text.trim();
    let unquoted = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    if let Some(text) = unquoted {
        return json!(text);
    }
    match text {
        "true" => json!(true),
        "false" => json!(false),
        "null" | "none" | "None" => Value::Null,
        _ => text.parse::<i64>().map_or_else(|_| json!(text), |number| json!(number)),
    }
}
