//! The line of the spec that a finding refers to.

use std::ops::Range;

use contract_core::harmless::harmless;
use contract_core::spec::{Site, Spec};

/// The longest line that is shown. Longer ones, as in minified specs, are only referred to.
const LONGEST: usize = 160;

/// A line of the spec, with the relevant part.
pub(super) struct Excerpt {
    pub(super) line: String,
    pub(super) number: usize,
    pub(super) span: Range<usize>,
}

/// The lines of the spec, by file.
pub(super) struct Lines<'a> {
    files: Vec<Vec<&'a str>>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(spec: Option<&'a Spec>) -> Self {
        let files = spec.into_iter().flat_map(|spec| spec.files.texts());
        Self { files: files.map(|text| text.lines().collect()).collect() }
    }

    /// The line of a place; `None` if the place is unknown or the line too long.
    pub(super) fn excerpt(&self, site: &Site) -> Option<Excerpt> {
        let number = site.place.line as usize;
        let line = site.file.of(&self.files)?.get(number.checked_sub(1)?)?;
        if line.len() > LONGEST {
            return None;
        }
        let line = harmless(&line.replace('\t', " "));
        let start = line.char_indices().nth((site.place.column as usize).checked_sub(1)?)?.0;
        let rest = line.get(start..)?;
        // A key ends at its colon; a list item on one line ends at the following comma or bracket.
        let ends = [rest.find(": "), rest.find(", "), rest.find(']')];
        let end = ends.into_iter().flatten().min();
        let end = end.or_else(|| rest.strip_suffix(':').map(str::len)).unwrap_or(rest.trim_end().len());
        let span = start..start + end.max(1).min(rest.len());
        Some(Excerpt { line, number, span })
    }
}
