//! What the docs state about fields and parameters, for comparison with the spec and the traffic.

use std::collections::BTreeMap;

use super::fields::Field;
use contract_core::spec::Spec;
use contract_core::verdict::Part;
use contract_docs::model::{Claim, Grade, Location, Predicate};
use contract_docs::{Lock, name_operations};

/// Claims about fields and parameters, by operation, part and place.
#[derive(Debug, Default)]
pub struct DocsSide {
    claims: BTreeMap<(String, Part, String), Vec<Claim>>,
}

/// What one side of the docs states about a field.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Stated {
    /// Types, whether it is required, whether it is omitted.
    pub(super) statements: Vec<String>,
    /// Page and line of the first claim.
    pub(super) place: Option<String>,
}

/// How the three sources compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Agreement {
    Agree,
    DocsOnly,
    NotInDocs,
    SpecOnly,
    TrafficDiffers,
    Unobserved,
}

impl Agreement {
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::DocsOnly => "docs only",
            Self::NotInDocs => "not in the docs",
            Self::SpecOnly => "spec only",
            Self::TrafficDiffers => "traffic differs",
            Self::Unobserved => "not seen",
        }
    }
}

impl DocsSide {
    /// The docs as locked, with the operationIds of the spec.
    #[must_use]
    pub fn of(lock: &Lock, spec: &Spec) -> Self {
        let mut all = lock.claims();
        name_operations(&mut all, spec);
        let mut claims: BTreeMap<(String, Part, String), Vec<Claim>> = BTreeMap::new();
        for claim in all {
            let part = match claim.location {
                Location::Path => Part::RequestPath,
                Location::Query => Part::RequestQuery,
                Location::Header => Part::RequestHeader,
                Location::RequestBody => Part::RequestBody,
                Location::ResponseBody => Part::ResponseBody,
                _ => continue,
            };
            let (Some(operation), false) = (claim.operation.clone(), claim.name().is_empty()) else {
                continue;
            };
            let is_parameter = claim.location.is_parameter();
            let pointer = if is_parameter { format!("/{}", claim.pointer) } else { claim.pointer.clone() };
            claims.entry((operation, part, pointer)).or_default().push(claim);
        }
        for list in claims.values_mut() {
            list.sort_by(|a, b| (&a.page, a.line, a.predicate).cmp(&(&b.page, b.line, b.predicate)));
        }
        Self { claims }
    }

    /// True if the docs describe this part of the operation.
    fn describes(&self, operation: &str, part: Part) -> bool {
        self.claims.keys().any(|(known, here, _)| known == operation && *here == part)
    }

    /// What samples show of a field, and what the prose states.
    fn stated(&self, operation: &str, part: Part, status: u16, pointer: &str) -> (Stated, Stated) {
        let mut sides = (Stated::default(), Stated::default());
        for claim in self.about(operation, part, status, pointer) {
            let side = if claim.section.is_sample() { &mut sides.0 } else { &mut sides.1 };
            side.add(claim);
        }
        sides
    }

    /// The fields of a body that the docs mention.
    fn pointers(&self, operation: &str, part: Part, status: u16) -> Vec<&str> {
        let here = |(known, at, _): &&(String, Part, String)| known == operation && *at == part;
        let keys = self.claims.keys().filter(here);
        keys.map(|(_, _, pointer)| pointer.as_str())
            .filter(|pointer| {
                let shown = |claim: &Claim| claim.predicate != Predicate::ErrorText && claim.value != false;
                self.about(operation, part, status, pointer).any(shown)
            })
            .collect()
    }

    pub(super) fn about<'s>(
        &'s self,
        operation: &str,
        part: Part,
        status: u16,
        pointer: &str,
    ) -> impl Iterator<Item = &'s Claim> + use<'s> {
        let key = (operation.to_owned(), part, pointer.to_owned());
        let claims = self.claims.get(&key).map(Vec::as_slice).unwrap_or_default();
        claims.iter().filter(move |claim| {
            part.is_request()
                || match claim.status.as_deref() {
                    Some(claimed) => claimed == status.to_string(),
                    None => (200..300).contains(&status),
                }
        })
    }
}

/// The docs of one kind of body.
#[derive(Debug, Clone, Copy)]
pub(super) struct BodyDocs<'a> {
    pub(super) docs: &'a DocsSide,
    pub(super) operation: &'a str,
    pub(super) part: Part,
    pub(super) status: u16,
}

impl BodyDocs<'_> {
    /// What samples show of a field, and what the prose states.
    pub(super) fn stated(self, pointer: &str) -> (Stated, Stated) {
        self.docs.stated(self.operation, self.part, self.status, pointer)
    }

    /// How the three sources compare.
    pub(super) fn agreement(self, sides: &(Stated, Stated), field: &Field) -> Agreement {
        if !self.docs.describes(self.operation, self.part) {
            return if field.seen > 0 { Agreement::NotInDocs } else { Agreement::SpecOnly };
        }
        agreement(sides, field)
    }

    /// The fields that only the docs have.
    pub(super) fn only(self, fields: &[Field]) -> Vec<Field> {
        let pointers = self.docs.pointers(self.operation, self.part, self.status);
        let unknown =
            pointers.into_iter().filter(|pointer| !fields.iter().any(|field| field.pointer == *pointer));
        unknown.map(|pointer| Field { pointer: pointer.to_owned(), declared: None, seen: 0, of: 0 }).collect()
    }
}

impl Stated {
    fn add(&mut self, claim: &Claim) {
        let word = match claim.predicate {
            Predicate::Type if claim.grade == Grade::Filler => format!("{} (filler)", claim.text()),
            Predicate::Type => claim.text(),
            Predicate::Required if claim.value == true => "required".to_owned(),
            Predicate::Required => "optional".to_owned(),
            Predicate::Exists if claim.value == false => "omitted".to_owned(),
            _ => String::new(),
        };
        if !word.is_empty() && !self.statements.contains(&word) {
            self.statements.push(word);
        }
        if self.place.is_none() {
            self.place = Some(format!("{}:{}", claim.page, claim.line));
        }
    }

    /// True if this side has the field.
    fn has(&self) -> bool {
        self.place.is_some() && !self.excludes()
    }

    fn excludes(&self) -> bool {
        self.statements.iter().any(|word| word == "omitted")
    }

    fn requires(&self) -> bool {
        self.statements.iter().any(|word| word == "required")
    }
}

/// How docs, spec and traffic compare for a field.
fn agreement(sides: &(Stated, Stated), field: &Field) -> Agreement {
    let (sample, prose) = sides;
    let in_docs = sample.has() || prose.has();
    let broken = (prose.excludes() && field.seen > 0) || (prose.requires() && field.seen < field.of);
    match (in_docs, field.declared.is_some(), field.seen > 0) {
        _ if broken => Agreement::TrafficDiffers,
        (true, _, true) => Agreement::Agree,
        (true, true, false) => Agreement::Unobserved,
        (true, false, false) => Agreement::DocsOnly,
        (false, _, true) => Agreement::NotInDocs,
        (false, _, false) => Agreement::SpecOnly,
    }
}
