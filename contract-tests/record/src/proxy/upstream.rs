//! The server that requests are forwarded to.

use std::net::IpAddr;
use std::str::FromStr;

use http::Uri;
use http::uri::{Authority, PathAndQuery, Scheme};

use super::base_path::{AlmostBasePath, BasePath};

/// The server that requests are forwarded to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upstream {
    scheme: Scheme,
    authority: Authority,
    base: BasePath,
}

/// A URL is not a valid upstream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UpstreamError {
    /// It is not an absolute URL.
    #[error("write it as https://host or https://host/base/path")]
    NotAbsolute,
    /// It is neither https, nor http to this machine.
    #[error("card data is sent over https only; plain http is for loopback addresses")]
    Plain,
    /// It contains user information.
    #[error(
        "leave out the user name and password: the caller's own credentials are passed on, and no others"
    )]
    User,
    /// It has a query.
    #[error("leave out the query: only host and base path are used")]
    Query,
}

impl FromStr for Upstream {
    type Err = UpstreamError;

    fn from_str(text: &str) -> Result<Self, UpstreamError> {
        let uri: Uri = text.parse().map_err(|_| UpstreamError::NotAbsolute)?;
        let parts = uri.into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return Err(UpstreamError::NotAbsolute);
        };
        if authority.as_str().contains('@') {
            return Err(UpstreamError::User);
        }
        let path = parts.path_and_query.unwrap_or_else(|| PathAndQuery::from_static("/"));
        if path.query().is_some() {
            return Err(UpstreamError::Query);
        }
        let upstream = Self { scheme, authority, base: BasePath::new(path.path()) };
        let plain = upstream.scheme == Scheme::HTTP && upstream.is_loopback();
        if upstream.scheme == Scheme::HTTPS || plain { Ok(upstream) } else { Err(UpstreamError::Plain) }
    }
}

impl Upstream {
    /// True if it is on this machine: a loopback address or `localhost`.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        is_loopback(self.authority.host())
    }

    /// Host and port.
    #[must_use]
    pub fn authority(&self) -> &str {
        self.authority.as_str()
    }

    /// The URL for the path and query of a request.
    ///
    /// # Errors
    ///
    /// It is unclear whether the path has the base path.
    pub(super) fn uri(
        &self,
        path: &PathAndQuery,
        is_known: &dyn Fn(&str) -> bool,
    ) -> Result<Option<Uri>, AlmostBasePath> {
        let path = self.base.before(path.as_str(), is_known)?;
        let uri = Uri::builder().scheme(self.scheme.clone()).authority(self.authority.clone());
        Ok(uri.path_and_query(path).build().ok())
    }
}

/// True for `localhost` and the loopback addresses.
pub(super) fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::{Upstream, UpstreamError};

    #[test]
    fn plain_http_stays_on_this_machine() {
        for url in
            ["http://localhost:1", "http://127.0.0.2/", "http://[::1]:80/v1/", "https://api.example.com/v1"]
        {
            assert!(url.parse::<Upstream>().is_ok(), "{url}");
        }
        for (url, error) in [
            ("http://api.example.com", UpstreamError::Plain),
            ("http://127.0.0.1.example.com", UpstreamError::Plain),
            ("http://localhost.example.com", UpstreamError::Plain),
            ("ftp://localhost", UpstreamError::Plain),
            ("api.example.com", UpstreamError::NotAbsolute),
            ("/v1", UpstreamError::NotAbsolute),
            ("https://me:secret@api.example.com", UpstreamError::User),
            ("https://api.example.com/?key=1", UpstreamError::Query),
        ] {
            assert_eq!(url.parse::<Upstream>(), Err(error), "{url}");
        }
    }

    #[test]
    fn the_base_path_comes_first() {
        let upstream: Upstream = "https://api.example.com/v1/".parse().unwrap();
        let uri = upstream.uri(&"/people/7?a=b%20c".parse().unwrap(), &|_| false).unwrap();
        assert_eq!(uri.unwrap(), "https://api.example.com/v1/people/7?a=b%20c");
    }
}
