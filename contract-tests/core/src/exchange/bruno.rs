//! Collections of Bruno: the examples of their requests, in a `.bru` file each, or exported as JSON.

use std::io;

use super::bru;
use super::document::{Document, Source, Syntax};
use super::documents::Documents;
use super::format::{Ending, Format, Frame, Frames};
use super::found::{Found, Pieces};
use super::model::{BYTE_ORDER_MARK, Known};
use super::sniff::{Match, Start};
use super::status::status_of;
use super::told::{self, Answer, Content, Message, Origin, Sent, Told};
use super::told_headers::add_headers;
use super::tree::Tree;
use super::urls::{push_query, with_path_values};
use super::variables::{Unresolved, Variables};
use super::window::Window;

pub(super) const FORMAT: Format = Format {
    endings: &[Ending::Own("bru"), Ending::Shared("json")],
    recognizes,
    frames: |input| {
        Box::new(Bruno { documents: Documents::new(document, input), bru: None, is_export: false })
    },
    read: told::read,
};

fn recognizes(start: &Start<'_>) -> Match {
    let outline = start.outline;
    match outline.is_list || outline.is_yaml {
        false if outline.has("items") && (outline.has("brunoConfig") || outline.has("environments")) => {
            Match::Yes
        }
        false => outline.otherwise(),
        true => Match::No,
    }
}

/// An export is JSON, and starts with a brace. A file of the language of Bruno never does.
struct Bruno {
    documents: Documents,
    is_export: bool,
    /// The examples of a file in the language of Bruno.
    bru: Option<Pieces>,
}

impl Frames for Bruno {
    fn next(&mut self, window: &mut Window, max_bytes: usize) -> io::Result<Frame> {
        if self.is_export {
            return self.documents.next(window, max_bytes);
        }
        if self.bru.is_none() {
            while window.view().trim_ascii_start().is_empty() && window.more()? {}
            self.is_export = window.view().trim_ascii_start().starts_with(b"{");
            if self.is_export {
                return self.documents.next(window, max_bytes);
            }
            let mut pieces = Pieces::default();
            while window.view().len() <= max_bytes && window.more()? {}
            match window.view() {
                [] => pieces.unread("the file is empty".to_owned()),
                view if view.len() > max_bytes => pieces.unread(format!(
                    "larger than {} MiB, the maximum for one document of this format: split it into several files",
                    max_bytes / (1024 * 1024)
                )),
                view => examples(view, &mut pieces, max_bytes),
            }
            self.bru = Some(pieces);
        }
        Ok(self.bru.as_mut().and_then(Pieces::next).unwrap_or(Frame::End))
    }

    fn own(&self) -> &[u8] {
        self.bru.as_ref().map_or_else(|| self.documents.own(), Pieces::current)
    }
}

fn examples(bytes: &[u8], pieces: &mut Pieces, max_bytes: usize) {
    let text = std::str::from_utf8(bytes).map_err(|_| "not UTF-8".to_owned());
    match text.and_then(|text| bru::json(text.trim_start_matches(BYTE_ORDER_MARK))) {
        Ok(json) => {
            let (bytes, syntax) = (json.as_bytes(), Syntax::Json);
            let source = Source { bytes, syntax, path: None, lines_before: None, max_bytes };
            source.read(document, pieces);
        }
        Err(reason) => pieces.unread(reason),
    }
}

fn document(document: &Document<'_>, found: &mut Found<'_>) {
    let root = document.root;
    let Some(items) = root.get("items").filter(|items| items.is_list()) else {
        return found.refuse("this is not a collection of Bruno: it has no list `items`");
    };
    let mut variables = Variables::default();
    variables.define_all(root.get("variables"));
    variables.define_all(root.at(&["root", "request", "vars", "req"]));
    let mut count = 0;
    folder(items, &variables, &mut count, found);
    if count == 0 {
        found.refuse("there are no examples with an answer: save the responses of its requests as examples");
    }
}

fn folder(items: Tree<'_>, variables: &Variables<'_>, count: &mut usize, found: &mut Found<'_>) {
    for item in items.items() {
        if let Some(items) = item.get("items") {
            folder(items, variables, count, found);
        }
        for example in item.get("examples").into_iter().flat_map(Tree::items) {
            if let Some(response) = example.get("response") {
                *count += 1;
                found.add(example, told(example, response, variables));
            }
        }
    }
}

fn told<'t>(example: Tree<'t>, response: Tree<'t>, variables: &Variables<'t>) -> Result<Told<'t>, String> {
    let request = example.get("request").ok_or("the example has no `request`")?;
    let written =
        request.text_at("url").filter(|url| !url.is_empty()).ok_or("the example has no `request.url`")?;
    let path_value = |name: &str| {
        let is_own = |item: &Tree<'t>| {
            item.text_at("name").as_deref() == Some(name) && item.text_at("type").as_deref() == Some("path")
        };
        request.get("params")?.items().find(is_own)?.text_at("value").filter(|value| !value.is_empty())
    };
    let url = variables.url(&with_path_values(&written, path_value)).map_err(|error| error.reason())?;
    let method = request.text_at("method").ok_or("the example has no `request.method`")?;
    let status = response.at(&["status", "code"]).or_else(|| response.get("status")).and_then(Tree::text);
    let mut answer = Message::default();
    if let Some(headers) = response.get("headers") {
        add_headers(headers, &mut answer)?;
    }
    let body = response.get("body");
    let content = body.and_then(|body| body.text_at("content").or_else(|| body.text()));
    answer.body = Content::Text(content.unwrap_or_default());
    Ok(Told {
        origin: Origin::People,
        request: Sent {
            method: method.to_ascii_uppercase().into(),
            known: if url.contains("{any}") { Known::Parts } else { Known::Whole },
            url: url.into(),
            message: sent(request, variables)?,
        },
        response: Some(Answer {
            status: status_of(status).map_err(|reason| format!("`response.status` {reason}"))?,
            message: answer,
        }),
        recorded_at: None,
    })
}

fn sent<'t>(request: Tree<'t>, variables: &Variables<'t>) -> Result<Message<'t>, String> {
    let mut message = Message::default();
    if let Some(headers) = request.get("headers") {
        add_headers(headers, &mut message)?;
    }
    for header in &mut message.headers {
        header.value = variables.resolved_or_written(std::mem::take(&mut header.value));
    }
    let body = request.get("body");
    let mode = body.and_then(|body| body.text_at("mode")).unwrap_or("none".into());
    let written = body.and_then(|body| body.text_at(&mode)).unwrap_or_default();
    let (content, media_type) = match &*mode {
        "none" => (Ok("".into()), None),
        "json" => (variables.resolved(&written), Some("application/json")),
        "text" | "xml" | "sparql" => (variables.resolved(&written), None),
        "formUrlEncoded" => (form(body, variables), Some("application/x-www-form-urlencoded")),
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

fn form<'t>(
    body: Option<Tree<'t>>,
    variables: &Variables<'t>,
) -> Result<std::borrow::Cow<'t, str>, Unresolved> {
    let mut form = String::from("?");
    let fields = body.and_then(|body| body.get("formUrlEncoded"));
    for field in fields.into_iter().flat_map(Tree::items) {
        if field.text_at("enabled").as_deref() != Some("false") {
            let value = field.text_at("value").unwrap_or_default();
            push_query(&mut form, &field.text_at("name").unwrap_or_default(), &variables.resolved(&value)?);
        }
    }
    Ok(form.trim_start_matches(['?', '&']).to_owned().into())
}
