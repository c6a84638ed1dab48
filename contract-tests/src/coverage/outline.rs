//! The first place in the exchanges that each schema describes. It names the schema in reports.

use std::collections::VecDeque;

use contract_core::pointer;
use contract_core::spec::{Additional, OperationIndex, ParameterIn, SchemaId, Spec, StatusCode};
use contract_core::verdict::Part;

/// A place in the exchanges of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The operation.
    pub operation: OperationIndex,
    /// Which part of the exchange.
    pub part: Part,
    /// The status, if one is declared.
    pub status: u16,
    /// The place in the part: a JSON pointer with `*` for items.
    pub pointer: String,
}

/// The first place described by each schema of a spec that can describe a value.
#[derive(Debug)]
pub struct Outline {
    places: Vec<Option<Spot>>,
}

impl Outline {
    /// Visits the operations in the order of the document, and each body from the top down. Schemas that
    /// occur only under `not` are excluded: they describe values that do not occur.
    #[must_use]
    pub fn of(spec: &Spec) -> Self {
        let mut outline = Self { places: vec![None; spec.schemas.len()] };
        for (index, operation) in OperationIndex::each(&spec.operations) {
            let spot = |part, status, pointer: String| Spot { operation: index, part, status, pointer };
            for parameter in &operation.parameters {
                let part = parameter_part(parameter.location);
                let pointer = format!("/{}", parameter.name);
                outline.fill(spec, parameter.schema, spot(part, 0, pointer));
            }
            for content in operation.request_body.iter().flat_map(|body| &body.content) {
                outline.fill(spec, content.schema, spot(Part::RequestBody, 0, String::new()));
            }
            for response in &operation.responses {
                let status = exact(response.status);
                for header in &response.headers {
                    let pointer = format!("/{}", header.name);
                    outline.fill(spec, header.schema, spot(Part::ResponseHeader, status, pointer));
                }
                for content in &response.content {
                    outline.fill(spec, content.schema, spot(Part::ResponseBody, status, String::new()));
                }
            }
        }
        outline
    }

    /// The first place a schema describes; `None` if there is none.
    #[must_use]
    pub fn spot(&self, id: SchemaId) -> Option<&Spot> {
        self.places.get(id.index())?.as_ref()
    }

    fn fill(&mut self, spec: &Spec, root: Option<SchemaId>, spot: Spot) {
        let mut waiting: VecDeque<(SchemaId, Spot)> = root.map(|root| (root, spot)).into_iter().collect();
        while let Some((id, spot)) = waiting.pop_front() {
            let Some(first) = self.places.get_mut(id.index()).filter(|first| first.is_none()) else {
                continue;
            };
            *first = Some(spot.clone());
            let schema = spec.schema(id);
            let below = |name: &str| Spot { pointer: pointer::child(&spot.pointer, name), ..spot.clone() };
            let here = schema.all_of.iter().copied();
            let branches = schema.one_of.iter().chain(&schema.any_of).map(|branch| branch.schema);
            let named = schema.discriminator.iter().flat_map(|named| named.mapping.iter().map(|(_, id)| *id));
            waiting.extend(here.chain(branches).chain(named).map(|id| (id, spot.clone())));
            waiting.extend(schema.properties.iter().map(|property| (property.schema, below(&property.name))));
            waiting.extend(schema.items.map(|items| (items, below("*"))));
            if let Additional::Schema(values) = schema.additional {
                waiting.push_back((values, below("*")));
            }
        }
    }
}

/// The part of an exchange that a parameter is in.
pub(super) fn parameter_part(location: ParameterIn) -> Part {
    match location {
        ParameterIn::Path => Part::RequestPath,
        ParameterIn::Query => Part::RequestQuery,
        ParameterIn::Header => Part::RequestHeader,
        ParameterIn::Cookie => Part::RequestCookie,
    }
}

/// The status if it is exact, otherwise 0.
pub(super) fn exact(status: StatusCode) -> u16 {
    match status {
        StatusCode::Exact(status) => status,
        StatusCode::Range(_) | StatusCode::Default => 0,
    }
}
