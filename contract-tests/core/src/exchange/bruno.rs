//! Collections of Bruno: the examples of their requests, in a `.bru` or YAML file each, or exported as JSON or YAML.

use std::borrow::Cow;
use std::io;

use super::beside;
use super::bru;
use super::document::{Document, Source, Syntax};
use super::documents::Documents;
use super::format::{Cut, Ending, Format, Frame, Frames};
use super::found::{Found, Pieces};
use super::input::Input;
use super::model::BYTE_ORDER_MARK;
use super::outline::Outline;
use super::sniff::{Match, Start};
use super::status::status_of;
use super::told::{self, Answer, Content, Message, Origin, Sent, Told};
use super::told_headers::add_headers;
use super::tree::Tree;
use super::urls::{push_query, with_path_values};
use super::variables::{Environments, Unresolved, Url, Variables};
use super::window::Window;

pub(super) const FORMAT: Format = Format {
    endings: &[Ending::Own("bru"), Ending::Shared("json"), Ending::Shared("yaml"), Ending::Shared("yml")],
    recognizes,
    cut: Cut::Stream(|input| {
        Box::new(Bruno {
            documents: Documents::new(document, input),
            input: input.clone(),
            bru: None,
            is_other: false,
        })
    }),
    read: told::read,
};

/// The kinds of request that a file in YAML may hold, and what else it has.
const KINDS: &[&str] = &["http", "graphql", "grpc", "websocket"];

fn recognizes(start: &Start<'_>) -> Match {
    let outline = start.outline;
    match (outline.is_list, outline.is_yaml) {
        (true, _) => Match::No,
        (false, true) if is_yaml(outline) => Match::Yes,
        (false, false) if is_json(outline) => Match::Yes,
        (false, _) => outline.otherwise(),
    }
}

fn is_yaml(outline: &Outline) -> bool {
    outline.has("opencollection") || (outline.has("info") && KINDS.iter().any(|kind| outline.has(kind)))
}

/// True for an export, and for the file with the settings of a collection.
fn is_json(outline: &Outline) -> bool {
    let is_export = outline.has("items") && (outline.has("brunoConfig") || outline.has("environments"));
    let is_config =
        outline.text("type") == Some("collection") && outline.has("version") && outline.has("name");
    is_export || is_config
}

/// A stream in the language of Bruno, whose first line opens a block, or in another one.
struct Bruno {
    documents: Documents,
    input: Input,
    is_other: bool,
    /// The examples of a file in the language of Bruno.
    bru: Option<Pieces>,
}

impl Bruno {
    fn read(&self, window: &mut Window, max_bytes: usize) -> io::Result<Pieces> {
        let mut pieces = Pieces::default();
        while window.view().len() <= max_bytes && window.more()? {}
        match window.view() {
            view if view.len() > max_bytes => pieces.unread(format!(
                "larger than {} MiB, the maximum for one document of this format: split it into several files",
                max_bytes / (1024 * 1024)
            )),
            view => examples(view, &self.input, &mut pieces, max_bytes),
        }
        Ok(pieces)
    }
}

impl Frames for Bruno {
    fn next(&mut self, window: &mut Window, max_bytes: usize) -> io::Result<Frame> {
        if self.bru.is_none() && !self.is_other {
            self.is_other = !is_bru(window)?;
            if !self.is_other {
                self.bru = Some(self.read(window, max_bytes)?);
            }
        }
        match &mut self.bru {
            Some(pieces) => Ok(pieces.next().unwrap_or(Frame::End)),
            None => self.documents.next(window, max_bytes),
        }
    }

    fn own(&self) -> &[u8] {
        self.bru.as_ref().map_or_else(|| self.documents.own(), Pieces::current)
    }
}

