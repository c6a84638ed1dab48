//! A list of names with a fast lookup, which runs for every member of every object.

/// Maps names to their index in a list, by a hash of length, start and end. The names come from the spec, so
/// only its author could make them collide; looked-up texts are never inserted.
#[derive(Debug, Clone, Default)]
pub(crate) struct NameTable {
    names: Vec<Box<str>>,
    /// By hash: the index of a name plus one, or zero for a free slot. The length is zero or a power of two.
    slots: Vec<u32>,
}

impl NameTable {
    /// Creates the table. Of a repeated name, the first index counts.
    pub(crate) fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let names: Vec<Box<str>> = names.into_iter().map(Box::from).collect();
        if names.is_empty() {
            return Self::default();
        }
        let mut slots = vec![0; (names.len() * 4).next_power_of_two()];
        for (position, name) in names.iter().enumerate() {
            let mut at = slot(name, slots.len());
            while slots.get(at).is_some_and(|taken| *taken != 0) {
                at = (at + 1) % slots.len();
            }
            if let Some(free) = slots.get_mut(at) {
                *free = u32::try_from(position + 1).unwrap_or(0);
            }
        }
        Self { names, slots }
    }

    /// True if the list is empty.
    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The index of a name.
    #[inline]
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = slot(name, self.slots.len());
        loop {
            // A free slot ends the search. There always is one; an empty table has no slots at all.
            let position = (*self.slots.get(at)? as usize).checked_sub(1)?;
            if self.names.get(position).is_some_and(|known| **known == *name) {
                return Some(position);
            }
            at = (at + 1) & mask;
        }
    }
}

/// The preferred slot of a name.
#[inline]
fn slot(name: &str, slots: usize) -> usize {
    let bytes = name.as_bytes();
    let (start, end) = match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (Some(start), Some(end)) => (u64::from_le_bytes(*start), u64::from_le_bytes(*end)),
        _ => match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            (Some(start), Some(end)) => {
                (u64::from(u32::from_le_bytes(*start)), u64::from(u32::from_le_bytes(*end)))
            }
            _ => (bytes.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)), 0),
        },
    };
    // Odd constants without structure: every input bit must reach the upper half.
    let mixed =
        (start ^ end.rotate_left(29) ^ ((bytes.len() as u64) << 56)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 40) as usize & slots.wrapping_sub(1)
}

#[cfg(test)]
mod tests {
    use super::NameTable;

    #[test]
    fn finds_every_name_and_no_other() {
        let made: Vec<String> = (0..400).map(|n| format!("{}name_{n}_of_some", "x".repeat(n % 9))).collect();
        let short =
            ["", "a", "b", "ab", "abc", "abcd", "abcde", "abcdefgh", "é", "accountName", "accountNome"];
        let all: Vec<&str> = made.iter().map(String::as_str).chain(short).collect();
        let names = NameTable::of(all.iter().copied());
        for (position, name) in all.iter().enumerate() {
            assert_eq!(names.position(name), Some(position), "{name}");
        }
        for other in ["c", "abd", "name_400_of_some", "accountNane", "\0", "ABCDEFGH"] {
            assert_eq!(names.position(other), None, "{other}");
        }
        assert_eq!(NameTable::of([]).position(""), None);
        assert_eq!(NameTable::of(["a", "a"]).position("a"), Some(0));
    }
}
