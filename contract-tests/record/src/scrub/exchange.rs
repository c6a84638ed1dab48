//! Scrubs whole exchanges.

use super::body::ScrubbedBody;
use super::place::Place;
use super::scrubber::{Provenance, Scrubber};
use super::shape::Shape;
use crate::value::Value;
use crate::{MAX_SHAPES, RawExchange, Scrubbed, names};
use contract_core::exchange::{Body, Evidence, EvidenceKind, Exchange, ValueOrigin};
use contract_core::json::Tape;

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
    /// Too many different shapes were seen to compare this one.
    #[error("more than {MAX_SHAPES} kinds of exchanges were met; record in smaller pieces")]
    TooManyShapes,
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
        let Exchange { request, response, recorded_at, evidence, values: _, locator } = exchange;
        let spec = self.spec;
        let found = spec.match_operation(request.method, request.url).ok_or(NotScrubbed::NoOperation)?;
        let operation = found.operation.of(&spec.operations).ok_or(NotScrubbed::NoOperation)?;
        if !is_held(request.body) || !is_held(response.body) {
            return Err(NotScrubbed::NoBody);
        }
        self.shape = Shape::default();
        self.misfits.clear();

        let asked = operation.request_body.as_ref().and_then(|body| body.content_for(request.media_type));
        let answer = operation.response(response.status);
        if matches!(response.body, Body::Untold)
            && answer.is_some_and(|answer| !answer.content.is_empty())
            && (!response.headers.is_empty() || response.media_type.is_some())
        {
            // A recording with headers and without a body says that there was none.
            return Err(NotScrubbed::NoBody);
        }
        let answered = answer.and_then(|answer| answer.content_for(response.media_type));
        let request_place = Place::new(spec, asked.and_then(|content| content.schema));
        let response_place = Place::new(spec, answered.and_then(|content| content.schema));

        let mut sent = vec![
            ("method".to_owned(), Value::text(operation.method.clone())),
            ("url".to_owned(), Value::String(self.url(operation, &found))),
            ("headers".to_owned(), self.request_headers(operation, request.headers, request.media_type)),
        ];
        sent.extend(member(self.body("request", request.body, request.media_type, &request_place)));
        let mut got = vec![
            ("status".to_owned(), Value::Number(response.status.to_string())),
            ("headers".to_owned(), self.response_headers(answer, response.headers, response.media_type)),
        ];
        got.extend(member(self.body("response", response.body, response.media_type, &response_place)));

        let mut members =
            vec![("request".to_owned(), Value::Object(sent)), ("response".to_owned(), Value::Object(got))];
        members.push(("values".to_owned(), Value::text(ValueOrigin::Invented.as_str())));
        let recorded_at = recorded_at.and_then(date);
        if let Some(recorded_at) = recorded_at {
            members.push(("recorded_at".to_owned(), Value::text(recorded_at)));
        }
        let known = KnownProvenance::of(evidence, provenance, recorded_at);
        // The dates of the recording itself are kept, even if they are also someone's birthday.
        for date in recorded_at.into_iter().chain(known.as_of.as_deref()) {
            self.inventor.note_public(date);
        }
        members.extend(known.source().map(|source| ("source".to_owned(), source)));
        let mut shape = std::mem::take(&mut self.shape);
        shape.head = (operation.id.clone(), response.status, known.kind.to_owned());
        Ok(Scrubbed {
            operation: names::folder(&operation.id),
            status: response.status,
            label: known.label(),
            shape,
            text: Value::Object(members).pretty(),
            origin: locator.to_string(),
        })
    }
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
    as_of: Option<String>,
    from: Option<String>,
}

impl KnownProvenance {
    fn of(evidence: Option<Evidence<'_>>, provenance: &Provenance, recorded_at: Option<&str>) -> Self {
        let own = |text: Option<&str>| text.map(str::to_owned);
        let kind = evidence.map(|evidence| evidence.kind).or(provenance.kind);
        let as_of = own(evidence.and_then(|evidence| evidence.as_of).and_then(date));
        Self {
            kind: kind.map_or("", EvidenceKind::as_str),
            as_of: as_of.or_else(|| provenance.as_of.clone()).or_else(|| own(recorded_at)),
            // What the traffic says of itself in words may say anything.
            from: provenance.from.clone(),
        }
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

/// The date of a date and time.
fn date(time: &str) -> Option<&str> {
    let date = time.get(..10)?;
    let is_date = date.bytes().enumerate().all(|(place, byte)| match place {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    is_date.then_some(date)
}
