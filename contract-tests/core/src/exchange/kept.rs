//! Which values of a recording are those of the traffic it was made of.
//!
//! A recording lists their JSON pointers, with `*` for every index of an array. If an object has a name again, its second
//! member of that name is written as `name#2`.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::model::Exchange;
use super::origin::ValueOrigin;
use super::part::Part;
use crate::json::{Kind, Node};
use crate::pointer::unescaped;

/// The most entries of the list that apply to one value. Only hostile lists have more; the rest of the value then counts
/// as invented.
const MAX_APPLIED: usize = 64;

/// Stands for every index of an array.
const ANY_INDEX: &str = "*";

/// The list `kept` of a recording: JSON pointers to the values that were not invented, with `*` for every index.
#[derive(Clone, Copy)]
pub struct Kept<'a> {
    list: Node<'a>,
}

impl<'a> Kept<'a> {
    pub(super) fn new(list: Node<'a>) -> Self {
        Self { list }
    }

    /// The pointers, as written.
    pub fn pointers(self) -> impl Iterator<Item = &'a str> {
        self.list.items().filter_map(Node::as_str)
    }
}

/// The values of one part of an exchange that are those that were sent.
#[derive(Debug, Default)]
pub enum RealValues {
    /// All of them.
    #[default]
    All,
    /// Those that the spec marks as public.
    Public,
    /// As `Public`, but a text only if the spec lists it: recordings without a list do not tell which of the others were
    /// invented.
    PublicListed,
    /// The values with these ids.
    Known(HashSet<u32>),
}

impl RealValues {
    /// The real values of a body.
    #[must_use]
    pub fn of_body(exchange: &Exchange<'_>, part: Part, root: Node<'_>) -> Self {
        match (exchange.values, exchange.kept) {
            (ValueOrigin::Observed, _) => Self::All,
            (ValueOrigin::Written, _) => Self::Public,
            (ValueOrigin::Invented, None) => Self::PublicListed,
            (ValueOrigin::Invented, Some(kept)) => Self::Known(known(kept, part.steps(), root)),
        }
    }

    /// The real values of a parameter or header, which is real as a whole or not at all.
    #[must_use]
    pub fn of_text(exchange: &Exchange<'_>, part: Part, name: &str) -> Self {
        match (exchange.values, exchange.kept) {
            (ValueOrigin::Observed, _) => Self::All,
            (ValueOrigin::Written, _) => Self::Public,
            (ValueOrigin::Invented, None) => Self::PublicListed,
            (ValueOrigin::Invented, Some(kept)) if holds_text(kept, part, name) => Self::Public,
            (ValueOrigin::Invented, Some(_)) => Self::Known(HashSet::new()),
        }
    }

    /// True if a value that the spec does not list, at a place that it marks as public, is the one that was sent.
    #[must_use]
    pub fn has_unlisted(&self, value: Node<'_>) -> bool {
        match self {
            Self::All | Self::Public => true,
            // Recorders of all versions have kept numbers at public places.
            Self::PublicListed => value.kind() != Kind::String,
            Self::Known(ids) => ids.contains(&value.id()),
        }
    }
}

/// True if the list has the parameter or header, or all its items.
fn holds_text(kept: Kept<'_>, part: Part, name: &str) -> bool {
    let is_name = |step: &str| match part {
        Part::RequestHeader | Part::ResponseHeader => step.eq_ignore_ascii_case(name),
        _ => step == name,
    };
    kept.pointers().any(|pointer| {
        let steps: Vec<Cow<'_, str>> = pointer.split('/').skip(1).map(unescaped).collect();
        let mut names = steps.iter().map(|step| &**step);
        part.steps().iter().all(|step| names.next() == Some(*step))
            && names.next().is_some_and(is_name)
            && names.next().is_none_or(|item| item == ANY_INDEX)
            && names.next().is_none()
    })
}

/// The ids of the kept values in `root`.
fn known(kept: Kept<'_>, place: &[&str], root: Node<'_>) -> HashSet<u32> {
    let mut steps = Steps::default();
    for pointer in kept.pointers() {
        let mut names = pointer.split('/').skip(1);
        if place.iter().all(|step| names.next().is_some_and(|name| unescaped(name) == **step)) {
            steps.insert(names);
        }
    }
    let mut ids = HashSet::new();
    steps.collect(root, &[Steps::TOP], &mut ids);
    ids
}

/// The step to the member of this name that comes as the first, the second and so on.
#[must_use]
pub fn nth(name: &str, count: usize) -> Cow<'_, str> {
    if count == 1 { Cow::Borrowed(name) } else { Cow::Owned(format!("{name}#{count}")) }
}

/// The pointers as a tree, so that a body is walked once.
#[derive(Default)]
struct Steps {
    next: HashMap<(usize, String), usize>,
    ends: HashSet<usize>,
}

impl Steps {
    const TOP: usize = 0;

    fn insert<'p>(&mut self, names: impl Iterator<Item = &'p str>) {
        let mut at = Self::TOP;
        for name in names {
            let free = self.next.len() + 1;
            at = *self.next.entry((at, unescaped(name).into_owned())).or_insert(free);
        }
        self.ends.insert(at);
    }

    fn collect(&self, node: Node<'_>, at: &[usize], ids: &mut HashSet<u32>) {
        let go = |name: &str, to: &mut Vec<usize>| {
            to.extend(at.iter().filter_map(|at| self.next.get(&(*at, name.to_owned()))).copied());
            to.truncate(MAX_APPLIED);
        };
        let mut next = Vec::new();
        match node.kind() {
            Kind::Object => {
                let mut seen: HashMap<&str, usize> = HashMap::new();
                for (name, value) in node.members() {
                    next.clear();
                    let count = seen.entry(name).or_default();
                    *count += 1;
                    go(&nth(name, *count), &mut next);
                    self.enter(value, &next, ids);
                }
            }
            Kind::Array => {
                for (index, item) in node.items().enumerate() {
                    next.clear();
                    go(ANY_INDEX, &mut next);
                    go(&index.to_string(), &mut next);
                    self.enter(item, &next, ids);
                }
            }
            _ if at.iter().any(|at| self.ends.contains(at)) => {
                ids.insert(node.id());
            }
            _ => {}
        }
    }

    fn enter(&self, node: Node<'_>, at: &[usize], ids: &mut HashSet<u32>) {
        if !at.is_empty() {
            self.collect(node, at, ids);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kept, known};
    use crate::json::Tape;

    #[test]
    fn pointers_with_and_without_indexes() {
        let (mut list, mut body) = (Tape::new(), Tape::new());
        let list = list
            .parse(
                r#"["/response/body/a/*/x","/response/body/a/1/y","/request/body/b", 7,
            "/response/body/c#2"]"#,
            )
            .unwrap();
        let body = body.parse(r#"{"a":[{"x":1,"y":2},{"x":3,"y":4}],"b":5,"c":6,"c":7}"#).unwrap();
        let ids = known(Kept::new(list.root()), &["response", "body"], body.root());
        let items: Vec<_> = body.root().get("a").unwrap().items().collect();
        let is_kept = |item: usize, name: &str| ids.contains(&items[item].get(name).unwrap().id());
        assert!(is_kept(0, "x") && is_kept(1, "x") && is_kept(1, "y"));
        let again: Vec<_> = body.root().members().filter(|(name, _)| *name == "c").collect();
        assert!(!ids.contains(&again[0].1.id()) && ids.contains(&again[1].1.id()));
        assert!(!is_kept(0, "y") && !ids.contains(&body.root().get("b").unwrap().id()));
    }
}
