//! Walks one body.

use std::ops::ControlFlow;

use super::body_scan::{self, BodyHit};
use super::keywords;
use super::lane::{self, Lane};
use super::layers::{Applied, Layers, Position};
use super::learned::{Learned, ObjectPlace};
use super::marked_values::MarkedValues;
use super::matching::{self, Direction, Matcher};
use super::object_check::{Conformance, ObjectCheck, RequiredCheck};
use super::observation::Observation;
use super::path::Path;
use super::presence::Presence;
use super::response::emit;
use super::spec_coverage::SpecCoverage;
use crate::exchange::{Part, RealValues};
use crate::json::{Kind, Node};
use crate::rules::{Expected, Family, Inside, Rule, request, response};
use crate::shown::NameMemory;
use crate::spec::{RequiredSet, Schema, SchemaId, Site, Spec};
use crate::value_class::ValueClass;

/// Receives observations.
pub(super) type Sink<'a> = dyn FnMut(&Observation<'_>) + 'a;

/// Buffers of a walk, reused from body to body.
#[derive(Debug)]
pub(super) struct Scratch<'s> {
    pub(super) matcher: Matcher<'s>,
    pub(super) path: Path<'s>,
    pub(super) coverage: SpecCoverage,
    pub(super) learned: Learned,
    /// Which values of the current body, parameter or header were sent as they are.
    pub(super) real: RealValues,
    /// Whether the value classes of this exchange are collected.
    pub(super) is_sample: bool,
    /// Whether the request is a delivery of a webhook, which the API sends.
    pub(super) is_delivery: bool,
    /// Counts of present properties, if a report needs them.
    pub(super) presence: Option<Box<Presence>>,
    /// The schemas that apply to the current value, above those of its ancestors.
    pub(super) stack: Layers<SchemaId>,
    /// Duplicate keys and card data in the body.
    pub(super) hits: Vec<BodyHit>,
    /// The required names that the current object lacks, above those of its ancestors.
    pub(super) missing_names: Layers<&'s str>,
    /// Its undeclared members, above those of its ancestors.
    pub(super) undeclared: Layers<MemberIndex>,
    /// One entry for each schema that applies to the current object, above those of its ancestors.
    pub(super) checks: Layers<ObjectCheck>,
    /// The place of the last object whose names were collected; reused to avoid allocations.
    pub(super) place: ObjectPlace,
    /// Which undeclared names may be shown.
    pub(super) names: NameMemory,
    /// Values that are not shown as names, either.
    pub(super) marked: MarkedValues<'s>,
    /// Accepts bodies without a walk, unless a test wants all of them walked.
    pub(super) lane: Option<Lane<'s>>,
}

/// The index of a member in its object.
#[derive(Debug, Clone, Copy)]
pub(super) struct MemberIndex(pub(super) usize);

/// The part of the exchange that a walk checks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) operation: &'a str,
    pub(super) status: u16,
    pub(super) part: Part,
    pub(super) excused: bool,
}

/// A walk over one body.
pub(super) struct Walk<'w, 's> {
    pub(super) spec: &'s Spec,
    pub(super) scope: Scope<'w>,
    pub(super) scratch: &'w mut Scratch<'s>,
    pub(super) sink: &'w mut Sink<'w>,
}

/// The details of an observation besides its rule and place.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Details<'a> {
    pub(super) found: Option<&'a str>,
    pub(super) expected: &'a Expected<'a>,
    pub(super) inside: Option<&'a Inside<'a>>,
    pub(super) renamed_from: Option<&'a str>,
    pub(super) site: Option<&'a Site>,
    pub(super) corrections: &'a [String],
}

