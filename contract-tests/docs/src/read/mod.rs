//! The readers, one per dialect. All of them produce the same blocks.

mod bars;
mod code_lines;
mod dense;
mod dialect;
mod embedded;
mod fields;
mod front;
mod html;
mod html_lines;
mod html_page;
mod html_reference;
mod index;
mod inline;
mod links;
mod markdown;
mod markdown_lines;
mod openapi_file;
mod operation_line;
mod outline;
mod page_hash;
mod pipe_table;
mod redoc;
mod sent;
mod site;
mod split;
mod split_cells;
mod tabs;
mod text;
mod version;

pub use dialect::Dialect;
pub use version::READER_VERSION;

pub(crate) use dialect::OperationEnd;
pub(crate) use fields::media_line as read_media_line;
pub(crate) use index::{index_entries, is_index};
pub(crate) use links::document_links;
pub(crate) use operation_line::is_part;
pub(crate) use page_hash::page_hash;
pub(crate) use split_cells::{name_list as read_name_list, status as read_status};
