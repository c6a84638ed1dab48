//! Collects the claims of a page, and the reason for every line without one.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use crate::model::{Claim, Grade, Location, NotClaim, Predicate, Section};
use crate::vocabulary::is_plain_token;
use contract_core::shown::{HIDDEN_NAME, HIDDEN_VALUE, holds_card_data, names_security_code};

/// The maximum number of claims of a page. Further ones are reported, but not read.
const MAX_CLAIMS: usize = 20_000;

/// The place of a statement and its subject.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) line: u32,
    pub(crate) section: Section,
    pub(crate) grade: Grade,
    pub(crate) location: Location,
    pub(crate) status: Option<String>,
    pub(crate) pointer: String,
}

impl Place {
    pub(crate) fn at(&self, line: u32) -> Self {
        Self { line, ..self.clone() }
    }
}

/// A value that is kept: nothing that could be a card number, no card data in any encoding, no security code of any
/// form, and only plain words of defaults.
fn kept(pointer: &str, predicate: Predicate, value: Value) -> Value {
    let text = match &value {
        Value::String(text) => Cow::Borrowed(text.as_str()),
        Value::Number(number) => Cow::Owned(number.to_string()),
        _ => return value,
    };
    let many_digits = text.chars().filter(|c| c.is_numeric()).count() >= 12;
    let odd_default = predicate == Predicate::Default && value.is_string() && !is_plain_token(&text);
    if many_digits || odd_default || is_code(pointer, predicate) || holds_card_data(&text) {
        return Value::String(HIDDEN_VALUE.to_owned());
    }
    value
}

/// True if the value is that of a security code.
fn is_code(pointer: &str, predicate: Predicate) -> bool {
    let is_value = matches!(predicate, Predicate::Default | Predicate::Example | Predicate::EnumMember);
    is_value && pointer.rsplit('/').find(|name| *name != "*").is_some_and(names_security_code)
}

/// A path, a pointer or a status that is kept. Each part with card data is hidden, or else the whole.
fn kept_name(text: &str) -> String {
    if !holds_card_data(text) {
        return text.to_owned();
    }
    let part = |part| if holds_card_data(part) { HIDDEN_NAME } else { part };
    let parts = text.split('/').map(part).collect::<Vec<_>>().join("/");
    if holds_card_data(&parts) { HIDDEN_NAME.to_owned() } else { parts }
}

#[derive(Debug)]
pub(crate) struct Builder {
    page: String,
    /// `METHOD /path` of the operation being described.
    pub(crate) operation: Option<String>,
    claims: Vec<Claim>,
    said: HashSet<Claim>,
    notes: BTreeMap<u32, String>,
    unexplained: BTreeMap<u32, String>,
}

impl Builder {
    pub(crate) fn new(page: &str) -> Self {
        Self {
            page: page.to_owned(),
            operation: None,
            claims: Vec::new(),
            said: HashSet::new(),
            notes: BTreeMap::new(),
            unexplained: BTreeMap::new(),
        }
    }

    /// Adds a claim, unless the same line already has an equal one.
    pub(crate) fn add(&mut self, place: &Place, predicate: Predicate, value: impl Into<Value>) {
        if self.claims.len() >= MAX_CLAIMS {
            self.unexplained(place.line, "the page makes more claims than the limit for one page");
            return;
        }
        let claim = Claim {
            id: String::new(),
            page: self.page.clone(),
            line: place.line,
            section: place.section,
            grade: place.grade,
            operation: self.operation.as_deref().map(kept_name),
            location: place.location,
            status: place.status.as_deref().map(kept_name),
            pointer: kept_name(&place.pointer),
            predicate,
            value: kept(&place.pointer, predicate, value.into()),
        };
        // Grade and line do not make it a different claim.
        if !self.said.insert(Claim { line: 0, grade: Grade::Prose, ..claim.clone() }) {
            self.note(claim.line, "repeats a line above it");
            return;
        }
        self.claims.push(claim);
    }

    /// Records why a line has no claim.
    pub(crate) fn note(&mut self, line: u32, why: &str) {
        self.notes.entry(line).or_insert_with(|| why.to_owned());
    }

    /// Records the same reason for every line of a range.
    pub(crate) fn note_all(&mut self, lines: std::ops::RangeInclusive<u32>, why: &str) {
        for line in lines {
            self.note(line, why);
        }
    }

    /// Records that a line could not be parsed.
    pub(crate) fn unexplained(&mut self, line: u32, why: &str) {
        self.unexplained.entry(line).or_insert_with(|| why.to_owned());
    }

    pub(crate) fn claims(&self) -> &[Claim] {
        &self.claims
    }

    pub(crate) fn claims_mut(&mut self) -> &mut Vec<Claim> {
        &mut self.claims
    }

    /// The claims, the lines without one, and the lines that could not be parsed.
    pub(crate) fn finish(self, text: &str) -> (Vec<Claim>, Vec<NotClaim>, Vec<NotClaim>) {
        let claimed: std::collections::BTreeSet<u32> = self.claims.iter().map(|claim| claim.line).collect();
        let entry = |line: u32, why: &str| NotClaim { page: self.page.clone(), line, why: why.to_owned() };
        let mut not_claims = Vec::new();
        let mut unexplained: Vec<NotClaim> =
            self.unexplained.iter().map(|(line, why)| entry(*line, why)).collect();
        for (line, text) in (1_u32..).zip(text.lines()) {
            if text.trim().is_empty() || claimed.contains(&line) || self.unexplained.contains_key(&line) {
                continue;
            }
            match self.notes.get(&line) {
                Some(why) => not_claims.push(entry(line, why)),
                None => unexplained.push(entry(line, "no reader recognises this line")),
            }
        }
        unexplained.sort();
        (self.claims, not_claims, unexplained)
    }
}
