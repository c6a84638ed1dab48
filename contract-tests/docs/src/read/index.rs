//! `llms.txt`: the pages of a site, in navigation order.

use super::Dialect;

/// A page in an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct IndexEntry {
    /// The URL, or the path of a file.
    pub(crate) address: String,
}

/// True if this file is an index rather than a page.
pub(crate) fn is_index(name: &str) -> bool {
    name.ends_with("llms.txt")
}

/// The pages in an index: list items with a link to a page of a dialect that indexes link to.
pub(crate) fn index_entries(text: &str) -> Vec<IndexEntry> {
    let mut entries = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        let Some(rest) = line.strip_prefix("- [").or_else(|| line.strip_prefix("* [")) else { continue };
        let target = rest.split_once("](").and_then(|(_, target)| target.split([')', ' ']).next());
        let path = target.map(|target| target.split(['?', '#']).next().unwrap_or(target));
        if let Some(path) = path.filter(|path| Dialect::is_indexed(path)) {
            entries.push(IndexEntry { address: path.to_owned() });
        }
    }
    entries
}
