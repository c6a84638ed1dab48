//! The operations as data, for the transport and the mock server of the client.

use heck::{ToPascalCase, ToShoutySnakeCase};
use quote::{format_ident, quote};
use syn::{Ident, Item};

use super::parse;
use crate::mistake::Failure;
use crate::slim::{Authentication, Effect, Extension, Model, Operation};

/// The static for the operation with this `operationId`.
pub(super) fn constant(id: &str) -> Ident {
    format_ident!("{}", id.to_shouty_snake_case())
}

/// A module with a static for each operation, and a macro that expands another macro for each.
pub(super) fn items(model: &Model) -> Result<Vec<Item>, Failure> {
    let constants: Vec<Ident> = model.operations.iter().map(|operation| constant(&operation.id)).collect();
    let statics = model.operations.iter().map(description);
    let variants =
        model.operations.iter().map(|operation| format_ident!("{}", operation.id.to_pascal_case()));
    let docs = model.operations.iter().map(|operation| format!("`{} {}`", operation.method, operation.path));
    parse(quote! {
        /// The operations of the document.
        pub(crate) mod operations {
            use crate::operation::{Authentication, Effect, Operation};

            #( pub(crate) static #constants: Operation = #statics; )*

            /// All operations, in the order of the document.
            pub(crate) static ALL: &[&Operation] = &[ #( &#constants ),* ];
        }

        /// Expands `$macro` with the name, the static and the documentation of each operation.
        macro_rules! for_each_operation {
            ($macro:ident) => {
                $macro! { #( #variants, #constants, #docs; )* }
            };
        }
        pub(crate) use for_each_operation;
    })
}

fn description(operation: &Operation) -> proc_macro2::TokenStream {
    let Operation { id, method, path, success, .. } = operation;
    let effect = format_ident!("{}", effect(operation.effect));
    let authentication = format_ident!("{}", authentication(operation.authentication));
    quote! {
        Operation {
            id: #id,
            method: #method,
            path: #path,
            effect: Effect::#effect,
            authentication: Authentication::#authentication,
            success: #success,
        }
    }
}

fn effect(effect: Effect) -> String {
    effect.as_str().to_pascal_case()
}

fn authentication(authentication: Authentication) -> &'static str {
    match authentication {
        Authentication::Required => "Required",
        Authentication::None => "None",
    }
}
