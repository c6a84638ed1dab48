//! Scrubs URLs: the path template with other parameters, and the query.

use super::body::NameRole;
use super::place::Place;
use super::scalar::Scalar;
use super::scrubber::Scrubber;
use contract_core::exchange::Part;
use contract_core::json::Kind;
use contract_core::spec::{Match, Operation, ParameterIn, Spec, Step, percent_decoded, percent_encode};

impl Scrubber<'_> {
    /// The scrubbed path and query, without host and base path.
    pub(super) fn url(&mut self, operation: &Operation, found: &Match<'_, '_>) -> String {
        let mut url = operation.path.clone();
        for (name, real) in &found.path_parameters {
            let place = parameter_place(self.spec, operation, name, ParameterIn::Path);
            let scalar = Scalar { place: &place, pointer: &format!("path/{name}"), name };
            self.ledger.enter_part(Part::RequestPath.steps());
            self.ledger.enter_name(name);
            let invented = self.parameter(&scalar, real);
            url = url.replace(&format!("{{{name}}}"), &encoded(&invented));
        }
        let query: Vec<String> = found
            .query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| self.pair(operation, pair))
            .collect();
        if query.is_empty() { url } else { format!("{url}?{}", query.join("&")) }
    }

    fn pair(&mut self, operation: &Operation, pair: &str) -> String {
        let (name, value) = pair.split_once('=').map_or((pair, None), |(name, value)| (name, Some(value)));
        let name = decoded(name);
        let place = parameter_place(self.spec, operation, &name, ParameterIn::Query);
        let kept = self.name(&name, NameRole::of_pair(&name, value));
        let pointer = format!("query/{kept}");
        let Some(value) = value else {
            self.shape.note(&pointer, "bare", None);
            return encoded(&kept);
        };
        self.ledger.enter_part(Part::RequestQuery.steps());
        self.ledger.enter_name(&kept);
        let value = decoded(value);
        if !place.declares(Kind::Array) {
            let scalar = Scalar { place: &place, pointer: &pointer, name: &name };
            return format!("{}={}", encoded(&kept), encoded(&self.parameter(&scalar, &value)));
        }
        let below = place.below(Step::Item);
        let scalar = Scalar { place: &below, pointer: &pointer, name: &name };
        let mut items = Vec::new();
        for (at, item) in value.split(',').enumerate() {
            self.ledger.enter_index(at);
            items.push(encoded(&self.parameter(&scalar, item)));
            self.ledger.leave();
        }
        format!("{}={}", encoded(&kept), items.join(","))
    }
}

/// The place of a parameter; undeclared if the spec lacks it.
fn parameter_place<'s>(
    spec: &'s Spec,
    operation: &Operation,
    name: &str,
    location: ParameterIn,
) -> Place<'s> {
    let declared = operation.parameters.iter().find(|p| p.location == location && p.name == name);
    Place::new(spec, declared.and_then(|parameter| parameter.schema))
}

/// Decodes a part of a query.
pub(crate) fn decoded(text: &str) -> String {
    percent_decoded(&text.replace('+', " ")).into_owned()
}

/// Percent-encodes everything but unreserved characters, the colon and the comma.
pub(super) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    percent_encode(text, &mut out);
    out
}
