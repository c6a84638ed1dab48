//! Writes a lock with one claim per line, so that changes of the docs show up as changed lines.

use std::fmt::{self, Display, Write as _};

use serde_json::Value;

use super::file::{Lock, LockedPage, version};
use crate::model::Claim;

impl Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "# The claims of the docs, as last read. Written by `cartevo-contract docs lock`; do not edit."
        )?;
        writeln!(f, "version = {}\nreader = {}", version(), self.reader)?;
        self.pages.iter().try_for_each(|page| write_page(f, page))
    }
}

fn write_page(f: &mut fmt::Formatter<'_>, page: &LockedPage) -> fmt::Result {
    writeln!(f, "\n[[page]]\nname = {}", text(&page.name))?;
    if let Some(address) = &page.address {
        writeln!(f, "address = {}", text(address))?;
    }
    if let Some(etag) = &page.etag {
        writeln!(f, "etag = {}", text(etag))?;
    }
    writeln!(f, "hash = {}", text(&page.hash))?;
    if let Some(prints) = &page.prints {
        writeln!(f, "unread = {}\nwords = {}", text(&prints.unread), text(&prints.words))?;
    }
    writeln!(f, "claims = [")?;
    for claim in &page.claims {
        writeln!(f, "  {{ {} }},", entry(claim)?)?;
    }
    writeln!(f, "]")
}

fn entry(claim: &Claim) -> Result<String, fmt::Error> {
    let number = claim.id.rsplit('#').next().unwrap_or_default();
    let mut line = String::new();
    write!(line, "id = {}, line = {}, section = {}", text(number), claim.line, text(claim.section.word()))?;
    write!(line, ", grade = {}", text(claim.grade.word()))?;
    if let Some(operation) = &claim.operation {
        write!(line, ", operation = {}", text(operation))?;
    }
    write!(line, ", in = {}", text(claim.location.word()))?;
    if let Some(status) = &claim.status {
        write!(line, ", status = {}", text(status))?;
    }
    write!(line, ", pointer = {}, predicate = {}", text(&claim.pointer), text(claim.predicate.word()))?;
    match &claim.value {
        Value::String(value) => write!(line, ", value = {}", text(value))?,
        Value::Null => {}
        other => write!(line, ", value = {other}")?,
    }
    Ok(line)
}

/// A text as a TOML basic string, with control characters escaped.
fn text(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            c if c.is_control() => {
                // Writing to a `String` cannot fail.
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
