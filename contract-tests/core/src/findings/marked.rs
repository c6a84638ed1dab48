//! Withholds names that are values of the run. Which values there are is known only at its end.

use super::gated::is_about_values;
use super::group::{Group, Key};
use super::groups::Groups;
use super::summary::Summary;
use crate::name_judge::MarkedWords;
use crate::pointer::{push, unescaped};
use crate::rules::{Found, Inside, New, Rule, response};
use crate::shown::{ANY, HIDDEN_NAME, is_marker};
use crate::spec::Spec;
use crate::verdict::{Learned, NameChanges, ObjectPlace};

impl Summary {
    /// Withholds the undeclared names that are values which the document marks as sensitive. What they found counts like
    /// other withheld names: as one finding at each place.
    pub(crate) fn withhold_marked(&mut self, marked: &MarkedWords, spec: &Spec) {
        let judge = Judge { marked, spec };
        let most_examples = self.groups.most_examples;
        let groups = std::mem::replace(&mut self.groups, Groups::new(most_examples));
        self.groups = groups.mapped(|group| judge.group(group));
        self.learned = judge.learned(&self.learned);
    }
}

/// Knows which names are values.
struct Judge<'j> {
    marked: &'j MarkedWords,
    spec: &'j Spec,
}

impl Judge<'_> {
    fn is_value(&self, name: &str) -> bool {
        !is_marker(name) && !self.spec.declares_name(name) && self.marked.is_marked(name)
    }

    fn name<'n>(&self, name: &'n str) -> &'n str {
        if self.is_value(name) { HIDDEN_NAME } else { name }
    }

    fn pointer(&self, pointer: &str) -> String {
        let mut shown = String::with_capacity(pointer.len());
        pointer.split('/').skip(1).for_each(|step| push(&mut shown, self.name(&unescaped(step))));
        shown
    }

    /// `GET /users/okafor`: a segment may be a name and what is done with it.
    fn operation(&self, operation: &str) -> String {
        let Some((method, path)) = operation.split_once(' ') else { return operation.to_owned() };
        if self.spec.operations.iter().any(|declared| declared.path == path) {
            return operation.to_owned();
        }
        let is_value = |segment: &&str| segment.split(':').any(|name| self.is_value(name));
        let shown = |segment| if is_value(&segment) { ANY } else { segment };
        let path: Vec<&str> = path.split('/').map(shown).collect();
        format!("{method} {}", path.join("/"))
    }

    fn found(&self, rule: &Rule, found: &str) -> String {
        match rule.traits.new {
            New::Operation => self.operation(found),
            _ if names_found(rule) => self.name(found).to_owned(),
            _ => found.to_owned(),
        }
    }

    fn group(&self, group: Group) -> Group {
        let key = &group.key;
        let is_new = key.rule.traits.new == New::Operation;
        let key = Key {
            operation: if is_new { self.operation(&key.operation) } else { key.operation.clone() },
            pointer: self.pointer(&key.pointer),
            found: key.found.as_deref().map(|found| self.found(key.rule, found)),
            ..group.key
        };
        let renamed_from = group.renamed_from.as_deref().map(|pointer| self.pointer(pointer));
        let inside = group.inside.map(|inside| self.inside(inside));
        Group { key, renamed_from, inside, ..group }
    }

    fn inside(&self, inside: Inside<'static>) -> Inside<'static> {
        match inside {
            Inside::Broken { rule, found, expected } => {
                Inside::Broken { rule, found: self.found(rule, &found).into(), expected }
            }
            Inside::JoinedItems { .. } => inside,
        }
    }

    /// What was learned, without places and names that may not be shown: they cannot be named in a finding.
    fn learned(&self, learned: &Learned) -> Learned {
        learned.retained(
            |place: &ObjectPlace| self.pointer(&place.pointer) == place.pointer,
            |changes: &mut NameChanges| {
                changes.undeclared.retain(|name, _| !self.is_value(name));
                for undeclared in changes.undeclared.values_mut() {
                    undeclared.wraps.retain(|pointer, _| self.pointer(pointer) == *pointer);
                }
            },
        )
    }
}

/// True for rules that find names of strangers.
fn names_found(rule: &Rule) -> bool {
    let is_media_type = rule == &response::UNDECLARED_MEDIA_TYPE
        || rule == &crate::rules::request::UNDECLARED_REQUEST_MEDIA_TYPE;
    rule.traits.found == Found::Many && !is_media_type && !is_about_values(rule)
}
