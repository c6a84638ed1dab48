//! A compiled `OpenAPI` document of version 3.0, 3.1 or 3.2: operations, and schemas in one arena, each with its line.
//!
//! [`Spec::load`] reads a YAML or JSON file. Everything that an exchange can reach is compiled at load time. Parts that
//! cannot be, or are not checked, are a [`Caution`] with file and line before the first exchange is read. Only what is no
//! such document is an error. The version decides the dialect in which schemas are compiled; nothing else knows
//! it.

mod api;
mod base;
mod bound_keyword;
mod compile;
mod cursor;
mod date;
mod declared_names;
mod dialect;
mod error;
mod extensions;
mod files;
mod folder;
mod format;
mod heirs;
mod identifiers;
mod index;
mod json_type;
mod keywords;
mod literal;
mod load;
mod loaded_files;
mod media;
mod name_table;
mod nesting;
mod newer;
mod one_way;
mod operation;
mod operations;
mod parameters;
mod path_key;
mod path_names;
mod pattern;
mod places;
mod reference;
mod request_body;
mod responses;
mod route;
mod schema;
mod scheme;
mod scope;
mod segment;
mod uncertain;
mod unchecked;
mod uri;
mod url;
mod written;
mod year;

pub use cartevo_yaml as source;

pub use api::Spec;
pub use bound_keyword::BoundKeyword;
pub use error::{Caution, SpecError};
pub use extensions::{Effect, Extensions, Mask, Sensitivity};
pub use files::{Files, SpecFile};
pub use format::Format;
pub(crate) use index::RequiredSet;
pub use index::{
    BranchIndex, ContentIndex, FileIndex, HeaderIndex, ListedIndex, OperationIndex, ParameterIndex,
    PropertyIndex, RequiredIndex, ResponseIndex,
};
pub use json_type::JsonType;
pub use literal::Literal;
pub use media::{essence, is_json, parameter, parameters};
pub(crate) use name_table::NameTable;
pub use newer::{Condition, Contains, NewerKeywords};
pub use operation::{
    Content, Encoding, Header, LostParameter, OddResponse, Operation, Parameter, ParameterIn, RequestBody,
    ResponseSpec, StatusCode, Style,
};
pub use pattern::{Pattern, Verdict};
pub use places::Step;
pub use route::Match;
pub use schema::{
    Additional, Bound, Branch, Discriminator, OneWay, Property, RequiredName, Schema, SchemaId, Site, Type,
};
pub use scheme::{other_scheme, scheme};
pub use unchecked::Unchecked;
pub(crate) use url::form_decoded;
pub use url::{path_and_query, percent_decoded, percent_encode};
