//! Maps real values to invented ones.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};

use super::characters::{Lengths, is_binary, punctuation, replaced, signs};
use super::prefixes::Prefixes;
use super::wiped::WipedString;
use super::{format, number, token};
use card_data::{
    CARD_LENGTHS, Detector, INVENTED_WORD, SensitiveValues, SensitiveValuesError, ValueIndex, passes_luhn,
};
use contract_core::name_judge::MarkedWords;

/// How many values an inventor remembers. Above the limit, equal values no longer become equal invented
/// values.
pub const MAX_REMEMBERED: usize = 250_000;

/// How many places of booleans an inventor remembers.
const MAX_COIN_FLIPS: usize = 10_000;

/// The fewest letters and digits of a value that can identify someone.
const MIN_ALPHANUMERIC: usize = 4;

/// How many candidates are drawn before giving up on a place.
const MAX_DRAWS: usize = 64;

/// No invented value satisfies the schema in the same way as the real one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("failed to make up a value that fits this place")]
pub(crate) struct CannotInvent;

/// Why a real value must not be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum GuardReason {
    /// Nothing marks it as public.
    NotPublic,
    /// The spec marks its place as personal or secret, or it is a credential.
    MarkedSensitive,
}

/// Invents values; within one run, equal values become equal invented values.
pub struct Inventor {
    random: StdRng,
    detector: Detector,
    /// The invented value for each real one. The keys are zeroed on drop.
    known: HashMap<WipedString, String>,
    /// Invented values in use, so that different values stay different.
    taken: HashSet<String>,
    /// Real values that must not be written: card data, secrets, personal data.
    sensitive: HashMap<WipedString, GuardReason>,
    /// Values seen in public places, which are therefore no secret elsewhere.
    public: HashSet<String>,
    /// Values that the spec marks as sensitive, of any length: no name is one of them.
    marked_words: MarkedWords,
    /// Undeclared names that were kept.
    names: HashSet<String>,
    /// The numbers of names that were withheld.
    withheld_names: HashMap<WipedString, usize>,
    /// How many more there were than are remembered.
    withheld_overflow: usize,
    /// Token prefixes that may be kept.
    prefixes: Prefixes,
    /// For each place, whether its booleans are inverted.
    coin_flips: HashMap<String, bool>,
    exceeded_memory: bool,
}

impl Default for Inventor {
    /// Creates an inventor seeded by the operating system.
    fn default() -> Self {
        Self::with(StdRng::from_rng(&mut rand::rng()))
    }
}

impl Inventor {
    /// Creates an inventor with reproducible values.
    #[cfg(test)]
    pub(crate) fn seeded(seed: u64) -> Self {
        Self::with(StdRng::seed_from_u64(seed))
    }

    fn with(random: StdRng) -> Self {
        Self {
            random,
            detector: Detector::default(),
            known: HashMap::new(),
            taken: HashSet::new(),
            sensitive: HashMap::new(),
            public: HashSet::new(),
            marked_words: MarkedWords::default(),
            names: HashSet::new(),
            withheld_names: HashMap::new(),
            withheld_overflow: 0,
            prefixes: Prefixes::default(),
            coin_flips: HashMap::new(),
            exceeded_memory: false,
        }
    }

