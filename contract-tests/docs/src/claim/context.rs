//! Which part of the API the text under a heading is about.

use crate::model::Location;
use crate::read_status;

/// What the latest headings say.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says which kind of heading came last")]
pub(crate) struct Context {
    /// The part of the exchange; nothing before the first heading that names one.
    pub(crate) location: Option<Location>,
    /// The status of the answer.
    pub(crate) status: Option<String>,
    /// Under a heading about failures.
    pub(crate) is_errors: bool,
    /// Under a heading about examples of code.
    pub(crate) is_code: bool,
    /// Under a heading about credentials.
    pub(crate) is_auth: bool,
    /// Under a heading about parameters of some kind.
    pub(crate) is_parameters: bool,
    /// A heading has been seen.
    pub(crate) is_past_head: bool,
}

impl Context {
    /// Moves on to the part that a heading names. Says whether the heading named a status.
    pub(crate) fn enter(&mut self, heading: &str) -> bool {
        self.is_past_head = true;
        let lower = heading.to_ascii_lowercase();
        let has = |word: &str| lower.contains(word);
        if let Some(status) = status_of(heading) {
            self.is_errors = !status.starts_with('2');
            self.status = Some(status);
            self.location = Some(Location::ResponseBody);
            self.is_code = false;
            return true;
        }
        if let Some(location) = parameters(&lower) {
            *self = Self { location: Some(location), is_past_head: true, ..Self::default() };
        } else if has("error") || has("failure") || has("status code") || lower == "statuses" {
            *self = Self {
                location: Some(Location::ResponseBody),
                is_errors: true,
                is_past_head: true,
                ..Self::default()
            };
        } else if has("authoriz") || has("authentic") || has("security") {
            *self = Self {
                location: Some(Location::Header),
                is_auth: true,
                is_past_head: true,
                ..Self::default()
            };
        } else if has("code") || has("sdk") || has("snippet") || lower == "examples" || lower == "example" {
            *self = Self { is_code: true, is_past_head: true, ..Self::default() };
        } else if has("response") && self.location == Some(Location::ResponseBody) && !self.is_errors {
            // `Successful response` below `Response`: the same part.
        } else if has("response") || has("returns") || has("result") {
            *self = Self { location: Some(Location::ResponseBody), is_past_head: true, ..Self::default() };
        } else if has("request") || has("body") || has("payload") {
            *self = Self { location: Some(Location::RequestBody), is_past_head: true, ..Self::default() };
        } else if !continues(&lower) {
            *self = Self { is_past_head: true, ..Self::default() };
        }
        self.is_parameters = has("param") || has("argument");
        false
    }
}

fn parameters(lower: &str) -> Option<Location> {
    let has = |word: &str| lower.contains(word);
    if has("path param") || has("path variable") || has("url param") || lower == "path" {
        return Some(Location::Path);
    }
    if has("query") {
        return Some(Location::Query);
    }
    if has("header") {
        return Some(Location::Header);
    }
    (has("body param") || lower == "body" || has("request body") || has("form data"))
        .then_some(Location::RequestBody)
}

/// Headings that stay in the part before them.
fn continues(lower: &str) -> bool {
    ["field", "attribute", "propert", "object", "schema", "parameters", "example", "success"]
        .iter()
        .any(|word| lower.contains(word))
}

/// `201`, `5XX`: the status with which a heading begins.
fn status_of(heading: &str) -> Option<String> {
    let text = heading.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let text = text.strip_prefix("HTTP ").unwrap_or(text);
    let length = read_status(text)?;
    text.get(..length).map(str::to_ascii_uppercase)
}
