//! The watched values, in every encoding, through every command: nothing that is said or written holds them.

use std::fs;
use std::io::Write;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use card_data::{Detector, Report, SensitiveValues, search_paths};
use cartevo_contract::report::ReportFormat;
use serde_json::json;
use strum::VariantArray as _;

use crate::canary::Canary;
use crate::command_line::{project, told};
use crate::recorder::Recorder;
use crate::upstream::{Upstream, response, send};
use crate::world::exchange;

/// Exchanges with the values in bodies of every kind, URLs and headers, and lines that are no exchanges.
fn lines(canary: &Canary) -> Vec<String> {
    let mut lines = Vec::new();
    for body in canary.bodies() {
        for status in [200, 404] {
            let url =
                format!("/people/{}?mail={}&x={}", canary.pan, canary.mail.replace('@', "%40"), canary.token);
            let headers = json!({"authorization": format!("Bearer {}", canary.token), "x-trace": canary.pan,
                "cookie": format!("a={}; b={}", canary.name, canary.pan)});
            lines.push(
                exchange(&url, status, &body).replace("\"headers\":{}", &format!("\"headers\":{headers}")),
            );
        }
        let cut = json!(body[..body.len() - 1]);
        lines.push(exchange("/people/7", 200, "0").replace("\"body\":0", &format!("\"body_text\":{cut}")));
        lines.push(exchange(&format!("/{}/{}", canary.pan, canary.mail), 200, &body));
        lines.push(body);
    }
    lines
}

/// The same bodies as a browser saves them, in base64; and a request that was aborted.
fn har(canary: &Canary) -> String {
    let url = format!("https://api.example.com/v1/people/{}", canary.pan);
    let mut entries: Vec<serde_json::Value> = canary
        .bodies()
        .iter()
        .map(|body| {
            let content =
                json!({"mimeType": "application/json", "encoding": "base64", "text": STANDARD.encode(body)});
            json!({"request": {"method": "GET", "url": url}, "response": {"status": 200, "content": content}})
        })
        .collect();
    entries.push(json!({"request": {"method": "GET", "url": url}, "response": {"status": 0}}));
    json!({"log": {"entries": entries}}).to_string()
}

fn run(folder: &Path, args: &[&str]) -> Output {
    let temporary = folder.join("temporary");
    fs::create_dir_all(&temporary).unwrap();
    let mut command = Command::cargo_bin("cartevo-contract").unwrap();
    command.current_dir(folder).env_remove("CI").env("TMPDIR", temporary).env("RUST_LOG", "trace");
    command.args(args).output().unwrap()
}

struct Watch {
    detector: Detector,
    seen: SensitiveValues,
    raw: Vec<String>,
}

impl Watch {
    fn over(canary: &Canary) -> Self {
        let values = [&canary.pan, &canary.token, &canary.mail, &canary.name];
        let mut raw = vec!["Tchoupo".to_owned(), "tchoupo".to_owned(), canary.pan[8..].to_owned()];
        for value in values {
            raw.extend([value.clone(), Canary::hex(value), STANDARD.encode(value)]);
        }
        let seen = SensitiveValues::new(values.into_iter().map(String::as_str)).unwrap();
        Self { detector: Detector::default(), seen, raw }
    }

    fn assert_clean(&self, what: &str, text: &str) {
        for raw in &self.raw {
            assert!(!text.contains(raw.as_str()), "{what}: {text}");
        }
        let report = self.detector.search_with(text.as_bytes(), &self.seen);
        assert!(report.is_clean(), "{what}: {:?} {text}", report.findings);
    }
}

fn files(folder: PathBuf) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(path) } else { vec![path] }).collect()
}

