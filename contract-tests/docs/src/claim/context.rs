//! The part of the API that the text under a heading describes.

use crate::model::Location;
use crate::read_status;

/// What the preceding headings state.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a kind of heading")]
pub(crate) struct Context {
    /// The part of the exchange; `None` before the first heading that names one.
    pub(crate) location: Option<Location>,
    /// The status of the response.
    pub(crate) status: Option<String>,
    /// Under a heading about errors.
    pub(crate) is_errors: bool,
    /// Under a heading about code examples.
    pub(crate) is_code: bool,
    /// Under a heading about credentials.
    pub(crate) is_auth: bool,
    /// Under a heading about some kind of parameters.
    pub(crate) is_parameters: bool,
    /// A heading has been seen.
    pub(crate) is_past_head: bool,
}

impl Context {
    /// Enters the part that a heading names. Returns true if the heading names a status.
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
            // `Successful response` below `Response` is the same part.
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

/// Headings that belong to the preceding part.
fn continues(lower: &str) -> bool {
    ["field", "attribute", "propert", "object", "schema", "parameters", "example", "success"]
        .iter()
        .any(|word| lower.contains(word))
}

/// `201`, `5XX`: the status at the start of a heading.
fn status_of(heading: &str) -> Option<String> {
    let text = heading.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let text = text.strip_prefix("HTTP ").unwrap_or(text);
    let length = read_status(text)?;
    text.get(..length).map(str::to_ascii_uppercase)
}
