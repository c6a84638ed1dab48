//! Edits the text of the spec by byte ranges, so that everything else, including comments, is preserved.

use std::collections::BTreeMap;
use std::ops::Range;

use contract_core::spec::{FileIndex, Spec};

/// Replaces a byte range with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The range.
    pub range: Range<usize>,
    /// The replacement.
    pub text: String,
}

/// An error that prevented the edits.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum EditError {
    /// Two edits overlap.
    #[error("two edits change the same place")]
    #[diagnostic(help("apply them one after the other"))]
    Overlap,
    /// An edit is outside the text.
    #[error("an edit is outside the spec")]
    #[diagnostic(help(
        "the spec has changed since the edit was proposed; run `cartevo-contract docs diff` again"
    ))]
    Outside,
    /// The edited spec does not compile.
    #[error("the edited spec would not compile, so nothing was written: {0}")]
    Broken(String),
}

/// The files that the edits change, with their new texts, if the result is still a valid spec.
///
/// # Errors
/// Edits overlap or are outside the text, or the result does not compile.
pub fn apply(spec: &Spec, edits: &[(FileIndex, Edit)]) -> Result<Vec<(FileIndex, String)>, EditError> {
    let mut by_file: BTreeMap<FileIndex, Vec<&Edit>> = BTreeMap::new();
    for (file, edit) in edits {
        by_file.entry(*file).or_default().push(edit);
    }
    let texts = by_file.into_iter().map(|(file, edits)| Ok((file, edited(spec.files.text(file), edits)?)));
    let texts = texts.collect::<Result<Vec<_>, EditError>>()?;
    spec.with_texts(&texts).map_err(|error| EditError::Broken(error.to_string()))?;
    Ok(texts)
}

fn edited(text: &str, mut edits: Vec<&Edit>) -> Result<String, EditError> {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    edits.dedup();
    let mut result = String::with_capacity(text.len() + 256);
    let mut at = 0;
    for edit in edits {
        if edit.range.start < at {
            return Err(EditError::Overlap);
        }
        result.push_str(text.get(at..edit.range.start).ok_or(EditError::Outside)?);
        result.push_str(&edit.text);
        at = edit.range.end;
    }
    result.push_str(text.get(at..).ok_or(EditError::Outside)?);
    Ok(result)
}