    /// Lets tokens keep prefixes that occur in this public text.
    #[must_use]
    pub(crate) fn with_prefixes_of<'t>(mut self, public_texts: impl IntoIterator<Item = &'t str>) -> Self {
        self.prefixes = Prefixes::of(public_texts);
        self
    }

    /// True if more values were seen than can be remembered, so that some links between them are lost.
    #[must_use]
    pub fn exceeded_memory(&self) -> bool {
        self.exceeded_memory
    }

    /// A coin flip, made once per place; places above the limit are flipped every time.
    pub(crate) fn coin_flip(&mut self, place: &str) -> bool {
        if let Some(flipped) = self.coin_flips.get(place) {
            return *flipped;
        }
        let flipped = self.random.random();
        if self.coin_flips.len() < MAX_COIN_FLIPS {
            self.coin_flips.insert(place.to_owned(), flipped);
        }
        flipped
    }

    /// Registers a real value that must not be written.
    pub(crate) fn guard(&mut self, real: &str, guarded: GuardReason) {
        if guarded == GuardReason::MarkedSensitive {
            self.marked_words.note(real);
        }
        // Signs, and letters that mask something, may be drawn by chance.
        let alphanumeric = real.chars().filter(|c| c.is_alphanumeric() && !matches!(c, 'x' | 'X')).count();
        if real.len() < SensitiveValues::MIN_LENGTH || alphanumeric < MIN_ALPHANUMERIC {
            return;
        }
        if let Some(known) = self.sensitive.get_mut(real) {
            *known = guarded.max(*known);
            return;
        }
        if self.sensitive.len() == MAX_REMEMBERED {
            self.exceeded_memory = true;
            return;
        }
        self.sensitive.insert(WipedString::new(real), guarded);
    }

    /// True if the text contains this sensitive value, forwards or backwards.
    pub(crate) fn reveals(&self, text: &str, value: &str) -> bool {
        self.sensitive.contains_key(value)
            && (text.contains(value) || text.contains(&value.chars().rev().collect::<String>()))
    }

    /// True if the spec marks the value as sensitive.
    pub(crate) fn is_marked_sensitive(&self, value: &str) -> bool {
        self.sensitive.get(value) == Some(&GuardReason::MarkedSensitive)
    }

    /// True if the name is a value of this run that the spec marks as sensitive, or has a word of one.
    pub(crate) fn is_marked_word(&self, name: &str) -> bool {
        self.marked_words.is_marked(name)
    }

    /// What stands for a withheld name: the same for the same name within a run, and no name itself.
    pub(crate) fn withheld_name(&mut self, real: &str) -> String {
        let next = self.withheld_names.len() + 1;
        let number = match self.withheld_names.get(real) {
            Some(number) => *number,
            None if next > MAX_REMEMBERED => {
                self.exceeded_memory = true;
                self.withheld_overflow += 1;
                next + self.withheld_overflow
            }
            None => {
                self.withheld_names.insert(WipedString::new(real), next);
                next
            }
        };
        format!("<key {number}>")
    }

    /// Registers an undeclared name that was kept.
    pub(crate) fn note_name(&mut self, name: &str) {
        if name.len() >= SensitiveValues::MIN_LENGTH
            && self.names.len() < MAX_REMEMBERED
            && !self.names.contains(name)
        {
            self.names.insert(name.to_owned());
        }
    }

    /// Registers a value that was kept because its place is public.
    pub(crate) fn note_public(&mut self, value: &str) {
        if value.len() >= SensitiveValues::MIN_LENGTH
            && self.public.len() < MAX_REMEMBERED
            && !self.public.contains(value)
        {
            self.public.insert(value.to_owned());
        }
    }

    /// The search for all sensitive values, except those that are public elsewhere, occur in one of the
    /// public texts, or are unmarked and also names: servers name properties in messages.
    ///
    /// # Errors
    ///
    /// There are too many values.
    pub(crate) fn guarded(&self, public_texts: &[&str]) -> Result<SensitiveValues, SensitiveValuesError> {
        let is_name = |value: &str, guarded| guarded == GuardReason::NotPublic && self.names.contains(value);
        let mut secret: Vec<&str> = self
            .sensitive
            .iter()
            .map(|(value, guarded)| (value.as_str(), *guarded))
            // A value that was invented before it turned out to be someone's real one reveals nothing.
            .filter(|(value, guarded)| {
                !self.public.contains(*value) && !self.taken.contains(*value) && !is_name(value, *guarded)
            })
            .map(|(value, _)| value)
            .collect();
        loop {
            let search = SensitiveValues::new(secret.iter().copied())?;
            // A value inside a longer one is only found after the longer one is removed.
            let public: HashSet<ValueIndex> =
                public_texts.iter().flat_map(|text| search.found_in(text)).collect();
            if public.is_empty() {
                return Ok(search);
            }
            let mut indexes = ValueIndex::all();
            secret.retain(|_| indexes.next().is_none_or(|index| !public.contains(&index)));
        }
    }

    /// An invented string for a real one. `fits` decides whether a candidate is acceptable.
    ///
    /// # Errors
    ///
    /// No candidate fits.
    pub(crate) fn string(&mut self, real: &str, fits: &dyn Fn(&str) -> bool) -> Result<String, CannotInvent> {
        if let Some(known) = self.known.get(real)
            && fits(known)
        {
            return Ok(known.clone());
        }
        let invented = self.draw(real, fits)?;
        self.remember(real, &invented);
        Ok(invented)
    }

    /// A random choice of the listed values; equal real values get equal choices.
    pub(crate) fn pick(&mut self, real: &str, listed: &[&str]) -> String {
        if let Some(known) = self.known.get(real)
            && listed.contains(&known.as_str())
        {
            return known.clone();
        }
        let Some(picked) = listed.choose(&mut self.random) else {
            return INVENTED_WORD.to_owned();
        };
        self.remember(real, picked);
        (*picked).to_owned()
    }

    /// An invented key or token, marked as invented if it is long enough to be mistaken for a real one.
    ///
    /// # Errors
    ///
    /// No candidate fits.
    pub(crate) fn credential(
        &mut self,
        real: &str,
        fits: &dyn Fn(&str) -> bool,
    ) -> Result<String, CannotInvent> {
        let invented = self.string(real, fits)?;
        let throughout = token::marked_throughout(&invented);
        let mut candidates = token::marked(&invented).into_iter().chain([throughout, invented]);
        let marked = candidates.find(|candidate| fits(candidate) && self.is_no_key(candidate));
        let marked = marked.ok_or(CannotInvent)?;
        self.remember(real, &marked);
        Ok(marked)
    }

    /// An invented number as JSON text; drawn from the range if nothing of the same form fits.
    ///
    /// # Errors
    ///
    /// No candidate fits.
    pub(crate) fn number(
        &mut self,
        real: &str,
        range: Option<&RangeInclusive<i64>>,
        fits: &dyn Fn(&str) -> bool,
    ) -> Result<String, CannotInvent> {
        if let Some(known) = self.known.get(real)
            && fits(known)
        {
            return Ok(known.clone());
        }
        if let Some((whole, zeros)) = number::without_zeros(real) {
            // `1` and `1.0` are the same number.
            let fits_whole = |candidate: &str| fits(&format!("{candidate}{zeros}"));
            return Ok(self.number(whole, range, &fits_whole)? + zeros);
        }
        for draw in 0..MAX_DRAWS {
            let candidate = match range {
                Some(range) if draw >= MAX_DRAWS / 4 && draw % 2 == 0 => {
                    self.random.random_range(range.clone()).to_string()
                }
                _ => number::invented(real, &mut self.random),
            };
            if self.is_free(&candidate, real, draw) && fits(&candidate) && self.is_clean(&candidate) {
                self.remember(real, &candidate);
                return Ok(candidate);
            }
        }
        Err(CannotInvent)
    }

    /// An invented text: words, numbers and ids are replaced individually, ids consistently with other
    /// places.
    ///
    /// # Errors
    ///
    /// Nothing fits.
    pub(crate) fn text(&mut self, real: &str, fits: &dyn Fn(&str) -> bool) -> Result<String, CannotInvent> {
        if !real.contains(char::is_whitespace) || is_binary(real) || !real.contains(char::is_alphanumeric) {
            return self.string(real, fits);
        }
        if let Some(known) = self.known.get(real)
            && fits(known)
        {
            return Ok(known.clone());
        }
        for _ in 0..MAX_DRAWS {
            let candidate = self.replace_words(real)?;
            if candidate != real && fits(&candidate) && self.is_clean(&candidate) {
                self.remember(real, &candidate);
                return Ok(candidate);
            }
        }
        self.string(real, fits)
    }

    fn replace_words(&mut self, real: &str) -> Result<String, CannotInvent> {
        let mut text = String::with_capacity(real.len());
        for piece in real.split_inclusive(char::is_whitespace) {
            let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
            let Some(start) = piece.find(word).filter(|_| !word.is_empty()) else {
                text.extend(piece.chars().map(punctuation));
                continue;
            };
            text.extend(piece[..start].chars().map(punctuation));
            let is_value =
                word.contains(|c: char| c.is_numeric() || c == '@' || c == '_') || word.contains("://");
            if is_value {
                text.push_str(&self.string(word, &|_| true)?);
            } else {
                text.push_str(&replaced(word, Lengths::About, &mut self.random));
            }
            text.extend(piece[start + word.len()..].chars().map(punctuation));
        }
        Ok(text)
    }

    /// Draws candidates, increasingly similar in form to the real value.
    fn draw(&mut self, real: &str, fits: &dyn Fn(&str) -> bool) -> Result<String, CannotInvent> {
        if !real.contains(char::is_alphanumeric) {
            let mut candidates = (0..MAX_DRAWS).map(|_| signs(real, &mut self.random));
            // A text of masks and separators only has no alternatives.
            let invented = candidates.find(|candidate| candidate == real || fits(candidate));
            return invented.filter(|invented| self.is_clean(invented)).ok_or(CannotInvent);
        }
        for draw in 0..MAX_DRAWS {
            let candidate = self.candidate(real, draw);
            if self.is_free(&candidate, real, draw) && fits(&candidate) && self.is_clean(&candidate) {
                return Ok(candidate);
            }
        }
        Err(CannotInvent)
    }

    fn candidate(&mut self, real: &str, draw: usize) -> String {
        let random = &mut self.random;
        match draw {
            0..16 => {
                let formed = format::invented(real, &self.prefixes, random);
                formed.unwrap_or_else(|| replaced(real, Lengths::About, random))
            }
            16..40 => replaced(real, Lengths::Exact, random),
            // A pattern may require the prefix.
            _ => match real.find('_').map(|underscore| real.split_at(underscore + 1)) {
                Some((prefix, rest)) if self.prefixes.has(prefix) => {
                    format!("{prefix}{}", replaced(rest, Lengths::Exact, random))
                }
                _ => replaced(real, Lengths::Exact, random),
            },
        }
    }

    /// True if the candidate is neither the real value nor used for another one. The last draws are less
    /// strict, for places with few alternatives.
    fn is_free(&self, candidate: &str, real: &str, draw: usize) -> bool {
        let is_met = self.taken.contains(candidate) || self.known.contains_key(candidate) || {
            // The gate searches values forwards and backwards.
            let reversed: String = candidate.chars().rev().collect();
            self.known.contains_key(reversed.as_str())
        };
        (candidate != real || draw >= MAX_DRAWS - 4) && (!is_met || draw >= MAX_DRAWS - 16)
    }

    fn is_clean(&self, candidate: &str) -> bool {
        candidate.len() < SensitiveValues::MIN_LENGTH
            || !holds_luhn_digits(candidate) && self.detector.search(candidate.as_bytes()).is_clean()
    }

    /// True if the candidate would not be mistaken for a key.
    fn is_no_key(&self, candidate: &str) -> bool {
        self.detector.search(format!("client_key: \"{candidate}\"").as_bytes()).is_clean()
    }

    /// Registers a text composed of known and invented parts.
    pub(crate) fn note_invented(&mut self, text: &str) {
        if self.taken.len() < MAX_REMEMBERED {
            self.taken.insert(text.to_owned());
        }
    }

    fn remember(&mut self, real: &str, invented: &str) {
        if self.known.len() >= MAX_REMEMBERED {
            self.exceeded_memory = true;
            return;
        }
        self.taken.insert(invented.to_owned());
        self.known.insert(WipedString::new(real), invented.to_owned());
    }
}

/// True if digits in a row pass for a card number of any scheme, known or not: readers of a recording must not have to ask
/// which prefixes are issued.
fn holds_luhn_digits(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|run| {
        let digits: Vec<u8> = run.bytes().map(|digit| digit - b'0').collect();
        CARD_LENGTHS.contains(&digits.len()) && passes_luhn(&digits)
    })
}
