//! What an answer that is no success says: five bodies of the vendor's server, those of proxies, and none at all.

use serde::Deserialize;
use serde_json::Value;

use crate::error::Error;
use crate::redact;

/// The most messages that are kept of one answer.
const MOST_MESSAGES: usize = 20;

/// What all error bodies have in common, read as tolerantly as JSON allows.
#[derive(Deserialize)]
struct Body {
    message: Option<Value>,
    error: Option<Value>,
    status: Option<Value>,
    success: Option<Value>,
}

/// The error for an answer with a status that is no success.
pub(crate) fn error(status: u16, body: &[u8]) -> Error {
    let messages = serde_json::from_slice::<Body>(body).map(|body| body.messages()).unwrap_or_default();
    match status {
        401 => Error::Authentication { status, messages },
        404 => Error::NotFound { messages },
        _ => Error::Status { status, messages },
    }
}

/// The error that came with the status of a success, if it is one.
pub(crate) fn in_success(status: u16, body: &[u8]) -> Option<Error> {
    let body = serde_json::from_slice::<Body>(body).ok()?;
    let says_so = body.status.as_ref().and_then(Value::as_str) == Some("error")
        || body.success.as_ref().and_then(Value::as_bool) == Some(false);
    says_so.then(|| Error::Status { status, messages: body.messages() })
}

impl Body {
    /// The texts under `message`, else those under `error`.
    fn messages(&self) -> Vec<String> {
        let found = self.message.as_ref().map(texts).filter(|texts| !texts.is_empty());
        found.or_else(|| self.error.as_ref().map(texts)).unwrap_or_default()
    }
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![redact::message(text)],
        Value::Array(items) => {
            items.iter().filter_map(Value::as_str).take(MOST_MESSAGES).map(redact::message).collect()
        }
        // The oldest pages show `{"error": {"code", "message"}}`.
        Value::Object(map) => {
            map.get("message").and_then(Value::as_str).map(redact::message).into_iter().collect()
        }
        _ => Vec::new(),
    }
}
