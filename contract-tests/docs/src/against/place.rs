//! Finds the place of a claim in the spec.

use crate::model::{Claim, Location};
use contract_core::spec::{Operation, Parameter, ParameterIn, SchemaId, Site, Spec, StatusCode, Step};

/// The result of looking up the place of a claim.
#[derive(Debug, Clone)]
pub(crate) enum Look<'s> {
    /// The spec has the place.
    Found(Placed<'s>),
    /// The spec has the parent of the place, but not the place.
    Missing {
        /// The parent.
        site: Site,
    },
    /// Unknown: the spec has neither the place nor its parent, such as the operation or the response.
    Unknown,
}

/// A place that exists in the spec.
#[derive(Debug, Clone)]
pub(crate) struct Placed<'s> {
    /// The schemas that may apply to it.
    pub(crate) schemas: Vec<SchemaId>,
    /// The parameter, if it is one.
    pub(crate) parameter: Option<&'s Parameter>,
    /// The place in the spec.
    pub(crate) site: Site,
    /// The corrections at the place or at a parent property.
    pub(crate) corrections: Vec<String>,
}

/// Looks up the place of a claim.
pub(crate) fn look<'s>(spec: &'s Spec, claim: &Claim) -> Look<'s> {
    let Some(operation) = claim.operation.as_deref().and_then(|id| spec.operation(id)) else {
        return Look::Unknown;
    };
    if operation.unchecked {
        return Look::Unknown;
    }
    match claim.location {
        Location::Path => parameter(spec, operation, ParameterIn::Path, &claim.pointer),
        Location::Query => parameter(spec, operation, ParameterIn::Query, &claim.pointer),
        Location::Header => parameter(spec, operation, ParameterIn::Header, &claim.pointer),
        Location::RequestBody => request(spec, operation, &claim.pointer),
        Location::ResponseBody => response(spec, operation, claim.status.as_deref(), &claim.pointer),
        Location::Unplaced => Look::Unknown,
        Location::Status => status(operation, claim.status.as_deref()),
        Location::Operation => Look::Found(Placed {
            schemas: Vec::new(),
            parameter: None,
            site: operation.site.clone(),
            corrections: Vec::new(),
        }),
    }
}

fn parameter<'s>(spec: &'s Spec, operation: &'s Operation, location: ParameterIn, name: &str) -> Look<'s> {
    // Credentials and media types are declared by `security` and `content`, never as parameters.
    let elsewhere = ["authorization", "content-type", "accept"].contains(&name.to_ascii_lowercase().as_str());
    if location == ParameterIn::Header && elsewhere {
        return Look::Unknown;
    }
    let found = operation.parameters.iter().find(|known| {
        let same = if location == ParameterIn::Header {
            known.name.eq_ignore_ascii_case(name)
        } else {
            known.name == name
        };
        known.location == location && same
    });
    let Some(found) = found else {
        let may_be_there = operation.lost_parameters.iter().any(|lost| lost.may_be(name));
        return if may_be_there { Look::Unknown } else { Look::Missing { site: operation.site.clone() } };
    };
    let schemas = spec.expanded(found.schema.as_slice());
    Look::Found(Placed {
        schemas,
        parameter: Some(found),
        site: found.site.clone(),
        corrections: found.corrections.clone(),
    })
}

fn request<'s>(spec: &'s Spec, operation: &'s Operation, pointer: &str) -> Look<'s> {
    let Some(body) = &operation.request_body else { return Look::Missing { site: operation.site.clone() } };
    if body.unchecked.is_some() {
        return Look::Unknown;
    }
    let start: Vec<SchemaId> = body.content.iter().filter_map(|content| content.schema).collect();
    walk(spec, start, pointer, &body.site)
}

fn response<'s>(spec: &'s Spec, operation: &'s Operation, status: Option<&str>, pointer: &str) -> Look<'s> {
    let found = match status {
        Some(status) => response_for(operation, status),
        None => operation
            .responses
            .iter()
            .find(|response| matches!(response.status, StatusCode::Exact(200..=299) | StatusCode::Range(2))),
    };
    let Some(found) = found else { return Look::Unknown };
    let start: Vec<SchemaId> = found.content.iter().filter_map(|content| content.schema).collect();
    if start.is_empty() {
        return Look::Unknown;
    }
    walk(spec, start, pointer, &found.site)
}

fn response_for<'s>(operation: &'s Operation, status: &str) -> Option<&'s contract_core::spec::ResponseSpec> {
    if let Ok(status) = status.parse::<u16>() {
        return operation.response(status);
    }
    let hundred = status.get(..1)?.parse::<u16>().ok()?;
    operation.responses.iter().find(|response| {
        response.status == StatusCode::Range(hundred) || response.status == StatusCode::Default
    })
}

fn status<'s>(operation: &'s Operation, status: Option<&str>) -> Look<'s> {
    match status.and_then(|status| response_for(operation, status)) {
        Some(found) => Look::Found(Placed {
            schemas: Vec::new(),
            parameter: None,
            site: found.site.clone(),
            corrections: found.corrections.clone(),
        }),
        None if operation.odd_responses.is_empty() => Look::Missing { site: operation.site.clone() },
        None => Look::Unknown,
    }
}

fn walk<'s>(spec: &'s Spec, start: Vec<SchemaId>, pointer: &str, around: &Site) -> Look<'s> {
    let mut schemas = start;
    let mut corrections = Vec::new();
    let mut site = schemas.first().map_or_else(|| around.clone(), |id| spec.schema(*id).site.clone());
    let parts: Vec<&str> = pointer.split('/').skip(1).collect();
    for (index, part) in parts.iter().enumerate() {
        if *part == "<key>" {
            return Look::Unknown;
        }
        let holders = spec.expanded(&schemas);
        let mut next = spec.below(&schemas, if *part == "*" { Step::Item } else { Step::Property(part) });
        if next.is_empty() && *part == "*" {
            next = spec.below(&schemas, Step::Property("*"));
        }
        if next.is_empty() {
            let open = holders
                .iter()
                .any(|id| spec.schema(*id).additional == contract_core::spec::Additional::Allowed);
            let is_last = index + 1 == parts.len();
            let holder =
                holders.iter().map(|id| spec.schema(*id)).find(|schema| !schema.properties.is_empty());
            let site = holder.map_or(site, |schema| schema.site.clone());
            return if is_last && !open { Look::Missing { site } } else { Look::Unknown };
        }
        // A parent may be marked for reasons of its own.
        for id in &next {
            corrections.extend(spec.schema(*id).extensions.corrections.iter().cloned());
        }
        if let Some(id) = next.first() {
            site = spec.schema(*id).site.clone();
        }
        schemas = next;
    }
    let schemas = spec.expanded(&schemas);
    corrections.sort();
    corrections.dedup();
    Look::Found(Placed { schemas, parameter: None, site, corrections })
}
