//! Maps a method and a URL to an operation.

use std::borrow::Cow;
use std::collections::HashMap;

use super::base::{Base, Certainty};
use super::index::OperationIndex;
use super::operation::{Operation, ParameterIn};
use super::path_key::{PathKey, variable};
use super::scheme::other_scheme;
use super::segment::{Segment, mixed_values, splits};
use super::url::{decoded_pair, path_and_query, percent_decoded, split};

/// The method of a path item that cannot be read: it may declare any.
pub(super) const ANY_METHOD: &str = "*";

/// A matched operation with its path parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match<'s, 'u> {
    /// The operation.
    pub operation: OperationIndex,
    /// The path parameters, decoded.
    pub path_parameters: Vec<(&'s str, Cow<'u, str>)>,
    /// Values that path parameters may have instead, where a segment can be split in several ways.
    pub other_values: Vec<(&'s str, String)>,
    /// The query as sent, without `?`; empty if there is none.
    pub query: &'u str,
}

/// The servers of the operations.
#[derive(Debug, Default)]
pub(super) struct Servers {
    /// The base paths of each list of servers.
    pub(super) lists: Vec<Vec<Base>>,
    /// The index of the list, by operation.
    pub(super) of_operation: Vec<usize>,
}

/// Finds operations by path.
#[derive(Debug)]
pub(super) struct Router {
    /// Every base path, the surest first.
    bases: Vec<ServedBase>,
    /// The list of servers, by operation.
    servers: Vec<usize>,
    templates: Vec<Template>,
    /// The tree of the templates' segments; the first one is the root.
    branches: Vec<Branch>,
    /// Templates whose last parameter may contain slashes, the longest first.
    open_ended: Vec<usize>,
}

/// A base path, and the list of servers that has it.
#[derive(Debug)]
struct ServedBase {
    base: Base,
    /// `None` serves every operation.
    servers: Option<usize>,
    rank: Rank,
}

/// The order in which base paths are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// A server has it.
    Declared(Certainty),
    /// Traffic to a test server often lacks the base path.
    Missing,
    /// A variable may stand for several segments.
    AnyLength,
}

#[derive(Debug)]
struct Template {
    /// The key of `paths`.
    path: String,
    segments: Vec<Segment>,
    /// The names of its parameters, in the order of their values.
    names: Vec<String>,
    /// The query it demands; `{name}` stands for any value.
    query: Vec<(String, String)>,
    ends_in_slash: bool,
    /// Operations by method.
    operations: Vec<(String, OperationIndex)>,
}

/// The templates that share their first segments.
#[derive(Debug, Default)]
struct Branch {
    literals: HashMap<String, usize>,
    /// The texts of each segment, those with more text first.
    mixed: Vec<((Vec<String>, String), usize)>,
    parameter: Option<usize>,
    /// The templates that end here.
    ends: Vec<usize>,
}

/// A request to find the operation of.
struct Request<'m, 'u> {
    /// `None` for any.
    method: Option<&'m str>,
    segments: Vec<Cow<'u, str>>,
    ends_in_slash: bool,
    query: &'u str,
}

/// What was found: the template, the operation and the values of the parameters.
struct Found<'u> {
    template: usize,
    operation: OperationIndex,
    values: Vec<Cow<'u, str>>,
}

impl Router {
    pub(super) fn new(operations: &[Operation], servers: Servers) -> Self {
        let mut router = Self {
            bases: bases(servers.lists),
            servers: servers.of_operation,
            templates: Vec::new(),
            branches: vec![Branch::default()],
            open_ended: Vec::new(),
        };
        let mut known = HashMap::new();
        for (index, operation) in OperationIndex::each(operations) {
            let key = PathKey::of(&operation.path);
            if key.obstacle.is_some() || operation.is_webhook {
                continue;
            }
            let at = *known.entry(&operation.path).or_insert_with(|| router.add(&operation.path, key));
            let Some(template) = router.templates.get_mut(at) else { continue };
            template.operations.push((operation.method.clone(), index));
            if template.is_open_ended(operation) && !router.open_ended.contains(&at) {
                router.open_ended.push(at);
            }
        }
        router.sort();
        router
    }

    /// Adds a template.
    fn add(&mut self, path: &str, key: PathKey<'_>) -> usize {
        let mut names = Vec::new();
        let segments: Vec<Segment> = key.segments().map(|text| Segment::parse(text, &mut names)).collect();
        names.extend(key.query_variables());
        let end = segments.iter().fold(0, |at, segment| self.branch(at, segment));
        let template = self.templates.len();
        if let Some(branch) = self.branches.get_mut(end) {
            branch.ends.push(template);
        }
        let (path, ends_in_slash, query) = (path.to_owned(), key.path.ends_with('/'), key.query);
        self.templates.push(Template { path, segments, names, query, ends_in_slash, operations: Vec::new() });
        template
    }

