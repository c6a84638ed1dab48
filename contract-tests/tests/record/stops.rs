//! The end of a recording, and the connections and bodies that could hold it or others up.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use rustix::process::{Signal, kill_process};

use crate::command_line::project;
use crate::live::{PERSON, pending};
use crate::recorder::{Ended, Recorder};
use crate::upstream::{Upstream, get, response};

/// A guard against waiting for a time-out; the end is due within 2 seconds.
const HANGS: Duration = Duration::from_secs(25);

fn request(address: SocketAddr, path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n")
}

/// A connection that has sent this.
fn connected(address: SocketAddr, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(text.as_bytes()).unwrap();
    stream
}

/// Ends a recorder with a signal.
fn ended(recorder: Recorder, signal: Signal) -> Ended {
    let start = Instant::now();
    kill_process(recorder.pid(), signal).unwrap();
    let ended = recorder.wait();
    assert!(start.elapsed() < HANGS, "{:?}: {}", start.elapsed(), ended.stderr);
    ended
}

fn until_seen(upstream: &Upstream, count: usize) {
    while upstream.requests.lock().unwrap().len() < count {
        thread::sleep(Duration::from_millis(10));
    }
}

fn zipped(body: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(body).unwrap();
    gzip.finish().unwrap()
}

/// An answer of this size with so much in it that scrubbing takes long.
fn dense(bytes: usize) -> Vec<u8> {
    [b"{\"x\":[0".as_slice(), ",0".repeat(bytes / 2).as_bytes(), b"]}"].concat()
}

#[test]
fn a_signal_does_not_wait_for_the_silent() {
    for signal in [Signal::INT, Signal::TERM] {
        let project = project(&[]);
        let upstream = Upstream::new(|request, stream| {
            if request.contains("sync=true") {
                let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{";
                stream.write_all(head.as_bytes()).unwrap();
            }
            drop(stream.read(&mut [0]));
        });
        let recorder = Recorder::start(project.path(), &upstream.url(), &[]);
        let address = recorder.address;
        let head = format!("POST /people HTTP/1.1\r\nHost: {address}\r\nContent-Length: 9\r\n\r\n{{");
        let silent = [
            connected(address, ""),
            connected(address, "GET /people"),
            connected(address, &head),
            connected(address, &request(address, PERSON)),
            connected(address, &request(address, &format!("{PERSON}?sync=true"))),
        ];
        until_seen(&upstream, 2);
        let ended = ended(recorder, signal);
        assert_eq!(ended.code, Some(3), "{}", ended.stderr);
        let stopped = "getPerson: the recording was stopped before the end of the answer (2 times)";
        assert!(ended.stderr.contains(stopped), "{}", ended.stderr);
        drop(silent);
    }
}

#[test]
fn a_signal_does_not_wait_for_a_handshake() {
    let project = project(&[]);
    let upstream = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", upstream.local_addr().unwrap());
    let recorder = Recorder::start(project.path(), &url, &[]);
    let caller = connected(recorder.address, &request(recorder.address, PERSON));
    let mut handshake = upstream.accept().unwrap().0;
    handshake.read_exact(&mut [0]).unwrap();
    let ended = ended(recorder, Signal::TERM);
    assert!(ended.stderr.contains("getPerson: the recording was stopped"), "{}", ended.stderr);
    drop((caller, handshake));
}

#[test]
fn a_signal_does_not_wait_for_the_queue() {
    const COUNT: usize = 8;
    let project = project(&[]);
    // Little on the wire.
    let packed = zipped(&dense(1 << 20));
    let answer = response(200, "application/json\r\nContent-Encoding: gzip", &packed);
    let upstream = Upstream::new(move |request, stream| {
        if request.contains("sync=true") {
            drop(stream.read(&mut [0]));
        } else {
            drop(stream.write_all(&answer));
        }
    });
    let recorder = Recorder::start(project.path(), &upstream.url(), &["--keep-all"]);
    let address = recorder.address;
    let silent = connected(address, &request(address, &format!("{PERSON}?sync=true")));
    for _ in 0..COUNT {
        assert!(get(recorder.address, PERSON).ends_with(&packed));
    }
    until_seen(&upstream, COUNT + 1);
    let ended = ended(recorder, Signal::TERM);
    drop(silent);
    assert!(ended.stderr.contains("getPerson: the recording was stopped"), "{}", ended.stderr);
    let told = |count: usize| ended.stderr.contains(&format!("warning: {count} exchanges were not recorded"));
    let unwritten = (1..=COUNT).find(|count| told(*count)).unwrap_or_else(|| panic!("{}", ended.stderr));
    let answered = COUNT - unwritten;
    assert!(ended.stderr.contains(&format!("{answered} answered")), "{}", ended.stderr);
    assert_eq!(pending(project.path()).len(), ended.out.lines().count());
}

#[test]
fn half_open_and_idle_connections_make_room() {
    let project = project(&[]);
    let upstream = Upstream::json(200, "{\"status\":\"ACTIVE\"}");
    let recorder = Recorder::start(project.path(), &upstream.url(), &[]);
    let address = recorder.address;
    for text in ["GET /people", "GET / HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n", ""] {
        let held: Vec<TcpStream> = (0..300).map(|_| connected(address, text)).collect();
        let start = Instant::now();
        assert!(get(address, PERSON).ends_with(b"{\"status\":\"ACTIVE\"}"), "{text}");
        assert!(start.elapsed() < HANGS, "{text}: {:?}", start.elapsed());
        drop(held);
    }
    recorder.written();
    let ended = ended(recorder, Signal::INT);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
}

#[test]
fn large_bodies_take_little_memory() {
    const CALLERS: usize = 40;
    const SIZE: usize = 16 << 20;
    let project = project(&[]);
    let plain = response(200, "application/json", &dense(SIZE));
    let packed = response(200, "application/json\r\nContent-Encoding: gzip", &zipped(&dense(SIZE)));
    let upstream = Upstream::new(move |request, stream| {
        let answer = if request.contains("sync=true") { &packed } else { &plain };
        drop(stream.write_all(answer));
    });
    let recorder = Recorder::start(project.path(), &upstream.url(), &[]);
    let address = recorder.address;
    for query in ["", "?sync=true"] {
        let caller = || {
            let head = request(address, &format!("{PERSON}{query}"));
            let head = head.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
            let mut stream = connected(address, &head);
            std::io::copy(&mut stream, &mut std::io::sink())
        };
        thread::scope(|scope| {
            (0..CALLERS).for_each(|_| drop(scope.spawn(caller)));
        });
    }
    let memory = recorder.peak_memory();
    assert!(memory < 128 * 1024, "{memory}");
    let ended = ended(recorder, Signal::INT);
    assert!(ended.stderr.contains("its body was not recorded (80 times)"), "{}", ended.stderr);
}
