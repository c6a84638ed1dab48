//! Assertions and what a run showed of them.

use super::assertion::{Assertion, Kind, Subject, each_assertion};
use super::outline::Outline;
use contract_core::spec::Spec;
use contract_core::verdict::{Reach, Shape, Sight, Sights};

/// What a run showed of an assertion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// The strongest kind of evidence; `None` if nothing showed it.
    pub by: Option<Sight>,
    /// For properties: how many of the objects have it, of how many.
    pub presence: Option<(u64, u64)>,
    /// Did the run show the thing the assertion is about, such as the object a property would be in?
    pub is_near: bool,
}

impl Shown {
    fn or(self, other: Self) -> Self {
        let by = self.by.into_iter().chain(other.by).min();
        Self { by, is_near: self.is_near || other.is_near, ..self }
    }
}

/// An assertion and what was shown of it.
#[derive(Debug, Clone)]
pub struct Measured {
    /// The assertion.
    pub assertion: Assertion,
    /// What was shown of it.
    pub shown: Shown,
}

/// Every assertion of a spec, measured.
#[derive(Debug)]
pub struct Coverage {
    /// In the order in which they stand in the spec.
    pub assertions: Vec<Measured>,
}

impl Coverage {
    /// Measures a spec by what a run showed.
    #[must_use]
    pub fn of(spec: &Spec, reach: &Reach) -> Self {
        let tree = spec.tree().ok();
        let mut assertions = Vec::new();
        each_assertion(spec, &Outline::of(spec), tree.as_ref(), &mut |assertion| {
            let shown = measure(&assertion, reach);
            assertions.push(Measured { assertion, shown });
        });
        assertions
            .sort_by_key(|measured: &Measured| (measured.assertion.site.place, measured.assertion.kind));
        Self { assertions }
    }

    /// Shown, and all.
    #[must_use]
    pub fn total(&self) -> (u64, u64) {
        count(self.assertions.iter())
    }

    /// Shown, and all, of one kind.
    #[must_use]
    pub fn of_kind(&self, kind: Kind) -> (u64, u64) {
        count(self.assertions.iter().filter(|measured| measured.assertion.kind == kind))
    }

    /// How many were shown by this kind of evidence and by no stronger one.
    #[must_use]
    pub fn by(&self, sight: Sight) -> u64 {
        self.assertions.iter().filter(|measured| measured.shown.by == Some(sight)).count() as u64
    }
}

fn count<'a>(measured: impl Iterator<Item = &'a Measured>) -> (u64, u64) {
    measured.fold((0, 0), |(shown, all), measured| (shown + u64::from(measured.shown.by.is_some()), all + 1))
}

/// What a run showed of an assertion.
pub(super) fn measure(assertion: &Assertion, reach: &Reach) -> Shown {
    let also = assertion.also.iter().map(|subject| shown(*subject, assertion.kind, reach));
    also.fold(shown(assertion.subject, assertion.kind, reach), Shown::or)
}

fn shown(subject: Subject, kind: Kind, reach: &Reach) -> Shown {
    let plain = |sights: Sights, is_near: bool| Shown { by: sights.strongest(), presence: None, is_near };
    let schema = |id| reach.of_schema(id);
    match subject {
        Subject::Shape(number, shape) => {
            let above = match shape {
                Shape::Operation => true,
                Shape::Content(at, _) | Shape::Header(at, _) => {
                    !reach.of_shape(number, Shape::Response(at)).is_empty()
                }
                _ => !reach.of_shape(number, Shape::Operation).is_empty(),
            };
            plain(reach.of_shape(number, shape), above)
        }
        Subject::Property(id, at) => {
            let Some(schema) = schema(id) else { return plain(Sights::default(), false) };
            let (count, sights) = schema.properties.get(at).copied().unwrap_or_default();
            let presence = Some((count, schema.objects));
            Shown { by: sights.strongest(), presence, is_near: schema.objects > 0 }
        }
        Subject::Required(id, at) => {
            let Some(schema) = schema(id) else { return plain(Sights::default(), false) };
            let lacking = schema.lacking.get(at).copied().unwrap_or(0);
            let sights = if schema.objects > lacking { schema.applied } else { Sights::default() };
            let presence = Some((schema.objects.saturating_sub(lacking), schema.objects));
            Shown { by: sights.strongest(), presence, is_near: schema.objects > 0 }
        }
        Subject::Listed(id, at) => {
            let reach = schema(id);
            let sights = reach.and_then(|reach| reach.listed.get(at)).copied().unwrap_or_default();
            plain(sights.of_values(), reach.is_some_and(|reach| !reach.kept.of_values().is_empty()))
        }
        Subject::Branch(id, at) => {
            let reach = schema(id);
            let sights = reach.and_then(|reach| reach.branches.get(at)).copied().unwrap_or_default();
            plain(sights, reach.is_some_and(|reach| reach.values > 0))
        }
        Subject::Null(id) => {
            let reach = schema(id);
            plain(reach.map(|r| r.null).unwrap_or_default(), reach.is_some_and(|reach| reach.values > 0))
        }
        Subject::Kept(id) => {
            let reach = schema(id);
            let kept = reach.map(|reach| reach.kept).unwrap_or_default();
            let is_of_value = matches!(kind, Kind::Format | Kind::Pattern | Kind::Bound);
            let sights = if is_of_value { kept.of_values() } else { kept };
            plain(sights, reach.is_some_and(|reach| reach.values > 0))
        }
    }
}
