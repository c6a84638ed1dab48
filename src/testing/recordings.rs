//! What the vendor's server is known to answer.

use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::operation::Operation;

/// One recording a line. It is written from `contract-tests/recordings`, which is not part of the package, and a test
/// holds the two together.
const BUNDLE: &str = include_str!("recordings.ndjson");

/// A scrubbed recording of an exchange: every value that isn't public is invented.
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
    /// The operation that was called.
    ///
    /// ```
    /// let recorded = cartevo::testing::recordings().iter().map(|recording| recording.operation());
    /// assert!(recorded.count() > 0);
    /// ```
    #[must_use]
    pub fn operation(&self) -> Operation {
        self.operation
    }

    /// Its name: `<operationId>/<status>/<name>`.
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

    /// The HTTP status of the answer.
    ///
    /// ```
    /// let refusals = cartevo::testing::recordings().iter().filter(|recording| recording.status() >= 400);
    /// assert!(refusals.count() > 0);
    /// ```
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The body of the answer.
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

/// All recordings, sorted by name.
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
