//! Postman collections (2.0 and 2.1): the saved responses of their requests.

use std::borrow::Cow;

use super::beside;
use super::document::Document;
use super::format::{Format, JSON};
use super::found::Found;
use super::sniff::{Match, Start};
use super::status::status_of;
use super::told::{Answer, Content, Message, Origin, Sent, Told};
use super::told_headers::add_headers;
use super::tree::Tree;
use super::urls::{push_query, with_path_values};
use super::variables::{Unresolved, Url, Variables};

pub(super) const FORMAT: Format = Format::documents(JSON, recognizes, document);

fn recognizes(start: &Start<'_>) -> Match {
    start.is_json_with(|outline| {
        let is_collection = outline.has("info") && outline.has("item");
        is_collection || outline.inside("collection").has("info") || outline.has(SCOPE)
    })
}

/// What an exported environment is marked with. It holds no requests.
const SCOPE: &str = "_postman_variable_scope";

fn document(document: &Document<'_>, found: &mut Found<'_>) {
    let root = document.root.get("collection").unwrap_or(document.root);
    if root.get(SCOPE).is_some() {
        return;
    }
    let Some(items) = root.get("item").filter(|items| items.is_list()) else {
        return found
            .refuse("this is not a collection of Postman 2: it has no list `item`; export it as v2.1");
    };
    let mut variables = Variables::default();
    variables.define_all(root.get("variable"));
    if let Some(path) = &document.input.path {
        beside::define_for_postman(path, &mut variables);
    }
    folder(items, &variables, found);
}

/// Collects the saved responses of a folder, in order.
fn folder<'t>(items: Tree<'t>, variables: &Variables<'t>, found: &mut Found<'_>) {
    for item in items.items() {
        if !item.is_map() {
            found.unread(item, "the item is neither a request nor a folder");
        }
        let mut inner;
        let known = match item.get("variable") {
            Some(list) => {
                inner = variables.clone();
                inner.define_all(Some(list));
                &inner
            }
            None => variables,
        };
        if let Some(items) = item.get("item") {
            folder(items, known, found);
        }
        let mut responses = item.get("response").into_iter().flat_map(Tree::items).peekable();
        if responses.peek().is_none() && item.get("request").is_some() {
            found.unanswered();
        }
        for response in responses {
            let request = response.get("originalRequest").or_else(|| item.get("request"));
            found.add(response, told(request, response, known));
        }
    }
}

fn told<'t>(
    request: Option<Tree<'t>>,
    response: Tree<'t>,
    variables: &Variables<'t>,
) -> Result<Told<'t>, String> {
    let request = request.ok_or("the response has no `originalRequest`")?;
    let undefined = |error: Unresolved| error.reason();
    let url = url(request, variables)?;
    Ok(Told {
        origin: Origin::People,
        request: Sent {
            method: request.text_at("method").unwrap_or("GET".into()),
            known: url.known(),
            url: url.text.into(),
            message: sent(request, variables).map_err(undefined)?,
        },
        response: Some(answer(response)?),
        recorded_at: None,
    })
}

fn answer(response: Tree<'_>) -> Result<Answer<'_>, String> {
    let mut message =
        Message { body: Content::Text(response.text_at("body").unwrap_or_default()), ..Message::default() };
    add(response.get("header"), &mut message)?;
    let status = status_of(response.text_at("code")).map_err(|reason| format!("`code` {reason}"))?;
    Ok(Answer { status, message })
}

/// Headers are a list, or lines in a text.
fn add<'t>(headers: Option<Tree<'t>>, message: &mut Message<'t>) -> Result<(), String> {
    let Some(headers) = headers else { return Ok(()) };
    let Some(lines) = headers.text() else { return add_headers(headers, message) };
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let (name, value) = line.split_once(':').ok_or("a header has no name")?;
        message.push(name.trim().to_owned(), value.trim().to_owned());
    }
    Ok(())
}

/// The headers with their values, or as written where a variable has none, and the body.
fn sent<'t>(request: Tree<'t>, variables: &Variables<'t>) -> Result<Message<'t>, Unresolved> {
    let mut message = Message::default();
    // What cannot be read of a request is not known.
    let _ = add(request.get("header"), &mut message);
    for header in &mut message.headers {
        header.value = variables.resolved_or_written(std::mem::take(&mut header.value));
    }
    let Some(body) = request.get("body").filter(|body| !is_off(*body)) else {
        message.body = Content::Text("".into());
        return Ok(message);
    };
    let media_type = match body.text_at("mode").as_deref() {
        Some("urlencoded") => Some("application/x-www-form-urlencoded"),
        Some("graphql") => Some("application/json"),
        Some("raw")
            if body.at(&["options", "raw", "language"]).and_then(Tree::text).as_deref() == Some("json") =>
        {
            Some("application/json")
        }
        _ => None,
    };
    message.body = match body_of(body, variables) {
        Err(Unresolved::Dynamic) => Content::Untold,
        body => body?,
    };
    if let Some(media_type) = media_type.filter(|_| !message.has("content-type")) {
        message.push("Content-Type", media_type);
    }
    Ok(message)
}

