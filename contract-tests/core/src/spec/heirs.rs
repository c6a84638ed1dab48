//! Finds the schemas that extend others, which a discriminator may name without a mapping.

use std::collections::{HashMap, HashSet};

use super::cursor::Cursor;
use super::index::FileIndex;
use super::loaded_files::LoadedFiles;
use super::reference::stem;

/// A schema by its file and pointer.
type Identity = (FileIndex, String);

/// A schema with its name.
type Named<'a> = (Box<str>, Cursor<'a>);

/// The schemas that have others in their `allOf`, by these.
pub(super) struct Heirs<'a> {
    by_parent: HashMap<Identity, Vec<Named<'a>>>,
}

impl<'a> Heirs<'a> {
    /// The heirs among the components, and among the files that were read.
    pub(super) fn of(loaded: &'a LoadedFiles) -> Self {
        let mut by_parent: HashMap<Identity, Vec<Named<'a>>> = HashMap::new();
        let all: Vec<FileIndex> = loaded.indexes().collect();
        for (name, schema) in all.into_iter().flat_map(|file| named(loaded, file)) {
            for parent in parents(&schema) {
                by_parent.entry(identity(&parent)).or_default().push((name.clone(), schema.clone()));
            }
        }
        Self { by_parent }
    }

    /// The heirs of a schema and their heirs, in the order of the document.
    pub(super) fn of_schema(&self, at: &Cursor<'a>) -> Vec<Named<'a>> {
        let (mut found, mut passed) = (Vec::new(), HashSet::new());
        let mut waiting = vec![identity(at)];
        while let Some(parent) = waiting.pop() {
            let heirs = self.by_parent.get(&parent).map(Vec::as_slice).unwrap_or_default();
            for (name, heir) in heirs {
                if passed.insert((identity(heir), name.clone())) {
                    waiting.push(identity(heir));
                    found.push((name.clone(), heir.clone()));
                }
            }
        }
        found.sort_by_key(|(_, heir)| (heir.file, heir.place));
        found
    }
}

/// The `components/schemas` of a file.
pub(super) fn components(loaded: &LoadedFiles, file: FileIndex) -> Option<Cursor<'_>> {
    let components = Cursor::root(loaded, file).map("components").ok()??;
    components.map("schemas").ok()?
}

/// The schemas of a file that have a name: the components, and the file as a whole if it is not the document.
fn named(loaded: &LoadedFiles, file: FileIndex) -> Vec<Named<'_>> {
    let components = components(loaded, file);
    let members = components.iter().flat_map(Cursor::members);
    let members = members.filter_map(|(name, schema)| Some((name.into(), schema.resolved().ok()?)));
    let is_other = file != FileIndex::DOCUMENT;
    let whole = is_other.then(|| (stem(loaded.path(file)).into(), Cursor::root(loaded, file)));
    members.chain(whole).collect()
}

/// What a schema extends.
fn parents<'a>(schema: &Cursor<'a>) -> Vec<Cursor<'a>> {
    let parts = schema.list("allOf").ok().flatten();
    let own = (!schema.dialect().ignores_siblings()).then(|| schema.clone());
    let references =
        parts.iter().flat_map(Cursor::items).chain(own).filter(|part| part.get("$ref").is_some());
    references.filter_map(|part| part.resolved().ok()).collect()
}

fn identity(at: &Cursor<'_>) -> Identity {
    (at.file, at.pointer.clone())
}
