//! From the names a user gave to the files to read.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The name that stands for standard input.
pub const STDIN: &str = "-";

/// One thing to read exchanges from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The name shown in reports: the path as given, with `/` between folders, or `-`.
    pub name: Arc<str>,
    /// The file; `None` is standard input.
    pub path: Option<PathBuf>,
}

/// A name that cannot be read from.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// The file or folder is not there, or may not be opened.
    #[error("cannot read {path}: {error}\n  help: name a recording, a folder of recordings, a .har or .ndjson file, or - for standard input", path = path.display())]
    Unreachable {
        /// The path as given.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The name says nothing about what is in the file.
    #[error("{path} is of no known type\n  help: exchanges are read from .json (a recording), .har, .ndjson or .jsonl files, each also as .gz or .zst; pipe anything else through standard input: `... | cartevo-contract check -`", path = path.display())]
    UnknownType {
        /// The path as given.
        path: PathBuf,
    },
}

/// The files behind the given names, in the order given; the files of a folder sorted by path.
///
/// In a folder, files of other types and everything whose name starts with a dot (such as `.pending`) are passed over.
///
/// # Errors
/// A name does not exist, cannot be opened, or is a file of an unknown type.
pub fn inputs(names: &[PathBuf]) -> Result<Vec<Input>, InputError> {
    let mut found = Vec::new();
    for path in names {
        if path.as_os_str() == STDIN {
            found.push(Input { name: STDIN.into(), path: None });
            continue;
        }
        let unreachable = |error| InputError::Unreachable { path: path.clone(), error };
        if fs::metadata(path).map_err(unreachable)?.is_dir() {
            folder(path, &mut found)?;
        } else if is_known(path) {
            found.push(file(path));
        } else {
            return Err(InputError::UnknownType { path: path.clone() });
        }
    }
    Ok(found)
}

fn folder(path: &Path, found: &mut Vec<Input>) -> Result<(), InputError> {
    let unreachable = |error| InputError::Unreachable { path: path.to_owned(), error };
    let mut entries: Vec<(PathBuf, fs::FileType)> = fs::read_dir(path)
        .and_then(|entries| entries.map(|entry| entry.and_then(|e| Ok((e.path(), e.file_type()?)))).collect())
        .map_err(unreachable)?;
    entries.sort_by(|left, right| left.0.cmp(&right.0));
    for (path, file_type) in entries {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        // A link to a folder is not followed: it may lead back here.
        if file_type.is_dir() {
            folder(&path, found)?;
        } else if is_known(&path) && path.is_file() {
            found.push(file(&path));
        }
    }
    Ok(())
}

fn file(path: &Path) -> Input {
    // Names are shown, and a terminal would obey what is in them.
    let name = path.to_string_lossy().replace(char::is_control, "\u{fffd}");
    let name = name.replace(std::path::MAIN_SEPARATOR, "/");
    Input { name: name.into(), path: Some(path.to_owned()) }
}

fn is_known(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let plain = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
    [".json", ".har", ".ndjson", ".jsonl"].iter().any(|ending| plain.ends_with(ending))
}
