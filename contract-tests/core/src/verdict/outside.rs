//! Recognizes recorded entries that are not HTTP requests to an API.

use std::borrow::Cow;

use super::observation::Observation;
use crate::exchange::{Exchange, Part};
use crate::rules::{Expected, response as rules};
use crate::shown::shown_name;
use crate::spec;

/// Why an entry is not a request to an API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outside<'a> {
    /// The scheme of its URL is not HTTP.
    Scheme(&'a str),
    /// It is a `CONNECT`, which asks a proxy for a tunnel.
    Tunnel,
    /// It has no URL.
    NoUrl,
    /// It has no method. Some browsers write none for web sockets.
    NoMethod,
    /// It opens a web socket.
    WebSocket,
    /// It is a CORS preflight request, which concerns browser and server.
    Preflight,
}

impl<'a> Outside<'a> {
    /// The reason for an exchange that matches no operation.
    pub(super) fn of(exchange: &Exchange<'a>) -> Option<Self> {
        let request = exchange.request;
        if let Some(scheme) = spec::other_scheme(request.url) {
            return Some(Self::Scheme(scheme));
        }
        let is = |method: &str| request.method.eq_ignore_ascii_case(method);
        if request.url.is_empty() {
            return Some(Self::NoUrl);
        }
        if request.method.is_empty() {
            return Some(Self::NoMethod);
        }
        if is("CONNECT") {
            return Some(Self::Tunnel);
        }
        if is("OPTIONS") && request.headers.get("access-control-request-method").is_some() {
            return Some(Self::Preflight);
        }
        let is_socket_url =
            spec::scheme(request.url).is_some_and(|scheme| scheme.to_ascii_lowercase().starts_with("ws"));
        let is_socket = is_socket_url || request.headers.get("sec-websocket-key").is_some();
        is_socket.then_some(Self::WebSocket)
    }

    /// The name in reports.
    fn name(self) -> Cow<'a, str> {
        match self {
            Self::Scheme(scheme) => shown_name(scheme),
            Self::Tunnel => "tunnel".into(),
            Self::NoUrl => "no-url".into(),
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
