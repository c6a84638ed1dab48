//! Several disagreements about one place.

crate::vocabulary! {
    /// Which of several disagreements about one place it is.
    pub enum Scope {
        /// Between operations.
        AcrossOperations = "across operations",
        /// With the request that the docs generator wrote.
        GeneratedRequestSample = "generated request sample",
        /// With a sample that somebody typed.
        HandWrittenSample = "hand-written sample",
        /// With code that calls the API.
        CodeExample = "code example",
    }
}
