//! Where a Markdown page names an operation outside its front matter, and the words of headings that name a part of one.

use super::markdown_lines::operation;
use crate::vocabulary::{english, method};

/// Labels before a method and a path.
const LABELS: [&str; 5] = ["endpoint", "request", "route", "url", "http request"];

/// Words in headings that name a part of an operation.
const PARTS: &[&str] = &[
    "a",
    "an",
    "and",
    "application",
    "arguments",
    "attributes",
    "authentication",
    "authorization",
    "bodies",
    "body",
    "code",
    "codes",
    "constraints",
    "content",
    "curl",
    "data",
    "de",
    "del",
    "des",
    "du",
    "la",
    "le",
    "endpoint",
    "error",
    "errors",
    "example",
    "examples",
    "failure",
    "field",
    "fields",
    "format",
    "header",
    "headers",
    "http",
    "json",
    "notes",
    "object",
    "of",
    "optional",
    "output",
    "parameter",
    "parameters",
    "params",
    "path",
    "payload",
    "properties",
    "query",
    "request",
    "requests",
    "required",
    "response",
    "responses",
    "result",
    "results",
    "return",
    "returns",
    "sample",
    "samples",
    "schema",
    "snippet",
    "snippets",
    "status",
    "statuses",
    "string",
    "success",
    "successful",
    "the",
    "structure",
    "uri",
    "url",
    "usage",
    "values",
    "variables",
];

/// The operation of a line that is only `GET /x`, in any emphasis, possibly with a label.
pub(super) fn named(text: &str) -> Option<(&'static str, String)> {
    let plain: String = text.chars().filter(|c| !matches!(c, '*' | '`')).collect();
    let (label, rest) = plain.split_once(':').unwrap_or(("", &plain));
    let is_label = LABELS.contains(&label.trim().to_ascii_lowercase().as_str());
    called(if is_label { rest } else { &plain })
}

/// The operation at the start of a raw request: `GET /x HTTP/1.1`.
pub(super) fn sent(code: &str) -> Option<(&'static str, String)> {
    let first = code.lines().next()?.trim();
    let first = first.strip_suffix(" HTTP/1.1").or_else(|| first.strip_suffix(" HTTP/2")).unwrap_or(first);
    called(first)
}

/// True for a line that seems to name an operation in a form that is not read: `GET boats/list`.
pub(super) fn is_unread(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| !matches!(c, '*' | '`' | '>')).collect();
    let mut words = plain.split_whitespace();
    let is_method = words.next().is_some_and(|word| method(word.trim_matches([':', '[', ']'])).is_some());
    is_method && words.clone().count() <= 3 && words.any(|word| word.contains(['/', '{']))
}

fn called(text: &str) -> Option<(&'static str, String)> {
    let mut words = text.split_whitespace();
    let (verb, address) = (words.next()?, words.next()?.trim_matches(['"', '\'', '<', '>']));
    let is_address = address.starts_with('/') || address.contains("://") || address.starts_with("{{");
    // An address that ends like a sentence is the end of one.
    let is_address = is_address && !address.ends_with(['.', ',', ';', ')']);
    if words.next().is_some() || method(verb).is_none() || !is_address {
        return None;
    }
    let (verb, path) = operation(text)?;
    let path = path.split(['?', '#']).next().unwrap_or_default().to_owned();
    (path.len() > 1).then_some((verb, path))
}

/// The title in a bold line, if it names a part of an operation: `**Query parameters**:`.
pub(super) fn bold_title(text: &str) -> Option<&str> {
    let inner = text.trim_end_matches(':').strip_prefix("**")?.strip_suffix("**")?;
    let title = inner.trim_end_matches(':').trim();
    (!title.contains("**") && is_part(title)).then_some(title)
}

/// True if a heading only names a part of an operation.
pub(crate) fn is_part(heading: &str) -> bool {
    let words: Vec<String> = english(heading)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let known = |word: &String| {
        PARTS.contains(&word.as_str())
            || (word.len() == 3 && word.bytes().all(|b| b.is_ascii_digit() || b == b'x'))
    };
    !words.is_empty() && words.len() <= 6 && words.iter().all(known)
}

/// True if `path` is the path `template` with values instead of parameters.
pub(super) fn is_filled(template: &str, path: &str) -> bool {
    let (names, values): (Vec<&str>, Vec<&str>) = (template.split('/').collect(), path.split('/').collect());
    let is_name = |part: &str| part.starts_with([':', '{', '<']);
    // An address can have a prefix.
    values.len() >= names.len()
        && names
            .iter()
            .rev()
            .zip(values.iter().rev())
            .all(|(name, value)| name == value || is_name(name) || name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{bold_title, named, sent};

    #[test]
    fn a_line_names_an_operation_or_is_words() {
        for line in [
            "GET /boats",
            "`GET /boats`",
            "**GET** `/boats`",
            "**Endpoint:** `GET /boats`",
            "`GET` `https://x.example/boats`",
        ] {
            assert_eq!(named(line), Some(("GET", "/boats".to_owned())), "{line}");
        }
        for line in [
            "GET /boats lists them",
            "Get /boats",
            "GET",
            "See `GET /boats`",
            "GET boats",
            "POST /",
            "POST /boats.",
        ] {
            assert_eq!(named(line), None, "{line}");
        }
        assert_eq!(sent("POST /boats?dry=1 HTTP/1.1\nHost: x\n\n{}"), Some(("POST", "/boats".to_owned())));
    }

    #[test]
    fn bold_words_are_a_title_where_they_name_a_part() {
        assert_eq!(bold_title("**Query parameters**:"), Some("Query parameters"));
        assert_eq!(bold_title("**Response (200)**"), Some("Response (200)"));
        assert_eq!(bold_title("**Read this first**"), None);
        assert_eq!(bold_title("**Response** is an object"), None);
    }
}
