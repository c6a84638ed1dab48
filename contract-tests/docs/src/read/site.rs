//! Text on a page that belongs to the site, not to the vendor.

use crate::page::{Block, Kind, Noise};

/// Recognises text of the site.
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

/// The lines of a text, with their numbers.
pub(super) fn lines(text: &str) -> Vec<(u32, String)> {
    (1..).zip(text.lines().map(str::to_owned)).collect()
}

/// The lines of a page without blank lines, white space at line ends and text of the site.
pub(super) fn text(text: &str, blocks: &[Block]) -> String {
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
