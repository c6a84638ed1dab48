//! Finds the Rust items in `bindings.lock` that a claim affects.

use serde::Serialize;

use crate::model::{Claim, Location, Predicate};
use contract_core::harmless::harmless;

/// The generated API, one item per line.
#[derive(Debug, Clone, Default)]
pub struct Bindings {
    lines: Vec<String>,
}

/// How the Rust API would change if the spec followed a change of the docs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RustChange {
    /// The items, as in `bindings.lock`.
    pub items: Vec<String>,
    /// How they would change.
    pub change: &'static str,
    /// True if code that uses them would no longer compile.
    pub breaking: bool,
}

impl Bindings {
    /// Parses `bindings.lock`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        Self { lines: lines.map(harmless).collect() }
    }

    /// The effect of following a change. `schemas` are the names of the schemas that contain the place.
    #[must_use]
    pub fn change(
        &self,
        before: Option<&Claim>,
        after: Option<&Claim>,
        schemas: &[String],
    ) -> Option<RustChange> {
        let claim = after.or(before)?;
        let old = before.unwrap_or(claim);
        let items = self.items(old, schemas);
        let renamed = before.zip(after).is_some_and(|(before, after)| before.pointer != after.pointer);
        let (change, breaking) = match (claim.location, claim.predicate) {
            (Location::Status | Location::Operation, _) => return None,
            (_, _) if renamed => ("renamed", true),
            (_, Predicate::EnumMember) => {
                let open = items.iter().any(|item| item.ends_with("(open)"));
                if after.is_some() { ("a value added", !open) } else { ("a value removed", true) }
            }
            (_, Predicate::Type) if before.is_some() && after.is_some() => ("another type", true),
            (_, Predicate::Required) => ("required or optional", true),
            (Location::Query | Location::Path | Location::Header, Predicate::Type | Predicate::Exists) => {
                if after.is_some() {
                    ("a parameter added", false)
                } else {
                    ("a parameter removed", true)
                }
            }
            (_, Predicate::Type | Predicate::Exists) => {
                if after.is_some() {
                    ("a field added", false)
                } else {
                    ("a field removed", true)
                }
            }
            // Defaults, limits, formats and example classes do not affect Rust code.
            _ => ("none", false),
        };
        Some(RustChange { items, change, breaking })
    }

    fn items(&self, claim: &Claim, schemas: &[String]) -> Vec<String> {
        let operation = claim.operation.as_deref().unwrap_or_default();
        let of_operation = |line: &&String| {
            line.strip_prefix("operation ").is_some_and(|rest| rest.split(':').next() == Some(operation))
        };
        if claim.location.is_parameter() {
            return self.lines.iter().filter(of_operation).map(|line| parameter(line, claim)).collect();
        }
        let wire = format!("\"{}\"", claim.name());
        let mut named: Vec<String> = self
            .lines
            .iter()
            .filter(|line| line.starts_with("field ") && line.contains(&wire))
            .cloned()
            .collect();
        let within =
            |line: &String| schemas.iter().any(|schema| line.starts_with(&format!("field {schema}.")));
        if named.iter().any(within) {
            named.retain(within);
        }
        if named.is_empty() {
            let types = self
                .lines
                .iter()
                .filter(|line| schemas.iter().any(|schema| line.starts_with(&format!("type {schema} "))));
            return types.cloned().collect();
        }
        if claim.predicate == Predicate::EnumMember {
            let enums = self.lines.iter().filter(|line| {
                let name = line.strip_prefix("enum ").and_then(|rest| rest.split(' ').next());
                name.is_some_and(|name| {
                    named.iter().any(|field| {
                        field.contains(&format!("<{name}>")) || field.contains(&format!(": {name}"))
                    })
                })
            });
            named.extend(enums.cloned().collect::<Vec<String>>());
        }
        named
    }
}

/// An operation with only the parameter of a claim: `operation listPets, limit: Option<i64>`.
fn parameter(line: &str, claim: &Claim) -> String {
    let head = line.split(':').next().unwrap_or(line);
    let wire = format!("{} \"{}\"", claim.location.word(), claim.pointer);
    let list = line.split_once('(').map_or("", |(_, rest)| rest);
    let found = list.split(", ").find(|part| part.trim_end_matches(|c| c != '"').ends_with(&wire));
    match found.and_then(|part| part.split(" = ").next()) {
        Some(argument) => format!("{head}, {argument}"),
        None => head.to_owned(),
    }
}
