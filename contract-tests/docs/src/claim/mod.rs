//! Turns blocks into claims.

mod announced;
mod answer;
mod bases;
mod builder;
mod calls;
mod code;
mod context;
mod curl;
mod description;
mod headings;
mod list;
mod openapi;
mod openapi_schema;
mod page;
mod prose;
mod sample;
mod settle_page;
mod shown_types;
mod table;
mod table_place;
mod value_list;

pub(crate) use description::scalar_value as read_scalar;

pub use page::{PageClaims, read_page};
