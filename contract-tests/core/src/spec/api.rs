//! The compiled document.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use super::compile::Compiler;
use super::cursor::Cursor;
use super::declared_names::DeclaredNames;
use super::dialect::{Dialect, Version};
use super::error::{Caution, SpecError};
use super::files::{Files, SpecFile};
use super::folder::Folder;
use super::index::{FileIndex, OperationIndex};
use super::loaded_files::{LoadedFiles, own_path};
use super::operation::Operation;
use super::route::{Match, Router};
use super::schema::{Schema, SchemaId, Site};
use super::source::{Node, Place, Value};
use super::{load, operations};

/// A compiled `OpenAPI` document of version 3.0, 3.1 or 3.2.
#[derive(Debug)]
pub struct Spec {
    /// The file, as the user named it.
    pub file: String,
    /// The files that it is written in.
    pub files: Files,
    /// The operations, in document order.
    pub operations: Vec<Operation>,
    /// The schemas that an exchange can reach.
    pub schemas: Vec<Schema>,
    /// Names of query parameters that carry API keys (`components/securitySchemes`).
    pub key_parameters: Vec<String>,
    /// Whether null is a type of its own, as in JSON Schema.
    pub has_null_type: bool,
    /// Parts of the document that are not checked.
    pub cautions: Vec<Caution>,
    router: Router,
    declared_names: DeclaredNames,
}

impl Spec {
    /// Reads and compiles a YAML or JSON document, and the files in its folder that it refers to. `shown` is its name in
    /// messages.
    ///
    /// # Errors
    ///
    /// The file, or one that it refers to, is there and cannot be read, or the document is not an `OpenAPI` document, or has too many schemas.
    pub fn load(path: &Path, shown: &str) -> Result<Self, SpecError> {
        let text = std::fs::read_to_string(path).map_err(|error| SpecError {
            file: shown.to_owned(),
            place: Place::default(),
            what: format!("cannot read the spec: {error}"),
            help: "name an OpenAPI document with --spec FILE".into(),
        })?;
        let tree = load::tree(shown, &text)?;
        let document = SpecFile { shown: shown.to_owned(), path: own_path(path), text };
        Self::compile(LoadedFiles::new(document, tree, Folder::of(path)))
    }

    /// True for a name that the document declares somewhere: of a property, a parameter, a header or an operation, or a
    /// segment of a path. Such a name is text of the document, not of traffic.
    #[must_use]
    pub fn declares_name(&self, name: &str) -> bool {
        self.declared_names.contain(name)
    }

    /// Compiles the text of a document. `shown` is its name in messages.
    ///
    /// # Errors
    ///
    /// The text is not an `OpenAPI` document, or has too many schemas.
    pub fn from_text(text: String, shown: &str) -> Result<Self, SpecError> {
        let tree = load::tree(shown, &text)?;
        let document = SpecFile { shown: shown.to_owned(), path: own_path(Path::new(shown)), text };
        Self::compile(LoadedFiles::new(document, tree, None))
    }

    /// Compiles the document again, with new texts of some of its files.
    ///
    /// # Errors
    ///
    /// A text is not YAML, or the result is not an `OpenAPI` document.
    pub fn with_texts(&self, texts: &[(FileIndex, String)]) -> Result<Self, SpecError> {
        let mut files = self.files.clone();
        for (file, text) in texts {
            files.replace(*file, text.clone());
        }
        let trees = files.trees()?.into_iter().map(Arc::new).collect();
        Self::compile(LoadedFiles::again(&files, trees))
    }

    /// Compiles the document again, with trees that may have been changed: one for each of its files.
    ///
    /// # Errors
    ///
    /// The trees are not an `OpenAPI` document, or have too many schemas.
    pub fn with_trees(&self, trees: Vec<Arc<Node>>) -> Result<Self, SpecError> {
        Self::compile(LoadedFiles::again(&self.files, trees))
    }

    fn compile(loaded: LoadedFiles) -> Result<Self, SpecError> {
        let root = Cursor::root(&loaded, FileIndex::DOCUMENT);
        let mut compiler = Compiler::new();
        let version = version(&root)?;
        let dialect = dialect(&root, version, &mut compiler);
        loaded.set_dialect(dialect);
        let (operations, servers) = operations::read(&root, &mut compiler)?;
        if operations.is_empty() {
            return Err(
                root.error("the document has no operations", "declare at least one path with a method")
            );
        }
        let router = Router::new(&operations, servers);
        compiler.cautions.extend(router.shadowed().into_iter().filter_map(|(operation, first)| {
            Some(shadowed(operation.of(&operations)?, first.of(&operations)?, &loaded))
        }));
        let (schemas, cautions) = compiler.finish(&loaded)?;
        let key_parameters = operations::key_parameters(&root);
        if let Some(error) = loaded.failure() {
            return Err(error);
        }
        let declared_names = DeclaredNames::of(&operations, &schemas, &key_parameters);
        let file = loaded.name(FileIndex::DOCUMENT).to_owned();
        let files = loaded.into_files();
        let has_null_type = dialect.is_json_schema();
        Ok(Self {
            file,
            files,
            operations,
            schemas,
            key_parameters,
            has_null_type,
            cautions,
            router,
            declared_names,
        })
    }

