//! The top-level members at the start of a stream, by which formats tell their files.

use zeroize::Zeroizing;

use super::frame::Frame;
use super::sniff::{LOOK_AHEAD, Match};
use super::yaml_outline;

/// The maximum number of members that are looked at.
pub(super) const MAX_MEMBERS: usize = 256;

/// How much of a value is kept.
pub(super) const MAX_HEAD: usize = 64 << 10;

/// The members of the first value of a stream, or of its first item if it is a list, as far as they were seen.
#[derive(Default)]
pub(super) struct Outline {
    pub(super) members: Vec<Member>,
    pub(super) is_list: bool,
    pub(super) is_yaml: bool,
    /// There are no more members, or none will be looked at.
    pub(super) is_settled: bool,
}

/// A member of an object.
pub(super) struct Member {
    pub(super) key: Zeroizing<Vec<u8>>,
    /// The start of its value.
    pub(super) value: Zeroizing<Vec<u8>>,
}

impl Member {
    pub(super) fn new(key: &[u8], value: &[u8]) -> Self {
        let head = value.get(..MAX_HEAD).unwrap_or(value);
        Self { key: Zeroizing::new(key.to_vec()), value: Zeroizing::new(head.to_vec()) }
    }
}

impl Outline {
    /// The outline of a text without white space at its start.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let seen = bytes.get(..LOOK_AHEAD).unwrap_or(bytes);
        let mut outline = match seen.split_first() {
            None => return Self::default(),
            Some((b'{', members)) => Self::of_members(members),
            Some((b'[', items)) => Self::of_items(items),
            Some(_) => yaml_outline::of(seen),
        };
        outline.is_settled |= bytes.len() > LOOK_AHEAD;
        outline
    }

    fn of_items(items: &[u8]) -> Self {
        match items.trim_ascii_start().split_first() {
            None => Self { is_list: true, ..Self::default() },
            Some((b'{', members)) => Self { is_list: true, ..Self::of_members(members) },
            Some(_) => Self { is_list: true, is_settled: true, ..Self::default() },
        }
    }

    fn of_members(members: &[u8]) -> Self {
        let mut outline = Self::default();
        let mut rest = Some(members.trim_ascii_start());
        while let Some(text) = rest.filter(|text| !text.is_empty()) {
            if !text.starts_with(b"\"") || outline.members.len() == MAX_MEMBERS {
                outline.is_settled = true;
                break;
            }
            rest = outline.take(text);
        }
        outline
    }

    /// Takes the member at the start, and returns the text from the next one on; `None` if its end was not seen.
    fn take<'t>(&mut self, text: &'t [u8]) -> Option<&'t [u8]> {
        let (key, after) = split_value(text)?;
        let Some((b':', value)) = after.split_first() else {
            self.is_settled |= !after.is_empty();
            return None;
        };
        let value = value.trim_ascii_start();
        let split = split_value(value);
        let key = key.get(1..key.len().saturating_sub(1)).unwrap_or_default();
        if !value.is_empty() {
            self.members.push(Member::new(key, split.map_or(value, |(value, _)| value)));
        }
        let (separator, rest) = split?.1.split_first()?;
        if *separator == b',' {
            return Some(rest.trim_ascii_start());
        }
        self.is_settled = true;
        None
    }

    /// The start of the value of a top-level key.
    pub(super) fn value(&self, key: &str) -> Option<&[u8]> {
        let members = if self.is_list { &[] } else { self.members.as_slice() };
        find(members, key)
    }

    /// True if a top-level key was seen.
    pub(super) fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    /// True if a key was seen at the top, or in the first item of a list.
    pub(super) fn any_has(&self, key: &str) -> bool {
        find(&self.members, key).is_some()
    }

    /// The members of the object at a key at the top, or in the first item of a list.
    pub(super) fn any_inside(&self, key: &str) -> Self {
        find(&self.members, key).map(Self::of).unwrap_or_default()
    }

    /// The members of the object at a top-level key.
    pub(super) fn inside(&self, key: &str) -> Self {
        self.value(key).map(Self::of).unwrap_or_default()
    }

    /// The value of a top-level key, if it is a text.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        let value = std::str::from_utf8(self.value(key)?).ok()?.trim();
        let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''));
        Some(quote.map_or(value, |quote| value.trim_matches(quote)))
    }

    /// Whether the first item of a list has all these keys.
    pub(super) fn first_item_has(&self, keys: &[&str]) -> Match {
        let has_all = keys.iter().all(|key| find(&self.members, key).is_some());
        match (self.is_list, has_all) {
            (true, true) => Match::Yes,
            (true, false) => self.otherwise(),
            (false, _) => Match::No,
        }
    }

    /// The answer if nothing was seen that decides.
    pub(super) fn otherwise(&self) -> Match {
        if self.is_settled { Match::No } else { Match::NotYet }
    }
}

fn find<'m>(members: &'m [Member], key: &str) -> Option<&'m [u8]> {
    members
        .iter()
        .find(|member| member.key.as_slice() == key.as_bytes())
        .map(|member| member.value.as_slice())
}

/// The value at the start, and the text after it and white space; `None` if its end was not seen.
fn split_value(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = Frame::default().feed(bytes)?;
    let (value, rest) = bytes.split_at_checked(length)?;
    Some((value, rest.trim_ascii_start()))
}