    /// The branch for a segment after another branch.
    fn branch(&mut self, at: usize, segment: &Segment) -> usize {
        let next = self.branches.len();
        let Some(branch) = self.branches.get_mut(at) else { return at };
        let found = match segment {
            Segment::Literal(text) => *branch.literals.entry(text.clone()).or_insert(next),
            Segment::Parameter => *branch.parameter.get_or_insert(next),
            Segment::Mixed(texts, end) => {
                let key = (texts.clone(), end.clone());
                let known = branch.mixed.iter().find(|(known, _)| *known == key).map(|(_, known)| *known);
                known.unwrap_or_else(|| {
                    branch.mixed.push((key, next));
                    next
                })
            }
        };
        if found == next {
            self.branches.push(Branch::default());
        }
        found
    }

    fn sort(&mut self) {
        let templates = &self.templates;
        let order =
            |at: &usize| templates.get(*at).map(|known| (usize::MAX - known.query.len(), &known.path));
        for branch in &mut self.branches {
            branch.ends.sort_by(|left, right| order(left).cmp(&order(right)));
            let text = |(texts, end): &(Vec<String>, String)| {
                texts.iter().chain([end]).map(String::len).sum::<usize>()
            };
            branch.mixed.sort_by(|(left, _), (right, _)| text(right).cmp(&text(left)).then(left.cmp(right)));
        }
        let length =
            |at: &usize| templates.get(*at).map(|known| (usize::MAX - known.segments.len(), &known.path));
        self.open_ended.sort_by(|left, right| length(left).cmp(&length(right)));
    }

    /// Operations that no request reaches, each with the one that gets its requests.
    pub(super) fn shadowed(&self) -> Vec<(OperationIndex, OperationIndex)> {
        let mut shadowed = Vec::new();
        for branch in &self.branches {
            let ends: Vec<&Template> = branch.ends.iter().filter_map(|at| self.templates.get(*at)).collect();
            for (at, later) in ends.iter().enumerate() {
                let same = ends.iter().take(at).filter(|first| first.has_requests_of(later));
                let first = |method: &str, servers| {
                    let mut known = same.clone().flat_map(|template| &template.operations);
                    known.find(|(known, index)| known == method && index.of(&self.servers) == servers)
                };
                shadowed.extend(later.operations.iter().filter_map(|(method, operation)| {
                    Some((*operation, first(method, operation.of(&self.servers))?.1))
                }));
            }
        }
        shadowed
    }

    /// The operation for a method and a URL, on any host, with or without a server's base path.
    pub(super) fn find<'s, 'u>(&'s self, method: &str, url: &'u str) -> Option<Match<'s, 'u>> {
        if url.is_empty() || other_scheme(url).is_some() {
            return None;
        }
        let request = Request::of(Some(method), url);
        let found = self.search(&request)?;
        let template = self.templates.get(found.template)?;
        let other_values = template.other_values(&found.values);
        let path_parameters = template.names.iter().map(String::as_str).zip(found.values).collect();
        Some(Match { operation: found.operation, path_parameters, other_values, query: request.query })
    }

    /// The path template that a URL matches, whatever the method.
    pub(super) fn path_of(&self, url: &str) -> Option<&str> {
        let found = self.search(&Request::of(None, url))?;
        self.templates.get(found.template).map(|template| template.path.as_str())
    }

    fn search<'u>(&self, request: &Request<'_, 'u>) -> Option<Found<'u>> {
        let limit = self.bases.partition_point(|base| base.rank < Rank::AnyLength);
        let (bases, open) = self.bases.split_at_checked(limit)?;
        // After a base path that is written, what follows is a path, and not more of a variable.
        let open = open.iter().filter(|base| !bases.iter().any(|known| known.settles(base, request)));
        self.among(bases.iter(), request).or_else(|| self.among(open, request))
    }

