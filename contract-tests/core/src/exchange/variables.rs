//! Variables in braces (`{{host}}`), resolved where they are defined.

use std::borrow::Cow;
use std::collections::HashMap;

use super::tree::Tree;

/// How deep the value of a variable may name others.
const MAX_DEPTH: usize = 8;

/// The largest text with variables resolved, in bytes.
const MAX_BYTES: usize = 1 << 20;

/// The variables that are defined at a place.
#[derive(Clone, Default)]
pub(super) struct Variables<'t> {
    values: HashMap<Cow<'t, str>, Cow<'t, str>>,
}

/// A variable that cannot be resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unresolved {
    /// It is not defined.
    Undefined(String),
    /// The program makes a value up for each request.
    Dynamic,
    /// Its value is too large, or is made of itself.
    TooLarge,
}

impl Unresolved {
    fn of(name: &str) -> Self {
        if name.starts_with('$') { Self::Dynamic } else { Self::Undefined(name.to_owned()) }
    }

    /// The reason. Only names that look like names of programmers are shown.
    pub(super) fn reason(&self) -> String {
        match self {
            Self::Undefined(name) => {
                format!("the variable {} is not defined in this file: define it there", shown(name))
            }
            Self::Dynamic => "a variable has another value for each request".to_owned(),
            Self::TooLarge => "a variable is made of itself, or too large".to_owned(),
        }
    }
}

fn shown(name: &str) -> String {
    let is_plain = |character: char| character.is_ascii_alphabetic() || "_-.".contains(character);
    let is_name =
        !name.is_empty() && name.len() <= 64 && name.chars().all(|c| is_plain(c) || c.is_ascii_digit());
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    if is_name && digits < 6 { format!("`{name}`") } else { "<name>".to_owned() }
}

impl<'t> Variables<'t> {
    pub(super) fn define(&mut self, name: impl Into<Cow<'t, str>>, value: impl Into<Cow<'t, str>>) {
        self.values.insert(name.into(), value.into());
    }

    /// Adds a list of `{key, value}`, such as `variable` of a collection. Those that are disabled count as undefined.
    pub(super) fn define_all(&mut self, list: Option<Tree<'t>>) {
        for item in list.into_iter().flat_map(Tree::items) {
            let name = item.text_at("key").or_else(|| item.text_at("name")).or_else(|| item.text_at("id"));
            let is_off = item.text_at("disabled").as_deref() == Some("true")
                || item.text_at("enabled").as_deref() == Some("false");
            if let (Some(name), Some(value), false) = (name, item.text_at("value"), is_off) {
                self.define(name, value);
            }
        }
    }

    /// The text with the values of all variables, or the first that has none.
    pub(super) fn resolved<'a>(&self, text: &'a str) -> Result<Cow<'a, str>, Unresolved> {
        if !text.contains("{{") {
            return Ok(text.into());
        }
        let mut out = String::new();
        let mut first = None;
        self.resolve(text, 0, &mut out, &mut first)?;
        first.map_or(Ok(out.into()), Err)
    }

    /// As [`resolved`](Self::resolved), and as written if a variable has no value.
    pub(super) fn resolved_or_written<'a>(&self, text: Cow<'a, str>) -> Cow<'a, str> {
        match self.resolved(&text) {
            Ok(Cow::Owned(resolved)) => resolved.into(),
            Ok(Cow::Borrowed(_)) | Err(_) => text,
        }
    }

    /// Appends the text. Variables without a value stay as they are, and the first of them is noted.
    fn resolve(
        &self,
        text: &str,
        depth: usize,
        out: &mut String,
        first: &mut Option<Unresolved>,
    ) -> Result<(), Unresolved> {
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            out.push_str(before);
            let Some((name, after)) = after.split_once("}}") else {
                out.push_str("{{");
                rest = after;
                continue;
            };
            // Insomnia writes `{{ _.name }}`.
            let name = name.trim();
            let name = name.strip_prefix("_.").unwrap_or(name);
            match self.values.get(name) {
                Some(value) if depth < MAX_DEPTH => self.resolve(value, depth + 1, out, first)?,
                Some(_) => return Err(Unresolved::TooLarge),
                None => {
                    out.extend(["{{", name, "}}"]);
                    first.get_or_insert_with(|| Unresolved::of(name));
                }
            }
            rest = after;
        }
        out.push_str(rest);
        if out.len() > MAX_BYTES { Err(Unresolved::TooLarge) } else { Ok(()) }
    }

    /// A URL with the values of all variables. A host that is not defined is left out: the path decides. A segment that
    /// differs for each request is `{any}`.
    pub(super) fn url(&self, url: &str) -> Result<String, Unresolved> {
        let mut expanded = String::new();
        self.resolve(url, 0, &mut expanded, &mut None)?;
        let (host, rest) = split_host(&expanded);
        let host = match self.resolved(host) {
            Ok(host) if host.is_empty() || host.starts_with('/') || host.contains("://") => host.into_owned(),
            Ok(host) => format!("http://{host}"),
            Err(Unresolved::TooLarge) => return Err(Unresolved::TooLarge),
            Err(_) => String::new(),
        };
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let mut whole = host.trim_end_matches('/').to_owned();
        for segment in path.split('/').skip(1) {
            whole.push('/');
            match self.resolved(segment) {
                Ok(segment) => whole.push_str(&segment),
                Err(Unresolved::Dynamic) => whole.push_str("{any}"),
                Err(error) => return Err(error),
            }
        }
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match self.resolved(pair) {
                Ok(pair) => {
                    whole.push(if whole.contains('?') { '&' } else { '?' });
                    whole.push_str(&pair);
                }
                Err(Unresolved::Dynamic) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(whole)
    }
}

/// The host with its scheme, or the variable in its place, and the rest from the first slash on.
fn split_host(url: &str) -> (&str, &str) {
    let start = url.find("://").filter(|at| !url[..*at].contains(['/', '?'])).map_or(0, |at| at + 3);
    let rest = url.get(start..).unwrap_or_default();
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    url.split_at_checked(start + end).unwrap_or((url, ""))
}
