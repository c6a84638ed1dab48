//! Step 4: progenitor makes Rust of the slim document.

use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator, InterfaceStyle, TypeImpl};
use quote::quote;
use serde_json::{Value, json};

use super::mistake::Failure;
use super::slim::Slim;

const STEP: &str = "generate";

/// The client as progenitor writes it.
///
/// # Errors
/// Progenitor cannot express the document.
pub fn client(slim: &Slim) -> Result<syn::File, Failure> {
    let mut settings = GenerationSettings::default();
    settings.with_interface(InterfaceStyle::Positional).with_inner_type(quote!(crate::transport::Transport));
    convert(&mut settings, "secret", "crate::Secret")?;
    convert(&mut settings, "raw", "crate::Raw")?;
    convert(&mut settings, "amount", "crate::Amount")?;
    convert(&mut settings, "date-time", "::jiff::Timestamp")?;
    convert(&mut settings, "date", "::jiff::civil::Date")?;
    let tokens = Generator::new(&settings).generate_tokens(&document(slim)?);
    parse(tokens.map_err(|error| Failure::step(STEP, error.to_string()))?)
}

/// Matchers for `httpmock`, with types of their own so that a test compares two independent readings of the spec.
///
/// # Errors
/// Progenitor cannot express the document.
pub fn mocks(slim: &Slim) -> Result<syn::File, Failure> {
    let mut settings = GenerationSettings::default();
    convert(&mut settings, "raw", "::serde_json::Value")?;
    convert(&mut settings, "date-time", "::std::string::String")?;
    convert(&mut settings, "date", "::std::string::String")?;
    let mut generator = Generator::new(&settings);
    let failed = |error: progenitor::Error| Failure::step(STEP, error.to_string());
    let document = document(slim)?;
    let mocks = generator.httpmock(&document, "super").map_err(failed)?;
    let types = generator.get_type_space().to_stream();
    parse(quote! {
        pub mod types { #types }
        #mocks
    })
}

fn document(slim: &Slim) -> Result<OpenAPI, Failure> {
    serde_json::from_value(slim.openapi.clone())
        .map_err(|error| Failure::step(STEP, format!("the slim document is no OpenAPI: {error}")))
}

fn parse(tokens: proc_macro2::TokenStream) -> Result<syn::File, Failure> {
    syn::parse2(tokens)
        .map_err(|error| Failure::step(STEP, format!("progenitor wrote what is no Rust: {error}")))
}

fn convert(settings: &mut GenerationSettings, format: &str, path: &str) -> Result<(), Failure> {
    let kind = if format == "amount" { "number" } else { "string" };
    let schema: Value = json!({"type": kind, "format": format});
    // The type is the generator's own: which crate it is from is its business.
    let schema = serde_json::from_value(schema)
        .map_err(|error| Failure::step(STEP, format!("a conversion has no schema: {error}")))?;
    settings.with_conversion(schema, path, [TypeImpl::Display, TypeImpl::FromStr].into_iter());
    Ok(())
}