#[test]
fn no_command_tells_or_writes_it() {
    let canary = Canary::new();
    let watch = Watch::over(&canary);
    let project = project(&lines(&canary));
    let folder = project.path();
    fs::write(folder.join("traffic.har"), har(&canary)).unwrap();
    let report = folder.join("reports");
    fs::create_dir(&report).unwrap();
    for traffic in ["traffic.ndjson", "traffic.har"] {
        for format in ReportFormat::VARIANTS.iter().map(|format| format.as_str()) {
            let args = [
                "check",
                "-v",
                "--max-examples",
                "0",
                "--format",
                &format!("{format}=reports/{format}"),
                traffic,
            ];
            let (code, out, stderr) = told(&run(folder, &args));
            assert!(matches!(code, 1 | 2), "{args:?}: {code} {stderr}");
            watch.assert_clean(format, &out);
            watch.assert_clean(format, &stderr);
            watch.assert_clean(format, &fs::read_to_string(report.join(format)).unwrap());
        }
        let merged = run(folder, &["merge", "reports/summary"]);
        for (args, output) in [
            (&["merge"][..], merged),
            (&["coverage", traffic], run(folder, &["coverage", traffic])),
            (&["import", "--keep-all", traffic], run(folder, &["import", "--keep-all", traffic])),
            (&["pending"], run(folder, &["pending"])),
            (&["review"], run(folder, &["review"])),
            (&["scan", traffic], run(folder, &["scan", traffic])),
        ] {
            let (code, out, stderr) = told(&output);
            assert!(args[0] != "scan" || code == 5, "{stderr}");
            watch.assert_clean(args[0], &out);
            watch.assert_clean(args[0], &stderr);
        }
    }
    let recordings = files(folder.join("contract-tests"));
    assert!(recordings.len() > 20, "{recordings:?}");
    for path in recordings.iter().chain(&files(folder.join("temporary"))) {
        watch.assert_clean(&path.display().to_string(), &fs::read_to_string(path).unwrap());
    }
    let reports = search_paths(&watch.detector, &[folder.join("contract-tests"), report]);
    assert!(reports.iter().all(|report| report.outcome.as_ref().is_ok_and(Report::is_clean)));
}

/// Answers with the body of the request: whole, cut off, or in a coding.
fn echo(request: &str, stream: &mut TcpStream) {
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let as_json = |body: &[u8]| response(201, "application/json", body);
    let answer = if head.contains("cut off") {
        // More is announced than comes.
        let whole = as_json(body.as_bytes());
        whole[..whole.len() - 2].to_vec()
    } else if head.contains("packed") {
        let packed = zstd::encode_all(body.as_bytes(), 1).unwrap();
        let plain = as_json(&packed);
        let end = plain.len() - packed.len() - 2;
        [&plain[..end], b"Content-Encoding: zstd\r\n\r\n", &packed].concat()
    } else {
        as_json(body.as_bytes())
    };
    drop(stream.write_all(&answer));
}

#[test]
fn neither_does_the_recorder() {
    const KINDS: [&str; 3] = ["whole", "packed", "cut off"];
    let canary = Canary::new();
    let watch = Watch::over(&canary);
    let project = project(&[]);
    let temporary = project.path().join("temporary");
    fs::create_dir(&temporary).unwrap();
    let upstream = Upstream::new(echo);
    let environment = [("RUST_LOG", "trace"), ("TMPDIR", temporary.to_str().unwrap())];
    let recorder = Recorder::start_with(project.path(), &upstream.url(), &["--keep-all"], &environment);
    let address = recorder.address;
    let bodies = canary.bodies();
    for body in &bodies {
        for kind in KINDS {
            let request = format!(
                "POST /people?card={pan}&mail={mail} HTTP/1.1\r\nHost: {address}\r\nX-Kind: {kind}\r\n\
                 Authorization: Bearer {token}\r\nX-Trace: {pan}\r\nCookie: a={pan}\r\n\
                 Content-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}",
                pan = canary.pan,
                mail = canary.mail,
                token = canary.token,
                length = body.len(),
            );
            let answer = send(address, request.as_bytes());
            // What passes is not changed. A connection that breaks off may lose what was on its way.
            assert!(kind == "cut off" || answer.len() > body.len() / 4, "{kind}");
        }
        send(
            address,
            format!(
                "GET /{}/{} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n",
                canary.pan, canary.mail
            )
            .as_bytes(),
        );
    }
    let told: String = (0..bodies.len() * 2).map(|_| recorder.written()).collect();
    let ended = recorder.stop();
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    watch.assert_clean("out", &told);
    watch.assert_clean("stderr", &ended.stderr);
    let recordings = files(project.path().join("contract-tests"));
    assert_eq!(recordings.len(), bodies.len() * 2, "{}", ended.stderr);
    for path in recordings.iter().chain(&files(temporary)) {
        watch.assert_clean(&path.display().to_string(), &fs::read_to_string(path).unwrap());
    }
    let reports = search_paths(&watch.detector, &[project.path().join("contract-tests")]);
    assert!(reports.iter().all(|report| report.outcome.as_ref().is_ok_and(Report::is_clean)));
}
