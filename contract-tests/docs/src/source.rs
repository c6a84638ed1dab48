//! Reads pages from files, folders and index files.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::read::{Dialect, document_links, index_entries, is_index};
use contract_core::harmless::harmless;

/// The maximum size of a file.
const MAX_BYTES: u64 = 8 << 20;

/// The maximum number of pages in a folder.
const MAX_PAGES: usize = 5_000;

/// The text of a page, with its origin.
#[derive(Debug, Clone)]
pub struct PageSource {
    /// Its name: the file name without extension, unless two files differ only in the extension.
    pub name: String,
    /// Its path or URL; empty for a file outside the project.
    pub address: String,
    /// Its dialect.
    pub dialect: Dialect,
    /// Its text.
    pub text: String,
    /// The entity tag from the server.
    pub etag: Option<String>,
}

/// Pages that cannot be read.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum SourceError {
    /// A file or folder cannot be read.
    #[error("cannot read {path}: {error}", path = contract_core::harmless::path(path))]
    #[diagnostic(help("name a page ({}), a folder of pages, or an llms.txt", Dialect::shown_endings(", ")))]
    Unreadable {
        /// The path as named by the user.
        path: PathBuf,
        /// The cause.
        error: io::Error,
    },
    /// A folder has no pages.
    #[error("{path} has no pages", path = contract_core::harmless::path(path))]
    #[diagnostic(help("pages are {} files", Dialect::shown_endings(" or ")))]
    NoPages {
        /// The folder.
        path: PathBuf,
    },
    /// A file is too large for a page.
    #[error("{path} is larger than 8 MiB", path = contract_core::harmless::path(path))]
    #[diagnostic(help("documentation pages are not that large; name another file"))]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// A folder has too many files.
    #[error("{path} has more than 5000 pages", path = contract_core::harmless::path(path))]
    #[diagnostic(help("name the folders inside it individually"))]
    TooMany {
        /// The folder.
        path: PathBuf,
    },
    /// An index refers to a page that does not exist next to it.
    #[error("{index} refers to {entry}, which cannot be read: {error}", index = contract_core::harmless::path(index))]
    #[diagnostic(help("save the pages next to the index, under the paths in the index"))]
    Missing {
        /// The index.
        index: PathBuf,
        /// The entry.
        entry: String,
        /// The cause.
        error: io::Error,
    },
}

/// Reads all pages of the paths, in path order.
///
/// # Errors
/// A path cannot be read, is too large, or has no pages.
pub fn pages(paths: &[PathBuf]) -> Result<Vec<PageSource>, SourceError> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = files.len();
            folder(path, 0, &mut files)?;
            if files.len() == before {
                return Err(SourceError::NoPages { path: path.clone() });
            }
            let linked = linked_documents(path, files.get(before..).unwrap_or_default());
            files.extend(linked);
        } else if is_index(&path.to_string_lossy()) {
            index(path, &mut files)?;
        } else {
            files.push(path.clone());
        }
    }
    files.sort();
    files.dedup();
    let mut pages = Vec::new();
    for path in files {
        let text = read(&path).map_err(|error| SourceError::Unreadable { path: path.clone(), error })?;
        let text = text.ok_or_else(|| SourceError::TooLarge { path: path.clone() })?;
        let address = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        let dialect = Dialect::of(&address, &text);
        pages.push(PageSource { name: String::new(), address, dialect, text, etag: None });
    }
    name(&mut pages);
    Ok(pages)
}

/// The OpenAPI documents inside a folder that its pages or the configuration of its site refer to.
fn linked_documents(folder: &Path, pages: &[PathBuf]) -> Vec<PathBuf> {
    let configurations = ["docs.json", "mint.json"].map(|name| folder.join(name));
    let mut found = Vec::new();
    for page in pages.iter().chain(&configurations) {
        let Ok(Some(text)) = read(page) else { continue };
        for link in document_links(&text) {
            let documents = [page.parent().unwrap_or(folder), folder].map(|from| inside(folder, from, link));
            found.extend(documents.into_iter().flatten().find(|file| is_openapi(file)));
        }
    }
    found
}

