//! Scrubs media types: declared ones are kept, and those that may be shown; others are replaced by invented ones that
//! match the same ranges.

use contract_core::shown::{WITHHELD_SUBTYPE, is_known_kind, shown_media_type};
use contract_core::spec::{Spec, essence};

const CHARSETS: &[&str] = &["iso-8859-1", "us-ascii", "utf-16", "utf-8", "windows-1252"];

/// The media type with its charset, if any. Other parameters, such as the boundary of a form, are dropped.
pub(super) fn scrubbed(real: &str, spec: &Spec) -> String {
    let name = essence(real);
    let is_known = shown_media_type(&name) == name || is_named(&name, spec);
    let name = if is_known { name } else { invented(&name) };
    let charset = real.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches('"').to_ascii_lowercase();
        (name.trim().eq_ignore_ascii_case("charset") && CHARSETS.contains(&value.as_str())).then_some(value)
    });
    charset.map_or(name.clone(), |charset| format!("{name}; charset={charset}"))
}

fn is_named(name: &str, spec: &Spec) -> bool {
    let asked = |operation: &'_ contract_core::spec::Operation| {
        operation
            .request_body
            .iter()
            .flat_map(|body| &body.content)
            .any(|content| essence(&content.media_type) == name)
    };
    let answered = |operation: &'_ contract_core::spec::Operation| {
        let contents = operation.responses.iter().flat_map(|response| &response.content);
        contents.into_iter().any(|content| essence(&content.media_type) == name)
    };
    spec.operations.iter().any(|operation| asked(operation) || answered(operation))
}

/// An invented media type that matches the same ranges and suffixes.
fn invented(name: &str) -> String {
    let (kind, subtype) = name.split_once('/').unwrap_or((name, ""));
    let kind = if is_known_kind(kind) { kind } else { WITHHELD_SUBTYPE };
    let suffix = ["+json", "+xml"].into_iter().find(|suffix| subtype.ends_with(suffix)).unwrap_or_default();
    format!("{kind}/{WITHHELD_SUBTYPE}{suffix}")
}
