//! Where requests go.

use std::net::IpAddr;

use reqwest::Url;

use crate::error::Error;

/// Production and preproduction alike; the credentials choose.
pub(crate) const PRODUCTION: &str = "https://api.cartevo.co/api/v1";

/// A base URL that was checked: https, or http to this machine.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl {
    /// The URL without a slash at its end.
    pub(crate) text: String,
    /// Whether it leads to this machine.
    pub(crate) loopback: bool,
}

impl BaseUrl {
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let refused = |reason| Err(Error::Configuration { setting: "base_url", reason });
        let Ok(url) = Url::parse(text) else { return refused("this is no URL") };
        if !url.username().is_empty() || url.password().is_some() {
            return refused("a URL must not hold credentials; use `credentials` or `token`");
        }
        if url.query().is_some() || url.fragment().is_some() {
            return refused("a base URL ends with its path");
        }
        let loopback = is_loopback(&url);
        match url.scheme() {
            "https" => {}
            "http" if loopback => {}
            _ => return refused("only https is allowed, or http to this machine"),
        }
        Ok(Self { text: url.as_str().trim_end_matches('/').to_owned(), loopback })
    }
}

fn is_loopback(url: &Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
