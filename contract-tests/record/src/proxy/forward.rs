//! Forwards a request and returns its response.

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

use super::admission::Denied;
use super::counts::Counts;
use super::event::{Event, FailureReason, Unanswered};
use super::headers::{copied, strip};
use super::memory_budget::MAX_BODIES;
use super::server::Proxy;
use super::tee::{BodyCopy, BodyEnd, Tee};
use crate::{Captured, CapturedBody, Message};

/// The response: the upstream's body, or a short text of this proxy.
pub(super) type Answer = Response<Either<Tee, Full<Bytes>>>;

/// Marks responses of this proxy, as opposed to the upstream's.
const OWN_HEADER: &str = "x-cartevo-contract";

/// The approximate memory of an exchange besides its bodies, in bytes.
const OVERHEAD: usize = 8 << 10;

/// The copy of a request body, once it is complete.
type RequestCopy = Arc<Mutex<Option<(BodyEnd, BodyCopy)>>>;

impl Proxy {
    /// Forwards a request. Failures become responses as well.
    pub(super) async fn forward(self: Arc<Self>, request: Request<Incoming>) -> Result<Answer, Infallible> {
        let (mut parts, body) = request.into_parts();
        if let Err(denied) = self.admission.check(&parts) {
            return Ok(self.deny(StatusCode::FORBIDDEN, denied));
        }
        let path = parts.uri.path_and_query().cloned().unwrap_or_else(|| PathAndQuery::from_static("/"));
        let host = HeaderValue::from_str(self.upstream.authority());
        let is_known = |path: &str| self.spec.match_operation(parts.method.as_str(), path).is_some();
        let Ok(uri) = self.upstream.uri(&path, &is_known) else {
            // A client may take 403 and 404 for an answer of the API about its credentials.
            return Ok(self.deny(StatusCode::MISDIRECTED_REQUEST, Denied::AlmostBasePath));
        };
        let (Some(uri), Ok(host)) = (uri, host) else {
            return Ok(own_response(StatusCode::BAD_REQUEST, "refused", "the upstream has no such path"));
        };
        strip(&mut parts.headers);
        // The server has already answered it.
        parts.headers.remove(header::EXPECT);
        let pending = PendingExchange::new(&self, parts.method.as_str(), &uri, copied(&parts.headers));
        parts.headers.insert(header::HOST, host);
        parts.uri = uri;
        parts.version = Version::HTTP_11;

        let request_copy = Arc::clone(&pending.request_copy);
        let on_end = Box::new(move |end, copy| {
            *request_copy.lock().unwrap_or_else(PoisonError::into_inner) = Some((end, copy));
        });
        let body = Tee::new(body, BodyCopy::new(self.budget.reservation()), self.timeout, on_end);
        let sent = self.client.request(Request::from_parts(parts, body));
        match tokio::time::timeout(self.timeout, sent).await {
            Ok(Ok(response)) => Ok(answered(response, pending, &self, self.timeout)),
            Ok(Err(error)) if error.is_connect() => Ok(pending.fail(FailureReason::NoConnection)),
            Ok(Err(_)) => Ok(pending.fail(FailureReason::BrokenOff)),
            Err(_) => Ok(pending.fail(FailureReason::TimedOut)),
        }
    }

    fn deny(&self, status: StatusCode, denied: Denied) -> Answer {
        self.emit(Event::Denied(denied));
        own_response(status, "refused", &denied.to_string())
    }
}

fn answered(
    response: Response<Incoming>,
    pending: PendingExchange,
    proxy: &Proxy,
    timeout: Duration,
) -> Answer {
    let (mut parts, body) = response.into_parts();
    // `Transfer-Encoding` overrides `Content-Length` (RFC 9112, section 6.3).
    if parts.headers.contains_key(header::TRANSFER_ENCODING) {
        parts.headers.remove(header::CONTENT_LENGTH);
    }
    strip(&mut parts.headers);
    parts.version = Version::HTTP_11;
    let (status, headers) = (parts.status, copied(&parts.headers));
    let on_end = Box::new(move |end, copy| pending.finish(end, status, headers, copy));
    let body = Tee::new(body, BodyCopy::new(proxy.budget.reservation()), timeout, on_end);
    Response::from_parts(parts, Either::Left(body))
}

