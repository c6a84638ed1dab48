//! A disagreement between one exchange and the spec.

use crate::exchange::Part;
use crate::rules::{Expected, Inside, Rule};
use crate::spec::Site;

/// One disagreement between an exchange and the spec. Holds no body value unless it is public.
#[derive(Debug, Clone, Copy)]
pub struct Observation<'a> {
    /// The rule that is broken.
    pub rule: &'static Rule,
    /// The operation id, or `METHOD /path` if none matched.
    pub operation: &'a str,
    /// The status of the response.
    pub status: u16,
    /// The part of the exchange.
    pub part: Part,
    /// The JSON pointer within the part, with `*` for array indexes and map keys.
    pub pointer: &'a str,
    /// The pointer of the declared property, if the observed one is another name of it.
    pub renamed_from: Option<&'a str>,
    /// The observed name, type or value, as far as it may be shown.
    pub found: Option<&'a str>,
    /// What the spec expects.
    pub expected: &'a Expected<'a>,
    /// What is wrong inside, where the rule is about something as a whole.
    pub inside: Option<&'a Inside<'a>>,
    /// Where the spec says so.
    pub site: Option<&'a Site>,
    /// Ids of the corrections written at that place; not empty where the spec deliberately departs from the
    /// docs.
    pub corrections: &'a [String],
    /// True if the server refused the request, which may then have been wrong on purpose.
    pub excused: bool,
}
