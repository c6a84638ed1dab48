//! `check` says the same of a recording as of the traffic it was made of.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use contract_core::exchange::{Entry, Reader, inputs};
use contract_core::rules::{Family, Inside};
use contract_core::spec::Spec;
use contract_core::verdict::Checker;
use contract_record::{ImportOptions, Provenance, Store, import};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};

use crate::world::{World, exchange};

/// What `check` says of each exchange in a file, in order.
fn said(spec: &Spec, file: &Path) -> Vec<BTreeSet<String>> {
    let mut said = Vec::new();
    let mut checker = Checker::new(spec);
    for input in inputs(&[file.to_path_buf()]).unwrap() {
        let mut reader = Reader::open(&input).unwrap();
        while let Some(entry) = reader.next_entry() {
            let Entry::Exchange(exchange) = entry else { continue };
            let mut findings = BTreeSet::new();
            checker.check(&exchange, &mut |seen| {
                // What is card data in the traffic is invented in the recording, and the reverse never happens.
                if seen.rule.family == Family::CardData {
                    return;
                }
                let place = (seen.rule.code, seen.part.word(), seen.status, seen.pointer);
                // The name of a member that is there twice, in a map, may be invented; that there is one stays.
                let found = seen.found.filter(|_| seen.rule.code != "C127");
                findings.insert(format!(
                    "{place:?} {found:?} {:?} {:?}",
                    seen.renamed_from,
                    seen.inside.map(in_words)
                ));
            });
            said.push(findings);
        }
    }
    said
}

/// What is wrong inside, without the page of the rule.
fn in_words(inside: &Inside<'_>) -> String {
    match inside {
        Inside::Broken { rule, found, expected } => format!("{} {found} {expected:?}", rule.code),
        Inside::JoinedItems { .. } => format!("{inside:?}"),
    }
}

/// Imports a file and compares. Answers with how many exchanges were compared.
pub(crate) fn compare(spec: &Spec, traffic: &Path, store: &Store) -> usize {
    let options = ImportOptions { provenance: Provenance::default(), keep_all: true };
    let imported = import(spec, store, &inputs(&[traffic.to_path_buf()]).unwrap(), &options).unwrap();
    assert_eq!(imported.refused, [], "{}", traffic.display());
    let passed_over: BTreeSet<&str> =
        imported.passed_over.iter().map(|(origin, _)| origin.as_str()).collect();
    let originals = said(spec, traffic);
    let kept = originals.iter().enumerate().filter(|(index, _)| {
        let suffix = format!("#{index}");
        !passed_over.iter().any(|origin| origin.ends_with(&suffix))
    });
    let mut compared = 0;
    for ((index, original), recording) in kept.zip(&imported.written) {
        let recorded = said(spec, &recording.path).remove(0);
        let differences: Vec<&String> = original.symmetric_difference(&recorded).collect();
        assert!(
            differences.is_empty(),
            "{}#{index}: {differences:#?}\n{}",
            traffic.display(),
            fs::read_to_string(&recording.path).unwrap()
        );
        compared += 1;
    }
    assert_eq!(compared, imported.written.len());
    compared
}

#[test]
fn the_cases_of_all_rules() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let folder = tempfile::tempdir().unwrap();
    let mut compared = 0;
    for case in fs::read_dir(cases).unwrap() {
        let case = case.unwrap().path();
        // A case about the ledger is a project, and its traffic is recordings already.
        if case.join("openapi").exists() {
            continue;
        }
        let spec = Spec::load(&case.join("spec.yaml"), "spec.yaml").unwrap();
        let traffic: Option<PathBuf> = ["exchanges.ndjson", "exchanges.har"]
            .map(|name| case.join(name))
            .into_iter()
            .find(|file| file.exists());
        let store = Store::new(folder.path().join(case.file_name().unwrap()));
        compared += compare(&spec, &traffic.unwrap(), &store);
    }
    assert!(compared > 30, "{compared}");
}

#[test]
fn generated_traffic() {
    let world = World::new();
    let mut random = StdRng::seed_from_u64(11);
    let lines: Vec<String> = (0..400)
        .map(|_| {
            let body = object(&mut random, 0);
            let status = [200, 200, 200, 404, 500][random.random_range(0..5)];
            let id =
                ["91b3c6d6-111b-44da-9f81-16f019bebe8c", "not-a-uuid", "42"].choose(&mut random).unwrap();
            let query =
                ["", "?sync=true", "?sync=maybe", "?mail=a%40mail.cm", "?mail=nobody", "?other=1&sync"]
                    .choose(&mut random)
                    .unwrap();
            exchange(&format!("/people/{id}{query}"), status, &body)
        })
        .collect();
    let traffic = world.file("generated.ndjson", &lines.join("\n"));
    assert_eq!(compare(&world.spec, &traffic, &world.store), lines.len());
}

const NAMES: &[&str] = &[
    "id",
    "name",
    "email",
    "status",
    "kind",
    "balance",
    "rating",
    "is_active",
    "is_rich",
    "month",
    "year",
    "pan",
    "masked",
    "cvv",
    "token",
    "created_at",
    "note",
    "raw",
    "message",
    "unknown",
    "Other-Name",
    "odd name",
];
const VALUES: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "7",
    "12",
    "13",
    "99",
    "2028",
    "1999",
    "-1.50",
    "123456789",
    "\"\"",
    "\"********\"",
    "\"ACTIVE\"",
    "\"CLOSED\"",
    "\"LEGAL\"",
    "\"legal\"",
    "\"91b3c6d6-111b-44da-9f81-16f019bebe8c\"",
    "\"91b3c6d6\"",
    "\"a@mail.cm\"",
    "\"a@b\"",
    "\"2025-10-22T16:02:54Z\"",
    "\"2025-10-22\"",
    "\"22.10.2025\"",
    "\"12.50\"",
    "\"12,50\"",
    "\"424242******4242\"",
    "\"**** 4242\"",
    "\"Person 12 not found\"",
    "\"a text that is longer than thirty characters in all\"",
    "\"+237\"",
    "\"CM\"",
    "\"\\u00e9t\\u00e9\"",
    "[]",
    "{}",
];

fn object(random: &mut StdRng, depth: usize) -> String {
    let count = random.random_range(0..7);
    let members: Vec<String> = (0..count)
        .map(|_| format!("\"{}\":{}", NAMES.choose(random).unwrap(), value(random, depth)))
        .collect();
    format!("{{{}}}", members.join(","))
}

fn value(random: &mut StdRng, depth: usize) -> String {
    match random.random_range(0..12) {
        0 if depth < 3 => object(random, depth + 1),
        1 if depth < 3 => format!("[{},{}]", value(random, depth + 1), value(random, depth + 1)),
        _ => (*VALUES.choose(random).unwrap()).to_owned(),
    }
}
