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

/// The keys of the body of a response.
const BODIES: &[&str] = &["body", "content"];

/// The keys of the text of a body.
const CONTENTS: [&str; 2] = ["string", "base64_string"];

/// What is said of a cassette that does not end as every tool ends it.
const CUT_OFF: &str = "the cassette ends in the middle of this interaction, or of a line: it was cut off, so record it \
                       again (if it is whole, give the response a `body`, maybe an empty one, and end the last line)";

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
    let mut interactions = list.items().peekable();
    while let Some(interaction) = interactions.next() {
        let is_cut = interactions.peek().is_none() && is_cut_off(document.root, interaction);
        let told = told(interaction).and_then(|told| if is_cut { Err(CUT_OFF.to_owned()) } else { Ok(told) });
        found.add(interaction, told);
    }
}

/// True for a cassette in YAML that was cut off in its last interaction. No syntax shows where YAML ends, but every tool
/// ends its last line and writes a body into every response, and most write a further key behind the list. A list alone
/// may be of php-vcr, which leaves out what is empty.
fn is_cut_off(root: Tree<'_>, last: Tree<'_>) -> bool {
    let Tree::Yaml(_, text) = root else { return false };
    let has_more = root.members().last().is_some_and(|(key, _)| !LISTS.contains(&key));
    let lacks_body = !root.is_list() && last.get("response").is_some_and(|response| !has_body(response));
    !has_more && (!text.ends_with('\n') || lacks_body)
}

fn has_body(response: Tree<'_>) -> bool {
    let Some(body) = BODIES.iter().find_map(|key| response.get(key)) else { return false };
    !body.is_map() || body.members().any(|(key, _)| CONTENTS.contains(&key))
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
        response: Some(answer(interaction.get("response").ok_or("`response` is missing")?)?),
        recorded_at: interaction.text_at("recorded_at").map(date),
    })
}

fn answer(response: Tree<'_>) -> Result<Answer<'_>, String> {
    if !response.is_map() {
        return Err("`response` is not a map".to_owned());
    }
    let status = response.at(&["status", "code"]).or_else(|| response.get("code"));
    let status = status.or_else(|| response.get("status_code")).or_else(|| response.get("status"));
    let body = BODIES.iter().find_map(|key| response.get(key));
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
    let [string, base64] = CONTENTS;
    if let Some(encoded) = body.text_at(base64) {
        return Ok(Content::Base64(encoded));
    }
    let body = if body.is_map() { body.get(string) } else { Some(body) };
    let Some(body) = body else { return Ok(Content::Text("".into())) };
    let text = body.text().map(Content::Text);
    text.or_else(|| body.binary().map(|bytes| Content::Base64(bytes.into())))
        .ok_or_else(|| "`body` is neither a string nor bytes".to_owned())
}

/// The date of a time as Ruby writes it, or else the text.
fn date(written: Cow<'_, str>) -> Cow<'_, str> {
    rfc2822::parse(&written).map_or(written, |time| time.date().to_string().into())
}
