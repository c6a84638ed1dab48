//! Reads files below the folder of a document.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _};
use std::path::{Component, Path, PathBuf};

use super::reference::{Refusal, is_steering};

/// The most files that a document may refer to.
pub(super) const MAX_FILES: usize = 10_000;

/// The most bytes that these files may have together.
pub(super) const MAX_BYTES: u64 = 64 << 20;

/// The folder of a document.
#[derive(Debug)]
pub(super) struct Folder {
    /// Its real path.
    root: PathBuf,
    /// The real path of the document.
    document: PathBuf,
}

/// A file in the folder, by its real path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Located {
    /// The document itself.
    Document,
    /// Another file; its path in the folder, with `/` between the names.
    File(String),
}

impl Folder {
    /// The folder of a document; `None` if it is not a regular file, such as a pipe.
    pub(super) fn of(document: &Path) -> Option<Self> {
        let real = document.canonicalize().ok().filter(|real| real.is_file())?;
        let parent = document.parent().filter(|parent| !parent.as_os_str().is_empty());
        let root = parent.unwrap_or(Path::new(".")).canonicalize().ok()?;
        Some(Self { root, document: real })
    }

    /// Follows symbolic links: a file has one path, however it is referred to.
    pub(super) fn locate(&self, path: &str) -> Result<Located, Refusal> {
        let real = self.path(path)?.canonicalize().map_err(|error| why_missing(&error))?;
        if real == self.document {
            return Ok(Located::Document);
        }
        let inside = real.strip_prefix(&self.root).map_err(|_| Refusal::Outside)?;
        let names: Option<Vec<&str>> = inside.components().map(|name| name.as_os_str().to_str()).collect();
        let path = names.ok_or(Refusal::NoText)?.join("/");
        if is_steering(&path) { Err(Refusal::Control) } else { Ok(Located::File(path)) }
    }

    /// The text of a located file, if it has at most `most` bytes.
    pub(super) fn read(&self, path: &str, most: u64) -> Result<String, Refusal> {
        let path = self.path(path)?;
        // A pipe would be waited for when it is opened.
        let data = fs::metadata(&path).map_err(|error| unreadable(&error))?;
        if !data.is_file() {
            return Err(Refusal::NoFile);
        }
        if data.len() > most {
            return Err(Refusal::TooLarge);
        }
        let mut bytes = Vec::new();
        let file = File::open(&path).map_err(|error| unreadable(&error))?;
        file.take(most + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
        if bytes.len() as u64 > most {
            return Err(Refusal::TooLarge);
        }
        String::from_utf8(bytes).map_err(|_| Refusal::NoText)
    }

    fn path(&self, path: &str) -> Result<PathBuf, Refusal> {
        let mut whole = self.root.clone();
        for name in path.split('/') {
            // On Windows, a name such as `c:x` would leave the folder.
            let mut parts = Path::new(name).components();
            match (parts.next(), parts.next()) {
                (Some(Component::Normal(part)), None) => whole.push(part),
                _ => return Err(Refusal::Outside),
            }
        }
        Ok(whole)
    }
}

fn why_missing(error: &io::Error) -> Refusal {
    match error.kind() {
        ErrorKind::PermissionDenied => unreadable(error),
        // No such file, a file in place of a folder, a circle of symbolic links, which has no kind of its own yet.
        _ => Refusal::Missing,
    }
}

fn unreadable(error: &io::Error) -> Refusal {
    Refusal::Unreadable(error.to_string())
}