/// True if the first line opens a block by its name.
fn is_bru(window: &mut Window) -> io::Result<bool> {
    let has_line = |window: &Window| window.view().trim_ascii_start().contains(&b'\n');
    while !has_line(window) && window.more()? {}
    let line = window.view().trim_ascii_start().split(|byte| *byte == b'\n').next().unwrap_or_default();
    let opens = line.trim_ascii_end().strip_suffix(b"{").or_else(|| line.trim_ascii_end().strip_suffix(b"["));
    Ok(opens.is_some_and(|name| name.first().is_some_and(u8::is_ascii_alphabetic)))
}

fn examples(bytes: &[u8], input: &Input, pieces: &mut Pieces, max_bytes: usize) {
    let text = std::str::from_utf8(bytes).map_err(|_| "not UTF-8".to_owned());
    match text.and_then(|text| bru::json(text.trim_start_matches(BYTE_ORDER_MARK))) {
        Ok(json) => {
            let (bytes, syntax) = (json.as_bytes(), Syntax::Json);
            let source = Source { bytes, syntax, input, lines_before: None, max_bytes };
            source.read(document, pieces);
        }
        Err(reason) => pieces.unread(reason),
    }
}

fn document(document: &Document<'_>, found: &mut Found<'_>) {
    let root = document.root;
    let mut variables = Variables::default();
    if let Some(path) = &document.input.path {
        beside::define_for_bruno(path, &mut variables);
    }
    variables.define_own(root);
    let mut environments = Environments::default();
    let exported = root.get("environments").or_else(|| root.at(&["config", "environments"]));
    for environment in exported.into_iter().flat_map(Tree::items) {
        environments.add(environment.get("variables"));
    }
    variables.define_environments(environments);
    let is_config = root.get("opencollection").is_some() || root.get("version").is_some();
    match root.get("items").filter(|items| items.is_list()) {
        Some(items) => items.items().for_each(|item| of_item(item, &variables, found)),
        None if is_request(root) => of_item(root, &variables, found),
        None if is_config => {}
        None => found.refuse("this is not a collection of Bruno: it has no list `items`"),
    }
}

fn is_request(item: Tree<'_>) -> bool {
    item.get("request").is_some() || KINDS.iter().any(|kind| item.get(kind).is_some())
}

/// Adds what a request or a folder holds.
fn of_item<'t>(item: Tree<'t>, variables: &Variables<'t>, found: &mut Found<'_>) {
    if !item.is_map() {
        return found.unread(item, "the item is neither a request nor a folder");
    }
    if let Some(items) = item.get("items") {
        let mut inner = variables.clone();
        inner.define_own(item);
        return items.items().for_each(|item| of_item(item, &inner, found));
    }
    let mut examples = item.get("examples").into_iter().flat_map(Tree::items).peekable();
    if examples.peek().is_none() && is_request(item) {
        return found.unanswered();
    }
    for example in examples {
        match example.get("response") {
            Some(response) => found.add(example, told(example, response, variables)),
            None => found.unanswered(),
        }
    }
}

fn told<'t>(example: Tree<'t>, response: Tree<'t>, variables: &Variables<'t>) -> Result<Told<'t>, String> {
    let request = example.get("request").ok_or("the example has no `request`")?;
    let url = url(request, variables)?;
    let method = request.text_at("method").ok_or("the example has no `request.method`")?;
    Ok(Told {
        origin: Origin::People,
        request: Sent {
            method: method.to_ascii_uppercase().into(),
            known: url.known(),
            url: url.text.into(),
            message: sent(request, variables)?,
        },
        response: Some(answer(response)?),
        recorded_at: None,
    })
}

fn url<'t>(request: Tree<'t>, variables: &Variables<'t>) -> Result<Url, String> {
    let written =
        request.text_at("url").filter(|url| !url.is_empty()).ok_or("the example has no `request.url`")?;
    let path_value = |name: &str| {
        let is_own = |item: &Tree<'t>| {
            item.text_at("name").as_deref() == Some(name) && item.text_at("type").as_deref() == Some("path")
        };
        request.get("params")?.items().find(is_own)?.text_at("value").filter(|value| !value.is_empty())
    };
    variables.url(&with_path_values(&written, path_value)).map_err(|error| error.reason())
}

