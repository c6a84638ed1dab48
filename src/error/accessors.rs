//! What an error knows of its call.

use std::time::Duration;

use super::Error;
use crate::context::{Context, Delivery};

/// The context of an error, borrowed as the error is: a function would have to be written once for each kind of borrow.
macro_rules! context_of {
    ($error:expr) => {
        match $error {
            Error::Configuration { .. } | Error::InvalidInput { .. } => None,
            Error::Connection { context }
            | Error::Timeout { context }
            | Error::Unauthorized { context, .. }
            | Error::Forbidden { context, .. }
            | Error::NotFound { context, .. }
            | Error::InvalidRequest { context, .. }
            | Error::InsufficientBalance { context, .. }
            | Error::KycNotApproved { context, .. }
            | Error::IssuerRejected { context, .. }
            | Error::Conflict { context, .. }
            | Error::RateLimited { context, .. }
            | Error::Server { context, .. }
            | Error::Unexpected { context, .. }
            | Error::Decode { context, .. } => Some(context),
        }
    };
}

impl Error {
    /// The HTTP status of the answer, if there was one; 200 where an error came with the status of a success.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, Operation};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// server.answer(Operation::GetCustomer, Answer::refusal(404, "Customer not found").header("x-request-id", "req_42"));
    /// let error = server.client().customer("customer-1").await.unwrap_err();
    /// assert_eq!(error.status(), Some(404));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.context()?.status
    }

    /// The server's own id of the request, if it sent one, to be named to its support.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, Operation};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// server.answer(Operation::GetCustomer, Answer::refusal(404, "Customer not found").header("x-request-id", "req_42"));
    /// let error = server.client().customer("customer-1").await.unwrap_err();
    /// assert_eq!(error.request_id(), Some("req_42"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.context()?.request_id.as_deref()
    }

    /// How far the request came. What failed while a token was got for it was not sent.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, Operation};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// server.answer(Operation::GetCustomer, Answer::refusal(404, "Customer not found").header("x-request-id", "req_42"));
    /// let error = server.client().customer("customer-1").await.unwrap_err();
    /// assert_eq!(error.delivery(), cartevo::Delivery::Answered);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn delivery(&self) -> Delivery {
        self.context().map_or(Delivery::NotSent, |context| context.delivery)
    }

    /// Whether the same call can be made again, without harm and with hope: what failed for now and either was not sent
    /// or only reads.
    ///
    /// The client has already done so as often as it was allowed to. Never true for the issuing of a card that may
    /// have reached the server.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, Operation};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// server.answer(Operation::GetCustomer, Answer::refusal(404, "Customer not found").header("x-request-id", "req_42"));
    /// let error = server.client().customer("customer-1").await.unwrap_err();
    /// assert!(!error.is_retryable());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        let Some(context) = self.context() else { return false };
        let harmless = context.effect.may_repeat() || context.delivery == Delivery::NotSent;
        match self {
            Self::Connection { .. } | Self::Timeout { .. } | Self::Server { .. } => harmless,
            Self::RateLimited { .. } => harmless || context.untouched,
            _ => false,
        }
    }

    /// What the server said: one message, several of a refused body, or none.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, Operation};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// server.answer(Operation::GetCustomer, Answer::refusal(404, "Customer not found").header("x-request-id", "req_42"));
    /// let error = server.client().customer("customer-1").await.unwrap_err();
    /// assert_eq!(error.messages(), ["Customer not found"]);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn messages(&self) -> &[String] {
        match self {
            Self::Unauthorized { messages, .. }
            | Self::Forbidden { messages, .. }
            | Self::NotFound { messages, .. }
            | Self::InvalidRequest { messages, .. }
            | Self::InsufficientBalance { messages, .. }
            | Self::KycNotApproved { messages, .. }
            | Self::IssuerRejected { messages, .. }
            | Self::Conflict { messages, .. }
            | Self::RateLimited { messages, .. }
            | Self::Server { messages, .. }
            | Self::Unexpected { messages, .. } => messages,
            _ => &[],
        }
    }

    /// The operation that failed, by its `operationId`; none if nothing was to be sent.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, Operation};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// server.answer(Operation::GetCustomer, Answer::refusal(404, "Customer not found").header("x-request-id", "req_42"));
    /// let error = server.client().customer("customer-1").await.unwrap_err();
    /// assert_eq!(error.operation(), Some("getCustomer"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        Some(self.context()?.operation)
    }

    /// How often the request was tried; 0 if it never came to that.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, Operation};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// server.answer(Operation::GetCustomer, Answer::refusal(404, "Customer not found").header("x-request-id", "req_42"));
    /// let error = server.client().customer("customer-1").await.unwrap_err();
    /// assert_eq!(error.attempts(), 1);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.context().map_or(0, |context| context.attempts)
    }

    /// How long the call took in all.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, Operation};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// server.answer(Operation::GetCustomer, Answer::refusal(404, "Customer not found").header("x-request-id", "req_42"));
    /// let error = server.client().customer("customer-1").await.unwrap_err();
    /// println!("failed after {:?}", error.elapsed());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.context().map_or(Duration::ZERO, |context| context.elapsed)
    }

    /// The variant's name in snake case, for metrics and spans.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, Operation};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// server.answer(Operation::GetCustomer, Answer::refusal(404, "Customer not found").header("x-request-id", "req_42"));
    /// let error = server.client().customer("customer-1").await.unwrap_err();
    /// assert_eq!(error.kind(), "not_found");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Configuration { .. } => "configuration",
            Self::InvalidInput { .. } => "invalid_input",
            Self::Connection { .. } => "connection",
            Self::Timeout { .. } => "timeout",
            Self::Unauthorized { .. } => "unauthorized",
            Self::Forbidden { .. } => "forbidden",
            Self::NotFound { .. } => "not_found",
            Self::InvalidRequest { .. } => "invalid_request",
            Self::InsufficientBalance { .. } => "insufficient_balance",
            Self::KycNotApproved { .. } => "kyc_not_approved",
            Self::IssuerRejected { .. } => "issuer_rejected",
            Self::Conflict { .. } => "conflict",
            Self::RateLimited { .. } => "rate_limited",
            Self::Server { .. } => "server",
            Self::Unexpected { .. } => "unexpected",
            Self::Decode { .. } => "decode",
        }
    }

    pub(crate) fn context(&self) -> Option<&Context> {
        context_of!(self)
    }

    pub(crate) fn context_mut(&mut self) -> Option<&mut Context> {
        context_of!(self)
    }
}
