//! The schemes of URLs.

/// Schemes that are not followed by `//` and never reach a server. They are listed because `localhost:path` looks the
/// same.
const LOCAL_SCHEMES: &[&str] = &[
    "about",
    "blob",
    "chrome",
    "cid",
    "data",
    "file",
    "filesystem",
    "intent",
    "javascript",
    "mailto",
    "resource",
    "tel",
    "urn",
    "view-source",
];

/// The schemes of HTTP, and of web sockets, which are opened over HTTP.
const HTTP_SCHEMES: &[&str] = &["http", "https", "ws", "wss"];

/// The scheme of a URL, as written; `None` for a URL that starts with a host or a path.
#[must_use]
pub fn scheme(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once(':')?;
    let is_word = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    let port = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    let is_known = rest.starts_with("//") || (is_one_of(scheme, LOCAL_SCHEMES) && !is_host);
    (is_word && is_known).then_some(scheme)
}

/// The scheme of a URL that is not requested over HTTP, such as `data`.
#[must_use]
pub fn other_scheme(url: &str) -> Option<&str> {
    scheme(url).filter(|scheme| !is_one_of(scheme, HTTP_SCHEMES))
}

fn is_one_of(scheme: &str, known: &[&str]) -> bool {
    known.iter().any(|known| scheme.eq_ignore_ascii_case(known))
}
