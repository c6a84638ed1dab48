//! URLs of which a recording has the parts.

use std::borrow::Cow;

use super::tree::Tree;
use crate::spec::percent_encode;

/// Appends names and values to the query of a URL.
pub(super) fn push_query(url: &mut String, name: &str, value: &str) {
    url.push(if url.contains('?') { '&' } else { '?' });
    percent_encode(name, url);
    url.push('=');
    percent_encode(value, url);
}

/// Appends a query: a text as it is, or a map from names to values or lists of values.
pub(super) fn push_queries(url: &mut String, query: Tree<'_>) {
    if let Some(text) = query.text() {
        let text = text.trim_start_matches('?');
        if !text.is_empty() {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(text);
        }
    }
    for (name, value) in query.members() {
        for value in value.text().into_iter().chain(value.items().filter_map(Tree::text)) {
            push_query(url, name, &value);
        }
    }
}

/// The path of a regular expression, with a name in braces for each segment that is no fixed text; `None` if a segment
/// may be several.
pub(super) fn path_of_pattern(pattern: &str) -> Option<String> {
    let pattern = pattern.strip_prefix('^').unwrap_or(pattern);
    let pattern = pattern.strip_suffix('$').unwrap_or(pattern);
    let mut path = String::new();
    for segment in segments(pattern)?.iter().skip(1) {
        path.push('/');
        path.push_str(&fixed(segment).map_or_else(|| any(segment), Some)?);
    }
    (!path.is_empty()).then_some(path)
}

/// The pattern, up to its query, at its slashes outside of brackets; the first is what is before the first slash.
fn segments(pattern: &str) -> Option<Vec<String>> {
    let mut segments = vec![String::new()];
    let (mut in_class, mut depth) = (false, 0_usize);
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        let last = segments.last_mut()?;
        match character {
            '\\' => match characters.next()? {
                '?' if !in_class => {
                    // The query is often in a group, since it may be missing.
                    let group = last.strip_suffix("(?:").or_else(|| last.strip_suffix('('));
                    if let Some(before) = group.map(str::to_owned) {
                        (*last, depth) = (before, depth.saturating_sub(1));
                    }
                    break;
                }
                '/' if !in_class && depth == 0 => segments.push(String::new()),
                escaped => last.extend(['\\', escaped]),
            },
            '/' if !in_class && depth == 0 => segments.push(String::new()),
            '/' if !in_class => return None,
            _ => {
                in_class = (in_class || character == '[') && character != ']';
                depth = match character {
                    '(' if !in_class => depth + 1,
                    ')' if !in_class => depth.saturating_sub(1),
                    _ => depth,
                };
                last.push(character);
            }
        }
    }
    segments.first().filter(|first| first.is_empty())?;
    (depth == 0 && !in_class).then_some(segments)
}

/// The text of a segment without operators.
fn fixed(segment: &str) -> Option<String> {
    let mut text = String::new();
    let mut characters = segment.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => text.push(characters.next().filter(|escaped| !escaped.is_ascii_alphanumeric())?),
            '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '^' | '$' => return None,
            other => text.push(other),
        }
    }
    Some(text)
}

/// What stands for any segment, if the operators match no slash.
fn any(segment: &str) -> Option<String> {
    let mut characters = segment.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                let escaped = characters.next()?;
                if matches!(escaped, 'D' | 'W' | 'S' | 'N') {
                    return None;
                }
            }
            '[' => {
                let class: String = characters.by_ref().take_while(|inner| *inner != ']').collect();
                if class.starts_with('^') != class.contains('/') {
                    return None;
                }
            }
            '.' => return None,
            _ => {}
        }
    }
    Some("{any}".to_owned())
}

/// The path of a template, with the values of its parameters where they are known.
pub(super) fn path_of_template(template: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let segment = |segment: &str| {
        let name = segment.strip_prefix('{').and_then(|name| name.strip_suffix('}'));
        name.and_then(&value).unwrap_or_else(|| segment.to_owned())
    };
    template.split('/').map(segment).collect::<Vec<_>>().join("/")
}

/// A URL with the values of the variables in its path (`/cards/:id`), without its fragment. One that has no value
/// stands for any, which is `{any}`.
pub(super) fn with_path_values<'t>(url: &str, value: impl Fn(&str) -> Option<Cow<'t, str>>) -> String {
    let url = url.split('#').next().unwrap_or_default();
    let (path, query) = url.split_once('?').map_or((url, None), |(path, query)| (path, Some(query)));
    let segment = |segment: &str| match segment.strip_prefix(':').filter(|name| !name.is_empty()) {
        Some(name) => value(name).map_or_else(|| "{any}".to_owned(), Cow::into_owned),
        None => segment.to_owned(),
    };
    let mut whole = path.split('/').map(segment).collect::<Vec<_>>().join("/");
    if let Some(query) = query {
        whole.push('?');
        whole.push_str(query);
    }
    whole
}
