//! Rejects compositions that never end or nest too deeply.

use super::error::SpecError;
use super::schema::{Schema, SchemaId};

/// The deepest nesting of allOf, oneOf, anyOf and not, with `$ref` followed. Real specs stay below ten.
const MAX_COMPOSITION: u32 = 64;

/// Rejects schemas that contain themselves at the same place (`A: {allOf: [A]}`), because no value can be
/// checked against them. Recursion through a property or an item is fine: it ends with the value.
pub(super) fn refuse_endless(schemas: &[Schema], file: &str) -> Result<(), SpecError> {
    const NEW: u8 = 0;
    const OPEN: u8 = 1;
    const DONE: u8 = 2;
    let mut state = vec![NEW; schemas.len()];
    let mut heights = vec![1_u32; schemas.len()];
    for start in 0..schemas.len() {
        let mut path = vec![(start, 0_usize)];
        while let Some((index, next)) = path.pop() {
            let Some(schema) = schemas.get(index) else { continue };
            if next == 0 {
                if state.get(index) == Some(&DONE) {
                    continue;
                }
                if let Some(state) = state.get_mut(index) {
                    *state = OPEN;
                }
            }
            let Some(child) = part(schema, next) else {
                let parts = (0..).map_while(|at| part(schema, at));
                let below = parts.filter_map(|part| heights.get(part.index())).max().copied().unwrap_or(0);
                if below >= MAX_COMPOSITION {
                    return Err(SpecError {
                        file: file.to_owned(),
                        place: schema.site.place,
                        what: format!("more than {MAX_COMPOSITION} schemas are nested at the same place"),
                        help: "flatten the chain of allOf, oneOf, anyOf, not and $ref".into(),
                    });
                }
                if let (Some(state), Some(height)) = (state.get_mut(index), heights.get_mut(index)) {
                    *state = DONE;
                    *height = below + 1;
                }
                continue;
            };
            path.push((index, next + 1));
            if state.get(child.index()) == Some(&OPEN) {
                return Err(SpecError {
                    file: file.to_owned(),
                    place: schema.site.place,
                    what: "this schema contains itself at the same place".into(),
                    help: "break the circle of allOf, oneOf, anyOf, not and $ref; through a property it may close".into(),
                });
            }
            path.push((child.index(), 0));
        }
    }
    Ok(())
}

/// The subschema with this index that applies to the same value.
fn part(schema: &Schema, index: usize) -> Option<SchemaId> {
    let all = schema.all_of.iter().copied();
    let branches = schema.one_of.iter().chain(&schema.any_of).map(|branch| branch.schema);
    all.chain(branches).chain(schema.not).nth(index)
}
