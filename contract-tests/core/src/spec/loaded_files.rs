//! The files of a document while it is compiled. A file is read when a `$ref` to it is followed.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use super::dialect::Dialect;
use super::error::SpecError;
use super::files::{Files, Links, SpecFile};
use super::folder::{Folder, Located, MAX_BYTES, MAX_FILES};
use super::identifiers::{Anchor, Identifiers};
use super::index::FileIndex;
use super::load;
use super::reference::{Refusal, path_from};
use super::scope::{Scope, Scopes};
use super::source::{MAX_NODES, Node, Place, Span, Value};
use super::uri;

/// What a file that is not YAML counts as, in nodes: the effort to find that out is bounded, too.
const NODES_OF_BROKEN: usize = MAX_NODES / 64;

/// The scheme of the URIs of files that have no URI.
pub(super) const OWN_SCHEME: &str = "document:";

/// The files that were read.
#[derive(Debug)]
pub(super) struct LoadedFiles {
    folder: Option<Folder>,
    /// Filled from the start. Their number is fixed, so that trees can be borrowed while others are read.
    slots: Vec<OnceCell<LoadedFile>>,
    count: Cell<usize>,
    bytes_left: Cell<u64>,
    nodes_left: Cell<usize>,
    /// The links of an earlier compilation.
    known: Arc<Links>,
    links: RefCell<HashMap<(FileIndex, String), Result<FileIndex, Refusal>>>,
    /// What was read, by path.
    by_path: RefCell<HashMap<String, Result<FileIndex, Refusal>>>,
    /// The first file that is there and could not be read.
    failure: OnceCell<SpecError>,
    /// That of the schemas, unless they name another one.
    dialect: OnceCell<Dialect>,
    scopes: RefCell<Scopes>,
}

/// A file with its tree.
#[derive(Debug)]
struct LoadedFile {
    file: Arc<SpecFile>,
    tree: Arc<Node>,
    identifiers: OnceCell<Identifiers>,
}

impl LoadedFile {
    fn new(file: Arc<SpecFile>, tree: Arc<Node>) -> Self {
        Self { file, tree, identifiers: OnceCell::new() }
    }
}

impl LoadedFiles {
    /// A document, and the folder of its other files if there is one.
    pub(super) fn new(document: SpecFile, tree: Node, folder: Option<Folder>) -> Self {
        let slots = 1 + folder.as_ref().map_or(0, |_| MAX_FILES);
        let document = LoadedFile::new(Arc::new(document), Arc::new(tree));
        Self::with(vec![document], slots, folder, Arc::default())
    }

    /// The files of a document that was compiled before, with trees that may have been changed.
    pub(super) fn again(files: &Files, trees: Vec<Arc<Node>>) -> Self {
        let joined = |(file, tree): (&Arc<SpecFile>, Arc<Node>)| LoadedFile::new(Arc::clone(file), tree);
        let all: Vec<LoadedFile> = files.all.iter().zip(trees).map(joined).collect();
        let slots = all.len();
        Self::with(all, slots, None, Arc::clone(&files.links))
    }

    fn with(all: Vec<LoadedFile>, slots: usize, folder: Option<Folder>, known: Arc<Links>) -> Self {
        let count = Cell::new(all.len());
        let mut slots_filled: Vec<OnceCell<LoadedFile>> = all.into_iter().map(OnceCell::from).collect();
        slots_filled.resize_with(slots, OnceCell::new);
        Self {
            folder,
            slots: slots_filled,
            count,
            bytes_left: Cell::new(MAX_BYTES),
            nodes_left: Cell::new(MAX_NODES),
            known,
            links: RefCell::default(),
            by_path: RefCell::default(),
            failure: OnceCell::new(),
            dialect: OnceCell::new(),
            scopes: RefCell::default(),
        }
    }

    /// The number of files that were read.
    pub(super) fn len(&self) -> usize {
        self.count.get()
    }

    /// The indexes of the files that were read.
    pub(super) fn indexes(&self) -> impl Iterator<Item = FileIndex> {
        (0..self.len()).map(FileIndex::new)
    }

    /// The root of a file.
    pub(super) fn root(&self, file: FileIndex) -> &Node {
        static NOTHING: LazyLock<Node> =
            LazyLock::new(|| Node { value: Value::Null, place: Place::default(), span: Span::default() });
        self.loaded_file(file).map_or_else(|| &*NOTHING, |loaded_file| &loaded_file.tree)
    }

    /// The name of a file, as shown to the user.
    pub(super) fn name(&self, file: FileIndex) -> &str {
        self.loaded_file(file).map_or("", |loaded_file| &loaded_file.file.shown)
    }

    /// The path of a file in the folder of the document.
    pub(super) fn path(&self, file: FileIndex) -> &str {
        self.loaded_file(file).map_or("", |loaded_file| &loaded_file.file.path)
    }

    /// Sets the dialect of the schemas.
    pub(super) fn set_dialect(&self, dialect: Dialect) {
        let _: Result<(), Dialect> = self.dialect.set(dialect);
    }

    /// The dialect of a schema.
    pub(super) fn dialect(&self, file: FileIndex, pointer: &str) -> Dialect {
        let of_place = self.identifiers(file).and_then(|known| known.dialect(pointer));
        of_place.or(self.dialect.get().copied()).unwrap_or(Dialect::OpenApi30)
    }

