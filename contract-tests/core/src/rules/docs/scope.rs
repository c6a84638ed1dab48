//! Distinguishes several disagreements about one place.

crate::vocabulary! {
    /// Which of several disagreements about one place it is.
    pub enum Scope {
        /// Between operations.
        AcrossOperations = "across operations",
        /// With a request sample written by the docs generator.
        GeneratedRequestSample = "generated request sample",
        /// With a hand-written sample.
        HandWrittenSample = "hand-written sample",
        /// With code that calls the API.
        CodeExample = "code example",
    }
}
