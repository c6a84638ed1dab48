//! Commands as hints, with the arguments that make them work where the run was made.

use std::path::Path;
use std::sync::Arc;

use super::setting::{Setting, SettingArgs};
use super::sources::ReadArgs;
use crate::project::{Key, Project};
use contract_core::harmless::one_line;

/// The maximum number of sources that are named.
const MOST_SOURCES: usize = 3;

/// `ledger suggest` for a finding in these sources.
pub(super) fn suggest(
    sources: &[Arc<str>],
    read: &ReadArgs,
    args: &SettingArgs,
    setting: &Setting,
) -> String {
    let mut words = vec!["cartevo-contract ledger suggest FINGERPRINT".to_owned()];
    words.extend(named(sources, setting.project.as_ref()));
    words.extend(read.input_format.map(|format| format!("--input-format {}", format.as_str())));
    for (option, path) in [("--map", &read.map), ("--spec", &args.spec), ("--corrections", &args.corrections)]
    {
        words.extend(path.as_deref().map(|path| format!("{option} {}", quoted(path))));
    }
    words.join(" ")
}

/// The sources as arguments: none for the recordings of the project, and a placeholder for many.
fn named(sources: &[Arc<str>], project: Option<&Project>) -> Vec<String> {
    let recordings = project.map(|project| format!("{}/", project.shown(&project.path(Key::Recordings))));
    let is_recording =
        |source: &Arc<str>| recordings.as_ref().is_some_and(|folder| source.starts_with(folder));
    if sources.iter().all(is_recording) {
        return Vec::new();
    }
    if sources.len() > MOST_SOURCES {
        return vec!["SOURCE...".to_owned()];
    }
    sources.iter().map(|source| quoted(Path::new(&**source))).collect()
}

/// A path as an argument of a shell, on one line.
fn quoted(path: &Path) -> String {
    let path = one_line(&path.to_string_lossy());
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+:=@%,".contains(c);
    if !path.is_empty() && path.chars().all(is_plain) {
        return path;
    }
    format!("'{}'", path.replace('\'', r"'\''"))
}
