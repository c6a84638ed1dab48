//! Removes corrections from a ledger and preserves everything else.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table};

use super::{Ledger, LedgerError};

/// An error that prevented the removal.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum PruneError {
    /// The ledger is not TOML.
    #[error("{file} cannot be edited: {error}")]
    #[diagnostic(help("fix the TOML"))]
    NotToml {
        /// The file as named by the user.
        file: String,
        /// The parse error.
        error: Box<toml_edit::TomlError>,
    },
    /// The result would not be a valid ledger.
    #[error("nothing was changed: {0}")]
    Left(#[from] LedgerError),
}

/// The text of a ledger without the corrections with these ids. A comment directly above a correction is
/// removed with it. One that is separated by a blank line, such as a section title, stays.
///
/// # Errors
/// The text is not valid TOML, or the result would not be a valid ledger.
pub fn prune(text: &str, ids: &[String], shown: &str) -> Result<String, PruneError> {
    let mut document: DocumentMut = text
        .parse()
        .map_err(|error| PruneError::NotToml { file: shown.to_owned(), error: Box::new(error) })?;
    let is_pruned = |id: Option<&str>| id.is_some_and(|id| ids.iter().any(|pruned| pruned == id));
    let mut orphaned = String::new();
    match document.get_mut("correction") {
        Some(Item::ArrayOfTables(tables)) => {
            orphaned = prune_tables(tables, |table| is_pruned(table.get("id").and_then(Item::as_str)));
        }
        Some(Item::Value(toml_edit::Value::Array(array))) => {
            array.retain(|entry| {
                !is_pruned(entry.as_inline_table().and_then(|table| table.get("id")?.as_str()))
            });
        }
        _ => {}
    }
    if !orphaned.is_empty() {
        let trailing = document.trailing().as_str().unwrap_or_default();
        let trailing = format!("{orphaned}{trailing}");
        document.set_trailing(trailing);
    }
    let pruned = document.to_string();
    Ledger::from_text(&pruned, shown)?;
    Ok(pruned)
}

/// Removes tables and moves comments that stay to the next table. Returns comments without a following table.
fn prune_tables(tables: &mut ArrayOfTables, is_pruned: impl Fn(&Table) -> bool) -> String {
    let mut carried = String::new();
    let mut at = 0;
    while let Some(table) = tables.get_mut(at) {
        let prefix = table.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default().to_owned();
        if is_pruned(table) {
            carried.push_str(set_apart(&prefix));
            tables.remove(at);
            continue;
        }
        if !carried.is_empty() {
            let joined = format!("{}{prefix}", std::mem::take(&mut carried));
            table.decor_mut().set_prefix(joined);
        }
        at += 1;
    }
    carried
}

/// The part of the text above a table that does not belong to it: everything up to the last blank line,
/// unless it has no comment.
fn set_apart(prefix: &str) -> &str {
    let end = prefix.rfind("\n\n").map_or(0, |at| at + 1);
    let apart = prefix.get(..end).unwrap_or_default();
    if apart.contains('#') { apart } else { "" }
}
