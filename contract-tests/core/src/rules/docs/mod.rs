//! Rules about contradictions of the docs with themselves, the spec and recorded traffic: `C3xx`. Corrections
//! use them for departures from the docs that no exchange can show.

mod cause;
mod docs_against_spec;
mod docs_against_traffic;
mod docs_self_contradiction;
mod scope;

pub use cause::Cause;
pub use scope::Scope;

super::registry::family! {
    docs_self_contradiction::DOCS_SELF_CONTRADICTION,
    docs_against_spec::DOCS_AGAINST_SPEC,
    docs_against_traffic::DOCS_AGAINST_TRAFFIC,
}
