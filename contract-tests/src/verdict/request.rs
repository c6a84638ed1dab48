//! The request against its operation.

use std::borrow::Cow;

use super::body::{self, Content};
use super::checker::Checker;
use super::observation::Part;
use super::parameter;
use super::reach::Shape;
use super::response::tell;
use super::walk::{Details, Scene, Sink, Walk};
use crate::exchange::{Body, Exchange};
use crate::rules::{exchange, request as rules};
use crate::shown;
use crate::spec::{self, Match, Operation, Parameter, ParameterIn, Type, percent_decoded};

type Pairs<'a> = Vec<(Cow<'a, str>, Cow<'a, str>)>;

impl Checker<'_> {
    pub(super) fn request(
        &mut self,
        operation: &Operation,
        found: &Match<'_, '_>,
        exchange: &Exchange<'_>,
        sink: &mut Sink<'_>,
    ) {
        let status = exchange.response.status;
        let excused = (400..500).contains(&status);
        let scene = Scene { operation: &operation.id, status, part: Part::Request, excused };
        let query = query_pairs(found.query);
        for (position, parameter) in operation.parameters.iter().enumerate() {
            self.parameter((position, parameter), found, &query, exchange, scene, sink);
        }
        self.undeclared_query(operation, &query, scene, sink);
        self.request_body(found.operation, operation, exchange, scene, sink);
    }

    fn parameter(
        &mut self,
        (position, parameter): (usize, &Parameter),
        found: &Match<'_, '_>,
        query: &Pairs<'_>,
        exchange: &Exchange<'_>,
        scene: Scene<'_>,
        sink: &mut Sink<'_>,
    ) {
        let headers = exchange.request.headers;
        let (part, values): (Part, Vec<&str>) = match parameter.location {
            ParameterIn::Path => {
                let value = found.path_parameters.iter().find(|(name, _)| *name == parameter.name);
                (Part::RequestPath, value.map(|(_, value)| &**value).into_iter().collect())
            }
            ParameterIn::Query => {
                let values = query.iter().filter(|(name, _)| *name == parameter.name);
                (Part::RequestQuery, values.map(|(_, value)| &**value).collect())
            }
            // A recording that keeps no headers says nothing about them, and these three are said elsewhere.
            ParameterIn::Header | ParameterIn::Cookie if headers.is_empty() => return,
            ParameterIn::Header => {
                let said_elsewhere = ["accept", "content-type", "authorization"];
                if said_elsewhere.iter().any(|name| parameter.name.eq_ignore_ascii_case(name)) {
                    return;
                }
                (Part::RequestHeader, headers.get(&parameter.name).into_iter().collect())
            }
            ParameterIn::Cookie => {
                let cookies = headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("cookie"));
                let pairs = cookies
                    .flat_map(|(_, value)| value.split(';'))
                    .filter_map(|pair| pair.trim().split_once('='));
                (
                    Part::RequestCookie,
                    pairs.filter(|(name, _)| *name == parameter.name).map(|(_, v)| v).collect(),
                )
            }
        };
        let scene = Scene { part, ..scene };
        let pointer = || format!("/{}", parameter.name);
        let plain =
            Details { found: Some(&parameter.name), site: Some(&parameter.site), ..Details::default() };
        if values.is_empty() {
            if parameter.required && !is_spread(self.spec, parameter) {
                tell(sink, scene, &rules::MISSING_PARAMETER, &pointer(), plain);
            }
            return;
        }
        self.scratch.reach.shape(found.operation, Shape::Parameter(position));
        if !parameter.corrections.is_empty() {
            let details = Details { corrections: &parameter.corrections, ..plain };
            tell(sink, scene, &rules::UNDECLARED_PARAMETER, &pointer(), details);
        }
        // Other styles put other things between items.
        let plain_style = parameter.style.as_deref().is_none_or(|style| matches!(style, "form" | "simple"));
        let Some(schema) = parameter.schema.filter(|_| plain_style || parameter.is_json) else { return };
        if let Some(wrong) = self.text_fault(schema, &values, parameter.is_json) {
            tell(sink, scene, &rules::INVALID_PARAMETER, &pointer(), Details { expected: &wrong, ..plain });
        }
    }

    fn undeclared_query(
        &mut self,
        operation: &Operation,
        query: &Pairs<'_>,
        scene: Scene<'_>,
        sink: &mut Sink<'_>,
    ) {
        let declared: Vec<&Parameter> = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.location == ParameterIn::Query)
            .collect();
        // The properties of an object are names of their own in the query.
        if declared.iter().any(|parameter| is_spread(self.spec, parameter) && parameter.style.is_none()) {
            return;
        }
        let scene = Scene { part: Part::RequestQuery, ..scene };
        for (name, _) in query {
            let owner = name.split('[').next().unwrap_or_default();
            let is_declared = declared.iter().any(|parameter| {
                parameter.name == *name
                    || (parameter.style.as_deref() == Some("deepObject") && parameter.name == owner)
            });
            if is_declared || self.spec.key_parameters.iter().any(|key| key == name) {
                continue;
            }
            let shown = shown::shown_name(name);
            let pointer = format!("/{shown}");
            let details = Details { found: Some(&shown), site: Some(&operation.site), ..Details::default() };
            tell(sink, scene, &rules::UNDECLARED_PARAMETER, &pointer, details);
        }
    }

    fn request_body(
        &mut self,
        number: usize,
        operation: &Operation,
        exchange: &Exchange<'_>,
        scene: Scene<'_>,
        sink: &mut Sink<'_>,
    ) {
        let request = exchange.request;
        let scene = Scene { part: Part::RequestBody, ..scene };
        let is_absent = matches!(request.body, Body::Absent);
        let Some(declared) = &operation.request_body else {
            if !is_absent {
                let found = Some(exchange::UNEXPECTED_BODY.name);
                let details = Details { found, site: Some(&operation.site), ..Details::default() };
                tell(sink, scene, &rules::REQUEST_BODY_MISMATCH, "", details);
            }
            return;
        };
        let site = Details { site: Some(&declared.site), ..Details::default() };
        if is_absent {
            if declared.required {
                tell(sink, scene, &rules::MISSING_REQUEST_BODY, "", site);
            }
            return;
        }
        let Some(content) = declared.content_for(request.media_type) else {
            if let Some(actual) = request.media_type {
                let scene = Scene { part: Part::RequestMediaType, ..scene };
                let essence = spec::essence(actual);
                let names: Vec<&str> =
                    declared.content.iter().map(|content| content.media_type.as_str()).collect();
                let found = shown::shown_media_type(&essence);
                let details = Details { found: Some(&found), expected: &names.join(" or "), ..site };
                tell(sink, scene, &rules::UNDECLARED_REQUEST_MEDIA_TYPE, "", details);
            }
            return;
        };
        if let Some(at) = declared.content.iter().position(|known| std::ptr::eq(known, content)) {
            self.scratch.reach.shape(number, Shape::RequestContent(at));
        }
        if !spec::is_json(request.media_type.unwrap_or(&content.media_type)) {
            return;
        }
        match body::json(request.body, &mut self.tape) {
            Content::Empty | Content::Unrecorded => {}
            Content::Invalid(reason) => {
                let found = Some(exchange::INVALID_JSON.name);
                let details = Details { found, expected: &reason, ..site };
                tell(sink, scene, &rules::REQUEST_BODY_MISMATCH, "", details);
            }
            Content::Json(node) => {
                let Some(schema) = content.schema else { return };
                Walk { spec: self.spec, scene, scratch: &mut self.scratch, sink: &mut |o| sink(o) }
                    .body(schema, node);
            }
        }
    }
}

/// Does the value come as names of its own rather than under the parameter's?
fn is_spread(spec: &spec::Spec, parameter: &Parameter) -> bool {
    let is_object = parameter.schema.and_then(|schema| parameter::kind(spec, schema)) == Some(Type::Object);
    is_object && !parameter.is_json && parameter.location == ParameterIn::Query
}

fn query_pairs(query: &str) -> Pairs<'_> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
        .collect()
}

/// In a query a plus is a space.
fn decoded(text: &str) -> Cow<'_, str> {
    if text.contains('+') {
        return Cow::Owned(percent_decoded(&text.replace('+', " ")).into_owned());
    }
    percent_decoded(text)
}