    fn among<'b, 'u>(
        &self,
        bases: impl Iterator<Item = &'b ServedBase> + Clone,
        request: &Request<'_, 'u>,
    ) -> Option<Found<'u>> {
        self.plain(bases.clone(), request).or_else(|| self.open_ended(bases, request))
    }

    /// A path without parameters whatever its base, else the path after the surest base.
    fn plain<'b, 'u>(
        &self,
        bases: impl Iterator<Item = &'b ServedBase>,
        request: &Request<'_, 'u>,
    ) -> Option<Found<'u>> {
        let mut first = None;
        for base in bases {
            for rest in base.base.rests(&request.segments) {
                let Some(found) = self.walk(0, rest, (base, request), &mut Vec::new()) else { continue };
                if self.templates.get(found.template).is_some_and(Template::is_literal) {
                    return Some(found);
                }
                first.get_or_insert(found);
            }
        }
        first
    }

    /// Walks the tree, the most concrete branch first, as OpenAPI requires.
    fn walk<'u>(
        &self,
        at: usize,
        segments: &[Cow<'u, str>],
        asked: (&ServedBase, &Request<'_, 'u>),
        values: &mut Vec<Cow<'u, str>>,
    ) -> Option<Found<'u>> {
        let branch = self.branches.get(at)?;
        let Some((segment, rest)) = segments.split_first() else { return self.end(branch, asked, values) };
        if let Some(next) = branch.literals.get(&**segment)
            && let Some(found) = self.walk(*next, rest, asked, values)
        {
            return Some(found);
        }
        let before = values.len();
        for ((texts, end), next) in &branch.mixed {
            if mixed_values((texts, end), segment, values).is_some()
                && let Some(found) = self.walk(*next, rest, asked, values)
            {
                return Some(found);
            }
            values.truncate(before);
        }
        let next = branch.parameter.filter(|_| !segment.is_empty())?;
        values.push(segment.clone());
        let found = self.walk(next, rest, asked, values);
        values.truncate(before);
        found
    }

    /// The template that ends here and has the method, the query and, if another one differs in nothing else, the slash
    /// at the end.
    fn end<'u>(
        &self,
        branch: &Branch,
        (base, request): (&ServedBase, &Request<'_, 'u>),
        values: &[Cow<'u, str>],
    ) -> Option<Found<'u>> {
        let ends = branch.ends.iter().filter_map(|at| Some((*at, self.templates.get(*at)?)));
        let fitting = ends.filter(|(_, template)| base.may_serve(template));
        let fitting =
            fitting.filter_map(|(at, template)| Some((at, template, request.query_values(&template.query)?)));
        let fitting: Vec<_> = fitting.collect();
        let is_exact = |template: &Template| template.ends_in_slash == request.ends_in_slash;
        let has_exact = fitting.iter().any(|(_, template, _)| is_exact(template));
        fitting.into_iter().filter(|(_, template, _)| !has_exact || is_exact(template)).find_map(
            |(at, template, in_query)| {
                let operation = self.operation(template, base, request)?;
                let values = values.iter().cloned().chain(in_query).collect();
                Some(Found { template: at, operation, values })
            },
        )
    }

    fn operation(
        &self,
        template: &Template,
        base: &ServedBase,
        request: &Request<'_, '_>,
    ) -> Option<OperationIndex> {
        let is_served = |operation: OperationIndex| {
            base.servers.is_none_or(|list| operation.of(&self.servers) == Some(&list))
        };
        let mut operations = template.operations.iter().filter(|(_, operation)| is_served(*operation));
        operations.find(|(method, _)| request.has_method(method)).map(|(_, operation)| *operation)
    }

    fn open_ended<'b, 'u>(
        &self,
        mut bases: impl Iterator<Item = &'b ServedBase>,
        request: &Request<'_, 'u>,
    ) -> Option<Found<'u>> {
        bases.find_map(|base| {
            base.base.rests(&request.segments).find_map(|rest| {
                self.open_ended.iter().find_map(|at| {
                    let template = self.templates.get(*at).filter(|template| base.may_serve(template))?;
                    let operation = self.operation(template, base, request)?;
                    let mut values = template.open_ended_values(rest, request.ends_in_slash)?;
                    values.extend(request.query_values(&template.query)?);
                    Some(Found { template: *at, operation, values })
                })
            })
        })
    }
}

fn bases(lists: Vec<Vec<Base>>) -> Vec<ServedBase> {
    let mut bases = vec![ServedBase { base: Base::NONE, servers: None, rank: Rank::Missing }];
    for (list, known) in lists.into_iter().enumerate() {
        bases.extend(known.into_iter().map(|base| {
            let rank = match base.certainty() {
                Certainty::AnyLength => Rank::AnyLength,
                certainty => Rank::Declared(certainty),
            };
            ServedBase { base, servers: Some(list), rank }
        }));
    }
    bases.sort_by_key(|base| base.rank);
    bases
}

