//! Maps operations of the docs (`GET /customers/{id}`) to those of the spec (`getCustomer`).

use crate::model::Claim;
use contract_core::spec::{Operation, Spec};

/// Replaces `METHOD /path` with the operationId in every claim whose operation the spec has.
pub fn name_operations(claims: &mut [Claim], spec: &Spec) {
    for claim in claims {
        let named = claim
            .operation
            .as_deref()
            .and_then(|operation| find(spec, operation))
            .map(|operation| operation.id.clone());
        if let Some(id) = named {
            claim.operation = Some(id);
        }
    }
}

/// The path of an operation, by its operationId.
pub(crate) fn path_of(spec: &Spec, id: &str) -> Option<String> {
    spec.operation(id).map(|operation| operation.path.clone())
}

/// The operation with this method and path, regardless of parameter names.
fn find<'s>(spec: &'s Spec, operation: &str) -> Option<&'s Operation> {
    let (method, path) = operation.split_once(' ')?;
    let exact = spec.operations.iter().find(|known| known.method == method && same(&known.path, path));
    // Some pages write the path including the base path of the server.
    exact.or_else(|| {
        spec.operations.iter().find(|known| {
            known.method == method && spec.path_of(path).is_some_and(|path| same(&known.path, path))
        })
    })
}

fn same(one: &str, other: &str) -> bool {
    let segments = |path: &str| -> Vec<String> {
        let parts = path.split('/').filter(|part| !part.is_empty());
        parts
            .map(|part| if part.starts_with(['{', ':']) { "{}".to_owned() } else { part.to_owned() })
            .collect()
    };
    segments(one) == segments(other)
}
