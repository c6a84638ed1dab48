//! Mutation testing of the spec: which single changes do the exchanges detect?
//!
//! Each assertion is changed in the parsed document ([`mutants`]), the changed document is compiled as usual,
//! and every exchange is checked against it ([`Trial`]). A mutant is killed if the set of findings differs,
//! including settled ones. A surviving mutant is a line that no exchange guards.
//!
//! Conforming exchanges cannot kill a mutant that only allows more, so each survivor states whether an
//! exchange reaches its place.

mod corpus;
mod edit;
pub mod json;
mod mutant;
pub mod text;
mod trial;

pub use corpus::{Corpus, CorpusError, MAX_CORPUS_BYTES};
pub use mutant::{Change, Mutant, mutants};
pub use trial::{Fate, Outcome, Result, Trial};