    /// What is named in a file; `None` in OpenAPI 3.0, which has no such names.
    pub(super) fn identifiers(&self, file: FileIndex) -> Option<&Identifiers> {
        self.dialect.get().filter(|dialect| dialect.is_json_schema())?;
        let loaded_file = self.loaded_file(file)?;
        let tree = &loaded_file.tree;
        Some(loaded_file.identifiers.get_or_init(|| {
            let uri = format!("{OWN_SCHEME}///{}", loaded_file.file.path);
            let own = tree.get("$self").and_then(Node::text).map(|own| uri::resolved(&uri, own));
            Identifiers::of(tree, &own.unwrap_or(uri))
        }))
    }

    /// The resource that has this URI.
    pub(super) fn with_uri(&self, uri: &str) -> Option<(FileIndex, &str)> {
        self.indexes().find_map(|file| Some((file, self.identifiers(file)?.with_uri(uri)?)))
    }

    /// The place that an anchor names.
    pub(super) fn anchor(&self, file: FileIndex, resource: &str, name: &str) -> Option<&Anchor> {
        self.identifiers(file)?.anchor(resource, name)
    }

    /// The scope inside of the resource that a place belongs to.
    pub(super) fn entered(&self, scope: Scope, file: FileIndex, pointer: &str) -> Scope {
        let Some(identifiers) = self.identifiers(file).filter(|known| !known.is_static()) else {
            return scope;
        };
        let (resource, _) = identifiers.resource(pointer);
        self.scopes.borrow_mut().entered(scope, file, &identifiers.dynamic(resource))
    }

    /// The place that a name stands for in a scope.
    pub(super) fn bound(&self, scope: Scope, name: &str) -> Option<(FileIndex, String)> {
        self.scopes.borrow().bound(scope, name)
    }

    fn loaded_file(&self, file: FileIndex) -> Option<&LoadedFile> {
        file.of(&self.slots)?.get()
    }

    /// The file that is written as `part` in the file `from`.
    pub(super) fn link(&self, from: FileIndex, part: &str) -> Result<FileIndex, Refusal> {
        let key = (from, part.to_owned());
        if let Some(file) = self.known.get(&key) {
            return Ok(*file);
        }
        if let Some(link) = self.links.borrow().get(&key) {
            return link.clone();
        }
        let link = self.linked(from, part);
        self.links.borrow_mut().insert(key, link.clone());
        link
    }

    fn linked(&self, from: FileIndex, part: &str) -> Result<FileIndex, Refusal> {
        let path = path_from(self.path(from), part)?;
        let folder = self.folder.as_ref().ok_or(Refusal::NoFolder)?;
        let path = match folder.locate(&path)? {
            Located::Document => return Ok(FileIndex::DOCUMENT),
            Located::File(path) => path,
        };
        if let Some(known) = self.by_path.borrow().get(&path) {
            return known.clone();
        }
        let file = self.read(folder, &path);
        self.by_path.borrow_mut().insert(path, file.clone());
        file
    }

    fn read(&self, folder: &Folder, path: &str) -> Result<FileIndex, Refusal> {
        let index = FileIndex::new(self.count.get());
        let slot = index.of(&self.slots).ok_or(Refusal::TooMany)?;
        if self.nodes_left.get() == 0 {
            return Err(Refusal::TooMuch);
        }
        let text = folder.read(path, self.bytes_left.get())?;
        self.bytes_left.set(self.bytes_left.get().saturating_sub(text.len() as u64));
        let shown = beside(self.name(FileIndex::DOCUMENT), path);
        let tree = load::tree(&shown, &text);
        let nodes = tree.as_ref().map_or(NODES_OF_BROKEN, nodes);
        let left = self.nodes_left.get().checked_sub(nodes);
        self.nodes_left.set(left.unwrap_or(0));
        let tree = tree.map_err(|error| Refusal::Broken(Box::new(error)))?;
        left.ok_or(Refusal::TooMuch)?;
        let file = SpecFile { shown, path: path.to_owned(), text };
        slot.set(LoadedFile::new(Arc::new(file), Arc::new(tree))).map_err(|_| Refusal::TooMany)?;
        self.count.set(self.count.get() + 1);
        Ok(index)
    }

    /// Keeps the first error of reading a file: the document is not known in full, though nothing is wrong with it.
    pub(super) fn fail(&self, error: &SpecError) {
        let _: Result<(), SpecError> = self.failure.set(error.clone());
    }

    /// The first error of [`Self::fail`].
    pub(super) fn failure(&self) -> Option<SpecError> {
        self.failure.get().cloned()
    }

    /// The files that were read, and how they refer to each other.
    pub(super) fn into_files(self) -> Files {
        let loaded_file = self.slots.into_iter().map_while(OnceCell::into_inner);
        let all = loaded_file.map(|loaded_file| loaded_file.file).collect();
        let new = self.links.into_inner().into_iter();
        let new: Vec<_> = new.filter_map(|(key, link)| Some((key, link.ok()?))).collect();
        let mut links = self.known;
        if !new.is_empty() {
            Arc::make_mut(&mut links).extend(new);
        }
        Files { all, links }
    }
}

/// The name of a file in the folder of the document, as the document is named.
fn beside(document: &str, path: &str) -> String {
    match document.rfind(std::path::is_separator) {
        Some(at) => format!("{}{path}", document.get(..=at).unwrap_or_default()),
        None => path.to_owned(),
    }
}

fn nodes(tree: &Node) -> usize {
    let members = tree.members().iter().map(|member| nodes(&member.node));
    1 + members.chain(tree.items().iter().map(nodes)).sum::<usize>()
}

/// The name of a document in its folder.
pub(super) fn own_path(document: &Path) -> String {
    document.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
