//! Reads `paths`.

use std::collections::HashMap;

use super::base::{self, Base};
use super::compile::Compiler;
use super::cursor::Cursor;
use super::error::{Caution, SpecError};
use super::extensions;
use super::media;
use super::operation::{
    Content, Encoding, Header, Operation, Parameter, ParameterIn, RequestBody, ResponseSpec, StatusCode,
};
use super::path_key::{Obstacle, PathKey};
use super::route::Servers;
use super::schema::SchemaId;
use super::source::Node;

const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Every operation of the document, and the base paths of its servers.
pub(super) fn read<'a>(
    root: &Cursor<'a>,
    compiler: &mut Compiler<'a>,
) -> Result<(Vec<Operation>, Servers), SpecError> {
    let Some(paths) = root.map("paths")? else {
        return Err(root.error("the document has no `paths`", "name an OpenAPI 3.0 document with operations"));
    };
    let mut operations = Vec::new();
    let mut servers = ServerLists::default();
    let of_document = servers.list(root)?.unwrap_or(usize::MAX);
    for (path, item) in paths.members() {
        if path.starts_with("x-") {
            continue;
        }
        if !path.starts_with('/') {
            return Err(
                item.error(format!("the path `{path}` does not start with `/`"), "write `/` before it")
            );
        }
        let key = PathKey::of(path);
        compiler.cautions.extend(key.obstacle.map(|obstacle| unmatched(path, obstacle, &item)));
        let item = item.resolved()?;
        let of_path = servers.list(&item)?.unwrap_or(of_document);
        for method in METHODS {
            let Some(at) = item.map(method)? else { continue };
            let own = servers.list(&at)?.unwrap_or(of_path);
            servers.known.of_operation.push(own);
            let query_in_path = key.query_names.clone();
            operations.push(Operation { query_in_path, ..operation(path, method, &item, &at, compiler)? });
        }
    }
    refuse_same_ids(&operations, root)?;
    Ok((operations, servers.known))
}

fn unmatched(path: &str, obstacle: Obstacle, at: &Cursor<'_>) -> Caution {
    let why: &str = obstacle.into();
    let what = format!("the path `{path}` {why}; no request is checked against it");
    Caution { file: at.file.to_owned(), place: at.place, what }
}

/// Lists of servers, each kept once.
#[derive(Default)]
struct ServerLists {
    known: Servers,
    by_bases: HashMap<Vec<Base>, usize>,
}

impl ServerLists {
    /// The index of the `servers` at `at`, if there are any.
    fn list(&mut self, at: &Cursor<'_>) -> Result<Option<usize>, SpecError> {
        let Some(bases) = base::read(at)? else { return Ok(None) };
        let lists = &mut self.known.lists;
        let index = *self.by_bases.entry(bases).or_insert_with_key(|bases| {
            lists.push(bases.clone());
            lists.len() - 1
        });
        Ok(Some(index))
    }
}

fn refuse_same_ids(operations: &[Operation], root: &Cursor<'_>) -> Result<(), SpecError> {
    let mut seen = std::collections::HashSet::new();
    match operations.iter().find(|operation| !seen.insert(operation.id.as_str())) {
        None => Ok(()),
        Some(operation) => Err(SpecError {
            file: root.file.to_owned(),
            place: operation.site.place,
            what: format!("a second operation has the operationId `{}`", operation.id),
            help: "give each operation an id of its own".into(),
        }),
    }
}

fn operation<'a>(
    path: &str,
    method: &str,
    item: &Cursor<'a>,
    at: &Cursor<'a>,
    compiler: &mut Compiler<'a>,
) -> Result<Operation, SpecError> {
    let method = method.to_ascii_uppercase();
    let id = at.text("operationId")?.map_or_else(|| format!("{method} {path}"), str::to_owned);
    let mut parameters: Vec<Parameter> = Vec::new();
    for owner in [at, item] {
        for entry in owner.list("parameters")?.iter().flat_map(Cursor::items) {
            let found = parameter(entry, compiler)?;
            let known = parameters.iter().any(|p| p.name == found.name && p.location == found.location);
            if !known {
                parameters.push(found);
            }
        }
    }
    Ok(Operation {
        id,
        method,
        path: path.to_owned(),
        query_in_path: Vec::new(),
        parameters,
        request_body: at.map("requestBody")?.map(|body| request_body(body, compiler)).transpose()?,
        responses: responses(at, compiler)?,
        effect: extensions::effect(at, &mut compiler.cautions),
        site: at.site(),
    })
}

fn parameter<'a>(at: Cursor<'a>, compiler: &mut Compiler<'a>) -> Result<Parameter, SpecError> {
    let site = at.site();
    let at = at.resolved()?;
    let Some(name) = at.text("name")? else {
        return Err(at.error("this parameter has no `name`", "name it"));
    };
    let location = match at.text("in")? {
        Some("path") => ParameterIn::Path,
        Some("query") => ParameterIn::Query,
        Some("header") => ParameterIn::Header,
        Some("cookie") => ParameterIn::Cookie,
        _ => {
            return Err(at.error(
                format!("the parameter `{name}` does not say where it is"),
                "write `in:` with one of path, query, header, cookie",
            ));
        }
    };
    let (is_json, from_content) = json_content(&at, compiler)?;
    Ok(Parameter {
        name: name.to_owned(),
        location,
        required: location == ParameterIn::Path || at.flag("required")?,
        schema: schema_of(&at, compiler)?.or(from_content),
        is_json,
        style: at.text("style")?.map(str::to_owned),
        explode: at.get("explode").and_then(|explode| explode.node.boolean()),
        multi_segment: at.flag("x-multi-segment")?,
        allow_empty: at.flag("allowEmptyValue")?,
        corrections: extensions::corrections(&at, &mut compiler.cautions),
        site,
    })
}

