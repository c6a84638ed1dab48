//! Variables in braces (`{{host}}`), resolved where they are defined.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::model::Known;
use super::tree::Tree;

/// How deep the value of a variable may name others.
const MAX_DEPTH: usize = 8;

/// The largest text with variables resolved, in bytes.
const MAX_BYTES: usize = 1 << 20;

/// The variables that are defined at a place.
#[derive(Clone, Default)]
pub(super) struct Variables<'t> {
    /// `None` is a variable with another value in each environment.
    values: HashMap<Cow<'t, str>, Option<Cow<'t, str>>>,
}

/// Sets of variables, of which a user chooses one. A variable is known if all that define it agree.
#[derive(Default)]
pub(super) struct Environments {
    values: BTreeMap<String, Option<String>>,
}

/// A variable that cannot be resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unresolved {
    /// It is not defined.
    Undefined(String),
    /// It has another value in each environment.
    Differs(String),
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
                format!("the variable {} is not defined: define it in the collection", shown(name))
            }
            Self::Differs(name) => {
                format!(
                    "the variable {} has another value in each environment: keep only one of these files",
                    shown(name)
                )
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
        self.values.insert(name.into(), Some(value.into()));
    }

    /// Adds a list of `{key, value}`, such as `variable` of a collection. Those that are disabled count as undefined.
    pub(super) fn define_all(&mut self, list: Option<Tree<'t>>) {
        for (name, value) in defined(list) {
            self.define(name, value);
        }
    }

    /// Adds the variables of a collection or folder of Bruno, as written in a file of it.
    pub(super) fn define_own(&mut self, root: Tree<'_>) {
        for place in OWN_PLACES {
            for (name, value) in defined(root.at(place)) {
                self.define(name.into_owned(), value.into_owned());
            }
        }
    }

    /// Adds the variables of environments.
    pub(super) fn define_environments(&mut self, environments: Environments) {
        let values = environments.values.into_iter();
        self.values.extend(values.map(|(name, value)| (name.into(), value.map(Cow::from))));
    }

    /// The text with the values of all variables, or the first that has none.
    pub(super) fn resolved<'a>(&self, text: &'a str) -> Result<Cow<'a, str>, Unresolved> {
        if !text.contains("{{") {
            return Ok(text.into());
        }
        let mut expansion = Expansion::default();
        self.expand(text, 0, &mut expansion)?;
        expansion.first.map_or(Ok(expansion.out.into()), Err)
    }

    /// As [`resolved`](Self::resolved), and as written if a variable has no value.
    pub(super) fn resolved_or_written<'a>(&self, text: Cow<'a, str>) -> Cow<'a, str> {
        match self.resolved(&text) {
            Ok(Cow::Owned(resolved)) => resolved.into(),
            Ok(Cow::Borrowed(_)) | Err(_) => text,
        }
    }

    /// Appends the text. Variables without a value stay as they are, and the first of them is noted.
    fn expand(&self, text: &str, depth: usize, into: &mut Expansion) -> Result<(), Unresolved> {
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            into.out.push_str(before);
            let Some((name, after)) = after.split_once("}}") else {
                into.out.push_str("{{");
                rest = after;
                continue;
            };
            // Insomnia writes `{{ _.name }}`.
            let name = name.trim();
            let name = name.strip_prefix("_.").unwrap_or(name);
            match self.values.get(name) {
                Some(Some(value)) if value.is_empty() && into.keeps_empty => {
                    into.out.extend(["{{", name, "}}"]);
                }
                Some(Some(value)) if depth < MAX_DEPTH => self.expand(value, depth + 1, into)?,
                Some(Some(_)) => return Err(Unresolved::TooLarge),
                known => {
                    into.out.extend(["{{", name, "}}"]);
                    let differs = || Unresolved::Differs(name.to_owned());
                    into.first
                        .get_or_insert_with(|| known.map_or_else(|| Unresolved::of(name), |_| differs()));
                }
            }
            rest = after;
        }
        into.out.push_str(rest);
        if into.out.len() > MAX_BYTES { Err(Unresolved::TooLarge) } else { Ok(()) }
    }

    /// A URL with the values of all variables. A host that is not defined is left out: the path decides. A segment that
    /// differs for each request, or that nobody filled in, is `{any}`.
    pub(super) fn url(&self, url: &str) -> Result<Url, Unresolved> {
        let mut expansion = Expansion { keeps_empty: true, ..Expansion::default() };
        self.expand(url, 0, &mut expansion)?;
        let (host, rest) = split_host(&expansion.out);
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let mut whole = Url { text: self.host(host)?, lacks_query: false };
        for segment in path.split('/').skip(1) {
            whole.text.push('/');
            match self.resolved(segment) {
                Ok(filled) if filled.is_empty() && !segment.is_empty() => whole.text.push_str(ANY),
                Ok(filled) => whole.text.push_str(&filled),
                Err(Unresolved::Dynamic) => whole.text.push_str(ANY),
                Err(error) => return Err(error),
            }
        }
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match self.resolved(pair) {
                Ok(filled) if filled.ends_with('=') && !pair.ends_with('=') => whole.lacks_query = true,
                Ok(filled) => whole.push_pair(&filled),
                Err(Unresolved::Dynamic) => whole.lacks_query = true,
                Err(error) => return Err(error),
            }
        }
        Ok(whole)
    }

    fn host(&self, host: &str) -> Result<String, Unresolved> {
        let host = match self.resolved(host) {
            Ok(host) if host.is_empty() || host.starts_with('/') || host.contains("://") => host.into_owned(),
            Ok(host) => format!("http://{host}"),
            Err(Unresolved::TooLarge) => return Err(Unresolved::TooLarge),
            Err(_) => String::new(),
        };
        Ok(host.trim_end_matches('/').to_owned())
    }
}

