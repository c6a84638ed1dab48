//! Compares media types, ignoring case and parameters.

/// A media type without its parameters, in lower case.
#[must_use]
pub fn essence(media_type: &str) -> String {
    bare(media_type).to_ascii_lowercase()
}

/// A media type without its parameters, as written.
fn bare(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// True if a body of this media type is JSON.
#[must_use]
pub fn is_json(media_type: &str) -> bool {
    let (_, subtype) = halves(bare(media_type));
    subtype.eq_ignore_ascii_case("json") || ends_with(subtype, "+json")
}

/// How well a declared media type matches an actual one, from 0 (not at all) to 4 (exactly). By RFC 6839 a
/// `+json` type is JSON, so a declared `application/json` accepts it if nothing matches better.
pub(super) fn fit(declared: &str, actual: &str) -> u8 {
    let (declared, actual) = (bare(declared), bare(actual));
    if declared.eq_ignore_ascii_case(actual) {
        return 4;
    }
    let ((kind, subtype), (actual_kind, actual_subtype)) = (halves(declared), halves(actual));
    let same_kind = kind.eq_ignore_ascii_case(actual_kind);
    match subtype {
        "*" if kind == "*" => 1,
        "*" if same_kind => 2,
        _ if subtype.eq_ignore_ascii_case("json") && same_kind && ends_with(actual_subtype, "+json") => 3,
        _ => match subtype.strip_prefix('*') {
            Some(suffix) if same_kind && ends_with(actual_subtype, suffix) => 3,
            _ => 0,
        },
    }
}

/// The parts before and after the first slash.
fn halves(bare: &str) -> (&str, &str) {
    bare.split_once('/').unwrap_or((bare, ""))
}

/// Ignores case.
fn ends_with(text: &str, suffix: &str) -> bool {
    let start = text.len().checked_sub(suffix.len());
    start.and_then(|start| text.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(suffix))
}

#[cfg(test)]
mod tests {
    use super::{fit, is_json};

    #[test]
    fn media_types_are_compared_without_case_and_parameters() {
        assert!(is_json("Application/JSON; charset=UTF-8") && is_json("application/problem+json"));
        assert!(
            is_json("text/json")
                && !is_json("json")
                && !is_json("text/html")
                && !is_json("application/jsonx")
        );
        for (declared, actual, fits) in [
            ("application/json", "APPLICATION/json ;x=y", 4),
            ("application/json; v=1", "application/json", 4),
            ("application/JSON", "application/problem+Json", 3),
            ("application/*+json", "application/problem+json", 3),
            ("application/*", "Application/pdf", 2),
            ("*/*", "text/html", 1),
            ("application/json", "text/x+json", 0),
            ("application/json", "application/jsonp", 0),
            ("text/plain", "text/html", 0),
        ] {
            assert_eq!(fit(declared, actual), fits, "{declared} {actual}");
        }
    }
}
