//! Scrubs whole exchanges.

use super::body::ScrubbedBody;
use super::ledger::Again;
use super::public_value::public_date;
use super::scrubber::{Provenance, Scrubber};
use super::shape::Shape;
use crate::value::Value;
use crate::{MAX_SHAPES, RawExchange, Scrubbed, names};
use contract_core::exchange::{
    Body, Evidence, EvidenceKind, Exchange, Known, Part, Request, Response, ValueOrigin,
};
use contract_core::json::Tape;
use contract_core::spec::{Match, Operation, Parameter, ParameterIn, ResponseSpec};

/// Why an exchange is not recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotScrubbed {
    /// It matches no operation of the spec, so its values have no declared places.
    #[error("it matches no operation of the spec")]
    NoOperation,
    /// There is no response.
    #[error("the request got no response")]
    NoResponse,
    /// It had a body that the file does not hold.
    #[error("its body was not recorded")]
    NoBody,
    /// A stub or contract leaves out what the operation requires, so the recording would lack it.
    #[error("only parts of its request are known")]
    PartlyKnown,
    /// Too many different shapes were seen to compare this one.
    #[error("more than {MAX_SHAPES} kinds of exchanges were met; record in smaller pieces")]
    TooManyShapes,
}

/// True if nothing that the operation requires of the request is unknown.
fn is_known(request: &Request<'_>, operation: &Operation) -> bool {
    let is_header = |parameter: &&Parameter| parameter.required && parameter.location == ParameterIn::Header;
    match request.known {
        Known::Whole => true,
        Known::ButHeaders => {
            let mut required = operation.parameters.iter().filter(is_header);
            request.headers.is_empty()
                || required.all(|parameter| request.headers.get(&parameter.name).is_some())
        }
        Known::Parts => false,
    }
}

impl Scrubber<'_> {
    /// Scrubs an exchange. Provenance that it doesn't state is taken from `provenance`; a textual description
    /// always is.
    ///
    /// # Errors
    ///
    /// The exchange can't be recorded.
    pub fn scrub(&mut self, raw: RawExchange<'_>, provenance: &Provenance) -> Result<Scrubbed, NotScrubbed> {
        let exchange = raw.into_exchange();
        if !exchange.is_answered() {
            return Err(NotScrubbed::NoResponse);
        }
        let (spec, request) = (self.spec, exchange.request);
        let found = spec.match_operation(request.method, request.url).ok_or(NotScrubbed::NoOperation)?;
        let operation = found.operation.of(&spec.operations).ok_or(NotScrubbed::NoOperation)?;
        let answer = operation.response(exchange.response.status);
        if !is_held(request.body) || !is_held(exchange.response.body) || has_untold_body(&exchange, answer) {
            return Err(NotScrubbed::NoBody);
        }
        if !is_known(&request, operation) {
            return Err(NotScrubbed::PartlyKnown);
        }
        self.ledger.start(&exchange);
        let recorded_at = exchange.recorded_at.and_then(public_date);
        let known = KnownProvenance::of(exchange.evidence, provenance, recorded_at);
        let mut members = self.messages(operation, &found, &exchange, &known);
        while self.ledger.refuse_joined() == Again::Yes {
            members = self.messages(operation, &found, &exchange, &known);
        }
        self.note_public();
        members.push(("values".to_owned(), Value::text(ValueOrigin::Invented.as_str())));
        let kept = self.ledger.kept_pointers().into_iter().map(Value::String);
        members.push(("kept".to_owned(), Value::Array(kept.collect())));
        members.extend(recorded_at.map(|date| ("recorded_at".to_owned(), Value::text(date))));
        members.extend(known.source().map(|source| ("source".to_owned(), source)));
        let mut shape = std::mem::take(&mut self.shape);
        shape.head = (operation.id.clone(), exchange.response.status, known.kind.to_owned());
        Ok(Scrubbed {
            operation: names::folder(&operation.id),
            status: exchange.response.status,
            label: known.label(),
            shape,
            text: Value::Object(members).pretty(),
            origin: exchange.locator.to_string(),
        })
    }

    /// The members `request` and `response`.
    fn messages(
        &mut self,
        operation: &Operation,
        found: &Match<'_, '_>,
        exchange: &Exchange<'_>,
        known: &KnownProvenance,
    ) -> Vec<(String, Value)> {
        self.shape = Shape::default();
        self.misfits.clear();
        self.without_parts = None;
        self.told.clear();
        let messages = vec![
            ("request".to_owned(), self.request(operation, found, exchange.request)),
            ("response".to_owned(), self.response(operation, exchange.response)),
        ];
        for date in known.dates() {
            self.ledger.add_own(date);
        }
        messages
    }

    fn request(&mut self, operation: &Operation, found: &Match<'_, '_>, request: Request<'_>) -> Value {
        let content = operation.request_body.as_ref().and_then(|body| body.content_for(request.media_type));
        let mut sent = vec![
            ("method".to_owned(), Value::text(operation.method.clone())),
            ("url".to_owned(), Value::String(self.url(operation, found))),
            ("headers".to_owned(), self.request_headers(operation, request.headers, request.media_type)),
        ];
        self.ledger.enter_part(Part::RequestBody.steps());
        sent.extend(member(self.body("request", request.body, request.media_type, content)));
        Value::Object(sent)
    }

    fn response(&mut self, operation: &Operation, response: Response<'_>) -> Value {
        let answer = operation.response(response.status);
        let content = answer.and_then(|answer| answer.content_for(response.media_type));
        let status = response.status.to_string();
        self.ledger.add_own(&status);
        let mut got = vec![
            ("status".to_owned(), Value::Number(status)),
            ("headers".to_owned(), self.response_headers(answer, response.headers, response.media_type)),
        ];
        self.ledger.enter_part(Part::ResponseBody.steps());
        got.extend(member(self.body("response", response.body, response.media_type, content)));
        Value::Object(got)
    }

    /// Values that are kept in one place are no secret in another. Nor are the dates of the recording itself, even if they
    /// are also someone's birthday.
    fn note_public(&mut self) {
        for text in self.ledger.kept_texts() {
            self.inventor.note_public(text);
        }
    }
}

