//! The line of the spec a finding is about.

use std::ops::Range;

use contract_core::harmless::harmless;
use contract_core::spec::{Site, Spec};

/// Longest line that is drawn; a spec on one line is named and not drawn.
const LONGEST: usize = 160;

/// A line of the spec and the part of it that is meant.
pub(super) struct Excerpt {
    pub(super) line: String,
    pub(super) number: usize,
    pub(super) span: Range<usize>,
}

/// Lines of the spec, found once.
pub(super) struct Lines<'a> {
    lines: Vec<&'a str>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(spec: Option<&'a Spec>) -> Self {
        Self { lines: spec.map(|spec| spec.text.lines().collect()).unwrap_or_default() }
    }

    /// The line of a place; `None` if the place is not known or the line is too long to be drawn.
    pub(super) fn excerpt(&self, site: &Site) -> Option<Excerpt> {
        let number = site.place.line as usize;
        let line = self.lines.get(number.checked_sub(1)?)?;
        if line.len() > LONGEST {
            return None;
        }
        let line = harmless(&line.replace('\t', " "));
        let start = line.char_indices().nth((site.place.column as usize).checked_sub(1)?)?.0;
        let rest = line.get(start..)?;
        // A key up to its colon, an item of a list on one line up to what follows it.
        let ends = [rest.find(": "), rest.find(", "), rest.find(']')];
        let end = ends.into_iter().flatten().min();
        let end = end.or_else(|| rest.strip_suffix(':').map(str::len)).unwrap_or(rest.trim_end().len());
        let span = start..start + end.max(1).min(rest.len());
        Some(Excerpt { line, number, span })
    }
}
