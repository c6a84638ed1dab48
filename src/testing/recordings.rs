//! The recorded responses of the vendor's server.

use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::operation::Operation;

/// The recordings, one per line. The file is generated from `contract-tests/recordings`, which isn't part of the package;
/// a test of `contract-tests` checks that it is up to date.
const BUNDLE: &str = include_str!("recordings.ndjson");

/// A scrubbed recording of a response: every value that isn't public is replaced by an invented one.
///
/// ```
/// use cartevo::testing::{Answer, recordings};
///
/// let answers: Vec<Answer> = recordings().iter().map(Answer::recorded).collect();
/// assert!(!answers.is_empty());
/// ```
#[derive(Clone, Debug)]
pub struct Recording {
    operation: Operation,
    name: String,
    status: u16,
    content_type: Option<String>,
    body: String,
}

#[derive(Deserialize)]
struct Line<'a> {
    name: String,
    #[serde(borrow)]
    response: Response<'a>,
}

#[derive(Deserialize)]
struct Response<'a> {
    status: u16,
    content_type: Option<String>,
    #[serde(borrow)]
    body: Option<&'a RawValue>,
    body_text: Option<String>,
}

impl Recording {
    /// Returns the operation that was called.
    ///
    /// ```
    /// let recorded = cartevo::testing::recordings().iter().map(|recording| recording.operation());
    /// assert!(recorded.count() > 0);
    /// ```
    #[must_use]
    pub fn operation(&self) -> Operation {
        self.operation
    }

    /// Returns the name of the recording: `<operationId>/<status>/<name>`.
    ///
    /// ```
    /// for recording in cartevo::testing::recordings() {
    ///     println!("{}", recording.name());
    /// }
    /// ```
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the HTTP status of the response.
    ///
    /// ```
    /// let refusals = cartevo::testing::recordings().iter().filter(|recording| recording.status() >= 400);
    /// assert!(refusals.count() > 0);
    /// ```
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Returns the body of the response.
    ///
    /// ```
    /// let all = cartevo::testing::recordings();
    /// assert!(all.iter().any(|recording| recording.body().starts_with('{')));
    /// ```
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }

    pub(super) fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    fn read(line: &str) -> Option<Self> {
        let line: Line<'_> = serde_json::from_str(line).ok()?;
        let operation = line.name.split('/').next()?;
        let operation = Operation::ALL.into_iter().find(|known| known.id() == operation)?;
        let Response { status, content_type, body, body_text } = line.response;
        let body = body.map(|body| body.get().to_owned()).or(body_text).unwrap_or_default();
        Some(Self { operation, name: line.name, status, content_type, body })
    }
}

/// Returns all recordings, sorted by name.
///
/// ```
/// use cartevo::testing::{Operation, recordings};
///
/// for recording in recordings().iter().filter(|it| it.operation() == Operation::GetCustomer) {
///     println!("{}: {}", recording.name(), recording.status());
/// }
/// ```
#[must_use]
pub fn recordings() -> &'static [Recording] {
    static ALL: OnceLock<Vec<Recording>> = OnceLock::new();
    ALL.get_or_init(|| BUNDLE.lines().filter_map(Recording::read).collect())
}
