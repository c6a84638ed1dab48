//! What sending each operation twice may cost, for the retries.

use heck::{ToPascalCase, ToSnakeCase};
use quote::{format_ident, quote};
use syn::Item;

use super::parse;
use crate::mistake::Failure;
use crate::slim::Model;

/// A table of the operations, under the names that progenitor hands to the hooks.
pub(super) fn items(model: &Model) -> Result<Vec<Item>, Failure> {
    let rows = model.operations.iter().map(|operation| {
        let effect = format_ident!("{}", operation.effect.to_pascal_case());
        let (name, id) = (operation.id.to_snake_case(), &operation.id);
        let (method, path) = (&operation.method, &operation.path);
        quote! {
            crate::operation::Operation {
                name: #name, id: #id, method: #method, path: #path, effect: crate::operation::Effect::#effect,
            }
        }
    });
    parse(quote! {
        /// The operations and what sending them twice may cost.
        pub(crate) static OPERATIONS: &[crate::operation::Operation] = &[ #( #rows ),* ];
    })
}
