//! `rules`: lists the rules.

use std::io::{self, Write};

use crate::exit::Exit;
use crate::output::unless_gone;
use contract_core::rules;

/// Lists every rule with its level and summary.
///
/// # Errors
/// `out` cannot be written.
pub fn rules(out: &mut dyn Write) -> io::Result<Exit> {
    for rule in rules::all() {
        let line = format!("{} {:<29} {:<7} {}\n", rule.code, rule.name, rule.level.word(), rule.summary);
        let written = out.write_all(line.as_bytes());
        if written.is_err() {
            return unless_gone(written).map(|()| Exit::Clean);
        }
    }
    Ok(Exit::Clean)
}
