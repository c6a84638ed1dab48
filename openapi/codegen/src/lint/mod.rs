//! Step 2: every mistake in the spec, with its place and how to mend it.
//!
//! The lints refuse what the later steps, progenitor or other OpenAPI tools would stumble over, so that a mistake
//! is a message that names file, line and column and never a panic inside a generator.

mod families;
mod operations;
mod properties;
mod schemas;
mod text;

use cartevo_extensions::Extension;
use serde_json::Value;

use families::Families;

use super::mistake::{Failure, Mistake};
use super::read::Document;
use cartevo_yaml::pointer::child;

/// Accepts documents that the later steps can handle.
///
/// # Errors
/// Every mistake in `document`, in the order of the file.
pub fn lint(document: &Document) -> Result<(), Failure> {
    let families = Families::of(&document.value);
    let mut found = Findings { document, families, mistakes: Vec::new() };
    text::lint(&mut found);
    operations::lint(&mut found);
    schemas::lint(&mut found);
    let mut mistakes = found.mistakes;
    mistakes.sort_by_key(|mistake| (mistake.line, mistake.column));
    mistakes.dedup();
    if mistakes.is_empty() { Ok(()) } else { Err(Failure::Mistakes(mistakes)) }
}

/// What the lints share: the document and what they have found.
struct Findings<'a> {
    document: &'a Document,
    families: Families,
    mistakes: Vec<Mistake>,
}

impl<'a> Findings<'a> {
    fn add(&mut self, pointer: &str, what: impl Into<String>, mend: impl Into<String>) {
        self.mistakes.push(self.document.mistake(pointer, what, mend));
    }

    fn root(&self) -> &'a Value {
        &self.document.value
    }

    /// Follows `$ref`s. An unresolvable one is reported by the lint on references.
    fn resolve(&self, node: &'a Value) -> &'a Value {
        follow(self.root(), node)
    }
}

fn follow<'a>(root: &'a Value, node: &'a Value) -> &'a Value {
    let mut node = node;
    // A chain longer than this is a circle.
    for _ in 0..16 {
        let Some(target) = node.get("$ref").and_then(Value::as_str) else { break };
        let Some(next) = target.strip_prefix('#').and_then(|pointer| root.pointer(pointer)) else { break };
        node = next;
    }
    node
}

/// The remedy for an extension that is missing: `` Add `x-effect: read`, `write`, `issue` or `money` ``.
fn add<T: Extension>() -> String {
    format!("Add `{}: {}", T::KEY, T::list().trim_start_matches('`'))
}
/// The names of a `required` list, or another list of text.
fn texts(value: Option<&Value>) -> Vec<&str> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}
