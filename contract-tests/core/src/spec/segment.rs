//! Segments of path templates.

use std::borrow::Cow;

use super::url::percent_decoded;

/// A segment of a path template. The names of its parameters are kept apart from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Segment {
    /// Fixed text, percent-decoded.
    Literal(String),
    /// Text with parameters: the text before each of them, then the text after the last one.
    Mixed(Vec<String>, String),
    /// A parameter and nothing else.
    Parameter,
}

impl Segment {
    /// Parses a segment and adds the names of its parameters to `names`.
    pub(super) fn parse(text: &str, names: &mut Vec<String>) -> Self {
        let mut before = Vec::new();
        let mut rest = text;
        while let Some((start, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else { break };
            before.push(start.to_owned());
            names.push(name.to_owned());
            rest = after;
        }
        match before.as_slice() {
            [] => Self::Literal(percent_decoded(text).into_owned()),
            [only] if only.is_empty() && rest.is_empty() => Self::Parameter,
            _ => Self::Mixed(before, rest.to_owned()),
        }
    }
}

/// Adds the values of the parameters in `actual` to `values`, if it matches the texts of [`Segment::Mixed`].
pub(super) fn mixed_values(
    (texts, end): (&[String], &str),
    actual: &str,
    values: &mut Vec<Cow<'_, str>>,
) -> Option<()> {
    let mut rest = actual.strip_suffix(end)?;
    for (index, before) in texts.iter().enumerate() {
        rest = rest.strip_prefix(before.as_str())?;
        let next = texts.get(index + 1).filter(|text| !text.is_empty());
        let length = next.map_or(Some(rest.len()), |text| rest.find(text.as_str()))?;
        let (value, after) = rest.split_at_checked(length)?;
        values.push(Cow::Owned(value.to_owned()));
        rest = after;
    }
    rest.is_empty().then_some(())
}
