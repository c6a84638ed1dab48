//! `cartevo-contract.toml`: the locations of the parts of a project.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use schemars::{JsonSchema, Schema, schema_for};
use serde::Deserialize;
use toml::Spanned;

use super::{Key, ProjectError};

/// The name of the file, at the root of a project.
pub const CONFIG: &str = "cartevo-contract.toml";

/// The locations of the spec, ledger, recordings and locks of a project. Paths are relative to the folder of
/// this file, use `/`, and must stay inside the folder. Omitted keys have the same default as without this
/// file.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Project")]
struct File {
    /// The OpenAPI document. Default: the only one in `openapi/`.
    #[schemars(with = "Option<String>")]
    spec: Option<Spanned<String>>,
    /// The ledger of corrections. Default: `openapi/corrections.toml`.
    #[schemars(with = "Option<String>")]
    ledger: Option<Spanned<String>>,
    /// The folder of recordings. Default: `contract-tests/recordings`.
    #[schemars(with = "Option<String>")]
    recordings: Option<Spanned<String>>,
    /// The claims of the docs, as last read. Default: `openapi/docs.lock`.
    #[schemars(with = "Option<String>")]
    docs_lock: Option<Spanned<String>>,
    /// The generated API of the client. Default: `openapi/bindings.lock`.
    #[schemars(with = "Option<String>")]
    bindings_lock: Option<Spanned<String>>,
}

/// The JSON Schema of the file.
#[must_use]
pub fn schema() -> Schema {
    schema_for!(File)
}

/// A path in the file, with its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) path: PathBuf,
    pub(super) place: Place,
}

/// The place of a key in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The key.
    pub key: Key,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: `{}`", contract_core::harmless::path(&self.file), self.line, self.key.as_str())
    }
}

/// The paths in the configuration of a folder, if there is one.
pub(super) fn read(root: &Path) -> Result<Option<Vec<Named>>, ProjectError> {
    let path = root.join(CONFIG);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(ProjectError::Unreadable { path, error }),
    };
    let file: File = toml::from_str(&text).map_err(|error| malformed(&path, &text, &error))?;
    let values = [
        (Key::Spec, file.spec),
        (Key::Ledger, file.ledger),
        (Key::Recordings, file.recordings),
        (Key::DocsLock, file.docs_lock),
        (Key::BindingsLock, file.bindings_lock),
    ];
    let given = values.into_iter().filter_map(|(key, value)| Some((key, value?)));
    let named = given.map(|(key, value)| {
        let place = Place { file: path.clone(), line: line_of(&text, value.span()), key };
        named(root, place, value.get_ref())
    });
    named.collect::<Result<_, _>>().map(Some)
}

/// The path of a key, resolved from the project root. It must be inside.
fn named(root: &Path, place: Place, text: &str) -> Result<Named, ProjectError> {
    let is_inside = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    let path = root.join(text);
    let leads_outside = || {
        let (root, path) = (root.canonicalize().ok()?, path.canonicalize().ok()?);
        Some(!path.starts_with(root))
    };
    if text.is_empty() || !Path::new(text).components().all(is_inside) || leads_outside() == Some(true) {
        return Err(ProjectError::Outside { place, path: text.to_owned() });
    }
    Ok(Named { path, place })
}

fn malformed(path: &Path, text: &str, error: &toml::de::Error) -> ProjectError {
    let line = line_of(text, error.span().unwrap_or_default());
    ProjectError::Malformed { file: path.to_owned(), line, problem: error.message().replace('\n', "; ") }
}

fn line_of(text: &str, span: Range<usize>) -> usize {
    1 + text.bytes().take(span.start).filter(|byte| *byte == b'\n').count()
}