/// True if it is not told whether there was a body that the spec expects: a recording with headers and without a body says
/// that there was none.
fn has_untold_body(exchange: &Exchange<'_>, answer: Option<&ResponseSpec>) -> bool {
    let response = exchange.response;
    matches!(response.body, Body::Untold)
        && answer.is_some_and(|answer| !answer.content.is_empty())
        && (!response.headers.is_empty() || response.media_type.is_some())
}

/// Whether the whole body is there, as far as the recording says that there was one.
fn is_held(body: Body<'_>) -> bool {
    match body {
        Body::Unrecorded => false,
        Body::Partial(text) => Tape::new().load(text).is_ok(),
        Body::Absent | Body::Untold | Body::Json(_) | Body::Text(_) | Body::Bytes(_) => true,
    }
}

/// The member `body` or `body_text`, or neither.
fn member(body: ScrubbedBody) -> Option<(String, Value)> {
    match body {
        ScrubbedBody::Untold => None,
        ScrubbedBody::Absent => Some(("body".to_owned(), Value::Null)),
        ScrubbedBody::Json(value) => Some(("body".to_owned(), value)),
        ScrubbedBody::Text(text) => Some(("body_text".to_owned(), Value::String(text))),
    }
}

/// What is known about where an exchange is from.
struct KnownProvenance {
    /// The kind of evidence, empty if nobody says.
    kind: &'static str,
    recorded_at: Option<String>,
    as_of: Option<String>,
    from: Option<String>,
}

impl KnownProvenance {
    fn of(evidence: Option<Evidence<'_>>, provenance: &Provenance, recorded_at: Option<&str>) -> Self {
        let own = |text: Option<&str>| text.map(str::to_owned);
        let kind = evidence.map(|evidence| evidence.kind).or(provenance.kind);
        let as_of = own(evidence.and_then(|evidence| evidence.as_of).and_then(public_date));
        Self {
            kind: kind.map_or("", EvidenceKind::as_str),
            recorded_at: own(recorded_at),
            as_of: as_of.or_else(|| provenance.as_of.clone()).or_else(|| own(recorded_at)),
            // What the traffic says of itself in words may say anything.
            from: provenance.from.clone(),
        }
    }

    /// The dates that the recording states of itself.
    fn dates(&self) -> impl Iterator<Item = &str> {
        self.recorded_at.as_deref().into_iter().chain(self.as_of.as_deref())
    }

    /// The member `source`; nothing if the kind of evidence is not known.
    fn source(&self) -> Option<Value> {
        if self.kind.is_empty() {
            return None;
        }
        let mut members = vec![("kind".to_owned(), Value::text(self.kind))];
        members.extend(self.as_of.as_ref().map(|date| ("as_of".to_owned(), Value::text(date.clone()))));
        members.extend(self.from.as_ref().map(|from| ("from".to_owned(), Value::text(from.clone()))));
        Some(Value::Object(members))
    }

    /// `source-2025-10`
    fn label(&self) -> String {
        let kind = if self.kind.is_empty() { "recorded" } else { self.kind };
        match self.as_of.as_deref().and_then(|date| date.get(..7)) {
            Some(month) => names::folder(&format!("{kind}-{month}")),
            None => kind.to_owned(),
        }
    }
}
