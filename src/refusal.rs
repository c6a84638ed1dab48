//! Error responses: the five error bodies of the vendor's server, those of proxies, and empty ones.

use std::time::Duration;

use reqwest::StatusCode;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::cause::{self, Cause};
use crate::context::{Context, Origin, RefusalStage};
use crate::error::Error;
use crate::message::ServerMessage;
use crate::operation::Effect;
use crate::redact;

/// The maximum number of messages kept from one response.
const MAX_MESSAGES: usize = 20;

/// The union of all known error bodies. Every member is optional and may have any type.
#[derive(Deserialize)]
struct Body {
    message: Option<Value>,
    error: Option<Value>,
    status: Option<Value>,
    success: Option<Value>,
    code: Option<Value>,
    #[serde(rename = "statusCode")]
    status_code: Option<Value>,
    /// Members of a success.
    card: Option<IgnoredAny>,
    data: Option<IgnoredAny>,
}

/// The JSON form of the messages in an error body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MessageForm {
    /// A string or an object, or no message.
    Single,
    /// An array. Only the validation of the request body sends one.
    List,
}

/// Returns the error for a response whose status isn't 2xx.
pub(crate) fn error(context: Context, body: &[u8], retry_after: Option<Duration>) -> Error {
    let body = serde_json::from_slice::<Body>(body).ok();
    let status = context.status.unwrap_or_default();
    let form = body.as_ref().map_or(MessageForm::Single, Body::message_form);
    let origin = body.as_ref().map_or(Origin::Unknown, |body| body.origin(status));
    let messages = body.map(|body| body.messages()).unwrap_or_default();
    let refusal = stage_of_status(status, &messages, form, origin);
    classify(status, Context { refusal, origin, ..context }, messages, retry_after)
}

/// Whether an error states that the resource has no entries or doesn't exist. A 404 of a gateway, or of a server without
/// this path, states nothing about the resource.
pub(crate) fn is_about_resource(error: &Error) -> bool {
    let Error::NotFound { messages, context } = error else { return false };
    let texts = || messages.iter().map(ServerMessage::expose_untrusted);
    let is_known = || texts().all(|text| cause::of(text) == Some(Cause::NotFound));
    let is_specific = || !texts().any(|text| names_route(text) || is_name_of_status(text, 404));
    match context.status {
        Some(400) => !messages.is_empty() && is_known(),
        Some(404) => !messages.is_empty() && (is_known() || (context.origin == Origin::Api && is_specific())),
        _ => false,
    }
}

/// Whether an error states that the server has no such path. `unspecific` also counts a 404 and a 405 that the API doesn't
/// explain.
pub(crate) fn is_about_path(error: &Error, unspecific: bool) -> bool {
    let (Error::NotFound { context, messages } | Error::InvalidRequest { context, messages }) = error else {
        return false;
    };
    let texts = || messages.iter().map(ServerMessage::expose_untrusted);
    let is_explained = context.origin == Origin::Api && !texts().any(|text| is_name_of_status(text, 404));
    matches!(context.status, Some(404 | 405)) && (texts().any(names_route) || (unspecific && !is_explained))
}

/// Whether a message states that a server has no such path, as servers and gateways word it.
fn names_route(message: &str) -> bool {
    let is_absent = |prefix: &str| message.strip_prefix(prefix).is_some_and(|rest| rest.contains('/'));
    is_absent("Cannot ") || is_absent("Route ") || message.starts_with("no Route matched")
}

/// Whether a message only repeats the name of the status.
fn is_name_of_status(message: &str, status: u16) -> bool {
    let name = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    let message = message.strip_prefix("ThrottlerException: ").unwrap_or(message);
    name.is_some_and(|name| message.eq_ignore_ascii_case(name))
}

/// Returns the error that a 2xx response reports in its body, if it does.
pub(crate) fn in_success(context: &Context, body: &[u8]) -> Option<Error> {
    let body = serde_json::from_slice::<Body>(body).ok()?;
    let code = body.error_code();
    if !body.reports_failure() && code.is_none() {
        return None;
    }
    let mut error = with_success_status(context.clone(), code, body.messages());
    // A refusal that contains a card may be the response to a request that issued it.
    if let Some(context) = error.context_mut()
        && (body.card.is_some() || body.data.is_some())
    {
        context.refusal = RefusalStage::Unknown;
    }
    Some(error)
}

/// Returns the error for a refusal with a 2xx status, and with the status code in its body if there is one.
pub(crate) fn with_success_status(context: Context, code: Option<u16>, messages: Vec<String>) -> Error {
    // Status and body contradict each other, so only the messages count as evidence for the stage.
    let stage = stage_of_messages(&messages, MessageForm::Single);
    classify(code.unwrap_or_default(), Context { refusal: stage, ..context }, messages, None)
}

