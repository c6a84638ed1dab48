//! Where the names of a table are sent.

use std::collections::BTreeSet;

use super::builder::Builder;
use super::context::Context;
use crate::model::Location;
use crate::page::{Row, Table};
use crate::vocabulary::{Column, english};
use contract_core::shown::documented_name;

/// Headers that are never fields of a body.
const HEADERS: &[&str] = &["Accept", "Authorization", "Content-Type", "Idempotency-Key"];

/// What a table and its place on the page show of where its names are sent.
#[expect(clippy::struct_excessive_bools, reason = "each is shown by another part of the page")]
pub(super) struct TablePlace {
    said: Option<Location>,
    operation: Option<String>,
    /// The names that the address has in its query.
    query: BTreeSet<String>,
    /// True if the table is about parameters, whichever they are.
    is_of_request: bool,
    /// True if the table describes a response.
    is_of_answer: bool,
    /// True directly under the title of the operation.
    is_direct: bool,
    /// True under a heading about the parameters of the address, which are in its path or its query.
    is_of_address: bool,
    /// The heading above the table, if it is about no operation.
    heading: String,
}

impl TablePlace {
    pub(super) fn of(builder: &Builder, table: &Table, row: &Row, context: &Context, names: &[&str]) -> Self {
        let is_header = names.iter().all(|name| HEADERS.contains(name));
        let cell = place_of(table.cell(row, Column::Place))
            .or_else(|| place_of(table.cell(row, Column::Type)))
            .or_else(|| place_at_start(&table.text(row)));
        let has_no_body = builder.operation.as_deref().is_some_and(takes_no_body);
        // Parameters of such a request are in its query, unless the page says that they are in its body.
        let is_of_body = english(&context.title).contains("body");
        let is_misplaced = |said: &Location| has_no_body && *said == Location::RequestBody && !is_of_body;
        let by_heading = context.location.filter(|said| !is_misplaced(said));
        let is_within = context.is_within || context.is_elsewhere;
        let by_heading = by_heading.map(|said| if is_within { Location::Unplaced } else { said });
        let title = table.title.as_str();
        let by_title = place_of_title(title).filter(|_| !is_within);
        let answers = ["attribute", "property", "field"].iter().any(|word| title.starts_with(word));
        let of_request = [Column::Required, Column::Optional, Column::Default];
        let sends = ["param", "argument", "header"].iter().any(|word| title.starts_with(word));
        let has = |column: &Column| table.columns.contains(column);
        Self {
            said: cell.or(is_header.then_some(Location::Header)).or(by_title).or(by_heading).map(|said| {
                if has_no_body && said == Location::RequestBody { Location::Unplaced } else { said }
            }),
            operation: builder.operation.clone(),
            query: builder.query.clone(),
            is_of_request: context.is_parameters
                || sends
                || of_request.iter().any(has)
                || (has_no_body && context.location == Some(Location::RequestBody)),
            is_of_answer: answers,
            is_direct: !context.is_past_head || context.is_title,
            is_of_address: ["url", "uri"].iter().any(|word| context.title.to_lowercase().contains(word)),
            heading: context.title.clone(),
        }
    }

    pub(super) fn of_name(&self, name: &str) -> Location {
        match (self.said, &self.operation) {
            (Some(Location::Path), Some(operation)) if self.is_of_address && !is_in_path(operation, name) => {
                Location::Unplaced
            }
            (Some(said), _) => said,
            (None, None) => Location::Unplaced,
            (None, Some(operation)) => self.guessed(operation, name),
        }
    }

    /// The location of a name if neither heading nor cell states it, by the operation and the words of the table.
    fn guessed(&self, operation: &str, name: &str) -> Location {
        if self.is_of_request {
            return parameter_of(operation, &self.query, name);
        }
        let has_no_body = sends_nothing(operation);
        match (has_no_body, self.is_of_answer, self.is_direct) {
            (true, true, true) => Location::ResponseBody,
            (false, false, true) => Location::RequestBody,
            _ => Location::Unplaced,
        }
    }

    /// Keeps the names of different objects apart where the page does not show their places.
    pub(super) fn prefix(&self, location: Location) -> String {
        match (location, self.heading.as_str()) {
            (Location::Unplaced, heading) if !heading.is_empty() => format!("/{}", slug(heading)),
            _ => String::new(),
        }
    }
}

/// Where a parameter is sent: in the path if that has its name, else in the query or the body, by the method.
/// Where addresses of the page have names in the query, others are not sure to be in a body.
pub(super) fn parameter_of(operation: &str, query: &BTreeSet<String>, name: &str) -> Location {
    let path = operation.split_once(' ').map_or("", |(_, path)| path);
    let braced = |part: &str| part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) == Some(name);
    match (path.split('/').any(braced), sends_nothing(operation)) {
        (true, _) => Location::Path,
        (false, true) => Location::Query,
        (false, false) if query.contains(name) => Location::Query,
        (false, false) if !query.is_empty() => Location::Unplaced,
        (false, false) => Location::RequestBody,
    }
}

/// True if the path of an operation has a parameter, in any style of names.
fn is_in_path(operation: &str, name: &str) -> bool {
    let plain =
        |name: &str| name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let mut parts = operation.split('/').filter(|part| part.starts_with('{'));
    parts.any(|part| plain(part) == plain(name))
}

/// True for an operation whose body means nothing.
pub(super) fn takes_no_body(operation: &str) -> bool {
    matches!(operation.split(' ').next(), Some("GET" | "HEAD"))
}

fn sends_nothing(operation: &str) -> bool {
    matches!(operation.split(' ').next(), Some("GET" | "HEAD" | "DELETE"))
}

/// A heading as a part of a pointer.
pub(super) fn slug(heading: &str) -> String {
    let words = heading.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    documented_name(&slug.chars().take(40).collect::<String>()).into_owned()
}

/// The location that a cell names.
pub(super) fn place_of(cell: Option<&str>) -> Option<Location> {
    Some(match cell?.trim_matches('`').to_ascii_lowercase().as_str() {
        "path" | "url" | "path parameter" | "uri" => Location::Path,
        "query" | "querystring" | "query string" | "query parameter" => Location::Query,
        "header" => Location::Header,
        "body" | "body parameter" | "request body" | "formdata" | "form" => Location::RequestBody,
        _ => return None,
    })
}

/// The location that the title of the column for names states: `Query parameter`.
fn place_of_title(title: &str) -> Option<Location> {
    let title = english(title);
    let (first, rest) = title.split_once(' ').unwrap_or((&title, ""));
    let is_of_names = ["param", "field", "argument", "variable", "attribute", "name"]
        .iter()
        .any(|word| rest.starts_with(word));
    Some(match first {
        "header" | "headers" => Location::Header,
        "query" if is_of_names => Location::Query,
        "path" if is_of_names => Location::Path,
        "body" if is_of_names => Location::RequestBody,
        "response" if is_of_names => Location::ResponseBody,
        _ => return None,
    })
}

/// The location with which a description starts: `(path) The boat`, `Query parameter. The boat`.
fn place_at_start(text: &str) -> Option<Location> {
    let lower = text.trim_start_matches(['*', '_', '`', ' ']).to_lowercase();
    let inside = lower.strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(inside, _)| inside);
    let words = inside.or_else(|| lower.split(['.', ',', ':', ';']).next()).unwrap_or_default();
    let words = words.trim().trim_start_matches("in ").trim_start_matches("the ");
    let is_stated = inside.is_some() || words.ends_with("parameter") || words.ends_with("param");
    place_of(Some(words.trim_end_matches(" param"))).filter(|_| is_stated)
}
