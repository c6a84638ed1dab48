//! The hash of a page without what changes from day to day around it.

use sha2::{Digest, Sha256};

use super::Dialect;
use crate::hex::hex;
use crate::page::Block;

/// SHA-256, in hex, over the words of a page: no blank lines, no white space at the ends of lines, no controls of the
/// site and no notes of the site to its readers. Of HTML only the text counts, not the mark-up.
pub(crate) fn page_hash(text: &str, dialect: Dialect, blocks: &[Block]) -> String {
    hex(&Sha256::digest(dialect.words(text, blocks).as_bytes()))
}
