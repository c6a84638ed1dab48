//! Finds claims that contradict each other.
//!
//! This works on claims alone, so that a contradiction can be derived again from `docs.lock` without the
//! pages. Samples are compared object by object. An object is named after its key, or after the path of the
//! operation if the key is an envelope such as `data`. A sample that only omits fields is a note, and
//! different example values are not reported.

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
