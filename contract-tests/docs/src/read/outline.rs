//! The extent of each operation on a page, by its headings.
//!
//! The title of an operation is the heading above the line that names it, or the parent of that heading if it only names a
//! part, such as `HTTP request`. What stands between the title and the line belongs to the operation as well. Its
//! description ends at the next heading of the same level or above, unless that only names a part.
//!
//! A page with one operation is about it entirely, unless it has other sections beside it.

use std::collections::{BTreeMap, BTreeSet};

use super::front::path_of;
use super::operation_line::{is_filled, is_part};
use crate::page::{Block, Kind, Noise};
use crate::vocabulary::method;

/// Gives an operation that several titles describe a name for each, as APIs have that tell calls apart by their bodies:
/// what one section says is not about the call of another.
fn name_apart(blocks: &mut [Block], operations: &mut [Named], titles: &[Title]) {
    let mut by_name: BTreeMap<(&'static str, String), BTreeSet<u32>> = BTreeMap::new();
    for operation in operations.iter() {
        let title = title_of(operation.line, titles).filter(|title| title.level > 1);
        let title = title.map_or(0, |title| title.line);
        by_name.entry((operation.method, operation.path.clone())).or_default().insert(title);
    }
    let headings: BTreeMap<u32, String> = blocks
        .iter()
        .filter_map(|block| match &block.kind {
            Kind::Heading(heading) => Some((block.line, slug(&heading.text))),
            _ => None,
        })
        .collect();
    let mut renamed: BTreeMap<u32, String> = BTreeMap::new();
    for operation in operations.iter_mut() {
        let used = by_name.get(&(operation.method, operation.path.clone()));
        let Some(title) = title_of(operation.line, titles).filter(|title| title.level > 1) else { continue };
        if used.is_some_and(|used| used.len() > 1) {
            let heading = headings.get(&title.line).map(String::as_str).unwrap_or_default();
            operation.path = format!("{}#{heading}", operation.path);
            renamed.insert(operation.line, operation.path.clone());
        }
    }
    for block in blocks.iter_mut() {
        if let Kind::Operation { path, .. } = &mut block.kind
            && let Some(name) = renamed.get(&block.line)
        {
            path.clone_from(name);
        }
    }
}

/// A heading as a part of an address.
fn slug(heading: &str) -> String {
    let words = heading.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-").chars().take(40).collect()
}

/// A heading: its line, its level, and whether it only names a part of an operation.
#[derive(Clone, Copy)]
struct Title {
    line: u32,
    level: u8,
    is_part: bool,
}

/// An operation: the line that names it, and its name.
struct Named {
    line: u32,
    method: &'static str,
    path: String,
    /// True if only a command names it.
    is_command: bool,
}

/// Marks where each operation begins and ends, and removes operations that only repeat another with values.
pub(super) fn mark(blocks: &mut Vec<Block>) {
    remove_filled(blocks);
    let titles = titles(blocks);
    let mut operations = operations(blocks);
    // A page that names no operation otherwise names each by its first command.
    if operations.is_empty() {
        operations = commands(blocks, &titles);
    }
    name_apart(blocks, &mut operations, &titles);
    let distinct: BTreeSet<(&str, &str)> =
        operations.iter().map(|operation| (operation.method, operation.path.as_str())).collect();
    let mut marks = Vec::new();
    for (index, operation) in operations.iter().enumerate() {
        let title = title_of(operation.line, &titles);
        let is_alone = distinct.len() < 2 && title.is_none_or(|title| !has_neighbours(title, &titles));
        if is_alone && !operation.is_command {
            continue;
        }
        let before =
            index.checked_sub(1).and_then(|index| operations.get(index)).map_or(0, |before| before.line);
        if let Some(title) = title.filter(|title| title.line > before) {
            let kind = Kind::BeginOfOperation { method: operation.method, path: operation.path.clone() };
            marks.push(Block { line: title.line, end: title.line, kind });
        }
        let line = end_of(operation.line, title, &titles);
        marks.extend(line.map(|line| Block { line, end: line, kind: Kind::EndOfOperation }));
    }
    blocks.extend(marks);
    // The end of one operation comes before the heading on the same line, and the beginning of the next after it.
    blocks.sort_by_key(|block| (block.line, order(&block.kind)));
}

fn order(kind: &Kind) -> u8 {
    match kind {
        Kind::EndOfOperation => 0,
        Kind::Heading(_) => 1,
        Kind::BeginOfOperation { .. } => 2,
        _ => 3,
    }
}

fn remove_filled(blocks: &mut [Block]) {
    let templates: Vec<(&'static str, String)> = operations(blocks)
        .into_iter()
        .map(|operation| (operation.method, operation.path))
        .filter(|(_, path)| path.contains(['{', ':', '<']))
        .collect();
    let mut current: Option<(&'static str, String)> = None;
    for block in blocks.iter_mut() {
        let Kind::Operation { method, path } = &block.kind else { continue };
        let is_example = current
            .as_ref()
            .is_some_and(|(verb, known)| verb == method && *known != *path && is_filled(known, path));
        // A raw request may stand above the line that names its operation.
        let is_value = |part: &str| part.bytes().any(|byte| byte.is_ascii_digit()) && !is_version(part);
        let shows_values = !path.contains(['{', ':', '<']) && path.split('/').any(is_value);
        let is_of_another = |(verb, known): &(&'static str, String)| {
            verb == method && *known != *path && is_filled(known, path)
        };
        if is_example || (shows_values && templates.iter().any(is_of_another)) {
            block.kind = Kind::Noise(Noise::FilledCall);
        } else {
            current = Some((*method, path.clone()));
        }
    }
}

fn titles(blocks: &[Block]) -> Vec<Title> {
    let title = |block: &Block| match &block.kind {
        Kind::Heading(heading) if heading.level > 0 => {
            Some(Title { line: block.line, level: heading.level, is_part: is_part(&heading.text) })
        }
        Kind::Noise(Noise::Title) => Some(Title { line: block.line, level: 1, is_part: false }),
        _ => None,
    };
    blocks.iter().filter_map(title).collect()
}

fn operations(blocks: &[Block]) -> Vec<Named> {
    let named = |block: &Block| match &block.kind {
        Kind::Operation { method, path } => {
            Some(Named { line: block.line, method, path: path.clone(), is_command: false })
        }
        _ => None,
    };
    blocks.iter().filter_map(named).collect()
}

/// The first command of each section, if it calls a path without values.
fn commands(blocks: &[Block], titles: &[Title]) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    let mut seen = BTreeSet::new();
    for block in blocks {
        let named = match &block.kind {
            Kind::Code(code) => command(&code.text),
            Kind::Item(text) | Kind::Paragraph(text) => sentence(text),
            _ => None,
        };
        let Some((method, path)) = named else { continue };
        let title = title_of(block.line, titles).filter(|title| seen.insert(title.line));
        if title.is_none() {
            continue;
        }
        found.push(Named { line: block.line, method, path, is_command: true });
    }
    found
}

/// The operation with which a sentence begins: `GET /boats returns …`.
fn sentence(text: &str) -> Option<(&'static str, String)> {
    let mut words = text.split_whitespace().map(|word| word.trim_matches(['`', '*', ':']));
    let verb = words.next().and_then(method)?;
    let path = words.next().map(path_of).filter(|path| path.starts_with('/') && path.len() > 1)?;
    let path = path.split(['?', '#']).next().unwrap_or(path);
    (words.next().is_some() && !path.ends_with(['.', ',', ';'])).then(|| (verb, path.to_owned()))
}

/// The method and the path of a command: `curl -X POST https://api.boats.example/boats`.
fn command(text: &str) -> Option<(&'static str, String)> {
    let text = text.trim_start_matches(['$', '>', ' ']);
    if !text.starts_with("curl ") && !text.starts_with("http ") {
        return None;
    }
    let words: Vec<&str> = text.split_whitespace().map(|word| word.trim_matches(['"', '\''])).collect();
    let sends = words.iter().any(|word| word.starts_with("-d") || word.starts_with("--data"));
    let verb = words.iter().find_map(|word| method(word)).unwrap_or(if sends { "POST" } else { "GET" });
    let address = words.iter().find(|word| word.contains("://") || word.starts_with('$'))?;
    let path = path_of(address.split(['?', '#']).next()?);
    let path = path.get(path.find('/')?..)?;
    let has_values =
        path.split('/').any(|part| part.bytes().any(|byte| byte.is_ascii_digit()) && !is_version(part));
    let is_plain = path.chars().all(|c| c.is_ascii_alphanumeric() || "/_-.:{}".contains(c));
    (path.len() > 1 && is_plain && !has_values).then(|| (verb, path.to_owned()))
}

fn is_version(part: &str) -> bool {
    let digits = part.strip_prefix('v').unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// The title of the operation that this line names.
fn title_of(line: u32, titles: &[Title]) -> Option<Title> {
    let above = titles.get(..titles.partition_point(|title| title.line <= line)).unwrap_or_default();
    let mut level = u8::MAX;
    for title in above.iter().copied().rev().filter(|title| title.level < 7) {
        if title.level < level {
            if !title.is_part {
                return Some(title);
            }
            level = title.level;
        }
    }
    None
}

/// True if other sections stand beside the one of a title.
fn has_neighbours(title: Title, titles: &[Title]) -> bool {
    let is_beside = |other: &&Title| other.line != title.line && other.level == title.level && !other.is_part;
    title.level > 1 && titles.iter().any(|other| is_beside(&other))
}

fn end_of(line: u32, title: Option<Title>, titles: &[Title]) -> Option<u32> {
    let (above, below) = titles.split_at(titles.partition_point(|title| title.line <= line));
    let nearest = above.iter().rev().find(|above| above.level < 7);
    let level = title.or(nearest.copied())?.level;
    let ends = |below: &&Title| below.level < level || (below.level == level && !below.is_part);
    below.iter().find(ends).map(|below| below.line)
}
