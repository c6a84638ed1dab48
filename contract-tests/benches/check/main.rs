//! `cargo bench -p cartevo-contract [-- --quick]`: how fast `check` is, beside what its parts cost without it.
//!
//! Every mode runs once per round, in turn, so that whatever else the machine does meets all of them; the table shows
//! medians, and ratios are medians of the ratios within a round. Time is processor time except where threads are
//! compared. No figure fails the run; a mode that does not do its work does.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it is there to print")]

mod baseline;
mod clock;
mod corpus;

use std::io;
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::ExitCode;

use cartevo_contract::coverage;
use cartevo_contract::report::json;
use clock::{Spent, median, spent};
use contract_core::exchange::{Decoder, Input};
use contract_core::judgement::{Coverage, Outcome, Sources};
use contract_core::rules::Levels;
use contract_core::spec::Spec;
use contract_core::workers::{Options, RunResult, check_inputs};
use corpus::{Corpus, Form, Traffic, corpus};

const SPEC: &str = include_str!("api.yaml");

/// One thing that is timed.
struct Mode<'a> {
    name: &'static str,
    corpus: &'a Corpus,
    run: Box<dyn Fn() -> Result<(), String> + 'a>,
    spent: Vec<Spent>,
}

fn main() -> ExitCode {
    let quick = std::env::args().any(|argument| argument == "--quick");
    // `cargo test --benches` asks whether it runs at all.
    let only_once = std::env::args().any(|argument| argument == "--test");
    let (exchanges, rounds) = match (only_once, quick) {
        (true, _) => (50, 1),
        (_, true) => (2_000, 3),
        _ => (10_000, 7),
    };
    match bench(exchanges, rounds) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn bench(exchanges: usize, rounds: usize) -> Result<(), String> {
    let io = |error: io::Error| error.to_string();
    let spec = Spec::from_text(SPEC.to_owned(), "api.yaml").map_err(|error| error.to_string())?;
    let newer = Spec::from_text(as_3_1(SPEC), "api.yaml").map_err(|error| error.to_string())?;
    if !newer.cautions.is_empty() {
        return Err(format!("the document of OpenAPI 3.1 is not the same: {:?}", newer.cautions));
    }
    let validator = baseline::validator(SPEC)?;
    let lines = corpus(exchanges, Form::Lines, Traffic::Clean);
    let har = corpus(exchanges, Form::Har, Traffic::Clean);
    let drifted = corpus(exchanges, Form::Lines, Traffic::Drifted);
    let folder = tempfile::tempdir().map_err(io)?;
    let at = |name: &str| folder.path().join(name);
    for (name, corpus) in [("lines.ndjson", &lines), ("entries.har", &har), ("drifted.ndjson", &drifted)] {
        std::fs::write(at(name), &corpus.bytes).map_err(io)?;
    }
    let (newer, newer_input) = (&newer, input(&at("lines.ndjson")));
    let check_newer = move || check(newer, &newer_input, 1, exchanges, false);
    let check = |name: &str, jobs: usize, findings: bool| {
        let input = input(&at(name));
        let spec = &spec;
        move || check(spec, &input, jobs, exchanges, findings)
    };
    let (lines_file, har_file, drifted_file) = ("lines.ndjson", "entries.har", "drifted.ndjson");
    let all = |count: usize| if count == exchanges { Ok(()) } else { Err(format!("only {count} passed")) };
    let valid = |body: &serde_json::Value| validator.is_valid(body);
    let mut modes = [
        mode("ndjson  parse, serde_json", &lines, || {
            all(baseline::serde_json(&lines, Form::Lines, |_| true))
        }),
        mode("ndjson  parse, sonic-rs", &lines, || all(baseline::sonic(&lines, Form::Lines))),
        mode("ndjson  jsonschema", &lines, || all(baseline::serde_json(&lines, Form::Lines, valid))),
        mode("ndjson  read, ours", &lines, || all(read(&input(&at(lines_file))))),
        mode("ndjson  check, 1 thread", &lines, check(lines_file, 1, false)),
        mode("ndjson  check, OpenAPI 3.1", &lines, check_newer),
        mode("ndjson  check, 2 threads", &lines, check(lines_file, 2, false)),
        mode("ndjson  check, all drift", &drifted, check(drifted_file, 1, true)),
        mode("har     parse, serde_json", &har, || all(baseline::serde_json(&har, Form::Har, |_| true))),
        mode("har     parse, sonic-rs", &har, || all(baseline::sonic(&har, Form::Har))),
        mode("har     jsonschema", &har, || all(baseline::serde_json(&har, Form::Har, valid))),
        mode("har     read, ours", &har, || all(read(&input(&at(har_file))))),
        mode("har     check, 1 thread", &har, check(har_file, 1, false)),
        mode("har     check, 2 threads", &har, check(har_file, 2, false)),
    ];
    if baseline::serde_json(&drifted, Form::Lines, valid) > 0 {
        return Err("jsonschema accepts drifted bodies".into());
    }
    for _ in 0..rounds {
        for mode in &mut modes {
            let mut done = Ok(());
            mode.spent.push(spent(|| done = (mode.run)()));
            done.map_err(|error| format!("{}: {error}", mode.name))?;
        }
    }
    print(&modes, exchanges, rounds);
    Ok(())
}

fn mode<'a>(name: &'static str, corpus: &'a Corpus, run: impl Fn() -> Result<(), String> + 'a) -> Mode<'a> {
    Mode { name, corpus, run: Box::new(run), spent: Vec::new() }
}

