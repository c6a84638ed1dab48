//! Media types, compared without regard to case and parameters.

/// A media type without its parameters, in lower case.
#[must_use]
pub fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Is a body of this media type JSON?
#[must_use]
pub fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// How well a declared media type fits an actual one: 0 is not at all, 4 exactly. A `+json` type is also JSON
/// (RFC 6839), so a declared `application/json` takes it if nothing fits better.
pub(super) fn fit(declared: &str, actual: &str) -> u8 {
    let (declared, actual) = (essence(declared), essence(actual));
    if declared == actual {
        return 4;
    }
    let (kind, subtype) = declared.split_once('/').unwrap_or((&declared, ""));
    let (actual_kind, actual_subtype) = actual.split_once('/').unwrap_or((&actual, ""));
    match subtype {
        "*" if kind == "*" => 1,
        "*" if kind == actual_kind => 2,
        "json" if kind == actual_kind && actual_subtype.ends_with("+json") => 3,
        _ => match subtype.strip_prefix('*') {
            Some(suffix) if kind == actual_kind && actual_subtype.ends_with(suffix) => 3,
            _ => 0,
        },
    }
}
