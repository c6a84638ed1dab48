//! One statement an exchange makes about the spec.

use crate::exchange::Part;
use crate::rules::{Expected, Inside, Rule};
use crate::spec::Site;

/// One disagreement of one exchange. Holds no value of a body that is not public.
#[derive(Debug, Clone, Copy)]
pub struct Observation<'a> {
    /// The rule.
    pub rule: &'static Rule,
    /// The operation: its id, or `METHOD /path` where none matched.
    pub operation: &'a str,
    /// The status of the response.
    pub status: u16,
    /// Which part of the exchange.
    pub part: Part,
    /// Where in it: a JSON pointer with `*` for indexes and keys of maps.
    pub pointer: &'a str,
    /// The declared place of what came under another name.
    pub renamed_from: Option<&'a str>,
    /// The name, type or value that is new, as far as it may be shown.
    pub found: Option<&'a str>,
    /// What the spec expects.
    pub expected: &'a Expected<'a>,
    /// What is wrong inside, where the rule is about something as a whole.
    pub inside: Option<&'a Inside<'a>>,
    /// Where the spec says so.
    pub site: Option<&'a Site>,
    /// Ids of corrections written at that place of the spec; not empty where the spec departs from the docs on purpose.
    pub corrections: &'a [String],
    /// The server refused the request, so it may have been wrong on purpose.
    pub excused: bool,
}
