//! Pacts (specification 2 to 4): their HTTP interactions. Matchers are ignored, since the values beside them are examples.

use super::document::Document;
use super::format::{Format, JSON};
use super::found::Found;
use super::model::Known;
use super::sniff::{Match, Start};
use super::status::status_of;
use super::told::{Answer, Content, Message, Origin, Sent, Told, is_text};
use super::told_headers::add_headers;
use super::tree::Tree;
use super::urls::push_queries;
use crate::spec::is_json;

pub(super) const FORMAT: Format = Format::documents(JSON, recognizes, document);

/// The type of the interactions that are HTTP exchanges, in version 4.
const HTTP: &str = "Synchronous/HTTP";

fn recognizes(start: &Start<'_>) -> Match {
    start.is_json_with(|outline| {
        let is_pact = outline.has("consumer") && outline.has("provider");
        is_pact && (outline.has("interactions") || outline.has("messages"))
    })
}

fn document(document: &Document<'_>, found: &mut Found<'_>) {
    let lists = ["interactions", "messages"].map(|key| document.root.get(key).filter(|list| list.is_list()));
    if lists.iter().all(Option::is_none) {
        return found.refuse("this is not a pact: it has no list `interactions`");
    }
    let [interactions, messages] = lists;
    for interaction in interactions.into_iter().flat_map(Tree::items) {
        found.add(interaction, told(interaction));
    }
    for message in messages.into_iter().flat_map(Tree::items) {
        found.unread(message, "a message, which is no HTTP exchange");
    }
}

fn told(interaction: Tree<'_>) -> Result<Told<'_>, String> {
    if interaction.text_at("type").is_some_and(|kind| kind != HTTP) {
        return Err(format!("the interaction is not of the type `{HTTP}`, so it is no HTTP exchange"));
    }
    let request = interaction.get("request").ok_or("`request` is missing")?;
    let mut url = request.text_at("path").ok_or("`request.path` is missing or not a string")?.into_owned();
    if let Some(query) = request.get("query") {
        push_queries(&mut url, query);
    }
    let method = request.text_at("method").ok_or("`request.method` is missing or not a string")?;
    let response = interaction.get("response").ok_or("`response` is missing")?;
    let status =
        status_of(response.text_at("status")).map_err(|reason| format!("`response.status` {reason}"))?;
    Ok(Told {
        origin: Origin::People,
        request: Sent {
            method: method.to_ascii_uppercase().into(),
            url: url.into(),
            message: message(request)?,
            known: Known::ButHeaders,
        },
        response: Some(Answer { status, message: message(response)? }),
        recorded_at: None,
    })
}

/// A body that is not named may be any; null is none.
fn message(holder: Tree<'_>) -> Result<Message<'_>, String> {
    let mut message = Message::default();
    if let Some(headers) = holder.get("headers") {
        add_headers(headers, &mut message)?;
    }
    let Some(body) = holder.get("body") else {
        if holder.members().any(|(key, _)| key == "body") {
            message.body = Content::Text("".into());
        }
        return Ok(message);
    };
    // Since version 4 a body says what it is.
    let (content, encoded) = match body.get("content").filter(|_| body.get("contentType").is_some()) {
        Some(content) => (content, body.text_at("encoded")),
        None => (body, None),
    };
    if let Some(media_type) = body.text_at("contentType").filter(|_| !message.has("content-type")) {
        message.push("Content-Type", media_type);
    }
    message.body = match (encoded.as_deref(), content.text()) {
        (Some("base64"), Some(encoded)) => Content::Base64(encoded),
        (Some("JSON" | "json"), Some(text)) => Content::Text(text),
        (_, Some(text)) if !is_json_text(&message) => Content::Text(text),
        _ => Content::Text(content.json()),
    };
    Ok(message)
}

/// True if a text in the pact is a string of JSON, and not the body itself.
fn is_json_text(message: &Message<'_>) -> bool {
    let media_type = message.headers.iter().find(|header| header.name.eq_ignore_ascii_case("content-type"));
    media_type.is_some_and(|header| is_json(&header.value) && is_text(&header.value))
}
