//! Reasons why a place of the spec is not checked.

/// Why a schema, or a part of it, is not checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Unchecked {
    /// Its `pattern` cannot be compiled.
    Pattern,
    /// A `$ref` cannot be followed.
    Reference,
    /// It contains itself at the same place.
    Circle,
    /// Too many schemas are nested at the same place.
    Depth,
    /// It is no schema of OpenAPI 3.0.
    Schema,
}

impl Unchecked {
    /// The word of reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The reason, as the end of a sentence.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::Pattern => "its `pattern` cannot be compiled",
            Self::Reference => "its `$ref` cannot be followed",
            Self::Circle => "its schema contains itself at the same place",
            Self::Depth => "too many schemas are nested there",
            Self::Schema => "its schema is not one of OpenAPI 3.0",
        }
    }
}