/// The file that a link leads to, if it is inside the folder.
fn inside(folder: &Path, from: &Path, link: &str) -> Option<PathBuf> {
    let file = from.join(link.trim_start_matches('/')).canonicalize().ok()?;
    let within = file.strip_prefix(folder.canonicalize().ok()?).ok()?;
    Some(folder.join(within))
}

fn is_openapi(file: &Path) -> bool {
    let text = read(file).ok().flatten();
    text.is_some_and(|text| Dialect::of(&file.to_string_lossy(), &text) == Dialect::OPENAPI)
}

/// The text of a file, or `None` if it is too large. Invalid UTF-8 is replaced.
fn read(path: &Path) -> io::Result<Option<String>> {
    let size = fs::metadata(path)?.len();
    if size > MAX_BYTES {
        return Ok(None);
    }
    fs::read(path).map(|bytes| Some(String::from_utf8_lossy(&bytes).into_owned()))
}

fn folder(path: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), SourceError> {
    let unreadable = |error| SourceError::Unreadable { path: path.to_owned(), error };
    for entry in fs::read_dir(path).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let kind = entry.file_type().map_err(unreadable)?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let path = entry.path();
        if hidden {
            continue;
        }
        if kind.is_dir() && depth < 16 {
            folder(&path, depth + 1, files)?;
        } else if kind.is_file() && is_page(&path) {
            files.push(path);
        }
        if files.len() > MAX_PAGES {
            return Err(SourceError::TooMany { path: entry.path() });
        }
    }
    Ok(())
}

fn is_page(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let named = ending.is_some_and(|ending| Dialect::endings().any(|known| known == ending));
    named && !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("llms"))
}

/// The pages of an index, relative to it.
fn index(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), SourceError> {
    let text = read(path).map_err(|error| SourceError::Unreadable { path: path.to_owned(), error })?;
    let text = text.ok_or_else(|| SourceError::TooLarge { path: path.to_owned() })?;
    let folder = path.parent().unwrap_or(Path::new("."));
    for entry in index_entries(&text) {
        let after = entry.address.find("://").map_or(0, |at| at + 3);
        let local = entry.address.get(after..).unwrap_or_default();
        let local = if after > 0 { local.split_once('/').map_or(local, |(_, path)| path) } else { local };
        let inside: PathBuf =
            local.split('/').filter(|part| !part.is_empty() && *part != "." && *part != "..").collect();
        let file = folder.join(inside);
        let shown = || harmless(&entry.address).chars().take(200).collect();
        fs::metadata(&file).map_err(|error| SourceError::Missing {
            index: path.to_owned(),
            entry: shown(),
            error,
        })?;
        files.push(file);
    }
    Ok(())
}

/// Names pages after their files; pages with the same name keep their extension or their folders.
fn name(pages: &mut [PageSource]) {
    let file = |address: &str| address.rsplit('/').next().unwrap_or(address).to_owned();
    let stem = |address: &str| {
        let file = file(address);
        file.rsplit_once('.').map_or(file.clone(), |(stem, _)| stem.to_owned())
    };
    let whole = |address: &str| address.trim_start_matches(['.', '/']).to_owned();
    let choices: [&dyn Fn(&str) -> String; 3] = [&stem, &file, &whole];
    for choice in choices {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for page in pages.iter().filter(|page| page.name.is_empty()) {
            *counts.entry(choice(&page.address)).or_default() += 1;
        }
        let taken: Vec<String> = pages.iter().map(|page| page.name.clone()).collect();
        for page in pages.iter_mut().filter(|page| page.name.is_empty()) {
            let name = choice(&page.address);
            if counts.get(&name) == Some(&1) && !taken.contains(&name) {
                page.name = plain(&name);
            }
        }
    }
    for page in pages.iter_mut().filter(|page| page.name.is_empty()) {
        page.name = plain(&page.address);
    }
}

/// A file name as a page name: only characters that a citation can contain.
fn plain(name: &str) -> String {
    name.chars()
        .map(|c| if c.is_ascii_alphanumeric() || "_.-/".contains(c) { c } else { '-' })
        .take(200)
        .collect()
}