impl ServedBase {
    /// True if this is a base path that is written, of the same servers as another one, and starts the request.
    fn settles(&self, other: &Self, request: &Request<'_, '_>) -> bool {
        self.rank == Rank::Declared(Certainty::Written)
            && self.servers == other.servers
            && self.base.has_text()
            && self.base.rests(&request.segments).next().is_some()
    }

    /// A base of any length is believed only if there is some fixed text after its start. A lone parameter would take the
    /// last segment of every URL.
    fn may_serve(&self, template: &Template) -> bool {
        self.rank != Rank::AnyLength
            || self.base.has_text()
            || template.segments.iter().any(|segment| !matches!(segment, Segment::Parameter))
    }
}

impl<'m, 'u> Request<'m, 'u> {
    fn of(method: Option<&'m str>, url: &'u str) -> Self {
        let (path, query) = path_and_query(url);
        let segments = split(path).map(percent_decoded).collect();
        Self { method, segments, ends_in_slash: path.ends_with('/'), query }
    }

    fn has_method(&self, method: &str) -> bool {
        self.method.is_none_or(|wanted| wanted.eq_ignore_ascii_case(method) || method == ANY_METHOD)
    }

    /// The values of the variables in a query that a template demands; `None` if it was not sent.
    fn query_values(&self, wanted: &[(String, String)]) -> Option<Vec<Cow<'u, str>>> {
        let mut values = Vec::new();
        for (name, value) in wanted {
            let mut pairs = self.query.split('&').map(decoded_pair);
            match variable(value) {
                Some(_) => values.push(pairs.find(|(sent, _)| sent == name)?.1),
                None => drop(pairs.find(|(sent, actual)| sent == name && actual == value)?),
            }
        }
        Some(values)
    }
}

impl Template {
    fn is_literal(&self) -> bool {
        self.segments.iter().all(|segment| matches!(segment, Segment::Literal(_)))
    }

    /// True if every request of another template that ends at the same branch is one of this.
    fn has_requests_of(&self, other: &Self) -> bool {
        let query = |template: &Self| -> Vec<_> {
            let demanded = template.query.iter();
            demanded
                .map(|(name, value)| (name.clone(), variable(value).is_none().then(|| value.clone())))
                .collect()
        };
        self.ends_in_slash == other.ends_in_slash && query(self) == query(other)
    }

    /// The values in all ways of splitting the segments with several parameters.
    fn other_values(&self, values: &[Cow<'_, str>]) -> Vec<(&str, String)> {
        let (mut others, mut at) = (Vec::new(), 0);
        for segment in &self.segments {
            let count = match segment {
                Segment::Literal(_) => 0,
                Segment::Parameter => 1,
                Segment::Mixed(texts, _) => texts.len(),
            };
            let own = (self.names.get(at..at + count), values.get(at..at + count));
            if let (Segment::Mixed(texts, _), (Some(names), Some(values @ [_, _, ..]))) = (segment, own) {
                let names = names.iter().map(String::as_str);
                let ways = splits(texts, values).into_iter();
                others.extend(ways.flat_map(|values| names.clone().zip(values)));
            }
            at += count;
        }
        others
    }

    /// True if the last segment of the path may contain slashes.
    fn is_open_ended(&self, operation: &Operation) -> bool {
        let in_query = self.query.iter().filter(|(_, value)| variable(value).is_some()).count();
        let before_query = self.names.len() - in_query;
        let name = self.segments.last().filter(|last| **last == Segment::Parameter);
        let Some(name) = name.and_then(|_| self.names.get(before_query.checked_sub(1)?)) else {
            return false;
        };
        let mut parameters = operation.parameters.iter();
        parameters.any(|p| p.location == ParameterIn::Path && p.name == *name && p.multi_segment)
    }

    /// The values of the parameters, of which the last one takes the rest of the path: several segments, or nothing after a
    /// slash.
    fn open_ended_values<'u>(
        &self,
        segments: &[Cow<'u, str>],
        ends_in_slash: bool,
    ) -> Option<Vec<Cow<'u, str>>> {
        let (_, before) = self.segments.split_last()?;
        let (start, rest) = segments.split_at_checked(before.len())?;
        if rest.is_empty() && !ends_in_slash {
            return None;
        }
        let mut values = Vec::new();
        for (segment, actual) in before.iter().zip(start) {
            match segment {
                Segment::Literal(text) => (text == actual).then_some(())?,
                Segment::Mixed(texts, end) => mixed_values((texts, end), actual, &mut values)?,
                Segment::Parameter => values.push(actual.clone()),
            }
        }
        values.push(Cow::Owned(rest.join("/")));
        Some(values)
    }
}
