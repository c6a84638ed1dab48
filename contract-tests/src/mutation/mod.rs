//! Mutation testing of the spec: which single changes of it would the exchanges notice?
//!
//! Every assertion is changed in the document as it was read ([`mutants`]), the changed document is compiled like any
//! other, and every exchange is checked against it ([`Trial`]). A mutant is killed if the set of findings differs, the
//! settled ones among them. What survives is a line that nothing guards.
//!
//! A mutant that only widens what the spec allows cannot be killed by exchanges that conform, so each survivor says
//! whether any exchange reaches its place.

mod corpus;
mod edit;
pub mod json;
mod mutant;
pub mod text;
mod trial;

pub use corpus::{Corpus, CorpusError, MAX_CORPUS_BYTES};
pub use mutant::{Change, Mutant, mutants};
pub use trial::{Fate, Outcome, Result, Trial};
