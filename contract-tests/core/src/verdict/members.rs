//! Walks the members of an object and decides which are declared.

use super::layers::{Applied, Position};
use super::newer::Unevaluated;
use super::object_check::ObjectCheck;
use super::walk::{Details, MemberIndex, Walk};
use crate::exchange::Part;
use crate::json::{Node, same_value};
use crate::pointer;
use crate::rules::{Expected, response};
use crate::spec::{Additional, NewerKeywords, Property, Schema, SchemaId};

/// Whether the declared properties of an object are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Declarations {
    Known,
    /// The object matches no variant.
    Unclear,
}

impl<'s> Walk<'_, 's> {
    /// Walks the members of an object. `checks` and `missing` are where its entries start.
    pub(super) fn members(
        &mut self,
        node: Node<'_>,
        applied: Applied,
        checks: Position<ObjectCheck>,
        missing: Position<&'s str>,
    ) {
        let is_unclear = self.scratch.stack.applied(applied).contains(&SchemaId::NONE);
        let declarations = if is_unclear { Declarations::Unclear } else { Declarations::Known };
        if self.scratch.presence.is_some() {
            self.count_presence(node, applied);
        }
        let undeclared = self.scratch.undeclared.top();
        let unevaluated = self.unevaluated(node, applied);
        for (at, (name, value)) in node.members().enumerate() {
            let unevaluated = unevaluated.iter().filter(|keyword| keyword.has(at));
            if !self.member(node, (name, value), (applied, checks), declarations, unevaluated) {
                self.scratch.undeclared.push(MemberIndex(at));
            }
        }
        self.close(node, applied, checks);
        let is_body = matches!(self.scope.part, Part::ResponseBody | Part::RequestBody);
        if is_body && !self.scope.excused && !is_unclear {
            self.learn(node, applied, missing, undeclared);
        }
        self.scratch.undeclared.truncate(undeclared);
    }

    /// Walks one member and returns whether it is declared, or may be.
    fn member<'u>(
        &mut self,
        object: Node<'_>,
        (name, value): (&str, Node<'_>),
        (applied, checks): (Applied, Position<ObjectCheck>),
        declarations: Declarations,
        unevaluated: impl Iterator<Item = &'u Unevaluated<'s>>,
    ) -> bool
    where
        's: 'u,
    {
        let (mut named, mut evaluated, mut needs_property_checks) = (None::<&'s str>, false, false);
        let (mut wrong_way, direction) = (None::<&'s Property>, self.scratch.matcher.direction);
        let (mut refused_by, mut is_required) = (None::<&'s Schema>, false);
        for (place, at) in applied.positions().enumerate() {
            let schema = self.schema_at(at);
            let position = schema.position(name);
            let is_by_pattern =
                schema.newer.as_ref().is_some_and(|newer| self.apply_patterns(newer, name, applied));
            evaluated |= is_by_pattern;
            if let Some((position, property)) = position.and_then(|at| Some((at, at.of(&schema.properties)?)))
            {
                let id = self.id_at(at);
                self.scratch.coverage.property(id, position);
                if let Some(check) = self.scratch.checks.get_mut(checks.plus(place)) {
                    check.present.add(property.required_entry);
                }
                self.apply(property.schema, applied.end);
                (named, evaluated) = (Some(&*property.name), true);
                if property.one_way.is_some_and(|way| direction.leaves_out(way)) {
                    wrong_way = Some(property);
                }
                let marks = &self.spec.schema(property.schema).extensions;
                needs_property_checks |=
                    property.is_year || marks.alias_of.is_some() || !marks.corrections.is_empty();
                continue;
            }
            match schema.additional {
                _ if is_by_pattern => {}
                Additional::Schema(values) => {
                    self.apply(values, applied.end);
                    evaluated = true;
                }
                Additional::Allowed => evaluated = true,
                Additional::Forbidden => refused_by = refused_by.or(Some(schema)),
                // What has to be there is no surprise.
                Additional::Unspecified => {
                    is_required |= schema.requires_undeclared && schema.requires(name);
                    is_required |= schema.newer.as_ref().is_some_and(|newer| self.speaks_of(newer, name));
                }
            }
        }
        for keyword in unevaluated {
            match keyword.rest {
                Additional::Schema(values) => {
                    self.apply(values, applied.end);
                    evaluated = true;
                }
                Additional::Allowed => evaluated = true,
                Additional::Forbidden => refused_by = refused_by.or(Some(keyword.schema)),
                Additional::Unspecified => {}
            }
        }
        let is_unclear = declarations == Declarations::Unclear;
        let is_declared = (evaluated || is_required || is_unclear) && refused_by.is_none();
        if !is_declared {
            let closed = || {
                applied.positions().map(|at| self.schema_at(at)).find(|schema| schema.declares_properties())
            };
            let site = refused_by.or_else(closed).map(|schema| &schema.site);
            let shown = self.scratch.names.shown(self.spec, name);
            let details = Details { found: Some(&shown), site, ..Details::default() };
            self.emit_at_name(Some(&shown), &response::UNDECLARED_PROPERTY, details);
        }
        if !evaluated {
            return is_declared;
        }
        // Properties appear in the path under their declared name, entries of a map as `*`.
        self.scratch.path.enter(named.unwrap_or("*"));
        if let Some(property) = wrong_way {
            self.report_wrong_way(property);
        }
        if needs_property_checks {
            for at in applied.positions() {
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

    /// Pushes the schemas of `patternProperties` for a name; true if there are any.
    fn apply_patterns(&mut self, newer: &'s NewerKeywords, name: &str, applied: Applied) -> bool {
        if newer.pattern_properties.is_empty() {
            return false;
        }
        let mut is_any = false;
        for schema in newer.by_pattern(name) {
            self.apply(schema, applied.end);
            is_any = true;
        }
        is_any
    }

    /// True if the schema tests or demands a property that it does not declare.
    fn speaks_of(&self, newer: &NewerKeywords, name: &str) -> bool {
        let is_tested = newer
            .condition
            .is_some_and(|condition| self.spec.schema(condition.test).property(name).is_some());
        let required = newer.dependent_required.iter().flat_map(|(_, required)| required);
        is_tested || required.into_iter().any(|required| *required.name == *name)
    }

    /// Reports a `readOnly` property of a request, or a `writeOnly` one of a response.
    fn report_wrong_way(&mut self, property: &'s Property) {
        let is_body = matches!(self.scope.part, Part::ResponseBody | Part::RequestBody);
        let Some(way) = property.one_way.filter(|_| is_body) else { return };
        let site = Some(&self.spec.schema(property.schema).site);
        let (found, expected) = (Some(&*property.name), &Expected::OneWay(way));
        self.emit(&response::UNDECLARED_PROPERTY, Details { found, expected, site, ..Details::default() });
    }

    /// Reports a property that the spec declares and the docs do not, or that has another name in the docs.
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
