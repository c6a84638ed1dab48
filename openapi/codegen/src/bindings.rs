//! Step 6: lists the generated types and operations, one per line, so that a diff shows how an edit of the
//! spec changes them.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::{FnArg, ImplItem, Item, ItemImpl, ReturnType, Signature};

use super::finish::{renamed, variant};
use super::slim::{Extension, Model, Operation};

/// The lines of `bindings.lock`, sorted, after a comment line.
#[must_use]
pub fn lines(file: &syn::File, model: &Model) -> String {
    let mut lines = Vec::new();
    for item in &file.items {
        match item {
            Item::Mod(module) if module.ident == "types" => {
                let items = module.content.iter().flat_map(|(_, items)| items);
                items.for_each(|item| type_lines(item, model, &mut lines));
            }
            _ => {}
        }
    }
    let signatures = signatures(file);
    for operation in &model.operations {
        lines.push(operation_line(operation, &signatures));
        lines.push(format!("effect {}: {}", operation.id, operation.effect.as_str()));
    }
    lines.sort();
    let mut text =
        "# The generated API, one item a line. Written by `cartevo-contract bindings`; do not edit.\n"
            .to_owned();
    for line in lines {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

fn type_lines(item: &Item, model: &Model, lines: &mut Vec<String>) {
    match item {
        Item::Struct(item) => {
            let name = item.ident.to_string();
            let object = model.objects.get(&name);
            let direction = if object.is_some_and(|object| object.request) { "request" } else { "response" };
            lines.push(format!("type {name} ({direction})"));
            for field in &item.fields {
                let Some(ident) = &field.ident else { continue };
                let wire = renamed(&field.attrs).unwrap_or_else(|| ident.to_string());
                let mut names = format!("\"{wire}\"");
                let about = object.and_then(|object| object.fields.get(&wire));
                for alias in about.into_iter().flat_map(|field| &field.aliases) {
                    names.extend([" or \"", alias, "\""]);
                }
                let hidden = if about.is_some_and(|field| !field.shown) { ", hidden" } else { "" };
                lines.push(format!("field {name}.{ident}: {} = {names}{hidden}", short(&field.ty)));
            }
        }
        Item::Enum(item) => {
            let name = item.ident.to_string();
            let Some(open) = model.enums.get(&name) else { return };
            lines.push(format!("enum {name} (open)"));
            lines.extend(
                open.values.iter().map(|value| format!("value {name}::{} = \"{value}\"", variant(value))),
            );
        }
        _ => {}
    }
}

fn signatures(file: &syn::File) -> BTreeMap<String, &Signature> {
    let clients = file.items.iter().filter_map(|item| match item {
        Item::Impl(ItemImpl { trait_: None, items, .. }) => Some(items),
        _ => None,
    });
    let functions = clients.flatten().filter_map(|item| match item {
        ImplItem::Fn(function) => Some((function.sig.ident.to_string(), &function.sig)),
        _ => None,
    });
    functions.collect()
}

fn operation_line(operation: &Operation, signatures: &BTreeMap<String, &Signature>) -> String {
    let Operation { id, method, path, .. } = operation;
    let name = heck::ToSnakeCase::to_snake_case(id.as_str());
    let Some(signature) = signatures.get(&name) else {
        return format!("operation {id}: {method} {path}");
    };
    let mut arguments = Vec::new();
    for argument in &signature.inputs {
        let FnArg::Typed(argument) = argument else { continue };
        let argument_name = argument.pat.to_token_stream().to_string();
        let known = operation.parameters.iter().find(|parameter| {
            heck::ToSnakeCase::to_snake_case(parameter.name.as_str()) == argument_name.trim_end_matches('_')
        });
        let place = known
            .map_or("body".to_owned(), |parameter| format!("{} \"{}\"", parameter.place, parameter.name));
        arguments.push(format!("{argument_name}: {} = {place}", short(&argument.ty)));
    }
    let answer = match &signature.output {
        ReturnType::Type(_, ty) => success(&short(ty)),
        ReturnType::Default => "()".to_owned(),
    };
    format!("operation {id}: {method} {path} ({}) -> {answer}", arguments.join(", "))
}

fn success(result: &str) -> String {
    let wrapped = ["Unsent<", "Listing<"].iter().find_map(|wrapper| result.split_once(wrapper));
    let inner = wrapped.and_then(|(_, rest)| rest.split_once('>'));
    inner.map_or(result, |(inner, _)| inner).to_owned()
}

/// A type in short form, without paths.
fn short(ty: &syn::Type) -> String {
    let text = ty.to_token_stream().to_string().replace(' ', "").replace("&'a", "&");
    let mut out = String::new();
    for part in text.split_inclusive(['<', '>', ',', '&', '[', ']']) {
        out.push_str(part.rsplit("::").next().unwrap_or(part));
    }
    out
}
