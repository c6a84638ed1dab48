//! What is read back from a report or a summary is text of strangers again: whoever wrote the file may have put anything
//! where a name belongs. It is judged like traffic.

use std::borrow::Cow;
use std::collections::HashSet;

use super::{
    HIDDEN_NAME, HIDDEN_VALUE, declares, is_marker, shown_full_media_type, shown_media_type, shown_operation,
    shown_place,
};
use crate::exchange::Part;
use crate::name_judge::{has_only_known_words, is_programmers_name};
use crate::plain_value::{is_enum_number, is_enum_word};
use crate::spec::{Spec, essence};

/// The most digits of a number in a sentence: a line, a column, a count.
const MAX_DIGITS: usize = 7;

/// Words of our own sentences that names of APIs do not have.
const OUR_WORDS: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "cannot", "does", "for", "from", "has", "have",
    "in", "into", "is", "isn", "it", "its", "json", "like", "neither", "no", "nor", "not", "of", "on", "or",
    "than", "that", "the", "there", "this", "to", "too", "utf-8", "was", "were", "what", "where", "which",
    "with", "without", "s", "t",
];

/// Judges what stands in reports and summaries that are read back.
#[derive(Debug)]
pub struct Reread<'s> {
    spec: Option<&'s Spec>,
    /// The words of the document.
    words: HashSet<&'s str>,
}

impl<'s> Reread<'s> {
    /// A judge for reports on what was compared with this document, if with any.
    #[must_use]
    pub fn new(spec: Option<&'s Spec>) -> Self {
        let texts = spec.into_iter().flat_map(|spec| spec.files.texts());
        Self { spec, words: texts.flat_map(words).collect() }
    }

    /// What stands for an operation.
    #[must_use]
    pub fn operation<'t>(&self, operation: &'t str) -> Cow<'t, str> {
        shown_operation(self.spec, operation)
    }

    /// A JSON pointer in an exchange.
    #[must_use]
    pub fn place(&self, pointer: &str) -> String {
        shown_place(self.spec, pointer)
    }

    /// True for a pointer that is shown unchanged.
    #[must_use]
    pub fn is_place(&self, pointer: &str) -> bool {
        self.place(pointer) == pointer
    }

    /// True for a name that is shown unchanged.
    #[must_use]
    pub fn is_name(&self, name: &str) -> bool {
        self.is_declared(name) || is_marker(name) || is_programmers_name(name)
    }

    /// True for a name of the document.
    #[must_use]
    pub fn is_declared(&self, name: &str) -> bool {
        declares(self.spec, name)
    }

    /// True for a word of the document.
    #[must_use]
    pub fn is_word(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// What was found: a name, a type or a status, or what stands for an operation or a media type.
    #[must_use]
    pub fn found(&self, part: Part, found: &str) -> String {
        let found = match part {
            _ if is_marker(found) || found.is_empty() || self.is_declared(found) => found.into(),
            Part::RequestMediaType | Part::ResponseMediaType => self.media_type(found),
            _ if found.contains(' ') => self.operation(found),
            _ => Cow::Borrowed(if self.is_name(found) || is_status(found) { found } else { HIDDEN_NAME }),
        };
        found.into_owned()
    }

    /// A value that was found, which `check` may have shown because its place is public.
    #[must_use]
    pub fn found_value(&self, found: &str) -> String {
        let is_shown = is_enum_number(found, std::iter::empty()) || is_enum_word(found, std::iter::empty());
        let is_shown = is_shown || is_marker(found) || self.is_word(found) || self.is_name(found);
        if is_shown { found } else { HIDDEN_VALUE }.to_owned()
    }

    fn media_type<'t>(&self, found: &'t str) -> Cow<'t, str> {
        match found.split_once(';') {
            Some(_) if self.is_word(&essence(found)) => shown_full_media_type(found).into(),
            _ if self.is_word(found) => found.into(),
            _ => shown_media_type(found),
        }
    }

    /// A sentence of ours, with texts of the document. Other words and longer numbers are withheld.
    #[must_use]
    pub fn sentence(&self, text: &str) -> String {
        let mut shown = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(word) = words(rest).next() {
            let (before, behind) = rest.split_once(word).unwrap_or((rest, ""));
            shown.push_str(before);
            shown.push_str(if self.is_of_sentence(word) { word } else { HIDDEN_VALUE });
            rest = behind;
        }
        shown + rest
    }

    fn is_of_sentence(&self, word: &str) -> bool {
        let is_number = word.len() <= MAX_DIGITS && word.bytes().all(|byte| byte.is_ascii_digit());
        let is_ours = OUR_WORDS.contains(&word.to_lowercase().as_str());
        is_number || is_ours || self.is_word(word) || has_only_known_words(word.trim_matches('.'))
    }
}

/// True for a status of HTTP.
fn is_status(found: &str) -> bool {
    found.len() == 3 && found.parse().is_ok_and(|status: u16| (100..600).contains(&status))
}

/// The words of a text: runs of letters, digits and what joins them in names.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let joins = |c: char| matches!(c, '_' | '-' | '.' | '/' | '+');
    text.split(move |c: char| !c.is_alphanumeric() && !joins(c))
        .map(move |word| word.trim_matches(joins))
        .filter(|word| !word.is_empty())
}
