//! Checks that the operations and places in a correction exist.

use super::Correction;
use crate::pointer::{escaped, unescaped};
use crate::rules::{Family, New, Rule};
use crate::spec::{Operation, SchemaId, Spec, Step};
use crate::verdict::Part;

/// Messages about parts of a correction that the spec does not have.
pub(super) fn unknown(spec: &Spec, correction: &Correction) -> Vec<String> {
    let rule = correction.rule;
    // These rules are about operations that the spec does not have.
    if rule.traits.new == New::Operation {
        return Vec::new();
    }
    let mut wrong = Vec::new();
    let mut operations: Vec<&Operation> = Vec::new();
    for id in &correction.operations {
        match spec.operation(id) {
            Some(operation) => operations.push(operation),
            None => wrong.push(format!("the spec has no operation `{id}`")),
        }
    }
    if let Some(status) = correction.status.filter(|_| !may_be_new_status(correction))
        && !operations.is_empty()
        && operations.iter().all(|operation| operation.response(status).is_none())
    {
        wrong.push(format!("none of its operations has the status {status}"));
        return wrong;
    }
    if operations.is_empty() {
        return wrong;
    }
    for pointer in &correction.pointers {
        let written = expanded(pointer, &correction.found);
        let is_known = written.iter().any(|pointer| {
            operations.iter().any(|operation| has_place(spec, operation, correction, rule, pointer))
        });
        if !is_known {
            wrong.push(format!("none of its operations has the place `{pointer}`"));
        }
    }
    wrong
}

/// True if the correction may be about a status that the spec does not have.
fn may_be_new_status(correction: &Correction) -> bool {
    let rule = correction.rule;
    let is_status_of_docs = rule.family == Family::Docs && correction.part == Some(Part::ResponseStatus);
    rule.traits.new == New::Status || is_status_of_docs
}

/// A pointer for each value of `{found}`.
pub(super) fn expanded(pointer: &str, found: &[String]) -> Vec<String> {
    if !pointer.contains("{found}") {
        return vec![pointer.to_owned()];
    }
    found.iter().map(|name| pointer.replace("{found}", &escaped(name))).collect()
}

fn has_place(
    spec: &Spec,
    operation: &Operation,
    correction: &Correction,
    rule: &Rule,
    pointer: &str,
) -> bool {
    if pointer.is_empty() {
        return true;
    }
    let is_docs = rule.family == Family::Docs;
    let may_be_new = rule.traits.new == New::Name;
    let roots: Vec<SchemaId> = match correction.part {
        Some(Part::RequestBody) => {
            let content = operation.request_body.iter().flat_map(|body| &body.content);
            content.filter_map(|content| content.schema).collect()
        }
        Some(Part::ResponseBody) => {
            let responses = operation.responses.iter().filter(|response| {
                let wanted = correction.status.and_then(|status| operation.response(status));
                correction.status.is_none() || wanted.is_some_and(|wanted| std::ptr::eq(wanted, *response))
            });
            responses.flat_map(|response| &response.content).filter_map(|content| content.schema).collect()
        }
        Some(Part::RequestPath | Part::RequestQuery | Part::RequestHeader | Part::RequestCookie) => {
            // Findings write a parameter with a slash, claims of the docs without.
            let name = pointer.strip_prefix('/').or(is_docs.then_some(pointer));
            return name.is_some_and(|name| {
                may_be_new || operation.parameters.iter().any(|parameter| parameter.name == name)
            });
        }
        Some(Part::ResponseHeader) => return pointer.starts_with('/'),
        _ => return is_docs,
    };
    let Some(path) = pointer.strip_prefix('/') else { return false };
    let segments: Vec<&str> = path.split('/').collect();
    let known = steps(spec, roots, &segments);
    known == segments.len() || (may_be_new && known + 1 == segments.len())
}

/// How many of the segments can be resolved.
fn steps(spec: &Spec, roots: Vec<SchemaId>, segments: &[&str]) -> usize {
    let mut here = roots;
    for (at, segment) in segments.iter().enumerate() {
        let name = unescaped(segment);
        let mut next = spec.below(&here, Step::Property(&name));
        if *segment == "*" {
            next.extend(spec.below(&here, Step::Item));
        }
        if next.is_empty() {
            return at;
        }
        here = next;
    }
    segments.len()
}
