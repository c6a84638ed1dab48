//! What stands on a page and is the site's, not the vendor's.

use crate::page::{Block, Kind, Noise};

/// Words of the site around the page.
pub(super) fn noise(line: &str) -> Option<Noise> {
    const SITE: &[&str] = &[
        "skip to main content",
        "copy page",
        "copy",
        "try it",
        "was this page helpful?",
        "yes",
        "no",
        "on this page",
        "search...",
        "navigation",
        "powered by mintlify",
        "suggest edits",
        "raise issue",
        "previous",
        "next",
        "ask ai",
        "\u{2318}k",
        "ctrl k",
        "search",
        "assistant",
        "responses are generated using ai and may contain mistakes.",
    ];
    SITE.contains(&line.to_ascii_lowercase().as_str()).then_some(Noise::SiteControl)
}

/// The lines of a page without blank ones, white space at their ends, and what is the site's.
pub(super) fn words(text: &str, blocks: &[Block]) -> String {
    let is_of_site = |block: &&Block| matches!(&block.kind, Kind::Noise(noise) if noise.is_of_site());
    let site: Vec<_> = blocks.iter().filter(is_of_site).map(|block| block.line..=block.end).collect();
    let mut words = String::new();
    for (line, text) in (1_u32..).zip(text.lines().map(str::trim)) {
        if !text.is_empty() && !site.iter().any(|lines| lines.contains(&line)) {
            words.push_str(text);
            words.push('\n');
        }
    }
    words
}
