//! Mappings of WireMock: stubs with what they look at and what they answer, with body files.

use std::path::Path;

use super::body_file::{self, NoBody};
use super::document::Document;
use super::format::{Format, JSON};
use super::found::Found;
use super::model::Known;
use super::outline::Outline;
use super::sniff::{Match, Start};
use super::status::status_of;
use super::told::{Answer, Content, Message, Origin, Sent, Told};
use super::told_headers::add_headers;
use super::tree::Tree;
use super::urls::{path_of_pattern, path_of_template, push_query};

pub(super) const FORMAT: Format = Format::documents(JSON, recognizes, document);

/// The folder of body files, beside that of the mappings.
pub(super) const BODY_FILES: &str = "__files";

/// What only a mapping has: beside its request and response, in its request, and in its response.
const OWN_KEYS: &[&str] =
    &["id", "uuid", "name", "priority", "persistent", "scenarioName", "insertionIndex", "metadata"];
const KEYS_OF_REQUESTS: &[&str] = &[
    "urlPath",
    "urlPattern",
    "urlPathPattern",
    "urlPathTemplate",
    "queryParameters",
    "bodyPatterns",
    "basicAuth",
];
const KEYS_OF_RESPONSES: &[&str] = &[
    "jsonBody",
    "base64Body",
    "bodyFileName",
    "statusMessage",
    "transformers",
    "fault",
    "proxyBaseUrl",
    "fixedDelayMilliseconds",
];

fn recognizes(start: &Start<'_>) -> Match {
    let outline = start.outline;
    if outline.is_list || outline.is_yaml {
        return Match::No;
    }
    let has_any = |outline: &Outline, keys: &[&str]| keys.iter().any(|key| outline.has(key));
    if outline.has("mappings") {
        return Match::Yes;
    }
    let is_mapping = outline.has("response")
        && outline.has("request")
        && (has_any(outline, OWN_KEYS)
            || has_any(&outline.inside("request"), KEYS_OF_REQUESTS)
            || has_any(&outline.inside("response"), KEYS_OF_RESPONSES));
    if is_mapping { Match::Yes } else { outline.otherwise() }
}

fn document(document: &Document<'_>, found: &mut Found<'_>) {
    let root = document.root;
    let path = document.input.path.as_deref();
    if let Some(list) = root.get("mappings").filter(|list| list.is_list()) {
        for mapping in list.items() {
            found.add(mapping, told(mapping, path));
        }
    } else if root.get("request").is_some() {
        found.add(root, told(root, path));
    } else {
        found.refuse("this is not a mapping of WireMock: it has neither `request` nor a list `mappings`");
    }
}

fn told<'t>(mapping: Tree<'t>, path: Option<&Path>) -> Result<Told<'t>, String> {
    let request = mapping.get("request").ok_or("`request` is missing")?;
    let method = request.text_at("method").filter(|method| method != "ANY");
    let method = method.ok_or("the stub answers any method, so it belongs to no operation")?;
    let response = mapping.get("response").ok_or("`response` is missing")?;
    Ok(Told {
        origin: Origin::People,
        request: Sent { method, url: url(request)?.into(), message: sent(request), known: Known::Parts },
        response: Some(answer(response, path)?),
        recorded_at: None,
    })
}

fn url(request: Tree<'_>) -> Result<String, String> {
    let mut url = if let Some(url) = request.text_at("url").or_else(|| request.text_at("urlPath")) {
        url.into_owned()
    } else if let Some(template) = request.text_at("urlPathTemplate") {
        let value =
            |name: &str| equal(request.get("pathParameters")?.get(name)?).map(std::borrow::Cow::into_owned);
        path_of_template(&template, value)
    } else if let Some(pattern) = request.text_at("urlPattern").or_else(|| request.text_at("urlPathPattern"))
    {
        path_of_pattern(&pattern)
            .ok_or("the pattern of the URL matches paths of several forms, so it belongs to no operation")?
    } else {
        return Err("the stub answers any URL, so it belongs to no operation".to_owned());
    };
    for (name, matcher) in request.get("queryParameters").into_iter().flat_map(Tree::members) {
        if let Some(value) = equal(matcher) {
            push_query(&mut url, name, &value);
        }
    }
    Ok(url)
}

/// The value that a matcher requires.
fn equal(matcher: Tree<'_>) -> Option<std::borrow::Cow<'_, str>> {
    matcher.text_at("equalTo").or_else(|| matcher.text())
}

fn sent(request: Tree<'_>) -> Message<'_> {
    let mut message = Message::default();
    for (name, matcher) in request.get("headers").into_iter().flat_map(Tree::members) {
        if let Some(value) = equal(matcher) {
            message.push(name, value);
        }
    }
    let mut patterns = request.get("bodyPatterns").into_iter().flat_map(Tree::items);
    message.body = patterns.find_map(required_body).unwrap_or_default();
    message
}

fn required_body(pattern: Tree<'_>) -> Option<Content<'_>> {
    if let Some(json) = pattern.get("equalToJson") {
        // It is a JSON text, or JSON that is part of the mapping. Placeholders stand for values that may differ.
        let text = if json.is_map() || json.is_list() { json.json() } else { json.text()? };
        return (!text.contains("${json-unit")).then_some(Content::Text(text));
    }
    pattern
        .text_at("equalTo")
        .map(Content::Text)
        .or_else(|| pattern.text_at("binaryEqualTo").map(Content::Base64))
}

fn answer<'t>(response: Tree<'t>, path: Option<&Path>) -> Result<Answer<'t>, String> {
    for key in ["fault", "proxyBaseUrl"] {
        if response.get(key).is_some() {
            return Err(format!("the stub has no answer of its own, but `{key}`"));
        }
    }
    let mut message = Message { body: body(response, path)?, ..Message::default() };
    if let Some(headers) = response.get("headers") {
        add_headers(headers, &mut message)?;
    }
    let status = response.text_at("status").unwrap_or("200".into());
    let status = status_of(Some(status)).map_err(|reason| format!("`response.status` {reason}"))?;
    Ok(Answer { status, message })
}

fn body<'t>(response: Tree<'t>, path: Option<&Path>) -> Result<Content<'t>, String> {
    let content = if let Some(json) = response.get("jsonBody") {
        Content::Text(json.json())
    } else if response.members().any(|(key, value)| key == "jsonBody" && value.is_null()) {
        Content::Text("null".into())
    } else if let Some(encoded) = response.text_at("base64Body") {
        Content::Base64(encoded)
    } else if let Some(name) = response.text_at("bodyFileName") {
        body_file(&name, path)?
    } else {
        Content::Text(response.text_at("body").unwrap_or_default())
    };
    let is_template = response
        .get("transformers")
        .into_iter()
        .flat_map(Tree::items)
        .any(|name| name.text().as_deref() == Some("response-template"));
    Ok(match content {
        // The text is what the body is made of.
        Content::Text(text) if is_template && text.contains("{{") => Content::Unrecorded,
        content => content,
    })
}

/// The content of a file in the folder of body files, which is looked for beside the folders of the mapping.
fn body_file<'t>(name: &str, mapping: Option<&Path>) -> Result<Content<'t>, String> {
    let reason = |error: NoBody| error.reason("a folder `__files` beside the folder of the mapping");
    let folders = mapping.and_then(Path::parent).into_iter().flat_map(Path::ancestors).take(8);
    let folder = folders.map(|folder| folder.join(BODY_FILES)).find(|folder| folder.is_dir());
    body_file::content(&folder.ok_or_else(|| reason(NoBody::Missing))?, name).map_err(reason)
}
