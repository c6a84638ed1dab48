//! The hash of a page without what changes from day to day around it.

use sha2::{Digest, Sha256};

use crate::hex::hex;
use crate::page::{Block, Kind};
use crate::read::{Form, html_words};

/// SHA-256, in hex, over the words of a page: no blank lines, no white space at the ends of lines, no controls of the
/// site and no notes of the site to its readers. Of HTML only the text counts, not the mark-up.
pub(crate) fn page_hash(text: &str, form: Form, blocks: &[Block]) -> String {
    let mut hash = Sha256::new();
    if form == Form::Html {
        hash.update(html_words(text).as_bytes());
    } else {
        let noise: Vec<(u32, u32)> = blocks
            .iter()
            .filter(|block| is_of_site(&block.kind))
            .map(|block| (block.line, block.end))
            .collect();
        for (line, text) in (1_u32..).zip(text.lines()) {
            let skipped = noise.iter().any(|(from, to)| (*from..=*to).contains(&line));
            if !skipped && !text.trim().is_empty() {
                hash.update(text.trim().as_bytes());
                hash.update(b"\n");
            }
        }
    }
    hex(&hash.finalize())
}

fn is_of_site(kind: &Kind) -> bool {
    matches!(kind, Kind::Noise(noise) if noise.is_of_site())
}
