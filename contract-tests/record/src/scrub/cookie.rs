//! Scrubs cookies: keeps those that the spec declares as parameters, with other values.

use super::place::Place;
use super::scalar::Scalar;
use super::scrubber::Scrubber;
use super::url::encoded;
use contract_core::exchange::{Headers, Part};
use contract_core::spec::{Operation, ParameterIn, percent_decoded};

impl Scrubber<'_> {
    /// The `cookie` header with the declared cookies that were sent; `None` if there is none.
    pub(super) fn cookies(&mut self, operation: &Operation, headers: Headers<'_>) -> Option<String> {
        let spec = self.spec;
        let mut kept = Vec::new();
        for (name, real) in headers.cookies() {
            let declared = operation
                .parameters
                .iter()
                .find(|parameter| parameter.location == ParameterIn::Cookie && parameter.name == name);
            let Some(parameter) = declared else { continue };
            let place = Place::new(spec, parameter.schema);
            let scalar = Scalar { place: &place, pointer: &format!("cookie/{name}"), name };
            self.ledger.enter_part(Part::RequestCookie.steps());
            self.ledger.enter_name(name);
            let invented = self.parameter(&scalar, &percent_decoded(real));
            kept.push(format!("{name}={}", encoded(&invented)));
        }
        (!kept.is_empty()).then(|| kept.join("; "))
    }
}
