//! Reads the names in a git index, versions 2 to 4 (`gitformat-index`).
//!
//! An own reader, because git itself may not be run in a folder of somebody else's (its configuration names
//! programs that git runs), and because the libraries that read an index need more crates than the rest of this
//! one. Like git, it does not verify the checksum at the end.

/// The bytes of an entry before its object id: times, device, mode, owner, size.
const STAT: usize = 40;
/// The offset of the mode in these bytes.
const MODE: usize = 24;
/// The lengths of object ids: SHA-1 and SHA-256.
const OBJECT_IDS: [usize; 2] = [20, 32];
/// The longest path that a system opens.
const MAX_NAME: usize = 4096;
/// The flag of entries that have further flags (from version 3).
const EXTENDED: u16 = 0x4000;
/// Entries of versions 2 and 3 are padded to a multiple of this.
const PADDING: usize = 8;
/// The extension that names the shared part of a split index.
const LINK: &[u8] = b"link";
/// The extension that says that there are entries for whole folders.
const SPARSE: &[u8] = b"sdir";

/// Why an index could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GitIndexError {
    /// It does not start like an index.
    #[error("this is no git index")]
    Signature,
    /// A version that is not known.
    #[error("version {0} of the git index is not known")]
    Version(u32),
    /// An extension that a reader must know.
    #[error("the git index needs an extension that is not known")]
    Extension,
    /// Anything that no git writes.
    #[error("the git index is damaged")]
    Damaged,
}

use GitIndexError::Damaged;

/// What an entry stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GitEntryKind {
    /// A file or a link.
    File,
    /// A folder with all that is in it, of which the index has no details (a sparse index).
    Folder,
    /// Another repository (a submodule).
    Repository,
}

/// Calls `found` with the path of each entry, relative to the top of the working tree, in the order of the index.
/// Returns the name of the shared index, if there is one; its entries count too.
///
/// # Errors
/// The bytes are no index, or a damaged one. Some paths may have been found before.
pub fn read_git_index(
    bytes: &[u8],
    mut found: impl FnMut(&[u8], GitEntryKind),
) -> Result<Option<String>, GitIndexError> {
    let header = Header::read(bytes)?;
    let id_length = header.id_length(bytes)?;
    let rest = header.entries(bytes, id_length, &mut found)?;
    shared_index(rest, id_length)
}

/// The first twelve bytes.
struct Header {
    version: u32,
    entries: u32,
}

impl Header {
    const LENGTH: usize = 12;

    fn read(bytes: &[u8]) -> Result<Self, GitIndexError> {
        let Some(([b'D', b'I', b'R', b'C'], rest)) = bytes.split_first_chunk::<4>() else {
            return Err(GitIndexError::Signature);
        };
        let (version, rest) = number(rest)?;
        let (entries, _) = number(rest)?;
        if !(2..=4).contains(&version) {
            return Err(GitIndexError::Version(version));
        }
        Ok(Self { version, entries })
    }

    /// The length of the object ids. Only the repository's configuration states it, which is not read: it is the
    /// length with which the whole index makes sense.
    fn id_length(&self, bytes: &[u8]) -> Result<usize, GitIndexError> {
        let fits = |length: &usize| {
            self.entries(bytes, *length, &mut |_, _| {}).and_then(|rest| shared_index(rest, *length))
        };
        let [first, second] = OBJECT_IDS;
        match (fits(&first), fits(&second)) {
            (Ok(_), _) => Ok(first),
            (_, Ok(_)) => Ok(second),
            (Err(error), _) => Err(error),
        }
    }

    /// Reads the entries, and returns the bytes behind them.
    fn entries<'b>(
        &self,
        bytes: &'b [u8],
        id_length: usize,
        found: &mut dyn FnMut(&[u8], GitEntryKind),
    ) -> Result<&'b [u8], GitIndexError> {
        let mut rest = bytes.get(Self::LENGTH..).ok_or(Damaged)?;
        let mut last = (Vec::new(), 0);
        for read in 0..self.entries {
            let entry = Entry::read(rest, id_length, self.version, &last.0)?;
            let key = (entry.name, entry.stage);
            // Only the entries of a split index that stand for shared ones have no name.
            if read > 0 && key <= last && !key.0.is_empty() || !is_plain(&key.0) {
                return Err(Damaged);
            }
            if !key.0.is_empty() {
                found(&key.0, entry.kind);
            }
            (last, rest) = (key, entry.rest);
        }
        Ok(rest)
    }
}

