//! What is measured.

use std::io;
use std::num::NonZeroUsize;
use std::path::Path;

use cartevo_contract::coverage;
use cartevo_contract::report::json;
use contract_core::exchange::Input;
use contract_core::judgement::{Coverage, Outcome, Sources};
use contract_core::rules::Levels;
use contract_core::spec::Spec;
use contract_core::workers::{Options, RunResult, check_inputs};
use jsonschema::Validator;

use crate::baseline;
use crate::corpus::{Corpus, Form, Style, Traffic, corpus};

const SPEC: &str = include_str!("api.yaml");

/// Something to do with every exchange of a corpus.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    SerdeJson,
    SonicRs,
    /// `serde_json` and `jsonschema`: the baseline.
    JsonSchema,
    /// Reading without judging.
    Read,
    Check {
        jobs: usize,
    },
    /// The same with the document in OpenAPI 3.1.
    CheckNewer,
}

/// One thing that is measured.
#[derive(Clone, Copy)]
pub(crate) struct Mode {
    pub(crate) name: &'static str,
    pub(crate) form: Form,
    pub(crate) style: Style,
    pub(crate) traffic: Traffic,
    pub(crate) work: Work,
}

const fn mode(name: &'static str, form: Form, style: Style, work: Work) -> Mode {
    Mode { name, form, style, traffic: Traffic::Clean, work }
}

const ONE: Work = Work::Check { jobs: 1 };
const TWO: Work = Work::Check { jobs: 2 };

/// Every mode. Names start with the form.
pub(crate) const MODES: &[Mode] = &[
    mode("ndjson  parse, serde_json", Form::Lines, Style::Plain, Work::SerdeJson),
    mode("ndjson  parse, sonic-rs", Form::Lines, Style::Plain, Work::SonicRs),
    mode("ndjson  jsonschema", Form::Lines, Style::Plain, Work::JsonSchema),
    mode("ndjson  read, ours", Form::Lines, Style::Plain, Work::Read),
    mode("ndjson  check, 1 thread", Form::Lines, Style::Plain, ONE),
    mode("ndjson  check, OpenAPI 3.1", Form::Lines, Style::Plain, Work::CheckNewer),
    mode("ndjson  check, pretty", Form::Lines, Style::Pretty, ONE),
    mode("ndjson  check, shuffled", Form::Lines, Style::Shuffled, ONE),
    mode("ndjson  check, escapes", Form::Lines, Style::Escaped, ONE),
    mode("ndjson  check, 2 threads", Form::Lines, Style::Plain, TWO),
    Mode { traffic: Traffic::Drifted, ..mode("ndjson  check, all drift", Form::Lines, Style::Plain, ONE) },
    mode("har     parse, serde_json", Form::Har, Style::Plain, Work::SerdeJson),
    mode("har     parse, sonic-rs", Form::Har, Style::Plain, Work::SonicRs),
    mode("har     jsonschema", Form::Har, Style::Plain, Work::JsonSchema),
    mode("har     read, ours", Form::Har, Style::Plain, Work::Read),
    mode("har     check, 1 thread", Form::Har, Style::Plain, ONE),
    mode("har     check, 2 threads", Form::Har, Style::Plain, TWO),
];

impl Mode {
    /// Writes the corpus of this mode to a file.
    pub(crate) fn corpus(&self, exchanges: usize, path: &Path) -> Result<Corpus, String> {
        let corpus = corpus(exchanges, self.form, self.style, self.traffic);
        std::fs::write(path, &corpus.bytes).map_err(|error| error.to_string())?;
        Ok(corpus)
    }

    /// True if both are about the same exchanges.
    pub(crate) fn has_same_corpus(&self, other: &Self) -> bool {
        (self.form, self.style, self.traffic) == (other.form, other.style, other.traffic)
    }

    /// The name of a file for its corpus.
    pub(crate) fn file(&self) -> String {
        let ending = if self.form == Form::Har { "har" } else { "ndjson" };
        format!("{}-{}.{ending}", self.style as u8, self.traffic as u8)
    }
}

/// What the work needs besides a corpus.
pub(crate) struct Judges {
    spec: Spec,
    newer: Spec,
    validator: Validator,
}

impl Judges {
    pub(crate) fn new() -> Result<Self, String> {
        let spec = Spec::from_text(SPEC.to_owned(), "api.yaml").map_err(|error| error.to_string())?;
        let newer = Spec::from_text(as_3_1(SPEC), "api.yaml").map_err(|error| error.to_string())?;
        if !newer.cautions.is_empty() {
            return Err(format!("the document of OpenAPI 3.1 is not the same: {:?}", newer.cautions));
        }
        let validator = baseline::validator(SPEC)?;
        let drifted = corpus(50, Form::Lines, Style::Plain, Traffic::Drifted);
        if baseline::serde_json(&drifted, Form::Lines, |body| validator.is_valid(body)) > 0 {
            return Err("jsonschema accepts drifted bodies".into());
        }
        Ok(Self { spec, newer, validator })
    }

    /// Does the work of a mode once. A mode that does not do its work is an error.
    pub(crate) fn run(&self, mode: &Mode, corpus: &Corpus, path: &Path) -> Result<(), String> {
        let exchanges = corpus.entries.len();
        let all =
            |count: usize| if count == exchanges { Ok(()) } else { Err(format!("only {count} passed")) };
        let drifts = mode.traffic == Traffic::Drifted;
        match mode.work {
            Work::SerdeJson => all(baseline::serde_json(corpus, mode.form, |_| true)),
            Work::SonicRs => all(baseline::sonic(corpus, mode.form)),
            Work::JsonSchema => {
                all(baseline::serde_json(corpus, mode.form, |body| self.validator.is_valid(body)))
            }
            Work::Read => all(read(&input(path))),
            Work::Check { jobs } => check(&self.spec, &input(path), jobs, exchanges, drifts),
            Work::CheckNewer => check(&self.newer, &input(path), 1, exchanges, drifts),
        }
    }
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
    let (mut count, mut decoder) = (0, contract_core::exchange::Decoder::new());
    let mut batch = contract_core::exchange::Batch::new();
    while reader.fill(&mut batch, &mut || true) {
        for at in 0..batch.len() {
            let entry = batch.entry(at, &mut decoder);
            count += usize::from(matches!(entry, Some(contract_core::exchange::Entry::Exchange(_))));
        }
    }
    count
}
