//! How a request of the generated client is sent and its answer taken apart.
//!
//! Everything that failed is turned into an [`Error`] here, before the generated client sees it: its own error type
//! would show bodies and headers. Retries, per-call settings and tracing of a later version have their place around
//! [`Transport::answer`].

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use progenitor_client::{ClientHooks, ClientInfo, Error as GeneratedError, OperationInfo, ResponseValue};
use reqwest::header::AUTHORIZATION;
use reqwest::{Body, Request, Response, StatusCode};
use serde::de::DeserializeOwned;

use crate::auth::Auth;
use crate::error::{Error, TransportKind};
use crate::{decode, generated, refusal};

/// The largest body that is read.
const BODY_LIMIT: usize = 16 * 1024 * 1024;
/// The status under which an error passes through the generated client. No server's answer gets there with it.
const CARRIED: u16 = 599;
/// The one operation that is sent without a token.
const EXCHANGE: &str = "create_token";

/// What the generated client holds for us.
#[derive(Clone, Debug)]
pub(crate) struct Transport {
    auth: Arc<Auth>,
    call: Arc<Call>,
}

/// What is learnt during one call.
#[derive(Debug, Default)]
struct Call {
    /// The status of the answer: the generated client forgets it where it can't read the body.
    status: AtomicU16,
}

/// A value and the status it came with.
pub(crate) struct Answer<T> {
    pub(crate) value: T,
    pub(crate) status: u16,
}

impl generated::Client {
    /// This client, for one call.
    pub(crate) fn for_call(&self) -> Self {
        let inner = Transport { auth: Arc::clone(&self.inner.auth), call: Arc::default() };
        Self { inner, ..self.clone() }
    }

    /// The value of a generated call, or our error. Nothing of the generated error is kept.
    pub(crate) fn outcome<T: DeserializeOwned>(
        &self,
        result: Result<ResponseValue<T>, GeneratedError<()>>,
    ) -> Result<Answer<T>, Error> {
        let status = self.inner.call.status.load(Ordering::Relaxed);
        match result {
            Ok(answer) => Ok(Answer { status, value: answer.into_inner() }),
            Err(GeneratedError::InvalidResponsePayload(body, _)) => {
                Err(refusal::in_success(status, &body).unwrap_or_else(|| decode::explain::<T>(status, &body)))
            }
            Err(GeneratedError::UnexpectedResponse(mut response)) => {
                let carried = response.extensions_mut().remove::<Error>();
                Err(carried.unwrap_or(Error::Status { status, messages: Vec::new() }))
            }
            Err(_) => Err(Error::transport(TransportKind::Request)),
        }
    }
}

impl Transport {
    pub(crate) fn new(auth: Auth) -> Self {
        Self { auth: Arc::new(auth), call: Arc::default() }
    }

    /// Sends a request with a token and reads the whole answer. Only a success is `Ok`.
    async fn answer(
        &self,
        api: &generated::Client,
        mut request: Request,
        info: &OperationInfo,
    ) -> Result<http::Response<Vec<u8>>, Error> {
        if info.operation_id == EXCHANGE {
            return send(api, request).await;
        }
        let header = self.auth.header(api).await?;
        request.headers_mut().insert(AUTHORIZATION, header.clone());
        let answer = send(api, request).await;
        if matches!(answer, Err(Error::Authentication { .. })) {
            self.auth.forget(&header);
        }
        answer
    }
}

impl ClientHooks<Transport> for generated::Client {
    async fn exec(&self, request: Request, info: &OperationInfo) -> reqwest::Result<Response> {
        let answer = self.inner().answer(self, request, info).await;
        if let Ok(answer) = &answer {
            self.inner().call.status.store(answer.status().as_u16(), Ordering::Relaxed);
        }
        Ok(answer.map_or_else(carry, |answer| answer.map(Body::from).into()))
    }
}

async fn send(api: &generated::Client, request: Request) -> Result<http::Response<Vec<u8>>, Error> {
    let failed = |error: reqwest::Error| Error::transport(TransportKind::from(&error));
    let mut response = api.client().execute(request).await.map_err(failed)?;
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(failed)? {
        if body.len() + chunk.len() > BODY_LIMIT {
            return Err(Error::transport(TransportKind::TooLarge));
        }
        body.extend_from_slice(&chunk);
    }
    let status = response.status();
    if !status.is_success() {
        return Err(refusal::error(status.as_u16(), &body));
    }
    let mut answer = http::Response::new(body);
    *answer.status_mut() = status;
    *answer.headers_mut() = std::mem::take(response.headers_mut());
    Ok(answer)
}

/// An answer that takes an error through the generated client.
fn carry(error: Error) -> Response {
    let mut response = http::Response::new(Body::default());
    *response.status_mut() = StatusCode::from_u16(CARRIED).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.extensions_mut().insert(error);
    response.into()
}
