//! Checks a request against its operation.

use super::body::{self, Content};
use super::checker::Checker;
use super::form::{Form, MALFORMED};
use super::media_type;
use super::parameter::{self, Readings, Serialization};
use super::query::{self, Pairs, decoded};
use super::response::{emit, emit_unchecked, emit_wrong};
use super::schema_parts::SchemaParts;
use super::sequence::Sequence;
use super::spec_coverage::OperationPart;
use super::text_tree::{self, Sent as SentValue, Tree};
use super::walk::{Details, Scope, Sink, Walk};
use crate::exchange::Part;
use crate::exchange::{Body, Exchange, Known, RealValues, has_placeholder};
use crate::json::Tape;
use crate::name_judge::has_only_known_words;
use crate::rules::{Expected, Inside, request as rules, response};
use crate::shown::{HIDDEN_NAME, shown_name_in};
use crate::spec::{
    self, ContentIndex, Match, Operation, OperationIndex, Parameter, ParameterIn, ParameterIndex, SchemaId,
    Style, Unchecked,
};

impl Checker<'_> {
    pub(super) fn request(
        &mut self,
        operation: &Operation,
        found: &Match<'_, '_>,
        exchange: &Exchange<'_>,
        sink: &mut Sink<'_>,
    ) {
        let status = exchange.response.status;
        // What a receiver refuses is no fault of the request that the API sends.
        let excused = (400..500).contains(&status) && !operation.is_webhook;
        let scope = Scope { operation: &operation.id, status, part: Part::Request, excused };
        let query = query::pairs(found.query);
        for (position, parameter) in ParameterIndex::each(&operation.parameters) {
            self.parameter((position, parameter), found, &query, exchange, scope, sink);
        }
        for lost in &operation.lost_parameters {
            let pointer = lost.name.as_ref().map(|name| format!("/{name}")).unwrap_or_default();
            emit_unchecked(sink, scope, &pointer, (Unchecked::Parameter, &lost.site));
        }
        self.undeclared_query(operation, &query, scope, sink);
        self.request_body(found.operation, operation, exchange, scope, sink);
    }

    fn parameter(
        &mut self,
        (position, parameter): (ParameterIndex, &Parameter),
        found: &Match<'_, '_>,
        query: &Pairs<'_>,
        exchange: &Exchange<'_>,
        scope: Scope<'_>,
        sink: &mut Sink<'_>,
    ) {
        let headers = exchange.request.headers;
        let (part, values) = match parameter.location {
            ParameterIn::Path => {
                let value = found.path_parameters.iter().find(|(name, _)| *name == parameter.name);
                (Part::RequestPath, Sent::One(value.map(|(_, value)| &**value)))
            }
            ParameterIn::Query => {
                let values = query.iter().filter(|(name, _)| *name == parameter.name);
                (Part::RequestQuery, Sent::of(values.map(|(_, value)| *value)))
            }
            ParameterIn::QueryString => {
                (Part::RequestQuery, Sent::One(Some(found.query).filter(|query| !query.is_empty())))
            }
            // A recording without headers says nothing about them. The spec describes these three headers
            // elsewhere.
            ParameterIn::Header if headers.is_empty() => return,
            ParameterIn::Cookie if headers.is_empty() && headers.listed_cookies().next().is_none() => return,
            ParameterIn::Header => {
                let said_elsewhere = ["accept", "content-type", "authorization"];
                if said_elsewhere.iter().any(|name| parameter.name.eq_ignore_ascii_case(name)) {
                    return;
                }
                (Part::RequestHeader, Sent::of(headers.lines(&parameter.name)))
            }
            ParameterIn::Cookie => {
                let own = headers.cookies().filter(|(name, _)| *name == parameter.name);
                (Part::RequestCookie, Sent::of(own.map(|(_, value)| value)))
            }
        };
        let values = values.as_slice();
        if values.iter().any(|value| is_unknown(value, part, exchange)) {
            return;
        }
        let scope = Scope { part, ..scope };
        let pointer = || format!("/{}", parameter.name);
        let plain =
            Details { found: Some(&parameter.name), site: Some(&parameter.site), ..Details::default() };
        // Moved out while the walk borrows `self`.
        let mut readings = std::mem::take(&mut self.readings);
        readings.clear();
        if parameter.location == ParameterIn::Cookie {
            let cookies = headers.cookies().map(|(name, value)| (name.into(), value)).collect();
            self.read(found, parameter, &cookies, values, &mut readings);
        } else {
            self.read(found, parameter, query, values, &mut readings);
        }
        let was_sent = !values.is_empty() || !readings.is_empty();
        let is_empty = values.iter().all(|value| value.is_empty());
        let of_query = parameter.query.as_ref().and_then(|content| content.schema);
        let schema =
            parameter.schema.or(of_query).filter(|_| was_sent && !(parameter.allow_empty && is_empty));
        self.scratch.real = RealValues::of_text(exchange, part, &parameter.name);
        let wrong =
            schema.and_then(|schema| self.text_violation(schema, &readings).map(|wrong| (schema, wrong)));
        self.readings = readings;
        if !was_sent {
            if parameter.required && is_known(exchange.request.known, parameter.location) {
                emit(sink, scope, &rules::MISSING_PARAMETER, &pointer(), plain);
            }
            return;
        }
        self.scratch.coverage.operation_part(found.operation, OperationPart::Parameter(position));
        if !parameter.corrections.is_empty() {
            let details = Details { corrections: &parameter.corrections, ..plain };
            emit(sink, scope, &rules::UNDECLARED_PARAMETER, &pointer(), details);
        }
        let further = |checker: &mut Self| {
            // Cookies of several paths may have one name.
            let schema = schema.filter(|_| part != Part::RequestCookie && !parameter.is_json)?;
            let wrong = checker.further_violation(Serialization::of(parameter), schema, values)?;
            Some((schema, wrong))
        };
        let Some((schema, wrong)) = wrong.or_else(|| further(self)) else { return };
        if self.fits_otherwise(found, parameter, schema) {
            return;
        }
        let wrong = if self.fits_when_split(parameter, schema, values) {
            Inside::JoinedItems { name: parameter.name.as_str().into() }
        } else {
            wrong
        };
        emit_wrong(sink, scope, &rules::INVALID_PARAMETER, &pointer(), (&wrong, plain));
    }

    /// Adds the possible JSON texts of a parameter.
    fn read(
        &self,
        found: &Match<'_, '_>,
        parameter: &Parameter,
        query: &Pairs<'_>,
        values: &[&str],
        to: &mut Readings,
    ) {
        if let Some(content) = &parameter.query {
            let form = Form::of(&content.media_type).zip(content.schema).zip(values.first());
            let json = form.and_then(|((form, schema), query)| {
                form.json(self.spec, (content, schema), Body::Text(query), &content.media_type).ok().flatten()
            });
            if let Some(json) = json {
                return to.push(&json);
            }
        }
        let Some(schema) = parameter.schema else { return };
        if parameter.is_json {
            match values.first() {
                Some(value)
                    if matches!(parameter.location, ParameterIn::Query | ParameterIn::QueryString) =>
                {
                    to.push(&decoded(value));
                }
                Some(value) => to.push(value),
                None => {}
            }
            return;
        }
        let how = Serialization::of(parameter);
        let is_exploded = parameter::is_exploded_object(self.spec, parameter);
        if how.style != Style::DeepObject && !is_exploded {
            return parameter::read(self.spec, how, schema, values, to);
        }
        let Some(operation) = found.operation.of(&self.spec.operations) else { return };
        let mut tree = Tree::default();
        for (name, value) in query {
            let names = text_tree::names(name);
            let own = match names.as_slice() {
                [owner, below @ ..] if !is_exploded => {
                    if *owner != parameter.name || below.is_empty() {
                        continue;
                    }
                    below
                }
                _ if !self.is_exploded_name(operation, parameter, name) => continue,
                _ if SchemaParts::of(self.spec, &[schema]).declares(name) => &[&**name],
                names => names,
            };
            tree.insert(own.iter().copied(), SentValue::Text(how.plain(value)));
        }
        if !tree.is_empty() {
            to.push(&text_tree::json(self.spec, schema, &tree));
        }
    }

    /// True if a name of the query is a property of this object, whose properties are parameters of their own. A name that
    /// no parameter declares is one if the object takes any.
    fn is_exploded_name(&self, operation: &Operation, parameter: &Parameter, name: &str) -> bool {
        let Some(schema) = parameter.schema.filter(|_| parameter::is_exploded_object(self.spec, parameter))
        else {
            return false;
        };
        let owner = text_tree::owner(name);
        let parts = SchemaParts::of(self.spec, &[schema]);
        if parts.declares(name) || parts.declares(owner) {
            return true;
        }
        let beside = operation.parameters.iter().filter(|other| other.location == parameter.location);
        let mut others = beside.filter(|other| {
            other.name == name
                || (other.name == owner && Serialization::of(other).style == Style::DeepObject)
                || (!std::ptr::eq(*other, parameter) && self.has_exploded_property(other, name))
        });
        let mut elsewhere = self.spec.key_parameters.iter().chain(&operation.query_in_path);
        parts.allows_any_name() && others.next().is_none() && !elsewhere.any(|key| key == name)
    }

    fn has_exploded_property(&self, parameter: &Parameter, name: &str) -> bool {
        let schema = parameter.schema.filter(|_| parameter::is_exploded_object(self.spec, parameter));
        schema.is_some_and(|schema| SchemaParts::of(self.spec, &[schema]).declares(name))
    }

    /// True if the segment of a path parameter can be split so that its value is valid.
    fn fits_otherwise(&mut self, found: &Match<'_, '_>, parameter: &Parameter, schema: SchemaId) -> bool {
        let own = found.other_values.iter().filter(|(name, _)| *name == parameter.name);
        own.filter(|_| parameter.location == ParameterIn::Path).any(|(_, value)| {
            let mut readings = Readings::default();
            parameter::read(self.spec, Serialization::of(parameter), schema, &[value], &mut readings);
            self.text_violation(schema, &readings).is_none()
        })
    }

    /// True if the value would be valid had its items been sent separately instead of joined by commas.
    fn fits_when_split(&mut self, parameter: &Parameter, schema: SchemaId, values: &[&str]) -> bool {
        let [value] = values else { return false };
        if !Serialization::of(parameter).repeats_name() || !value.contains(',') {
            return false;
        }
        let items: Vec<&str> = value.split(',').collect();
        let mut readings = Readings::default();
        parameter::read(self.spec, Serialization::of(parameter), schema, &items, &mut readings);
        self.text_violation(schema, &readings).is_none()
    }

    fn undeclared_query(
        &mut self,
        operation: &Operation,
        query: &Pairs<'_>,
        scope: Scope<'_>,
        sink: &mut Sink<'_>,
    ) {
        let spec = self.spec;
        let declared =
            operation.parameters.iter().filter(|parameter| parameter.location == ParameterIn::Query);
        if operation.parameters.iter().any(|parameter| parameter.location == ParameterIn::QueryString) {
            return;
        }
        let scope = Scope { part: Part::RequestQuery, ..scope };
        for (name, value) in query {
            let owner = text_tree::owner(name);
            let is_declared = declared.clone().any(|parameter| {
                let is_deep =
                    Serialization::of(parameter).style == Style::DeepObject && parameter.name == owner;
                parameter.name == *name || is_deep || self.is_exploded_name(operation, parameter, name)
            });
            let elsewhere = spec.key_parameters.iter().chain(&operation.query_in_path);
            let may_be_declared = operation.lost_parameters.iter().any(|lost| lost.may_be(name));
            if is_declared || may_be_declared || elsewhere.into_iter().any(|key| key == name) {
                continue;
            }
            // A name without a value may be the rest of a value that contains an ampersand.
            let is_rest = value.is_empty() && !has_only_known_words(name);
            let shown = if is_rest { HIDDEN_NAME.into() } else { shown_name_in(spec, name) };
            let pointer = format!("/{shown}");
            let details = Details { found: Some(&shown), site: Some(&operation.site), ..Details::default() };
            emit(sink, scope, &rules::UNDECLARED_PARAMETER, &pointer, details);
        }
    }

    fn request_body(
        &mut self,
        index: OperationIndex,
        operation: &Operation,
        exchange: &Exchange<'_>,
        scope: Scope<'_>,
        sink: &mut Sink<'_>,
    ) {
        let request = exchange.request;
        let scope = Scope { part: Part::RequestBody, ..scope };
        if matches!(request.body, Body::Untold) {
            return;
        }
        let is_absent = matches!(request.body, Body::Absent);
        let Some(declared) = &operation.request_body else {
            if !is_absent {
                let found = Some(response::UNEXPECTED_BODY.name);
                let details = Details { found, site: Some(&operation.site), ..Details::default() };
                emit(sink, scope, &rules::REQUEST_BODY_MISMATCH, "", details);
            }
            return;
        };
        let site = Details { site: Some(&declared.site), ..Details::default() };
        if is_absent {
            if declared.required {
                emit(sink, scope, &rules::MISSING_REQUEST_BODY, "", site);
            }
            return;
        }
        if let Some(why) = declared.unchecked {
            return emit_unchecked(sink, scope, "", (why, &declared.site));
        }
        let Some(content) = declared.content_for(request.media_type) else {
            if let Some(actual) = request.media_type {
                media_type::undeclared(actual, &declared.content, &declared.site, scope, sink);
            }
            return;
        };
        if let Some(actual) = request.media_type {
            media_type::other_json(actual, content, scope, sink);
        }
        if let Some((at, _)) =
            ContentIndex::each(&declared.content).find(|(_, known)| std::ptr::eq(*known, content))
        {
            self.scratch.coverage.operation_part(index, OperationPart::RequestContent(at));
        }
        let media_type = request.media_type.unwrap_or(&content.media_type);
        if let Some(form) = Form::of(media_type) {
            return self.form(form, (content, media_type), exchange, (scope, site), sink);
        }
        if let Some(items) = content.item_schema
            && let Some(sequence) = Sequence::of(media_type)
        {
            return self.sequence(sequence, items, (content, media_type), request.body, scope, sink);
        }
        if !spec::is_json(media_type) {
            return self.plain((content, media_type), request.body, scope, sink);
        }
        match body::json(request.body, &mut self.tape) {
            Content::Empty => {}
            Content::Unrecorded => emit(sink, scope, &response::UNRECORDED_BODY, "", site),
            Content::Invalid(reason) => {
                let found = Some(response::INVALID_JSON.name);
                let expected = &Expected::Json(reason.into());
                let details = Details { found, expected, ..site };
                emit(sink, scope, &rules::REQUEST_BODY_MISMATCH, "", details);
            }
            Content::Json(node) => {
                let Some(schema) = content.schema else { return };
                self.scratch.real = RealValues::of_body(exchange, scope.part, node);
                Walk { spec: self.spec, scope, scratch: &mut self.scratch, sink: &mut |o| sink(o) }
                    .body(schema, node);
            }
        }
    }
}

