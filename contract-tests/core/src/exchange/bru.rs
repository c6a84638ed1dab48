//! The language of Bruno, as far as the examples of a request need it, turned into the JSON of an export.

use serde_json::{Map, Value, json};

/// How deep blocks may be nested.
const MAX_DEPTH: usize = 16;

/// The blocks whose lines are a text as it is.
const TEXTS: &[&str] =
    &["body:json", "body:text", "body:xml", "body:sparql", "body:graphql", "body:graphql:vars"];

/// The blocks that only a request has. Files of folders, environments and the collection have none of them.
const REQUESTS: &[&str] =
    &["get", "post", "put", "patch", "delete", "head", "options", "trace", "connect", "http", "grpc", "ws"];

/// The kinds of file that have one of these blocks.
const KINDS: &[&str] = &["http", "graphql", "grpc", "ws"];

/// The examples and variables of a file, in the form of an exported collection.
pub(super) fn json(text: &str) -> Result<String, String> {
    let mut lines = Lines { lines: text.lines().collect(), at: 0 };
    let mut file = File::default();
    while let Some(line) = lines.next() {
        file.add(line.trim_end(), &mut lines)?;
    }
    file.json()
}

/// What the blocks of a file say.
#[derive(Default)]
struct File {
    is_request: bool,
    /// The kind that the head of the file names.
    kind: Option<String>,
    examples: Vec<Value>,
    variables: Vec<Value>,
}

impl File {
    /// Reads the block that a line opens.
    fn add(&mut self, line: &str, lines: &mut Lines<'_>) -> Result<(), String> {
        match line.strip_suffix('{').map(str::trim) {
            Some("example") => self.examples.push(example(&lines.block(0)?)),
            Some("vars" | "vars:pre-request") => self.variables.extend(pairs(&lines.block(0)?)),
            Some("meta") => self.kind = text(&lines.block(0)?, "type").as_str().map(ToOwned::to_owned),
            Some(name) => {
                self.is_request |= REQUESTS.contains(&name);
                lines.skip()?;
            }
            None if line.ends_with('[') => lines.skip()?,
            None if line.is_empty() => {}
            None => return Err(format!("line {} is in no block", lines.at)),
        }
        Ok(())
    }

    /// The same in the form of an exported collection.
    fn json(self) -> Result<String, String> {
        if !self.is_request && self.kind.as_deref().is_some_and(|kind| KINDS.contains(&kind)) {
            return Err("the file is of a request, and has none: it was cut off".to_owned());
        }
        let mut item = Map::new();
        if self.is_request {
            item.insert("request".to_owned(), json!({}));
        }
        item.insert("examples".to_owned(), self.examples.into());
        Ok(json!({"items": [item], "variables": self.variables}).to_string())
    }
}

/// A member of a block.
enum Member {
    Text(String),
    Block(Vec<(String, Self)>),
}

/// The lines of a file.
struct Lines<'t> {
    lines: Vec<&'t str>,
    at: usize,
}

impl<'t> Lines<'t> {
    fn next(&mut self) -> Option<&'t str> {
        let line = self.lines.get(self.at).copied()?;
        self.at += 1;
        Some(line)
    }

    fn cut_off(&self) -> String {
        format!("the block that is open at line {} does not end", self.at)
    }

    /// Skips to the end of a top-level block.
    fn skip(&mut self) -> Result<(), String> {
        let error = self.cut_off();
        while let Some(line) = self.next() {
            if matches!(line.trim_end(), "}" | "]") {
                return Ok(());
            }
        }
        Err(error)
    }

    /// The members up to the end of the block.
    fn block(&mut self, depth: usize) -> Result<Vec<(String, Member)>, String> {
        let error = self.cut_off();
        if depth > MAX_DEPTH {
            return Err(format!("blocks are nested more than {MAX_DEPTH} levels deep at line {}", self.at));
        }
        let mut members = Vec::new();
        while let Some(line) = self.next() {
            let written = line.trim();
            if written == "}" {
                return Ok(members);
            }
            if let Some(key) = written.strip_suffix('{') {
                let key = key.trim().trim_end_matches(':').trim().to_owned();
                let is_text = TEXTS.contains(&key.as_str());
                let member = if is_text {
                    Member::Text(self.text(line, "}")?)
                } else {
                    Member::Block(self.block(depth + 1)?)
                };
                members.push((key, member));
            } else if let Some((key, value)) = written.split_once(':') {
                let value = match value.trim() {
                    "'''" => self.text(line, "'''")?,
                    value => value.to_owned(),
                };
                members.push((key.trim().to_owned(), Member::Text(value)));
            }
        }
        Err(error)
    }

    /// The lines up to the one that ends the text, without the indentation that the format adds.
    fn text(&mut self, opening: &str, end: &str) -> Result<String, String> {
        let error = self.cut_off();
        let indent = opening.len() - opening.trim_start().len();
        let mut lines: Vec<&str> = Vec::new();
        while let Some(line) = self.next() {
            let own = line.len() - line.trim_start().len();
            if line.trim() == end && own <= indent {
                return Ok(lines.join("\n"));
            }
            lines.push(line.get(own.min(indent + 2)..).unwrap_or_default());
        }
        Err(error)
    }
}

fn find<'m>(members: &'m [(String, Member)], key: &str) -> Option<&'m Member> {
    members.iter().find(|(name, _)| name == key).map(|(_, member)| member)
}

fn text(members: &[(String, Member)], key: &str) -> Value {
    match find(members, key) {
        Some(Member::Text(text)) => json!(text),
        _ => Value::Null,
    }
}

fn block<'m>(members: &'m [(String, Member)], key: &str) -> &'m [(String, Member)] {
    match find(members, key) {
        Some(Member::Block(members)) => members,
        _ => &[],
    }
}

/// The lines `name: value` of a block. `~` is before the name of one that is off.
fn pairs(members: &[(String, Member)]) -> Vec<Value> {
    let pair = |(name, member): &(String, Member)| {
        let Member::Text(value) = member else { return None };
        let enabled = !name.starts_with('~');
        let name = name.trim_start_matches('~').trim_matches('"');
        Some(json!({"name": name, "value": value, "enabled": enabled}))
    };
    members.iter().filter_map(pair).collect()
}

fn example(members: &[(String, Member)]) -> Value {
    let request = block(members, "request");
    let mut body = Map::new();
    for (key, member) in request {
        let (name, content) = match (key.strip_prefix("body:"), member) {
            (Some("form-urlencoded"), Member::Block(fields)) => ("formUrlEncoded", pairs(fields).into()),
            (Some(kind), Member::Text(text)) => (kind, json!(text)),
            _ => continue,
        };
        body.insert(name.to_owned(), content);
    }
    let mode = match text(request, "mode").as_str() {
        Some("form-urlencoded") => json!("formUrlEncoded"),
        _ => text(request, "mode"),
    };
    body.insert("mode".to_owned(), mode);
    let mut params = pairs(block(request, "params:path"));
    for param in &mut params {
        param["type"] = json!("path");
    }
    let mut example = json!({"request": {"url": text(request, "url"), "method": text(request, "method"), "headers": pairs(block(request, "headers")), "params": params, "body": body}});
    if let Some(Member::Block(response)) = find(members, "response") {
        let status = block(response, "status");
        let body = block(response, "body");
        example["response"] = json!({"status": text(status, "code"), "headers": pairs(block(response, "headers")),
            "body": {"type": text(body, "type"), "content": text(body, "content")}});
    }
    example
}
