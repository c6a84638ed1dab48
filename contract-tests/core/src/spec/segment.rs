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

/// The most pieces that are tried.
const MAX_PIECES: usize = 256;

/// The ways to split a segment that was split into these values: the value of each parameter.
pub(super) fn splits(texts: &[String], values: &[Cow<'_, str>]) -> Vec<Vec<String>> {
    let pieces = texts.iter().zip(values).flat_map(|(before, value)| [before.as_str(), &**value]);
    let text: String = pieces.collect();
    let mut splitter = Splitter { pieces: 0, taken: Vec::new(), found: Vec::new() };
    splitter.split(texts, &text);
    splitter.found
}

/// Splits a text in every way.
struct Splitter<'t> {
    /// The number of pieces tried so far.
    pieces: usize,
    taken: Vec<&'t str>,
    found: Vec<Vec<String>>,
}

impl<'t> Splitter<'t> {
    fn split(&mut self, texts: &[String], rest: &'t str) {
        let Some((before, following)) = texts.split_first() else { return };
        let Some(rest) = rest.strip_prefix(before.as_str()) else { return };
        let Some(next) = following.first() else {
            let values = self.taken.iter().copied().chain([rest]);
            return self.found.push(values.map(str::to_owned).collect());
        };
        // An empty text is found between any two characters.
        for (at, _) in rest.match_indices(next.as_str()) {
            self.pieces += 1;
            let Some((value, rest)) = rest.split_at_checked(at).filter(|_| self.pieces <= MAX_PIECES) else {
                return;
            };
            self.taken.push(value);
            self.split(following, rest);
            self.taken.pop();
        }
    }
}
