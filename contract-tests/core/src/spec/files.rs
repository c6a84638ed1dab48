//! The files that a document is written in.

use std::collections::HashMap;
use std::sync::Arc;

use super::error::SpecError;
use super::index::FileIndex;
use super::load;
use super::reference::Reference;
use super::source::Node;

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

/// The files that references lead to, by the file that they stand in and what they have before `#`.
pub(super) type Links = HashMap<(FileIndex, String), FileIndex>;

/// The files of a document: the document itself, then those that it refers to.
#[derive(Debug, Clone)]
pub struct Files {
    pub(super) all: Vec<Arc<SpecFile>>,
    pub(super) links: Arc<Links>,
}

impl Files {
    /// Every file with its index.
    pub fn iter(&self) -> impl Iterator<Item = (FileIndex, &SpecFile)> {
        FileIndex::each(self.all.iter().map(|file| &**file))
    }

    /// The file at an index.
    #[must_use]
    pub fn get(&self, index: FileIndex) -> Option<&SpecFile> {
        index.of(&self.all).map(|file| &**file)
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

    /// The tree of every file.
    pub(super) fn trees(&self) -> Result<Vec<Node>, SpecError> {
        self.all.iter().map(|file| load::tree(&file.shown, &file.text)).collect()
    }

    pub(super) fn replace(&mut self, index: FileIndex, text: String) {
        if let Some(file) = index.of_mut(&mut self.all) {
            *file = Arc::new(SpecFile { text, ..SpecFile::clone(file) });
        }
    }

    /// The index of the file at this path in the folder of the document.
    #[must_use]
    pub fn at_path(&self, path: &str) -> Option<FileIndex> {
        self.iter().find(|(_, file)| file.path == path).map(|(index, _)| index)
    }

    /// The file and the JSON pointer that a `$ref` in a file leads to.
    #[must_use]
    pub fn target(&self, from: FileIndex, reference: &str) -> Option<(FileIndex, String)> {
        let reference = Reference::of(reference);
        let file = match reference.file {
            "" => from,
            part => *self.links.get(&(from, part.to_owned()))?,
        };
        Some((file, reference.pointer()?.into_owned()))
    }
}
