//! What `openapi/bindings.lock` says of a field: its type and all of its names.

use std::collections::BTreeMap;

const LOCK: &str = include_str!("../../../../openapi/bindings.lock");

pub(crate) struct Field {
    pub(crate) ty: String,
    /// The name it is written under.
    pub(crate) name: String,
}

/// The fields of a type by each of their names.
pub(crate) fn fields(type_name: &str) -> BTreeMap<String, Field> {
    let mut fields = BTreeMap::new();
    let prefix = format!("field {type_name}.");
    for line in LOCK.lines().filter_map(|line| line.strip_prefix(&prefix)) {
        let (_, rest) = line.split_once(": ").expect("a field has a type");
        let (ty, names) = rest.split_once(" = ").expect("a field has names");
        let names: Vec<&str> = names.split('"').skip(1).step_by(2).collect();
        for name in &names {
            let ty = ty.trim_start_matches("Option<").trim_end_matches('>').replace("Vec<", "");
            fields.insert((*name).to_owned(), Field { ty, name: names[0].to_owned() });
        }
    }
    fields
}
