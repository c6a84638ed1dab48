//! `cargo bench -p cartevo-contract [-- --quick]`: how fast `check` is, beside what its parts cost without it.
//!
//! Every mode runs once per round, in turn, so that whatever else the machine does meets all of them; the table shows
//! medians, and ratios are medians of the ratios within a round. Time is processor time except where threads are
//! compared. No figure fails the run; a mode that does not do its work does.
//!
//! `-- --instructions` counts instructions instead and fails if `check` takes more of them than
//! `benches/check/instructions.txt` says and a margin; `-- --instructions --save` writes that file.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it is there to print")]

mod baseline;
mod clock;
mod corpus;
mod instructions;
mod modes;

use std::num::NonZeroUsize;
use std::process::ExitCode;

use clock::{Spent, median, spent};
use corpus::Corpus;
use modes::{Judges, MODES, Mode};

/// A mode and what it took in each round.
struct Timed<'a> {
    mode: &'static Mode,
    corpus: &'a Corpus,
    spent: Vec<Spent>,
}

fn main() -> ExitCode {
    match run(&std::env::args().collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<(), String> {
    let has = |wanted: &str| arguments.iter().any(|argument| argument == wanted);
    if let Some([_, name, path]) = arguments.windows(3).find(|part| part[0] == instructions::ONLY) {
        return instructions::only(name, path);
    }
    // `cargo test --benches` asks whether it runs at all.
    match (has("--test"), has("--instructions"), has("--quick")) {
        (true, ..) => bench(50, 1),
        (_, true, _) => instructions::compare(has("--save")),
        (.., true) => bench(2_000, 3),
        _ => bench(10_000, 7),
    }
}

fn bench(exchanges: usize, rounds: usize) -> Result<(), String> {
    let judges = Judges::new()?;
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut corpora: Vec<(&Mode, Corpus)> = Vec::new();
    for mode in MODES {
        if !corpora.iter().any(|(other, _)| other.has_same_corpus(mode)) {
            corpora.push((mode, mode.corpus(exchanges, &folder.path().join(mode.file()))?));
        }
    }
    let corpus_of = |mode: &Mode| corpora.iter().find(|(other, _)| other.has_same_corpus(mode));
    let modes = MODES.iter().filter_map(|mode| Some((mode, &corpus_of(mode)?.1)));
    let mut modes: Vec<Timed<'_>> =
        modes.map(|(mode, corpus)| Timed { mode, corpus, spent: Vec::new() }).collect();
    for _ in 0..rounds {
        for timed in &mut modes {
            let (mut done, path) = (Ok(()), folder.path().join(timed.mode.file()));
            timed.spent.push(spent(|| done = judges.run(timed.mode, timed.corpus, &path)));
            done.map_err(|error| format!("{}: {error}", timed.mode.name))?;
        }
    }
    print(&modes, exchanges, rounds);
    Ok(())
}

fn print(modes: &[Timed<'_>], exchanges: usize, rounds: usize) {
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    println!("{exchanges} exchanges, {rounds} rounds, {cores} processors; medians\n");
    println!("| mode | ex/s (CPU) | MB/s (CPU) | ex/s (wall) | us CPU an exchange | x jsonschema |");
    println!("|---|---:|---:|---:|---:|---:|");
    for timed in modes {
        let cpu = median(timed.spent.iter().map(|spent| spent.cpu).collect());
        let wall = median(timed.spent.iter().map(|spent| spent.wall).collect());
        let name = timed.mode.name;
        let form = name.split(' ').next().unwrap_or_default();
        let baseline = modes
            .iter()
            .find(|other| other.mode.name.starts_with(form) && other.mode.name.ends_with("jsonschema"));
        let faster = baseline.map_or(f64::NAN, |baseline| ratio(baseline, timed, |spent| spent.cpu));
        let count = count(exchanges);
        println!(
            "| {name} | {:.0} | {:.0} | {:.0} | {:.1} | {faster:.2} |",
            count / cpu,
            count_bytes(timed.corpus) / 1e6 / cpu,
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

fn pair<'m, 'a>(modes: &'m [Timed<'a>], left: &str, right: &str) -> Option<(&'m Timed<'a>, &'m Timed<'a>)> {
    let find = |name: &str| modes.iter().find(|timed| timed.mode.name == name);
    Some((find(left)?, find(right)?))
}

/// How many times as long the slower one takes: the median over the rounds.
fn ratio(slower: &Timed<'_>, faster: &Timed<'_>, time: impl Fn(&Spent) -> f64) -> f64 {
    median(slower.spent.iter().zip(&faster.spent).map(|(slow, fast)| time(slow) / time(fast)).collect())
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::INFINITY, f64::from)
}

fn count_bytes(corpus: &Corpus) -> f64 {
    count(corpus.bytes.len())
}
