//! Reasons why a place of the spec is not checked.

/// Why a part of an exchange, or of a value, is not checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Unchecked {
    /// Its `pattern` cannot be compiled.
    Pattern,
    /// A keyword of its schema cannot be read.
    Keyword,
    /// A `$ref` cannot be followed.
    Reference,
    /// It contains itself at the same place.
    Circle,
    /// Too many schemas are nested at the same place.
    Depth,
    /// It is no schema.
    Schema,
    /// What declares it is no object of OpenAPI.
    Declaration,
    /// Its operation or path item cannot be read.
    Operation,
    /// It is not known which parameter is declared.
    Parameter,
    /// Its response cannot be read.
    Response,
}

impl Unchecked {
    /// The word of reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// What is not checked, where a pointer cannot say it.
    #[must_use]
    pub fn subject(self) -> Option<&'static str> {
        match self {
            Self::Operation => Some("the exchange"),
            Self::Parameter => Some("a parameter of the request"),
            Self::Response => Some("the response"),
            Self::Pattern
            | Self::Keyword
            | Self::Reference
            | Self::Circle
            | Self::Depth
            | Self::Schema
            | Self::Declaration => None,
        }
    }

    /// True if it is not known which properties the place declares.
    #[must_use]
    pub fn hides_properties(self) -> bool {
        match self {
            Self::Reference | Self::Circle | Self::Depth | Self::Schema | Self::Declaration => true,
            Self::Pattern | Self::Keyword | Self::Operation | Self::Parameter | Self::Response => false,
        }
    }

    /// The reason, as the end of a sentence.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::Pattern => "its `pattern` cannot be compiled",
            Self::Keyword => "a keyword of its schema cannot be read",
            Self::Reference => "its `$ref` cannot be followed",
            Self::Circle => "its schema contains itself at the same place",
            Self::Depth => "too many schemas are nested there",
            Self::Schema => "its schema cannot be read",
            Self::Declaration | Self::Parameter | Self::Response => "its declaration cannot be read",
            Self::Operation => "the declaration of its operation cannot be read",
        }
    }
}
