//! Checks a response against its operation.

use std::borrow::Cow;

use super::body::{self, Content};
use super::checker::Checker;
use super::envelope;
use super::media_type;
use super::observation::Observation;
use super::pages;
use super::parameter::Readings;
use super::plain;
use super::request::Sent;
use super::sequence::Sequence;
use super::spec_coverage::OperationPart;
use super::values::Values;
use super::walk::{Details, Scope, Sink, Walk};
use crate::exchange::Part;
use crate::exchange::{Body, Exchange, RealValues, Response, has_no_body};
use crate::rules::{Expected, Inside, Rule, response as rules};
use crate::shown::shown_media_type;
use crate::spec::{
    self, ContentIndex, HeaderIndex, Operation, OperationIndex, ResponseIndex, ResponseSpec, SchemaId, Site,
    Unchecked,
};

impl Checker<'_> {
    pub(super) fn response(
        &mut self,
        index: OperationIndex,
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
        if let Some(odd) = operation.odd_response(response.status) {
            return emit_unchecked(sink, scope, "", (Unchecked::Response, &odd.site));
        }
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
        self.scratch.coverage.operation_part(index, OperationPart::Response(at));
        if declared.unchecked {
            return emit_unchecked(sink, scope, "", (Unchecked::Response, &declared.site));
        }
        self.headers((index, at), declared, exchange, scope, sink);
        self.content((index, at), declared, exchange, scope, sink);
    }

    fn content(
        &mut self,
        (index, at): (OperationIndex, ResponseIndex),
        declared: &ResponseSpec,
        exchange: &Exchange<'_>,
        scope: Scope<'_>,
        sink: &mut Sink<'_>,
    ) {
        let response = exchange.response;
        let scope = Scope { part: Part::ResponseBody, ..scope };
        let is_absent = matches!(response.body, Body::Absent);
        let site = Details { site: Some(&declared.site), ..Details::default() };
        let is_there = !matches!(response.body, Body::Absent | Body::Untold);
        // What comes with these is the body that a cache has for them.
        let is_from_cache = response.status == 304 || exchange.request.method.eq_ignore_ascii_case("HEAD");
        if is_from_cache || (has_no_body(exchange.request.method, response.status) && !is_there) {
            return;
        }
        if declared.content.is_empty() {
            if is_there {
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
                media_type::undeclared(actual, &declared.content, &declared.site, scope, sink);
            }
            return;
        };
        if let Some(actual) = media_type {
            media_type::other_json(actual, content, scope, sink);
        }
        if let Some((position, _)) =
            ContentIndex::each(&declared.content).find(|(_, known)| is_there && std::ptr::eq(*known, content))
        {
            self.scratch.coverage.operation_part(index, OperationPart::Content(at, position));
        }
        let actual = media_type.unwrap_or(&content.media_type);
        if let Some(items) = content.item_schema
            && let Some(sequence) = Sequence::of(actual)
        {
            return self.sequence(sequence, items, (content, actual), response.body, scope, sink);
        }
        if !spec::is_json(actual) && !matches!(content.media_type.as_str(), "*/*" if media_type.is_none()) {
            return self.plain((content, actual), response.body, scope, sink);
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
                self.scratch.real = RealValues::of_body(exchange, scope.part, root);
                Walk { spec: self.spec, scope, scratch: &mut self.scratch, sink: &mut |o| sink(o) }
                    .body(schema, root);
                let path = spec::path_and_query(exchange.request.url).0;
                let values = Values { spec: self.spec, schema: content.schema, real: &self.scratch.real };
                envelope::check(envelope::Body { values, path, root }, scope, sink);
                pages::check(values, root, scope, sink);
            }
        }
    }

    /// A body that no schema is applied to.
    pub(super) fn plain(
        &self,
        (content, media_type): (&spec::Content, &str),
        body: Body<'_>,
        scope: Scope<'_>,
        sink: &mut Sink<'_>,
    ) {
        if matches!(body, Body::Absent) || plain::is_any_text(self.spec, content) {
            return;
        }
        let essence = spec::essence(media_type);
        let found = shown_media_type(&essence);
        let details = Details { found: Some(&found), site: Some(&content.site), ..Details::default() };
        emit(sink, scope, &rules::UNCHECKED_BODY, "", details);
    }

    fn headers(
        &mut self,
        (index, at): (OperationIndex, ResponseIndex),
        declared: &ResponseSpec,
        exchange: &Exchange<'_>,
        scope: Scope<'_>,
        sink: &mut Sink<'_>,
    ) {
        let response = exchange.response;
        // A recording without headers says nothing about them.
        if declared.headers.is_empty() || response.headers.is_empty() {
            return;
        }
        let scope = Scope { part: Part::ResponseHeader, ..scope };
        for (position, header) in HeaderIndex::each(&declared.headers) {
            let pointer = format!("/{}", header.name);
            let plain = Details { found: Some(&header.name), site: Some(&header.site), ..Details::default() };
            let sent = Sent::of(response.headers.lines(&header.name));
            let lines = sent.as_slice();
            if lines.is_empty() && !sets_listed_cookies(&header.name, response) {
                if header.required {
                    emit(sink, scope, &rules::MISSING_HEADER, &pointer, plain);
                }
                continue;
            }
            self.scratch.coverage.operation_part(index, OperationPart::Header(at, position));
            let schema = header.schema.filter(|_| !lines.is_empty());
            self.scratch.real = RealValues::of_text(exchange, scope.part, &header.name);
            let wrong = schema.and_then(|schema| self.header_violation(header, schema, lines));
            if let Some(wrong) = wrong {
                emit_wrong(sink, scope, &rules::INVALID_HEADER, &pointer, (&wrong, plain));
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

/// Whether the recorder lists the cookies that the header sets instead of the header.
fn sets_listed_cookies(name: &str, response: Response<'_>) -> bool {
    name.eq_ignore_ascii_case("set-cookie") && response.headers.listed_cookies().next().is_some()
}

/// Reports what is wrong with the value of a header or a parameter.
pub(super) fn emit_wrong(
    sink: &mut Sink<'_>,
    scope: Scope<'_>,
    rule: &'static Rule,
    pointer: &str,
    (wrong, plain): (&Inside<'_>, Details<'_>),
) {
    match wrong {
        Inside::Broken { rule, found, .. } if *rule == &rules::UNCHECKED_PLACE => {
            emit(sink, scope, rule, pointer, Details { found: Some(found), ..plain });
        }
        _ => emit(sink, scope, rule, pointer, Details { inside: Some(wrong), ..plain }),
    }
}

/// Reports a place of the spec that cannot be checked.
pub(super) fn emit_unchecked(
    sink: &mut Sink<'_>,
    scope: Scope<'_>,
    pointer: &str,
    (why, site): (Unchecked, &Site),
) {
    let details = Details { found: Some(why.word()), site: Some(site), ..Details::default() };
    emit(sink, scope, &rules::UNCHECKED_PLACE, pointer, details);
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
