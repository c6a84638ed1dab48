//! Checks exchange after exchange.

use super::evidence_grade::EvidenceGrade;
use super::learned::{Learned, ObjectPlace};
use super::matching::Matcher;
use super::observation::Observation;
use super::parameter::Readings;
use super::path::Path;
use super::presence::Presence;
use super::spec_coverage::{OperationPart, SpecCoverage};
use super::walk::{Scratch, Sink};
use crate::exchange::Part;
use crate::exchange::{Exchange, NO_RESPONSE};
use crate::json::Tape;
use crate::rules::{Expected, response as rules};
use crate::shown;
use crate::spec::Spec;

/// Compares exchanges with a spec. Holds memory that is reused, so that a checker is made once per thread.
#[derive(Debug)]
pub struct Checker<'s> {
    pub(super) spec: &'s Spec,
    pub(super) tape: Tape,
    /// For values that travel as text: parameters and headers.
    pub(super) text_tape: Tape,
    pub(super) readings: Readings,
    pub(super) scratch: Scratch<'s>,
}

impl<'s> Checker<'s> {
    /// A checker for a spec.
    #[must_use]
    pub fn new(spec: &'s Spec) -> Self {
        let scratch = Scratch {
            matcher: Matcher::new(spec),
            path: Path::default(),
            coverage: SpecCoverage::of(spec),
            learned: Learned::of(spec),
            is_sample: true,
            presence: None,
            stack: Vec::new(),
            hits: Vec::new(),
            lacking: Vec::new(),
            undeclared: Vec::new(),
            open: Vec::new(),
            place: ObjectPlace {
                operation: String::new(),
                status: 0,
                part: Part::ResponseBody,
                pointer: String::new(),
            },
        };
        Self { spec, tape: Tape::new(), text_tape: Tape::new(), readings: Readings::default(), scratch }
    }

    /// Counts how often declared properties are there, too, which costs time.
    #[must_use]
    pub fn with_presence(mut self) -> Self {
        self.scratch.presence = Some(Box::default());
        self
    }

    /// How often declared properties were there, if that was counted.
    #[must_use]
    pub fn presence(&self) -> Option<&Presence> {
        self.scratch.presence.as_deref()
    }

    /// What of the spec the exchanges showed so far.
    #[must_use]
    pub fn coverage(&self) -> &SpecCoverage {
        &self.scratch.coverage
    }

    /// What of the spec the exchanges showed, and how often declared properties were there if that was counted.
    #[must_use]
    pub fn finish(self) -> (SpecCoverage, Option<Presence>) {
        (self.scratch.coverage, self.scratch.presence.map(|presence| *presence))
    }

    /// What the exchanges taught so far that is decided when all were seen.
    #[must_use]
    pub fn learned(&self) -> &Learned {
        &self.scratch.learned
    }

    /// Tells `sink` every disagreement between the exchange and the spec. The same one may be told more than once.
    /// Returns the id of the operation, if there is one.
    pub fn check(&mut self, exchange: &Exchange<'_>, sink: &mut Sink<'_>) -> Option<&'s str> {
        let spec = self.spec;
        let request = exchange.request;
        self.scratch.is_sample = is_sample(exchange.locator.index);
        let found = spec.match_operation(request.method, request.url);
        let Some(found) = found else {
            if is_preflight(exchange) {
                return None;
            }
            let operation = unknown_operation(spec, request.method, request.url);
            if !exchange.is_answered() {
                sink(&no_response(&operation));
                return None;
            }
            sink(&Observation {
                rule: &rules::UNDECLARED_OPERATION,
                operation: &operation,
                status: exchange.response.status,
                part: Part::Request,
                pointer: "",
                renamed_from: None,
                found: Some(&operation),
                expected: &Expected::Nothing,
                inside: None,
                site: None,
                corrections: &[],
                excused: false,
            });
            return None;
        };
        let operation = spec.operations.get(found.operation)?;
        if !exchange.is_answered() {
            sink(&no_response(&operation.id));
            return Some(&operation.id);
        }
        let coverage = &mut self.scratch.coverage;
        coverage.begin(EvidenceGrade::of(exchange.evidence));
        coverage.operation_part(found.operation, OperationPart::Operation);
        // A request that was refused shows nothing of what the server takes.
        coverage.pause((400..500).contains(&exchange.response.status));
        self.request(operation, &found, exchange, sink);
        self.scratch.coverage.pause(false);
        self.response(found.operation, operation, exchange, sink);
        Some(&operation.id)
    }
}

/// A request without a response says nothing about the API, except that it was sent.
fn no_response(operation: &str) -> Observation<'_> {
    Observation {
        rule: &rules::NO_RESPONSE,
        operation,
        status: NO_RESPONSE,
        part: Part::ResponseStatus,
        pointer: "",
        renamed_from: None,
        found: None,
        expected: &Expected::Nothing,
        inside: None,
        site: None,
        corrections: &[],
        excused: false,
    }
}

/// Values look much the same in every exchange, so some are enough. Which ones depends on nothing but their place in
/// their source, so it makes no difference who reads them, and in which order.
fn is_sample(index: u64) -> bool {
    index < 128 || index.is_multiple_of(64)
}

/// A question of a browser about a request to come (CORS). It is between browser and server and no part of the API.
fn is_preflight(exchange: &Exchange<'_>) -> bool {
    exchange.request.method.eq_ignore_ascii_case("OPTIONS")
        && exchange.request.headers.get("access-control-request-method").is_some()
}

/// A name for an operation that no one declared. A known path with another method keeps its name.
fn unknown_operation(spec: &Spec, method: &str, url: &str) -> String {
    let method = method.to_ascii_uppercase();
    let method =
        if method.len() <= 16 && method.bytes().all(|b| b.is_ascii_uppercase()) { &*method } else { "<key>" };
    match spec.path_of(url) {
        Some(path) => format!("{method} {path}"),
        None => format!("{method} {}", shown::shown_path(crate::spec::path_and_query(url).0)),
    }
}
