//! Reads `paths` and `webhooks`.

use std::collections::{HashMap, HashSet};

use super::base::{self, Base};
use super::compile::Compiler;
use super::cursor::Cursor;
use super::error::{Caution, SpecError};
use super::operation::Operation;
use super::path_key::{Obstacle, PathKey};
use super::route::{ANY_METHOD, Servers};
use super::schema::SchemaId;
use super::source::{Node, Value};
use super::{extensions, media, parameters, path_names, request_body, responses};

const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Every operation of the document, and the base paths of its servers.
pub(super) fn read<'a>(
    root: &Cursor<'a>,
    compiler: &mut Compiler<'a>,
) -> Result<(Vec<Operation>, Servers), SpecError> {
    let (paths, webhooks) = (root.map("paths")?, root.map("webhooks")?);
    if paths.is_none() && webhooks.is_none() {
        return Err(root.error("the document has no `paths`", "name an OpenAPI document with operations"));
    }
    let mut reader = Reader { compiler, operations: Vec::new(), servers: ServerLists::default() };
    let of_document = reader.servers(root).unwrap_or(usize::MAX);
    let members = |map: Option<Cursor<'a>>| map.into_iter().flat_map(|map| map.members().collect::<Vec<_>>());
    for (path, item) in members(paths).filter(|(path, _)| !path.starts_with("x-")) {
        reader.caution(path, &item);
        reader.path(path, &item, of_document)?;
    }
    let of_paths = reader.operations.len();
    for (name, item) in members(webhooks).filter(|(name, _)| !name.starts_with("x-")) {
        reader.path(name, &item, of_document)?;
    }
    reader.operations.iter_mut().skip(of_paths).for_each(|webhook| webhook.is_webhook = true);
    let Reader { mut operations, servers, .. } = reader;
    tell_same_ids_apart(&mut operations, root, compiler);
    Ok((operations, servers.known))
}

/// Collects the operations.
struct Reader<'r, 'a> {
    compiler: &'r mut Compiler<'a>,
    operations: Vec<Operation>,
    servers: ServerLists,
}

impl<'a> Reader<'_, 'a> {
    /// The index of the `servers` at `at`, if there are any.
    fn servers(&mut self, at: &Cursor<'_>) -> Option<usize> {
        base::read(at, &mut self.compiler.cautions).map(|bases| self.servers.index(bases))
    }

    fn path(&mut self, path: &str, item: &Cursor<'a>, of_document: usize) -> Result<(), SpecError> {
        let declared = match item.clone().declared() {
            Ok(declared) => declared,
            Err(error) => {
                self.compiler.unchecked(error);
                self.add(unreadable(ANY_METHOD, path, item), of_document);
                return Ok(());
            }
        };
        let of_path = self.servers(&declared).unwrap_or(of_document);
        for (method, entry) in self.methods(&declared) {
            let at = match entry.clone().resolved() {
                Ok(at) => at,
                Err(error) => {
                    self.compiler.unchecked(error);
                    self.add(unreadable(&method.to_ascii_uppercase(), path, &entry), of_path);
                    continue;
                }
            };
            let own = self.servers(&at).unwrap_or(of_path);
            let operation = operation((path, &method), &declared, &at, self.compiler)?;
            self.add(operation, own);
        }
        Ok(())
    }

    /// The operations of a path item by their method, those with other methods last.
    fn methods(&mut self, item: &Cursor<'a>) -> Vec<(String, Cursor<'a>)> {
        let own = METHODS.iter().filter_map(|method| Some(((*method).to_owned(), item.get(method)?)));
        let mut all: Vec<(String, Cursor<'a>)> = own.collect();
        match item.map("additionalOperations") {
            Ok(map) => {
                let others = map.iter().flat_map(Cursor::members);
                all.extend(others.map(|(method, entry)| (method.to_owned(), entry)));
            }
            Err(error) => self.compiler.unchecked(error),
        }
        all
    }

    fn add(&mut self, operation: Operation, servers: usize) {
        self.servers.known.of_operation.push(servers);
        self.operations.push(operation);
    }

    fn caution(&mut self, path: &str, at: &Cursor<'_>) {
        let obstacle = PathKey::of(path).obstacle.map(|obstacle| unmatched(path, obstacle));
        let no_slash = (!path.starts_with('/'))
            .then(|| format!("the path `{path}` does not start with `/`; it is read as if it did"));
        let cautions = [obstacle, no_slash].into_iter().flatten();
        self.compiler.cautions.extend(cautions.map(|what| Caution {
            file: at.file_name().to_owned(),
            place: at.place,
            what,
        }));
    }
}

fn unmatched(path: &str, obstacle: Obstacle) -> String {
    let why: &str = obstacle.into();
    format!("the path `{path}` {why}; no request is checked against it")
}

/// Lists of servers, each kept once.
#[derive(Default)]
struct ServerLists {
    known: Servers,
    by_bases: HashMap<Vec<Base>, usize>,
}

