//! OpenAPI documents as pages: those that another page links, and those that are named.

use super::dialect::{Address, OperationEnd, Row};
use super::site;
use crate::page::{Block, Kind};

/// An OpenAPI document, as YAML or JSON.
pub(super) static DIALECT: Row = Row {
    name: "openapi",
    endings: &[],
    rare_endings: &["yaml", "yml", "json"],
    confirms: is_document,
    begins: is_document,
    is_served: |media_type, text| {
        (media_type.contains("json") || media_type.contains("yaml")) && is_document(text)
    },
    address: Address::Tells,
    asked_for: None,
    is_indexed: false,
    blocks,
    lines: site::lines,
    operations: OperationEnd::Marked,
    text: site::text,
};

/// True for a text that states its version of OpenAPI near its start, and nothing before but comments and keys.
fn is_document(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('{') {
        let head: String = start.chars().take(2_000).filter(|c| !c.is_whitespace()).collect();
        return head.contains("\"openapi\":\"3.") && start.contains("\"paths\"");
    }
    let is_version = |line: &&str| line.starts_with("openapi:") && line.contains("3.");
    start.lines().take(60).find(is_version).is_some() && start.lines().any(|line| line.starts_with("paths:"))
}

fn blocks(text: &str) -> Vec<Block> {
    let end = u32::try_from(text.lines().count()).unwrap_or(u32::MAX).max(1);
    vec![Block { line: 1, end, kind: Kind::OpenApi(text.trim_start_matches('\u{feff}').to_owned()) }]
}
