//! The items that a spec generates.

use cartevo_codegen::mistake::Failure;
use cartevo_codegen::read::Document;
use cartevo_codegen::{bindings, code, finish, lint, slim};

/// The client cannot be generated from the spec.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{0}")]
#[diagnostic(help("the client is generated only from a spec that passes its lints; fix the spec"))]
pub struct GenerateError(String);

impl From<Failure> for GenerateError {
    fn from(failure: Failure) -> Self {
        Self(failure.to_string().trim_end().to_owned())
    }
}

/// The items that a spec generates, in the format of `bindings.lock`. `shown` is the name of the spec in
/// messages.
///
/// # Errors
/// The spec is invalid, or uses features that the generator does not support.
pub fn generated(text: &str, shown: &str) -> Result<String, GenerateError> {
    let document = Document::parse(shown, text)?;
    lint::lint(&document)?;
    let slim = slim::slim(&document)?;
    let code = finish::finish(code::client(&slim)?, &slim.model)?;
    Ok(bindings::lines(&code, &slim.model))
}
