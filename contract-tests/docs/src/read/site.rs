//! What stands on a page and is the site's, not the vendor's.

use crate::page::Noise;

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
