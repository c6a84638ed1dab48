//! The section of a page that a claim comes from, and its grade as evidence.

contract_core::vocabulary! {
    /// The kind of section that a claim comes from.
    pub enum Section {
        /// The method and path at the top of the page.
        Head = "head" / "head of the page",
        /// A request that the docs generator made from the vendor's API description.
        GeneratedRequestSample = "generated-request-sample" / "generated request sample",
        /// A response that the docs generator made.
        GeneratedResponseSample = "generated-response-sample" / "generated response sample",
        /// The generated list of parameters and fields, or the equivalent Markdown components.
        ParameterList = "parameter-list" / "parameter list",
        /// A hand-written table.
        HandWrittenTable = "hand-written-table" / "table",
        /// A hand-written JSON sample.
        HandWrittenSample = "hand-written-sample" / "hand-written sample",
        /// Code that calls the API.
        CodeExample = "code-example" / "code example",
        /// A sentence.
        Prose = "prose" / "prose",
    }
}

impl Section {
    /// True for samples, false for descriptions.
    #[must_use]
    pub fn is_sample(self) -> bool {
        matches!(self, Self::GeneratedRequestSample | Self::GeneratedResponseSample | Self::HandWrittenSample)
    }
}

contract_core::vocabulary! {
    /// The grade of a claim as evidence.
    pub enum Grade {
        /// A sample with values that only a live server can have produced.
        Sample = "sample",
        /// Written by a person, or generated from what a person wrote.
        Prose = "prose",
        /// Invented by the docs generator: evidence that the field exists, never of its value.
        Filler = "filler",
    }
}
