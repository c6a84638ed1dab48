//! Reading traffic and documents, and judging one with the other.

mod exchange;
mod json;
mod oracle;
mod spec;
mod suite;
