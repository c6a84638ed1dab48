//! The responses that hold a list, for the client to decode row by row.

use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Item;

use super::parse;
use crate::mistake::Failure;
use crate::slim::{Model, Rows};

/// An `impl` for each envelope of a list.
pub(super) fn items(model: &Model) -> Result<Vec<Item>, Failure> {
    let envelopes = model.objects.iter().filter_map(|(name, object)| Some((name, object.rows.as_ref()?)));
    parse(envelopes.map(|(name, rows)| implementation(name, rows)).collect())
}

fn implementation(name: &str, Rows { item, path, places }: &Rows) -> TokenStream {
    let (name, item) = (format_ident!("{name}"), format_ident!("{item}"));
    let path = path.iter().map(|field| format_ident!("{}", field.to_snake_case()));
    let places = places.iter().map(|place| quote!(&[#(#place),*]));
    quote! {
        impl crate::rows::ListResponse for types::#name {
            type Row = types::#item;
            const PLACES: crate::rows::Places = &[#(#places),*];
            fn rows(&mut self) -> &mut ::std::vec::Vec<Self::Row> {
                &mut self #( .#path )*
            }
        }
    }
}
