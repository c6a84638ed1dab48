//! Objects: their attributes, their documentation, and a `Debug` without secrets.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, GenericArgument, Item, ItemStruct, Meta, PathArguments, Type, parse_quote};

use super::{STEP, decode, parse};
use crate::mistake::Failure;
use crate::slim::{Field, Object};

/// The fields that hold what the server wrote, while a method of the same meaning states the value. They are read through
/// the method only, so that one name has one value.
const READ_THROUGH_METHODS: [&str; 4] = ["currency", "expiry_month", "expiry_year", "last4"];
/// The objects with such methods.
const WITH_METHODS: [&str; 2] = ["Card", "Transaction"];

/// A field of a struct with its description in the model.
pub(super) struct Pair<'a> {
    pub(super) ident: syn::Ident,
    pub(super) wire: String,
    pub(super) ty: Type,
    pub(super) about: &'a Field,
}

/// The struct and its impls.
pub(super) fn finish(mut item: ItemStruct, object: &Object, secretive: bool) -> Result<Vec<Item>, Failure> {
    let pairs = pairs(&item, object)?;
    let name = item.ident.clone();
    let about = object.description.clone().unwrap_or_else(|| format!("What `{name}` is in the spec."));
    let equal = (!secretive).then(|| quote!(PartialEq,));
    item.attrs = vec![parse_quote!(#[doc = #about])];
    if !object.envelope {
        item.attrs.push(parse_quote!(#[derive(Clone, #equal ::serde::Serialize)]));
        item.attrs.push(parse_quote!(#[non_exhaustive]));
    }
    for (field, pair) in item.fields.iter_mut().zip(&pairs) {
        field.attrs = attributes(pair, object)?;
        if WITH_METHODS.iter().any(|known| name == known)
            && READ_THROUGH_METHODS.contains(&pair.wire.as_str())
        {
            field.vis = parse_quote!(pub(crate));
        }
    }
    let debug = if object.envelope { TokenStream::new() } else { debug(&name, &pairs) };
    let decode =
        if object.request { TokenStream::new() } else { decode::implementation(&name, &pairs, object) };
    let mut items = vec![Item::Struct(item)];
    items.extend(parse(quote! { #debug #decode })?);
    Ok(items)
}

fn pairs<'a>(item: &ItemStruct, object: &'a Object) -> Result<Vec<Pair<'a>>, Failure> {
    let mut pairs = Vec::new();
    for field in &item.fields {
        let Some(ident) = field.ident.clone() else { continue };
        let wire = renamed(&field.attrs).unwrap_or_else(|| ident.to_string());
        let Some(about) = object.fields.get(&wire) else {
            return Err(Failure::step(
                STEP,
                format!("`{}.{wire}` is not a property of the spec", item.ident),
            ));
        };
        pairs.push(Pair { ident, wire, ty: field.ty.clone(), about });
    }
    // An alias without a field would be lost silently.
    let lost = object.fields.keys().find(|name| !pairs.iter().any(|pair| pair.wire == **name));
    match lost {
        Some(lost) => {
            Err(Failure::step(STEP, format!("progenitor generated no field for `{}.{lost}`", item.ident)))
        }
        None => Ok(pairs),
    }
}

/// The `rename` in serde's attributes.
pub(crate) fn renamed(attributes: &[Attribute]) -> Option<String> {
    let mut found = None;
    for attribute in attributes {
        if !attribute.path().is_ident("serde") || !matches!(attribute.meta, Meta::List(_)) {
            continue;
        }
        // Other parts of the attribute are parsed and ignored.
        let _ = attribute.parse_nested_meta(|part| {
            if part.path.is_ident("rename") {
                found = Some(part.value()?.parse::<syn::LitStr>()?.value());
            } else if part.input.peek(syn::Token![=]) {
                part.value()?.parse::<syn::Expr>()?;
            }
            Ok(())
        });
    }
    found
}

/// True if `ty` is an `Option`.
pub(super) fn is_option(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    path.path.segments.last().is_some_and(|segment| segment.ident == "Option")
}

fn attributes(pair: &Pair<'_>, object: &Object) -> Result<Vec<Attribute>, Failure> {
    let Pair { wire, about, .. } = pair;
    let mut text = about.description.clone().unwrap_or_else(|| format!("`{wire}` of the spec."));
    if !about.aliases.is_empty() {
        let names: Vec<String> = about.aliases.iter().map(|name| format!("`{name}`")).collect();
        text.extend(["\n\nAlso read from ", &names.join(", "), "."]);
    }
    let mut attributes: Vec<Attribute> = vec![parse_quote!(#[doc = #text])];
    if object.envelope {
        return Ok(attributes);
    }
    if pair.ident != wire {
        attributes.push(parse_quote!(#[serde(rename = #wire)]));
    }
    let option = is_option(&pair.ty);
    match (about.secret, object.request) {
        // Responses can be stored, but secrets must not be stored with them.
        (true, false) => attributes.push(parse_quote!(#[serde(skip_serializing)])),
        (true, true) if option => {
            return Err(Failure::step(
                STEP,
                format!("`{wire}` is a secret of a request and must be `required`"),
            ));
        }
        (true, true) => attributes.push(parse_quote!(#[serde(serialize_with = "crate::secret::serialize")])),
        (false, _) if option => {
            attributes.push(parse_quote!(#[serde(skip_serializing_if = "::std::option::Option::is_none")]));
        }
        (false, _) => {}
    }
    Ok(attributes)
}

/// True if the type, or that of its items, can hold a card number although its place is one for something else.
fn is_guarded(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    let Some(last) = path.path.segments.last() else { return false };
    if matches!(last.ident.to_string().as_str(), "String" | "i64") {
        return true;
    }
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return false };
    arguments.args.iter().any(|argument| matches!(argument, GenericArgument::Type(ty) if is_guarded(ty)))
}

/// Absent fields are omitted, because most fields are absent in most responses.
fn debug(name: &syn::Ident, pairs: &[Pair<'_>]) -> TokenStream {
    let fields = pairs.iter().map(|Pair { ident, ty, about, .. }| {
        let text = ident.to_string();
        let text = text.trim_end_matches('_');
        let guarded = is_guarded(ty);
        match (is_option(ty), about.shown) {
            (false, true) if guarded => quote!(text.field(#text, &crate::guard::Guarded(&self.#ident));),
            (true, true) if guarded => quote!(if let ::std::option::Option::Some(value) = &self.#ident {
                text.field(#text, &crate::guard::Guarded(value));
            }),
            (false, true) => quote!(text.field(#text, &self.#ident);),
            (false, false) => quote!(text.field(#text, &crate::secret::Hidden);),
            (true, true) => quote!(if let ::std::option::Option::Some(value) = &self.#ident {
                text.field(#text, value);
            }),
            (true, false) => quote!(if self.#ident.is_some() {
                text.field(#text, &crate::secret::Hidden);
            }),
        }
    });
    let title = name.to_string();
    quote! {
        impl ::std::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                let mut text = f.debug_struct(#title);
                #(#fields)*
                text.finish()
            }
        }
    }
}
