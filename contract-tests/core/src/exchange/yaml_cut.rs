//! Finds the end of the first YAML document in a view of a stream.

/// Where the search is.
#[derive(Debug, Default)]
pub(super) struct YamlCut {
    /// The start of the first line that was not looked at yet.
    searched: usize,
    /// A line of the document was seen: its marker, or content.
    has_begun: bool,
}

/// The result of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// The next document starts here.
    At(usize),
    /// The end was not seen.
    NotYet,
}

impl YamlCut {
    /// Continues the search. `is_end` says that the view ends with the stream.
    pub(super) fn find(&mut self, view: &[u8], is_end: bool) -> Cut {
        while let Some(rest) = view.get(self.searched..).filter(|rest| !rest.is_empty()) {
            let line_break = memchr::memchr(b'\n', rest);
            if line_break.is_none() && !is_end {
                return Cut::NotYet;
            }
            let line = line_break.and_then(|end| rest.get(..end)).unwrap_or(rest);
            if is_marker(line) && self.has_begun {
                return Cut::At(self.searched);
            }
            self.has_begun |= is_marker(line) || is_content(line);
            self.searched += line_break.map_or(rest.len(), |end| end + 1);
        }
        Cut::NotYet
    }

    /// The view has lost this many bytes at its start.
    pub(super) fn passed(&mut self, count: usize) {
        self.searched = self.searched.saturating_sub(count);
    }

    /// How much of the view was looked at.
    pub(super) fn searched(&self) -> usize {
        self.searched
    }

    /// True if there is a document.
    pub(super) fn has_begun(&self) -> bool {
        self.has_begun
    }
}

/// True for the line that starts a document.
fn is_marker(line: &[u8]) -> bool {
    let rest = line.strip_prefix(b"---");
    rest.is_some_and(|rest| rest.first().is_none_or(|byte| matches!(byte, b' ' | b'\t' | b'\r')))
}

/// True for a line that is neither blank, a comment, nor a directive.
fn is_content(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    !line.is_empty() && !line.starts_with(b"#") && !line.starts_with(b"%") && line != b"..."
}
