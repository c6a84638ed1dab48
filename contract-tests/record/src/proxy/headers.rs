//! Hop-by-hop headers, which belong to a connection and not to the message (RFC 9110, section 7.6.1).

use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue};

static HOP_BY_HOP: [HeaderName; 8] = [
    header::CONNECTION,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    header::PROXY_AUTHENTICATE,
    header::PROXY_AUTHORIZATION,
    header::TE,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

/// The `TE` value of a client that accepts trailers.
const TRAILERS: &str = "trailers";

/// Removes hop-by-hop headers.
pub(super) fn strip(headers: &mut HeaderMap) {
    let named: Vec<HeaderName> = headers
        .get_all(header::CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|name| name.trim().parse().ok())
        .collect();
    let takes_trailers = headers.get_all(header::TE).iter().any(|value| value == TRAILERS);
    for name in named.iter().chain(&HOP_BY_HOP) {
        headers.remove(name);
    }
    // Trailers are forwarded, so the upstream may send them.
    if takes_trailers {
        headers.insert(header::TE, HeaderValue::from_static(TRAILERS));
    }
}

/// Copies all headers for the recording.
pub(super) fn copied(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::strip;

    #[test]
    fn only_the_connections_headers_go() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("connection", "close, x-mine"),
            ("x-mine", "1"),
            ("keep-alive", "timeout=5"),
            ("transfer-encoding", "chunked"),
            ("authorization", "Basic x"),
            ("accept-encoding", "gzip"),
            ("cookie", "a=b"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        strip(&mut headers);
        let mut left: Vec<&str> = headers.keys().map(http::HeaderName::as_str).collect();
        left.sort_unstable();
        assert_eq!(left, ["accept-encoding", "authorization", "cookie"]);
    }
}
