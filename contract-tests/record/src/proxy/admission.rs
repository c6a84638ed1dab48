//! Restricts the proxy to programs on this machine; web pages are refused.

use std::net::{IpAddr, SocketAddr};

use http::request::Parts;
use http::uri::Authority;
use http::{HeaderMap, HeaderValue, Method, Uri, header};

use super::upstream::is_loopback;

/// Decides which requests are forwarded.
///
/// A browser names the page behind a request in `Origin`, `Sec-Fetch-Site` or `Referer`, and the server's
/// name in `Host`. A page can change neither, so it cannot use this server, by whatever name it reaches it.
#[derive(Debug, Clone)]
pub struct Admission {
    address: SocketAddr,
    hosts: Vec<String>,
}

/// Why a request is not forwarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Denied {
    /// It comes from a web page.
    #[error("requests of web pages are not passed on")]
    WebPage,
    /// It is for another host, or for none.
    #[error("the Host header names another host; `--allow-host NAME` lets one in")]
    ForeignHost,
    /// It asks for a tunnel.
    #[error("this is a reverse proxy: send requests to it as if it were the API")]
    Tunnel,
    /// It is unclear whether its path has the upstream's base path.
    #[error(
        "its path almost starts with the base path of --upstream: write it exactly like that, or leave it out"
    )]
    AlmostBasePath,
}

impl Admission {
    /// For a server at this address, also known by these host names.
    #[must_use]
    pub fn new(address: SocketAddr, hosts: Vec<String>) -> Self {
        Self { address, hosts }
    }

    /// Decides on a request.
    ///
    /// # Errors
    ///
    /// The reason why the request is not forwarded.
    pub fn check(&self, request: &Parts) -> Result<(), Denied> {
        if request.method == Method::CONNECT {
            return Err(Denied::Tunnel);
        }
        let is_direct = |site: &[u8]| site.eq_ignore_ascii_case(b"none");
        let sites = request.headers.get_all("sec-fetch-site");
        if request.headers.contains_key(header::ORIGIN)
            || sites.iter().any(|site| !is_direct(site.as_bytes()))
            || request.headers.get_all(header::REFERER).iter().any(|page| !self.is_own_page(page))
        {
            return Err(Denied::WebPage);
        }
        let host = only_host(&request.headers).ok_or(Denied::ForeignHost)?;
        // A request to a forward proxy names the host twice.
        let named = request.uri.authority().is_none_or(|named| self.is_own_host(named));
        if named && self.is_own_host(&host) { Ok(()) } else { Err(Denied::ForeignHost) }
    }

    /// Old browsers name the page only in `Referer`.
    fn is_own_page(&self, page: &HeaderValue) -> bool {
        let page = page.to_str().ok().and_then(|page| page.parse::<Uri>().ok());
        page.is_some_and(|page| page.authority().is_none_or(|authority| self.is_own_host(authority)))
    }

    fn is_own_host(&self, host: &Authority) -> bool {
        let name = host.host();
        let has_port = host.as_str().len() > name.len();
        if host.as_str().contains('@') || (has_port && host.port_u16() != Some(self.address.port())) {
            return false;
        }
        let address = self.address.ip();
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        let own = bare.parse::<IpAddr>().is_ok_and(|named| named == address);
        let local = is_loopback(name) && (address.is_loopback() || address.is_unspecified());
        own || local || self.hosts.iter().any(|allowed| allowed.eq_ignore_ascii_case(name))
    }
}

/// The host, if the request names exactly one.
fn only_host(headers: &HeaderMap) -> Option<Authority> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next()?.to_str().ok()?.parse().ok()?;
    hosts.next().is_none().then_some(host)
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::{Admission, Denied};

    fn decide(uri: &str, headers: &[(&str, &str)]) -> Result<(), Denied> {
        let admission = Admission::new("127.0.0.1:4010".parse().unwrap(), vec!["recorder.test".to_owned()]);
        let mut request = Request::builder().uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        admission.check(&request.body(()).unwrap().into_parts().0)
    }

    #[test]
    fn programs_on_this_machine_are_let_in() {
        for host in ["127.0.0.1:4010", "localhost:4010", "LOCALHOST", "[::1]:4010", "recorder.test:4010"] {
            assert_eq!(decide("/", &[("host", host)]), Ok(()), "{host}");
        }
        assert_eq!(decide("/", &[("host", "localhost"), ("sec-fetch-site", "none")]), Ok(()));
        assert_eq!(decide("/", &[("host", "localhost"), ("referer", "http://localhost:4010/a")]), Ok(()));
    }

    #[test]
    fn web_pages_are_not() {
        let host = ("host", "127.0.0.1:4010");
        for header in [
            ("origin", "https://evil.example"),
            ("origin", "null"),
            ("origin", "http://127.0.0.1:4010"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-origin"),
            ("referer", "https://evil.example/page"),
        ] {
            assert_eq!(decide("/", &[host, header]), Err(Denied::WebPage), "{header:?}");
        }
    }

    #[test]
    fn other_hosts_are_not() {
        for host in [
            "evil.example",
            "127.0.0.1:4011",
            "127.0.0.1:99999",
            "api.cartevo.co",
            "localhost.evil.example",
            "me@localhost",
            "",
        ] {
            assert_eq!(decide("/", &[("host", host)]), Err(Denied::ForeignHost), "{host}");
        }
        assert_eq!(decide("/", &[]), Err(Denied::ForeignHost));
        assert_eq!(decide("/", &[("host", "localhost"), ("host", "localhost")]), Err(Denied::ForeignHost));
        assert_eq!(decide("http://evil.example/", &[("host", "localhost")]), Err(Denied::ForeignHost));
    }
}
