//! The mutants of a spec.

use super::edit::Edit;
use crate::coverage::{Coverage, Kind, Measured, Outline, Spot, Subject};
use contract_core::spec::source::Place;
use contract_core::spec::{FileIndex, ParameterIn, SchemaId, Site, Spec, Type};
use contract_core::verdict::SpecCoverage;

/// How a change affects what the spec allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Change {
    /// Allows less, or something else. Exchanges that use the removed part kill it.
    Narrows,
    /// Allows more. Only an exchange that breaks the assertion, or that now matches two variants, kills it.
    Widens,
}

impl Change {
    /// The word used in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// A spec with one assertion changed.
#[derive(Debug, Clone)]
pub struct Mutant {
    /// What was changed.
    pub kind: Kind,
    /// A description: `drop the required name`, ...
    pub action: &'static str,
    /// The name, value or keyword that was changed.
    pub name: String,
    /// How the change affects what the spec allows.
    pub change: Change,
    /// The first place in the exchanges that the assertion describes.
    pub spot: Spot,
    /// The place of the assertion in the spec.
    pub site: Site,
    /// True if an exchange showed the assertion.
    pub is_reached: bool,
    /// The pointer of the edit.
    pub(super) pointer: String,
    pub(super) edit: Edit,
}

impl Mutant {
    /// What an exchange has to show to kill it. A mutant that only allows more is killed by what breaks the assertion.
    #[must_use]
    pub fn killed_by(&self) -> String {
        let name = &self.name;
        match self.kind {
            Kind::Operation => "any exchange of it".to_owned(),
            Kind::Status => format!("an answer with the status {name}"),
            Kind::MediaType => format!("a body as {name}"),
            Kind::Parameter => format!("a request with `{name}`"),
            Kind::Property => format!("an object with `{name}`"),
            Kind::EnumValue => format!("the value `{name}`"),
            Kind::Variant => format!("a value of the variant `{name}`"),
            Kind::Nullable => "null".to_owned(),
            Kind::Required => format!("an object without `{name}`"),
            Kind::Header => format!("a header `{name}` that is missing or invalid"),
            Kind::Type => format!("a value that is not of the type {name}"),
            Kind::Format => format!("a text that is no {name}"),
            Kind::Pattern => "a text that does not match".to_owned(),
            Kind::Bound => format!("a value beyond the {name}"),
        }
    }
}

/// All mutants of a spec, in the order of their assertions in the file.
#[must_use]
pub fn mutants(spec: &Spec, observed: &SpecCoverage) -> Vec<Mutant> {
    let coverage = Coverage::of(spec, observed);
    let mut all: Vec<Mutant> =
        coverage.assertions.iter().filter_map(|measured| of_assertion(spec, measured)).collect();
    let outline = Outline::of(spec);
    for (id, schema) in SchemaId::each(&spec.schemas) {
        let Some(spot) = outline.spot(id) else { continue };
        if schema.kind.is_none() || schema.nullable {
            continue;
        }
        all.push(Mutant {
            kind: Kind::Nullable,
            action: "allow",
            name: "null".into(),
            change: Change::Widens,
            spot: spot.clone(),
            site: schema.site.clone(),
            is_reached: observed.of_schema(id).is_some_and(|schema| schema.values > 0),
            pointer: schema.site.pointer.clone(),
            edit: if spec.has_null_type { Edit::NullType } else { Edit::Nullable },
        });
    }
    all.sort_by(|a, b| order(a).cmp(&order(b)));
    all
}

fn order(mutant: &Mutant) -> (FileIndex, Place, Kind, &'static str) {
    (mutant.site.file, mutant.site.place, mutant.kind, mutant.action)
}

fn of_assertion(spec: &Spec, measured: &Measured) -> Option<Mutant> {
    let assertion = &measured.assertion;
    let (narrows, widens) = (Change::Narrows, Change::Widens);
    let (action, change, edit) = match assertion.kind {
        Kind::Operation => ("drop the operation", narrows, Edit::Remove),
        Kind::Status => ("drop the status", narrows, Edit::Remove),
        Kind::MediaType => ("drop the media type", narrows, Edit::Remove),
        Kind::EnumValue if assertion.site.pointer.ends_with("/const") => {
            ("drop the constant", widens, Edit::Remove)
        }
        Kind::EnumValue => ("drop the value", narrows, Edit::Remove),
        Kind::Variant => ("drop the variant", narrows, Edit::Remove),
        Kind::Nullable => ("forbid", narrows, Edit::Remove),
        Kind::Property => {
            ("rename the property", narrows, Edit::Rename(format!("{}_renamed", assertion.name)))
        }
        // A path parameter cannot be dropped without changing the path, and undeclared headers are allowed.
        Kind::Parameter if is_in_query(spec, assertion.subject) => {
            ("drop the parameter", narrows, Edit::Remove)
        }
        Kind::Parameter => return None,
        Kind::Header => ("drop the header", widens, Edit::Remove),
        Kind::Required => ("drop the required name", widens, Edit::Remove),
        Kind::Format => ("drop the format", widens, Edit::Remove),
        Kind::Pattern => ("drop the", widens, Edit::Remove),
        Kind::Bound => ("drop the bound", widens, Edit::Remove),
        Kind::Type if assertion.name == Type::Integer.name() => {
            ("widen the type", widens, Edit::Text(Type::Number.name()))
        }
        Kind::Type => ("drop the type", widens, Edit::Remove),
    };
    Some(Mutant {
        kind: assertion.kind,
        action,
        name: assertion.name.clone(),
        change,
        spot: assertion.spot.clone(),
        site: assertion.site.clone(),
        is_reached: measured.shown.by.is_some(),
        pointer: assertion.site.pointer.clone(),
        edit,
    })
}

fn is_in_query(spec: &Spec, subject: Subject) -> bool {
    let Subject::OperationPart(index, contract_core::verdict::OperationPart::Parameter(at)) = subject else {
        return false;
    };
    let parameter = index.of(&spec.operations).and_then(|operation| at.of(&operation.parameters));
    parameter.is_some_and(|parameter| parameter.location == ParameterIn::Query)
}
