//! Building blocks shared by the sections.

use crate::report::inline::{Piece, pieces};
use crate::report::numbers::grouped;
use contract_core::harmless::harmless;

/// Escapes text for elements and quoted attributes.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in harmless(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// A name as code; long pointers may break after `/`.
pub(super) fn code(text: &str) -> String {
    format!("<code>{}</code>", escaped(text).replace('/', "/<wbr>"))
}

/// A message with its names as code.
pub(super) fn message(text: &str) -> String {
    let piece = |piece| match piece {
        Piece::Text(text) => escaped(text),
        Piece::Code(text) => code(text),
    };
    pieces(text).map(piece).collect()
}

/// A share as a bar and as text. The bar is an SVG rather than a style, because of the content security
/// policy and so that it is printed.
pub(super) fn share(class: &str, part: u64, whole: u64, noun: &str) -> String {
    format!(
        "<span class=\"share\">{}<span class=\"of\">{} of {}{}{noun}</span></span>",
        bar(class, part, whole),
        grouped(part),
        grouped(whole),
        if noun.is_empty() { "" } else { " " },
    )
}

fn bar(class: &str, part: u64, whole: u64) -> String {
    format!(
        "<svg class=\"bar {class}\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"track\" width=\"100\" height=\"8\"/><rect class=\"part\" width=\"{}\" height=\"8\"/></svg>",
        width(part, whole)
    )
}

/// The share in percent, with one decimal. A share above 0 is visible, and one below 100 does not look
/// complete.
fn width(part: u64, whole: u64) -> String {
    if part == 0 || whole == 0 {
        return "0".into();
    }
    if part >= whole {
        return "100".into();
    }
    let per_mille = u128::from(part) * 1000 / u128::from(whole);
    let per_mille = per_mille.clamp(15, 985);
    format!("{}.{}", per_mille / 10, per_mille % 10)
}
