//! What a claim says of its place.

use serde::{Deserialize, Serialize};

/// The kind of statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Predicate {
    /// The place is there (`true`), or is said to be absent (`false`).
    Exists,
    /// Its JSON type; this says that it exists, too.
    Type,
    /// A format: `uuid`, `iso-8601`, `case-insensitive`, a media type.
    Format,
    /// Whether it must be there.
    Required,
    /// Whether it may be null.
    Nullable,
    /// What is taken where nothing is given.
    Default,
    /// A limit: `min=1`, `max=100`, `maxLength=50`, or `first=0` for the number of a first page.
    Bound,
    /// One of the values that a text can have.
    EnumMember,
    /// An HTTP status of an answer.
    Status,
    /// The text of an error.
    ErrorText,
    /// A sample as a whole: `object` or `array`.
    ExampleShape,
    /// The class of an example's value: `uuid`, `date-time.3`, `mask.6+4`.
    ExampleClass,
    /// An example of an integer in a paging block or of a page parameter.
    Example,
    /// How a request is authorized.
    Auth,
    /// The value of a header.
    Header,
    /// The path of an operation.
    Path,
    /// It is on its way out.
    Deprecated,
}

impl Predicate {
    /// Can one place have several of these at once, each with a value of its own? Then the value is part of what tells
    /// one claim from another.
    #[must_use]
    pub fn is_set(self) -> bool {
        matches!(
            self,
            Self::EnumMember | Self::Status | Self::ErrorText | Self::Bound | Self::Auth | Self::Path
        )
    }
}
