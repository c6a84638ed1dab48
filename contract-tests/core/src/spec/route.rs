//! Maps a method and a URL to an operation.

use std::borrow::Cow;
use std::collections::HashMap;

use super::operation::{Operation, ParameterIn, Servers};
use super::scheme::other_scheme;

/// A matched operation with its path parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match<'s, 'u> {
    /// The index in [`Spec::operations`](super::Spec::operations).
    pub operation: usize,
    /// The path parameters, decoded.
    pub path_parameters: Vec<(&'s str, Cow<'u, str>)>,
    /// The query as sent, without `?`; empty if there is none.
    pub query: &'u str,
}

/// Finds operations by path.
#[derive(Debug, Default)]
pub(super) struct Router {
    /// Templates by number of segments, the most concrete first.
    by_length: HashMap<usize, Vec<Template>>,
    /// Templates whose last parameter may contain slashes, the longest first.
    open_ended: Vec<Template>,
    bases: Vec<Vec<Option<String>>>,
}

#[derive(Debug)]
struct Template {
    segments: Vec<Segment>,
    /// Operations by method.
    operations: Vec<(String, usize)>,
    path: String,
}

/// A segment of a path template.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Segment {
    /// Fixed text, percent-decoded.
    Literal(String),
    /// Text with parameters: pairs of a text and the parameter after it, then the remaining text.
    Mixed(Vec<(String, String)>, String),
}

impl Router {
    pub(super) fn new(operations: &[Operation], servers: Servers) -> Self {
        let mut router = Self { by_length: HashMap::new(), open_ended: Vec::new(), bases: servers.bases };
        for (index, operation) in operations.iter().enumerate() {
            let segments: Vec<Segment> = split(&operation.path).map(Segment::parse).collect();
            let entry = (operation.method.clone(), index);
            if is_open_ended(operation, &segments) {
                let segments = split(&operation.path).map(Segment::parse).collect();
                let (operations, path) = (vec![entry.clone()], operation.path.clone());
                router.open_ended.push(Template { segments, operations, path });
            }
            let templates = router.by_length.entry(segments.len()).or_default();
            match templates.iter_mut().find(|template| template.path == operation.path) {
                Some(template) => template.operations.push(entry),
                None => templates.push(Template {
                    segments,
                    operations: vec![entry],
                    path: operation.path.clone(),
                }),
            }
        }
        router.open_ended.sort_by(|left, right| {
            right.segments.len().cmp(&left.segments.len()).then_with(|| left.path.cmp(&right.path))
        });
        for templates in router.by_length.values_mut() {
            // Literal segments sort before parameters, as OpenAPI requires.
            templates.sort_by(|left, right| {
                let rank = |template: &Template| -> Vec<u8> {
                    template.segments.iter().map(Segment::rank).collect()
                };
                rank(left).cmp(&rank(right)).then_with(|| left.path.cmp(&right.path))
            });
        }
        router
    }

    /// The operation for a method and a URL, on any host, with or without a server's base path.
    pub(super) fn find<'s, 'u>(&'s self, method: &str, url: &'u str) -> Option<Match<'s, 'u>> {
        if other_scheme(url).is_some() {
            return None;
        }
        let (path, query) = path_and_query(url);
        let segments: Vec<&'u str> = split(path).collect();
        let based = || {
            let based = self.bases.iter().filter_map(|base| after_base(base, &segments));
            based.chain(std::iter::once(segments.as_slice()))
        };
        let plain = based().find_map(|segments| {
            self.templates(segments).find_map(|(template, path_parameters)| {
                Some(Match { operation: template.operation(method)?, path_parameters, query })
            })
        });
        plain.or_else(|| {
            based().find_map(|segments| {
                self.open_ended.iter().find_map(|template| {
                    let operation = template.operation(method)?;
                    let path_parameters = template.matches_open_ended(segments, path.ends_with('/'))?;
                    Some(Match { operation, path_parameters, query })
                })
            })
        })
    }

    /// The path template that a URL matches, whatever the method.
    pub(super) fn path_of(&self, url: &str) -> Option<&str> {
        let segments: Vec<&str> = split(path_and_query(url).0).collect();
        let based = self.bases.iter().filter_map(|base| after_base(base, &segments));
        based
            .chain(std::iter::once(segments.as_slice()))
            .find_map(|segments| self.templates(segments).next().map(|(template, _)| template.path.as_str()))
    }

    fn templates<'s, 'u>(
        &'s self,
        segments: &[&'u str],
    ) -> impl Iterator<Item = (&'s Template, Vec<(&'s str, Cow<'u, str>)>)> {
        let templates = self.by_length.get(&segments.len()).into_iter().flatten();
        templates.filter_map(move |template| Some((template, template.matches(segments)?)))
    }
}

/// True if the last segment of the path may contain slashes.
fn is_open_ended(operation: &Operation, segments: &[Segment]) -> bool {
    let Some(Segment::Mixed(pairs, end)) = segments.last() else { return false };
    let [(before, name)] = pairs.as_slice() else { return false };
    let mut parameters = operation.parameters.iter();
    before.is_empty()
        && end.is_empty()
        && parameters.any(|p| p.location == ParameterIn::Path && p.name == *name && p.multi_segment)
}

impl Template {
    fn operation(&self, method: &str) -> Option<usize> {
        self.operations.iter().find(|(name, _)| name.eq_ignore_ascii_case(method)).map(|(_, index)| *index)
    }

