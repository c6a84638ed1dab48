//! What each operation has to have besides its method: examples that run, rows in the tables, and recordings.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cartevo::testing::{Operation, recordings};

/// The operations that servers of October 2025 were recorded with.
const OCTOBER_2025: [Operation; 17] = [
    Operation::CreateToken,
    Operation::GetCustomers,
    Operation::CreateCustomer,
    Operation::GetCustomer,
    Operation::GetCustomerCards,
    Operation::GetCustomerTransactions,
    Operation::GetCardTransactions,
    Operation::GetCards,
    Operation::CreateCard,
    Operation::GetCard,
    Operation::DeleteCard,
    Operation::FundCard,
    Operation::WithdrawFromCard,
    Operation::FreezeCard,
    Operation::UnfreezeCard,
    Operation::GetWallets,
    Operation::GetTransactions,
];

/// The operations that no page of the documentation shows a response of: the token is a secret, and the other one is only
/// known from the server.
const WITHOUT_SAMPLE: [Operation; 2] = [Operation::CreateToken, Operation::DeleteCard];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// Method and path of each operation, such as `GET /customers/{id}`, by its id.
fn request_lines() -> BTreeMap<String, String> {
    let (mut path, mut method, mut lines) = (String::new(), String::new(), BTreeMap::new());
    for line in read("openapi/cartevo.yaml").lines() {
        let name = line.trim().trim_end_matches(':');
        match line.len() - line.trim_start().len() {
            2 if name.starts_with('/') => name.clone_into(&mut path),
            4 => method = name.to_uppercase(),
            6 => {
                if let Some(id) = name.strip_prefix("operationId: ") {
                    lines.insert(id.to_owned(), format!("{method} {path}"));
                }
            }
            _ => {}
        }
    }
    lines
}

/// The first cell of the row of each operation, in a table that starts each line with `prefix`.
fn rows(text: &str, prefix: &str) -> BTreeMap<Operation, String> {
    let lines = request_lines();
    let row = |operation: &Operation| {
        let name = format!("`{}`", lines[operation.id()]);
        let line =
            text.lines().filter_map(|line| line.strip_prefix(prefix)).find(|line| line.contains(&name));
        line.map(|line| (*operation, line.split('|').next().unwrap_or_default().to_owned()))
    };
    Operation::ALL.iter().filter_map(row).collect()
}

/// The names between backticks, without `Client::`.
fn methods(cell: &str) -> Vec<String> {
    let names = cell.split('`').skip(1).step_by(2);
    names.map(|name| name.trim_start_matches("Client::").to_owned()).collect()
}

fn sources(folder: &Path, into: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(fs::read_to_string(&path).unwrap());
        }
    }
}

/// The documentation of a method of the client.
fn documentation<'a>(sources: &'a [String], method: &str) -> Option<&'a str> {
    let heads = [format!("    pub async fn {method}("), format!("    pub fn {method}(")];
    let clients = sources.iter().filter(|source| source.contains("impl Client {"));
    let mut found = clients.flat_map(|source| heads.iter().map(move |head| (source, source.find(head))));
    let (source, at) = found.find_map(|(source, at)| Some((source, at?)))?;
    let before = &source[..at];
    let start = before.rfind("\n\n").or_else(|| before.rfind("{\n"))?;
    Some(&before[start..])
}

#[test]
fn both_tables_have_the_same_row_for_every_operation() {
    let (readme, front) = (read("README.md"), read("src/lib.rs"));
    let (readme, front) = (rows(&readme, "| "), rows(&front, "//! | "));
    for operation in Operation::ALL {
        if operation == Operation::CreateToken {
            continue;
        }
        let row = readme.get(&operation).unwrap_or_else(|| panic!("README.md: no row for {operation}"));
        let other = front.get(&operation).unwrap_or_else(|| panic!("src/lib.rs: no row for {operation}"));
        assert_eq!(methods(row), methods(other), "{operation}");
        assert!(!methods(row).is_empty(), "{operation}");
    }
}

#[test]
fn every_method_has_an_example_that_runs() {
    let mut all = Vec::new();
    sources(&root().join("src"), &mut all);
    for (operation, row) in rows(&read("README.md"), "| ") {
        for method in methods(&row) {
            let docs = documentation(&all, &method)
                .unwrap_or_else(|| panic!("{operation}: there is no method `{method}`"));
            let runs = docs.lines().any(|line| line.trim() == "/// ```") && !docs.contains("no_run");
            assert!(runs && docs.contains("MockServer"), "{operation}: no example of `{method}` runs");
        }
    }
}

#[test]
fn every_operation_has_recordings_of_every_vintage() {
    let recordings = recordings();
    let is_success = |operation: Operation, vintage: &str| {
        recordings.iter().any(|recording| {
            recording.operation() == operation
                && recording.status() < 300
                && recording.name().contains(vintage)
        })
    };
    for operation in Operation::ALL {
        let has_sample = is_success(operation, "sample");
        assert_eq!(has_sample, !WITHOUT_SAMPLE.contains(&operation), "{operation}: a documented sample");
        if OCTOBER_2025.contains(&operation) {
            assert!(is_success(operation, "october-2025"), "{operation}: a response of October 2025");
        }
    }
}
