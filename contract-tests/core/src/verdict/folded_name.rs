//! Names compared without case and word separators: `totalPages`, `total_pages` and `Total-Pages` are equal.

/// Bytes kept of a name. None of the known names is longer, so the rest of a longer name is dropped.
const LONGEST: usize = 32;

/// A name in lower case without `_`, `-` and spaces.
#[derive(Debug, Clone, Copy)]
pub(super) struct FoldedName {
    bytes: [u8; LONGEST],
    length: usize,
}

impl FoldedName {
    /// Folds a name.
    pub(super) fn of(name: &str) -> Self {
        let mut folded = Self { bytes: [0; LONGEST], length: 0 };
        for (to, byte) in
            folded.bytes.iter_mut().zip(name.bytes().filter(|byte| !matches!(byte, b'_' | b'-' | b' ')))
        {
            *to = byte.to_ascii_lowercase();
            folded.length += 1;
        }
        folded
    }

    /// The folded name; empty if truncation cut a character in half.
    pub(super) fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..self.length).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    /// True if the folded name is one of `names`.
    pub(super) fn is_one_of(&self, names: &[&str]) -> bool {
        names.contains(&self.as_str())
    }
}
