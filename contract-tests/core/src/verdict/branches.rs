//! Chooses the branches of `oneOf` and `anyOf` that apply to a value.

use super::closest::{Closest, closest, types};
use super::layers::Position;
use super::matching;
use super::violations::listed;
use super::walk::{Details, Scratch, Walk};
use crate::json::Node;
use crate::rules::{Expected, response};
use crate::spec::{Branch, BranchIndex, JsonType, Schema, SchemaId};

impl<'s> Walk<'_, 's> {
    /// Applies every branch that the value matches. If none matches, applies the one that was clearly meant.
    pub(super) fn apply_branches(
        &mut self,
        id: SchemaId,
        schema: &'s Schema,
        node: Node<'_>,
        start: Position<SchemaId>,
    ) {
        let Scratch { matcher, stack, .. } = &mut *self.scratch;
        matcher.beside(stack.above(start));
        if let Some(target) = matching::discriminated(schema, node) {
            self.apply(target, start);
            let mut branches = BranchIndex::each(schema.one_of.iter().chain(&schema.any_of));
            if let Some((at, branch)) = branches.find(|(_, branch)| branch.schema == target) {
                if self.scratch.matcher.matches(target, node) {
                    self.scratch.coverage.branch(id, at);
                }
                self.report_undocumented_branch(schema, branch, node);
            }
            return;
        }
        let of_any = schema.one_of.len();
        for (branches, only_one, first) in [(&schema.one_of, true, 0), (&schema.any_of, false, of_any)] {
            if branches.is_empty() {
                continue;
            }
            let (mut count, mut fitting, mut is_certain) = (0, None, true);
            for (at, branch) in (first..).map(BranchIndex::new).zip(branches) {
                if self.scratch.matcher.matches(branch.schema, node) {
                    self.scratch.coverage.branch(id, at);
                    self.apply(branch.schema, start);
                    (count, fitting) = (count + 1, Some(branch));
                    is_certain &= !self.spec.schema(branch.schema).is_uncertain;
                }
            }
            match fitting {
                None => self.report_no_match(schema, branches, node, start),
                Some(branch) if count == 1 => self.report_undocumented_branch(schema, branch, node),
                Some(_) if only_one && is_certain => {
                    let mut fits = |branch: &&Branch| self.scratch.matcher.matches(branch.schema, node);
                    let names: Vec<&str> =
                        branches.iter().filter(&mut fits).map(|branch| &*branch.name).collect();
                    let names = names.join(", ");
                    let details =
                        Details { found: Some(&names), site: Some(&schema.site), ..Details::default() };
                    self.emit(&response::AMBIGUOUS_VARIANT, details);
                }
                Some(_) => {}
            }
        }
    }

    fn report_no_match(
        &mut self,
        schema: &'s Schema,
        branches: &'s [Branch],
        node: Node<'_>,
        start: Position<SchemaId>,
    ) {
        let plain = Details { site: Some(&schema.site), ..Details::default() };
        let before = self.scratch.stack.top();
        match closest(self.spec, &mut self.scratch.matcher, branches, node) {
            Closest::Branch(branch) => self.apply(branch.schema, start),
            Closest::NoneOfType => {
                let mut wanted: Vec<JsonType> = Vec::new();
                for kind in branches.iter().filter_map(|branch| types(self.spec, branch.schema)).flatten() {
                    if !wanted.contains(&kind) {
                        wanted.push(kind);
                    }
                }
                let rule = if node.is_null() { &response::NULL_NOT_ALLOWED } else { &response::WRONG_TYPE };
                let expected = Expected::Types(wanted.into());
                self.emit(rule, Details { found: Some(node.kind().name()), expected: &expected, ..plain });
            }
            Closest::Unclear => {
                let names: Vec<&str> = branches.iter().map(|branch| &*branch.name).collect();
                let expected = Expected::OneOf(listed(&names).into());
                self.emit(&response::NO_MATCHING_VARIANT, Details { expected: &expected, ..plain });
            }
        }
        // The properties of the intended variant are unknown, so none can be called undeclared.
        if self.scratch.stack.top() == before {
            self.apply(SchemaId::NONE, start);
        }
    }

    /// Reports a match with a branch that the spec declares and the docs do not: another type, or another
    /// variant.
    fn report_undocumented_branch(&mut self, schema: &'s Schema, branch: &'s Branch, node: Node<'_>) {
        let spec = self.spec;
        let chosen = spec.schema(branch.schema);
        if chosen.extensions.corrections.is_empty() {
            return;
        }
        let kind = JsonType::from(node.kind());
        let documented: Vec<JsonType> = schema
            .one_of
            .iter()
            .chain(&schema.any_of)
            .filter(|other| spec.schema(other.schema).extensions.corrections.is_empty())
            .filter_map(|other| types(spec, other.schema))
            .flatten()
            .map(|kind| if kind == JsonType::Integer { JsonType::Number } else { kind })
            .collect();
        let details = Details {
            site: Some(&chosen.site),
            corrections: &chosen.extensions.corrections,
            ..Details::default()
        };
        if documented.is_empty() || documented.contains(&kind) {
            self.emit(&response::UNDOCUMENTED_VARIANT, Details { found: Some(&branch.name), ..details });
        } else {
            let expected = Expected::Types(documented.into());
            self.emit(
                &response::WRONG_TYPE,
                Details { found: Some(kind.word()), expected: &expected, ..details },
            );
        }
    }
}
