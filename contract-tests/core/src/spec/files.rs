//! The files that a document is written in.

use std::sync::LazyLock;

use super::index::FileIndex;
use super::source::{Node, Place, Span, Value};

/// A file of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecFile {
    /// The file, as shown to the user.
    pub shown: String,
    /// Its path in the folder of the document, with `/` between the names.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The files of a document: the document itself, then those that it refers to.
#[derive(Debug, Clone)]
pub struct Files {
    all: Vec<SpecFile>,
}

impl Files {
    /// A document in one file.
    pub(super) fn of_document(shown: &str, text: String) -> Self {
        let path = shown.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        Self { all: vec![SpecFile { shown: shown.to_owned(), path, text }] }
    }

    /// Every file with its index.
    pub fn iter(&self) -> impl Iterator<Item = (FileIndex, &SpecFile)> {
        FileIndex::each(&self.all)
    }

    /// The file at an index.
    #[must_use]
    pub fn get(&self, index: FileIndex) -> Option<&SpecFile> {
        index.of(&self.all)
    }

    /// The name of a file, as shown to the user.
    #[must_use]
    pub fn name(&self, index: FileIndex) -> &str {
        self.get(index).map_or("", |file| &file.shown)
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, index: FileIndex) -> &str {
        self.get(index).map_or("", |file| &file.text)
    }

    /// The texts of all files.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|file| file.text.as_str())
    }

    /// The index of the file at this path in the folder of the document.
    #[must_use]
    pub fn at_path(&self, path: &str) -> Option<FileIndex> {
        self.iter().find(|(_, file)| file.path == path).map(|(index, _)| index)
    }

    /// The index of the file with this name.
    pub(super) fn position(&self, shown: &str) -> Option<FileIndex> {
        self.iter().find(|(_, file)| file.shown == shown).map(|(index, _)| index)
    }
}

/// The trees of the files of a document.
#[derive(Debug)]
pub(super) struct Trees<'a> {
    pub(super) files: &'a Files,
    roots: Vec<&'a Node>,
}

impl<'a> Trees<'a> {
    /// One tree for each file.
    pub(super) fn new(files: &'a Files, roots: &[&'a Node]) -> Self {
        Self { files, roots: roots.to_vec() }
    }

    /// The root of a file.
    pub(super) fn root(&self, file: FileIndex) -> &'a Node {
        static NOTHING: LazyLock<Node> =
            LazyLock::new(|| Node { value: Value::Null, place: Place::default(), span: Span::default() });
        file.of(&self.roots).copied().unwrap_or_else(|| &NOTHING)
    }
}
