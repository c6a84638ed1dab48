//! Compares two lists of items.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

/// An item that was added, removed or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemChange {
    /// The item before the change; `None` if it was added.
    pub before: Option<String>,
    /// The item after the change; `None` if it was removed.
    pub after: Option<String>,
    /// True if code that uses the item no longer compiles or behaves differently.
    pub breaking: bool,
}

/// The differences between two lists, in the order of the items. Comments and blank lines are ignored.
#[must_use]
pub fn changes(before: &str, after: &str) -> Vec<ItemChange> {
    let (old, new) = (by_name(before), by_name(after));
    let names: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
    let differ = names.into_iter().filter(|name| old.get(name) != new.get(name));
    let requests: BTreeSet<&str> = new
        .keys()
        .filter_map(|name| name.strip_prefix("type "))
        .filter(|name| {
            new.get(format!("type {name}").as_str()).is_some_and(|line| line.ends_with("(request)"))
        })
        .collect();
    let change = |name: &str| {
        let (before, after) = (old.get(name).copied(), new.get(name).copied());
        let breaking = match (before, after) {
            (None, Some(after)) => !may_come(after, &old, &requests),
            (_, None) => true,
            (Some(before), Some(after)) => !may_become(before, after),
        };
        ItemChange { before: before.map(str::to_owned), after: after.map(str::to_owned), breaking }
    };
    differ.map(change).collect()
}

/// The items by kind and name.
fn by_name(list: &str) -> BTreeMap<&str, &str> {
    let lines = list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| (name(line), line)).collect()
}

fn name(line: &str) -> &str {
    let second = line.match_indices(' ').nth(1);
    second.map_or(line, |(at, _)| line.get(..at).unwrap_or(line)).trim_end_matches(':')
}

/// Structs and enums may grow, but an existing request must not get a new required field.
fn may_come(line: &str, old: &BTreeMap<&str, &str>, requests: &BTreeSet<&str>) -> bool {
    let Some(field) = line.strip_prefix("field ") else { return true };
    let owner = field.split('.').next().unwrap_or_default();
    let is_known = old.contains_key(format!("type {owner}").as_str());
    !(is_known && requests.contains(owner)) || type_of(line).starts_with("Option<")
}

fn may_become(before: &str, after: &str) -> bool {
    match before.split(' ').next() {
        Some("field") => type_of(before) == type_of(after) && names_stay(before, after),
        Some("operation") => signature_stays(before, after),
        _ => false,
    }
}

fn type_of(line: &str) -> &str {
    let (_, rest) = line.split_once(": ").unwrap_or_default();
    rest.split(" = ").next().unwrap_or(rest)
}

/// The first name is the one that is written, so it must stay. The others are read, and more may be added.
fn names_stay(before: &str, after: &str) -> bool {
    let names = |line| -> Vec<&str> {
        let (_, names): (&str, &str) = str::split_once(line, " = ").unwrap_or_default();
        names.trim_end_matches(", hidden").split(" or ").collect()
    };
    let (old, new) = (names(before), names(after));
    old.first() == new.first() && old.iter().all(|name| new.contains(name))
}

/// The return type and the arguments must stay. New optional arguments are not breaking: callers name the
/// ones they pass.
fn signature_stays(before: &str, after: &str) -> bool {
    let parts = |line| -> (Vec<&str>, &str) {
        let (_, rest): (&str, &str) = str::split_once(line, " (").unwrap_or_default();
        let (arguments, answer) = rest.rsplit_once(") -> ").unwrap_or_default();
        (arguments.split(", ").filter(|argument| !argument.is_empty()).collect(), answer)
    };
    let ((old, was), (new, is)) = (parts(before), parts(after));
    let come: Vec<&&str> = new.iter().filter(|argument| !old.contains(argument)).collect();
    was == is
        && old.iter().all(|argument| new.contains(argument))
        && come.iter().all(|argument| argument.contains(": Option<"))
}

#[cfg(test)]
mod tests {
    use super::{ItemChange, changes};

    const OLD: &str = "# a comment\n\
        effect getPet: read\n\
        enum Kind (open)\n\
        field NewPet.name: String = \"name\"\n\
        field Pet.age: Option<i64> = \"age\"\n\
        field Pet.name: String = \"name\" or \"nick\"\n\
        operation getPet: GET /pets/{id} (id: &str = path \"id\", full: Option<bool> = query \"full\") -> Pet\n\
        type NewPet (request)\n\
        type Pet (response)\n\
        value Kind::Cat = \"cat\"\n";

    fn one(from: &str, to: &str) -> (usize, bool) {
        assert!(OLD.contains(from), "{from}");
        let found = changes(OLD, &OLD.replacen(from, to, 1));
        (found.len(), found.iter().any(|change| change.breaking))
    }

    #[test]
    fn the_same_items_in_another_order_are_the_same() {
        let mut lines: Vec<&str> = OLD.lines().collect();
        lines.reverse();
        assert_eq!(changes(OLD, &lines.join("\n")), Vec::<ItemChange>::new());
    }

    #[test]
    fn what_can_be_added_breaks_nothing() {
        let add = |line: &str| one("enum Kind (open)\n", &format!("enum Kind (open)\n{line}\n"));
        for line in [
            "field Pet.ears: i64 = \"ears\"",
            "field NewPet.ears: Option<i64> = \"ears\"",
            "field Toy.kind: String = \"kind\"",
            "value Kind::Dog = \"dog\"",
            "type Toy (request)",
            "operation getToy: GET /toys () -> Toy",
        ] {
            assert_eq!(add(line), (1, false), "{line}");
        }
        assert_eq!(add("field NewPet.ears: i64 = \"ears\""), (1, true), "who makes a request must give it");
    }

    #[test]
    fn what_goes_or_becomes_another_breaks() {
        for (from, to, breaking) in [
            ("value Kind::Cat = \"cat\"\n", "", true),
            ("Option<i64>", "i64", true),
            ("Option<i64> = \"age\"", "Option<i64> = \"age\", hidden", false),
            ("\"name\" or \"nick\"", "\"name\" or \"nick\" or \"title\"", false),
            ("\"name\" or \"nick\"", "\"name\"", true),
            ("\"name\" or \"nick\"", "\"nick\" or \"name\"", true),
            ("query \"full\")", "query \"full\", raw: Option<bool> = query \"raw\")", false),
            ("query \"full\")", "query \"full\", raw: bool = query \"raw\")", true),
            (", full: Option<bool> = query \"full\"", "", true),
            (") -> Pet", ") -> Animal", true),
            ("effect getPet: read", "effect getPet: issue", true),
            ("type Pet (response)", "type Pet (request)", true),
        ] {
            assert_eq!(one(from, to), (1, breaking), "{from} -> {to}");
        }
    }

    #[test]
    fn a_change_has_the_item_before_and_after() {
        let found = changes(OLD, &OLD.replace("Option<i64>", "i64"));
        let expected = ItemChange {
            before: Some("field Pet.age: Option<i64> = \"age\"".into()),
            after: Some("field Pet.age: i64 = \"age\"".into()),
            breaking: true,
        };
        assert_eq!(found, [expected]);
    }
}
