//! The dialects of schema objects. The version of a document decides which one its schemas are read by.

use std::str::FromStr;

/// How schema objects are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Dialect {
    /// The Schema Object of `OpenAPI` 3.0.
    OpenApi30,
    /// JSON Schema draft 7.
    Draft7,
    /// JSON Schema 2019-09.
    Draft201909,
    /// JSON Schema 2020-12, as in `OpenAPI` 3.1 and 3.2.
    Draft202012,
}

/// The keywords that all dialects have.
const COMMON: &[&str] = &[
    "$ref",
    "title",
    "description",
    "default",
    "type",
    "enum",
    "format",
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "maxProperties",
    "minProperties",
    "required",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "items",
    "properties",
    "additionalProperties",
    "readOnly",
    "writeOnly",
    // Those of OpenAPI, whatever the dialect.
    "discriminator",
    "xml",
    "externalDocs",
    "example",
    "deprecated",
];

/// The keywords that every dialect of JSON Schema has from draft 7 on, and `OpenAPI` 3.0 has not.
const JSON_SCHEMA: &[&str] = &[
    "$schema",
    "$id",
    "$comment",
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "definitions",
    "dependencies",
    "else",
    "examples",
    "if",
    "patternProperties",
    "propertyNames",
    "then",
];

/// What 2019-09 added.
const SINCE_2019: &[&str] = &[
    "$anchor",
    "$defs",
    "$vocabulary",
    "contentSchema",
    "dependentRequired",
    "dependentSchemas",
    "maxContains",
    "minContains",
    "unevaluatedItems",
    "unevaluatedProperties",
];

impl Dialect {
    /// The dialect of a `$schema` or `jsonSchemaDialect`; `None` if it is another one.
    pub(super) fn named(uri: &str) -> Option<Self> {
        let uri = uri.trim_end_matches('#');
        let uri = uri.strip_prefix("https://").or_else(|| uri.strip_prefix("http://"))?;
        match uri {
            "json-schema.org/draft/2020-12/schema" => Some(Self::Draft202012),
            "json-schema.org/draft/2019-09/schema" => Some(Self::Draft201909),
            "json-schema.org/draft-07/schema" => Some(Self::Draft7),
            _ => uri.starts_with("spec.openapis.org/oas/3.").then_some(Self::Draft202012),
        }
    }

    /// The name in messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::OpenApi30 => "OpenAPI 3.0",
            Self::Draft7 => "JSON Schema draft 7",
            Self::Draft201909 => "JSON Schema 2019-09",
            Self::Draft202012 => "JSON Schema 2020-12",
        }
    }

    /// True for the dialects of JSON Schema.
    pub(super) fn is_json_schema(self) -> bool {
        self != Self::OpenApi30
    }

    /// True if a `$ref` makes everything beside it void.
    pub(super) fn ignores_siblings(self) -> bool {
        matches!(self, Self::OpenApi30 | Self::Draft7)
    }

    /// True if `items` may list schemas by position, with `additionalItems` for the others.
    pub(super) fn lists_items(self) -> bool {
        matches!(self, Self::Draft7 | Self::Draft201909)
    }

    /// True if what `contains` matches is evaluated.
    pub(super) fn contains_evaluates(self) -> bool {
        self == Self::Draft202012
    }

    /// True if the dialect has this keyword.
    pub(super) fn knows(self, key: &str) -> bool {
        let own: &[&str] = match self {
            Self::OpenApi30 => &["nullable"],
            Self::Draft7 => &["additionalItems"],
            Self::Draft201909 => &["additionalItems", "$recursiveRef", "$recursiveAnchor"],
            Self::Draft202012 => &["prefixItems", "$dynamicRef", "$dynamicAnchor"],
        };
        let is_since_2019 = matches!(self, Self::Draft201909 | Self::Draft202012);
        COMMON.contains(&key)
            || own.contains(&key)
            || (self.is_json_schema() && JSON_SCHEMA.contains(&key))
            || (is_since_2019 && SINCE_2019.contains(&key))
    }
}

/// A version of `OpenAPI` that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Version {
    /// The dialect of its schemas, unless the document names another one.
    pub(super) dialect: Dialect,
}

impl FromStr for Version {
    type Err = ();

    /// Reads `3.0`, `3.1` or `3.2`, with or without a third number.
    fn from_str(text: &str) -> Result<Self, ()> {
        let minor = text.strip_prefix("3.").ok_or(())?;
        let dialect = match minor.split('.').next() {
            Some("0") => Dialect::OpenApi30,
            Some("1" | "2") => Dialect::Draft202012,
            _ => return Err(()),
        };
        Ok(Self { dialect })
    }
}