fn answer(response: Tree<'_>) -> Result<Answer<'_>, String> {
    let status = response.at(&["status", "code"]).or_else(|| response.get("status")).and_then(Tree::text);
    let status = status_of(status).map_err(|reason| format!("`response.status` {reason}"))?;
    let mut message = Message::default();
    if let Some(headers) = response.get("headers") {
        add_headers(headers, &mut message)?;
    }
    let body = response.get("body");
    let content = body
        .and_then(|body| body.text_at("content").or_else(|| body.text_at("data")).or_else(|| body.text()));
    message.body = match body.and_then(|body| body.text_at("type")).as_deref() {
        // The bytes are in a file.
        Some("binary") => Content::Unrecorded,
        _ => Content::Text(content.unwrap_or_default()),
    };
    Ok(Answer { status, message })
}

fn sent<'t>(request: Tree<'t>, variables: &Variables<'t>) -> Result<Message<'t>, String> {
    let mut message = Message::default();
    if let Some(headers) = request.get("headers") {
        add_headers(headers, &mut message)?;
    }
    for header in &mut message.headers {
        header.value = variables.resolved_or_written(std::mem::take(&mut header.value));
    }
    let body = Written::of(request.get("body"));
    let (content, media_type) = match &*body.kind {
        "none" => (Ok("".into()), None),
        "json" => (variables.resolved(&body.text), Some("application/json")),
        "text" | "xml" | "sparql" => (variables.resolved(&body.text), None),
        "formUrlEncoded" | "form-urlencoded" => {
            (form(body.fields, variables), Some("application/x-www-form-urlencoded"))
        }
        // The bytes of files and the boundaries between parts are not in a collection.
        _ => {
            message.body = Content::Unrecorded;
            return Ok(message);
        }
    };
    message.body = match content {
        Ok(text) => Content::Text(text.into_owned().into()),
        Err(Unresolved::Dynamic) => Content::Untold,
        Err(error) => return Err(error.reason()),
    };
    if let Some(media_type) = media_type.filter(|_| !message.has("content-type")) {
        message.push("Content-Type", media_type);
    }
    Ok(message)
}

/// A body as written: with a member named for its kind, or with `type` and `data`.
struct Written<'t> {
    kind: Cow<'t, str>,
    text: Cow<'t, str>,
    fields: Option<Tree<'t>>,
}

impl<'t> Written<'t> {
    fn of(body: Option<Tree<'t>>) -> Self {
        // Of several bodies, one is selected.
        let is_selected = |item: &Tree<'_>| item.text_at("selected").as_deref() == Some("true");
        let selected = body.and_then(|list| list.items().find(is_selected)?.get("body"));
        let Some(body) = selected.or(body) else {
            return Self { kind: "none".into(), text: "".into(), fields: None };
        };
        let kind = body.text_at("mode").or_else(|| body.text_at("type")).unwrap_or("none".into());
        let content = body.get(&kind).or_else(|| body.get("data"));
        Self { text: content.and_then(Tree::text).unwrap_or_default(), fields: content, kind }
    }
}

fn form<'t>(fields: Option<Tree<'t>>, variables: &Variables<'t>) -> Result<Cow<'t, str>, Unresolved> {
    let mut form = String::from("?");
    for field in fields.into_iter().flat_map(Tree::items).filter(|field| !is_off(*field)) {
        let value = field.text_at("value").unwrap_or_default();
        push_query(&mut form, &field.text_at("name").unwrap_or_default(), &variables.resolved(&value)?);
    }
    Ok(form.trim_start_matches(['?', '&']).to_owned().into())
}

fn is_off(field: Tree<'_>) -> bool {
    field.text_at("enabled").as_deref() == Some("false")
        || field.text_at("disabled").as_deref() == Some("true")
}