/// An exchange in progress. Dropping it before it is finished means that the caller disconnected.
struct PendingExchange {
    exchange: Option<RequestHead>,
    request_copy: RequestCopy,
    events: Sender<Event>,
    counts: Arc<Counts>,
}

struct RequestHead {
    method: String,
    url: Zeroizing<String>,
    headers: Vec<(String, String)>,
    at: String,
}

impl PendingExchange {
    fn new(proxy: &Proxy, method: &str, uri: &Uri, headers: Vec<(String, String)>) -> Self {
        let head = RequestHead {
            method: method.to_owned(),
            url: Zeroizing::new(uri.to_string()),
            headers,
            at: Timestamp::now().to_string(),
        };
        Self {
            exchange: Some(head),
            request_copy: RequestCopy::default(),
            events: proxy.events.clone(),
            counts: Arc::clone(&proxy.counts),
        }
    }

    fn finish(mut self, end: BodyEnd, status: StatusCode, headers: Vec<(String, String)>, copy: BodyCopy) {
        match end {
            BodyEnd::Complete => {}
            BodyEnd::BrokenOff => return self.give_up(FailureReason::BrokenOff),
            BodyEnd::TimedOut => return self.give_up(FailureReason::TimedOut),
            BodyEnd::ReceiverLeft => return self.leave(),
        }
        let Some(head) = self.exchange.take() else { return };
        let (content, mut reservation) = copy.into_content();
        let request_copy = self.request_copy.lock().unwrap_or_else(PoisonError::into_inner).take();
        let request_copy = match request_copy {
            Some((BodyEnd::Complete, copy)) => {
                let (content, of_request) = copy.into_content();
                reservation.join(of_request);
                content
            }
            _ => CapturedBody::NotKept,
        };
        let request = Message::new(head.headers, request_copy);
        let response = Message::new(headers, content);
        let mut captured = Captured::new(head.method, head.url, request, status.as_u16(), response, head.at);
        // What waits is counted as it is scrubbed, and not as it was on the wire.
        captured.decode(MAX_BODIES);
        if !reservation.resize(captured.size() + OVERHEAD) {
            self.counts.count_lost();
            return;
        }
        self.counts.count_answered();
        self.send(Event::Answered(captured, reservation));
    }

    /// Reports the failure and returns a response about it to the caller.
    fn fail(mut self, why: FailureReason) -> Answer {
        let status = if why == FailureReason::TimedOut {
            StatusCode::GATEWAY_TIMEOUT
        } else {
            StatusCode::BAD_GATEWAY
        };
        self.give_up(why);
        own_response(status, "no-answer", &why.to_string())
    }

    fn give_up(&mut self, why: FailureReason) {
        if let Some(head) = self.exchange.take() {
            self.send(Event::Unanswered(Unanswered { method: head.method, url: head.url, why }));
        }
    }

    /// Nobody waits for the response any more.
    fn leave(&mut self) {
        let is_stopping = self.counts.is_stopping();
        self.give_up(if is_stopping { FailureReason::Stopped } else { FailureReason::CallerLeft });
    }

    fn send(&self, event: Event) {
        // Fails when the run is over and no one receives events.
        drop(self.events.send(event));
    }
}

impl Drop for PendingExchange {
    fn drop(&mut self) {
        self.leave();
    }
}

/// A response of this proxy itself. Never recorded.
fn own_response(status: StatusCode, mark: &'static str, words: &str) -> Answer {
    // Clients of many APIs show `message`.
    let title = format!("cartevo-contract record: {words}");
    let text = format!("{{\"title\":\"{title}\",\"status\":{},\"message\":\"{title}\"}}\n", status.as_u16());
    let mut answer = Response::new(Either::Right(Full::new(Bytes::from(text))));
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(OWN_HEADER, HeaderValue::from_static(mark));
    answer
}
