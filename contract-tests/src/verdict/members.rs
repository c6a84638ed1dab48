//! The members of an object: which schemas they have, and which are declared at all.

use std::ops::Range;

use super::observation::Part;
use super::walk::{Details, Walk};
use crate::json::{Node, same_value};
use crate::rules::shape;
use crate::shown;
use crate::spec::{Additional, Property, Schema, SchemaId};

impl<'s> Walk<'_, 's> {
    pub(super) fn members(&mut self, node: Node<'_>, applied: Range<usize>) {
        // Where nothing says which properties there are, all of them are welcome.
        if !applied.clone().any(|at| self.schema_at(at).declares_properties()) {
            return;
        }
        let is_unclear =
            self.scratch.stack.get(applied.clone()).is_some_and(|ids| ids.contains(&SchemaId::NONE));
        if self.scratch.presence.is_some() {
            self.count_presence(node, applied.clone());
        }
        let lacking = std::mem::take(&mut self.scratch.lacking);
        let mut undeclared = Vec::new();
        for (name, value) in node.members() {
            if !self.member(node, name, value, applied.clone(), is_unclear) {
                undeclared.push((name, value));
            }
        }
        if self.scene.part == Part::ResponseBody && !is_unclear {
            self.learn(node, applied, &undeclared, &lacking);
        }
    }

    /// Says if the member is declared. `is_unclear`: the object fits no variant, and it cannot be told which properties it
    /// should have.
    fn member(
        &mut self,
        object: Node<'_>,
        name: &str,
        value: Node<'_>,
        applied: Range<usize>,
        is_unclear: bool,
    ) -> bool {
        let (mut named, mut evaluated, mut looked_at) = (false, false, false);
        let mut refused_by: Option<&'s Schema> = None;
        for at in applied.clone() {
            let schema = self.schema_at(at);
            let position = schema.position(name);
            if let Some((position, property)) = position.and_then(|at| Some((at, schema.properties.get(at)?)))
            {
                let id = self.scratch.stack.get(at).copied().unwrap_or(SchemaId::NONE);
                self.scratch.reach.property(id, position);
                self.apply(property.schema, applied.end);
                (named, evaluated) = (true, true);
                let marks = &self.spec.schema(property.schema).marks;
                looked_at |= property.is_year || marks.alias_of.is_some() || !marks.corrections.is_empty();
                continue;
            }
            match schema.additional {
                Additional::Schema(values) => {
                    self.apply(values, applied.end);
                    evaluated = true;
                }
                Additional::Allowed => evaluated = true,
                Additional::Refused => refused_by = refused_by.or(Some(schema)),
                Additional::Unsaid => {}
            }
        }
        let is_declared = (evaluated || is_unclear) && refused_by.is_none();
        if !is_declared {
            let closed =
                || applied.clone().map(|at| self.schema_at(at)).find(|schema| schema.declares_properties());
            let site = refused_by.or_else(closed).map(|schema| &schema.site);
            let shown = shown::shown_name(name);
            let length = self.scratch.path.enter(&shown);
            self.tell(
                &shape::UNDECLARED_PROPERTY,
                Details { found: Some(&shown), site, ..Details::default() },
            );
            self.scratch.path.leave(length);
        }
        if !evaluated {
            return is_declared;
        }
        let length = self.scratch.path.enter(if named { name } else { "*" });
        if looked_at {
            for at in applied.clone() {
                let schema = self.schema_at(at);
                if let Some(property) = schema.property(name) {
                    self.marked_property(property, object, value, length);
                    if property.is_year && self.scene.part == Part::ResponseBody {
                        self.year(property, value);
                    }
                }
            }
        }
        self.value(value, applied.end);
        self.scratch.path.leave(length);
        is_declared
    }

    /// A property the spec has although the docs do not, or under another name than they say. `parent` is the length
    /// of the path of the object.
    fn marked_property(&mut self, property: &'s Property, object: Node<'_>, value: Node<'_>, parent: usize) {
        let schema = self.spec.schema(property.schema);
        let marks = &schema.marks;
        let plain = Details {
            found: Some(&property.name),
            site: Some(&schema.site),
            corrections: &marks.corrections,
            ..Details::default()
        };
        let Some(declared) = &marks.alias_of else {
            if !marks.corrections.is_empty() {
                self.tell(&shape::UNDECLARED_PROPERTY, plain);
            }
            return;
        };
        let object_path = self.scratch.path.as_str().get(..parent).unwrap_or_default();
        let declared_path = format!("{object_path}/{}", declared.replace('~', "~0").replace('/', "~1"));
        let details = Details { renamed_from: Some(&declared_path), ..plain };
        if !marks.corrections.is_empty() {
            self.tell(&shape::RENAMED_PROPERTY, details);
        }
        if object.get(declared).is_some_and(|other| !same_value(other, value)) {
            self.tell(&shape::ALIAS_CONFLICT, Details { corrections: &[], ..details });
        }
    }
}
