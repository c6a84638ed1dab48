//! Checks exchanges one at a time.

use super::evidence_grade::EvidenceGrade;
use super::lane::Lane;
use super::layers::Layers;
use super::learned::{Learned, ObjectPlace};
use super::marked_values::MarkedValues;
use super::matching::Matcher;
use super::observation::Observation;
use super::outside::Outside;
use super::parameter::Readings;
use super::path::Path;
use super::presence::Presence;
use super::response::emit_unchecked;
use super::spec_coverage::{OperationPart, SpecCoverage};
use super::walk::{Scope, Scratch, Sink};
use crate::exchange::Part;
use crate::exchange::{Exchange, NO_RESPONSE, RealValues};
use crate::json::Tape;
use crate::name_judge::MarkedWords;
use crate::rules::{Expected, response as rules};
use crate::shown::{NameMemory, shown_method, shown_path};
use crate::spec::{Spec, Unchecked};

/// Compares exchanges with a spec.
///
/// Reuses its buffers from exchange to exchange; create one checker per thread.
#[derive(Debug)]
pub struct Checker<'s> {
    pub(super) spec: &'s Spec,
    pub(super) tape: Tape,
    /// For values sent as text: parameters and headers.
    pub(super) text_tape: Tape,
    pub(super) readings: Readings,
    pub(super) scratch: Scratch<'s>,
}

impl<'s> Checker<'s> {
    /// Creates a checker for a spec.
    #[must_use]
    pub fn new(spec: &'s Spec) -> Self {
        let scratch = Scratch {
            matcher: Matcher::new(spec),
            path: Path::default(),
            coverage: SpecCoverage::of(spec),
            learned: Learned::of(spec),
            real: RealValues::All,
            is_sample: true,
            is_delivery: false,
            presence: None,
            stack: Layers::new(),
            hits: Vec::new(),
            missing_names: Layers::new(),
            undeclared: Layers::new(),
            checks: Layers::new(),
            place: ObjectPlace {
                operation: String::new(),
                status: 0,
                part: Part::ResponseBody,
                pointer: String::new(),
            },
            names: NameMemory::default(),
            marked: MarkedValues::new(spec),
            lane: Some(Lane::new(spec)),
        };
        Self { spec, tape: Tape::new(), text_tape: Tape::new(), readings: Readings::default(), scratch }
    }

    /// Also counts how often declared properties are present. Costs time.
    #[must_use]
    pub fn with_presence(mut self) -> Self {
        self.scratch.presence = Some(Box::default());
        self
    }

    /// Walks every body, also those that conform. The findings are the same; tests compare both.
    #[doc(hidden)]
    #[must_use]
    pub fn without_lane(mut self) -> Self {
        self.scratch.lane = None;
        self
    }

    /// How many bodies were accepted without a walk.
    #[doc(hidden)]
    #[must_use]
    pub fn accepted_in_lane(&self) -> u64 {
        self.scratch.lane.as_ref().map_or(0, Lane::accepted)
    }

    /// How often declared properties were present; `None` unless [`Checker::with_presence`] was called.
    #[must_use]
    pub fn presence(&self) -> Option<&Presence> {
        self.scratch.presence.as_deref()
    }

    /// The parts of the spec that the exchanges have covered so far.
    #[must_use]
    pub fn coverage(&mut self) -> &SpecCoverage {
        self.settle();
        &self.scratch.coverage
    }

    /// Ends the run and returns the coverage of the spec, and the presence counts if they were taken.
    #[must_use]
    pub fn finish(mut self) -> (SpecCoverage, Option<Presence>) {
        self.settle();
        (self.scratch.coverage, self.scratch.presence.map(|presence| *presence))
    }

    /// The values so far that the document marks as sensitive: no name is shown that is one of them.
    #[must_use]
    pub fn marked_words(&self) -> &MarkedWords {
        self.scratch.marked.words()
    }

    /// Facts collected so far that can only be evaluated once all exchanges have been seen.
    #[must_use]
    pub fn learned(&mut self) -> &Learned {
        self.settle();
        self.scratch.learned.count_properties(&self.scratch.coverage);
        &self.scratch.learned
    }

    /// Adds what conforming bodies cover to the rest.
    fn settle(&mut self) {
        let Scratch { lane, coverage, .. } = &mut self.scratch;
        if let Some(lane) = lane {
            lane.settle(coverage);
        }
    }

    /// Reports every disagreement between the exchange and the spec to `sink`; the same one may be reported
    /// more than once.
    ///
    /// Returns the id of the matched operation, if any.
    pub fn check(&mut self, exchange: &Exchange<'_>, sink: &mut Sink<'_>) -> Option<&'s str> {
        let spec = self.spec;
        let request = exchange.request;
        self.scratch.is_sample = is_sample(exchange.locator.index);
        let found = spec.match_operation(request.method, request.url).or_else(|| self.delivery(request));
        let Some(found) = found else {
            if let Some(outside) = Outside::of(exchange) {
                outside.emit(exchange, sink);
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
        let operation = found.operation.of(&spec.operations)?;
        if !exchange.is_answered() {
            sink(&no_response(&operation.id));
            return Some(&operation.id);
        }
        self.scratch.is_delivery = operation.is_webhook;
        if operation.unchecked {
            let status = exchange.response.status;
            let scope = Scope { operation: &operation.id, status, part: Part::Request, excused: false };
            emit_unchecked(sink, scope, "", (Unchecked::Operation, &operation.site));
            return Some(&operation.id);
        }
        let coverage = &mut self.scratch.coverage;
        coverage.begin(EvidenceGrade::of(exchange.evidence));
        coverage.operation_part(found.operation, OperationPart::Operation);
        // A refused request does not show what the server accepts.
        if (400..500).contains(&exchange.response.status) {
            coverage.pause();
        }
        self.request(operation, &found, exchange, sink);
        self.scratch.coverage.resume();
        self.response(found.operation, operation, exchange, sink);
        Some(&operation.id)
    }
}

/// A request without a response says nothing about the API except that it was sent.
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

/// Whether the value classes of this exchange are collected. Values look alike in most exchanges, so a sample
/// is enough. The sample depends only on the position in the source, so threads and order make no difference.
fn is_sample(index: u64) -> bool {
    index < 128 || index.is_multiple_of(64)
}

/// A name for an operation that the spec does not declare: the method with the declared path if that is
/// known, else with the path as shown.
fn unknown_operation(spec: &Spec, method: &str, url: &str) -> String {
    let method = shown_method(method);
    match spec.path_of(url) {
        Some(path) => format!("{method} {path}"),
        None => format!("{method} {}", shown_path(Some(spec), crate::spec::path_and_query(url).0)),
    }
}
