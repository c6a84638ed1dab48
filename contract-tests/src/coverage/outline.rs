//! The first place in the exchanges that each schema describes. It names the schema in reports.

use std::collections::VecDeque;

use contract_core::pointer;
use contract_core::spec::{
    ContentIndex, HeaderIndex, OperationIndex, ParameterIn, ParameterIndex, ResponseIndex, SchemaId, Spec,
    StatusCode,
};
use contract_core::verdict::{OperationPart, Part, SpecCoverage};

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

/// A schema at the top of a part of an operation.
struct Root {
    schema: Option<SchemaId>,
    spot: Spot,
    part: OperationPart,
}

impl Outline {
    /// Visits the operations in the order of the document, and each body from the top down. Schemas that
    /// occur only under `not` are excluded: they describe values that do not occur.
    #[must_use]
    pub fn of(spec: &Spec) -> Self {
        Self::filled(spec, roots(spec))
    }

    /// The same, but what exchanges showed comes first: a component that several operations share is named by a place
    /// in one of those that were seen.
    pub(super) fn of_shown(spec: &Spec, coverage: &SpecCoverage) -> Self {
        let mut roots = roots(spec);
        let is_unseen = |root: &Root, part| coverage.of_operation_part(root.spot.operation, part).is_empty();
        roots.sort_by_key(|root| (is_unseen(root, OperationPart::Operation), is_unseen(root, root.part)));
        Self::filled(spec, roots)
    }

    fn filled(spec: &Spec, roots: Vec<Root>) -> Self {
        let mut outline = Self { places: vec![None; spec.schemas.len()] };
        for root in roots {
            outline.fill(spec, root.schema, root.spot);
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
            let named = schema.discriminator.iter().flat_map(|named| named.mapping.iter().map(|(_, id)| *id));
            waiting.extend(schema.parts().chain(named).map(|id| (id, spot.clone())));
            waiting.extend(schema.properties.iter().map(|property| (property.schema, below(&property.name))));
            waiting.extend(schema.item_schemas().chain(schema.value_schemas()).map(|of| (of, below("*"))));
        }
    }
}

/// The schemas at the top of each part, in the order of the document.
fn roots(spec: &Spec) -> Vec<Root> {
    let mut roots = Vec::new();
    for (operation, declared) in OperationIndex::each(&spec.operations) {
        let mut add = |schema, (part, status, pointer), of: OperationPart| {
            let spot = Spot { operation, part, status, pointer };
            roots.push(Root { schema, spot, part: of });
        };
        for (at, parameter) in ParameterIndex::each(&declared.parameters) {
            let place = (parameter_part(parameter.location), 0, format!("/{}", parameter.name));
            add(parameter.schema, place, OperationPart::Parameter(at));
        }
        let content = declared.request_body.iter().flat_map(|body| &body.content);
        for (at, content) in ContentIndex::each(content) {
            let part = OperationPart::RequestContent(at);
            add(content.schema, (Part::RequestBody, 0, String::new()), part);
            add(content.item_schema, (Part::RequestBody, 0, "/*".into()), part);
        }
        for (at, response) in ResponseIndex::each(&declared.responses) {
            let status = exact(response.status);
            for (position, header) in HeaderIndex::each(&response.headers) {
                let place = (Part::ResponseHeader, status, format!("/{}", header.name));
                add(header.schema, place, OperationPart::Header(at, position));
            }
            for (position, content) in ContentIndex::each(&response.content) {
                let place = (Part::ResponseBody, status, String::new());
                let part = OperationPart::Content(at, position);
                add(content.schema, place, part);
                add(content.item_schema, (Part::ResponseBody, status, "/*".into()), part);
            }
        }
    }
    roots
}

impl Spot {
    /// The place in words, as reports have it: `getCard 200, response-body at /balance`.
    #[must_use]
    pub fn words(&self, spec: &Spec) -> String {
        let operation = self.operation.of(&spec.operations).map_or("", |operation| &operation.id);
        let status = if self.status == 0 { String::new() } else { format!(" {}", self.status) };
        let pointer = if self.pointer.is_empty() { String::new() } else { format!(" at {}", self.pointer) };
        format!("{operation}{status}, {}{pointer}", self.part.word())
    }
}

/// The part of an exchange that a parameter is in.
pub(super) fn parameter_part(location: ParameterIn) -> Part {
    match location {
        ParameterIn::Path => Part::RequestPath,
        ParameterIn::Query | ParameterIn::QueryString => Part::RequestQuery,
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
