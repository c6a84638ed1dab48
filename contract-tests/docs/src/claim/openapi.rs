//! OpenAPI documents inside pages: real ones, and the older tree format of Mintlify.

use super::builder::{Builder, Place};
use super::openapi_schema::schema;
use super::sample;
use crate::model::{Grade, Location, Predicate, Section};
use crate::page::{Member, Sample, Value};
use crate::vocabulary::{is_name, method};
use crate::yaml::{At, Yaml};
use cartevo_yaml::Value as Written;

/// Adds the claims of every operation in the document. `first_line` is the line on which its text starts.
pub(crate) fn add(builder: &mut Builder, text: &str, first_line: u32) {
    let yaml = match Yaml::parse(text) {
        Ok(yaml) => yaml,
        Err(error) => {
            let line = first_line.saturating_add(error.place.line.saturating_sub(1));
            builder.unexplained(
                line,
                &format!("this OpenAPI document cannot be read: {}", super::page::plain(&error.what)),
            );
            return;
        }
    };
    let mut reader = Reader { builder, offset: first_line.saturating_sub(1), trail: Vec::new() };
    let root = yaml.root();
    let Some(paths) = root.get("paths") else {
        reader.builder.unexplained(first_line, "an OpenAPI document without paths");
        return;
    };
    if paths.text_of("path").is_some() {
        return reader.old_tree(paths);
    }
    let mut operations = Vec::new();
    for (path, key, item) in paths.entries() {
        for (verb, _, operation) in item.entries() {
            operations
                .extend(method(&verb.to_ascii_uppercase()).map(|verb| (path, verb, key, item, operation)));
        }
    }
    let around = reader.builder.operation.clone();
    let is_of_page = operations.len() < 2;
    for (path, verb, key, item, operation) in operations {
        if !is_of_page {
            // A document of many operations says which of them each part is about.
            reader.builder.operation = None;
        }
        reader.operation(root, path, verb, key, item, operation);
    }
    if !is_of_page {
        reader.builder.operation = around;
    }
}

/// True for a line that only describes or groups: a key without a value, or words for people.
pub(crate) fn says_nothing(line: &str) -> bool {
    const WORDS: &[&str] = &[
        "openapi",
        "swagger",
        "info",
        "version",
        "title",
        "description",
        "summary",
        "operationId",
        "tags",
        "name",
        "url",
        "servers",
        "contact",
        "license",
        "email",
        "example",
        "externalDocs",
        "$ref",
        "$schema",
    ];
    let line = line.trim().trim_start_matches("- ").trim_end_matches(',');
    match line.split_once(':') {
        Some((_, value)) if value.trim().trim_matches(['{', '[', '|', '>', '-']).is_empty() => true,
        Some((key, _)) => WORDS.contains(&key.trim_matches('"')),
        None => crate::model::says_nothing(line) || !line.contains(char::is_alphanumeric),
    }
}

pub(super) struct Reader<'b, 'y> {
    pub(super) builder: &'b mut Builder,
    offset: u32,
    /// The schemas that are being read, outermost first.
    pub(super) trail: Vec<At<'y>>,
}