impl ServerLists {
    fn index(&mut self, bases: Vec<Base>) -> usize {
        let lists = &mut self.known.lists;
        *self.by_bases.entry(bases).or_insert_with_key(|bases| {
            lists.push(bases.clone());
            lists.len() - 1
        })
    }
}

/// Ids are what findings and corrections name an operation by. A second operation with the same one goes by its method and
/// path.
fn tell_same_ids_apart(operations: &mut [Operation], root: &Cursor<'_>, compiler: &mut Compiler<'_>) {
    let mut seen = HashSet::new();
    for operation in operations {
        if seen.insert(operation.id.clone()) {
            continue;
        }
        let mut id = format!("{} {}", operation.method, operation.path);
        while !seen.insert(id.clone()) {
            id.push('\'');
        }
        let what = format!("a second operation has the operationId `{}`; it is called `{id}`", operation.id);
        let file = root.loaded.name(operation.site.file).to_owned();
        compiler.cautions.push(Caution { file, place: operation.site.place, what });
        operation.id = id;
    }
}

/// An operation that cannot be read.
fn unreadable(method: &str, path: &str, at: &Cursor<'_>) -> Operation {
    Operation {
        id: format!("{method} {path}"),
        method: method.to_owned(),
        path: path.to_owned(),
        query_in_path: Vec::new(),
        parameters: Vec::new(),
        lost_parameters: Vec::new(),
        request_body: None,
        responses: Vec::new(),
        odd_responses: Vec::new(),
        effect: None,
        is_webhook: false,
        unchecked: true,
        site: at.site(),
    }
}

fn operation<'a>(
    (path, method): (&str, &str),
    item: &Cursor<'a>,
    at: &Cursor<'a>,
    compiler: &mut Compiler<'a>,
) -> Result<Operation, SpecError> {
    let method = method.to_ascii_uppercase();
    let unreadable = unreadable(&method, path, at);
    if let Err(error) = is_operation(at) {
        compiler.unchecked(error);
        return Ok(unreadable);
    }
    let id = at.text("operationId").unwrap_or_else(|error| {
        compiler.ignored(error);
        None
    });
    let (parameters, lost_parameters) = parameters::read([at, item], compiler)?;
    let parameters = path_names::matched(parameters, &lost_parameters, (path, at), compiler);
    let body = at.get("requestBody").map(|body| request_body::read(body, compiler)).transpose()?;
    let (responses, odd_responses) = responses::read(at, compiler)?;
    Ok(Operation {
        id: id.map_or(unreadable.id, str::to_owned),
        query_in_path: PathKey::of(path).query_names,
        parameters,
        lost_parameters,
        request_body: body,
        responses,
        odd_responses,
        effect: extensions::effect(at, &mut compiler.cautions),
        unchecked: false,
        ..unreadable
    })
}

fn is_operation(at: &Cursor<'_>) -> Result<(), SpecError> {
    if !matches!(at.node.value, Value::Map(_)) {
        let what = format!("an operation has to be a map and is {}", at.node.kind());
        return Err(at.error(what, "declare its `responses`"));
    }
    Ok(())
}

/// The schema at `at`, if one is declared.
pub(super) fn schema_of<'a>(
    at: &Cursor<'a>,
    compiler: &mut Compiler<'a>,
) -> Result<Option<SchemaId>, SpecError> {
    at.get("schema").map(|schema| compiler.schema(schema)).transpose()
}

/// The schema of each item, if the content at `at` is a sequence of them.
pub(super) fn item_schema_of<'a>(
    at: &Cursor<'a>,
    compiler: &mut Compiler<'a>,
) -> Result<Option<SchemaId>, SpecError> {
    at.get("itemSchema").map(|schema| compiler.schema(schema)).transpose()
}

/// Whether the value of a parameter or header is JSON text, and the schema of that.
pub(super) fn json_content<'a>(
    at: &Cursor<'a>,
    compiler: &mut Compiler<'a>,
) -> Result<(bool, Option<SchemaId>), SpecError> {
    let content = at.map("content")?.and_then(|content| content.members().next());
    match content {
        Some((media_type, content)) if media::is_json(media_type) => {
            Ok((true, schema_of(&content.declared()?, compiler)?))
        }
        _ => Ok((false, None)),
    }
}

/// The query parameters that carry API keys; they are declared once for all operations.
pub(super) fn key_parameters(root: &Cursor<'_>) -> Vec<String> {
    let components = root.map("components").ok().flatten();
    let schemes = components.and_then(|components| components.map("securitySchemes").ok().flatten());
    let members = schemes.iter().flat_map(Cursor::members);
    let schemes = members.filter_map(|(_, scheme)| scheme.resolved().ok());
    let in_query = schemes.filter(|scheme| scheme.node.get("in").and_then(Node::text) == Some("query"));
    in_query.filter_map(|scheme| scheme.node.get("name")?.text().map(str::to_owned)).collect()
}
