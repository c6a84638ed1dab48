//! One request: passed on, and its answer passed back.

use std::convert::Infallible;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::header::{self, HeaderValue};
use http::uri::PathAndQuery;
use http::{Request, Response, StatusCode, Uri, Version};
use http_body_util::{Either, Full};
use hyper::body::Incoming;
use jiff::Timestamp;
use zeroize::Zeroizing;

use super::event::{Event, Unanswered, Why};
use super::headers::{copied, strip};
use super::server::Proxy;
use super::tee::{Copy, End, Tee};
use crate::{Captured, Content, Message};

/// What is sent back: the upstream's body, or a few words of ours.
pub(super) type Answer = Response<Either<Tee, Full<Bytes>>>;

/// Marks answers that are ours and not the upstream's.
const OURS: &str = "x-cartevo-contract";

/// What an exchange takes besides its bodies, in bytes; roughly.
const OVERHEAD: usize = 8 << 10;

/// The body of a request, once it has passed.
type Asked = Arc<Mutex<Option<(End, Copy)>>>;

impl Proxy {
    /// Passes a request on. What goes wrong is an answer, too.
    pub(super) async fn forward(self: Arc<Self>, request: Request<Incoming>) -> Result<Answer, Infallible> {
        let (mut parts, body) = request.into_parts();
        if let Err(denied) = self.admission.check(&parts) {
            self.tell(Event::Denied(denied));
            return Ok(ours(StatusCode::FORBIDDEN, "refused", &denied.to_string()));
        }
        let path = parts.uri.path_and_query().cloned().unwrap_or_else(|| PathAndQuery::from_static("/"));
        let host = HeaderValue::from_str(self.upstream.authority());
        let (Some(uri), Ok(host)) = (self.upstream.uri(&path), host) else {
            return Ok(ours(StatusCode::BAD_REQUEST, "refused", "the upstream has no such path"));
        };
        strip(&mut parts.headers);
        // It has been answered on this side.
        parts.headers.remove(header::EXPECT);
        let draft = Draft::new(&self, parts.method.as_str(), &uri, copied(&parts.headers));
        parts.headers.insert(header::HOST, host);
        parts.uri = uri;
        parts.version = Version::HTTP_11;

        let asked = Arc::clone(&draft.asked);
        let put_down = Box::new(move |end, copy| {
            *asked.lock().unwrap_or_else(PoisonError::into_inner) = Some((end, copy));
        });
        let body = Tee::new(body, Copy::new(self.room.share()), self.patience, put_down);
        let sent = self.client.request(Request::from_parts(parts, body));
        match tokio::time::timeout(self.patience, sent).await {
            Ok(Ok(response)) => Ok(answered(response, draft, &self, self.patience)),
            Ok(Err(error)) if error.is_connect() => Ok(draft.fail(Why::NoConnection)),
            Ok(Err(_)) => Ok(draft.fail(Why::BrokenOff)),
            Err(_) => Ok(draft.fail(Why::TimedOut)),
        }
    }
}

fn answered(response: Response<Incoming>, draft: Draft, proxy: &Proxy, patience: Duration) -> Answer {
    let (mut parts, body) = response.into_parts();
    // Of two lengths, that of the chunks holds (RFC 9112, section 6.3).
    if parts.headers.contains_key(header::TRANSFER_ENCODING) {
        parts.headers.remove(header::CONTENT_LENGTH);
    }
    strip(&mut parts.headers);
    parts.version = Version::HTTP_11;
    let (status, headers) = (parts.status, copied(&parts.headers));
    let put_down = Box::new(move |end, copy| draft.finish(end, status, headers, copy));
    let body = Tee::new(body, Copy::new(proxy.room.share()), patience, put_down);
    Response::from_parts(parts, Either::Left(body))
}

/// An exchange that is under way. If it goes before it is finished, the caller has left.
struct Draft {
    exchange: Option<Begun>,
    asked: Asked,
    events: Sender<Event>,
    lost: Arc<std::sync::atomic::AtomicU64>,
}

struct Begun {
    method: String,
    url: Zeroizing<String>,
    headers: Vec<(String, String)>,
    at: String,
}

impl Draft {
    fn new(proxy: &Proxy, method: &str, uri: &Uri, headers: Vec<(String, String)>) -> Self {
        let begun = Begun {
            method: method.to_owned(),
            url: Zeroizing::new(uri.to_string()),
            headers,
            at: Timestamp::now().to_string(),
        };
        Self {
            exchange: Some(begun),
            asked: Asked::default(),
            events: proxy.events.clone(),
            lost: Arc::clone(&proxy.lost),
        }
    }

    fn finish(mut self, end: End, status: StatusCode, headers: Vec<(String, String)>, copy: Copy) {
        match end {
            End::Whole => {}
            End::BrokenOff => return self.give_up(Why::BrokenOff),
            End::TimedOut => return self.give_up(Why::TimedOut),
            End::Left => return self.give_up(Why::CallerLeft),
        }
        let Some(begun) = self.exchange.take() else { return };
        let (content, mut share) = copy.into_content();
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner).take();
        let asked = match asked {
            Some((End::Whole, copy)) => {
                let (content, of_request) = copy.into_content();
                share.join(of_request);
                content
            }
            _ => Content::NotHeld,
        };
        if !share.enlarge(OVERHEAD) {
            self.lost.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            return;
        }
        let request = Message::new(begun.headers, asked);
        let response = Message::new(headers, content);
        let captured = Captured::new(begun.method, begun.url, request, status.as_u16(), response, begun.at);
        self.send(Event::Answered(captured, share));
    }

    /// There is no answer: the caller is told.
    fn fail(mut self, why: Why) -> Answer {
        let status = if why == Why::TimedOut { StatusCode::GATEWAY_TIMEOUT } else { StatusCode::BAD_GATEWAY };
        self.give_up(why);
        ours(status, "no-answer", &why.to_string())
    }

    fn give_up(&mut self, why: Why) {
        if let Some(begun) = self.exchange.take() {
            self.send(Event::Unanswered(Unanswered { method: begun.method, url: begun.url, why }));
        }
    }

    fn send(&self, event: Event) {
        // Nobody listens any more: the run is over.
        drop(self.events.send(event));
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        self.give_up(Why::CallerLeft);
    }
}

/// An answer of this proxy itself. It is never recorded.
fn ours(status: StatusCode, mark: &'static str, words: &str) -> Answer {
    let text = format!("{{\"title\":\"cartevo-contract record: {words}\",\"status\":{}}}\n", status.as_u16());
    let mut answer = Response::new(Either::Right(Full::new(Bytes::from(text))));
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(OURS, HeaderValue::from_static(mark));
    answer
}
