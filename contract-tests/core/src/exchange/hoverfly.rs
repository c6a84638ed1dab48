//! Simulations of Hoverfly: pairs of what a request has to match and what is answered.

use std::borrow::Cow;
use std::path::Path;

use super::beside::folder_of;
use super::body_file::{self, NoBody};
use super::document::Document;
use super::format::{Format, JSON};
use super::found::Found;
use super::model::Known;
use super::sniff::{Match, Start};
use super::status::status_of;
use super::told::{Answer, Content, Message, Origin, Sent, Told};
use super::told_headers::add_headers;
use super::tree::Tree;
use super::urls::{path_of_pattern, push_queries, push_query};

pub(super) const FORMAT: Format = Format::documents(JSON, recognizes, document);

fn recognizes(start: &Start<'_>) -> Match {
    start.is_json_with(|outline| outline.inside("data").has("pairs"))
}

fn document(document: &Document<'_>, found: &mut Found<'_>) {
    let Some(pairs) = document.root.at(&["data", "pairs"]).filter(|pairs| pairs.is_list()) else {
        return found.refuse("this is not a simulation of Hoverfly: it has no list `data.pairs`");
    };
    for pair in pairs.items() {
        found.add(pair, told(pair, document.input.path.as_deref()));
    }
}

fn told<'t>(pair: Tree<'t>, simulation: Option<&Path>) -> Result<Told<'t>, String> {
    let request = pair.get("request").ok_or("`request` is missing")?;
    let response = pair.get("response").ok_or("`response` is missing")?;
    let method = required(request, "method")
        .ok_or("the pair answers several methods, so it belongs to no operation")?;
    let mut message = Message::default();
    for (name, matchers) in request.get("headers").into_iter().flat_map(Tree::members) {
        let values = exact(matchers)
            .into_iter()
            .chain(matchers.items().filter(|item| !item.is_map()).filter_map(Tree::text));
        for value in values {
            message.push(name, value);
        }
    }
    message.body = sent(request);
    Ok(Told {
        origin: Origin::People,
        request: Sent { method, url: url(request)?.into(), message, known: Known::Parts },
        response: Some(answer(response, simulation)?),
        recorded_at: None,
    })
}

/// The value that a part of the request has to have, if it is exactly one.
fn required<'t>(request: Tree<'t>, key: &str) -> Option<Cow<'t, str>> {
    request.get(key).and_then(exact)
}

/// The value of an exact matcher. Before version 3 it is a member, and in the first version the value itself.
fn exact(matchers: Tree<'_>) -> Option<Cow<'_, str>> {
    let is_exact = |item: &Tree<'_>| item.text_at("matcher").as_deref() == Some("exact");
    let listed = matchers.items().find(is_exact).and_then(|item| item.text_at("value"));
    listed.or_else(|| matchers.text_at("exactMatch")).or_else(|| matchers.text())
}

fn url(request: Tree<'_>) -> Result<String, String> {
    let path = match required(request, "path") {
        Some(path) => path.into_owned(),
        None => path_of_regex(request)
            .ok_or("the pair answers paths of several forms, so it belongs to no operation")?,
    };
    let host = required(request, "destination");
    let scheme = required(request, "scheme").unwrap_or("https".into());
    let mut url = host.map(|host| format!("{scheme}://{host}")).unwrap_or_default();
    url.push_str(&path);
    let query = request.get("query").filter(|query| query.is_map() && query.get("exactMatch").is_none());
    for (name, matchers) in query.into_iter().flat_map(Tree::members) {
        if let Some(value) = exact(matchers) {
            push_query(&mut url, name, &value);
        }
    }
    let text = request.get("deprecatedQuery").or_else(|| request.get("query").filter(|_| query.is_none()));
    if let Some(text) = text.filter(|text| exact(*text).is_some()) {
        let list = text.items().find(|item| item.text_at("matcher").as_deref() == Some("exact"));
        push_queries(
            &mut url,
            list.and_then(|item| item.get("value")).or_else(|| text.get("exactMatch")).unwrap_or(text),
        );
    }
    Ok(url)
}

fn path_of_regex(request: Tree<'_>) -> Option<String> {
    let path = request.get("path")?;
    let regex = path.items().find(|item| item.text_at("matcher").as_deref() == Some("regex"));
    let regex = regex.and_then(|item| item.text_at("value")).or_else(|| path.text_at("regexMatch"))?;
    path_of_pattern(&regex)
}

fn sent(request: Tree<'_>) -> Content<'_> {
    let Some(body) = request.get("body") else { return Content::Untold };
    let json = body.items().find(|item| item.text_at("matcher").as_deref() == Some("json"));
    let json = json.and_then(|item| item.get("value"));
    match exact(body) {
        // An empty text is what Hoverfly captures without a body.
        Some(text) => Content::Text(text),
        None => {
            json.map_or(Content::Untold, |json| Content::Text(json.text().unwrap_or_else(|| json.json())))
        }
    }
}

/// The content of a file in the folder of the simulation.
fn body_file<'t>(name: &str, simulation: Option<&Path>) -> Result<Content<'t>, String> {
    let reason = |error: NoBody| error.reason("the folder of the simulation");
    if name.contains("://") {
        return Err("its body is at a URL, which is not read: put it into `body`".to_owned());
    }
    let simulation = simulation.ok_or_else(|| reason(NoBody::Missing))?;
    body_file::content(folder_of(simulation), name).map_err(reason)
}

fn answer<'t>(response: Tree<'t>, simulation: Option<&Path>) -> Result<Answer<'t>, String> {
    let is = |key: &str| response.text_at(key).as_deref() == Some("true");
    let body = match response.text_at("bodyFile").filter(|name| !name.is_empty()) {
        Some(name) => body_file(&name, simulation)?,
        None => Content::Text(response.text_at("body").unwrap_or_default()),
    };
    let body = match body {
        Content::Text(text) if is("encodedBody") => Content::Base64(text),
        Content::Text(text) if is("templated") && text.contains("{{") => Content::Unrecorded,
        body => body,
    };
    let mut message = Message { body, ..Message::default() };
    if let Some(headers) = response.get("headers") {
        add_headers(headers, &mut message)?;
    }
    let status =
        status_of(response.text_at("status")).map_err(|reason| format!("`response.status` {reason}"))?;
    Ok(Answer { status, message })
}
