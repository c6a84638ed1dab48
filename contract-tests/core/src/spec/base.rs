//! Base paths: what the URLs of `servers` put before the paths.

use std::borrow::Cow;

use super::cursor::Cursor;
use super::error::{Caution, SpecError};
use super::source::{Node, Value};
use super::url::{path_and_query, percent_decoded, split};

/// The most URLs that the values of `enum` make of one server. The variables beyond take any value.
const MAX_URLS: usize = 256;

/// A base path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Base {
    head: Vec<Piece>,
    /// What follows any number of other segments; `None` if none may come in between.
    tail: Option<Vec<Piece>>,
}

/// A segment of a base path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Piece {
    /// Fixed text, percent-decoded.
    Text(String),
    /// A variable, with the text before and after it.
    Variable(String, String),
}

/// How much of a base path the document says, the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Certainty {
    /// All of it.
    Written,
    /// A variable without `enum` stands for a segment.
    OneSegment,
    /// A variable without `enum` may stand for several segments.
    AnyLength,
}

impl Base {
    /// No base path.
    pub(super) const NONE: Self = Self { head: Vec::new(), tail: None };

    pub(super) fn certainty(&self) -> Certainty {
        match &self.tail {
            Some(_) => Certainty::AnyLength,
            None if self.head.iter().all(|piece| matches!(piece, Piece::Text(_))) => Certainty::Written,
            None => Certainty::OneSegment,
        }
    }

    /// True if some of it is fixed text.
    pub(super) fn has_text(&self) -> bool {
        let mut pieces = self.head.iter().chain(self.tail.iter().flatten());
        pieces.any(|piece| matches!(piece, Piece::Text(_)))
    }

    /// What can follow this base path in the path of a URL, the longest first.
    pub(super) fn rests<'p, 'u>(
        &self,
        segments: &'p [Cow<'u, str>],
    ) -> impl Iterator<Item = &'p [Cow<'u, str>]> {
        let rest = after(&self.head, segments);
        let longest = rest.map_or(0, <[_]>::len);
        let skipped = 0..=if self.tail.is_some() { longest } else { 0 };
        let tail = self.tail.as_deref().unwrap_or_default();
        skipped.filter_map(move |skipped| without_blanks(after(tail, rest?.get(skipped..)?)?))
    }
}

/// A server whose URL ends in a slash has two of them before the path.
fn without_blanks<'p, 'u>(segments: &'p [Cow<'u, str>]) -> Option<&'p [Cow<'u, str>]> {
    segments.get(segments.iter().take_while(|segment| segment.is_empty()).count()..)
}

fn after<'p, 'u>(pieces: &[Piece], segments: &'p [Cow<'u, str>]) -> Option<&'p [Cow<'u, str>]> {
    let (start, rest) = segments.split_at_checked(pieces.len())?;
    pieces.iter().zip(start).all(|(piece, segment)| piece.fits(segment)).then_some(rest)
}

impl Piece {
    fn of(segment: &str) -> Self {
        let ends = segment.split_once('{').zip(segment.rsplit_once('}'));
        match ends {
            Some(((before, _), (_, after))) => Self::Variable(before.into(), after.into()),
            None => Self::Text(percent_decoded(segment).into_owned()),
        }
    }

    fn fits(&self, segment: &str) -> bool {
        match self {
            Self::Text(text) => text == segment,
            Self::Variable(before, after) => segment
                .strip_prefix(before.as_str())
                .and_then(|rest| rest.strip_suffix(after.as_str()))
                .is_some_and(|value| !value.is_empty()),
        }
    }
}

/// A variable of a server.
struct Variable<'a> {
    name: &'a str,
    default: Option<String>,
    /// `enum`; any value if empty.
    values: Vec<String>,
}

/// The base paths of the `servers` at `at`; `None` if it has none.
///
/// Servers that cannot be read are ignored, with a caution.
pub(super) fn read(at: &Cursor<'_>, cautions: &mut Vec<Caution>) -> Option<Vec<Base>> {
    let mut or_ignored = |error| cautions.push(Caution::ignored(error));
    let list = at.list("servers").map_err(&mut or_ignored).ok()??;
    let servers = list.items().filter_map(|server| of_server(&server).map_err(&mut or_ignored).ok());
    let mut bases: Vec<Base> = servers.flatten().collect();
    let mut seen = std::collections::HashSet::new();
    bases.retain(|base| seen.insert(base.clone()));
    Some(bases).filter(|bases| !bases.is_empty())
}

fn of_server(server: &Cursor<'_>) -> Result<Vec<Base>, SpecError> {
    let Some(url) = server.text("url")? else {
        return Err(server.error("this server has no `url`", "write its URL"));
    };
    let variables = server.map("variables")?;
    let members = variables.iter().flat_map(Cursor::members);
    let variables: Vec<Variable<'_>> = members.map(|(name, at)| Variable::of(name, at.node)).collect();
    Ok(bases_of(url, &variables))
}

