//! Values that their lists lack, and lists that differ.

use std::collections::{BTreeMap, BTreeSet};

use super::report::{Draft, places_of};
use super::view::{Operation, Property};
use crate::model::{Claim, Location, Predicate, Section};
use contract_core::rules::docs::Topic;

/// The values of a property: declared by each kind of section, and shown by samples and code.
#[derive(Default)]
struct Values<'a> {
    declared: BTreeMap<(&'a str, Section), Vec<&'a Claim>>,
    shown: Vec<&'a Claim>,
    folded: Vec<&'a Claim>,
}

impl<'a> Values<'a> {
    fn take(&mut self, claim: &'a Claim) {
        let declares =
            matches!(claim.section, Section::HandWrittenTable | Section::ParameterList | Section::Prose);
        match claim.predicate {
            Predicate::EnumMember if declares => {
                self.declared.entry((&claim.page, claim.section)).or_default().push(claim);
            }
            Predicate::EnumMember => self.shown.push(claim),
            // An example in a list of fields that looks like an enum value.
            Predicate::Example if claim.value.is_string() => self.shown.push(claim),
            Predicate::Format if claim.value == "case-insensitive" => self.folded.push(claim),
            _ => {}
        }
    }

    /// All values declared by any list.
    fn all(&self) -> BTreeSet<String> {
        self.declared.values().flatten().map(|claim| claim.text()).collect()
    }
}

type Key<'a> = (Location, String, &'a str);

fn by_property<'a>(operation: &Operation<'a>) -> BTreeMap<Key<'a>, Values<'a>> {
    let mut found: BTreeMap<Key<'a>, Values<'a>> = BTreeMap::new();
    for (key, source) in &operation.sources {
        for (Property { object, name }, claims) in &source.properties {
            for claim in claims {
                found.entry((key.location, object.clone(), name)).or_default().take(claim);
            }
        }
    }
    for claim in operation.claims.iter().filter(|claim| claim.location.is_parameter()) {
        found.entry((claim.location, String::new(), &claim.pointer)).or_default().take(claim);
    }
    found
}

/// Lists that differ, values that no list has, and lists in upper case where any case is allowed.
pub(super) fn within<'a>(operation: &Operation<'a>, drafts: &mut Vec<Draft<'a>>) {
    for ((location, _, name), values) in by_property(operation) {
        not_listed(operation.name, location, name, &values.shown, &values, drafts);
        lists(operation.name, location, name, &values, drafts);
        case(operation.name, location, name, &values, drafts);
    }
}

/// Values that one page shows, but the list of another page about the same object lacks.
pub(super) fn across<'a>(operations: &[Operation<'a>], drafts: &mut Vec<Draft<'a>>) {
    let tables: Vec<(&str, BTreeMap<Key<'a>, Values<'a>>)> =
        operations.iter().map(|operation| (operation.name, by_property(operation))).collect();
    for (name, properties) in &tables {
        for (key, values) in properties.iter().filter(|(key, values)| {
            key.0 == Location::ResponseBody && !key.1.is_empty() && values.declared.is_empty()
        }) {
            let lists = tables.iter().filter(|(other, _)| other != name);
            let declared = lists
                .filter_map(|(_, properties)| properties.get(key))
                .find(|values| values.all().len() >= 2);
            if let Some(declared) = declared {
                not_listed(name, key.0, key.2, &values.shown, declared, drafts);
            }
        }
    }
}

fn not_listed<'a>(
    operation: &'a str,
    location: Location,
    name: &str,
    shown: &[&'a Claim],
    lists: &Values<'a>,
    drafts: &mut Vec<Draft<'a>>,
) {
    let declared = lists.all();
    if declared.is_empty() {
        return;
    }
    let folded = !lists.folded.is_empty();
    for claim in shown {
        let value = claim.text();
        let known =
            declared.iter().any(|known| *known == value || (folded && known.eq_ignore_ascii_case(&value)));
        if known {
            continue;
        }
        let listed: Vec<&Claim> = lists.declared.values().flatten().copied().collect();
        let near = declared
            .iter()
            .find(|known| known.starts_with(value.as_str()) || value.starts_with(known.as_str()));
        let near = near.map(|known| format!(", but has `{known}`")).unwrap_or_default();
        let first: Vec<&Claim> = listed.first().copied().into_iter().collect();
        let nearest: Vec<&'a Claim> = listed
            .iter()
            .filter(|listed| listed.line == first.first().map_or(0, |first| first.line))
            .take(1)
            .copied()
            .collect();
        drafts.push(Draft {
            status: claim.status.as_deref(),
            found: Some(value.clone()),
            ..Draft::error(
                Topic::Enumeration,
                (operation, location, &claim.pointer),
                format!(
                    "`{name}` is `{value}` in {}; the list of values in {} lacks `{value}`{near}",
                    places_of(&[claim]),
                    places_of(&first)
                ),
                std::iter::once(*claim).chain(nearest).collect(),
            )
        });
    }
}

/// Two different lists for one property.
fn lists<'a>(
    operation: &'a str,
    location: Location,
    name: &str,
    values: &Values<'a>,
    drafts: &mut Vec<Draft<'a>>,
) {
    let texts = |claims: &[&Claim]| claims.iter().map(|claim| claim.text()).collect::<BTreeSet<String>>();
    let lists: Vec<&Vec<&Claim>> = values.declared.values().collect();
    for (index, one) in lists.iter().enumerate() {
        for other in lists.iter().skip(index + 1) {
            let (ours, theirs) = (texts(one), texts(other));
            let differs: Vec<&'a Claim> = one
                .iter()
                .filter(|claim| !theirs.contains(&claim.text()))
                .chain(other.iter().filter(|claim| !ours.contains(&claim.text())))
                .copied()
                .collect();
            for claim in differs {
                let against = if ours.contains(&claim.text()) { other } else { one };
                let first: Vec<&'a Claim> = against.first().copied().into_iter().collect();
                drafts.push(Draft {
                    status: claim.status.as_deref(),
                    found: Some(claim.text()),
                    ..Draft::error(
                        Topic::Enumeration,
                        (operation, location, &claim.pointer),
                        format!(
                            "`{}` is a value of `{name}` in {}, but not in the list in {}",
                            claim.text(),
                            places_of(&[claim]),
                            places_of(&first)
                        ),
                        std::iter::once(claim).chain(first).collect(),
                    )
                });
            }
        }
    }
}

/// Any case is documented as allowed, but the generated list has only one.
fn case<'a>(
    operation: &'a str,
    location: Location,
    name: &str,
    values: &Values<'a>,
    drafts: &mut Vec<Draft<'a>>,
) {
    let Some(statement) = values.folded.first() else { return };
    let closed = values.declared.iter().find(|((_, section), claims)| {
        let one_case = claims.iter().all(|claim| claim.text().to_ascii_uppercase() == claim.text());
        *section == Section::ParameterList && *section != statement.section && one_case
    });
    let Some((_, claims)) = closed else { return };
    drafts.push(Draft {
        status: statement.status.as_deref(),
        found: Some(name.to_owned()),
        ..Draft::error(
            Topic::Enumeration,
            (operation, location, &statement.pointer),
            format!(
                "any case of `{name}` is allowed in {}; the list in {} has upper case only",
                places_of(&[statement]),
                places_of(claims)
            ),
            std::iter::once(*statement).chain(claims.iter().copied()).collect(),
        )
    });
}
