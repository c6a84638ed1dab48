//! A decoded value together with the metadata of its response.

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use crate::context::{Context, Delivery};
use crate::operation::Operation;

/// The result of a call: the decoded value, to which it dereferences, and the metadata of the HTTP response.
///
/// ```no_run
/// # async fn run(client: cartevo::Client) -> Result<(), cartevo::Error> {
/// let customer = client.customer("8d4f2a1b-5c3e-4d7f-9a6b-2e1c8f9d0a3b").await?;
/// println!("{} after {} attempts in {:?}", customer.id, customer.attempts(), customer.elapsed());
/// let customer: cartevo::Customer = customer.into_inner();
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Response<T> {
    value: T,
    info: ResponseInfo,
}

/// The metadata of a response.
#[derive(Clone, Debug, Default)]
pub(crate) struct ResponseInfo {
    pub(crate) status: u16,
    pub(crate) request_id: Option<Box<str>>,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
}

impl ResponseInfo {
    pub(crate) fn context(&self, operation: &Operation) -> Context {
        let mut context = Context::new(operation, Delivery::Answered);
        context.status = Some(self.status);
        context.request_id.clone_from(&self.request_id);
        context.attempts = self.attempts;
        context.elapsed = self.elapsed;
        context
    }
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, info: ResponseInfo) -> Self {
        Self { value, info }
    }

    /// The error context of the call, for a response that turns out to be unusable.
    pub(crate) fn context(&self, operation: &Operation) -> Context {
        self.info.context(operation)
    }

    /// Returns the value without the metadata.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let customer: cartevo::Customer = client.customer("customer-1").await?.into_inner();
    /// # let _ = customer;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }

    /// Returns the HTTP status code.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// assert_eq!(client.customer("customer-1").await?.status(), 200);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn status(&self) -> u16 {
        self.info.status
    }

    /// Returns the server's id for this request, if it sent one. The vendor's support can look it up.
    ///
    /// It is read from `x-request-id`, `request-id`, `x-correlation-id` or `cf-ray`, in this order.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// println!("{:?}", client.customer("customer-1").await?.request_id());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.info.request_id.as_deref()
    }

    /// Returns the number of attempts, including the one that succeeded.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// assert_eq!(client.customer("customer-1").await?.attempts(), 1);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.info.attempts
    }

    /// Returns the duration of the whole call, including all attempts and the delays between them.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// println!("after {:?}", client.customer("customer-1").await?.elapsed());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.info.elapsed
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Response<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: IntoIterator> IntoIterator for Response<T> {
    type Item = T::Item;
    type IntoIter = T::IntoIter;

    fn into_iter(self) -> T::IntoIter {
        self.value.into_iter()
    }
}

#[expect(clippy::into_iter_without_iter, reason = "`iter` is a method of the value it dereferences to")]
impl<'a, T> IntoIterator for &'a Response<T>
where
    &'a T: IntoIterator,
{
    type Item = <&'a T as IntoIterator>::Item;
    type IntoIter = <&'a T as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        (&self.value).into_iter()
    }
}