impl<'y> Reader<'_, 'y> {
    pub(super) fn place(&self, at: At<'y>, location: Location, status: Option<&str>, pointer: &str) -> Place {
        Place {
            line: at.line().saturating_add(self.offset),
            section: Section::ParameterList,
            grade: Grade::Prose,
            location,
            status: status.map(str::to_owned),
            pointer: pointer.to_owned(),
        }
    }

    fn begin(&mut self, verb: &str, path: &str, key: At<'y>) {
        let path: String = path.chars().filter(char::is_ascii_graphic).collect();
        let operation = format!("{verb} {path}");
        self.builder.operation.get_or_insert_with(|| operation.clone());
        let place = self.place(key, Location::Operation, None, "");
        self.builder.add(&place, Predicate::Path, operation);
    }

    fn operation(
        &mut self,
        root: At<'y>,
        path: &str,
        verb: &str,
        key: At<'y>,
        item: At<'y>,
        operation: At<'y>,
    ) {
        self.begin(verb, path, key);
        let both = [item.get("parameters"), operation.get("parameters")];
        for parameter in both.into_iter().flatten().flat_map(At::items) {
            self.parameter(parameter.followed());
        }
        self.security(root, operation);
        if let Some(body) = operation.get("requestBody").map(At::followed) {
            self.contents(body, Location::RequestBody, None);
        }
        for (status, key, response) in operation.get("responses").into_iter().flat_map(At::entries) {
            let status = status.to_ascii_uppercase();
            if crate::read_status(&status).is_none() {
                continue;
            }
            let place = self.place(key, Location::Status, Some(&status), "");
            self.builder.add(&place, Predicate::Status, status.as_str());
            self.contents(response.followed(), Location::ResponseBody, Some(&status));
        }
    }

    fn parameter(&mut self, parameter: At<'y>) {
        let location = match parameter.text_of("in") {
            Some("path") => Location::Path,
            Some("query") => Location::Query,
            Some("header") => Location::Header,
            _ => return,
        };
        let Some((_, name)) = parameter.entry("name") else { return };
        let Some(text) = name.text().filter(|name| is_name(name)) else { return };
        let place = self.place(name, location, None, text);
        self.builder.add(&place, Predicate::Exists, true);
        if let Some(required) = parameter.get("required") {
            let place = self.place(required, location, None, text);
            self.builder.add(&place, Predicate::Required, required.is_true());
        }
        if let Some(found) = parameter.get("schema") {
            let place = self.place(found, location, None, text);
            schema(self, found, &place, 0);
        }
    }

    fn security(&mut self, root: At<'y>, operation: At<'y>) {
        let wanted = operation.get("security").or_else(|| root.get("security"));
        for (name, key, _) in wanted.into_iter().flat_map(At::items).flat_map(At::entries) {
            let scheme = root.resolve(&format!("#/components/securitySchemes/{name}"));
            let scheme = match scheme.and_then(|scheme| scheme.text_of("scheme")) {
                Some(scheme) if scheme.eq_ignore_ascii_case("bearer") => "Bearer",
                Some(scheme) if scheme.eq_ignore_ascii_case("basic") => "Basic",
                _ => continue,
            };
            let place = self.place(key, Location::Header, None, "Authorization");
            self.builder.add(&place, Predicate::Auth, scheme);
        }
    }

    fn contents(&mut self, holder: At<'y>, location: Location, status: Option<&str>) {
        let is_json = |media: &str| media.to_ascii_lowercase().contains("json");
        let has_json =
            holder.get("content").into_iter().flat_map(At::entries).any(|(media, _, _)| is_json(media));
        for (media, key, content) in holder.get("content").into_iter().flat_map(At::entries) {
            let place = self.place(key, location, status, "");
            let media: String = media.chars().filter(char::is_ascii_graphic).collect();
            self.builder.add(&place, Predicate::Format, media.as_str());
            // The same response as text is not another form of the object.
            if has_json && !is_json(&media) {
                continue;
            }
            if let Some(found) = content.get("schema") {
                schema(self, found, &place, 0);
            }
            self.examples(content, location, status);
        }
    }

    /// The examples next to a schema, which the samples of the rendered page are generated from.
    fn examples(&mut self, content: At<'y>, location: Location, status: Option<&str>) {
        let named = content
            .get("examples")
            .into_iter()
            .flat_map(At::entries)
            .filter_map(|(_, _, example)| example.followed().get("value"));
        let section = match location {
            Location::RequestBody => Section::GeneratedRequestSample,
            _ => Section::GeneratedResponseSample,
        };
        for example in content.get("example").into_iter().chain(named) {
            if example.is_collection() {
                sample::add(self.builder, &as_sample(example, self.offset, 0), section, location, status);
            }
        }
    }

    /// `paths: {path, method, request: {parameters, body}, response}`.
    fn old_tree(&mut self, tree: At<'y>) {
        let path = tree.text_of("path").unwrap_or_default();
        let verb = tree
            .text_of("method")
            .map(str::to_ascii_uppercase)
            .and_then(|verb| method(&verb))
            .unwrap_or("GET");
        self.begin(verb, path, tree.get("path").unwrap_or(tree));
        let request = tree.get("request");
        if let Some(request) = request {
            self.old_security(request);
        }
        let places = [("path", Location::Path), ("query", Location::Query), ("header", Location::Header)];
        for (word, location) in places {
            let list = request
                .and_then(|request| request.get("parameters"))
                .and_then(|parameters| parameters.get(word));
            for (name, key, parameter) in list.into_iter().flat_map(At::entries) {
                self.old_parameter(name, key, parameter, location);
            }
        }
        for (_, _, body) in request.and_then(|request| request.get("body")).into_iter().flat_map(At::entries)
        {
            let place = self.place(body, Location::RequestBody, None, "");
            schema(self, body, &place, 0);
        }
        for (status, key, response) in tree.get("response").into_iter().flat_map(At::entries) {
            let status = status.to_ascii_uppercase();
            if crate::read_status(&status).is_none() {
                continue;
            }
            let place = self.place(key, Location::Status, Some(&status), "");
            self.builder.add(&place, Predicate::Status, status.as_str());
            for (_, _, content) in response.entries() {
                let place = self.place(content, Location::ResponseBody, Some(&status), "");
                schema(self, content, &place, 0);
                self.examples(content, Location::ResponseBody, Some(&status));
            }
        }
    }

    /// `security: [{parameters: {header: {Authorization: {type: http, scheme: bearer}}}}]`.
    fn old_security(&mut self, request: At<'y>) {
        let schemes = request.get("security").into_iter().flat_map(At::items);
        let headers = schemes.filter_map(|scheme| scheme.get("parameters")?.get("header"));
        for (name, key, scheme) in headers.flat_map(At::entries).filter(|(name, _, _)| is_name(name)) {
            let place = self.place(key, Location::Header, None, name);
            match scheme.text_of("scheme").map(str::to_ascii_lowercase).as_deref() {
                Some("bearer") => self.builder.add(&place, Predicate::Auth, "Bearer"),
                Some("basic") => self.builder.add(&place, Predicate::Auth, "Basic"),
                _ => self.builder.add(&place, Predicate::Exists, true),
            }
        }
    }

    fn old_parameter(&mut self, name: &str, key: At<'y>, parameter: At<'y>, location: Location) {
        if !is_name(name) {
            return;
        }
        let place = self.place(key, location, None, name);
        self.builder.add(&place, Predicate::Exists, true);
        for found in parameter.get("schema").into_iter().flat_map(At::items) {
            if let Some(required) = found.get("required") {
                let place = self.place(required, location, None, name);
                self.builder.add(&place, Predicate::Required, required.is_true());
            }
            let place = self.place(found, location, None, name);
            schema(self, found, &place, 0);
        }
    }
}

/// Converts a node to a JSON sample.
fn as_sample(at: At<'_>, offset: u32, depth: usize) -> Sample {
    let line = at.line().saturating_add(offset);
    let inner = |at: At<'_>| {
        if depth > 60 { Sample { line, value: Value::Code } } else { as_sample(at, offset, depth + 1) }
    };
    let text = || at.text().unwrap_or_default().to_owned();
    let value = match at.value() {
        Some(Written::Map(_)) => Value::Object(
            at.entries()
                .map(|(key, node, value)| Member {
                    line: node.line().saturating_add(offset),
                    key: key.to_owned(),
                    sample: inner(value),
                })
                .collect(),
        ),
        Some(Written::List(_)) => Value::Array(at.items().map(inner).collect()),
        Some(Written::Text(_) | Written::Binary(_)) => Value::Text(text()),
        Some(Written::Bool(value)) => Value::Boolean(*value),
        Some(Written::Integer(_) | Written::Float(_)) => Value::Number(text()),
        Some(Written::Null) | None => Value::Null,
    };
    Sample { line, value }
}
