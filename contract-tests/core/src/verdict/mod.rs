//! Compares one exchange with the spec and reports where they disagree.
//!
//! [`Checker`] walks the body once, with the list of schemas that apply to each value: the parts of `allOf`,
//! and the matching branches of `oneOf` and `anyOf`. Undeclared properties are determined from that list
//! after the branches are chosen, so they never influence the choice. Whatever needs more than one exchange
//! is collected in [`Learned`].

mod body;
mod body_scan;
mod branches;
mod checker;
mod closest;
mod delivery;
mod envelope;
mod evaluated;
mod evidence_grade;
mod folded_name;
mod form;
mod keywords;
mod lane;
mod layers;
mod learn;
mod learned;
mod lines;
mod marked_values;
mod matching;
mod media_type;
mod members;
mod newer;
mod object_check;
mod observation;
mod outside;
mod pages;
mod parameter;
mod path;
mod plain;
mod presence;
mod query;
mod request;
mod response;
mod schema_parts;
mod sequence;
mod spec_coverage;
mod text_tree;
mod values;
mod violations;
mod walk;
mod years;

pub use crate::exchange::Part;
pub use body_scan::WRONG_CHECK_DIGIT;
pub use checker::Checker;
pub use envelope::tells_outcome;
pub use evidence_grade::{EvidenceGrade, EvidenceGrades};
pub use form::Form;
pub(crate) use learn::declared_inside;
pub use learned::{Candidate, Learned, NameChanges, ObjectPlace, Present, UndeclaredName, Wrapped};
pub use observation::Observation;
pub use pages::contradictory_numbers;
pub use presence::{ObjectCount, Objects, Presence};
pub use spec_coverage::{OperationPart, SchemaCoverage, SpecCoverage};
pub use text_tree::names as names_in_brackets;
