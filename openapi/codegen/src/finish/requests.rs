//! The methods of the generated client, which describe requests. `crate::request` of the client creates them and the
//! transport sends them: it knows the effect of the operation, never shows a body, and zeroes it.

use std::collections::BTreeMap;

use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{FnArg, Ident, ImplItem, ImplItemFn, Item, Pat, Type, parse_quote};

use super::{STEP, operations};
use crate::mistake::Failure;
use crate::slim::{Media, Model, Operation, Parameter};

/// The crate that progenitor's clients depend on. Ours must not use it.
const PROGENITORS: &str = "progenitor_client";

/// Passes requests to the transport, and removes unused code from the client.
pub(super) fn finish(file: &mut syn::File, model: &Model) -> Result<(), Failure> {
    file.items.retain(|item| match item {
        Item::Mod(module) => module.ident != "prelude",
        // Traits for progenitor's hooks.
        Item::Impl(item) => item.trait_.is_none(),
        // Imports of progenitor's crate, which is no longer used.
        Item::Use(item) => !item.to_token_stream().to_string().contains(PROGENITORS),
        _ => true,
    });
    let operations: BTreeMap<String, &Operation> = model
        .operations
        .iter()
        .filter(|operation| operation.media == Media::Json)
        .map(|operation| (operation.id.to_snake_case(), operation))
        .collect();
    let mut done = 0;
    for item in &mut file.items {
        match item {
            Item::Struct(item) if item.ident == "Client" => {
                *item = parse_quote!(
                    pub struct Client {
                        pub(crate) inner: crate::transport::Transport,
                    }
                );
            }
            Item::Impl(item) => done += methods(&mut item.items, &operations, model)?,
            _ => {}
        }
    }
    if file.to_token_stream().to_string().contains(PROGENITORS) {
        let why = format!("`{PROGENITORS}` is still used; the output of progenitor has changed");
        return Err(Failure::step(STEP, why));
    }
    if done == operations.len() {
        return Ok(());
    }
    let why =
        format!("{done} of {} operations were found; the output of progenitor has changed", operations.len());
    Err(Failure::step(STEP, why))
}

/// Rewrites the methods for operations and drops all others. Returns the number of operations.
fn methods(
    items: &mut Vec<ImplItem>,
    operations: &BTreeMap<String, &Operation>,
    model: &Model,
) -> Result<usize, Failure> {
    items.retain(|item| match item {
        ImplItem::Fn(function) => operations.contains_key(&function.sig.ident.to_string()),
        _ => true,
    });
    let mut done = 0;
    for item in items {
        let ImplItem::Fn(function) = item else { continue };
        if let Some(operation) = operations.get(&function.sig.ident.to_string()) {
            rewrite(function, operation, model)?;
            done += 1;
        }
    }
    Ok(done)
}

/// Keeps the parameters and the response type of a method, and replaces the rest.
fn rewrite(function: &mut ImplItemFn, operation: &Operation, model: &Model) -> Result<(), Failure> {
    let lost = |what: &str| {
        let why = format!("{what} was not found in `{}`; the output of progenitor has changed", operation.id);
        Failure::step(STEP, why)
    };
    let arguments: Vec<(&Ident, &Type)> = function.sig.inputs.iter().filter_map(argument).collect();
    let find = |name: &str| {
        let name = name.to_snake_case();
        arguments.iter().find(|(ident, _)| ident.to_string().trim_end_matches('_') == name)
    };
    let mut path = Vec::new();
    for name in placeholders(&operation.path) {
        path.push(find(name).ok_or_else(|| lost(&format!("the parameter `{name}`")))?.0);
    }
    if path.len() != operation.parameters.iter().filter(|parameter| parameter.place == "path").count() {
        return Err(lost("each parameter of the path as a whole segment"));
    }
    let mut query = Vec::new();
    for Parameter { name, .. } in operation.parameters.iter().filter(|parameter| parameter.place == "query") {
        let (ident, ty) = find(name).ok_or_else(|| lost(&format!("the parameter `{name}`")))?;
        let text = text(ident, ty, model);
        query.push(quote!((#name, #text)));
    }
    let body = arguments.iter().find(|(ident, _)| *ident == "body");
    let body = body.map_or(
        quote!(::std::option::Option::None),
        |(body, _)| quote!(::std::option::Option::Some(crate::request::body(#body))),
    );
    let value = answered(&function.sig.output).ok_or_else(|| lost("the response type"))?;
    let description = operations::constant(&operation.id);
    let request = quote! {
        crate::request::Unsent::new(&self.inner, &operations::#description, &[#( #path ),*], &[#( #query ),*], #body)
    };
    let is_list = is_list(&value, model);
    function.attrs.clear();
    function.sig.asyncness = None;
    if is_list {
        function.sig.output =
            parse_quote!(-> ::std::result::Result<crate::rows::Listing<#value>, crate::error::Error>);
        function.block = parse_quote!({ #request.map(crate::rows::Listing) });
    } else {
        function.sig.output =
            parse_quote!(-> ::std::result::Result<crate::request::Unsent<#value>, crate::error::Error>);
        function.block = parse_quote!({ #request });
    }
    Ok(())
}

fn argument(argument: &FnArg) -> Option<(&Ident, &Type)> {
    let FnArg::Typed(argument) = argument else { return None };
    let Pat::Ident(pattern) = &*argument.pat else { return None };
    Some((&pattern.ident, &argument.ty))
}

/// The names of the parameters in a path, in its order.
fn placeholders(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
}

/// The text of a query parameter, if it has one.
fn text(ident: &Ident, ty: &Type, model: &Model) -> TokenStream {
    let Some(inner) = first_argument(ty) else {
        return quote!(crate::request::text(::std::option::Option::Some(#ident)));
    };
    let is_enum = matches!(&inner, Type::Path(path) if path.path.segments.last()
        .is_some_and(|last| model.enums.contains_key(&last.ident.to_string())));
    if is_enum {
        quote!(crate::request::text(#ident.as_ref().map(|value| value.as_str())))
    } else {
        quote!(crate::request::text(#ident))
    }
}

fn is_list(ty: &Type, model: &Model) -> bool {
    let Type::Path(path) = ty else { return false };
    let object = path.path.segments.last().and_then(|last| model.objects.get(&last.ident.to_string()));
    object.is_some_and(|object| object.rows.is_some())
}

/// The `T` of `Result<ResponseValue<T>, Error<()>>`.
fn answered(output: &syn::ReturnType) -> Option<Type> {
    let syn::ReturnType::Type(_, result) = output else { return None };
    first_argument(&first_argument(result)?)
}

fn first_argument(ty: &Type) -> Option<Type> {
    let Type::Path(path) = ty else { return None };
    let syn::PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        syn::GenericArgument::Type(ty) => Some(ty.clone()),
        _ => None,
    })
}
