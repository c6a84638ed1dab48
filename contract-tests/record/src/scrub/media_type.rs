//! Scrubs media types: registered and declared ones are kept, others are replaced by invented ones that match
//! the same ranges.

use contract_core::spec::{Spec, essence};

/// Replaces unknown media type names, which may say anything.
const INVENTED: &str = "x-invented";

/// The top-level media types (IANA).
const KINDS: &[&str] =
    &["application", "audio", "font", "haptics", "image", "message", "model", "multipart", "text", "video"];

/// Common media types of servers and clients.
const COMMON: &[&str] = &[
    "application/gzip",
    "application/hal+json",
    "application/javascript",
    "application/json",
    "application/octet-stream",
    "application/pdf",
    "application/problem+json",
    "application/vnd.api+json",
    "application/x-ndjson",
    "application/x-www-form-urlencoded",
    "application/xml",
    "application/zip",
    "image/jpeg",
    "image/png",
    "image/svg+xml",
    "multipart/form-data",
    "text/css",
    "text/csv",
    "text/event-stream",
    "text/html",
    "text/javascript",
    "text/json",
    "text/plain",
    "text/xml",
];

const CHARSETS: &[&str] = &["iso-8859-1", "us-ascii", "utf-16", "utf-8", "windows-1252"];

/// The media type with its charset, if any. Other parameters, such as the boundary of a form, are dropped.
pub(super) fn scrubbed(real: &str, spec: &Spec) -> String {
    let name = essence(real);
    let is_known = COMMON.contains(&name.as_str()) || is_named(&name, spec);
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
    let kind = if KINDS.contains(&kind) { kind } else { INVENTED };
    let suffix = ["+json", "+xml"].into_iter().find(|suffix| subtype.ends_with(suffix)).unwrap_or_default();
    format!("{kind}/{INVENTED}{suffix}")
}
