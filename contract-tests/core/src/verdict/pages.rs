//! Checks pagination: page counts, totals and limits against each other and against the list.

use super::folded_name::FoldedName;
use super::response::emit;
use super::values::Values;
use super::walk::{Details, Scope, Sink};
use crate::json::{Kind, Node, Number};
use crate::rules::{Expected, PageFault, response};
use crate::shown;

/// The pagination numbers of one object.
#[derive(Debug, Default)]
struct Numbers<'a> {
    total: Option<(&'a str, u64)>,
    limit: Option<(&'a str, u64)>,
    page: Option<(&'a str, u64)>,
    pages: Option<(&'a str, u64)>,
}

/// Checks the numbers at the top level of the body and up to two levels below, against the only list next to
/// them.
pub(super) fn check(values: Values<'_>, root: Node<'_>, scope: Scope<'_>, sink: &mut Sink<'_>) {
    if root.kind() != Kind::Object {
        return;
    }
    arithmetic(values, root, &[], root, scope, sink);
    for (name, value) in root.members().filter(|(_, value)| value.kind() == Kind::Object) {
        // In `{"data": [..], "meta": {..}}` the list is next to the numbers; some APIs put it among them.
        let owner = if list_of(value).is_some() { value } else { root };
        arithmetic(values, value, &[name], owner, scope, sink);
        for (inner_name, inner) in value.members().filter(|(_, inner)| inner.kind() == Kind::Object) {
            arithmetic(values, inner, &[name, inner_name], value, scope, sink);
        }
    }
}

fn arithmetic(
    values: Values<'_>,
    object: Node<'_>,
    at: &[&str],
    owner: Node<'_>,
    scope: Scope<'_>,
    sink: &mut Sink<'_>,
) {
    let numbers = Numbers::of(object);
    let all = [numbers.total, numbers.limit, numbers.page, numbers.pages];
    let is_real = |(name, _): (&str, u64)| values.are_real() || values.is_real(&[at, &[name]].concat());
    if numbers.limit.is_none() || !all.into_iter().flatten().all(is_real) {
        return;
    }
    let items = list_of(owner).map(|list| list.items().count() as u64);
    let mut wrong = |name: &str, fault: PageFault<'_>| {
        let shown: Vec<_> = at.iter().map(|step| shown::shown_name(step)).collect();
        let pointer = format!("/{}", [shown.as_slice(), &[name.into()]].concat().join("/"));
        emit(
            sink,
            scope,
            &response::PAGE_ARITHMETIC,
            &pointer,
            Details { found: Some(name), expected: &Expected::Pages(fault), ..Details::default() },
        );
    };
    // Without a limit there are no pages.
    let Some((limit_name, limit)) = numbers.limit.filter(|(_, limit)| *limit > 0) else { return };
    if numbers.page.is_none() && numbers.total.is_none() {
        return;
    }
    if items.is_some_and(|items| items > limit) {
        return wrong(limit_name, PageFault::MoreThanLimit);
    }
    let Some((total_name, total)) = numbers.total else { return };
    // A total below the number of items is wrong, or counts something else.
    if items.is_some_and(|items| items > total) {
        return wrong(total_name, PageFault::MoreThanTotal);
    }
    // A total equal to the number of items may count this page only.
    let counts_this_page = items == Some(total);
    if let Some((pages_name, pages)) = numbers.pages {
        let is_this_page = counts_this_page && pages > 1;
        let is_empty = total == 0 && pages <= 1;
        if pages != total.div_ceil(limit) && !is_this_page && !is_empty && items.is_some() {
            let (total, limit) = (total_name.into(), limit_name.into());
            return wrong(pages_name, PageFault::PageCount { total, limit });
        }
    }
    // Pages are numbered from 0 or from 1; a page after the last one is empty in both cases.
    let has_items = items.is_some_and(|items| items > 0);
    if let Some((page_name, page)) = numbers.page
        && page > total.div_ceil(limit)
        && has_items
        && !counts_this_page
    {
        let (total, limit) = (total_name.into(), limit_name.into());
        wrong(page_name, PageFault::PastTheLast { total, limit });
    }
}

impl<'a> Numbers<'a> {
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
