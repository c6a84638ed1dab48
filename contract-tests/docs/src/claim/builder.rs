//! Collects the claims of a page, and the reason for every line without one.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::Value;

use crate::model::{Claim, Claimed, Grade, Location, NotClaim, PageLine, Predicate, Reading, Section};
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
    /// The operations that the page names.
    pub(crate) operations: Vec<String>,
    /// True if lines name the operations, and not only commands or sentences.
    pub(crate) names_operations: bool,
    /// The names that addresses with placeholders have in the query of the operation.
    pub(crate) query: BTreeSet<String>,
    claims: Vec<Claim>,
    claimed: HashSet<u32>,
    /// Short values of samples with their places. They are claims only where the page lists the values of the name.
    shown: Vec<(Option<String>, Place, String)>,
    said: HashSet<Claim>,
    notes: BTreeMap<u32, String>,
    unread: BTreeMap<u32, String>,
    unexplained: BTreeMap<u32, String>,
}

impl Builder {
    pub(crate) fn new(page: &str) -> Self {
        Self {
            page: page.to_owned(),
            operation: None,
            operations: Vec::new(),
            names_operations: false,
            query: BTreeSet::new(),
            claims: Vec::new(),
            claimed: HashSet::new(),
            shown: Vec::new(),
            said: HashSet::new(),
            notes: BTreeMap::new(),
            unread: BTreeMap::new(),
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
        self.claimed.insert(claim.line);
        self.claims.push(claim);
    }

    /// Remembers a value that a sample shows.
    pub(crate) fn show(&mut self, place: &Place, value: &str) {
        if self.shown.len() < MAX_CLAIMS && is_plain_token(value) {
            self.shown.push((self.operation.clone(), place.clone(), value.to_owned()));
        }
    }

    /// The values that samples show.
    pub(crate) fn take_shown(&mut self) -> Vec<(Option<String>, Place, String)> {
        std::mem::take(&mut self.shown)
    }

    /// Records why a line has no claim.
    pub(crate) fn note(&mut self, line: u32, why: &str) {
        self.notes.entry(line).or_insert_with(|| why.to_owned());
    }

    /// Records why a line was not understood, or a part of it if it has claims.
    pub(crate) fn unread(&mut self, line: u32, why: &str) {
        self.unread.entry(line).or_insert_with(|| why.to_owned());
    }

    /// Records the same reason for every line of a range that has no claim and no other reason.
    pub(crate) fn unread_rest(&mut self, lines: std::ops::RangeInclusive<u32>, why: &str) {
        for line in lines {
            if !self.claimed.contains(&line) && !self.notes.contains_key(&line) {
                self.unread(line, why);
            }
        }
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

    /// What became of each line. `lines` are the lines of the page as the reader numbers them.
    pub(crate) fn finish(self, lines: &[(u32, String)]) -> Finished {
        let mut numbers: BTreeMap<u32, Claimed> = BTreeMap::new();
        for claim in &self.claims {
            let shows = claim.section.is_sample() || claim.section == Section::CodeExample;
            let claimed =
                numbers.entry(claim.line).or_insert(Claimed { is_sample: true, ..Claimed::default() });
            claimed.is_sample &= shows;
            claimed.claims.push(claim.id.rsplit('#').next().unwrap_or_default().to_owned());
        }
        let mut finished = Finished::default();
        for (number, (line, text)) in (1_u32..).zip(lines) {
            let claimed = numbers.remove(&number);
            if text.trim().is_empty() && claimed.is_none() && !self.unexplained.contains_key(&number) {
                continue;
            }
            let reading = self.reading(number, claimed, *line, &mut finished);
            finished.lines.push(PageLine { line: *line, text: text.trim().to_owned(), reading });
        }
        let line_of =
            |number: u32| number.checked_sub(1).and_then(|at| lines.get(at as usize)).map(|(line, _)| *line);
        finished.claims = self.claims;
        for claim in &mut finished.claims {
            claim.line = line_of(claim.line).unwrap_or(claim.line);
        }
        finished
    }

    fn reading(&self, number: u32, claimed: Option<Claimed>, line: u32, finished: &mut Finished) -> Reading {
        let entry = |why: &str| NotClaim { page: self.page.clone(), line, why: why.to_owned() };
        let unread = self.unread.get(&number);
        if let Some(why) = self.unexplained.get(&number) {
            finished.unexplained.push(entry(why));
            return Reading::Unread(why.clone());
        }
        if let Some(claimed) = claimed {
            return Reading::Claimed(Claimed { unread: unread.cloned(), ..claimed });
        }
        if let Some(why) = unread {
            finished.unread.push(entry(why));
            return Reading::Unread(why.clone());
        }
        if let Some(why) = self.notes.get(&number) {
            finished.not_claims.push(entry(why));
            return Reading::Nothing;
        }
        let why = "no reader recognises this line";
        finished.unexplained.push(entry(why));
        Reading::Unread(why.to_owned())
    }
}

/// The claims of a page, and what became of its lines.
#[derive(Debug, Default)]
pub(crate) struct Finished {
    pub(crate) claims: Vec<Claim>,
    /// The lines that say nothing.
    pub(crate) not_claims: Vec<NotClaim>,
    /// The lines that were not understood.
    pub(crate) unread: Vec<NotClaim>,
    /// The lines that could not be parsed.
    pub(crate) unexplained: Vec<NotClaim>,
    pub(crate) lines: Vec<PageLine>,
}
