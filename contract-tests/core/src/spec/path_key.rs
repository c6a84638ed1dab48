//! Keys of `paths`: a path template, and the query that some documents write behind it.

use super::segment::Segment;
use super::url::{decoded_pair, split};

/// A key of `paths`.
#[derive(Debug)]
pub(super) struct PathKey<'a> {
    /// The path template.
    pub(super) path: &'a str,
    /// The query that a request must have: names with values, of which `{name}` takes any.
    pub(super) query: Vec<(String, String)>,
    /// The names of the query, those that may be left out (`{?name,other}`) included.
    pub(super) query_names: Vec<String>,
    /// The reason why no request can have it.
    pub(super) obstacle: Option<Obstacle>,
}

/// A reason why no request is matched with a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
pub(super) enum Obstacle {
    /// Clients keep fragments to themselves.
    #[strum(serialize = "has a fragment, which is never sent")]
    Fragment,
    /// It would take too deep a search.
    #[strum(serialize = "has more than 256 segments")]
    Length,
}

const MAX_SEGMENTS: usize = 256;

impl<'a> PathKey<'a> {
    pub(super) fn of(key: &'a str) -> Self {
        let fragment = outside_braces(key, '#').map(|_| Obstacle::Fragment);
        let (key, optional) = without_expression(key);
        let at = outside_braces(key, '?').unwrap_or(key.len());
        let (path, query) = key.split_at_checked(at).unwrap_or((key, ""));
        let query: Vec<(String, String)> = pairs(query.strip_prefix('?').unwrap_or_default());
        let names = query.iter().map(|(name, _)| name.clone());
        let query_names = names.chain(optional.map(str::to_owned)).collect();
        let length = (split(path).count() > MAX_SEGMENTS).then_some(Obstacle::Length);
        Self { path, query, query_names, obstacle: fragment.or(length) }
    }

    /// The segments of the path.
    pub(super) fn segments(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        split(self.path)
    }

    /// The names of its parameters, those of the query it demands last.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        for text in self.segments() {
            Segment::parse(text, &mut names);
        }
        names.extend(self.query_variables());
        names
    }

    /// The names that stand for values of the query it demands.
    pub(super) fn query_variables(&self) -> impl Iterator<Item = String> {
        self.query.iter().filter_map(|(_, value)| variable(value)).map(str::to_owned)
    }
}

fn pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(decoded_pair);
    pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

/// Cuts `{?limit,offset}` off the end (RFC 6570, section 3.2.8) and returns its names.
fn without_expression(key: &str) -> (&str, impl Iterator<Item = &str>) {
    let cut = key.strip_suffix('}').and_then(|before| before.rsplit_once('{'));
    let found = cut.and_then(|(path, names)| Some((path, names.strip_prefix(['?', '&'])?)));
    let (path, names) = found.unwrap_or((key, ""));
    (path, names.split(',').map(|name| name.trim_end_matches('*')).filter(|name| !name.is_empty()))
}

/// The first place of a character that is not inside of `{...}`.
fn outside_braces(text: &str, wanted: char) -> Option<usize> {
    let mut depth = 0_usize;
    text.char_indices().find_map(|(at, character)| {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth == 0 && character == wanted).then_some(at)
    })
}

/// The name in `{name}`.
pub(super) fn variable(value: &str) -> Option<&str> {
    value.strip_prefix('{')?.strip_suffix('}')
}
