//! `curl` commands: the address, headers, query and body of a request.

use super::builder::{Builder, Place};
use super::sample;
use crate::model::{Grade, Location, Predicate, Section};
use crate::page::parse_sample;
use crate::vocabulary::method;

/// A word of a command, with the line on which it starts.
struct Word {
    line: u32,
    text: String,
}

/// Adds the claims of a command.
pub(crate) fn add(builder: &mut Builder, text: &str, first_line: u32, section: Section) {
    let words = words(text, first_line);
    let place = Place {
        line: first_line,
        section,
        grade: Grade::Prose,
        location: Location::Operation,
        status: None,
        pointer: String::new(),
    };
    let mut verb = None;
    let mut address = None;
    let mut has_body = false;
    let mut at = 1;
    while let Some(word) = words.get(at) {
        let next = words.get(at + 1);
        let (option, inline) = match word.text.split_once('=') {
            Some((option, value)) if option.starts_with("--") => (option, Some(value.to_owned())),
            _ => (word.text.as_str(), None),
        };
        let value = inline.clone().or_else(|| next.map(|next| next.text.clone()));
        let line = if inline.is_some() { word.line } else { next.map_or(word.line, |next| next.line) };
        let takes = match option {
            "--request" | "-X" => {
                verb = value.as_deref().and_then(method).map(|method| (word.line, method));
                true
            }
            "--url" => {
                address = value.map(|value| (line, value));
                true
            }
            "--header" | "-H" => {
                header(builder, &place.at(line), &value.unwrap_or_default());
                true
            }
            "--data-urlencode" => {
                query(builder, &place.at(line), &value.unwrap_or_default());
                true
            }
            "--data" | "-d" | "--data-raw" | "--data-binary" | "--json" => {
                has_body = true;
                body(builder, &place, line, &value.unwrap_or_default());
                true
            }
            "--form" | "-F" => {
                has_body = true;
                form(builder, &place.at(line), &value.unwrap_or_default());
                true
            }
            "-u" | "--user" => {
                let here = Place {
                    location: Location::Header,
                    pointer: "Authorization".to_owned(),
                    ..place.at(line)
                };
                builder.add(&here, Predicate::Auth, "Basic");
                true
            }
            _ => {
                if option.starts_with("http") || option.starts_with('/') {
                    address = Some((word.line, word.text.clone()));
                }
                false
            }
        };
        at += if takes && inline.is_none() { 2 } else { 1 };
    }
    let verb = verb.unwrap_or((first_line, if has_body { "POST" } else { "GET" }));
    if let Some((line, address)) = address {
        self::address(builder, &place, verb, line, &address);
    }
}

/// The address of a request, split into the path of the operation and the server.
pub(crate) fn address(builder: &mut Builder, place: &Place, verb: (u32, &str), line: u32, address: &str) {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        self::query(builder, &place.at(line), pair);
    }
    let Some((server, path)) = split_server(path) else { return };
    let Some(operation) = builder.operation.clone() else {
        builder.add(&place.at(verb.0), Predicate::Path, format!("{} {path}", verb.1));
        return;
    };
    let own = operation.split_once(' ').map_or("", |(_, path)| path);
    match same_path(&path, own) {
        Some(prefix) => {
            builder.add(&place.at(verb.0), Predicate::Path, format!("{} {own}", verb.1));
            let here = Place { pointer: "server".to_owned(), ..place.at(line) };
            builder.add(&here, Predicate::Format, format!("{server}{prefix}"));
        }
        // Another call, such as a login, is not part of this operation.
        None if place.section == Section::CodeExample => builder.unread(line, "calls another operation"),
        None => builder.add(&place.at(line), Predicate::Path, format!("{} {path}", verb.1)),
    }
}

/// The server of an address and the path, percent-decoded.
fn split_server(address: &str) -> Option<(String, String)> {
    let after = address.find("://").map_or(0, |at| at + 3);
    let slash = address.get(after..)?.find('/')? + after;
    let path = address.get(slash..)?.chars().filter(char::is_ascii_graphic).collect();
    let server = address
        .get(..slash)?
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || ":/.-_{}$".contains(*c))
        .collect();
    Some((server, path))
}

