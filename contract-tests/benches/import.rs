//! How fast `import` is beside `check`, on one thread each: `cargo bench -p cartevo-contract --bench import`.
//!
//! The traffic is every recording there is, over and over, with another id, amount and time in each: nearly all of it
//! shows nothing new, as a day's traffic does. Ends with an error if an import does less than a third of what a check
//! does in the same time.
#![allow(clippy::print_stdout, clippy::expect_used, reason = "a benchmark talks, and may fail by panicking")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use contract_core::exchange::{Entry, Reader, inputs};
use contract_core::spec::Spec;
use contract_core::verdict::Checker;
use contract_record::{ImportOptions, Store, import};

/// How many exchanges are read.
const EXCHANGES: usize = 40_000;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let spec = Spec::load(&root.join("openapi/cartevo.yaml"), "openapi/cartevo.yaml").expect("the spec");
    let folder = tempfile::tempdir().expect("a folder");
    let traffic = folder.path().join("traffic.ndjson");
    let bytes = generate(&root.join("contract-tests/recordings"), &traffic);

    let checked = (0..3).map(|_| time(|| check(&spec, &traffic))).min().expect("three times");
    let mut run = 0;
    let imported = (0..3)
        .map(|_| {
            run += 1;
            let store = Store::new(folder.path().join(run.to_string()));
            time(|| {
                let files = [traffic.clone()];
                let done =
                    import(&spec, &store, &inputs(&files).expect("traffic"), &ImportOptions::default())
                        .expect("an import");
                assert!(done.read == EXCHANGES && done.refused.is_empty() && !done.written.is_empty());
            })
        })
        .min()
        .expect("three times");
    let ratio = checked.as_secs_f64() / imported.as_secs_f64();
    println!("{EXCHANGES} exchanges, {} MB", bytes / 1_000_000);
    println!("check  {:>9.0} exchanges/s", rate(checked));
    println!("import {:>9.0} exchanges/s, {:.0} % of check", rate(imported), ratio * 100.0);
    assert!(ratio * 3.0 >= 1.0, "an import does less than a third of what a check does");
}

#[expect(clippy::cast_precision_loss, reason = "there are few enough")]
fn rate(time: Duration) -> f64 {
    EXCHANGES as f64 / time.as_secs_f64()
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn check(spec: &Spec, traffic: &Path) {
    let mut checker = Checker::new(spec);
    let mut count = 0;
    for input in inputs(&[traffic.to_path_buf()]).expect("traffic") {
        let mut reader = Reader::open(&input).expect("traffic");
        while let Some(Entry::Exchange(exchange)) = reader.next_entry() {
            checker.check(&exchange, &mut |_| ());
            count += 1;
        }
    }
    assert_eq!(count, EXCHANGES);
}

/// Writes the traffic; its size in bytes.
fn generate(recordings: &Path, to: &Path) -> usize {
    let mut files = Vec::new();
    json_files(recordings, &mut files);
    files.sort();
    let texts: Vec<String> = files
        .iter()
        .map(|file| {
            let text = fs::read_to_string(file).expect("a recording");
            let value: serde_json::Value = serde_json::from_str(&text).expect("a recording");
            value.to_string()
        })
        .collect();
    let mut out = std::io::BufWriter::new(fs::File::create(to).expect("a file"));
    let mut bytes = 0;
    for (number, text) in texts.iter().cycle().take(EXCHANGES).enumerate() {
        // The first characters of each UUID, and the minutes of each time.
        let id = format!("\"{:08x}-", (number / texts.len()).wrapping_mul(2_654_435_761) & 0xffff_ffff);
        let line = with_ids(text, &id);
        bytes += line.len() + 1;
        out.write_all(line.as_bytes()).and_then(|()| out.write_all(b"\n")).expect("room");
    }
    out.flush().expect("room");
    bytes
}

/// The text with another beginning of every string that is a UUID.
fn with_ids(text: &str, id: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('"') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let is_uuid = from.as_bytes().get(9) == Some(&b'-') && from.as_bytes().get(14) == Some(&b'-');
        let (kept, behind) = if is_uuid { (id, &from[10..]) } else { ("\"", &from[1..]) };
        out.push_str(kept);
        rest = behind;
    }
    out.push_str(rest);
    out
}

fn json_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("recordings") {
        let path = entry.expect("recordings").path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() && !hidden {
            json_files(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "json") {
            files.push(path);
        }
    }
}
