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

/// How well a declared media type matches an actual one, from `None` (not at all) up. By RFC 6839 a `+json` type is JSON,
/// so a declared `application/json` accepts it if nothing matches better.
pub(super) fn fit(declared: &str, actual: &str) -> Option<Fit> {
    let ((kind, subtype), (actual_kind, actual_subtype)) = (halves(bare(declared)), halves(bare(actual)));
    let same_kind = kind.eq_ignore_ascii_case(actual_kind);
    if same_kind && subtype.eq_ignore_ascii_case(actual_subtype) {
        return parameters_fit(declared, actual);
    }
    let is_suffix = |suffix: &str| same_kind && ends_with(actual_subtype, suffix);
    match subtype.strip_prefix('*') {
        Some("") if kind == "*" => Some(Fit::Any),
        Some("") => same_kind.then_some(Fit::Kind),
        Some(suffix) => is_suffix(suffix).then_some(Fit::Suffix),
        None => (subtype.eq_ignore_ascii_case("json") && is_suffix("+json")).then_some(Fit::OtherJson),
    }
}

/// How a declared media type matches an actual one, the best last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// `*/*`
    Any,
    /// `application/*`
    Kind,
    /// `application/json` is declared, and the type is another one in JSON.
    OtherJson,
    /// `application/*+json`
    Suffix,
    /// The same type, with a parameter that was not sent.
    WithoutParameter,
    /// The same type.
    Same,
    /// The same type, with this number of parameters that were sent.
    SameParameters(usize),
}

/// Compares the parameters of two media types that are equal without them. What only the actual one has makes no
/// difference; what both have with different values makes them two types.
fn parameters_fit(declared: &str, actual: &str) -> Option<Fit> {
    let (mut shared, mut is_missing) = (0, false);
    for (name, value) in parameters(declared) {
        match parameters(actual).find(|(sent, _)| sent.eq_ignore_ascii_case(name)) {
            Some((_, sent)) if sent.eq_ignore_ascii_case(value) => shared += 1,
            Some(_) => return None,
            None => is_missing = true,
        }
    }
    Some(match shared {
        _ if is_missing => Fit::WithoutParameter,
        0 => Fit::Same,
        shared => Fit::SameParameters(shared),
    })
}

/// The parameters of a media type, without those that say how a body is written and not what it is.
pub fn parameters(media_type: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = media_type.split(';').skip(1).filter_map(|pair| pair.split_once('='));
    let pairs = pairs.map(|(name, value)| (name.trim(), value.trim().trim_matches('"')));
    pairs.filter(|(name, _)| !["charset", "boundary"].iter().any(|known| name.eq_ignore_ascii_case(known)))
}

/// The value of a parameter of a media type.
#[must_use]
pub fn parameter<'a>(media_type: &'a str, name: &str) -> Option<&'a str> {
    let mut pairs = media_type.split(';').skip(1).filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(known, _)| known.trim().eq_ignore_ascii_case(name))?;
    Some(value.trim().trim_matches('"'))
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
    use super::{Fit, fit, is_json};

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
            ("application/json", "APPLICATION/json ;x=y", Some(Fit::Same)),
            ("application/json; v=1", "application/json", Some(Fit::WithoutParameter)),
            ("application/json; v=1", "application/json; charset=x; V=\"1\"", Some(Fit::SameParameters(1))),
            ("application/json; v=1", "application/json; v=2", None),
            ("application/json; charset=utf-8", "application/json; charset=latin1", Some(Fit::Same)),
            ("multipart/form-data; boundary=x", "multipart/form-data; boundary=y", Some(Fit::Same)),
            ("application/JSON", "application/problem+Json", Some(Fit::OtherJson)),
            ("application/*+json", "application/problem+json", Some(Fit::Suffix)),
            ("application/*", "Application/pdf", Some(Fit::Kind)),
            ("*/*", "text/html", Some(Fit::Any)),
            ("application/json", "text/x+json", None),
            ("application/json", "application/jsonp", None),
            ("application/hal+json", "application/json", None),
            ("text/plain", "text/html", None),
        ] {
            assert_eq!(fit(declared, actual), fits, "{declared} {actual}");
        }
    }
}
