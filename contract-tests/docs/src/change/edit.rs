//! Edits of the spec's text, by bytes: everything that is not edited, comments too, stays as it is.

use std::ops::Range;

use contract_core::spec::Spec;

/// Replaces some bytes by a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes.
    pub range: Range<usize>,
    /// What comes in their place.
    pub text: String,
}

/// Why edits were not applied.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum EditError {
    /// Two edits touch the same bytes.
    #[error("two of the edits change the same place")]
    #[diagnostic(help("take them one after the other"))]
    Overlap,
    /// An edit lies outside the text.
    #[error("an edit lies outside the spec")]
    #[diagnostic(help(
        "the spec has changed since the edit was proposed; run `cartevo-contract docs diff` again"
    ))]
    Outside,
    /// The spec could not be used any more.
    #[error("the spec would not compile any more, so nothing was written: {0}")]
    Broken(String),
}

/// The text with the edits, if it is still a spec.
///
/// # Errors
/// Edits overlap or lie outside the text, or the result cannot be compiled.
pub fn apply(text: &str, shown: &str, edits: &[Edit]) -> Result<String, EditError> {
    let mut ordered: Vec<&Edit> = edits.iter().collect();
    ordered.sort_by_key(|edit| (edit.range.start, edit.range.end));
    ordered.dedup();
    let mut result = String::with_capacity(text.len() + 256);
    let mut at = 0;
    for edit in ordered {
        if edit.range.start < at {
            return Err(EditError::Overlap);
        }
        result.push_str(text.get(at..edit.range.start).ok_or(EditError::Outside)?);
        result.push_str(&edit.text);
        at = edit.range.end;
    }
    result.push_str(text.get(at..).ok_or(EditError::Outside)?);
    Spec::from_text(result.clone(), shown).map_err(|error| EditError::Broken(error.to_string()))?;
    Ok(result)
}