    /// Like [`Template::matches`], but the last parameter takes the rest of the path: several segments, or
    /// nothing after a slash.
    fn matches_open_ended<'s, 'u>(
        &'s self,
        segments: &[&'u str],
        ends_with_slash: bool,
    ) -> Option<Vec<(&'s str, Cow<'u, str>)>> {
        let (Segment::Mixed(pairs, _), before) = self.segments.split_last()? else { return None };
        let (start, rest) = segments.split_at_checked(before.len())?;
        if rest.is_empty() && !ends_with_slash {
            return None;
        }
        let mut parameters = Vec::new();
        for (segment, actual) in before.iter().zip(start) {
            segment.matches(percent_decoded(actual), &mut parameters)?;
        }
        let (_, name) = pairs.first()?;
        parameters.push((name, Cow::Owned(percent_decoded(&rest.join("/")).into_owned())));
        Some(parameters)
    }

    fn matches<'s, 'u>(&'s self, segments: &[&'u str]) -> Option<Vec<(&'s str, Cow<'u, str>)>> {
        let mut parameters = Vec::new();
        for (segment, actual) in self.segments.iter().zip(segments) {
            segment.matches(percent_decoded(actual), &mut parameters)?;
        }
        Some(parameters)
    }
}

impl Segment {
    fn parse(text: &str) -> Self {
        let mut pairs = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else { break };
            pairs.push((before.to_owned(), name.to_owned()));
            rest = after;
        }
        if pairs.is_empty() {
            Self::Literal(percent_decoded(text).into_owned())
        } else {
            Self::Mixed(pairs, rest.into())
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Literal(_) => 0,
            Self::Mixed(pairs, rest)
                if pairs.len() == 1 && rest.is_empty() && pairs.iter().all(|(t, _)| t.is_empty()) =>
            {
                2
            }
            Self::Mixed(..) => 1,
        }
    }

    fn matches<'s, 'u>(
        &'s self,
        actual: Cow<'u, str>,
        parameters: &mut Vec<(&'s str, Cow<'u, str>)>,
    ) -> Option<()> {
        let (pairs, end) = match self {
            Self::Literal(text) => return (*text == *actual).then_some(()),
            Self::Mixed(pairs, end) => (pairs, end),
        };
        if let ([(before, name)], true, true) = (pairs.as_slice(), end.is_empty(), pairs.len() == 1)
            && before.is_empty()
        {
            parameters.push((name, actual));
            return Some(());
        }
        let mut rest: &str = actual.strip_suffix(end.as_str())?;
        for (index, (before, name)) in pairs.iter().enumerate() {
            rest = rest.strip_prefix(before.as_str())?;
            let next = pairs.get(index + 1).map(|(text, _)| text.as_str()).filter(|text| !text.is_empty());
            let length = next.map_or(Some(rest.len()), |text| rest.find(text))?;
            let (value, after) = rest.split_at_checked(length)?;
            parameters.push((name, Cow::Owned(value.to_owned())));
            rest = after;
        }
        rest.is_empty().then_some(())
    }
}

/// The path and the query of an absolute or relative URL.
#[must_use]
pub fn path_and_query(url: &str) -> (&str, &str) {
    let url = url.split_once('#').map_or(url, |(before, _)| before);
    let after_scheme = match url.find("://") {
        Some(at) if !url.get(..at).unwrap_or_default().contains(['/', '?']) => {
            url.get(at + 3..).unwrap_or_default()
        }
        _ if url.starts_with("//") => url.get(2..).unwrap_or_default(),
        _ => return url.split_once('?').unwrap_or((url, "")),
    };
    let path_start = after_scheme.find(['/', '?']).unwrap_or(after_scheme.len());
    let rest = after_scheme.get(path_start..).unwrap_or_default();
    rest.split_once('?').unwrap_or((rest, ""))
}

/// The path segments of a server's URL.
pub(super) fn base_segments(url: &str) -> Vec<Option<String>> {
    split(path_and_query(url).0)
        .map(|segment| (!segment.contains('{')).then(|| percent_decoded(segment).into_owned()))
        .collect()
}

/// The segments after a base path, if the path starts with it.
fn after_base<'p, 'u>(base: &[Option<String>], segments: &'p [&'u str]) -> Option<&'p [&'u str]> {
    let (start, rest) = segments.split_at_checked(base.len())?;
    let same = base
        .iter()
        .zip(start)
        .all(|(wanted, actual)| wanted.as_ref().is_none_or(|wanted| **wanted == *percent_decoded(actual)));
    same.then_some(rest)
}

/// The segments of a path; a trailing slash makes no difference.
fn split(path: &str) -> impl Iterator<Item = &str> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = path.strip_suffix('/').unwrap_or(path);
    path.split('/').filter(move |_| !path.is_empty())
}

/// Percent-decodes a text; returns it unchanged if the result is not UTF-8.
#[must_use]
pub fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        match (first, after) {
            (b'%', [high, low, tail @ ..]) if hex(high).is_some() && hex(low).is_some() => {
                bytes.push(hex(high).unwrap_or(0) * 16 + hex(low).unwrap_or(0));
                rest = tail;
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Percent-encodes everything but unreserved characters, the colon and the comma.
pub fn percent_encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' | b',' => {
                out.push(char::from(byte));
            }
            _ => {
                let digit =
                    |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0').to_ascii_uppercase();
                out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
            }
        }
    }
}