/// The same document in OpenAPI 3.1, where null is one of the types.
fn as_3_1(document: &str) -> String {
    let line = |line: &str| match line.strip_suffix(", nullable: true }") {
        Some(line) => format!("{} }}", line.replace("type: string", "type: [string, 'null']")),
        None => line.replace("openapi: 3.0.3", "openapi: 3.1.1"),
    };
    document.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn input(path: &Path) -> Input {
    Input { name: path.to_string_lossy().into(), path: Some(path.to_owned()), ..Input::default() }
}

/// Everything `check` does between reading the spec and ending: read, judge, group, report.
fn check(spec: &Spec, input: &Input, jobs: usize, exchanges: usize, findings: bool) -> Result<(), String> {
    let options = Options { jobs: NonZeroUsize::new(jobs), max_examples: 5, ..Options::default() };
    let RunResult { summary, coverage, .. } = check_inputs(spec, std::slice::from_ref(input), options);
    if summary.exchanges() != exchanges as u64 || summary.unread() > 0 {
        return Err(format!("{} read, {} unread", summary.exchanges(), summary.unread()));
    }
    let tally = coverage::tally(spec, &coverage);
    let coverage = Coverage { operations: tally.operations, assertions: tally.assertions };
    let levels = Levels::default();
    let sources = Sources { spec, ledger: None, levels: &levels, coverage, presence: None };
    let outcome = Outcome::new(&summary, &[], sources);
    let failing = outcome.failing();
    json::write(&outcome.into(), &mut io::sink()).map_err(|error| error.to_string())?;
    if (failing > 0) != findings {
        return Err(format!("{failing} findings"));
    }
    Ok(())
}

/// Reads without judging.
fn read(input: &Input) -> usize {
    let Ok(mut reader) = contract_core::exchange::Reader::open(input) else { return 0 };
    let (mut count, mut decoder) = (0, Decoder::new());
    let mut batch = contract_core::exchange::Batch::new();
    while reader.fill(&mut batch, &mut || true) {
        for at in 0..batch.len() {
            let entry = batch.entry(at, &mut decoder);
            count += usize::from(matches!(entry, Some(contract_core::exchange::Entry::Exchange(_))));
        }
    }
    count
}

fn print(modes: &[Mode<'_>], exchanges: usize, rounds: usize) {
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    println!("{exchanges} exchanges, {rounds} rounds, {cores} processors; medians\n");
    println!("| mode | ex/s (CPU) | MB/s (CPU) | ex/s (wall) | us CPU an exchange | x jsonschema |");
    println!("|---|---:|---:|---:|---:|---:|");
    for mode in modes {
        let cpu = median(mode.spent.iter().map(|spent| spent.cpu).collect());
        let wall = median(mode.spent.iter().map(|spent| spent.wall).collect());
        let form = mode.name.split(' ').next().unwrap_or_default();
        let baseline =
            modes.iter().find(|other| other.name.starts_with(form) && other.name.ends_with("jsonschema"));
        let faster = baseline.map_or(f64::NAN, |baseline| ratio(baseline, mode, |spent| spent.cpu));
        let count = count(exchanges);
        println!(
            "| {} | {:.0} | {:.0} | {:.0} | {:.1} | {faster:.2} |",
            mode.name,
            count / cpu,
            count_bytes(mode.corpus) / 1e6 / cpu,
            count / wall,
            cpu / count * 1e6,
        );
    }
    println!();
    for (what, slower, faster, wanted) in [
        ("check, 1 thread / jsonschema, ndjson", "ndjson  jsonschema", "ndjson  check, 1 thread", ">= 1"),
        ("check, 1 thread / jsonschema, har", "har     jsonschema", "har     check, 1 thread", ">= 1"),
        ("OpenAPI 3.1 / 3.0", "ndjson  check, OpenAPI 3.1", "ndjson  check, 1 thread", "<= 1.05"),
        ("all drift / clean", "ndjson  check, all drift", "ndjson  check, 1 thread", "<= 3"),
    ] {
        if let Some((slower, faster)) = pair(modes, slower, faster) {
            println!("{what}: {:.2} (wanted {wanted})", ratio(slower, faster, |spent| spent.cpu));
        }
    }
    for (what, one, two, wanted) in [
        ("2 threads / 1, ndjson", "ndjson  check, 1 thread", "ndjson  check, 2 threads", ">= 1.8"),
        ("2 threads / 1, har", "har     check, 1 thread", "har     check, 2 threads", ">= 1.5"),
    ] {
        if let Some((one, two)) = pair(modes, one, two) {
            let used = median(two.spent.iter().map(|spent| spent.cpu / spent.wall).collect());
            let extra = 1.0 / ratio(one, two, |spent| spent.cpu);
            println!(
                "{what}: {:.2} by the wall (wanted {wanted}); {used:.2} processors were to be had, and {:.0} % more was computed",
                ratio(one, two, |spent| spent.wall),
                (extra - 1.0) * 100.0,
            );
        }
    }
}

fn pair<'m, 'a>(modes: &'m [Mode<'a>], left: &str, right: &str) -> Option<(&'m Mode<'a>, &'m Mode<'a>)> {
    let find = |name: &str| modes.iter().find(|mode| mode.name == name);
    Some((find(left)?, find(right)?))
}

/// How many times as long the slower one takes: the median over the rounds.
fn ratio(slower: &Mode<'_>, faster: &Mode<'_>, time: impl Fn(&Spent) -> f64) -> f64 {
    median(slower.spent.iter().zip(&faster.spent).map(|(slow, fast)| time(slow) / time(fast)).collect())
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::INFINITY, f64::from)
}

fn count_bytes(corpus: &Corpus) -> f64 {
    count(corpus.bytes.len())
}
