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

/// A part of a command.
enum Part {
    Header(String),
    Query(String),
    Body(String),
    Form(String),
    User,
}

/// A command: what it sends, and where.
#[derive(Default)]
struct Command {
    verb: Option<(u32, &'static str)>,
    address: Option<(u32, String)>,
    parts: Vec<(u32, Part)>,
}

/// Adds the claims of a command, `curl` or `http`. `server` is the pointer of its server.
pub(crate) fn add(builder: &mut Builder, text: &str, first_line: u32, section: Section, server: &str) {
    let words = words(text, first_line);
    let start =
        words.iter().position(|word| matches!(word.text.as_str(), "curl" | "http")).map_or(1, |at| at + 1);
    let is_httpie = words.get(start - 1).is_some_and(|word| word.text == "http");
    let words = words.get(start..).unwrap_or_default();
    let command = if is_httpie { httpie(words) } else { curl(words) };
    let place = Place {
        line: first_line,
        section,
        grade: Grade::Prose,
        location: Location::Operation,
        status: None,
        pointer: server.to_owned(),
    };
    let has_body = command.parts.iter().any(|(_, part)| matches!(part, Part::Body(_) | Part::Form(_)));
    let verb = command.verb.unwrap_or((first_line, if has_body { "POST" } else { "GET" }));
    let own = builder.operation.clone();
    match command.address.as_ref().map(|(_, address)| operation_of(builder, verb.1, address)) {
        // Another call, such as a login, is not part of this operation.
        Some(Called::Another) if section == Section::CodeExample => {
            let last = first_line.saturating_add(u32::try_from(text.matches('\n').count()).unwrap_or(0));
            return builder.unread_rest(first_line..=last, "calls another operation");
        }
        Some(Called::Other(operation)) => builder.operation = Some(operation),
        _ => {}
    }
    for (line, part) in &command.parts {
        self::part(builder, &place, *line, part);
    }
    if let Some((line, address)) = &command.address {
        self::address(builder, &place, verb, *line, address);
    }
    builder.operation = own;
}

fn part(builder: &mut Builder, place: &Place, line: u32, part: &Part) {
    let here = Place { pointer: String::new(), ..place.at(line) };
    match part {
        Part::Header(text) => header(builder, &here, text),
        Part::Query(text) => query(builder, &here, text),
        Part::Body(text) => body(builder, &here, line, text),
        Part::Form(text) => form(builder, &here, text),
        Part::User => {
            let here = Place { location: Location::Header, pointer: "Authorization".to_owned(), ..here };
            builder.add(&here, Predicate::Auth, "Basic");
        }
    }
}

/// Which operation a command calls.
enum Called {
    /// The one being described, or there is none.
    Own,
    /// Another one of the page.
    Other(String),
    /// None that the page names.
    Another,
}

fn operation_of(builder: &Builder, verb: &str, address: &str) -> Called {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let Some((_, path)) = split_server(path) else { return Called::Own };
    let fits =
        |operation: &str| operation.split_once(' ').is_some_and(|(_, own)| same_path(&path, own).is_some());
    let is_exact = |operation: &&String| operation.split(' ').next() == Some(verb) && fits(operation);
    let best = builder.operations.iter().filter(is_exact).max_by_key(|operation| operation.len());
    match (&builder.operation, best) {
        (None, None) => Called::Own,
        (Some(own), _) if is_exact(&own) => Called::Own,
        (_, Some(best)) => Called::Other(best.clone()),
        (Some(own), None) if fits(own) && builder.names_operations => Called::Own,
        (Some(_), None) => Called::Another,
    }
}

fn curl(words: &[Word]) -> Command {
    let mut command = Command::default();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let next = words.get(at + 1);
        let (option, inline) = match word.text.split_once('=') {
            Some((option, value)) if option.starts_with("--") => (option, Some(value.to_owned())),
            _ => (word.text.as_str(), None),
        };
        let value = inline.clone().or_else(|| next.map(|next| next.text.clone()));
        let line = if inline.is_some() { word.line } else { next.map_or(word.line, |next| next.line) };
        let text = || value.clone().unwrap_or_default();
        let takes = match option {
            "--request" | "-X" => {
                command.verb = value.as_deref().and_then(method).map(|method| (word.line, method));
                true
            }
            "--url" => {
                command.address = value.map(|value| (line, value));
                true
            }
            "--header" | "-H" => push(&mut command, line, Part::Header(text())),
            "--data-urlencode" => push(&mut command, line, Part::Query(text())),
            "--data" | "-d" | "--data-raw" | "--data-binary" | "--json" => {
                push(&mut command, line, Part::Body(text()))
            }
            "--form" | "-F" => push(&mut command, line, Part::Form(text())),
            "-u" | "--user" => push(&mut command, line, Part::User),
            _ => {
                let short = option.strip_prefix("-X").and_then(method);
                command.verb = short.map(|method| (word.line, method)).or(command.verb);
                if option.starts_with("http") || option.starts_with(['/', '$', '{', '<']) {
                    command.address = Some((word.line, word.text.clone()));
                }
                false
            }
        };
        at += if takes && inline.is_none() { 2 } else { 1 };
    }
    command
}

