//! Finds what the spec has and the docs do not mention.

use std::collections::BTreeSet;

use super::compare::of_spec;
use crate::model::{Claim, Location};
use contract_core::findings::Remark;
use contract_core::rules::Level;
use contract_core::rules::docs::DOCS_AGAINST_SPEC;
use contract_core::spec::{Operation, ParameterIn, Site, Spec, StatusCode};

/// Parameters and statuses of documented operations that no claim mentions and no correction covers.
///
/// Fields of bodies are excluded: a page that omits fields does not contradict the spec.
pub(super) fn spec_only(claims: &[Claim], spec: &Spec) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for operation in &spec.operations {
        let about: Vec<&Claim> =
            claims.iter().filter(|claim| claim.operation.as_deref() == Some(&operation.id)).collect();
        if !about.is_empty() {
            parameters(operation, &about, spec, &mut remarks);
            statuses(operation, &about, spec, &mut remarks);
        }
    }
    remarks
}

fn parameters(operation: &Operation, about: &[&Claim], spec: &Spec, remarks: &mut Vec<Remark>) {
    for parameter in operation.parameters.iter().filter(|parameter| parameter.corrections.is_empty()) {
        let location = match parameter.location {
            ParameterIn::Path => Location::Path,
            ParameterIn::Query => Location::Query,
            ParameterIn::Header => Location::Header,
            ParameterIn::Cookie | ParameterIn::QueryString => continue,
        };
        let said = about
            .iter()
            .any(|claim| claim.location == location && claim.pointer.eq_ignore_ascii_case(&parameter.name));
        // The name of a path parameter is not significant.
        if !said && location != Location::Path {
            let what = format!("the spec has the parameter `{}`, but the docs do not", parameter.name);
            remarks.push(remark(
                operation,
                location,
                &parameter.name,
                &parameter.name,
                &what,
                &parameter.site,
                spec,
            ));
        }
    }
}

fn statuses(operation: &Operation, about: &[&Claim], spec: &Spec, remarks: &mut Vec<Remark>) {
    let said: BTreeSet<String> =
        about.iter().filter(|claim| claim.location == Location::Status).map(|claim| claim.text()).collect();
    if said.is_empty() {
        return;
    }
    for response in operation.responses.iter().filter(|response| response.corrections.is_empty()) {
        let StatusCode::Exact(status) = response.status else { continue };
        let text = status.to_string();
        if !said.contains(&text) {
            let what = format!("the spec has the status {text}, but the docs do not");
            remarks.push(remark(operation, Location::Status, "", &text, &what, &response.site, spec));
        }
    }
}

fn remark(
    operation: &Operation,
    location: Location,
    pointer: &str,
    found: &str,
    what: &str,
    site: &Site,
    spec: &Spec,
) -> Remark {
    Remark {
        rule: &DOCS_AGAINST_SPEC,
        operation: operation.id.clone(),
        part: location.part(),
        status: None,
        pointer: pointer.to_owned(),
        found: Some(found.to_owned()),
        contradiction: Some(of_spec(Level::Note)),
        message: format!("{what} ({}:{})", spec.file_of(site), site.place.line),
        help: "mark its origin in the spec with x-correction, and add an entry to corrections.toml"
            .to_owned(),
        site: Some(site.clone()),
        claims: Vec::new(),
    }
}
