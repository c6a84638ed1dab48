//! Where in which operation a schema describes something: the first such place, for naming it.

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
    /// The status, where one is declared.
    pub status: u16,
    /// Where in the part: a JSON pointer with `*` for items.
    pub pointer: String,
}

/// For every schema of a spec that can describe a value, the first place where it does.
#[derive(Debug)]
pub struct Outline {
    spots: Vec<Option<Spot>>,
}

impl Outline {
    /// Goes through the operations in the order written, and through each body from the top down. What stands under
    /// `not` only is left out: it says what is not there.
    #[must_use]
    pub fn of(spec: &Spec) -> Self {
        let mut outline = Self { spots: vec![None; spec.schemas.len()] };
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

    /// The first place a schema describes; `None` if it describes none.
    #[must_use]
    pub fn spot(&self, id: SchemaId) -> Option<&Spot> {
        self.spots.get(id.index())?.as_ref()
    }

    fn fill(&mut self, spec: &Spec, root: Option<SchemaId>, spot: Spot) {
        let mut waiting: VecDeque<(SchemaId, Spot)> = root.map(|root| (root, spot)).into_iter().collect();
        while let Some((id, spot)) = waiting.pop_front() {
            let Some(first) = self.spots.get_mut(id.index()).filter(|first| first.is_none()) else {
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

/// The part of an exchange a parameter travels in.
pub(super) fn parameter_part(location: ParameterIn) -> Part {
    match location {
        ParameterIn::Path => Part::RequestPath,
        ParameterIn::Query => Part::RequestQuery,
        ParameterIn::Header => Part::RequestHeader,
        ParameterIn::Cookie => Part::RequestCookie,
    }
}

/// The status, if it is one; else 0.
pub(super) fn exact(status: StatusCode) -> u16 {
    match status {
        StatusCode::Exact(status) => status,
        StatusCode::Range(_) | StatusCode::Default => 0,
    }
}
