//! The part of the API that the text under a heading describes.

use super::announced::Announced;
use crate::model::Location;
use crate::read::is_part;
use crate::read_status;
use crate::subject::{is_about_errors, is_about_sent, names_object};
use crate::vocabulary::english;

/// What the preceding headings state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
    /// Directly under the title of the operation.
    pub(crate) is_title: bool,
    /// Under a heading about something else than this exchange, such as a webhook.
    pub(crate) is_elsewhere: bool,
    /// Under a heading that names an object or anything else inside of a part.
    pub(crate) is_within: bool,
    /// A list of names was read in this section.
    pub(crate) has_list: bool,
    /// What the sentence above announces.
    pub(crate) announced: Option<Announced>,
    /// The environment that a heading names, such as `sandbox`.
    pub(crate) environment: Option<&'static str>,
    /// The text of the heading.
    pub(crate) title: String,
}

impl Context {
    /// True if nothing is stated yet.
    pub(crate) fn is_open(&self) -> bool {
        self.location.is_none() && !self.is_elsewhere && !self.is_errors
    }

    /// True for headings that belong to the section beside them: `Fields` after `Response`.
    pub(crate) fn goes_on(heading: &str) -> bool {
        let lower = english(heading);
        continues(&lower) && !lower.contains("object") && named(&lower).is_none()
    }

    /// True for a title of a component that names a status or a part: others are languages and hints.
    pub(crate) fn is_of_part(title: &str) -> bool {
        let lower = english(title);
        let part = named(&lower).filter(|part| !matches!(part, Part::Code | Part::Credentials));
        let names_part = part.is_some() && is_part(title);
        let names_errors = is_about_errors(&lower) && title.split_whitespace().count() <= 4;
        status_of(title).is_some() || names_part || names_errors || is_about_sent(&lower)
    }

    /// Enters the part that a heading within this section names. Returns true if the heading names a status.
    pub(crate) fn enter_within(&mut self, heading: &str) -> bool {
        let lower = english(heading);
        self.is_past_head = true;
        if let Some(environment) = environment(&lower) {
            self.environment = Some(environment);
            return false;
        }
        if self.is_elsewhere || is_about_sent(&lower) {
            *self = self.elsewhere();
            return false;
        }
        // A section about errors has no other parts than their statuses.
        if self.is_errors && status_of(heading).is_none() {
            return false;
        }
        let outer = self.clone();
        let names_status = self.enter(heading);
        if self.is_open() && !names_status && outer.location.is_some() {
            *self = Self { is_within: true, ..outer };
        } else if self.is_open() && lower.contains("object") {
            self.is_within = true;
        }
        names_status
    }

    /// The same, for what shows no place.
    pub(crate) fn elsewhere(&self) -> Self {
        Self { is_elsewhere: true, location: Some(Location::Unplaced), ..self.emptied() }
    }

    /// The context of what the sentence above announces.
    pub(crate) fn announcing(&self) -> Self {
        match self.announced {
            Some(Announced::Elsewhere | Announced::Items) => self.elsewhere(),
            Some(Announced::Errors) if !self.is_elsewhere => Self {
                location: Some(Location::ResponseBody),
                is_errors: true,
                status: self.status.clone().filter(|status| !status.starts_with('2')),
                ..self.clone()
            },
            _ => self.clone(),
        }
    }

    /// Enters the part that a heading names where headings have no levels: a section ends where the next one begins.
    pub(crate) fn enter_next(&mut self, heading: &str) -> bool {
        if is_about_sent(&english(heading)) {
            *self = self.elsewhere();
            return false;
        }
        // `Payload validation` after `Errors` names no part, and is about errors still.
        let names_part = !matches!(named(&english(heading)), None | Some(Part::Request | Part::Response));
        let is_title = !names_part && !is_part(heading) && status_of(heading).is_none();
        if is_title && (self.is_errors || self.is_elsewhere) {
            return false;
        }
        self.enter(heading)
    }

    fn emptied(&self) -> Self {
        Self { is_past_head: true, environment: self.environment, ..Self::default() }
    }