    /// The trees of its files; every node knows its place.
    ///
    /// # Errors
    ///
    /// None for a spec that was compiled from its own text.
    pub fn trees(&self) -> Result<Vec<Node>, SpecError> {
        self.files.trees()
    }

    /// The name of the file of a place.
    #[must_use]
    pub fn file_of(&self, site: &Site) -> &str {
        self.files.name(site.file)
    }

    /// The schema with this id. An id of another spec may yield an empty schema.
    #[must_use]
    pub fn schema(&self, id: SchemaId) -> &Schema {
        static NOTHING: LazyLock<Schema> = LazyLock::new(Schema::default);
        self.schemas.get(id.index()).unwrap_or_else(|| &NOTHING)
    }

    /// The id of the schema at an index of [`Spec::schemas`].
    #[must_use]
    pub fn schema_id(&self, index: usize) -> Option<SchemaId> {
        let number = u32::try_from(index).ok().filter(|_| index < self.schemas.len())?;
        Some(SchemaId(number))
    }

    /// The operation for a method and a URL, on any host, with or without a server's base path.
    #[must_use]
    pub fn match_operation<'s, 'u>(&'s self, method: &str, url: &'u str) -> Option<Match<'s, 'u>> {
        self.router.find(method, url)
    }

    /// The webhooks with a method.
    pub fn webhooks(&self, method: &str) -> impl Iterator<Item = (OperationIndex, &Operation)> {
        let all = OperationIndex::each(&self.operations);
        all.filter(move |(_, known)| known.is_webhook && known.method.eq_ignore_ascii_case(method))
    }

    /// The path template that a URL matches, whatever the method.
    #[must_use]
    pub fn path_of(&self, url: &str) -> Option<&str> {
        self.router.path_of(url)
    }

    /// The operation with this id.
    #[must_use]
    pub fn operation(&self, id: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.id == id)
    }
}

/// The caution about an operation that no request reaches.
fn shadowed(operation: &Operation, first: &Operation, loaded: &LoadedFiles) -> Caution {
    let (method, path) = (&operation.method, &operation.path);
    let what = format!(
        "the path `{path}` differs from `{}` in names of parameters only; `{method}` requests are checked against the latter",
        first.path
    );
    let file = loaded.name(operation.site.file).to_owned();
    Caution { file, place: operation.site.place, what }
}

/// The version of the document.
fn version(root: &Cursor<'_>) -> Result<Version, SpecError> {
    let version = match root.get("openapi").map(|cursor| &cursor.node.value) {
        Some(Value::Text(version)) => version.clone(),
        Some(Value::Float(version)) => version.to_string(),
        _ => String::new(),
    };
    if let Ok(version) = version.parse() {
        return Ok(version);
    }
    let what = match (version.as_str(), root.get("swagger").is_some()) {
        ("", true) => "this is a Swagger 2 document, and only OpenAPI 3.0 to 3.2 is read".to_owned(),
        ("", false) => "this is not an OpenAPI document: it has no `openapi: 3.x.x`".to_owned(),
        (version, _) => format!("this is OpenAPI {version}, and only OpenAPI 3.0 to 3.2 is read"),
    };
    let help = match root.get("swagger") {
        Some(_) => "convert the document to OpenAPI 3, for example with `swagger2openapi`",
        None => "name an OpenAPI document of version 3.0, 3.1 or 3.2",
    };
    let at = root.get("openapi").unwrap_or_else(|| root.clone());
    Err(at.error(what, help))
}

/// The dialect that the document names for its schemas, else that of its version.
fn dialect(root: &Cursor<'_>, version: Version, compiler: &mut Compiler<'_>) -> Dialect {
    let named = root.get("jsonSchemaDialect").filter(|_| version.dialect.is_json_schema());
    let Some(named) = named else { return version.dialect };
    named.node.text().and_then(Dialect::named).unwrap_or_else(|| {
        let what = format!("this dialect is not known; schemas are read as {}", version.dialect.name());
        compiler.caution(&named, what);
        version.dialect
    })
}