/// The stage at which a request was refused with this status.
///
/// Authentication, routing, throttling and body validation precede the processing of a request. The issuer never causes a
/// 429: the server reports failures behind its own checks as 400, 422 or 5xx. A 422 comes from the issuer, which may have
/// created something before it refused. All this holds for the API only: something in between may refuse a request after
/// it has forwarded it.
fn stage_of_status(status: u16, messages: &[String], form: MessageForm, origin: Origin) -> RefusalStage {
    let form = if origin == Origin::Api { form } else { MessageForm::Single };
    match status {
        401 | 403 | 405 | 413 | 415 | 429 if origin == Origin::Api => RefusalStage::BeforeProcessing,
        404 if origin == Origin::Api && messages.iter().all(|message| names_route(message)) => {
            RefusalStage::BeforeProcessing
        }
        400 | 403 | 404 => stage_of_messages(messages, form),
        _ => RefusalStage::Unknown,
    }
}

/// The stage at which a request was refused with these messages. The messages of a list come from validation, unless one
/// of them is known to come from elsewhere.
fn stage_of_messages(messages: &[String], form: MessageForm) -> RefusalStage {
    let precedes_issuer = |message: &String| match cause::of(message) {
        Some(cause) => cause.precedes_issuer(),
        None => form == MessageForm::List && !message.starts_with(cause::CARD_CREATION_FAILED),
    };
    if !messages.is_empty() && messages.iter().all(precedes_issuer) {
        RefusalStage::BeforeProcessing
    } else {
        RefusalStage::Unknown
    }
}

/// Selects the variant by status; by operation for 422; and by the cause in the messages for 400.
fn classify(status: u16, context: Context, messages: Vec<String>, retry_after: Option<Duration>) -> Error {
    let cause = messages.iter().find_map(|message| cause::of(message));
    let messages = ServerMessage::all(messages);
    let issues_card = context.effect == Effect::Issue;
    let context = Box::new(context);
    match status {
        400 => match cause {
            Some(Cause::NotFound) => Error::NotFound { messages, context },
            Some(Cause::AccessDenied) => Error::Forbidden { messages, context },
            Some(Cause::InsufficientBalance) => Error::InsufficientBalance { messages, context },
            Some(Cause::Kyc) => Error::KycNotApproved { messages, context },
            Some(Cause::Issuer) => Error::IssuerRejected { messages, context },
            Some(Cause::IssuerFailure) => Error::Server { messages, context },
            Some(Cause::BusinessRule) | None => Error::InvalidRequest { messages, context },
        },
        401 => Error::Unauthorized { messages, context },
        403 => Error::Forbidden { messages, context },
        404 => Error::NotFound { messages, context },
        408 => Error::Timeout { context },
        409 => Error::Conflict { messages, context },
        422 if cause == Some(Cause::IssuerFailure) => Error::Server { messages, context },
        422 if issues_card && (cause == Some(Cause::Issuer) || context.origin == Origin::Api) => {
            Error::IssuerRejected { messages, context }
        }
        405 | 413 | 415 | 422 => Error::InvalidRequest { messages, context },
        429 => Error::RateLimited { retry_after, messages, context },
        500..=599 => Error::Server { messages, context },
        _ => Error::Unexpected { messages, context },
    }
}

impl Body {
    /// The redacted messages in `message`, or in `error` if there are none.
    fn messages(&self) -> Vec<String> {
        let found = self.message.as_ref().map(messages).filter(|messages| !messages.is_empty());
        found.or_else(|| self.error.as_ref().map(messages)).unwrap_or_default()
    }

    fn message_form(&self) -> MessageForm {
        match self.message {
            Some(Value::Array(_)) => MessageForm::List,
            _ => MessageForm::Single,
        }
    }

    /// Whether the body has the vendor's form of a refusal: it repeats the status as `statusCode`, has a message, and either
    /// has `error`, or `success` is false, or the message is nothing but the name of the status.
    fn origin(&self, status: u16) -> Origin {
        let messages = self.message.as_ref().map(messages).unwrap_or_default();
        let repeats_status = self.status_code.as_ref().and_then(Value::as_u64) == Some(u64::from(status));
        let is_marked = self.error.as_ref().is_some_and(Value::is_string)
            || self.success.as_ref().and_then(Value::as_bool) == Some(false)
            || messages.iter().all(|message| is_name_of_status(message, status));
        if repeats_status && is_marked && !messages.is_empty() { Origin::Api } else { Origin::Unknown }
    }

    /// Whether `status` or `success` reports a failure.
    fn reports_failure(&self) -> bool {
        let status = self.status.as_ref().and_then(Value::as_str);
        status.is_some_and(|status| status.eq_ignore_ascii_case("error"))
            || self.success.as_ref().and_then(Value::as_bool) == Some(false)
    }

    /// The 4xx or 5xx code in `code` or `statusCode`.
    fn error_code(&self) -> Option<u16> {
        let code = [&self.code, &self.status_code].into_iter().flatten().find_map(Value::as_u64)?;
        u16::try_from(code).ok().filter(|code| (400..600).contains(code))
    }
}

fn messages(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![redact::message(text)],
        Value::Array(items) => {
            items.iter().filter_map(Value::as_str).take(MAX_MESSAGES).map(redact::message).collect()
        }
        // The oldest documentation pages show `{"error": {"code", "message"}}`.
        Value::Object(map) => {
            map.get("message").and_then(Value::as_str).map(redact::message).into_iter().collect()
        }
        _ => Vec::new(),
    }
}