/// One entry.
struct Entry<'b> {
    name: Vec<u8>,
    stage: u16,
    kind: GitEntryKind,
    /// The bytes behind it.
    rest: &'b [u8],
}

impl<'b> Entry<'b> {
    fn read(bytes: &'b [u8], id_length: usize, version: u32, last: &[u8]) -> Result<Self, GitIndexError> {
        let kind = kind(bytes.get(MODE..).ok_or(Damaged)?)?;
        let rest = bytes.get(STAT + id_length..).ok_or(Damaged)?;
        let (flags, mut rest) = rest.split_first_chunk::<2>().ok_or(Damaged)?;
        let flags = u16::from_be_bytes(*flags);
        if flags & EXTENDED != 0 {
            rest = rest.get(2..).filter(|_| version > 2).ok_or(Damaged)?;
        }
        let mut name = Vec::new();
        if version == 4 {
            let (dropped, behind) = distance(rest)?;
            name.extend_from_slice(last.get(..last.len().saturating_sub(dropped)).ok_or(Damaged)?);
            rest = behind;
        }
        let length = memchr::memchr(0, rest).ok_or(Damaged)?;
        name.extend_from_slice(rest.get(..length).unwrap_or_default());
        if name.len() > MAX_NAME || usize::from(flags & 0xfff) != name.len().min(0xfff) {
            return Err(Damaged);
        }
        rest = rest.get(length + 1..).unwrap_or_default();
        if version < 4 {
            let used = bytes.len() - rest.len();
            let padding = used.next_multiple_of(PADDING) - used;
            let (zeros, behind) = rest.split_at_checked(padding).ok_or(Damaged)?;
            rest = if zeros.iter().all(|byte| *byte == 0) { behind } else { return Err(Damaged) };
        }
        Ok(Self { name, stage: flags >> 12 & 3, kind, rest })
    }
}

fn kind(mode: &[u8]) -> Result<GitEntryKind, GitIndexError> {
    match number(mode)?.0 >> 12 {
        0o10 | 0o12 => Ok(GitEntryKind::File),
        0o04 => Ok(GitEntryKind::Folder),
        0o16 => Ok(GitEntryKind::Repository),
        _ => Err(Damaged),
    }
}

/// How many bytes of the previous name are dropped, as git writes offsets: seven bits per byte, each further byte
/// adding one.
fn distance(bytes: &[u8]) -> Result<(usize, &[u8]), GitIndexError> {
    let mut distance = 0_usize;
    for (at, byte) in bytes.iter().take(4).enumerate() {
        distance = distance << 7 | usize::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Ok((distance, bytes.get(at + 1..).unwrap_or_default()));
        }
        distance += 1;
    }
    Err(Damaged)
}

/// True for a path that stays in the working tree and outside of `.git`. An entry that replaces one of the shared index has
/// no name.
fn is_plain(name: &[u8]) -> bool {
    let is_part = |part: &[u8]| !matches!(part, b"" | b"." | b"..") && !part.eq_ignore_ascii_case(b".git");
    let path = name.strip_suffix(b"/").unwrap_or(name);
    name.is_empty() || path.split(|byte| *byte == b'/').all(is_part)
}

/// The name of the shared index in the extensions behind the entries. The object id of the index ends the file.
fn shared_index(mut rest: &[u8], id_length: usize) -> Result<Option<String>, GitIndexError> {
    let mut shared = None;
    while rest.len() > id_length {
        let (signature, behind) = rest.split_first_chunk::<4>().ok_or(Damaged)?;
        let (length, behind) = number(behind)?;
        let length = usize::try_from(length).map_err(|_| Damaged)?;
        let (content, behind) = behind.split_at_checked(length).ok_or(Damaged)?;
        match signature.as_slice() {
            LINK => shared = shared_name(content.get(..id_length).ok_or(Damaged)?),
            // A reader may pass over extensions whose names start with a capital.
            SPARSE | [b'A'..=b'Z', ..] => {}
            _ => return Err(GitIndexError::Extension),
        }
        rest = behind;
    }
    if rest.len() == id_length { Ok(shared) } else { Err(Damaged) }
}

fn shared_name(id: &[u8]) -> Option<String> {
    let digits = id.iter().map(|byte| format!("{byte:02x}"));
    id.iter().any(|byte| *byte != 0).then(|| format!("sharedindex.{}", digits.collect::<String>()))
}

fn number(bytes: &[u8]) -> Result<(u32, &[u8]), GitIndexError> {
    let (number, rest) = bytes.split_first_chunk::<4>().ok_or(Damaged)?;
    Ok((u32::from_be_bytes(*number), rest))
}
