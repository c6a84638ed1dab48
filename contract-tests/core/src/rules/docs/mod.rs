//! Rules about contradictions of the docs with themselves, the spec and recorded traffic: `C3xx`. Corrections
//! use them for departures from the docs that no exchange can show.

mod docs_against_spec;
mod docs_against_traffic;
mod docs_self_contradiction;
mod scope;
mod topic;

pub use scope::Scope;
pub use topic::Topic;

super::registry::family! {
    docs_self_contradiction::DOCS_SELF_CONTRADICTION,
    docs_against_spec::DOCS_AGAINST_SPEC,
    docs_against_traffic::DOCS_AGAINST_TRAFFIC,
}