fn body_of<'t>(body: Tree<'t>, variables: &Variables<'t>) -> Result<Content<'t>, Unresolved> {
    let text = |text: Cow<'t, str>| match variables.resolved(&text)? {
        Cow::Owned(resolved) => Ok(Content::Text(resolved.into())),
        Cow::Borrowed(_) => Ok(Content::Text(text)),
    };
    match body.text_at("mode").as_deref() {
        Some("raw") | None => text(body.text_at("raw").unwrap_or_default()),
        Some("graphql") => {
            let graphql = body.get("graphql");
            let query = graphql.and_then(|body| body.get("query")).map_or("\"\"".into(), Tree::json);
            let variables =
                graphql.and_then(|body| body.text_at("variables")).filter(|text| !text.is_empty());
            text(format!(r#"{{"query":{query},"variables":{}}}"#, variables.unwrap_or("null".into())).into())
        }
        Some("urlencoded") => {
            let mut form = String::from("?");
            let fields =
                body.get("urlencoded").into_iter().flat_map(Tree::items).filter(|field| !is_off(*field));
            for field in fields {
                let value = field.text_at("value").unwrap_or_default();
                let name = field.text_at("key").unwrap_or_default();
                push_query(&mut form, &name, &variables.resolved(&value)?);
            }
            Ok(Content::Text(form.trim_start_matches(['?', '&']).to_owned().into()))
        }
        // The bytes of files and the boundaries between parts are not in a collection.
        Some(_) => Ok(Content::Unrecorded),
    }
}

fn is_off(part: Tree<'_>) -> bool {
    part.text_at("disabled").as_deref() == Some("true")
}

/// The URL: a text, or an object with a text or with parts.
fn url(request: Tree<'_>, variables: &Variables<'_>) -> Result<Url, String> {
    // A request may be its URL only.
    let url =
        request.get("url").or_else(|| request.text().map(|_| request)).ok_or("the request has no `url`")?;
    let mut written = match url.text().or_else(|| url.text_at("raw")) {
        Some(written) => written.into_owned(),
        None => of_parts(url).ok_or("the request has no `url.raw`")?,
    };
    let lacks_query = !written.contains('?') && !push_fields(url, &mut written);
    let whole = with_path_values(&written, |name| path_variable(url, name));
    let resolved = variables.url(&whole).map_err(|error| error.reason())?;
    Ok(Url { lacks_query: lacks_query || resolved.lacks_query, ..resolved })
}

fn path_variable<'t>(url: Tree<'t>, name: &str) -> Option<Cow<'t, str>> {
    let own = |item: &Tree<'_>| item.text_at("key").or_else(|| item.text_at("id")).as_deref() == Some(name);
    let value = url.get("variable")?.items().find(own)?.text_at("value");
    value.filter(|value| !value.is_empty())
}

fn of_parts(url: Tree<'_>) -> Option<String> {
    let joined = |key: &str, by: &str| {
        let part = url.get(key)?;
        let items = || part.items().filter_map(Tree::text).collect::<Vec<_>>().join(by);
        Some(part.text().map_or_else(items, Cow::into_owned))
    };
    let mut whole = match (url.text_at("protocol"), joined("host", ".")) {
        (Some(scheme), Some(host)) => format!("{scheme}://{host}"),
        (None, Some(host)) => host,
        (_, None) => String::new(),
    };
    if let Some(port) = url.text_at("port") {
        whole.push(':');
        whole.push_str(&port);
    }
    whole.push('/');
    whole.push_str(joined("path", "/")?.trim_start_matches('/'));
    Some(whole)
}

/// Appends a name or value of the query. What may be escaped in it, or a variable, stays as it is.
fn push_part(part: &str, whole: &mut String) {
    for character in part.chars() {
        match character {
            '+' | '&' | '#' | ' ' => whole.extend(["%", &format!("{:02X}", u32::from(character))]),
            other => whole.push(other),
        }
    }
}

/// Appends the fields of the query, which count where the text of the URL has none. False if some have no value yet.
fn push_fields(url: Tree<'_>, whole: &mut String) -> bool {
    let mut are_filled = true;
    for field in url.get("query").into_iter().flat_map(Tree::items).filter(|field| !is_off(*field)) {
        let value = field.text_at("value").filter(|value| !value.is_empty());
        are_filled &= value.is_some();
        if let Some(value) = value {
            whole.push(if whole.contains('?') { '&' } else { '?' });
            push_part(&field.text_at("key").unwrap_or_default(), whole);
            whole.push('=');
            push_part(&value, whole);
        }
    }
    are_filled
}
