//! Readers: one for each form in which a page can come. All of them end in the same blocks.

mod bars;
mod code_lines;
mod dense;
mod fields;
mod form;
mod front;
mod html;
mod html_page;
mod index;
mod markdown;
mod markdown_lines;
mod mdx;
mod operation_line;
mod pipe_table;
mod sent;
mod site;
mod split;
mod split_cells;
mod text;

pub use form::Form;
pub(crate) use form::blocks;
pub(crate) use html_page::words as html_words;
pub(crate) use index::{index_entries, is_index};
pub(crate) use operation_line::is_part;

/// Changes when a reader reads a page differently, so that a new reader is not taken for a new page.
pub const READER_VERSION: u32 = 2;

pub(crate) use fields::media_line as read_media_line;
pub(crate) use split_cells::{name_list as read_name_list, status as read_status};
