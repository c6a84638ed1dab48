//! The requests of the generated client.

use std::borrow::Cow;
use std::marker::PhantomData;

use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use reqwest::{Method, Request};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::answer::Answer;
use crate::error::Error;
use crate::id;
use crate::masked::Last4;
use crate::operation::Operation;
use crate::transport::{Transport, invalid_request};

/// A parameter of a query; `None` if it isn't sent.
pub(crate) type Parameter<'a> = (&'static str, Option<Cow<'a, str>>);

/// A request that wasn't sent yet, and the type of its response. The generated client creates it.
pub(crate) struct Unsent<R> {
    pub(crate) transport: Transport,
    pub(crate) request: Request,
    pub(crate) operation: &'static Operation,
    response: PhantomData<fn() -> R>,
}

impl<R> Unsent<R> {
    /// `path` has a value for each parameter in the path of the operation, in their order.
    pub(crate) fn new(
        transport: &Transport,
        operation: &'static Operation,
        path: &[&str],
        query: &[Parameter<'_>],
        body: Option<Result<Vec<u8>, serde_json::Error>>,
    ) -> Result<Self, Error> {
        let request = build(transport, operation, path, query, body)?;
        Ok(Self { transport: transport.clone(), request, operation, response: PhantomData })
    }
}

impl<R: DeserializeOwned> Unsent<R> {
    /// Sends the request and decodes the response.
    pub(crate) async fn send(self) -> Result<Answer<R>, Error> {
        self.transport.call(self.request, self.operation).await
    }
}

/// The JSON text of a body.
pub(crate) fn body(value: &impl Serialize) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(value)
}

fn build(
    transport: &Transport,
    operation: &Operation,
    path: &[&str],
    query: &[Parameter<'_>],
    body: Option<Result<Vec<u8>, serde_json::Error>>,
) -> Result<Request, Error> {
    let refused = |reason| Error::InvalidInput { field: "request", reason };
    let method = Method::from_bytes(operation.method.as_bytes());
    let method = method.map_err(|_| refused("not an HTTP method"))?;
    let url = format!("{}{}", transport.shared.base_url, filled(operation.path, path));
    let mut request = transport.shared.http.request(method, url);
    request = request.header(ACCEPT, HeaderValue::from_static("application/json"));
    let query: Vec<(&str, &str)> =
        query.iter().filter_map(|(name, value)| Some((*name, &**value.as_ref()?))).collect();
    if !query.is_empty() {
        request = request.query(&query);
    }
    if let Some(body) = body {
        let body = body.map_err(|_| refused("the body can't be written as JSON"))?;
        request = request.header(CONTENT_TYPE, HeaderValue::from_static("application/json")).body(body);
    }
    request.build().map_err(invalid_request)
}

/// The path of an operation with values for its parameters.
fn filled(template: &str, values: &[&str]) -> String {
    let mut values = values.iter();
    let mut path = String::new();
    for segment in template.split('/').skip(1) {
        path.push('/');
        match values.as_slice() {
            [value, ..] if segment.starts_with('{') => {
                path.push_str(&id::encode(value));
                values.next();
            }
            _ => path.push_str(segment),
        }
    }
    path
}

/// A value of a query parameter.
pub(crate) trait Text<'a> {
    fn text(self) -> Cow<'a, str>;
}

/// An optional value of a query parameter.
pub(crate) fn text<'a>(value: Option<impl Text<'a>>) -> Option<Cow<'a, str>> {
    value.map(Text::text)
}

impl<'a> Text<'a> for &'a str {
    fn text(self) -> Cow<'a, str> {
        Cow::Borrowed(self)
    }
}

impl<'a> Text<'a> for &'a Last4 {
    fn text(self) -> Cow<'a, str> {
        Cow::Borrowed(self.expose())
    }
}

impl Text<'_> for bool {
    fn text(self) -> Cow<'static, str> {
        Cow::Borrowed(if self { "true" } else { "false" })
    }
}

impl Text<'_> for i64 {
    fn text(self) -> Cow<'static, str> {
        Cow::Owned(self.to_string())
    }
}
