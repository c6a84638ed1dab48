//! Describes what was compared.

use super::numbers::{counted, counted_entries};
use contract_core::judgement::{Compared, Finding, Outcome};
use contract_core::spec::Site;

/// The maximum number of listed places in the docs.
const MOST_PLACES: usize = 5;

/// `12 exchanges (3 requests without a saved response)`, `3 pages`
pub(super) fn read(outcome: &Outcome<'_>) -> String {
    let exchanges = || counted(outcome.read, "exchange");
    match outcome.compared {
        Compared::Exchanges(_) if outcome.unanswered > 0 => {
            format!("{} ({})", exchanges(), requests_without_response(outcome.unanswered))
        }
        Compared::Exchanges(_) => exchanges(),
        Compared::Pages(_) => counted(outcome.read, "page"),
    }
}

/// `3 requests without a saved response`
pub(crate) fn requests_without_response(count: u64) -> String {
    format!("{} without a saved response", counted(count, "request"))
}

/// `2 entries could not be read` or `2 lines could not be parsed`; `None` if the report is complete.
pub(super) fn unread(outcome: &Outcome<'_>) -> Option<String> {
    let count = outcome.unread;
    let text = match (outcome.compared, count) {
        (Compared::Exchanges(_), _) => format!("{} could not be read", counted_entries(count)),
        (Compared::Pages(_), 1) => "1 line could not be parsed".to_owned(),
        (Compared::Pages(_), _) => format!("{} could not be parsed", counted(count, "line")),
    };
    (count > 0).then_some(text)
}

/// What pages are compared with, apart from a spec.
pub(super) fn others(outcome: &Outcome<'_>) -> &'static str {
    if outcome.read == 1 { "itself" } else { "each other" }
}

/// The verdict if nothing fails.
pub(super) fn agreement(compared: Compared<'_>) -> &'static str {
    match compared {
        Compared::Exchanges(_) => "No drift",
        Compared::Pages(_) => "No contradiction",
    }
}

/// The file of the spec; empty if pages are only compared with each other.
pub(super) fn spec_file<'a>(outcome: &Outcome<'a>) -> &'a str {
    outcome.compared.spec().map_or("", |spec| &spec.file)
}

/// The file of a place in the spec.
pub(super) fn file_of<'a>(outcome: &Outcome<'a>, site: &Site) -> &'a str {
    outcome.compared.spec().map_or("", |spec| spec.file_of(site))
}

/// The occurrences of a finding: `seen in 1 of 5 exchanges` or `stated at pets:7, pets:9`.
pub(super) fn shown(finding: &Finding<'_>, compared: Compared<'_>) -> String {
    match compared {
        Compared::Exchanges(_) => {
            format!(
                "seen in {} of {}",
                super::numbers::grouped(finding.count),
                counted(finding.of, "exchange")
            )
        }
        Compared::Pages(_) if finding.pages.is_empty() => "not in the docs".to_owned(),
        Compared::Pages(_) => format!("stated at {}", places(finding)),
    }
}

/// The lines of pages that take part in a finding.
pub(super) fn places(finding: &Finding<'_>) -> String {
    let places: Vec<String> = finding.pages.iter().take(MOST_PLACES).map(ToString::to_string).collect();
    let more = finding.pages.len().saturating_sub(MOST_PLACES);
    let places = places.join(", ");
    if more == 0 { places } else { format!("{places} and {more} more") }
}