    /// Enters the part that a heading names. Returns true if the heading names a status.
    pub(crate) fn enter(&mut self, heading: &str) -> bool {
        self.is_past_head = true;
        self.is_title = false;
        let lower = english(heading);
        let has = |word: &str| lower.contains(word);
        if let Some(status) = status_of(heading) {
            self.is_errors = !status.starts_with('2');
            self.status = Some(status);
            self.location = Some(Location::ResponseBody);
            self.is_code = false;
            self.is_within = false;
            return true;
        }
        let part = named(&lower);
        // `Successful response` below `Response` is the same part, and so is `Fields`.
        let is_same = match part {
            Some(Part::Response) => self.location == Some(Location::ResponseBody) && !self.is_errors,
            part => part.is_none() && continues(&lower),
        };
        *self = match part {
            Some(Part::Parameters(location)) => Self { location: Some(location), ..self.emptied() },
            Some(Part::Errors) => {
                Self { location: Some(Location::ResponseBody), is_errors: true, ..self.emptied() }
            }
            Some(Part::Credentials) => {
                Self { location: Some(Location::Header), is_auth: true, ..self.emptied() }
            }
            Some(Part::Code) => Self { is_code: true, ..self.emptied() },
            // A second object is another one than the body.
            _ if is_same => {
                let is_another = self.has_list && names_object(&lower);
                Self { is_within: self.is_within || is_another, ..self.clone() }
            }
            Some(Part::Response) => Self { location: Some(Location::ResponseBody), ..self.emptied() },
            Some(Part::Request) => Self { location: Some(Location::RequestBody), ..self.emptied() },
            Some(Part::AnyParameters) | None => self.emptied(),
        };
        self.is_parameters = has("param") || has("argument");
        false
    }
}

/// A part of the description of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Parameters(Location),
    /// Parameters of the request, wherever they are sent.
    AnyParameters,
    Errors,
    Credentials,
    Code,
    Response,
    Request,
}

/// The part that a heading names.
fn named(lower: &str) -> Option<Part> {
    let has = |word: &str| lower.contains(word);
    let has_any = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if let Some(location) = parameters(lower) {
        return Some(Part::Parameters(location));
    }
    if is_about_errors(lower) {
        return Some(Part::Errors);
    }
    if has_any(&["authoriz", "authentic", "security"]) {
        return Some(Part::Credentials);
    }
    if has_any(&["code", "sdk", "snippet"]) || matches!(lower, "examples" | "example") {
        return Some(Part::Code);
    }
    if has_any(&["response", "returns", "result"]) {
        return Some(Part::Response);
    }
    if has("request") && has_any(&["param", "argument"]) {
        return Some(Part::AnyParameters);
    }
    // A widespread form of page has the request under these.
    let is_data = matches!(lower, "data example" | "data examples" | "data constraints");
    // The first line of a request is no body.
    let is_address = matches!(lower, "http request" | "request url" | "http request url");
    (is_data || (!is_address && has_any(&["request", "body", "payload"]))).then_some(Part::Request)
}

fn parameters(lower: &str) -> Option<Location> {
    let has = |word: &str| lower.contains(word);
    let has_names = has("param") || has("variable");
    if (has_names && (has("path") || has("url param") || has("uri param"))) || lower == "path" {
        return Some(Location::Path);
    }
    if has("query") {
        return Some(Location::Query);
    }
    if has("header") && !has("response") {
        return Some(Location::Header);
    }
    ((has("body") && has("param")) || lower == "body" || has("request body") || has("form data"))
        .then_some(Location::RequestBody)
}

/// Headings that belong to the preceding part.
fn continues(lower: &str) -> bool {
    ["field", "attribute", "propert", "object", "schema", "parameters", "example", "success"]
        .iter()
        .any(|word| lower.contains(word))
}

/// The environment that a heading names.
fn environment(lower: &str) -> Option<&'static str> {
    const ENVIRONMENTS: &[&str] =
        &["sandbox", "staging", "production", "test", "testing", "live", "development"];
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = words.next()?;
    let is_alone = words.all(|word| matches!(word, "environment" | "server" | "url" | "mode" | "base"));
    ENVIRONMENTS.iter().find(|known| **known == first && is_alone).copied()
}

/// `201`, `5XX`: the status at the start of a heading.
fn status_of(heading: &str) -> Option<String> {
    let text = heading.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let text = text.strip_prefix("HTTP ").unwrap_or(text);
    let length = read_status(text)?;
    text.get(..length).map(str::to_ascii_uppercase)
}