/// A text as far as its variables have values.
#[derive(Default)]
struct Expansion {
    out: String,
    /// The first variable that has none.
    first: Option<Unresolved>,
    /// Whether a variable with an empty value stays as it is.
    keeps_empty: bool,
}

/// Stands for a segment of a path that is not known.
const ANY: &str = "{any}";

/// A URL without its variables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Url {
    pub(super) text: String,
    /// True if parameters were left out whose values are not known.
    pub(super) lacks_query: bool,
}

impl Url {
    /// What is known of the request.
    pub(super) fn known(&self) -> Known {
        if self.lacks_query || self.text.contains(ANY) { Known::Parts } else { Known::Whole }
    }

    fn push_pair(&mut self, pair: &str) {
        self.text.push(if self.text.contains('?') { '&' } else { '?' });
        self.text.push_str(pair);
    }
}

/// Where a collection or folder of Bruno has its variables.
const OWN_PLACES: &[&[&str]] = &[
    &["variables"],
    &["request", "variables"],
    &["request", "vars", "req"],
    &["root", "request", "vars", "req"],
];

/// The names and values of a list of variables that are on.
fn defined(list: Option<Tree<'_>>) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
    list.into_iter().flat_map(Tree::items).filter_map(|item| {
        let name = item.text_at("key").or_else(|| item.text_at("name")).or_else(|| item.text_at("id"))?;
        let is_off = item.text_at("disabled").as_deref() == Some("true")
            || item.text_at("enabled").as_deref() == Some("false");
        // A value with a type is a map.
        let value = item.text_at("value").or_else(|| item.get("value")?.text_at("data"))?;
        (!is_off).then_some((name, value))
    })
}

impl Environments {
    /// Adds the variables of one. Empty values are those of secrets, which are not exported.
    pub(super) fn add(&mut self, list: Option<Tree<'_>>) {
        for (name, value) in defined(list).filter(|(_, value)| !value.is_empty()) {
            let value = Some(value.into_owned());
            let known = self.values.entry(name.into_owned()).or_insert_with(|| value.clone());
            if *known != value {
                *known = None;
            }
        }
    }
}

/// The host with its scheme, or the variable in its place, and the rest from the first slash on.
fn split_host(url: &str) -> (&str, &str) {
    let start = url.find("://").filter(|at| !url[..*at].contains(['/', '?'])).map_or(0, |at| at + 3);
    let rest = url.get(start..).unwrap_or_default();
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    url.split_at_checked(start + end).unwrap_or((url, ""))
}
