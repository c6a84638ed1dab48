//! The text of a `$ref`: a file, and a place in it.

use std::borrow::Cow;

use super::url::percent_decoded;
use crate::harmless::harmless;

/// A `$ref`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reference<'a> {
    /// The file, as written; empty for the file that the reference stands in.
    pub(super) file: &'a str,
    fragment: &'a str,
}

impl<'a> Reference<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let (file, fragment) = text.split_once('#').unwrap_or((text, ""));
        Self { file, fragment }
    }

    /// The JSON pointer; `None` if it is not one.
    pub(super) fn pointer(self) -> Option<Cow<'a, str>> {
        let pointer = percent_decoded(self.fragment);
        (pointer.is_empty() || pointer.starts_with('/')).then_some(pointer)
    }

    /// The fragment, as the name of an anchor.
    pub(super) fn anchor(self) -> Cow<'a, str> {
        percent_decoded(self.fragment)
    }

    /// The name of what it refers to: the last one of the pointer, or that of the file.
    pub(super) fn name(self) -> &'a str {
        match self.fragment.rsplit('/').next() {
            Some(name) if !name.is_empty() => name,
            _ => stem(self.file),
        }
    }
}

/// The name of a file, without folder and extension.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Why a file that is referred to is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    #[error("is a URL, which is outside of this document")]
    Url,
    #[error("is an absolute path")]
    Absolute,
    #[error("leads outside of the folder of the document")]
    Outside,
    #[error("has a backslash")]
    Backslash,
    #[error("has a control character")]
    Control,
    #[error("refers to another file, and the document was not read from a folder")]
    NoFolder,
    #[error("refers to a file that does not exist")]
    Missing,
    #[error("does not refer to a file, but to a folder or a device")]
    NoFile,
    #[error("refers to a file that is not UTF-8 text")]
    NoText,
    #[error("refers to a file that cannot be read: {0}")]
    Unreadable(String),
    #[error(
        "refers to a file that is not read: the document has more than {} files",
        super::folder::MAX_FILES
    )]
    TooMany,
    #[error("refers to a file that is not read: the files of the document have more than {} MiB", super::folder::MAX_BYTES >> 20)]
    TooLarge,
    #[error(
        "refers to a file that is not read: the files of the document have too many values, or too many mistakes"
    )]
    TooMuch,
    /// The file is neither YAML nor JSON.
    #[error(transparent)]
    Broken(Box<super::SpecError>),
}

impl Refusal {
    pub(super) fn help(&self) -> &'static str {
        match self {
            Self::Url | Self::Outside | Self::NoFolder => {
                "bundle the document into one file first (for example `redocly bundle`), or keep all its files below its folder"
            }
            Self::Absolute | Self::Backslash => {
                "write the path from the file that it stands in, with `/` between the names"
            }
            Self::Control | Self::Missing | Self::NoFile => "correct the path, or write the file",
            Self::NoText => "save the file as UTF-8",
            Self::Unreadable(_) => "make the file readable",
            Self::TooMany | Self::TooLarge | Self::TooMuch | Self::Broken(_) => {
                "bundle the document into one file first (for example `redocly bundle`)"
            }
        }
    }
}

/// The path of a file in the folder of the document. `from` is that of the file which refers to it.
pub(super) fn path_from(from: &str, written: &str) -> Result<String, Refusal> {
    let written = percent_decoded(written);
    if has_scheme(&written) || written.starts_with("//") {
        return Err(Refusal::Url);
    }
    if written.starts_with('/') {
        return Err(Refusal::Absolute);
    }
    if written.contains('\\') {
        return Err(Refusal::Backslash);
    }
    if is_steering(&written) {
        return Err(Refusal::Control);
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut names: Vec<&str> = Vec::new();
    for name in folder.split('/').chain(written.split('/')) {
        match name {
            "" | "." => {}
            ".." => {
                names.pop().ok_or(Refusal::Outside)?;
            }
            name => names.push(name),
        }
    }
    if names.is_empty() || written.ends_with('/') { Err(Refusal::NoFile) } else { Ok(names.join("/")) }
}

/// True if a path has characters that are not shown as they are, such as control characters.
pub(super) fn is_steering(path: &str) -> bool {
    harmless(path) != path
}

/// True for `https:...`, and for a drive such as `C:`.
fn has_scheme(text: &str) -> bool {
    let Some((scheme, _)) = text.split_once(':') else { return false };
    let is_of_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(is_of_scheme)
}