impl Checker<'_> {
    fn form(
        &mut self,
        form: Form,
        (content, media_type): (&spec::Content, &str),
        exchange: &Exchange<'_>,
        (scope, site): (Scope<'_>, Details<'_>),
        sink: &mut Sink<'_>,
    ) {
        let body = exchange.request.body;
        if matches!(body, Body::Unrecorded | Body::Partial(_)) {
            return emit(sink, scope, &response::UNRECORDED_BODY, "", site);
        }
        let Some(schema) = content.schema else { return };
        match form.json(self.spec, (content, schema), body, media_type) {
            Ok(Some(json)) => {
                let mut tape = Tape::new();
                let Ok(document) = tape.parse(&json) else { return };
                self.scratch.real = RealValues::of_body(exchange, scope.part, document.root());
                Walk { spec: self.spec, scope, scratch: &mut self.scratch, sink: &mut |o| sink(o) }
                    .body(schema, document.root());
            }
            Ok(None) => self.plain((content, media_type), body, scope, sink),
            Err(malformed) => {
                let (found, reason): (_, &str) = (Some(MALFORMED), malformed.into());
                let expected = &Expected::Multipart(reason.into());
                emit(sink, scope, &rules::REQUEST_BODY_MISMATCH, "", Details { found, expected, ..site });
            }
        }
    }
}

