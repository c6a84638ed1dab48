//! The operations of a page: their paths, and the extent of each.

use std::collections::{BTreeSet, HashSet};

use crate::page::{Block, Kind};
use crate::read::is_part;

/// Ends each operation of a text with several operations at the next heading that is not part of it.
pub(super) fn end_at_titles(blocks: &mut Vec<Block>) {
    let operations: BTreeSet<(&str, &str)> = blocks
        .iter()
        .filter_map(|block| match &block.kind {
            Kind::Operation { method, path } => Some((*method, path.as_str())),
            _ => None,
        })
        .collect();
    if operations.len() < 2 {
        return;
    }
    let is_title = |block: &Block| matches!(&block.kind, Kind::Heading(heading) if !is_part(&heading.text));
    let mut ended = Vec::with_capacity(blocks.len());
    for block in blocks.drain(..) {
        if is_title(&block) {
            ended.push(Block { line: block.line, end: block.line, kind: Kind::EndOfOperation });
        }
        ended.push(block);
    }
    *blocks = ended;
}

/// Removes the base path of the server from the paths of operations: the one that the page calls its base
/// URL, or any prefix if the page also names the operation without it.
pub(super) fn fold_bases(blocks: &mut [Block], text: &str) {
    let base = base(text);
    let known: HashSet<(&'static str, String)> = blocks
        .iter()
        .filter_map(|block| match &block.kind {
            Kind::Operation { method, path } => Some((*method, path.clone())),
            _ => None,
        })
        .collect();
    for block in blocks {
        let Kind::Operation { method, path } = &mut block.kind else { continue };
        // Only the ends of a path can be the same path without a base.
        let ends = path.match_indices('/').skip(1).filter_map(|(at, _)| path.get(at..));
        let shorter =
            ends.filter(|end| is_prefixed(path, end) && known.contains(&(*method, (*end).to_owned())));
        let shorter = shorter.last().map(str::to_owned);
        let rest = base.as_deref().and_then(|base| path.strip_prefix(base));
        let rest = rest.filter(|rest| rest.starts_with('/')).map(str::to_owned);
        if let Some(short) = shorter.or(rest) {
            *path = short;
        }
    }
}

/// True if `long` is the path `short` with a base path such as `/api/v1`.
fn is_prefixed(long: &str, short: &str) -> bool {
    let Some(front) = long.strip_suffix(short).filter(|_| short.len() > 1) else { return false };
    let is_version = |part: &str| {
        part == "api"
            || (part.starts_with('v') && part.len() > 1 && part.bytes().skip(1).all(|b| b.is_ascii_digit()))
    };
    let mut parts = front.split('/').skip(1);
    front.starts_with('/') && parts.all(is_version)
}

/// The path of the base URL stated by a page, on the same line or the next.
fn base(text: &str) -> Option<String> {
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let lower = line.to_ascii_lowercase();
        let Some(at) = lower.find("base url").filter(|_| lower.len() == line.len()) else { continue };
        let rest = line.get(at..).unwrap_or_default();
        let next = lines.clone().next().unwrap_or_default();
        let address = [rest, next].into_iter().find_map(|line| {
            let at = line.find("https://").or_else(|| line.find("http://"))?;
            line.get(at..)?.split(|c: char| c.is_whitespace() || "`)\"'".contains(c)).next()
        })?;
        let (_, host) = address.split_once("://")?;
        let path = host.find('/').and_then(|at| host.get(at..))?.trim_end_matches(['/', '.', ',']);
        return (path.len() > 1).then(|| path.to_owned());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{base, is_prefixed};

    #[test]
    fn a_server_has_a_path_of_versions() {
        assert!(is_prefixed("/api/v1/ships/{id}", "/ships/{id}"));
        assert!(!is_prefixed("/ships/{id}", "/ships/{id}"));
        assert!(!is_prefixed("/harbours/ships", "/ships"));
    }

    #[test]
    fn the_base_is_read_from_its_words() {
        assert_eq!(base("Base URL: https://api.harbour.example/api/v2"), Some("/api/v2".to_owned()));
        assert_eq!(
            base("- Base URL:\nhttps://api.harbour.example/v1 - Authentication"),
            Some("/v1".to_owned())
        );
        assert_eq!(base("Base URL: https://api.harbour.example"), None);
    }
}
