//! Tells deliveries of webhooks from calls.
//!
//! A document does not say where its webhooks are sent. A request that no path matches is taken for a delivery of a webhook
//! with its method: of the one whose name ends the path of the URL (`/hooks/boatSold`), else of the one whose schema its body
//! matches, else of the one that is clearly closest to the body and declares half of its members. Everything else stays an
//! undeclared operation.

use super::body::{self, Content};
use super::checker::Checker;
use super::closest::{Closest, closest};
use super::matching::Direction;
use super::schema_parts::SchemaParts;
use crate::exchange::Request;
use crate::json::{Kind, Node};
use crate::spec::source::Place;
use crate::spec::{Branch, Match, Operation, OperationIndex, SchemaId, path_and_query};

impl<'s> Checker<'s> {
    /// The webhook that a request delivers.
    pub(super) fn delivery<'u>(&mut self, request: Request<'u>) -> Option<Match<'s, 'u>> {
        let spec = self.spec;
        let webhooks: Vec<(OperationIndex, &'s Operation)> = spec.webhooks(request.method).collect();
        if webhooks.is_empty() {
            return None;
        }
        let (path, query) = path_and_query(request.url);
        let named = webhooks.iter().find(|(_, webhook)| ends_in(path, &webhook.path));
        let operation = match named {
            Some((index, _)) => *index,
            None => self.by_body(request, &webhooks)?,
        };
        Some(Match { operation, path_parameters: Vec::new(), other_values: Vec::new(), query })
    }

    fn by_body(
        &mut self,
        request: Request<'_>,
        webhooks: &[(OperationIndex, &'s Operation)],
    ) -> Option<OperationIndex> {
        let Content::Json(node) = body::json(request.body, &mut self.tape) else { return None };
        if node.kind() != Kind::Object {
            return None;
        }
        let schema = |webhook: &Operation| {
            webhook.request_body.as_ref()?.content_for(request.media_type).and_then(|content| content.schema)
        };
        let with_schema = webhooks.iter().filter_map(|(index, webhook)| Some((*index, schema(webhook)?)));
        let schemas: Vec<(OperationIndex, SchemaId)> =
            with_schema.filter(|(_, schema)| declares_half(self.spec, *schema, node)).collect();
        let matcher = &mut self.scratch.matcher;
        matcher.start(Direction::Response);
        if let Some((index, _)) = schemas.iter().find(|(_, schema)| matcher.matches_alone(*schema, node)) {
            return Some(*index);
        }
        let of_schema = |(_, schema): &(OperationIndex, SchemaId)| Branch {
            schema: *schema,
            name: "".into(),
            place: Place::default(),
        };
        let branches: Vec<Branch> = schemas.iter().map(of_schema).collect();
        let Closest::Branch(branch) = closest(self.spec, matcher, &branches, node) else { return None };
        schemas.iter().find(|(_, schema)| *schema == branch.schema).map(|(index, _)| *index)
    }
}

/// True if a path ends in a name, as one or more whole segments.
fn ends_in(path: &str, name: &str) -> bool {
    let name = name.trim_start_matches('/');
    let before = path.trim_end_matches('/').strip_suffix(name);
    !name.is_empty() && before.is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

fn declares_half(spec: &crate::spec::Spec, schema: SchemaId, node: Node<'_>) -> bool {
    let parts = SchemaParts::of(spec, &[schema]);
    let (known, all) = node
        .members()
        .fold((0, 0), |(known, all), (name, _)| (known + usize::from(parts.declares(name)), all + 1));
    known > 0 && known * 2 >= all
}
