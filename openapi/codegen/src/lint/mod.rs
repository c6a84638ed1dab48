//! Step 2: finds all mistakes in the spec, each with its place and remedy.
//!
//! The lints reject everything that the later steps, progenitor or other OpenAPI tools cannot handle, so that
//! a mistake is reported with file, line and column instead of a panic in a generator.

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

/// Accepts documents that the later steps support.
///
/// # Errors
/// All mistakes in `document`, in document order.
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

/// The document and the mistakes found, shared by the lints.
struct Findings<'a> {
    document: &'a Document,
    families: Families,
    mistakes: Vec<Mistake>,
}

impl<'a> Findings<'a> {
    fn add(&mut self, pointer: &str, what: impl Into<String>, remedy: impl Into<String>) {
        self.mistakes.push(self.document.mistake(pointer, what, remedy));
    }

    fn root(&self) -> &'a Value {
        &self.document.value
    }

    /// Follows `$ref`s. The lint for references reports unresolvable ones.
    fn resolve(&self, node: &'a Value) -> &'a Value {
        follow(self.root(), node)
    }
}

fn follow<'a>(root: &'a Value, node: &'a Value) -> &'a Value {
    let mut node = node;
    // A longer chain is a cycle.
    for _ in 0..16 {
        let Some(target) = node.get("$ref").and_then(Value::as_str) else { break };
        let Some(next) = target.strip_prefix('#').and_then(|pointer| root.pointer(pointer)) else { break };
        node = next;
    }
    node
}

/// The remedy for a missing extension: `` Add `x-effect: read`, `write`, `issue` or `money` ``.
fn add<T: Extension>() -> String {
    format!("Add `{}: {}", T::KEY, T::list().trim_start_matches('`'))
}
/// The strings in a `required` or similar list.
fn texts(value: Option<&Value>) -> Vec<&str> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}
