//! Claims that cannot all be true.
//!
//! Everything here works on claims alone, so that a disagreement can be derived again from `docs.lock` without the pages.
//! Samples are compared object by object: what an object is called follows from the key that holds it, or from the path
//! of the operation where the key is a wrapper such as `data`. What is merely shorter is a note, another example value is
//! nothing at all.

mod absences;
mod addresses;
mod aliases;
mod around;
mod consistency;
mod defaults;
mod forms;
mod objects;
mod parameters;
mod report;
mod required;
mod same_thing;
mod statuses;
mod types;
mod values;
mod view;

pub use report::contradictions;
