//! Files beside a collection, which define its variables.

use std::fs;
use std::path::{Path, PathBuf};

use cartevo_yaml::read_data;

use super::bru;
use super::model::BYTE_ORDER_MARK;
use super::tree::Tree;
use super::variables::{Environments, Variables};
use crate::json::Tape;

/// The largest file that is read, in bytes.
const MAX_FILE: u64 = 1 << 20;

/// The maximum number of files that are read of a folder.
const MAX_FILES: usize = 64;

/// How far above a request the folder of its collection may be.
const MAX_DEPTH: usize = 16;

/// The files that a collection of Bruno consists of, by what its files are written in.
struct Layout {
    root: &'static str,
    folder: &'static str,
    ending: &'static str,
}

const LAYOUTS: &[Layout] = &[
    Layout { root: "collection.bru", folder: "folder.bru", ending: ".bru" },
    Layout { root: "opencollection.yml", folder: "folder.yml", ending: ".yml" },
];

/// Defines the variables of the folders that a request of Bruno is in: those of the collection, of its environments and
/// of the folders down to the request, each over the ones before.
pub(super) fn define_for_bruno(request: &Path, variables: &mut Variables<'_>) {
    let folder = folder_of(request);
    for layout in LAYOUTS.iter().filter(|layout| has_ending(request, layout.ending)) {
        let is_root =
            |folder: &&Path| folder.join(layout.root).exists() || folder.join("bruno.json").exists();
        let Some(root) = folder.ancestors().take(MAX_DEPTH).find(is_root) else { continue };
        define_of(&root.join(layout.root), variables);
        define_environments(
            files(&root.join("environments"), |name| name.ends_with(layout.ending)),
            variables,
        );
        let inner: Vec<&Path> = folder.ancestors().take_while(|inner| *inner != root).collect();
        for folder in inner.iter().rev() {
            define_of(&folder.join(layout.folder), variables);
        }
    }
}

/// Defines the variables of the exported environments beside a collection of Postman.
pub(super) fn define_for_postman(collection: &Path, variables: &mut Variables<'_>) {
    let folder = folder_of(collection);
    let endings = [".postman_globals.json", ".postman_environment.json"];
    for ending in endings {
        define_environments(files(folder, |name| name.ends_with(ending)), variables);
    }
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(ending))
}

fn define_of(file: &Path, variables: &mut Variables<'_>) {
    read(file, &mut |root| variables.define_own(root));
}

fn define_environments(files: Vec<PathBuf>, variables: &mut Variables<'_>) {
    let mut environments = Environments::default();
    for file in files {
        read(&file, &mut |root| environments.add(root.get("variables").or_else(|| root.get("values"))));
    }
    variables.define_environments(environments);
}

/// The folder of a file.
pub(super) fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The files of a folder with such names, sorted.
fn files(folder: &Path, is_one: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let named = entries.filter(|entry| is_one(&entry.file_name().to_string_lossy()));
    let mut files: Vec<PathBuf> = named.map(|entry| entry.path()).collect();
    files.sort();
    files.truncate(MAX_FILES);
    files
}

/// Reads a file. What cannot be read defines nothing, and a variable that has no value is told where it is used. Links
/// are not followed, since they may lead anywhere.
fn read(path: &Path, with: &mut dyn FnMut(Tree<'_>)) {
    let is_small = |file: fs::Metadata| file.is_file() && file.len() <= MAX_FILE;
    if !fs::symlink_metadata(path).is_ok_and(is_small) {
        return;
    }
    let Ok(text) = fs::read_to_string(path) else { return };
    let text = text.trim_start_matches(BYTE_ORDER_MARK);
    if has_ending(path, ".yml") {
        if let Ok(root) = read_data(text) {
            with(Tree::Yaml(&root, text));
        }
        return;
    }
    let json = if has_ending(path, ".bru") { bru::json(text).ok() } else { Some(text.to_owned()) };
    let mut tape = Tape::new();
    if let Some(document) = json.as_deref().and_then(|json| tape.parse_replacing(json).ok()) {
        with(Tree::Json(document.root()));
    }
}