impl<'a> Variable<'a> {
    fn of(name: &'a str, node: &Node) -> Self {
        let values = node.get("enum").map(Node::items).unwrap_or_default();
        Self {
            name,
            default: node.get("default").and_then(text),
            values: values.iter().filter_map(text).collect(),
        }
    }

    fn in_braces(&self) -> String {
        format!("{{{}}}", self.name)
    }

    fn may_hold_path(&self) -> bool {
        self.default.as_ref().is_some_and(|value| value.contains('/'))
    }
}

/// A port or version is often written as a number.
fn text(node: &Node) -> Option<String> {
    match &node.value {
        Value::Integer(number) => Some(number.to_string()),
        Value::Float(number) => Some(number.to_string()),
        _ => node.text().map(str::to_owned),
    }
}

/// Every base path of a URL: by the defaults and enums of its variables, then by any value.
fn bases_of(url: &str, variables: &[Variable<'_>]) -> Vec<Base> {
    let mut bases = Vec::new();
    for url in with_values(url, variables) {
        let written = variables.iter().fold(url.clone(), |url, variable| match &variable.default {
            Some(default) => url.replace(&variable.in_braces(), default),
            None => url,
        });
        for url in [written, url] {
            bases.extend(of_url(&url, variables));
        }
    }
    bases
}

/// The URL with every value that `enum` gives its variables.
fn with_values(url: &str, variables: &[Variable<'_>]) -> Vec<String> {
    let mut urls = vec![url.to_owned()];
    for variable in variables {
        let name = variable.in_braces();
        let values: Vec<&String> = variable.default.iter().chain(&variable.values).collect();
        if variable.values.is_empty() || !url.contains(&name) || urls.len() * values.len() > MAX_URLS {
            continue;
        }
        urls = urls.iter().flat_map(|url| values.iter().map(|value| url.replace(&name, value))).collect();
    }
    urls
}

/// The base paths of a URL, of whose variables nothing is known.
fn of_url(url: &str, variables: &[Variable<'_>]) -> Vec<Base> {
    let place = Place::of(url, variables);
    let path = match place {
        Place::Anywhere => url.split_once('}').map_or("", |(_, rest)| rest),
        Place::BelowDocument => url,
        Place::AtHost | Place::BelowHost => path_and_query(url).0,
    };
    let is_relative = place == Place::BelowDocument;
    let segments = split(path).filter(|segment| !(is_relative && matches!(*segment, "." | "..")));
    let pieces: Vec<Piece> = segments.map(Piece::of).collect();
    let below = Base { head: Vec::new(), tail: Some(pieces.clone()) };
    let whole = Base { head: pieces, tail: None };
    match place {
        Place::Anywhere => vec![below],
        Place::BelowDocument | Place::BelowHost => vec![whole, below],
        Place::AtHost => {
            let longer = whole.with_longer_values();
            std::iter::once(whole).chain(longer).collect()
        }
    }
}

impl Base {
    /// The same, with slashes in the values of its variables.
    fn with_longer_values(&self) -> Option<Self> {
        let is_variable = |piece: &Piece| matches!(piece, Piece::Variable(..));
        let (first, last) =
            (self.head.iter().position(is_variable)?, self.head.iter().rposition(is_variable)?);
        let (mut head, mut tail) = (self.head.clone(), self.head.get(last..)?.to_vec());
        head.truncate(first);
        if let Some(Piece::Variable(before, after)) = self.head.get(first)
            && !before.is_empty()
            && after.is_empty()
        {
            head.push(Piece::Variable(before.clone(), String::new()));
        }
        if let Some(Piece::Variable(before, after)) = tail.first_mut() {
            before.clear();
            if after.is_empty() {
                tail.remove(0);
            }
        }
        Some(Self { head, tail: Some(tail) })
    }
}

/// What the path of a server's URL follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The host.
    AtHost,
    /// The host, and a variable that holds the start of the path.
    BelowHost,
    /// A variable that holds scheme, host and any path.
    Anywhere,
    /// The folder of the document, wherever it is served.
    BelowDocument,
}

impl Place {
    fn of(url: &str, variables: &[Variable<'_>]) -> Self {
        let rest = match url.split_once("://") {
            Some((scheme, rest)) if !scheme.contains('/') => Some(rest),
            _ => url.strip_prefix("//"),
        };
        match rest {
            Some(rest) if may_hold_path(rest.split('/').next().unwrap_or_default(), variables) => {
                Self::BelowHost
            }
            Some(_) => Self::AtHost,
            None if url.starts_with('{') => Self::Anywhere,
            None if url.is_empty() || url.starts_with('/') => Self::AtHost,
            None => Self::BelowDocument,
        }
    }
}

/// True if a host ends in a variable that holds the start of the path: after text that is a host by itself, or with a
/// default that has a slash.
fn may_hold_path(host: &str, variables: &[Variable<'_>]) -> bool {
    let Some((before, name)) = host.strip_suffix('}').and_then(|host| host.rsplit_once('{')) else {
        return false;
    };
    let follows_host = before.ends_with(|last: char| last.is_ascii_alphanumeric() || last == '}');
    follows_host || variables.iter().any(|variable| variable.name == name && variable.may_hold_path())
}