/// Whether the value of a parameter or header is JSON text, and the schema of that.
fn json_content<'a>(
    at: &Cursor<'a>,
    compiler: &mut Compiler<'a>,
) -> Result<(bool, Option<SchemaId>), SpecError> {
    let content = at.map("content")?.and_then(|content| content.members().next());
    match content.filter(|(media_type, _)| media::is_json(media_type)) {
        Some((_, content)) => Ok((true, schema_of(&content, compiler)?)),
        None => Ok((false, None)),
    }
}

fn request_body<'a>(at: Cursor<'a>, compiler: &mut Compiler<'a>) -> Result<RequestBody, SpecError> {
    let site = at.site();
    let at = at.resolved()?;
    Ok(RequestBody { required: at.flag("required")?, content: content(&at, compiler)?, site })
}

fn responses<'a>(at: &Cursor<'a>, compiler: &mut Compiler<'a>) -> Result<Vec<ResponseSpec>, SpecError> {
    let Some(map) = at.map("responses")? else {
        return Err(
            at.error("this operation declares no `responses`", "declare at least one status, or `default`")
        );
    };
    let mut responses = Vec::new();
    for (code, at) in map.members() {
        if code.starts_with("x-") {
            continue;
        }
        let Some(status) = StatusCode::parse(code) else {
            return Err(at.error(
                format!("`{code}` is not a status"),
                "write a status such as 200, a range such as 4XX, or default",
            ));
        };
        let (site, mut corrections) = (at.site(), extensions::corrections(&at, &mut compiler.cautions));
        let at = at.resolved()?;
        corrections.extend(extensions::corrections(&at, &mut compiler.cautions));
        corrections.dedup();
        let headers = headers(&at, compiler)?;
        responses.push(ResponseSpec { status, content: content(&at, compiler)?, headers, corrections, site });
    }
    Ok(responses)
}

fn headers<'a>(at: &Cursor<'a>, compiler: &mut Compiler<'a>) -> Result<Vec<Header>, SpecError> {
    let Some(map) = at.map("headers")? else { return Ok(Vec::new()) };
    let mut headers = Vec::new();
    for (name, at) in map.members() {
        // `Content-Type` is described by `content` (OpenAPI 3.0.3, Response Object).
        if name.eq_ignore_ascii_case("content-type") {
            continue;
        }
        let site = at.site();
        let at = at.resolved()?;
        let (is_json, from_content) = json_content(&at, compiler)?;
        let schema = schema_of(&at, compiler)?.or(from_content);
        let explode = at.get("explode").and_then(|explode| explode.node.boolean());
        let required = at.flag("required")?;
        headers.push(Header { name: name.to_owned(), required, schema, is_json, explode, site });
    }
    Ok(headers)
}

fn content<'a>(at: &Cursor<'a>, compiler: &mut Compiler<'a>) -> Result<Vec<Content>, SpecError> {
    let Some(map) = at.map("content")? else { return Ok(Vec::new()) };
    map.members()
        .map(|(media_type, at)| {
            Ok(Content {
                media_type: media_type.to_owned(),
                schema: schema_of(&at, compiler)?,
                encoding: encoding(&at)?,
                site: at.site(),
            })
        })
        .collect()
}

fn encoding(at: &Cursor<'_>) -> Result<Vec<Encoding>, SpecError> {
    let Some(map) = at.map("encoding")? else { return Ok(Vec::new()) };
    let of = |(name, at): (&str, Cursor<'_>)| {
        Ok(Encoding {
            name: name.to_owned(),
            content_type: at.text("contentType")?.map(str::to_owned),
            style: at.text("style")?.map(str::to_owned),
            explode: at.get("explode").and_then(|explode| explode.node.boolean()),
        })
    };
    map.members().map(of).collect()
}

fn schema_of<'a>(at: &Cursor<'a>, compiler: &mut Compiler<'a>) -> Result<Option<SchemaId>, SpecError> {
    at.get("schema").map(|schema| compiler.schema(schema)).transpose()
}

/// The query parameters that carry API keys; they are declared once for all operations.
pub(super) fn key_parameters(root: &Cursor<'_>) -> Vec<String> {
    let schemes = root.get("components").and_then(|components| components.get("securitySchemes"));
    let members = schemes.iter().flat_map(Cursor::members);
    let in_query = members.filter(|(_, scheme)| scheme.node.get("in").and_then(Node::text) == Some("query"));
    in_query.filter_map(|(_, scheme)| scheme.node.get("name")?.text().map(str::to_owned)).collect()
}
