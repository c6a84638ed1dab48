//! Which part of a page a claim comes from, and what its word is worth.

use serde::{Deserialize, Serialize};

/// The kind of section that makes a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// The method and path in the head of the page.
    Head,
    /// A request that the docs generator wrote from the vendor's own description of the API.
    GeneratedRequestSample,
    /// An answer that the docs generator wrote.
    GeneratedResponseSample,
    /// The generated list of parameters and of fields, or the components that stand for it in Markdown.
    ParameterList,
    /// A table that somebody typed.
    HandWrittenTable,
    /// A JSON sample that somebody typed.
    HandWrittenSample,
    /// Code that calls the API.
    CodeExample,
    /// A sentence.
    Prose,
}

impl Section {
    /// The name in reports, in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Head => "head of the page",
            Self::GeneratedRequestSample => "generated request sample",
            Self::GeneratedResponseSample => "generated response sample",
            Self::ParameterList => "parameter list",
            Self::HandWrittenTable => "table",
            Self::HandWrittenSample => "hand-written sample",
            Self::CodeExample => "code example",
            Self::Prose => "prose",
        }
    }

    /// Does a sample show this, rather than a description say it?
    #[must_use]
    pub fn is_sample(self) -> bool {
        matches!(self, Self::GeneratedRequestSample | Self::GeneratedResponseSample | Self::HandWrittenSample)
    }
}

/// What a claim is worth as evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// A sample with values that only a live server could have made.
    Sample,
    /// Written by a person, or generated from what a person wrote.
    Prose,
    /// Invented by the docs generator: evidence that the field exists, never of its value.
    Filler,
}
