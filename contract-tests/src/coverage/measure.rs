//! Measures which assertions a run showed.

use super::assertion::{Assertion, Kind, Subject, each_assertion};
use super::outline::Outline;
use contract_core::spec::Spec;
use contract_core::verdict::{EvidenceGrade, EvidenceGrades, OperationPart, SpecCoverage};

/// What a run showed of an assertion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// The grade of the strongest evidence; `None` if there is none.
    pub by: Option<EvidenceGrade>,
    /// For properties: how many objects have it, and the number of objects.
    pub presence: Option<(u64, u64)>,
    /// True if the run showed the parent of the assertion, such as the object of a property.
    pub is_near: bool,
}

impl Shown {
    fn or(self, other: Self) -> Self {
        let by = self.by.into_iter().chain(other.by).min();
        Self { by, is_near: self.is_near || other.is_near, ..self }
    }
}

/// An assertion with its measurement.
#[derive(Debug, Clone)]
pub struct Measured {
    /// The assertion.
    pub assertion: Assertion,
    /// The measurement.
    pub shown: Shown,
}

/// All assertions of a spec, measured.
#[derive(Debug)]
pub struct Coverage {
    /// The assertions, in the order of the spec.
    pub assertions: Vec<Measured>,
}

impl Coverage {
    /// Measures a spec by a run.
    #[must_use]
    pub fn of(spec: &Spec, coverage: &SpecCoverage) -> Self {
        let trees = spec.trees().unwrap_or_default();
        let mut assertions = Vec::new();
        each_assertion(spec, &Outline::of(spec), &trees, &mut |assertion| {
            let shown = measure(&assertion, coverage);
            assertions.push(Measured { assertion, shown });
        });
        assertions.sort_by_key(|Measured { assertion, .. }: &Measured| {
            (assertion.site.file, assertion.site.place, assertion.kind)
        });
        Self { assertions }
    }

    /// The number of assertions shown, and of all.
    #[must_use]
    pub fn total(&self) -> (u64, u64) {
        count(self.assertions.iter())
    }

    /// The number of assertions of a kind shown, and of all.
    #[must_use]
    pub fn of_kind(&self, kind: Kind) -> (u64, u64) {
        count(self.assertions.iter().filter(|measured| measured.assertion.kind == kind))
    }

    /// The number of assertions whose strongest evidence has this grade.
    #[must_use]
    pub fn by(&self, grade: EvidenceGrade) -> u64 {
        self.assertions.iter().filter(|measured| measured.shown.by == Some(grade)).count() as u64
    }
}

fn count<'a>(measured: impl Iterator<Item = &'a Measured>) -> (u64, u64) {
    measured.fold((0, 0), |(shown, all), measured| (shown + u64::from(measured.shown.by.is_some()), all + 1))
}

/// Measures an assertion by a run.
pub(super) fn measure(assertion: &Assertion, coverage: &SpecCoverage) -> Shown {
    let also = assertion.also.iter().map(|subject| shown(*subject, assertion.kind, coverage));
    also.fold(shown(assertion.subject, assertion.kind, coverage), Shown::or)
}

fn shown(subject: Subject, kind: Kind, coverage: &SpecCoverage) -> Shown {
    let plain =
        |grades: EvidenceGrades, is_near: bool| Shown { by: grades.strongest(), presence: None, is_near };
    let schema = |id| coverage.of_schema(id);
    match subject {
        Subject::OperationPart(index, shape) => {
            let above = match shape {
                OperationPart::Operation => true,
                OperationPart::Content(at, _) | OperationPart::Header(at, _) => {
                    !coverage.of_operation_part(index, OperationPart::Response(at)).is_empty()
                }
                _ => !coverage.of_operation_part(index, OperationPart::Operation).is_empty(),
            };
            plain(coverage.of_operation_part(index, shape), above)
        }
        Subject::Property(id, at) => {
            let Some(schema) = schema(id) else { return plain(EvidenceGrades::default(), false) };
            let (count, grades) = at.of(&schema.properties).copied().unwrap_or_default();
            let presence = Some((count, schema.objects));
            Shown { by: grades.strongest(), presence, is_near: schema.objects > 0 }
        }
        Subject::Required(id, at) => {
            let Some(schema) = schema(id) else { return plain(EvidenceGrades::default(), false) };
            let missing = at.of(&schema.missing_required).copied().unwrap_or(0);
            let grades = if schema.objects > missing { schema.applied } else { EvidenceGrades::default() };
            let presence = Some((schema.objects.saturating_sub(missing), schema.objects));
            Shown { by: grades.strongest(), presence, is_near: schema.objects > 0 }
        }
        Subject::Listed(id, at) => {
            let coverage = schema(id);
            let grades = coverage.and_then(|coverage| at.of(&coverage.listed)).copied().unwrap_or_default();
            plain(
                grades.of_values(),
                coverage.is_some_and(|coverage| !coverage.conforming.of_values().is_empty()),
            )
        }
        Subject::Branch(id, at) => {
            let coverage = schema(id);
            let grades = coverage.and_then(|coverage| at.of(&coverage.branches)).copied().unwrap_or_default();
            plain(grades, coverage.is_some_and(|coverage| coverage.values > 0))
        }
        Subject::Null(id) => {
            let coverage = schema(id);
            plain(
                coverage.map(|r| r.null).unwrap_or_default(),
                coverage.is_some_and(|coverage| coverage.values > 0),
            )
        }
        Subject::Kept(id) => {
            let coverage = schema(id);
            let conforming = coverage.map(|coverage| coverage.conforming).unwrap_or_default();
            let is_of_value = matches!(kind, Kind::Format | Kind::Pattern | Kind::Bound);
            let grades = if is_of_value { conforming.of_values() } else { conforming };
            plain(grades, coverage.is_some_and(|coverage| coverage.values > 0))
        }
    }
}
