//! What may know what: the arrows between crates and between the modules of the engine, as data.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The crates of the workspace, each with the crates of the workspace that it may depend on.
const CRATES: &[(&str, &[&str])] = &[
    ("openapi/extensions", &[]),
    ("openapi/yaml", &[]),
    ("openapi/codegen", &["cartevo-extensions", "cartevo-yaml"]),
    (".", &["cartevo-codegen"]),
    ("contract-tests/card-data", &[]),
    ("contract-tests/core", &["card-data", "cartevo-extensions", "cartevo-yaml"]),
    ("contract-tests/docs", &["contract-core", "cartevo-yaml"]),
    // The client only for its recorder, which is a feature.
    ("contract-tests/record", &["card-data", "contract-core", "cartevo"]),
    (
        "contract-tests",
        &["card-data", "cartevo-codegen", "contract-core", "contract-docs", "contract-record"],
    ),
    ("contract-tests/client", &["cartevo-codegen"]),
    ("xtask", &[]),
];

/// Folders of modules in which arrows go one way, lowest first: a module may use those of its own group and of the groups
/// before it, and none after it.
const LAYERS: &[(&str, &[&[&str]])] = &[
    (
        "contract-tests/core/src",
        &[
            &["vocabulary", "name_judge"],
            &["json"],
            // The class of a value names the formats of a schema, and a schema collects classes of values.
            &["spec", "value_class"],
            &["exchange", "shown", "plain_value"],
            &["rules"],
            &["verdict"],
            &["findings"],
            &["ledger"],
            &["judgement", "workers"],
        ],
    ),
    (
        "contract-tests/src",
        &[
            &["exit"],
            &["project"],
            &["report"],
            &["output"],
            &["coverage"],
            &["mutation"],
            &["bindings"],
            &["commands"],
            &["cli"],
        ],
    ),
    (
        "contract-tests/docs/src",
        &[
            &["vocabulary", "subject", "model"],
            &["page"],
            &["read"],
            &["claim"],
            &["contradict", "against"],
            &["lock"],
            &["change"],
            &["show"],
        ],
    ),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn manifest(folder: &str) -> toml::Table {
    let path = root().join(folder).join("Cargo.toml");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).parse().unwrap()
}

fn names(table: Option<&toml::Value>) -> Vec<String> {
    table.and_then(toml::Value::as_table).into_iter().flatten().map(|(name, _)| name.clone()).collect()
}

#[test]
fn crates_know_nothing_above_them() {
    let members: BTreeSet<String> = CRATES
        .iter()
        .map(|(folder, _)| manifest(folder)["package"]["name"].as_str().unwrap().to_owned())
        .collect();
    for (folder, allowed) in CRATES {
        let manifest = manifest(folder);
        for table in ["dependencies", "build-dependencies"] {
            for name in names(manifest.get(table)) {
                let is_allowed = !members.contains(&name) || allowed.contains(&name.as_str());
                assert!(
                    is_allowed,
                    "{folder}/Cargo.toml: {table} has `{name}`, which this crate may not know"
                );
            }
        }
    }
}

#[test]
fn every_crate_of_the_workspace_has_a_rule() {
    let workspace = manifest(".");
    let listed = workspace["workspace"]["members"].as_array().unwrap();
    let listed: BTreeSet<&str> = listed.iter().map(|member| member.as_str().unwrap()).collect();
    let ruled: BTreeSet<&str> =
        CRATES.iter().map(|(folder, _)| *folder).filter(|folder| *folder != ".").collect();
    assert_eq!(listed, ruled, "CRATES in tests/project/architecture.rs says what each crate may know");
}

#[test]
fn modules_know_nothing_above_them() {
    let mut wrong = Vec::new();
    for (folder, groups) in LAYERS {
        for (height, layer) in
            groups.iter().enumerate().flat_map(|(at, group)| group.iter().map(move |m| (at, *m)))
        {
            let used = used_modules(&root().join(folder), layer);
            let above = groups[height + 1..].iter().copied().flatten();
            let above = above.filter_map(|module| Some((module, used.get(*module)?)));
            wrong.extend(above.map(|(module, file)| format!("{folder}: {layer} uses {module} in {file}")));
        }
    }
    assert!(wrong.is_empty(), "arrows go one way:\n{}", wrong.join("\n"));
}

/// The modules of the crate that a module names, each with a file in which it does.
fn used_modules(folder: &Path, module: &str) -> BTreeMap<String, String> {
    let mut files = Vec::new();
    sources(&folder.join(module), &mut files);
    files.extend(Some(folder.join(format!("{module}.rs"))).filter(|file| file.is_file()));
    assert!(!files.is_empty(), "{} has no module `{module}`", folder.display());
    let mut used = BTreeMap::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        // Tests beside the code may use what is above it.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let code = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            for rest in line.split("crate::").skip(1) {
                let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                used.entry(name).or_insert_with(|| file.strip_prefix(folder).unwrap().display().to_string());
            }
        }
    }
    used
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}
