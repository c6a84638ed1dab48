//! What an edit of the spec does to the Rust API: the generated items against `openapi/bindings.lock`.

#![allow(clippy::expect_used, reason = "tests may panic")]

use std::collections::BTreeSet;
use std::fmt::Write;

const LOCK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi/bindings.lock");
const GENERATED: &str = include_str!(concat!(env!("OUT_DIR"), "/bindings.lock"));

#[test]
fn the_lock_states_what_the_spec_generates() {
    if std::env::var_os("UPDATE_BINDINGS").is_some() {
        std::fs::write(LOCK, GENERATED).expect("openapi/bindings.lock can be written");
        return;
    }
    let locked = std::fs::read_to_string(LOCK).unwrap_or_default();
    let difference = difference(&locked, GENERATED);
    assert!(
        difference.is_empty(),
        "the spec generates other bindings than openapi/bindings.lock states:\n\n{difference}\n\
         If that is meant, it is a change of the crate's API. Accept it with\n\n    \
         UPDATE_BINDINGS=1 cargo test -p cartevo --test bindings\n"
    );
}

#[test]
fn a_changed_field_is_one_line_before_and_after() {
    let before = "field Card.balance: Option<Amount> = \"balance\"\nfield Card.id: String = \"id\"\n";
    let after = "field Card.balance: Amount = \"balance\"\nfield Card.id: String = \"id\"\nvalue CardBrand::Amex = \"AMEX\"\n";
    assert_eq!(
        difference(before, after),
        "changed  field Card.balance: Option<Amount> = \"balance\"\n      to field Card.balance: Amount = \"balance\"\n\
         added    value CardBrand::Amex = \"AMEX\"\n"
    );
}

fn difference(before: &str, after: &str) -> String {
    let old: BTreeSet<&str> = before.lines().collect();
    let new: BTreeSet<&str> = after.lines().collect();
    let mut added: Vec<&str> = new.difference(&old).copied().collect();
    let mut text = String::new();
    for line in old.difference(&new) {
        match added.iter().position(|other| item(other) == item(line)) {
            Some(index) => {
                let other = added.remove(index);
                writeln!(text, "changed  {line}\n      to {other}").expect("a string takes text");
            }
            None => writeln!(text, "removed  {line}").expect("a string takes text"),
        }
    }
    for line in added {
        writeln!(text, "added    {line}").expect("a string takes text");
    }
    text
}

/// What a line is about: its kind and its name.
fn item(line: &str) -> &str {
    let end = line.char_indices().filter(|(_, c)| *c == ' ').nth(1).map_or(line.len(), |(index, _)| index);
    line[..end].trim_end_matches(':')
}
