//! Compares one exchange with the spec and says where they disagree.
//!
//! [`Checker`] walks the body once, with the list of schemas that apply to each value: what `allOf` joins, and the
//! branches of `oneOf` and `anyOf` that the value fits. Whether a property is declared is decided from that list, after
//! the branches are chosen, so it never decides a branch. Nothing is decided here that needs more than one exchange; what
//! is needed for that is [`Learned`].

mod body;
mod checker;
mod choice;
mod closest;
mod envelope;
mod flat;
mod form;
mod keywords;
mod learn;
mod learned;
mod matching;
mod members;
mod observation;
mod pages;
mod parameter;
mod path;
mod presence;
mod query;
mod reach;
mod request;
mod required;
mod response;
mod sight;
mod spots;
mod values;
mod walk;
mod years;

pub use crate::exchange::Part;
pub use checker::Checker;
pub(crate) use learn::declared_inside;
pub use learned::{Arrival, Candidate, Learned, ObjectPlace, Swaps, Wrapped};
pub use observation::Observation;
pub use presence::{ObjectCount, Objects, Presence};
pub use reach::{Reach, SchemaReach, Shape};
pub use sight::{Sight, Sights};
pub use spots::ALIKE;
