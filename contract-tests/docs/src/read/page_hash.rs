//! The hash of a page, without parts of the site that change frequently.

use sha2::{Digest, Sha256};

use super::Dialect;
use crate::hex::hex;
use crate::page::Block;

/// The SHA-256, in hexadecimal, of the text of a page: without blank lines, white space at line ends,
/// controls of the site and notes of the site to readers. For HTML only the text counts, not the markup.
pub(crate) fn page_hash(text: &str, dialect: Dialect, blocks: &[Block]) -> String {
    hex(&Sha256::digest(dialect.text(text, blocks).as_bytes()))
}
