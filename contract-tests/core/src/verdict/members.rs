//! The members of an object: which schemas they have, and which are declared at all.

use std::ops::Range;

use super::walk::{Details, Walk};
use crate::exchange::Part;
use crate::json::{Node, same_value};
use crate::pointer;
use crate::rules::response;
use crate::shown;
use crate::spec::{Additional, Property, Schema, SchemaId};

impl<'s> Walk<'_, 's> {
    /// Goes through the members. `open`: where that starts which is known of the object. `lacking`: where the required
    /// names start that it does not have.
    pub(super) fn members(&mut self, node: Node<'_>, applied: Range<usize>, open: usize, lacking: usize) {
        let is_unclear =
            self.scratch.stack.get(applied.clone()).is_some_and(|ids| ids.contains(&SchemaId::NONE));
        if self.scratch.presence.is_some() {
            self.count_presence(node, applied.clone());
        }
        // Those of objects in this one come and go at the end.
        let undeclared = self.scratch.undeclared.len();
        for (at, (name, value)) in node.members().enumerate() {
            if !self.member(node, name, value, (applied.clone(), open), is_unclear) {
                self.scratch.undeclared.push(at);
            }
        }
        self.close(node, applied.clone(), open);
        let is_body = matches!(self.scope.part, Part::ResponseBody | Part::RequestBody);
        if is_body && !self.scope.excused && !is_unclear {
            self.learn(node, applied, lacking, undeclared);
        }
        self.scratch.undeclared.truncate(undeclared);
    }

    /// Says if the member is declared. `is_unclear`: the object fits no variant, and it cannot be told which properties it
    /// should have.
    fn member(
        &mut self,
        object: Node<'_>,
        name: &str,
        value: Node<'_>,
        (applied, open): (Range<usize>, usize),
        is_unclear: bool,
    ) -> bool {
        let (mut named, mut evaluated, mut needs_property_checks) = (None::<&'s str>, false, false);
        let mut refused_by: Option<&'s Schema> = None;
        for (place, at) in applied.clone().enumerate() {
            let schema = self.schema_at(at);
            let position = schema.position(name);
            if let Some((position, property)) = position.and_then(|at| Some((at, schema.properties.get(at)?)))
            {
                let id = self.scratch.stack.get(at).copied().unwrap_or(SchemaId::NONE);
                self.scratch.coverage.property(id, position);
                if let Some(check) = self.scratch.open.get_mut(open + place) {
                    check.present |= property.required_bit;
                }
                self.apply(property.schema, applied.end);
                (named, evaluated) = (Some(&*property.name), true);
                let marks = &self.spec.schema(property.schema).extensions;
                needs_property_checks |=
                    property.is_year || marks.alias_of.is_some() || !marks.corrections.is_empty();
                continue;
            }
            match schema.additional {
                Additional::Schema(values) => {
                    self.apply(values, applied.end);
                    evaluated = true;
                }
                Additional::Allowed => evaluated = true,
                Additional::Forbidden => refused_by = refused_by.or(Some(schema)),
                Additional::Unspecified => {}
            }
        }
        let is_declared = (evaluated || is_unclear) && refused_by.is_none();
        if !is_declared {
            let closed =
                || applied.clone().map(|at| self.schema_at(at)).find(|schema| schema.declares_properties());
            let site = refused_by.or_else(closed).map(|schema| &schema.site);
            let shown = shown::shown_name(name);
            let details = Details { found: Some(&shown), site, ..Details::default() };
            self.emit_at_name(Some(&shown), &response::UNDECLARED_PROPERTY, details);
        }
        if !evaluated {
            return is_declared;
        }
        // By the name as the spec has it; where only `additionalProperties` is about it, it is one of many.
        self.scratch.path.enter(named.unwrap_or("*"));
        if needs_property_checks {
            for at in applied.clone() {
                let schema = self.schema_at(at);
                if let Some(property) = schema.property(name) {
                    self.report_undocumented_property(property, object, value);
                    if property.is_year && self.scope.part == Part::ResponseBody {
                        self.year(property, value);
                    }
                }
            }
        }
        self.value(value, applied.end);
        self.scratch.path.leave();
        is_declared
    }

    /// A property the spec has although the docs do not, or under another name than they say.
    fn report_undocumented_property(&mut self, property: &'s Property, object: Node<'_>, value: Node<'_>) {
        let schema = self.spec.schema(property.schema);
        let marks = &schema.extensions;
        let plain = Details {
            found: Some(&property.name),
            site: Some(&schema.site),
            corrections: &marks.corrections,
            ..Details::default()
        };
        let Some(declared) = &marks.alias_of else {
            if !marks.corrections.is_empty() {
                self.emit(&response::UNDECLARED_PROPERTY, plain);
            }
            return;
        };
        let is_other = object.get(declared).is_some_and(|other| !same_value(other, value));
        if marks.corrections.is_empty() && !is_other {
            return;
        }
        let object_path = self.scratch.path.parent();
        let declared_path = pointer::child(object_path, declared);
        let details = Details { renamed_from: Some(&declared_path), ..plain };
        if !marks.corrections.is_empty() {
            self.emit(&response::RENAMED_PROPERTY, details);
        }
        if is_other {
            self.emit(&response::ALIAS_CONFLICT, Details { corrections: &[], ..details });
        }
    }
}
