//! Mocks of the Rust library httpmock, as it records and reads them. A file does not say whether it was recorded, so its
//! values count as written by people.

use super::document::Document;
use super::format::{Format, YAML};
use super::found::Found;
use super::model::Known;
use super::sniff::{Match, Start};
use super::status::status_of;
use super::told::{Answer, Content, Message, Origin, Sent, Told};
use super::told_headers::add_headers;
use super::tree::Tree;
use super::urls::{path_of_pattern, push_query};

pub(super) const FORMAT: Format = Format::documents(YAML, recognizes, document);

fn recognizes(start: &Start<'_>) -> Match {
    let outline = start.outline;
    match outline.is_yaml && !outline.is_list {
        true if outline.has("when") && outline.has("then") => Match::Yes,
        true => outline.otherwise(),
        false => Match::No,
    }
}

fn document(document: &Document<'_>, found: &mut Found<'_>) {
    found.add(document.root, told(document.root));
}

fn told(mock: Tree<'_>) -> Result<Told<'_>, String> {
    let when = mock.get("when").filter(|when| when.is_map()).ok_or("`when` is missing or not a map")?;
    let then = mock.get("then").filter(|then| then.is_map()).ok_or("`then` is missing or not a map")?;
    let method =
        when.text_at("method").ok_or("the mock answers several methods, so it belongs to no operation")?;
    let status = then.text_at("status").unwrap_or("200".into());
    let status = status_of(Some(status)).map_err(|reason| format!("`then.status` {reason}"))?;
    Ok(Told {
        origin: Origin::People,
        request: Sent {
            method,
            url: url(when)?.into(),
            message: message(when, Content::Untold)?,
            known: Known::Parts,
        },
        response: Some(Answer { status, message: message(then, Content::Text("".into()))? }),
        recorded_at: None,
    })
}

fn url(when: Tree<'_>) -> Result<String, String> {
    let pattern = || {
        let first = when.get("path_matches")?.items().next()?.text()?;
        path_of_pattern(&first)
    };
    let path = when.text_at("path").map(std::borrow::Cow::into_owned).or_else(pattern);
    let path = path.ok_or("the mock answers paths of several forms, so it belongs to no operation")?;
    let port = when.text_at("port").map(|port| format!(":{port}")).unwrap_or_default();
    let scheme = when.text_at("scheme").unwrap_or("https".into());
    let mut url = when.text_at("host").map(|host| format!("{scheme}://{host}{port}")).unwrap_or_default();
    url.push_str(&path);
    for pair in when.get("query_param").into_iter().flat_map(Tree::items) {
        push_query(
            &mut url,
            &pair.text_at("name").unwrap_or_default(),
            &pair.text_at("value").unwrap_or_default(),
        );
    }
    Ok(url)
}

fn message<'t>(part: Tree<'t>, otherwise: Content<'t>) -> Result<Message<'t>, String> {
    let mut message = Message::default();
    if let Some(headers) = part.get("header") {
        add_headers(headers, &mut message)?;
    }
    message.body = if let Some(encoded) = part.text_at("body_base64") {
        Content::Base64(encoded)
    } else if let Some(text) = part.text_at("body") {
        Content::Text(text)
    } else if let Some(json) = part.get("json_body") {
        // It is a JSON text, or JSON that is part of the file.
        Content::Text(if json.is_map() || json.is_list() {
            json.json()
        } else {
            json.text().unwrap_or_default()
        })
    } else {
        otherwise
    };
    Ok(message)
}
