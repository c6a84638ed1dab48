//! Names without case and without what joins words: `totalPages`, `total_pages` and `Total-Pages` are one.

/// Longer names are none of those that mean anything here; only their start is kept.
const LONGEST: usize = 32;

/// A name in small letters, without what joins words.
#[derive(Debug, Clone, Copy)]
pub(super) struct FoldedName {
    bytes: [u8; LONGEST],
    length: usize,
}

impl FoldedName {
    /// The name, made flat.
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

    /// Its text; nothing for a name that was cut inside of a character.
    pub(super) fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..self.length).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    /// Is it one of these?
    pub(super) fn is_one_of(&self, names: &[&str]) -> bool {
        names.contains(&self.as_str())
    }
}
