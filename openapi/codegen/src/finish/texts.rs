//! The texts that the client may show of an error response, as data.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use syn::Item;

use super::parse;
use crate::mistake::Failure;
use crate::slim::Model;
use crate::template::{Form, Piece};

/// A module with the templates of texts and the names of the properties that the client sends.
pub(super) fn items(model: &Model) -> Result<Vec<Item>, Failure> {
    let templates = model.texts.iter().map(|pieces| {
        let pieces = pieces.iter().map(piece);
        quote!(&[ #( #pieces ),* ])
    });
    let requests = model.objects.values().filter(|object| object.request);
    let properties: BTreeSet<&String> = requests.flat_map(|object| object.fields.keys()).collect();
    parse(quote! {
        /// What the document knows of the texts in error responses.
        pub(crate) mod texts {
            use crate::message::{Form, Piece};

            /// Templates of texts, those with most fixed text first.
            pub(crate) static KNOWN: &[&[Piece]] = &[ #( #templates ),* ];

            /// The names of the properties of requests.
            pub(crate) static PROPERTIES: &[&str] = &[ #( #properties ),* ];
        }
    })
}

fn piece(piece: &Piece) -> TokenStream {
    match piece {
        Piece::Text(text) => quote!(Piece::Text(#text)),
        Piece::Part(Form::Amount) => quote!(Piece::Part(Form::Amount)),
        Piece::Part(Form::Property) => quote!(Piece::Part(Form::Property)),
        Piece::Part(Form::Free) => quote!(Piece::Part(Form::Free)),
    }
}
