//! Checks a response against its operation.

use std::borrow::Cow;

use super::body::{self, Content};
use super::checker::Checker;
use super::envelope;
use super::observation::Observation;
use super::pages;
use super::parameter::{self, Readings, Serialization};
use super::spec_coverage::OperationPart;
use super::values::Values;
use super::walk::{Details, Scope, Sink, Walk};
use crate::exchange::Part;
use crate::exchange::{Body, Exchange, Response};
use crate::rules::{Expected, Inside, Rule, response as rules};
use crate::shown;
use crate::spec::{self, Operation, ResponseSpec, SchemaId};

impl Checker<'_> {
    pub(super) fn response(
        &mut self,
        number: usize,
        operation: &Operation,
        exchange: &Exchange<'_>,
        sink: &mut Sink<'_>,
    ) {
        let response = exchange.response;
        let scope = Scope {
            operation: &operation.id,
            status: response.status,
            part: Part::ResponseStatus,
            excused: false,
        };
        let Some((at, declared)) = operation.response_at(response.status) else {
            let status = response.status.to_string();
            let details = Details { found: Some(&status), site: Some(&operation.site), ..Details::default() };
            emit(sink, scope, &rules::UNDECLARED_STATUS, "", details);
            return;
        };
        if !declared.corrections.is_empty() {
            let (status, corrections) = (response.status.to_string(), &declared.corrections);
            let details = Details {
                found: Some(&status),
                site: Some(&declared.site),
                corrections,
                ..Details::default()
            };
            emit(sink, scope, &rules::UNDECLARED_STATUS, "", details);
        }
        self.scratch.coverage.operation_part(number, OperationPart::Response(at));
        self.headers((number, at), declared, response, scope, sink);
        self.content((number, at), declared, exchange, scope, sink);
    }

    fn content(
        &mut self,
        (number, at): (usize, usize),
        declared: &ResponseSpec,
        exchange: &Exchange<'_>,
        scope: Scope<'_>,
        sink: &mut Sink<'_>,
    ) {
        let response = exchange.response;
        let scope = Scope { part: Part::ResponseBody, ..scope };
        let is_absent = matches!(response.body, Body::Absent);
        let site = Details { site: Some(&declared.site), ..Details::default() };
        if exchange.request.method.eq_ignore_ascii_case("HEAD")
            || matches!(response.status, 100..=199 | 204 | 304)
        {
            if !is_absent && !exchange.request.method.eq_ignore_ascii_case("HEAD") {
                emit(sink, scope, &rules::UNEXPECTED_BODY, "", site);
            }
            return;
        }
        if declared.content.is_empty() {
            if !is_absent {
                emit(sink, scope, &rules::UNEXPECTED_BODY, "", site);
            }
            return;
        }
        let fitting = declared.content_for(response.media_type);
        // Without a body, the media type is only a habit of the server.
        let fitting = if is_absent { fitting.or_else(|| declared.content_for(None)) } else { fitting };
        let media_type = response.media_type.filter(|_| !is_absent);
        let Some(content) = fitting else {
            if let Some(actual) = media_type {
                let scope = Scope { part: Part::ResponseMediaType, ..scope };
                let essence = spec::essence(actual);
                let found = shown::shown_media_type(&essence);
                let names: Vec<&str> =
                    declared.content.iter().map(|content| content.media_type.as_str()).collect();
                let expected = &Expected::MediaTypes(names.join(" or ").into());
                let details = Details { found: Some(&found), expected, ..site };
                emit(sink, scope, &rules::UNDECLARED_MEDIA_TYPE, "", details);
            }
            return;
        };
        if let Some(position) =
            declared.content.iter().position(|known| !is_absent && std::ptr::eq(known, content))
        {
            self.scratch.coverage.operation_part(number, OperationPart::Content(at, position));
        }
        let actual = media_type.unwrap_or(&content.media_type);
        if !spec::is_json(actual) && !matches!(content.media_type.as_str(), "*/*" if media_type.is_none()) {
            return;
        }
        let at_content = Details { site: Some(&content.site), ..Details::default() };
        match body::json(response.body, &mut self.tape) {
            Content::Empty => emit(sink, scope, &rules::EMPTY_BODY, "", at_content),
            Content::Unrecorded => emit(sink, scope, &rules::UNRECORDED_BODY, "", at_content),
            Content::Invalid(reason) => {
                let expected = &Expected::Json(reason.into());
                emit(sink, scope, &rules::INVALID_JSON, "", Details { expected, ..at_content });
            }
            Content::Json(root) => {
                let schema = content.schema.unwrap_or(SchemaId::NONE);
                Walk { spec: self.spec, scope, scratch: &mut self.scratch, sink: &mut |o| sink(o) }
                    .body(schema, root);
                let path = spec::path_and_query(exchange.request.url).0;
                let values = Values { spec: self.spec, schema: content.schema, origin: exchange.values };
                envelope::check(envelope::Body { values, path, root }, scope, sink);
                pages::check(values, root, scope, sink);
            }
        }
    }

    fn headers(
        &mut self,
        (number, at): (usize, usize),
        declared: &ResponseSpec,
        response: Response<'_>,
        scope: Scope<'_>,
        sink: &mut Sink<'_>,
    ) {
        // A recording without headers says nothing about them.
        if declared.headers.is_empty() || response.headers.is_empty() {
            return;
        }
        let scope = Scope { part: Part::ResponseHeader, ..scope };
        for (position, header) in declared.headers.iter().enumerate() {
            let pointer = format!("/{}", header.name);
            let plain = Details { found: Some(&header.name), site: Some(&header.site), ..Details::default() };
            match (response.headers.get(&header.name), header.schema) {
                (None, _) if header.required => emit(sink, scope, &rules::MISSING_HEADER, &pointer, plain),
                (Some(value), Some(schema)) => {
                    self.scratch.coverage.operation_part(number, OperationPart::Header(at, position));
                    let mut readings = std::mem::take(&mut self.readings);
                    readings.clear();
                    parameter::read(self.spec, Serialization::HEADER, schema, &[value.trim()], &mut readings);
                    let wrong = self.text_violation(schema, &readings);
                    self.readings = readings;
                    if let Some(wrong) = wrong {
                        let details = Details { inside: Some(&wrong), ..plain };
                        emit(sink, scope, &rules::INVALID_HEADER, &pointer, details);
                    }
                }
                (Some(_), None) => {
                    self.scratch.coverage.operation_part(number, OperationPart::Header(at, position));
                }
                (None, _) => {}
            }
        }
    }

    /// What is wrong with a value that came as text (a header, a parameter), if anything: with the first of its readings,
    /// unless another one fits.
    pub(super) fn text_violation(
        &mut self,
        schema: SchemaId,
        readings: &Readings,
    ) -> Option<Inside<'static>> {
        let mut first = None;
        for text in readings.iter() {
            let wrong = self.reading_violation(schema, text)?;
            first = first.or(Some(wrong));
        }
        first
    }

    fn reading_violation(&mut self, schema: SchemaId, text: &str) -> Option<Inside<'static>> {
        // Taken out for as long as the walk needs the rest of us; an error in between only costs its memory.
        let mut tape = std::mem::take(&mut self.text_tape);
        let Ok(document) = tape.parse(text) else {
            let (rule, found) = (&rules::INVALID_JSON, Cow::Borrowed(""));
            return Some(Inside::Broken { rule, found, expected: Expected::Nothing });
        };
        let mut wrong = None;
        let scope = Scope { operation: "", status: 0, part: Part::ResponseHeader, excused: false };
        let mut sink = |observation: &Observation<'_>| {
            if wrong.is_none() && observation.corrections.is_empty() {
                let found = observation.found.unwrap_or_default().to_owned().into();
                let expected = observation.expected.clone().into_owned();
                wrong = Some(Inside::Broken { rule: observation.rule, found, expected });
            }
        };
        Walk { spec: self.spec, scope, scratch: &mut self.scratch, sink: &mut sink }
            .body(schema, document.root());
        self.text_tape = tape;
        wrong
    }
}

/// Reports an observation outside of a body.
pub(super) fn emit(
    sink: &mut Sink<'_>,
    scope: Scope<'_>,
    rule: &'static Rule,
    pointer: &str,
    details: Details<'_>,
) {
    sink(&Observation {
        rule,
        operation: scope.operation,
        status: scope.status,
        part: scope.part,
        pointer,
        renamed_from: details.renamed_from,
        found: details.found,
        expected: details.expected,
        inside: details.inside,
        site: details.site,
        corrections: details.corrections,
        excused: scope.excused,
    });
}
