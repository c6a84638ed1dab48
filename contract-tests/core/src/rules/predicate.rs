//! The predicates of claims.

crate::vocabulary! {
    /// The kind of statement that a claim makes.
    pub enum Predicate {
        /// The place exists (`true`), or is documented as absent (`false`).
        Exists = "exists",
        /// Its JSON type; implies that it exists.
        Type = "type",
        /// A format: `uuid`, `iso-8601`, `case-insensitive`, a media type.
        Format = "format",
        /// Whether it is required.
        Required = "required",
        /// Whether it may be null.
        Nullable = "nullable",
        /// The default.
        Default = "default",
        /// A bound: `min=1`, `max=100`, `maxLength=50`, or `first=0` for the number of the first page.
        Bound = "bound",
        /// One of the possible values of a string.
        EnumMember = "enum-member",
        /// An HTTP status of a response.
        Status = "status",
        /// An error message.
        ErrorText = "error-text",
        /// A sample as a whole: `object` or `array`.
        ExampleShape = "example-shape",
        /// The class of an example value: `uuid`, `date-time.3`, `mask.6+4`.
        ExampleClass = "example-class",
        /// An example of an integer in a pagination object or of a page parameter.
        Example = "example",
        /// The authorization scheme of a request.
        Auth = "auth",
        /// The value of a header.
        Header = "header",
        /// The path of an operation.
        Path = "path",
        /// It is deprecated.
        Deprecated = "deprecated",
    }
}

impl Predicate {
    /// True if a place can have several of these with different values. Then the value is part of the
    /// identity of a claim.
    #[must_use]
    pub fn is_set(self) -> bool {
        matches!(
            self,
            Self::EnumMember | Self::Status | Self::ErrorText | Self::Bound | Self::Auth | Self::Path
        )
    }
}
