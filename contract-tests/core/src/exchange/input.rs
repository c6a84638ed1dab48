//! Resolves the names given by the user to files.

use crate::harmless::harmless;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use strum::VariantArray as _;

use super::compression::Compression;
use super::format::TrafficFormat;
use super::line_map::{LineMap, LineMapError};
use super::reader::Reader;
use super::sniff::Name;
use super::wiremock::BODY_FILES;

/// Stands for standard input.
pub const STDIN: &str = "-";

/// A source of exchanges.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// The name shown in reports: the path as given, with `/` separators, or `-`.
    pub name: Arc<str>,
    /// The file; `None` is standard input.
    pub path: Option<PathBuf>,
    /// The format to read it in; `None` detects it by name and content.
    pub format: Option<TrafficFormat>,
    /// Where the lines of a log have what.
    pub map: Option<Arc<LineMap>>,
}

/// How to read every input, regardless of its name and content.
#[derive(Debug, Clone, Default)]
pub struct ReadAs {
    /// The format.
    pub format: Option<TrafficFormat>,
    /// Where the lines of a log have what.
    pub map: Option<Arc<LineMap>>,
}

impl From<LineMap> for ReadAs {
    fn from(map: LineMap) -> Self {
        Self { format: Some(TrafficFormat::GatewayLog), map: Some(Arc::new(map)) }
    }
}

impl From<Option<TrafficFormat>> for ReadAs {
    fn from(format: Option<TrafficFormat>) -> Self {
        Self { format, map: None }
    }
}

/// A name that cannot be read.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum InputError {
    /// The file or folder does not exist or cannot be opened.
    #[error("cannot read {path}: {error}", path = crate::harmless::path(path))]
    #[diagnostic(help(
        "name a recording, a folder of recordings, a .har, .ndjson or .yaml file, or - for standard input"
    ))]
    Unreachable {
        /// The path as given.
        path: PathBuf,
        /// The cause.
        error: io::Error,
    },
    /// The pointers into the lines of a log cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Map(#[from] LineMapError),
    /// The extension is unknown.
    #[error("{path} has an unknown type", path = crate::harmless::path(path))]
    #[diagnostic(help(
        "exchanges are read from {} files, each also compressed ({}); use --input-format for other files",
        format_endings(),
        compressed_endings()
    ))]
    UnknownType {
        /// The path as given.
        path: PathBuf,
    },
}

/// The files for the given names, in this order; files of a folder are sorted by path.
///
/// In a folder, files of other types and names that start with a dot (such as `.pending`) are skipped.
///
/// # Errors
/// A name does not exist, cannot be opened, or has an unknown type.
pub fn inputs(names: &[PathBuf]) -> Result<Vec<Input>, InputError> {
    inputs_as(names, &ReadAs::default())
}

/// The files for the given names, to be read in one format if one is given. Given files may then have any
/// extension; in folders, only files with an extension of the format are read.
///
/// # Errors
/// As for [`inputs`], but no type is unknown if the format is given.
pub fn inputs_as(names: &[PathBuf], read_as: &ReadAs) -> Result<Vec<Input>, InputError> {
    let ReadAs { format, map } = read_as;
    let mut found = Vec::new();
    for path in names {
        if path.as_os_str() == STDIN {
            found.push(Input { name: STDIN.into(), path: None, format: *format, map: map.clone() });
            continue;
        }
        let unreachable = |error| InputError::Unreachable { path: path.clone(), error };
        if fs::metadata(path).map_err(unreachable)?.is_dir() {
            folder(path, read_as, &mut found)?;
        } else if format.is_some() || is_known(path, None) {
            found.push(file(path, read_as));
        } else {
            return Err(InputError::UnknownType { path: path.clone() });
        }
    }
    Ok(found)
}

/// `.har, .json or .yaml`: the extensions of all formats.
#[must_use]
pub fn format_endings() -> String {
    let mut endings: Vec<String> = Vec::new();
    for ending in TrafficFormat::VARIANTS.iter().flat_map(|format| format.endings()) {
        let written = format!(".{ending}");
        if !endings.contains(&written) {
            endings.push(written);
        }
    }
    match endings.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// `.gz, .zst`: the extensions of compressed files.
#[must_use]
pub fn compressed_endings() -> String {
    let endings = Compression::VARIANTS.iter().map(|compression| format!(".{}", compression.ending()));
    endings.collect::<Vec<_>>().join(", ")
}

fn folder(path: &Path, read_as: &ReadAs, found: &mut Vec<Input>) -> Result<(), InputError> {
    let unreachable = |error| InputError::Unreachable { path: path.to_owned(), error };
    let mut entries: Vec<(PathBuf, fs::FileType)> = fs::read_dir(path)
        .and_then(|entries| entries.map(|entry| entry.and_then(|e| Ok((e.path(), e.file_type()?)))).collect())
        .map_err(unreachable)?;
    entries.sort_by(|left, right| left.0.cmp(&right.0));
    for (path, file_type) in entries {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        // Bodies of stubs are read with the stubs.
        if hidden || path.ends_with(BODY_FILES) {
            continue;
        }
        // Links to folders are not followed, because they may form a cycle.
        if file_type.is_dir() {
            folder(&path, read_as, found)?;
        } else if is_known(&path, read_as.format) && may_be_file(&path) {
            let input = file(&path, read_as);
            if !may_be_other(&path) || read_as.format.is_some() || holds_exchanges(&input) {
                found.push(input);
            }
        }
    }
    Ok(())
}

/// True if most files with this extension hold no exchanges: YAML, and logs.
fn may_be_other(path: &Path) -> bool {
    let name = path.file_name().map_or(Name::Silent, |name| Name::of(&name.to_string_lossy()));
    let is_ours = TrafficFormat::VARIANTS.iter().any(|format| format.is_ours() && name.allows(*format));
    matches!(name, Name::Shared(_)) && !is_ours
}

/// True if the content is of a known format. A file that cannot be opened counts, too: opening it again tells the error.
fn holds_exchanges(input: &Input) -> bool {
    Reader::open(input).map_or(true, |reader| reader.is_recognized())
}

/// True for files and links to files. A link that leads nowhere counts too: opening it tells the error.
fn may_be_file(path: &Path) -> bool {
    fs::metadata(path).map_or(true, |kind| kind.is_file())
}

fn file(path: &Path, read_as: &ReadAs) -> Input {
    // The name is shown, and a terminal would interpret controls in it.
    let name = harmless(&path.to_string_lossy()).replace(std::path::MAIN_SEPARATOR, "/");
    let ReadAs { format, map } = read_as.clone();
    Input { name: name.into(), path: Some(path.to_owned()), format, map }
}

/// True if the file has an extension of the format, or of any format if none is given.
fn is_known(path: &Path, format: Option<TrafficFormat>) -> bool {
    let name = path.file_name().map(|name| Name::of(&name.to_string_lossy()));
    match (name, format) {
        (None | Some(Name::Silent), _) => false,
        (Some(_), None) => true,
        (Some(name), Some(format)) => name.allows(format),
    }
}
