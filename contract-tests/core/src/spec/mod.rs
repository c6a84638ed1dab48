//! An `OpenAPI` 3.0 document, compiled: operations, and schemas in one arena, each with the line it is written on.
//!
//! [`Spec::load`] reads a file, YAML or JSON. Everything that an exchange can reach is compiled when loading, so a
//! mistake in the document is an error with file, line and remedy before the first exchange is read. What the document
//! says and this crate does not check is a [`Caution`], never silence.

mod api;
mod bound_keyword;
mod compile;
mod cursor;
mod date;
mod error;
mod extensions;
mod format;
mod json_type;
mod keywords;
mod literal;
mod load;
mod media;
mod name_table;
mod nesting;
mod operation;
mod operations;
mod pattern;
mod places;
mod route;
mod schema;
mod simple_pattern;
mod year;

pub use cartevo_yaml as source;

pub use api::Spec;
pub use bound_keyword::BoundKeyword;
pub use error::{Caution, SpecError};
pub use extensions::{Effect, Extensions, Mask, Sensitivity};
pub use format::Format;
pub use json_type::JsonType;
pub use literal::Literal;
pub use media::{essence, is_json};
pub use operation::{
    Content, Header, Operation, Parameter, ParameterIn, RequestBody, ResponseSpec, Servers, StatusCode,
};
pub use pattern::{Pattern, Verdict};
pub use places::Step;
pub use route::percent_encode;
pub use route::{Match, path_and_query, percent_decoded};
pub use schema::{
    Additional, Bound, Branch, Discriminator, Property, RequiredName, Schema, SchemaId, Site, Type,
};
