//! The types of JSON values, as schemas and reports name them.

use super::Type;
use crate::json::Kind;

crate::vocabulary! {
    /// A type of a value. Null is one in JSON Schema, and none in `OpenAPI` 3.0.
    pub enum JsonType {
        /// `null`
        Null = "null",
        /// `boolean`
        Boolean = "boolean",
        /// `integer`
        Integer = "integer",
        /// `number`
        Number = "number",
        /// `string`
        String = "string",
        /// `array`
        Array = "array",
        /// `object`
        Object = "object",
    }
}

impl JsonType {
    /// The name in a sentence.
    #[must_use]
    pub fn with_article(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }

    /// A list of nothing else.
    #[must_use]
    pub fn alone(self) -> &'static [Self] {
        match self {
            Self::Null => &[Self::Null],
            Self::Boolean => &[Self::Boolean],
            Self::Integer => &[Self::Integer],
            Self::Number => &[Self::Number],
            Self::String => &[Self::String],
            Self::Array => &[Self::Array],
            Self::Object => &[Self::Object],
        }
    }

    /// Can a value of this kind have the type, whatever its digits?
    #[must_use]
    pub fn takes(self, kind: Kind) -> bool {
        match self {
            Self::Integer => kind == Kind::Number,
            _ => self == Self::from(kind),
        }
    }
}

impl From<Type> for JsonType {
    fn from(kind: Type) -> Self {
        match kind {
            Type::Boolean => Self::Boolean,
            Type::Integer => Self::Integer,
            Type::Number => Self::Number,
            Type::String => Self::String,
            Type::Array => Self::Array,
            Type::Object => Self::Object,
        }
    }
}

impl From<Kind> for JsonType {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Null => Self::Null,
            Kind::Boolean => Self::Boolean,
            Kind::Number => Self::Number,
            Kind::String => Self::String,
            Kind::Array => Self::Array,
            Kind::Object => Self::Object,
        }
    }
}
