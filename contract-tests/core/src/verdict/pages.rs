//! Checks pagination: page counts, totals and limits against each other and against the list.

use std::collections::HashSet;
use std::iter;

use super::folded_name::FoldedName;
use super::response::emit;
use super::values::Values;
use super::walk::{Details, Scope, Sink};
use crate::json::{Kind, Node, Number};
use crate::pointer::push;
use crate::rules::{Expected, PageFault, response};
use crate::shown::shown_name_in;

/// The pagination numbers of one object.
#[derive(Debug, Default)]
struct Numbers<'a> {
    total: Option<(&'a str, u64)>,
    limit: Option<(&'a str, u64)>,
    page: Option<(&'a str, u64)>,
    pages: Option<(&'a str, u64)>,
}

/// An object that may have pagination numbers: the body itself, or one up to two levels below.
struct Place<'n> {
    /// The names on the way to it; the second one is empty one level below the body.
    names: [&'n str; 2],
    depth: usize,
    object: Node<'n>,
    /// The object with the list that they count.
    owner: Node<'n>,
}

/// Checks the numbers at the top level of the body and up to two levels below, against the only list next to
/// them.
pub(super) fn check(values: Values<'_>, root: Node<'_>, scope: Scope<'_>, sink: &mut Sink<'_>) {
    for place in places(root) {
        let numbers = Numbers::of(place.object);
        let is_real = |name: &str| {
            let steps = [place.steps(), &[name]].concat();
            place.object.get(name).is_some_and(|value| values.is_real(&steps, value))
        };
        let Some((name, fault)) = numbers.fault(place.owner) else { continue };
        if !numbers.names().all(is_real) {
            continue;
        }
        let mut pointer = String::new();
        for step in place.steps().iter().chain([&name]) {
            push(&mut pointer, &shown_name_in(values.spec, step));
        }
        let expected = &Expected::Pages(fault);
        let details = Details { found: Some(name), expected, ..Details::default() };
        emit(sink, scope, &response::PAGE_ARITHMETIC, &pointer, details);
    }
}

/// The ids of pagination numbers that contradict each other or their list, as rule C140 reports them.
#[must_use]
pub fn contradictory_numbers(root: Node<'_>) -> HashSet<u32> {
    let mut ids = HashSet::new();
    for place in places(root) {
        let numbers = Numbers::of(place.object);
        if numbers.fault(place.owner).is_some() {
            ids.extend(numbers.names().filter_map(|name| place.object.get(name)).map(Node::id));
        }
    }
    ids
}

/// The places of a body, without a list of them: every body is asked.
fn places(root: Node<'_>) -> impl Iterator<Item = Place<'_>> {
    let is_object = |(_, value): &(&str, Node<'_>)| value.kind() == Kind::Object;
    let top = (root.kind() == Kind::Object).then_some(Place {
        names: ["", ""],
        depth: 0,
        object: root,
        owner: root,
    });
    let object = top.as_ref().map(|top| top.object);
    let below =
        object.into_iter().flat_map(Node::members).filter(is_object).flat_map(move |(name, object)| {
            // In `{"data": [..], "meta": {..}}` the list is next to the numbers; some APIs put it among them.
            let owner = if list_of(object).is_some() { object } else { root };
            let inner = object.members().filter(is_object);
            let inner = inner.map(move |(inner, below)| Place {
                names: [name, inner],
                depth: 2,
                object: below,
                owner: object,
            });
            iter::once(Place { names: [name, ""], depth: 1, object, owner }).chain(inner)
        });
    top.into_iter().chain(below)
}

impl<'n> Place<'n> {
    fn steps(&self) -> &[&'n str] {
        self.names.get(..self.depth).unwrap_or_default()
    }
}

impl<'a> Numbers<'a> {
    fn names(&self) -> impl Iterator<Item = &'a str> {
        let all = [self.total, self.limit, self.page, self.pages];
        all.into_iter().flatten().map(|(name, _)| name)
    }

    /// What is wrong with the numbers, and which of them is.
    fn fault(&self, owner: Node<'_>) -> Option<(&'a str, PageFault<'a>)> {
        // Without a limit there are no pages.
        let (limit_name, limit) = self.limit.filter(|(_, limit)| *limit > 0)?;
        if self.page.is_none() && self.total.is_none() {
            return None;
        }
        let items = list_of(owner).map(|list| list.items().count() as u64);
        if items.is_some_and(|items| items > limit) {
            return Some((limit_name, PageFault::MoreThanLimit));
        }
        let (total_name, total) = self.total?;
        // A total below the number of items is wrong, or counts something else.
        if items.is_some_and(|items| items > total) {
            return Some((total_name, PageFault::MoreThanTotal));
        }
        // A total equal to the number of items may count this page only.
        let counts_this_page = items == Some(total);
        if let Some((pages_name, pages)) = self.pages {
            let is_this_page = counts_this_page && pages > 1;
            let is_empty = total == 0 && pages <= 1;
            if pages != total.div_ceil(limit) && !is_this_page && !is_empty && items.is_some() {
                let (total, limit) = (total_name.into(), limit_name.into());
                return Some((pages_name, PageFault::PageCount { total, limit }));
            }
        }
        // Pages are numbered from 0 or from 1; a page after the last one is empty in both cases.
        let has_items = items.is_some_and(|items| items > 0);
        let (page_name, page) = self.page?;
        if page > total.div_ceil(limit) && has_items && !counts_this_page {
            let (total, limit) = (total_name.into(), limit_name.into());
            return Some((page_name, PageFault::PastTheLast { total, limit }));
        }
        None
    }

    fn of(object: Node<'a>) -> Self {
        let mut numbers = Self::default();
        for (name, value) in object.members() {
            // Cheap filter: no known name is longer.
            if name.len() > 13 || value.kind() != Kind::Number {
                continue;
            }
            let Some(number) = value.as_number().and_then(Number::as_i64).and_then(|n| u64::try_from(n).ok())
            else {
                continue;
            };
            let slot = match FoldedName::of(name).as_str() {
                "total" | "totalcount" | "totalitems" | "totalresults" | "totalelements" => {
                    &mut numbers.total
                }
                "limit" | "perpage" | "pagesize" | "itemsperpage" => &mut numbers.limit,
                "page" | "currentpage" | "pagenumber" => &mut numbers.page,
                "totalpages" | "pages" | "pagecount" => &mut numbers.pages,
                _ => continue,
            };
            // Two candidates for the same number are ambiguous; neither is used.
            *slot = if slot.is_none() { Some((name, number)) } else { Some((name, u64::MAX)) };
        }
        let is_clear = |slot: Option<(&'a str, u64)>| slot.filter(|(_, number)| *number < u64::MAX);
        Self {
            total: is_clear(numbers.total),
            limit: is_clear(numbers.limit),
            page: is_clear(numbers.page),
            pages: is_clear(numbers.pages),
        }
    }
}

/// The only array among the members; `None` if there are several.
fn list_of(object: Node<'_>) -> Option<Node<'_>> {
    let mut lists = object.members().map(|(_, value)| value).filter(|value| value.kind() == Kind::Array);
    let first = lists.next()?;
    lists.next().is_none().then_some(first)
}
