//! A value and what is known of the answer it came in.

use std::ops::{Deref, DerefMut};
use std::time::Duration;

/// What a call gave. It is used like the value itself.
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
    facts: Facts,
}

/// What is known of an answer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    pub(crate) status: u16,
    pub(crate) request_id: Option<Box<str>>,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, facts: Facts) -> Self {
        Self { value, facts }
    }

    /// The value alone.
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

    /// The HTTP status.
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
        self.facts.status
    }

    /// The server's own id of the request, if it sent one, to be named to its support.
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
        self.facts.request_id.as_deref()
    }

    /// How often the request was sent until this answer came.
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
        self.facts.attempts
    }

    /// How long the call took in all, with every attempt and every wait in between.
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
        self.facts.elapsed
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

#[expect(clippy::into_iter_without_iter, reason = "the value it derefs to has it")]
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
