//! The names that a document declares, anywhere.

use std::collections::HashSet;

use super::operation::Operation;
use super::schema::Schema;
use super::url::split;

/// The names of properties, parameters, headers and form fields, the segments of paths, and the ids of operations.
#[derive(Debug, Clone, Default)]
pub(super) struct DeclaredNames {
    names: HashSet<Box<str>>,
}

impl DeclaredNames {
    pub(super) fn of(operations: &[Operation], schemas: &[Schema], key_parameters: &[String]) -> Self {
        let properties = schemas.iter().flat_map(|schema| &schema.properties).map(|property| &*property.name);
        let required = schemas.iter().flat_map(|schema| &schema.required).map(|required| &*required.name);
        let of_operations = operations.iter().flat_map(names_of);
        let keys = key_parameters.iter().map(String::as_str);
        let all = properties.chain(required).chain(of_operations).chain(keys);
        Self { names: all.map(Box::from).collect() }
    }

    pub(super) fn contain(&self, name: &str) -> bool {
        self.names.contains(name)
    }
}

fn names_of(operation: &Operation) -> impl Iterator<Item = &str> {
    let parameters = operation.parameters.iter().map(|parameter| parameter.name.as_str());
    let headers = operation.responses.iter().flat_map(|response| &response.headers);
    let path = operation.path.split('?').next().unwrap_or_default();
    std::iter::once(operation.id.as_str())
        .chain(parameters)
        .chain(headers.map(|header| header.name.as_str()))
        .chain(operation.query_in_path.iter().map(String::as_str))
        .chain(split(path))
}
