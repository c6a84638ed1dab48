//! Recognizes recorded entries that are not HTTP requests to an API.

use std::borrow::Cow;

use super::observation::Observation;
use crate::exchange::{Exchange, Part};
use crate::rules::{Expected, response as rules};
use crate::shown;

/// Schemes that are not followed by `//` and never reach a server. They are listed because `localhost:8080` looks the
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

/// Why an entry is not a request to an API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outside<'a> {
    /// The scheme of its URL is not HTTP.
    Scheme(&'a str),
    /// It is a `CONNECT`, which asks a proxy for a tunnel.
    Tunnel,
    /// It has no method. Some browsers write none for web sockets.
    NoMethod,
    /// It opens a web socket.
    WebSocket,
    /// It is a CORS preflight request, which concerns browser and server.
    Preflight,
}

impl<'a> Outside<'a> {
    /// The reason that holds whatever the spec declares.
    pub(super) fn of_any(exchange: &Exchange<'a>) -> Option<Self> {
        let scheme = scheme(exchange.request.url).filter(|scheme| !is_network(scheme));
        scheme.map(Self::Scheme)
    }

    /// The reason that holds where the spec does not declare the request.
    pub(super) fn of_undeclared(exchange: &Exchange<'a>) -> Option<Self> {
        let request = exchange.request;
        let is = |method: &str| request.method.eq_ignore_ascii_case(method);
        if request.method.is_empty() {
            return Some(Self::NoMethod);
        }
        if is("CONNECT") {
            return Some(Self::Tunnel);
        }
        if is("OPTIONS") && request.headers.get("access-control-request-method").is_some() {
            return Some(Self::Preflight);
        }
        let is_socket =
            scheme(request.url).is_some_and(is_socket) || request.headers.get("sec-websocket-key").is_some();
        is_socket.then_some(Self::WebSocket)
    }

    /// The name in reports.
    fn name(self) -> Cow<'a, str> {
        match self {
            Self::Scheme(scheme) => shown::shown_name(scheme),
            Self::Tunnel => "tunnel".into(),
            Self::NoMethod => "no-method".into(),
            Self::WebSocket => "web-socket".into(),
            Self::Preflight => "preflight".into(),
        }
    }

    /// Reports that the entry was passed over.
    pub(super) fn emit(self, exchange: &Exchange<'_>, sink: &mut dyn FnMut(&Observation<'_>)) {
        let name = self.name();
        sink(&Observation {
            rule: &rules::NO_API_REQUEST,
            operation: &name,
            status: exchange.response.status,
            part: Part::Request,
            pointer: "",
            renamed_from: None,
            found: Some(&name),
            expected: &Expected::Nothing,
            inside: None,
            site: None,
            corrections: &[],
            excused: false,
        });
    }
}

/// The scheme of a URL, if it has one.
fn scheme(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once(':')?;
    let is_word = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    let is_local = || LOCAL_SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known));
    (is_word && (rest.starts_with("//") || is_local())).then_some(scheme)
}

fn is_network(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") || is_socket(scheme)
}

fn is_socket(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("ws") || scheme.eq_ignore_ascii_case("wss")
}