impl<'s> Walk<'_, 's> {
    /// Checks a body against its schema.
    pub(super) fn body(&mut self, schema: SchemaId, node: Node<'_>) {
        self.walk(schema, node, false);
    }

    /// Checks one item of a body that is a sequence of them.
    pub(super) fn item(&mut self, schema: SchemaId, node: Node<'_>) {
        self.walk(schema, node, true);
    }

    fn walk(&mut self, schema: SchemaId, node: Node<'_>, is_item: bool) {
        let is_sent_by_api = self.scratch.is_delivery;
        let direction = Direction::of(self.scope.part);
        let direction = if is_sent_by_api { Direction::Response } else { direction };
        if self.is_accepted(lane::Body { root: node, schema, direction, has_years: false }) {
            return;
        }
        self.scratch.marked.collect(schema, node);
        self.scratch.matcher.start(direction);
        if let Some(presence) = &mut self.scratch.presence {
            presence.start(self.scope);
        }
        self.scratch.path.clear();
        if is_item {
            self.scratch.path.enter("*");
        }
        self.scratch.stack.clear();
        let start = self.scratch.stack.top();
        self.scratch.stack.push(schema);
        if matches!(self.scope.part, Part::RequestBody | Part::ResponseBody) {
            self.scratch.hits = body_scan::scan(self.spec, node);
        }
        self.value(node, start);
        if !self.scratch.hits.is_empty() {
            self.report_hits();
        }
    }

    /// True if the body conforms, and nothing has to be collected from it that only a walk collects.
    fn is_accepted(&mut self, body: lane::Body<'_>) -> bool {
        let is_response = self.scope.part == Part::ResponseBody;
        if !is_response && self.scope.part != Part::RequestBody {
            return false;
        }
        let Scratch { lane, matcher, learned, coverage, presence, is_sample, marked, .. } =
            &mut *self.scratch;
        if presence.is_some() || (is_response && *is_sample) {
            return false;
        }
        let body = lane::Body { has_years: is_response, ..body };
        lane.as_mut().is_some_and(|lane| lane.accepts(body, (matcher, marked), learned, coverage))
    }

    /// Checks a value against the schemas on the stack from `start` on, and pops them.
    pub(super) fn value(&mut self, node: Node<'_>, start: Position<SchemaId>) {
        self.expand(node, start);
        let missing = self.scratch.missing_names.top();
        if !self.scratch.hits.is_empty() {
            self.locate_hits(node, start);
        }
        let applied = Applied { start, end: self.scratch.stack.top() };
        if self.scratch.is_sample
            && self.scope.part == Part::ResponseBody
            && let Some(class) = ValueClass::of(node)
        {
            for id in self.scratch.stack.above(start) {
                self.scratch.learned.add_value_class(*id, class);
            }
        }
        // Without declared properties, every property is allowed.
        let kind = node.kind();
        let goes_in =
            kind == Kind::Object && applied.positions().any(|at| self.schema_at(at).declares_properties());
        let required = if goes_in { RequiredCheck::AfterMembers } else { RequiredCheck::Now };
        let checks = self.scratch.checks.top();
        for at in applied.positions() {
            let id = self.id_at(at);
            let schema = self.spec.schema(id);
            self.keywords(id, schema, node, applied, required);
        }
        match kind {
            Kind::Object if goes_in => self.members(node, applied, checks, missing),
            Kind::Array => self.items(node, applied),
            _ => {}
        }
        self.scratch.missing_names.truncate(missing);
        self.scratch.stack.truncate(start);
    }

    pub(super) fn id_at(&self, at: Position<SchemaId>) -> SchemaId {
        self.scratch.stack.get(at).copied().unwrap_or(SchemaId::NONE)
    }

    pub(super) fn schema_at(&self, at: Position<SchemaId>) -> &'s Schema {
        self.spec.schema(self.id_at(at))
    }

    /// Pushes a schema unless it already applies.
    pub(super) fn apply(&mut self, id: SchemaId, start: Position<SchemaId>) {
        if !self.scratch.stack.above(start).contains(&id) {
            self.scratch.stack.push(id);
        }
    }

    /// Pushes every schema that applies because another one does.
    fn expand(&mut self, node: Node<'_>, start: Position<SchemaId>) {
        let mut at = start;
        while let Some(id) = self.scratch.stack.get(at).copied() {
            let schema = self.spec.schema(id);
            at = at.plus(1);
            if !schema.is_composed || matching::is_null_by_wrapper(schema, node) {
                continue;
            }
            for part in &schema.all_of {
                self.apply(*part, start);
            }
            if schema.hides_properties {
                self.apply(SchemaId::NONE, start);
            }
            if let Some(newer) = &schema.newer {
                self.apply_newer(newer, node, start);
            }
            if !schema.one_of.is_empty() || !schema.any_of.is_empty() {
                self.apply_branches(id, schema, node, start);
            } else if schema.discriminator.is_some()
                && let Some(target) = matching::discriminator_target(schema, node)
            {
                self.apply(target, start);
            }
            if let Some(not) = schema.not
                && self.scratch.matcher.matches_alone(not, node)
            {
                self.emit(&response::NOT_ALLOWED, Details { site: Some(&schema.site), ..Details::default() });
            }
        }
    }

    fn items(&mut self, node: Node<'_>, applied: Applied) {
        let has_items = |schema: &Schema| schema.items.is_some() || schema.newer.is_some();
        if !applied.positions().any(|at| has_items(self.schema_at(at))) {
            return;
        }
        let unevaluated = self.unevaluated(node, applied);
        self.scratch.path.enter("*");
        for (index, item) in node.items().enumerate() {
            for at in applied.positions() {
                let schema = self.schema_at(at);
                if schema.newer.is_some() {
                    self.apply_item(schema, index, &unevaluated, applied);
                } else if let Some(items) = schema.items {
                    self.apply(items, applied.end);
                }
            }
            self.value(item, applied.end);
        }
        self.scratch.path.leave();
    }

    /// Evaluates the keywords of one schema.
    fn keywords(
        &mut self,
        id: SchemaId,
        schema: &'s Schema,
        node: Node<'_>,
        applied: Applied,
        required: RequiredCheck,
    ) {
        let mut check = ObjectCheck {
            present: RequiredSet::default(),
            conformance: Conformance::Conforms,
            checks_required: !schema.required.is_empty(),
        };
        if matching::is_null_by_wrapper(schema, node) {
            return self.scratch.coverage.value(id, schema, node, Conformance::Conforms);
        }
        let then = keywords::own_violations(schema, node, |violation| {
            check.conformance = Conformance::Violates;
            self.report_violation(schema, node, violation, applied);
            ControlFlow::Continue(())
        });
        if keywords::is_unlisted_null(schema, node) {
            let details = Details { site: Some(&schema.site), found: Some("null"), ..Details::default() };
            self.emit(&response::UNLISTED_NULL, details);
        }
        if let Some(newer) = &schema.newer
            && then.is_continue()
            && self.newer_keywords(schema, newer, node, applied)
        {
            check.conformance = Conformance::Violates;
        }
        for keyword in &schema.unread {
            let details = Details { site: Some(&schema.site), found: Some(keyword), ..Details::default() };
            self.emit(&response::UNCHECKED_PLACE, details);
        }
        if let Some(why) = schema.unchecked.filter(|_| schema.unread.is_empty()) {
            let details = Details { site: Some(&schema.site), found: Some(why.word()), ..Details::default() };
            self.emit(&response::UNCHECKED_PLACE, details);
        }
        if required == RequiredCheck::AfterMembers {
            check.checks_required &= then.is_continue();
            self.scratch.checks.push(check);
            return;
        }
        if then.is_continue() && node.kind() == Kind::Object && self.missing(id, schema, node, applied) {
            check.conformance = Conformance::Violates;
        }
        self.scratch.coverage.value(id, schema, node, check.conformance);
        let marks = &schema.extensions;
        if (marks.known_values.is_some() || !marks.value_corrections.is_empty())
            && let Some(text) = node.as_str()
        {
            self.known_values(schema, node, text, applied);
        }
    }

    /// Reports an observation at the current value.
    pub(super) fn emit(&mut self, rule: &'static Rule, details: Details<'_>) {
        self.emit_at_name(None, rule, details);
    }

    /// Reports an observation at the current value, or at a member of it.
    pub(super) fn emit_at_name(&mut self, name: Option<&str>, rule: &'static Rule, details: Details<'_>) {
        let path = &mut self.scratch.path;
        let pointer = match name {
            Some(name) => path.pointer_of(name),
            None => path.pointer(),
        };
        emit_at(self.scope, pointer, self.sink, rule, details);
    }
}

/// Reports an observation in a body.
pub(super) fn emit_at(
    scope: Scope<'_>,
    pointer: &str,
    sink: &mut Sink<'_>,
    rule: &'static Rule,
    details: Details<'_>,
) {
    let is_of_any_part = rule.family == Family::CardData || rule == &response::UNCHECKED_PLACE;
    if scope.part != Part::RequestBody || is_of_any_part {
        return emit(sink, scope, rule, pointer, details);
    }
    let inside = Inside::Broken {
        rule,
        found: details.found.unwrap_or_default().into(),
        expected: details.expected.clone(),
    };
    let found = details.found.or(Some(rule.name));
    let details = Details { found, expected: &Expected::Nothing, inside: Some(&inside), ..details };
    emit(sink, scope, rule_of_request(rule), pointer, details);
}

fn rule_of_request(rule: &'static Rule) -> &'static Rule {
    if rule == &response::UNDECLARED_PROPERTY {
        &request::UNDECLARED_REQUEST_PROPERTY
    } else {
        &request::REQUEST_BODY_MISMATCH
    }
}