/// True if a parameter that is not there was not sent.
fn is_known(known: Known, location: ParameterIn) -> bool {
    match known {
        Known::Whole => true,
        Known::ButHeaders => !matches!(location, ParameterIn::Header | ParameterIn::Cookie),
        Known::Parts => false,
    }
}

/// True for what stands for any value in the path of a stub, and for what a recorder put in place of a value. No client
/// sends brackets in a URL.
fn is_unknown(value: &str, part: Part, exchange: &Exchange<'_>) -> bool {
    let is_any = || value.starts_with('{') && value.ends_with('}');
    match part {
        Part::RequestPath if exchange.request.known == Known::Parts && is_any() => true,
        Part::RequestPath | Part::RequestQuery => {
            has_placeholder(value) && exchange.request.url.contains(value)
        }
        _ => false,
    }
}

/// The values sent under one name, which is rarely repeated.
pub(super) enum Sent<'a> {
    One(Option<&'a str>),
    Many(Vec<&'a str>),
}

impl<'a> Sent<'a> {
    pub(super) fn of(mut values: impl Iterator<Item = &'a str>) -> Self {
        let first = values.next();
        match (first, values.next()) {
            (Some(first), Some(second)) => Self::Many([first, second].into_iter().chain(values).collect()),
            _ => Self::One(first),
        }
    }

    pub(super) fn as_slice(&self) -> &[&'a str] {
        match self {
            Self::One(value) => value.as_slice(),
            Self::Many(values) => values,
        }
    }
}
