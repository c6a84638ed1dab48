//! The accessors of an error.

use std::time::Duration;

use super::Error;
use crate::context::{Context, Delivery};
use crate::message::ServerMessage;

/// The context of an error, by shared or by exclusive reference. A function would have to be written twice.
macro_rules! context_of {
    ($error:expr) => {
        match $error {
            Error::Configuration { .. }
            | Error::InvalidInput { .. }
            | Error::IssueOpen { .. }
            | Error::ActionConflict { .. } => None,
            Error::Connection { context }
            | Error::Timeout { context }
            | Error::WrongBaseUrl { context, .. }
            | Error::TooLarge { context, .. }
            | Error::IncompleteList { context, .. }
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
    /// Returns the HTTP status of the response, if there is one. It is 2xx if the server reported an error in the body of
    /// a successful response.
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

    /// Returns the server's id for this request, if it sent one. The vendor's support can look it up.
    ///
    /// It is read from `x-request-id`, `request-id`, `x-correlation-id` or `cf-ray`, in this order.
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

    /// Returns how far the request got. A request whose token could not be acquired was not sent.
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

    /// Returns whether it is safe and reasonable to repeat the call: the failure is temporary, and the request either was
    /// not sent, or was refused before it was processed, or only reads.
    ///
    /// The client has already used up its own retries. A call that issues a card is retryable only if no card can have
    /// been issued. An [`Unauthorized`](Self::Unauthorized) is retryable if the call wasn't repeated with a new token yet,
    /// and there will be one.
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
        let safe = context.effect.is_safe() || context.delivery == Delivery::NotSent;
        match self {
            Self::Connection { .. } | Self::Timeout { .. } | Self::Server { .. } => safe,
            Self::RateLimited { .. } => safe || context.is_unprocessed(),
            // A read has already been sent again with a new token.
            Self::Unauthorized { .. } => context.next_token_is_new && context.is_unprocessed(),
            Self::Configuration { .. }
            | Self::InvalidInput { .. }
            | Self::IssueOpen { .. }
            | Self::ActionConflict { .. }
            | Self::WrongBaseUrl { .. }
            | Self::TooLarge { .. }
            | Self::IncompleteList { .. }
            | Self::Forbidden { .. }
            | Self::NotFound { .. }
            | Self::InvalidRequest { .. }
            | Self::InsufficientBalance { .. }
            | Self::KycNotApproved { .. }
            | Self::IssuerRejected { .. }
            | Self::Conflict { .. }
            | Self::Unexpected { .. }
            | Self::Decode { .. } => false,
        }
    }

    /// Returns the server's messages: usually one, several for an invalid request body, or none.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::testing::{Answer, Operation};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// server.answer(Operation::GetCustomer, Answer::refusal(404, "Customer not found").header("x-request-id", "req_42"));
    /// let error = server.client().customer("customer-1").await.unwrap_err();
    /// assert_eq!(error.messages()[0].shown(), Some("Customer not found"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn messages(&self) -> &[ServerMessage] {
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
            Self::Configuration { .. }
            | Self::InvalidInput { .. }
            | Self::IssueOpen { .. }
            | Self::ActionConflict { .. }
            | Self::WrongBaseUrl { .. }
            | Self::TooLarge { .. }
            | Self::IncompleteList { .. }
            | Self::Connection { .. }
            | Self::Timeout { .. }
            | Self::Decode { .. } => &[],
        }
    }

    /// Returns the `operationId` of the operation that failed; `None` for [`Configuration`](Self::Configuration),
    /// [`InvalidInput`](Self::InvalidInput), [`IssueOpen`](Self::IssueOpen) and [`ActionConflict`](Self::ActionConflict).
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

    /// Returns the number of attempts; 0 if the call failed before the first one.
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

    /// Returns the duration of the whole call, including all attempts and the delays between them.
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

    /// Returns the name of the variant in snake case, for metrics and spans.
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
            Self::IssueOpen { .. } => "issue_open",
            Self::ActionConflict { .. } => "action_conflict",
            Self::WrongBaseUrl { .. } => "wrong_base_url",
            Self::TooLarge { .. } => "too_large",
            Self::IncompleteList { .. } => "incomplete_list",
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
