//! The text of Redoc, which names an operation below its description: `post/boats` stands behind its parameters.
//!
//! The menu lists the titles with their methods: `postMake a boat`. What follows the title is about the operation.

use std::collections::BTreeSet;

use crate::page::{Block, Kind};
use crate::vocabulary::method;

/// Marks where the operations of a page with a menu begin.
pub(super) fn begin(blocks: &mut Vec<Block>, lines: &[(u32, String)]) {
    let titles = titles(lines);
    let mut marks = Vec::new();
    let mut before = 0;
    for block in blocks.iter() {
        let Kind::Operation { method, path } = &block.kind else { continue };
        let title = titles.iter().rev().find(|line| **line < block.line && **line > before);
        if let Some(line) = title {
            let kind = Kind::BeginOfOperation { method, path: path.clone() };
            marks.push(Block { line: *line, end: *line, kind });
        }
        before = block.line;
    }
    if marks.len() < 2 {
        return;
    }
    blocks.extend(marks);
    blocks.sort_by_key(|block| (block.line, !matches!(block.kind, Kind::BeginOfOperation { .. })));
}

/// The lines with a title of the menu.
fn titles(lines: &[(u32, String)]) -> Vec<u32> {
    let menu: BTreeSet<&str> = lines.iter().filter_map(|(_, line)| of_menu(line.trim())).collect();
    lines.iter().filter(|(_, line)| menu.contains(line.trim())).map(|(line, _)| *line).collect()
}

/// The title of a line of the menu.
fn of_menu(line: &str) -> Option<&str> {
    let at = line.find(char::is_uppercase)?;
    let (verb, title) = line.split_at_checked(at)?;
    let is_lower = !verb.is_empty() && verb.bytes().all(|byte| byte.is_ascii_lowercase());
    method(&verb.to_ascii_uppercase()).filter(|_| is_lower).map(|_| title)
}
