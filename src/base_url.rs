//! The base URL of the API.

use std::net::IpAddr;

use reqwest::Url;

use crate::error::Error;
use crate::operation::{Authentication, Operation};
use crate::refusal;

/// The URL of production and preproduction. The credentials select the environment.
pub(crate) const PRODUCTION: &str = "https://api.cartevo.co/api/v1";

/// A validated base URL: https, or http to a loopback address.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl {
    /// The URL without a trailing slash.
    pub(crate) text: String,
    /// Whether the host is `localhost` or a loopback address.
    pub(crate) loopback: bool,
}

impl BaseUrl {
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let refused = |reason| Err(Error::Configuration { setting: "base_url", reason });
        let Ok(url) = Url::parse(text) else { return refused("not an absolute URL") };
        if !url.username().is_empty() || url.password().is_some() {
            return refused("the URL contains credentials; use `credentials` or `token` instead");
        }
        if url.query().is_some() || url.fragment().is_some() {
            return refused("the URL has a query or a fragment; a base URL ends with its path");
        }
        let loopback = is_loopback(&url);
        match url.scheme() {
            "https" => {}
            "http" if loopback => {}
            _ => return refused("the scheme must be https, or http for a loopback address"),
        }
        Ok(Self { text: url.as_str().trim_end_matches('/').to_owned(), loopback })
    }
}

/// The path of the API's base URL.
const API_PATH: &str = "/api/v1";

/// Replaces the error for a path that the server doesn't have. The token exchange has no resource that could be missing, so
/// any 404 and 405 there is about its path, unless the API says more.
pub(crate) fn explain(error: Error, operation: &Operation, base_url: &str) -> Error {
    let is_exchange = operation.authentication == Authentication::None;
    let is_about_path = refusal::is_about_path(&error, is_exchange);
    match error {
        Error::NotFound { context, .. } | Error::InvalidRequest { context, .. } if is_about_path => {
            Error::WrongBaseUrl { problem: problem(base_url), context }
        }
        error => error,
    }
}

fn problem(base_url: &str) -> &'static str {
    if base_url.ends_with(API_PATH) {
        "the server has no such path, although the URL ends with `/api/v1`; check the host"
    } else {
        "the URL lacks the path `/api/v1` at its end"
    }
}

fn is_loopback(url: &Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
