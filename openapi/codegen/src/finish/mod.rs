//! Step 5: turns the output of progenitor into the code of the client.
//!
//! Objects read all names of a field, accept duplicate keys, and show no secret or personal data in `Debug`.
//! Open enums keep unknown values. Requests lose the `api-version` header that progenitor adds and are passed
//! to our transport. Tables describe each operation for the retries and the mock server, and the texts of errors that
//! may be shown.

mod decode;
mod enums;
mod lists;
mod objects;
mod operations;
mod requests;
mod texts;

pub(crate) use enums::variant;
pub(crate) use objects::renamed;

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::{Item, ItemMod};

use super::mistake::Failure;
use super::slim::Model;

/// The name of this step in messages.
pub(crate) const STEP: &str = "finish";

/// Rewrites `file` into the code of the client.
///
/// # Errors
/// `file` lacks an object or an open enum of `model`.
pub fn finish(mut file: syn::File, model: &Model) -> Result<syn::File, Failure> {
    requests::finish(&mut file, model)?;
    let types = file.items.iter_mut().find_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => Some(module),
        _ => None,
    });
    let Some(types) = types else { return Err(Failure::step(STEP, "progenitor generated no `types`")) };
    finish_types(types, model)?;
    file.items.extend(lists::items(model)?);
    file.items.extend(operations::items(model)?);
    file.items.extend(texts::items(model)?);
    Ok(file)
}

fn finish_types(types: &mut ItemMod, model: &Model) -> Result<(), Failure> {
    let Some((_, items)) = types.content.as_mut() else {
        return Err(Failure::step(STEP, "progenitor generated no body for `types`"));
    };
    let secretive = model.secretive();
    let mut done = BTreeSet::new();
    let mut finished = Vec::new();
    for item in std::mem::take(items) {
        match item {
            Item::Struct(item) if model.objects.contains_key(&item.ident.to_string()) => {
                let name = item.ident.to_string();
                finished.extend(objects::finish(item, &model.objects[&name], secretive.contains(&name))?);
                done.insert(name);
            }
            Item::Enum(item) if model.enums.contains_key(&item.ident.to_string()) => {
                let name = item.ident.to_string();
                finished.extend(enums::items(&name, &model.enums[&name])?);
                done.insert(name);
            }
            // Their impls are generated together with them.
            Item::Impl(item) if is_ours(&item.self_ty.to_token_stream().to_string(), model) => {}
            other => finished.push(other),
        }
    }
    let lost: Vec<&str> = model
        .objects
        .keys()
        .chain(model.enums.keys())
        .map(String::as_str)
        .filter(|name| !done.contains(*name))
        .collect();
    if !lost.is_empty() {
        return Err(Failure::step(STEP, format!("progenitor generated no type for {}", lost.join(", "))));
    }
    *items = finished;
    Ok(())
}

fn is_ours(name: &str, model: &Model) -> bool {
    model.objects.contains_key(name) || model.enums.contains_key(name)
}

/// Parses tokens as items.
fn parse(tokens: proc_macro2::TokenStream) -> Result<Vec<Item>, Failure> {
    syn::parse2::<syn::File>(tokens)
        .map(|file| file.items)
        .map_err(|error| Failure::step(STEP, format!("the output of this step is not valid Rust: {error}")))
}
