//! What a claim of the docs says of its place.

crate::vocabulary! {
    /// The kind of statement that a claim of the docs makes.
    pub enum Predicate {
        /// The place is there (`true`), or is said to be absent (`false`).
        Exists = "exists",
        /// Its JSON type; this says that it exists, too.
        Type = "type",
        /// A format: `uuid`, `iso-8601`, `case-insensitive`, a media type.
        Format = "format",
        /// Whether it must be there.
        Required = "required",
        /// Whether it may be null.
        Nullable = "nullable",
        /// What is taken where nothing is given.
        Default = "default",
        /// A limit: `min=1`, `max=100`, `maxLength=50`, or `first=0` for the number of a first page.
        Bound = "bound",
        /// One of the values that a text can have.
        EnumMember = "enum-member",
        /// An HTTP status of an answer.
        Status = "status",
        /// The text of an error.
        ErrorText = "error-text",
        /// A sample as a whole: `object` or `array`.
        ExampleShape = "example-shape",
        /// The class of an example's value: `uuid`, `date-time.3`, `mask.6+4`.
        ExampleClass = "example-class",
        /// An example of an integer in a paging block or of a page parameter.
        Example = "example",
        /// How a request is authorized.
        Auth = "auth",
        /// The value of a header.
        Header = "header",
        /// The path of an operation.
        Path = "path",
        /// It is on its way out.
        Deprecated = "deprecated",
    }
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
