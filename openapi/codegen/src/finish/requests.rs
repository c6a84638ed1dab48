//! The methods of the generated client, which create requests. The transport sends them: it knows the effect
//! of the operation, never shows a body, and zeroes it.

use std::collections::BTreeMap;

use heck::ToSnakeCase;
use quote::ToTokens;
use syn::visit_mut::VisitMut;
use syn::{Expr, ImplItem, ImplItemFn, Item, Local, Stmt, Type, parse_quote};

use super::{STEP, operations};
use crate::mistake::Failure;
use crate::slim::{Media, Model};

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
    let ids: BTreeMap<String, &str> = model
        .operations
        .iter()
        .filter(|operation| operation.media == Media::Json)
        .map(|operation| (operation.id.to_snake_case(), operation.id.as_str()))
        .collect();
    let mut done = 0;
    for item in &mut file.items {
        let Item::Impl(item) = item else { continue };
        item.items.retain(|item| !matches!(item, ImplItem::Fn(function) if function.sig.ident == "new"));
        for item in &mut item.items {
            let ImplItem::Fn(function) = item else { continue };
            let name = function.sig.ident.to_string();
            if let Some(id) = ids.get(&name) {
                operation(function, &name, id, model)?;
                done += 1;
            }
        }
    }
    // It is called inside `format!`, whose tokens are not visited.
    file.items.insert(
        0,
        parse_quote!(
            use crate::id::encode as encode_path;
        ),
    );
    if file.to_token_stream().to_string().contains(PROGENITORS) {
        let why = format!("`{PROGENITORS}` is still used; the output of progenitor has changed");
        return Err(Failure::step(STEP, why));
    }
    if done == ids.len() {
        return Ok(());
    }
    let why = format!("{done} of {} operations were found; the output of progenitor has changed", ids.len());
    Err(Failure::step(STEP, why))
}

fn operation(function: &mut ImplItemFn, name: &str, id: &str, model: &Model) -> Result<(), Failure> {
    let description = operations::constant(id);
    let lost = |what: &str| {
        let why = format!("{what} was not found in `{name}`; the output of progenitor has changed");
        Failure::step(STEP, why)
    };
    let statements = &mut function.block.stmts;
    // From here on, progenitor's code would send the request.
    let sent = statements.iter().position(|statement| is_local(statement, "info"));
    statements.truncate(sent.ok_or_else(|| lost("`info`"))?);
    let before = statements.len();
    statements.retain(|statement| !text(statement).contains("\"api-version\""));
    if statements.len() + 1 != before {
        return Err(lost("the `api-version` header"));
    }
    let headers = statements.iter().any(|statement| text(statement).contains("header_map . insert"));
    if !headers {
        statements.retain(|statement| !is_local(statement, "header_map"));
    }
    let mut request = Request { headers, built: 0 };
    request.visit_block_mut(&mut function.block);
    if request.built != 1 {
        return Err(lost("`build`"));
    }
    let value = answered(&function.sig.output).ok_or_else(|| lost("the response type"))?;
    let (call, answer): (Expr, Type) = if is_list(&value, model) {
        // A list is a value that its caller sends: its rows arrive one by one.
        function.sig.asyncness = None;
        let listing: Expr =
            parse_quote!(crate::rows::Listing::new(&self.inner, request, &operations::#description));
        (parse_quote!(::std::result::Result::Ok(#listing)), parse_quote!(crate::rows::Listing<#value>))
    } else {
        let call: Expr = parse_quote!(self.inner.call(request, &operations::#description).await);
        (call, parse_quote!(crate::answer::Answer<#value>))
    };
    function.block.stmts.push(Stmt::Expr(call, None));
    function.sig.output = parse_quote!(-> ::std::result::Result<#answer, crate::error::Error>);
    Ok(())
}

fn is_list(ty: &Type, model: &Model) -> bool {
    let Type::Path(path) = ty else { return false };
    let object = path.path.segments.last().and_then(|last| model.objects.get(&last.ident.to_string()));
    object.is_some_and(|object| object.rows.is_some())
}

fn is_local(statement: &Stmt, name: &str) -> bool {
    let Stmt::Local(Local { pat, .. }) = statement else { return false };
    matches!(pat, syn::Pat::Ident(pat) if pat.ident == name)
}

fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
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

/// The expression that creates a request.
struct Request {
    /// True if the operation has header parameters.
    headers: bool,
    built: usize,
}

impl VisitMut for Request {
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        syn::visit_mut::visit_expr_mut(self, expression);
        match expression {
            // The message of a reqwest error may contain the URL.
            Expr::Try(tried) if is_call(&tried.expr, "build") => {
                let built = &tried.expr;
                *expression = parse_quote!(#built.map_err(crate::transport::invalid_request)?);
                self.built += 1;
            }
            Expr::MethodCall(call) if call.method == "headers" && !self.headers => {
                *expression = (*call.receiver).clone();
            }
            // A pair without a value is omitted, like a `QueryParam` without one.
            Expr::Call(call) if text(&call.func).replace(' ', "") == "progenitor_client::QueryParam::new" => {
                let pair = &call.args;
                *expression = parse_quote!([(#pair)]);
            }
            _ => {}
        }
    }
}

fn is_call(expression: &Expr, name: &str) -> bool {
    matches!(expression, Expr::MethodCall(call) if call.method == name)
}
