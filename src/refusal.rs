//! What an answer that is no success says: five bodies of the vendor's server, those of proxies, and none at all.

use std::time::Duration;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::cause::{self, Cause};
use crate::context::Context;
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
    code: Option<Value>,
    #[serde(rename = "statusCode")]
    status_code: Option<Value>,
    /// What a success would hold.
    card: Option<IgnoredAny>,
    data: Option<IgnoredAny>,
}

/// The error for an answer with a status that is no success.
pub(crate) fn error(context: Context, body: &[u8], retry_after: Option<Duration>) -> Error {
    let body = serde_json::from_slice::<Body>(body).ok();
    let status = context.status.unwrap_or_default();
    let listed = body.as_ref().is_some_and(|body| matches!(body.message, Some(Value::Array(_))));
    let messages = body.map(|body| body.messages()).unwrap_or_default();
    classify(status, context, messages, listed, retry_after)
}

/// The error that came with the status of a success, if it is one.
pub(crate) fn in_success(context: &Context, body: &[u8]) -> Option<Error> {
    let body = serde_json::from_slice::<Body>(body).ok()?;
    let status = body.status.as_ref().and_then(Value::as_str);
    let says_so = status.is_some_and(|status| status.eq_ignore_ascii_case("error"))
        || body.success.as_ref().and_then(Value::as_bool) == Some(false);
    let code = [&body.code, &body.status_code].into_iter().flatten().find_map(Value::as_u64);
    let code = code.and_then(|code| u16::try_from(code).ok()).filter(|code| (400..600).contains(code));
    if !says_so && code.is_none() {
        return None;
    }
    let mut error = disguised(context.clone(), code, body.messages());
    if let Some(context) = error.context_mut() {
        // A refusal that carries a card may be the answer to a request that issued it.
        context.untouched &= body.card.is_none() && body.data.is_none();
    }
    Some(error)
}

/// The error for a refusal that came with the status of a success, and with another in its body if need be.
pub(crate) fn disguised(context: Context, code: Option<u16>, messages: Vec<String>) -> Error {
    // Only what the text says is believed of when it was refused: the server has contradicted itself already.
    let untouched = is_before_the_issuer(&messages, false);
    let mut error = classify(code.unwrap_or_default(), context, messages, false, None);
    if let Some(context) = error.context_mut() {
        context.untouched = untouched;
    }
    error
}

/// Whether what is said was said before the issuer was asked. A list is the validation's, unless something in it is not.
fn is_before_the_issuer(messages: &[String], listed: bool) -> bool {
    let before = |text: &String| match cause::of(text) {
        Some(cause) => cause.is_before_the_issuer(),
        None => listed && !text.starts_with(cause::AT_ISSUING),
    };
    !messages.is_empty() && messages.iter().all(before)
}

/// Place and status first; among the 400s of a card's issuing, and for an unknown card, the text.
fn classify(
    status: u16,
    mut context: Context,
    messages: Vec<String>,
    listed: bool,
    retry_after: Option<Duration>,
) -> Error {
    let cause = messages.iter().find_map(|text| cause::of(text));
    // Guards, routing and throttling stand before the work; so does the validation that lists what is wrong. A 429 is
    // never the issuer's: what goes wrong behind the server's own checks it answers with 400, 422 or 5xx. A 422 is the
    // issuer's word, and a refusal from behind the server doesn't say that nothing was made there before it.
    context.untouched = matches!(status, 401 | 403 | 404 | 405 | 413 | 415 | 429)
        || (status == 400 && is_before_the_issuer(&messages, listed));
    let issuing = context.operation == "createCard";
    let context = Box::new(context);
    match status {
        400 => match cause {
            Some(Cause::NotFound) => Error::NotFound { messages, context },
            Some(Cause::AccessDenied) => Error::Forbidden { messages, context },
            Some(Cause::InsufficientBalance) => Error::InsufficientBalance { messages, context },
            Some(Cause::Kyc) => Error::KycNotApproved { messages, context },
            Some(Cause::Issuer) => Error::IssuerRejected { messages, context },
            Some(Cause::Rule) | None => Error::InvalidRequest { messages, context },
        },
        401 => Error::Unauthorized { messages, context },
        403 => Error::Forbidden { messages, context },
        404 => Error::NotFound { messages, context },
        408 => Error::Timeout { context },
        409 => Error::Conflict { messages, context },
        422 if issuing => Error::IssuerRejected { messages, context },
        405 | 413 | 415 | 422 => Error::InvalidRequest { messages, context },
        429 => Error::RateLimited { retry_after, messages, context },
        500..=599 => Error::Server { messages, context },
        _ => Error::Unexpected { messages, context },
    }
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
