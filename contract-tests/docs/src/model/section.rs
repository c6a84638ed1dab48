//! Which part of a page a claim comes from, and what its word is worth.

contract_core::vocabulary! {
    /// The kind of section that makes a claim.
    pub enum Section {
        /// The method and path in the head of the page.
        Head = "head" / "head of the page",
        /// A request that the docs generator wrote from the vendor's own description of the API.
        GeneratedRequestSample = "generated-request-sample" / "generated request sample",
        /// An answer that the docs generator wrote.
        GeneratedResponseSample = "generated-response-sample" / "generated response sample",
        /// The generated list of parameters and of fields, or the components that stand for it in Markdown.
        ParameterList = "parameter-list" / "parameter list",
        /// A table that somebody typed.
        HandWrittenTable = "hand-written-table" / "table",
        /// A JSON sample that somebody typed.
        HandWrittenSample = "hand-written-sample" / "hand-written sample",
        /// Code that calls the API.
        CodeExample = "code-example" / "code example",
        /// A sentence.
        Prose = "prose" / "prose",
    }
}

impl Section {
    /// Does a sample show this, rather than a description say it?
    #[must_use]
    pub fn is_sample(self) -> bool {
        matches!(self, Self::GeneratedRequestSample | Self::GeneratedResponseSample | Self::HandWrittenSample)
    }
}

contract_core::vocabulary! {
    /// What a claim is worth as evidence.
    pub enum Grade {
        /// A sample with values that only a live server could have made.
        Sample = "sample",
        /// Written by a person, or generated from what a person wrote.
        Prose = "prose",
        /// Invented by the docs generator: evidence that the field exists, never of its value.
        Filler = "filler",
    }
}