/// The prefix of `path` before `own`, if both end in the same segments; `{id}` matches any segment.
fn same_path(path: &str, own: &str) -> Option<String> {
    let path = path.trim_end_matches('/');
    let theirs: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let ours: Vec<&str> = own.split('/').filter(|part| !part.is_empty()).collect();
    let skip = theirs.len().checked_sub(ours.len())?;
    let variable = |part: &str| part.contains(['{', '$', ':', '<', '+']);
    let fits = theirs.iter().skip(skip).zip(&ours).all(|(a, b)| a == b || variable(b));
    fits.then(|| {
        let before: Vec<&str> = theirs.iter().take(skip).copied().collect();
        if before.is_empty() { String::new() } else { format!("/{}", before.join("/")) }
    })
}

fn header(builder: &mut Builder, place: &Place, text: &str) {
    let Some((name, value)) = text.split_once(':') else { return };
    let name = name.trim();
    if !crate::vocabulary::is_name(name) {
        return;
    }
    let here = Place { location: Location::Header, pointer: name.to_owned(), ..place.clone() };
    let value = value.trim();
    if let Some(scheme) = ["Bearer", "Basic"].into_iter().find(|scheme| value.starts_with(scheme)) {
        builder.add(&here, Predicate::Auth, scheme);
    } else if name.eq_ignore_ascii_case("content-type") || name.eq_ignore_ascii_case("accept") {
        builder.add(
            &here,
            Predicate::Header,
            value.chars().filter(char::is_ascii_graphic).collect::<String>(),
        );
    } else {
        builder.add(&here, Predicate::Exists, true);
    }
}

fn query(builder: &mut Builder, place: &Place, pair: &str) {
    let name = pair.split('=').next().unwrap_or_default();
    if crate::vocabulary::is_name(name) {
        let here = Place { location: Location::Query, pointer: name.to_owned(), ..place.clone() };
        builder.add(&here, Predicate::Exists, true);
    }
}

fn form(builder: &mut Builder, place: &Place, pair: &str) {
    // Sites hide email addresses from robots, and `email=x@y` as a whole looks like one.
    let pair = if pair.starts_with("[email") && pair.ends_with("protected]") { "email=" } else { pair };
    let name = pair.split('=').next().unwrap_or_default();
    if crate::vocabulary::is_name(name) {
        let here = Place { location: Location::RequestBody, pointer: format!("/{name}"), ..place.clone() };
        builder.add(&here, Predicate::Exists, true);
    }
}

fn body(builder: &mut Builder, place: &Place, line: u32, text: &str) {
    let blank = text.chars().take_while(|c| c.is_whitespace()).filter(|c| *c == '\n').count();
    match parse_sample(text, line) {
        Ok((sample, _)) => sample::add(builder, &sample, place.section, Location::RequestBody, None),
        // A form, a file or a variable.
        Err(_) => builder.unread(line + u32::try_from(blank).unwrap_or(0), "a body that is not JSON"),
    }
}

fn words(text: &str, first_line: u32) -> Vec<Word> {
    let mut words = Vec::new();
    let mut line = first_line;
    let mut current: Option<Word> = None;
    let mut quote: Option<char> = None;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let word = |current: &mut Option<Word>, c: char| {
            current.get_or_insert_with(|| Word { line, text: String::new() }).text.push(c);
        };
        match (quote, c) {
            (None, '\\') if characters.peek().is_some_and(|next| next.is_whitespace()) => {}
            (None | Some('"'), '\\') => {
                if let Some(next) = characters.next() {
                    word(&mut current, next);
                    line += u32::from(next == '\n');
                }
            }
            (None, '\'' | '"') => {
                quote = Some(c);
                current.get_or_insert_with(|| Word { line, text: String::new() });
            }
            (Some(open), _) if open == c => quote = None,
            (None, _) if c.is_whitespace() => words.extend(current.take()),
            _ => word(&mut current, c),
        }
        line += u32::from(c == '\n');
    }
    words.extend(current);
    words
}
