//! What a spec generates.

use cartevo_codegen::mistake::Failure;
use cartevo_codegen::read::Document;
use cartevo_codegen::{bindings, code, finish, lint, slim};

/// Why a spec generates nothing.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{0}")]
#[diagnostic(help("the client is generated from specs that its lints accept; mend the spec"))]
pub struct GenerateError(String);

impl From<Failure> for GenerateError {
    fn from(failure: Failure) -> Self {
        Self(failure.to_string().trim_end().to_owned())
    }
}

/// The items that the text of a spec generates, as `bindings.lock` has them. `shown` is its name in messages.
///
/// # Errors
/// The spec has mistakes, or asks for what the generator cannot do.
pub fn generated(text: &str, shown: &str) -> Result<String, GenerateError> {
    let document = Document::parse(shown, text)?;
    lint::lint(&document)?;
    let slim = slim::slim(&document)?;
    let code = finish::finish(code::client(&slim)?, &slim.model)?;
    Ok(bindings::lines(&code, &slim.model))
}
