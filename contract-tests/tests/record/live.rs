//! Recording live traffic: what passes, what is recorded, who is let in.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::command_line::{number, project, run, told};
use crate::recorder::Recorder;
use crate::upstream::{Upstream, get, response, send};

pub(crate) const PERSON: &str = "/people/91b3c6d6-111b-44da-9f81-16f019bebe8c";
const PENDING: &str = "contract-tests/recordings/.pending";

pub(crate) fn pending(folder: &Path) -> Vec<String> {
    let (_, out, _) = told(&run(folder, &["pending"]));
    out.lines().map(str::to_owned).collect()
}

pub(crate) fn recorded(folder: &Path, name: &str) -> serde_json::Value {
    let text = fs::read_to_string(folder.join(PENDING).join(format!("{name}.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn what_passes_is_not_changed() {
    let project = project(&[]);
    let answer = b"HTTP/1.1 201 Added\r\nX-Odd-Case: kept As it is\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\
        Content-Type: application/json\r\nContent-Length: 20\r\n\r\n{ \"status\":\"ACTIVE\"}";
    let upstream = Upstream::new(move |_, stream| drop(stream.write_all(answer)));
    let recorder = Recorder::start(project.path(), &upstream.url(), &["--kind", "source"]);
    let body = "{\"name\" :\"Amina Tchoupo\"}\n";
    let request = format!(
        "POST /people?x=%20y HTTP/1.1\r\nHost: {}\r\nAuthorization: Basic bm9ib2R5\r\nX-Other-Case: YES\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        recorder.address,
        body.len()
    );
    let got = send(recorder.address, request.as_bytes());
    let expected = String::from_utf8_lossy(answer).replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n");
    assert_eq!(String::from_utf8_lossy(&got), expected);

    let name = "addPerson/201/source-";
    assert!(recorder.written().contains(name));
    let sent = String::from_utf8(upstream.requests.lock().unwrap()[0].clone()).unwrap();
    let expected = request
        .replace("POST /people", "POST /v1/people")
        .replace(&recorder.address.to_string(), &upstream.address.to_string())
        .replace("Connection: close\r\n", "");
    assert_eq!(sent, expected);
    let ended = recorder.stop();
    assert_eq!((ended.code, ended.out.as_str()), (Some(0), ""), "{}", ended.stderr);
    assert!(ended.stderr.contains("1 answered, 0 with nothing new, 1 pending"), "{}", ended.stderr);
    let names = pending(project.path());
    let recording = recorded(project.path(), &names[0]);
    assert_eq!(recording["response"]["body"]["status"], "ACTIVE");
    assert_eq!(recording["source"]["kind"], "source");
    let text = recording.to_string();
    assert!(!text.contains("Amina") && !text.contains("bm9ib2R5") && !text.contains("a=1"), "{text}");
}

#[test]
fn compressed_bodies_are_decoded_for_the_recording_only() {
    let project = project(&[]);
    let body = br#"{"status":"FROZEN","name":"Amina"}"#;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(body).unwrap();
    let packed = gzip.finish().unwrap();
    let sent = packed.clone();
    let upstream = Upstream::new(move |_, stream| {
        let whole = response(200, "application/json\r\nContent-Encoding: gzip", &sent);
        drop(stream.write_all(&whole));
    });
    let recorder = Recorder::start(project.path(), &upstream.url(), &[]);
    let got = get(recorder.address, PERSON);
    assert!(got.ends_with(&packed));
    recorder.written();
    assert_eq!(recorder.stop().code, Some(0));
    let recording = recorded(project.path(), &pending(project.path())[0]);
    assert_eq!(recording["response"]["body"]["status"], "FROZEN");
    assert_ne!(recording["response"]["body"]["name"], "Amina");
}

#[test]
fn a_form_without_parts_is_replaced_as_a_whole_and_said() {
    let project = project(&[]);
    let upstream = Upstream::new(|_, stream| {
        drop(stream.write_all(&response(200, "multipart/form-data; boundary=Zq81", b"Amina of Lagos")));
    });
    let recorder = Recorder::start(project.path(), &upstream.url(), &[]);
    get(recorder.address, PERSON);
    recorder.written();
    let ended = recorder.stop();
    assert_eq!(ended.code, Some(0));
    let said = "the form was replaced as a whole, since it has no parts: it does not start with a boundary";
    assert!(ended.stderr.contains(said) && !ended.stderr.contains("Amina"), "{}", ended.stderr);
    assert!(!recorded(project.path(), &pending(project.path())[0]).to_string().contains("Lagos"));
}

#[test]
fn chunks_pass_as_they_come() {
    let project = project(&[]);
    let upstream = Upstream::new(|_, stream| {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
        for piece in [head, "9\r\n{\"status\"\r\n", "a\r\n:\"ACTIVE\"}\r\n", "0\r\n\r\n"] {
            stream.write_all(piece.as_bytes()).unwrap();
            stream.flush().unwrap();
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    });
    let recorder = Recorder::start(project.path(), &upstream.url(), &[]);
    let got = String::from_utf8(get(recorder.address, PERSON)).unwrap();
    assert!(got.contains("9\r\n{\"status\"\r\nA\r\n:\"ACTIVE\"}\r\n0\r\n\r\n"), "{got}");
    recorder.written();
    assert_eq!(recorder.stop().code, Some(0));
}

#[test]
fn errors_are_recorded_as_what_they_are() {
    let project = project(&[]);
    let upstream = Upstream::new(|request, stream| {
        let status = if request.contains("sync=true") { 500 } else { 404 };
        drop(stream.write_all(&response(
            status,
            "application/json",
            b"{\"message\":\"Person 7 not found\"}",
        )));
    });
    let recorder = Recorder::start(project.path(), &upstream.url(), &["--kind", "live"]);
    get(recorder.address, PERSON);
    get(recorder.address, &format!("{PERSON}?sync=true"));
    get(recorder.address, "/elsewhere");
    let (one, other) = (recorder.written(), recorder.written());
    assert!(one.contains("getPerson/404/live-") && other.contains("getPerson/500/live-"), "{one}{other}");
    let ended = recorder.stop();
    assert_eq!(ended.code, Some(0));
    assert!(
        ended.stderr.contains("an exchange was not recorded: it matches no operation of the spec (1 times)")
    );
    assert!(!ended.stderr.contains("elsewhere"));
}

#[test]
fn web_pages_and_other_hosts_are_refused() {
    let project = project(&[]);
    let upstream = Upstream::json(200, "{}");
    let recorder = Recorder::start(project.path(), &upstream.url(), &["--allow-host", "recorder.test"]);
    let address = recorder.address;
    for head in [
        format!("Host: {address}\r\nOrigin: https://evil.example"),
        format!("Host: {address}\r\nSec-Fetch-Site: cross-site"),
        "Host: evil.example".to_owned(),
        format!("Host: {address}\r\nHost: {address}"),
    ] {
        let got =
            send(address, format!("GET {PERSON} HTTP/1.1\r\n{head}\r\nConnection: close\r\n\r\n").as_bytes());
        assert!(got.starts_with(b"HTTP/1.1 403") || got.starts_with(b"HTTP/1.1 400"), "{head}");
    }
    assert!(upstream.requests.lock().unwrap().is_empty());
    let request = format!("GET {PERSON} HTTP/1.1\r\nHost: recorder.test\r\nConnection: close\r\n\r\n");
    assert!(send(address, request.as_bytes()).starts_with(b"HTTP/1.1 200"));
    let ended = recorder.stop();
    assert!(
        ended.stderr.contains("request refused: requests of web pages are not passed on (2 times)"),
        "{}",
        ended.stderr
    );
}

#[test]
fn usage_has_remedies() {
    let project = project(&[]);
    for upstream in ["http://api.example.com", "api.example.com", "https://a:b@api.example.com"] {
        let (code, _, stderr) = told(&run(project.path(), &["record", "--upstream", upstream]));
        assert_eq!(code, 2, "{stderr}");
    }
    let secret = ["hunter", "2", "secret"].concat();
    for upstream in
        [format!("https://me:{secret}@api.example.com"), format!("https://api.example.com/?key={secret}")]
    {
        let (code, _, stderr) = told(&run(project.path(), &["record", "--upstream", &upstream]));
        assert!(code == 2 && !stderr.contains(&secret) && stderr.contains("help: leave out"), "{stderr}");
    }
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let args = ["record", "--upstream", "https://api.example.com", "--listen", &address];
    let (code, _, stderr) = told(&run(project.path(), &args));
    assert!(code == 2 && stderr.contains("help: name another one with --listen"), "{stderr}");
    let recorder = Recorder::start(project.path(), "http://127.0.0.1:9", &[]);
    let ended = recorder.stop();
    assert_eq!(ended.code, Some(3), "{}", ended.stderr);
}

#[test]
fn callers_may_send_the_base_path_of_the_upstream() {
    let project = project(&[]);
    let upstream = Upstream::new(|request, stream| {
        let status = if request.starts_with(&format!("GET /v1{PERSON} ")) { 200 } else { 404 };
        drop(stream.write_all(&response(status, "application/json", b"{\"status\":\"ACTIVE\"}")));
    });
    let recorder = Recorder::start(project.path(), &format!("{}/", upstream.url()), &[]);
    for base in ["", "/v1", "/v1/v1", "/%761"] {
        let got = get(recorder.address, &format!("{base}{PERSON}"));
        assert!(got.starts_with(b"HTTP/1.1 200"), "{base}");
    }
    // An error of this proxy, which no client takes for wrong credentials.
    for base in ["/V1", "//v1", "/v1%2F"] {
        let got = String::from_utf8(get(recorder.address, &format!("{base}{PERSON}"))).unwrap();
        assert!(got.starts_with("HTTP/1.1 421") && got.contains("leave it out\"}"), "{base}: {got}");
    }
    assert_eq!(upstream.requests.lock().unwrap().len(), 4);
    recorder.written();
    let ended = recorder.stop();
    assert!(ended.stderr.contains("4 answered, 3 with nothing new, 1 pending"), "{}", ended.stderr);
    assert!(ended.stderr.contains("almost starts with the base path"), "{}", ended.stderr);
}

#[test]
fn the_default_timeout_is_longer_than_issuing_a_card() {
    let project = project(&[]);
    let (_, out, _) = told(&run(project.path(), &["record", "--help"]));
    assert!(out.contains("[default: 130]"), "{out}");
}

#[test]
fn the_canary_passes_and_is_not_recorded() {
    let project = project(&[]);
    let number = number();
    let split = format!("{}\\n{}", &number[..8], &number[8..]);
    let body = format!(
        "{{\"pan\":\"{number}\",\"{number}\":1,\"status\":\"{number}\",\"note\":\"{split}\",\"cvv\":{}}}",
        100 + 23
    );
    let sent = body.clone();
    let upstream = Upstream::new(move |request, stream| {
        // Cut off, too.
        let body = if request.contains("POST") { &sent[..sent.len() - 1] } else { &sent };
        drop(stream.write_all(&response(200, "application/json", body.as_bytes())));
    });
    let recorder = Recorder::start(project.path(), &upstream.url(), &["--keep-all"]);
    let address = recorder.address;
    let got = get(address, &format!("/people/{number}?mail={number}"));
    assert!(String::from_utf8(got).unwrap().contains(&number));
    let request = format!(
        "POST /people HTTP/1.1\r\nHost: {address}\r\nX-Card: {number}\r\nAuthorization: Bearer {number}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    send(address, request.as_bytes());
    get(address, &format!("/{number}"));
    let told = [recorder.written(), recorder.written()].concat();
    let ended = recorder.stop();
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let mut texts = vec![told, ended.out, ended.stderr];
    for name in pending(project.path()) {
        texts.push(recorded(project.path(), &name).to_string());
    }
    assert_eq!(texts.len(), 5);
    for text in texts {
        assert!(!text.contains(&number) && !text.contains(&number[8..]) && !text.contains(":123"), "{text}");
    }
    let folder = project.path().join("contract-tests");
    assert_eq!(crate::command_line::told(&run(project.path(), &["scan", folder.to_str().unwrap()])).0, 0);
}

#[test]
fn trailers_and_two_lengths() {
    let project = project(&[]);
    let upstream = Upstream::new(|request, stream| {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n";
        let body = "13\r\n{\"status\":\"ACTIVE\"}\r\n0\r\n";
        let answer = if request.contains("sync=true") {
            format!("{head}Trailer: x-sum\r\n\r\n{body}x-sum: 7\r\n\r\n")
        } else {
            format!("{head}Content-Length: 4\r\n\r\n{body}\r\n")
        };
        drop(stream.write_all(answer.as_bytes()));
    });
    let recorder = Recorder::start(project.path(), &upstream.url(), &["--keep-all"]);
    let address = recorder.address;
    let asked = format!(
        "GET {PERSON}?sync=true HTTP/1.1\r\nHost: {address}\r\nTE: trailers\r\nConnection: close, TE\r\n\r\n"
    );
    let trailed = String::from_utf8(send(address, asked.as_bytes())).unwrap();
    assert!(trailed.contains("{\"status\":\"ACTIVE\"}") && trailed.contains("x-sum: 7"), "{trailed}");
    let lengths = String::from_utf8(get(address, PERSON)).unwrap();
    assert!(lengths.contains("{\"status\":\"ACTIVE\"}") && !lengths.contains("content-length"), "{lengths}");
    (0..2).for_each(|_| drop(recorder.written()));
    let ended = recorder.stop();
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert_eq!(pending(project.path()).len(), 2, "{}", ended.stderr);
}

#[test]
fn what_was_accepted_too_early_is_told() {
    let project = project(&[]);
    let upstream = Upstream::new(|request, stream| {
        let body = if request.contains("PersonOfNote") { "{}" } else { "{\"name\":\"PersonOfNote\"}" };
        drop(stream.write_all(&response(200, "application/json", body.as_bytes())));
    });
    let recorder = Recorder::start(project.path(), &upstream.url(), &[]);
    get(recorder.address, &format!("{PERSON}?PersonOfNote=1"));
    recorder.written();
    let name = pending(project.path()).remove(0);
    assert_eq!(told(&run(project.path(), &["accept", &name, "--as", "early"])).0, 0);
    get(recorder.address, PERSON);
    recorder.written();
    let ended = recorder.stop();
    assert_eq!(ended.code, Some(5), "{}", ended.stderr);
    assert!(ended.stderr.contains("getPerson/200/early.json was already accepted"), "{}", ended.stderr);
    assert!(!ended.stderr.contains("PersonOfNote"), "{}", ended.stderr);
}
