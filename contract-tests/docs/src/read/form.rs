//! The forms in which a page can come.

use super::dense::is_dense;
use super::{html_page, markdown, text};
use crate::page::Block;

/// The form of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// The text of the rendered page.
    Text,
    /// Markdown, with or without components.
    Markdown,
    /// Rendered HTML.
    Html,
}

impl Form {
    /// The form of a file, by its name, or else by how its text begins.
    #[must_use]
    pub fn of(name: &str, text: &str) -> Self {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        match extension.as_deref() {
            // The text of a page, taken out of it without its marks, is often saved under this ending.
            Some("md" | "markdown") if is_dense(text) => return Self::Text,
            Some("md" | "mdx" | "markdown") => return Self::Markdown,
            Some("html" | "htm" | "xhtml") => return Self::Html,
            // A page that was saved under another ending than its own.
            Some("txt") if !text.contains("\n````") && !text.starts_with("---\n") => return Self::Text,
            _ => {}
        }
        let start = text.trim_start_matches('\u{feff}').trim_start();
        let head = start.get(..start.len().min(15)).unwrap_or_default().to_ascii_lowercase();
        if head.starts_with("<!doctype html") || head.starts_with("<html") {
            return Self::Html;
        }
        let is_markdown = start.starts_with("---\n")
            || start.starts_with("# ")
            || start.starts_with("> ")
            || text.contains("\n## ");
        if is_markdown { Self::Markdown } else { Self::Text }
    }
}

/// The blocks of a page in this form.
pub(crate) fn blocks(page: &str, form: Form) -> Vec<Block> {
    match form {
        Form::Text => text::blocks(page),
        Form::Markdown => markdown::blocks(page),
        Form::Html => html_page::blocks(page),
    }
}
