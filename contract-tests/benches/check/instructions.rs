//! Counts instructions instead of time: they do not depend on what else the machine does.
//!
//! `perf` counts those of this program doing a mode with few and with many exchanges, or `valgrind` where there are no
//! counters; the difference is what the others take, without starting and without the exchanges that are sampled first.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::corpus::{Corpus, Form};
use crate::modes::{Judges, MODES, Mode, Work};

/// How many exchanges are few, and how many are many.
const EXCHANGES: [u32; 2] = [500, 1_500];

/// By how many percent a mode may be slower than the saved figure.
const MARGIN: f64 = 10.0;

/// The argument with which this program runs one mode, followed by its name and the file with its corpus.
pub(crate) const ONLY: &str = "--only";

/// Does a mode once.
pub(crate) fn only(name: &str, path: &str) -> Result<(), String> {
    let mode = MODES.iter().find(|mode| mode.name == name).ok_or("no such mode")?;
    let bytes = fs::read(path).map_err(|error| error.to_string())?;
    Judges::new()?.run(mode, &Corpus::of_lines(bytes), Path::new(path))
}

/// A program that counts, and how.
#[derive(Clone, Copy)]
struct Counter {
    line: &'static [&'static str],
    /// What the line with the number has beside it.
    word: &'static str,
}

const COUNTERS: [Counter; 2] = [
    Counter { line: &["perf", "stat", "-x", ";", "-e", "instructions:u"], word: "instructions:u" },
    Counter {
        line: &["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"],
        word: "refs:",
    },
];

/// Prints the instructions of every mode on one thread, and compares those of `check` with the saved figures, or saves
/// them.
pub(crate) fn compare(save: bool) -> Result<(), String> {
    let Some(counter) =
        COUNTERS.into_iter().find(|counter| counter.count(&mut Command::new("true")).is_some())
    else {
        println!("left out: neither `perf` nor `valgrind` counts instructions here");
        return Ok(());
    };
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut counts = BTreeMap::new();
    for mode in MODES.iter().filter(|mode| mode.work != Work::Check { jobs: 2 }) {
        counts.insert(mode.name, instructions(mode, counter, folder.path())?);
    }
    print(&counts);
    let checks = counts.iter().filter(|(name, _)| name.contains("check"));
    if save {
        let lines: Vec<String> = checks.map(|(name, count)| format!("{count:>8.0}  {name}\n")).collect();
        return fs::write(saved(), lines.concat()).map_err(|error| error.to_string());
    }
    let Ok(known) = fs::read_to_string(saved()) else {
        println!("nothing to compare with: `--save` writes {}", saved().display());
        return Ok(());
    };
    let slower: Vec<String> = checks.filter_map(|(name, count)| slower(&known, name, *count)).collect();
    if slower.is_empty() { Ok(()) } else { Err(slower.join("; ")) }
}

fn saved() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/check/instructions.txt")
}

/// What to say of a mode that takes more instructions than the saved figure and the margin.
fn slower(known: &str, name: &str, count: f64) -> Option<String> {
    let line =
        known.lines().find_map(|line| line.trim_start().split_once("  ").filter(|(_, of)| *of == name));
    let Some(before) = line.and_then(|(number, _)| number.parse::<f64>().ok()) else {
        return Some(format!("`{name}` has no saved figure"));
    };
    let more = (count / before - 1.0) * 100.0;
    (more > MARGIN)
        .then(|| format!("`{name}` takes {more:.0} % more instructions than the {before:.0} saved"))
}

/// Instructions per exchange.
fn instructions(mode: &Mode, counter: Counter, folder: &Path) -> Result<f64, String> {
    let path = folder.join(mode.file());
    let program = env::current_exe().map_err(|error| error.to_string())?;
    let mut counts = [0.0; 2];
    for (count, exchanges) in counts.iter_mut().zip(EXCHANGES) {
        mode.corpus(exchanges as usize, &path)?;
        let mut command = Command::new(&program);
        command.args([ONLY, mode.name]).arg(&path);
        *count = counter.count(&mut command).ok_or_else(|| format!("`{}` failed", mode.name))?;
    }
    Ok((counts[1] - counts[0]) / f64::from(EXCHANGES[1] - EXCHANGES[0]))
}

impl Counter {
    /// The instructions of a command in user space, if they can be counted and it succeeds.
    fn count(self, command: &mut Command) -> Option<f64> {
        let (program, arguments) = self.line.split_first()?;
        let mut counter = Command::new(program);
        counter.args(arguments).arg(command.get_program()).args(command.get_args());
        let output = counter.stdin(Stdio::null()).stdout(Stdio::null()).output().ok()?;
        let text = String::from_utf8(output.stderr).ok().filter(|_| output.status.success())?;
        let line = text.lines().find(|line| line.contains(self.word))?;
        let number = line.split(self.word).find_map(|part| {
            let part = part.split(';').next()?.trim().replace(',', "");
            part.parse().ok()
        });
        number.filter(|number| *number > 0.0)
    }
}

fn print(counts: &BTreeMap<&str, f64>) {
    println!("| mode | instructions an exchange | x jsonschema |");
    println!("|---|---:|---:|");
    for mode in MODES.iter().filter(|mode| counts.contains_key(mode.name)) {
        let count = counts.get(mode.name).copied().unwrap_or(f64::NAN);
        let form = if mode.form == Form::Har { "har     jsonschema" } else { "ndjson  jsonschema" };
        let baseline = counts.get(form).copied().unwrap_or(f64::NAN);
        println!("| {} | {count:.0} | {:.2} |", mode.name, baseline / count);
    }
}
