//! Fetches pages: sequentially, from one host, with limits on time and size, and only if they changed.

use std::io::Read;
use std::net::IpAddr;
use std::time::{Duration, Instant};

use reqwest::blocking::{Client, Response};
use reqwest::header::{ACCEPT, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use reqwest::redirect::Policy;
use reqwest::{StatusCode, Url};

use super::read::{Dialect, index_entries, is_index};
use super::show::safe;
use super::source::PageSource;

/// The limits of fetching.
#[derive(Debug, Clone, Copy)]
pub struct FetchLimits {
    /// The time for one page, including the body.
    pub time: Duration,
    /// The maximum size of a page, in bytes.
    pub bytes: u64,
    /// The maximum number of pages in an index.
    pub pages: usize,
    /// The pause between two pages.
    pub pause: Duration,
}

impl Default for FetchLimits {
    fn default() -> Self {
        Self { time: Duration::from_secs(30), bytes: 8 << 20, pages: 500, pause: Duration::from_millis(250) }
    }
}

/// A page could not be fetched.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum FetchError {
    /// It is not the URL of a page.
    #[error("{url} is not a URL that can be fetched")]
    #[diagnostic(help("use an https URL, or http for a server on this machine"))]
    Address {
        /// The URL.
        url: String,
    },
    /// The server did not answer in time, or redirected to another host.
    #[error("cannot fetch {url}: {what}")]
    #[diagnostic(help("save the page and use the file"))]
    Failed {
        /// The URL.
        url: String,
        /// The cause.
        what: String,
    },
    /// The server answered with an error.
    #[error("cannot fetch {url}: the server answered with {status}")]
    #[diagnostic(help("check the URL, or save the page and use the file"))]
    Refused {
        /// The URL.
        url: String,
        /// The status.
        status: u16,
    },
    /// The page is too large.
    #[error("{url} is larger than {bytes} bytes")]
    #[diagnostic(help("documentation pages are not that large; check the URL"))]
    TooLarge {
        /// The URL.
        url: String,
        /// The limit.
        bytes: u64,
    },
    /// The response is not text.
    #[error("{url} is not text")]
    #[diagnostic(help("use a page in Markdown, HTML or plain text"))]
    NotText {
        /// The URL.
        url: String,
    },
    /// An index lists too many pages.
    #[error("{url} lists more than {pages} pages")]
    #[diagnostic(help("list the pages individually"))]
    TooMany {
        /// The URL.
        url: String,
        /// The limit.
        pages: usize,
    },
}

/// The result of fetching a page.
#[derive(Debug)]
pub enum Fetched {
    /// The page.
    Page(Box<PageSource>),
    /// It has not changed since the given entity tag.
    Unchanged,
}

/// Fetches pages.
#[derive(Debug)]
pub struct Fetcher {
    client: Client,
    limits: FetchLimits,
    asked: bool,
}

impl Fetcher {
    /// Creates a fetcher with these limits.
    ///
    /// # Errors
    /// TLS cannot be initialised.
    pub fn new(limits: FetchLimits) -> Result<Self, FetchError> {
        let agent = concat!("cartevo-contract/", env!("CARGO_PKG_VERSION"), " (reads API documentation)");
        let client = Client::builder()
            .user_agent(agent)
            .timeout(limits.time)
            .connect_timeout(limits.time.min(Duration::from_secs(10)))
            .redirect(within_host())
            .build()
            .map_err(|error| FetchError::Failed { url: "anything".to_owned(), what: cause(&error) })?;
        Ok(Self { client, limits, asked: false })
    }

    /// Fetches a page, or all pages of its own host that an `llms.txt` lists.
    ///
    /// # Errors
    /// A page cannot be fetched: see [`FetchError`]. Then none is returned.
    pub fn pages(&mut self, url: &str) -> Result<Vec<PageSource>, FetchError> {
        let Fetched::Page(page) = self.page(url, None)? else { return Ok(Vec::new()) };
        if !is_index(&page.address) {
            return Ok(vec![*page]);
        }
        let base = address(url)?;
        let entries = index_entries(&page.text);
        let mut addresses: Vec<Url> =
            entries.iter().filter_map(|entry| base.join(&entry.address).ok()).collect();
        addresses.retain(|entry| same_host(&base, entry));
        addresses.dedup();
        if addresses.len() > self.limits.pages {
            return Err(FetchError::TooMany { url: safe(url), pages: self.limits.pages });
        }
        let mut pages = Vec::new();
        for entry in addresses {
            if let Fetched::Page(page) = self.page(entry.as_str(), None)? {
                pages.push(*page);
            }
        }
        Ok(pages)
    }