fn push(command: &mut Command, line: u32, part: Part) -> bool {
    command.parts.push((line, part));
    true
}

/// `http POST :/boats Name:value field=value query==value`.
fn httpie(words: &[Word]) -> Command {
    let mut command = Command::default();
    for word in words {
        let (line, text) = (word.line, word.text.as_str());
        if let Some(method) = method(text) {
            command.verb = Some((line, method));
        } else if text.starts_with('-') {
        } else if command.address.is_none() {
            command.address = Some((line, text.to_owned()));
        } else if let Some((name, _)) = text.split_once("==") {
            command.parts.push((line, Part::Query(name.to_owned())));
        } else if text.split_once(':').is_some_and(|(name, _)| !name.contains('=')) {
            command.parts.push((line, Part::Header(text.to_owned())));
        } else if text.contains('=') {
            command.parts.push((line, Part::Form(text.replacen(":=", "=", 1))));
        }
    }
    command
}

/// The address of a request, split into the path of the operation and the server.
pub(crate) fn address(builder: &mut Builder, place: &Place, verb: (u32, &str), line: u32, address: &str) {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        self::query(builder, &place.at(line), pair);
    }
    let Some((server, path)) = split_server(path) else { return };
    let Some(operation) = builder.operation.clone() else {
        let here = Place { pointer: String::new(), ..place.at(verb.0) };
        builder.add(&here, Predicate::Path, format!("{} {path}", verb.1));
        return;
    };
    let own = operation.split_once(' ').map_or("", |(_, path)| path);
    match same_path(&path, own) {
        Some(prefix) => {
            let head = Place { pointer: String::new(), ..place.at(verb.0) };
            builder.add(&head, Predicate::Path, format!("{} {own}", verb.1));
            let here = place.at(line);
            builder.add(&here, Predicate::Format, format!("{server}{prefix}"));
        }
        // Another call, such as a login, is not part of this operation.
        None if place.section == Section::CodeExample => builder.unread(line, "calls another operation"),
        None => {
            let head = Place { pointer: String::new(), ..place.at(line) };
            builder.add(&head, Predicate::Path, format!("{} {path}", verb.1));
        }
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
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    if crate::vocabulary::is_name(name) {
        let here = Place { location: Location::Query, pointer: name.to_owned(), ..place.clone() };
        builder.add(&here, Predicate::Exists, true);
        if let Some(value) = value.parse::<i64>().ok().filter(|_| sample::is_limit(name)) {
            builder.add(&here, Predicate::Example, value);
        }
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
    if is_form(text) {
        return text.split('&').for_each(|pair| form(builder, &place.at(line), pair));
    }
    let blank = text.chars().take_while(|c| c.is_whitespace()).filter(|c| *c == '\n').count();
    match parse_sample(text, line) {
        Ok((sample, _)) => sample::add(builder, &sample, place.section, Location::RequestBody, None),
        // A form, a file or a variable.
        Err(_) => builder.unread(line + u32::try_from(blank).unwrap_or(0), "a body that is not JSON"),
    }
}

/// `colour=red&width=3`
fn is_form(text: &str) -> bool {
    let is_pair = |pair: &str| pair.split_once('=').is_some_and(|(name, _)| crate::vocabulary::is_name(name));
    !text.trim_start().starts_with(['{', '[', '@', '<', '"']) && text.split('&').all(is_pair)
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
