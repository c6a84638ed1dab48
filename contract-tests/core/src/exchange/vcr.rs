//! VCR cassettes: those of Ruby's vcr and its descendants (vcrpy, betamax, go-vcr, php-vcr, ExVCR), YAML or JSON.

use std::borrow::Cow;

use jiff::fmt::rfc2822;

use super::document::Document;
use super::format::{Format, JSON_AND_YAML};
use super::found::Found;
use super::gateway_log;
use super::model::Known;
use super::placeholder::filtered;
use super::sniff::{Match, Start};
use super::status::status_of;
use super::told::{Answer, Content, Message, Origin, Sent, Told};
use super::told_headers::add_headers;
use super::tree::Tree;

pub(super) const FORMAT: Format = Format::documents(JSON_AND_YAML, recognizes, document);

/// The keys under which the tools list what they recorded.
const LISTS: &[&str] = &["http_interactions", "interactions"];

/// The keys of a pact, which lists interactions, too.
const KEYS_OF_PACTS: &[&str] = &["consumer", "provider"];

fn recognizes(start: &Start<'_>) -> Match {
    let outline = start.outline;
    if outline.is_list {
        return match outline.first_item_has(&["request", "response"]) {
            Match::Yes if gateway_log::is_nested(outline) => Match::No,
            Match::Yes if !outline.is_yaml && !outline.is_settled => Match::NotYet,
            found => found,
        };
    }
    if outline.has("http_interactions") {
        return Match::Yes;
    }
    let is_pact = KEYS_OF_PACTS.iter().any(|key| outline.has(key));
    match outline.has("interactions") {
        _ if is_pact => Match::No,
        true if outline.is_yaml || outline.is_settled => Match::Yes,
        true => Match::NotYet,
        false => outline.otherwise(),
    }
}

fn document(document: &Document<'_>, found: &mut Found<'_>) {
    let list = LISTS.iter().find_map(|key| document.root.get(key)).unwrap_or(document.root);
    if !list.is_list() {
        let lists = LISTS.join("` or `");
        return found.refuse(format!("this is not a cassette: it has no list `{lists}`"));
    }
    for interaction in list.items() {
        found.add(interaction, told(interaction));
    }
}

fn told(interaction: Tree<'_>) -> Result<Told<'_>, String> {
    let request = interaction.get("request").filter(|request| request.is_map());
    let request = request.ok_or("`request` is missing or not a map")?;
    let url = request.text_at("uri").or_else(|| request.text_at("url")).or_else(|| url_of_parts(request));
    let method = request.text_at("method").ok_or("`request.method` is missing or not a string")?;
    let method = match method.strip_prefix(':') {
        // A symbol of Ruby.
        Some(symbol) => Cow::from(symbol.to_owned()),
        None => method,
    };
    let body = request.get("body").or_else(|| request.get("request_body"));
    Ok(Told {
        origin: Origin::Recorder,
        request: Sent {
            method: method.to_ascii_uppercase().into(),
            url: url.ok_or("`request.uri` is missing or not a string")?,
            message: message(request, body)?,
            known: Known::Whole,
        },
        response: interaction.get("response").map(answer).transpose()?,
        recorded_at: interaction.text_at("recorded_at").map(date),
    })
}

fn answer(response: Tree<'_>) -> Result<Answer<'_>, String> {
    if !response.is_map() {
        return Err("`response` is not a map".to_owned());
    }
    let status = response.at(&["status", "code"]).or_else(|| response.get("code"));
    let status = status.or_else(|| response.get("status_code")).or_else(|| response.get("status"));
    let body = response.get("body").or_else(|| response.get("content"));
    Ok(Answer {
        status: status_of(status.and_then(Tree::text))
            .map_err(|reason| format!("`response.status` {reason}"))?,
        message: message(response, body)?,
    })
}

/// No body is an empty one: a cassette holds what is played again.
fn message<'t>(holder: Tree<'t>, body: Option<Tree<'t>>) -> Result<Message<'t>, String> {
    let mut message = Message { body: filtered(content(body)?), ..Message::default() };
    if let Some(headers) = holder.get("headers") {
        add_headers(headers, &mut message)?;
    }
    Ok(message)
}

/// The URL, where the first versions of vcrpy have its parts.
fn url_of_parts(request: Tree<'_>) -> Option<Cow<'_, str>> {
    let [scheme, host, path] = ["protocol", "host", "path"].map(|key| request.text_at(key));
    let port = request.text_at("port").map(|port| format!(":{port}")).unwrap_or_default();
    Some(format!("{}://{}{port}{}", scheme?, host?, path?).into())
}

/// A body is a text, bytes, or a map with one of them.
fn content(body: Option<Tree<'_>>) -> Result<Content<'_>, String> {
    let Some(body) = body else { return Ok(Content::Text("".into())) };
    if let Some(encoded) = body.text_at("base64_string") {
        return Ok(Content::Base64(encoded));
    }
    let body = if body.is_map() { body.get("string") } else { Some(body) };
    let Some(body) = body else { return Ok(Content::Text("".into())) };
    let text = body.text().map(Content::Text);
    text.or_else(|| body.binary().map(|bytes| Content::Base64(bytes.into())))
        .ok_or_else(|| "`body` is neither a string nor bytes".to_owned())
}

/// The date of a time as Ruby writes it, or else the text.
fn date(written: Cow<'_, str>) -> Cow<'_, str> {
    rfc2822::parse(&written).map_or(written, |time| time.date().to_string().into())
}