    /// Fetches one page, unless it still has the entity tag.
    ///
    /// # Errors
    /// The page cannot be fetched: see [`FetchError`].
    pub fn page(&mut self, url: &str, etag: Option<&str>) -> Result<Fetched, FetchError> {
        let target = address(url)?;
        if std::mem::replace(&mut self.asked, true) {
            std::thread::sleep(self.limits.pause);
        }
        let failed = |error: &reqwest::Error| FetchError::Failed { url: safe(url), what: cause(error) };
        let mut request = self.client.get(target).header(ACCEPT, Dialect::accept());
        if let Some(etag) = etag {
            request = request.header(IF_NONE_MATCH, etag);
        }
        let since = Instant::now();
        let response = request.send().map_err(|error| failed(&error))?;
        match response.status() {
            StatusCode::NOT_MODIFIED => return Ok(Fetched::Unchanged),
            status if !status.is_success() => {
                return Err(FetchError::Refused { url: safe(url), status: status.as_u16() });
            }
            _ => {}
        }
        let headers = response.headers().clone();
        let text = self.body(url, response, since)?;
        let said = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let dialect = Dialect::of_served(said, url.split(['?', '#']).next().unwrap_or(url), &text);
        let etag = headers.get(ETAG).and_then(|etag| etag.to_str().ok()).filter(|etag| etag.len() <= 200);
        let name = name(url);
        let page = PageSource { name, address: safe(url), dialect, text, etag: etag.map(safe) };
        Ok(Fetched::Page(Box::new(page)))
    }

    /// The timeout of the client applies to each chunk of the body, so the total time is limited here.
    fn body(&self, url: &str, response: Response, since: Instant) -> Result<String, FetchError> {
        let failed = |what: &str| FetchError::Failed { url: safe(url), what: safe(what) };
        let limit = self.limits.bytes;
        let mut body = response.take(limit.saturating_add(1));
        let mut bytes = Vec::new();
        let mut piece = [0; 16_384];
        loop {
            if since.elapsed() > self.limits.time {
                return Err(failed("it took too long"));
            }
            match body.read(&mut piece) {
                Ok(0) => break,
                Ok(read) => bytes.extend_from_slice(piece.get(..read).unwrap_or_default()),
                Err(error) => return Err(failed(&error.to_string())),
            }
        }
        if bytes.len() as u64 > limit {
            return Err(FetchError::TooLarge { url: safe(url), bytes: limit });
        }
        match String::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => Ok(text),
            _ => Err(FetchError::NotText { url: safe(url) }),
        }
    }
}

/// Allows a few redirects within the same host, but never from https to http.
fn within_host() -> Policy {
    Policy::custom(|attempt| {
        let from = attempt.previous().last().cloned();
        let stays = from
            .as_ref()
            .is_some_and(|from| same_host(from, attempt.url()) && from.scheme() == attempt.url().scheme());
        if !stays {
            return attempt.error("it redirects to another host");
        }
        if attempt.previous().len() > 5 {
            return attempt.error("there are too many redirects");
        }
        attempt.follow()
    })
}

fn same_host(one: &Url, other: &Url) -> bool {
    one.host() == other.host() && one.port_or_known_default() == other.port_or_known_default()
}

/// An https URL, or an http URL of this machine.
fn address(url: &str) -> Result<Url, FetchError> {
    let none = || FetchError::Address { url: safe(url) };
    let parsed = Url::parse(url).map_err(|_| none())?;
    let host = parsed.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let is_local = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    let plain = parsed.username().is_empty() && parsed.password().is_none();
    let allowed = parsed.scheme() == "https" || (parsed.scheme() == "http" && is_local);
    if allowed && plain { Ok(parsed) } else { Err(none()) }
}

/// The last segment of the path, without extension.
fn name(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or(url).trim_end_matches('/');
    let last = path.rsplit('/').next().unwrap_or(path);
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    stem.chars()
        .map(|c| if c.is_ascii_alphanumeric() || "_-".contains(c) { c } else { '-' })
        .take(100)
        .collect()
}

/// The cause without the URL, which may be long.
fn cause(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "it took too long".to_owned();
    }
    let mut last: &dyn std::error::Error = error;
    while let Some(next) = last.source() {
        last = next;
    }
    safe(&last.to_string())
}
