//! Strings that conform.

use std::ops::ControlFlow;

use crate::spec::Schema;
use crate::verdict::keywords;

/// What one schema says about strings.
#[derive(Debug)]
pub(super) struct TextCheck<'s> {
    schema: &'s Schema,
    /// Whether it has keywords of strings.
    has_keywords: bool,
    /// Whether it lists values, or something is known of some.
    has_list: bool,
    /// The event of its first listed value.
    listed: Option<u32>,
}

impl<'s> TextCheck<'s> {
    /// The check of a schema; `None` if it allows every string.
    pub(super) fn of(schema: &'s Schema, listed: Option<u32>) -> Option<Self> {
        let has_keywords = schema.format.is_some()
            || schema.pattern.is_some()
            || schema.min_length.is_some()
            || schema.max_length.is_some();
        let marks = &schema.extensions;
        let has_list = schema.values.is_some() || listed.is_some() || !marks.value_corrections.is_empty();
        (has_keywords || has_list).then_some(Self { schema, has_keywords, has_list, listed })
    }

    /// True if the string conforms and nothing is known about it that has to be told; then logs the listed value that
    /// it is.
    #[inline]
    pub(super) fn accepts(&self, text: &str, log: &mut Vec<u32>) -> bool {
        (!self.has_list || self.is_known(text, log))
            && (!self.has_keywords
                || keywords::text(self.schema, text, |_| ControlFlow::Break(())).is_continue())
    }

    /// True for a listed value of which nothing is known.
    fn is_known(&self, text: &str, log: &mut Vec<u32>) -> bool {
        if let Some(first) = self.listed {
            // An open enum may have other values, which are told.
            let Some(index) = self.schema.listed_position(text) else { return false };
            log.push(index.after(first));
        }
        let marks = &self.schema.extensions;
        if marks.value_corrections.iter().any(|(value, _)| value == text) {
            return false;
        }
        let is_unknown = |known: &Vec<String>| !known.iter().any(|value| value == text);
        !(self.schema.values.is_some() && marks.known_values.as_ref().is_some_and(is_unknown))
    }
}
