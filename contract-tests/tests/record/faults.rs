//! What goes wrong on the way: nothing half-written, nothing raw, a bounded memory and a clear word.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use crate::command_line::{number, project, run, told};
use crate::live::{PERSON, pending, recorded};
use crate::recorder::Recorder;
use crate::upstream::{Upstream, get, response, send};
use crate::world::answer;

/// Memory a recorder may take whatever passes, in kilobytes; an unoptimised build is a large program.
const MEMORY: usize = 150 * 1024;

/// Every file below the folder of recordings holds a whole recording, and no card data.
fn assert_whole_and_clean(folder: &Path) -> usize {
    let recordings = folder.join("contract-tests");
    let mut count = 0;
    let mut folders = vec![recordings.clone()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).unwrap();
                let _: serde_json::Value =
                    serde_json::from_str(&text).unwrap_or_else(|_| panic!("{}: {text}", path.display()));
                count += 1;
            }
        }
    }
    if recordings.exists() {
        assert_eq!(told(&run(folder, &["scan", recordings.to_str().unwrap()])).0, 0);
    }
    count
}

/// Waits for the other side to give up, however long it takes.
fn until_closed(stream: &mut impl Read) {
    let _ = stream.read(&mut [0]);
}

#[test]
fn an_upstream_that_dies_or_sleeps() {
    let project = project(&[]);
    let number = number();
    let canary = number.clone();
    let upstream = Upstream::new(move |request, stream| {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n";
        if request.contains("sync=true") {
            stream.write_all(format!("{head}{{\"pan\":\"{canary}\"").as_bytes()).unwrap();
        } else if request.contains("sync=false") {
            stream.write_all(format!("{head}{{\"pan\":\"{canary}\"").as_bytes()).unwrap();
            until_closed(stream);
        } else if request.contains("PATCH") {
            // Nothing at all.
        } else {
            until_closed(stream);
        }
    });
    let recorder = Recorder::start(project.path(), &upstream.url(), &["--timeout", "4"]);
    let address = recorder.address;
    // The end may overtake what came before it; that the answer was not whole must be seen.
    assert!(get(address, &format!("{PERSON}?sync=true")).len() < 1000);
    assert!(get(address, &format!("{PERSON}?sync=false")).ends_with(format!("\"{number}\"").as_bytes()));
    let late = String::from_utf8(get(address, PERSON)).unwrap();
    assert!(late.starts_with("HTTP/1.1 504") && late.contains("x-cartevo-contract: no-answer"), "{late}");
    let request = format!("PATCH {PERSON} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    assert!(send(address, request.as_bytes()).starts_with(b"HTTP/1.1 502"));
    let ended = recorder.stop();
    assert_eq!(ended.code, Some(3), "{}", ended.stderr);
    assert!(ended.stderr.contains("getPerson: the upstream timed out (2 times)"), "{}", ended.stderr);
    assert!(
        ended.stderr.contains("getPerson: the upstream broke off its answer (1 times)"),
        "{}",
        ended.stderr
    );
    assert!(
        ended.stderr.contains("a request that matches no operation: the upstream broke off"),
        "{}",
        ended.stderr
    );
    assert!(!ended.stderr.contains(&number));
    assert_eq!(assert_whole_and_clean(project.path()), 0);
}

#[test]
fn no_upstream_at_all() {
    let project = project(&[]);
    let recorder = Recorder::start(project.path(), "http://127.0.0.1:9", &[]);
    assert!(get(recorder.address, PERSON).starts_with(b"HTTP/1.1 502"));
    let ended = recorder.stop();
    assert!(ended.stderr.contains("getPerson: no connection to the upstream (1 times)"), "{}", ended.stderr);
}

#[test]
fn bodies_without_measure() {
    const PIECE: usize = 1 << 20;
    const PIECES: usize = 2048;
    let project = project(&[]);
    let upstream = Upstream::new(|request, stream| {
        let endless = request.contains("sync=true");
        let length = if endless { String::new() } else { format!("Content-Length: {}\r\n", PIECE * PIECES) };
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{length}\r\n");
        let mut going = stream.write_all(head.as_bytes()).is_ok();
        let piece = vec![b'7'; PIECE];
        let mut sent = 0;
        while going && (endless || sent < PIECES) {
            going = stream.write_all(&piece).is_ok();
            sent += 1;
        }
    });
    let recorder = Recorder::start(project.path(), &upstream.url(), &[]);
    let mut large = TcpStream::connect(recorder.address).unwrap();
    let request = |query: &str| {
        format!("GET {PERSON}{query} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", recorder.address)
    };
    large.write_all(request("").as_bytes()).unwrap();
    let passed = std::io::copy(&mut large, &mut std::io::sink()).unwrap();
    assert!(passed > (PIECE * PIECES) as u64);

    let mut endless = TcpStream::connect(recorder.address).unwrap();
    endless.write_all(request("?sync=true").as_bytes()).unwrap();
    std::io::copy(&mut (&endless).take(20 << 20), &mut std::io::sink()).unwrap();
    drop(endless);
    assert!(recorder.peak_memory() < MEMORY, "{}", recorder.peak_memory());
    let ended = recorder.stop();
    assert!(
        ended.stderr.contains("an exchange was not recorded: its body was not recorded (1 times)"),
        "{}",
        ended.stderr
    );
    assert!(ended.stderr.contains("getPerson: the caller left before the end"), "{}", ended.stderr);
    assert_eq!(assert_whole_and_clean(project.path()), 0);
}

#[test]
fn ctrl_c_waits_for_what_is_under_way() {
    let project = project(&[]);
    let upstream = Upstream::new(|_, stream| {
        sleep(Duration::from_millis(300));
        drop(stream.write_all(&response(200, "application/json", b"{\"status\":\"ACTIVE\"}")));
    });
    let recorder = Recorder::start(project.path(), &upstream.url(), &[]);
    let address = recorder.address;
    let caller = std::thread::spawn(move || get(address, PERSON));
    while upstream.requests.lock().unwrap().is_empty() {
        sleep(Duration::from_millis(10));
    }
    let ended = recorder.stop();
    assert!(caller.join().unwrap().ends_with(b"{\"status\":\"ACTIVE\"}"));
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert_eq!(pending(project.path()).len(), 1);
    assert_eq!(assert_whole_and_clean(project.path()), 1);
}

#[test]
fn a_second_ctrl_c_does_not_wait() {
    let project = project(&[]);
    let upstream = Upstream::new(|_, _| sleep(Duration::from_secs(20)));
    let recorder = Recorder::start(project.path(), &upstream.url(), &[]);
    let address = recorder.address;
    std::thread::spawn(move || get(address, PERSON));
    while upstream.requests.lock().unwrap().is_empty() {
        sleep(Duration::from_millis(10));
    }
    recorder.interrupt();
    sleep(Duration::from_millis(200));
    let ended = recorder.stop();
    assert!(ended.stderr.contains("getPerson: the recording was stopped"), "{}", ended.stderr);
}

#[test]
fn a_kill_leaves_whole_recordings_only() {
    let project = project(&[]);
    let number = number();
    let body = format!("{{\"pan\":\"{number}\"}}");
    let upstream = Upstream::json(200, &body);
    let recorder = Recorder::start(project.path(), &upstream.url(), &["--keep-all"]);
    let address = recorder.address;
    let traffic = std::thread::spawn(move || {
        for _ in 0..200 {
            let Ok(mut stream) = TcpStream::connect(address) else { return };
            let request = format!("GET {PERSON} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
            drop(stream.write_all(request.as_bytes()));
            drop(stream.read_to_end(&mut Vec::new()));
        }
    });
    for _ in 0..5 {
        recorder.written();
    }
    let ended = recorder.kill();
    traffic.join().unwrap();
    assert_eq!(ended.code, None);
    // One that was being written may be cut off; it is hidden, sealed all the same, and gone after the next run.
    for folder in incoming(project.path()) {
        for file in fs::read_dir(folder).unwrap() {
            assert!(!fs::read_to_string(file.unwrap().path()).unwrap().contains(&number));
        }
    }
    Recorder::start(project.path(), &upstream.url(), &[]).stop();
    assert_eq!(incoming(project.path()), [] as [PathBuf; 0]);
    assert!(assert_whole_and_clean(project.path()) >= 5);
    assert!(pending(project.path()).len() >= 5);
}

/// The folders of runs that have not published what they hold.
fn incoming(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.join("contract-tests/recordings/.pending")).unwrap();
    let hidden = entries.map(|entry| entry.unwrap().path());
    hidden.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with(".incoming-")).collect()
}

#[test]
fn only_what_dead_runs_left_is_removed() {
    let project = project(&[answer(200, r#"{"status":"ACTIVE"}"#)]);
    let pending = project.path().join("contract-tests/recordings/.pending");
    let make = |name: &str, files: &[&str]| {
        let folder = pending.join(name);
        fs::create_dir_all(&folder).unwrap();
        for file in files {
            fs::write(folder.join(file), "{}").unwrap();
        }
        folder
    };
    make(".incoming-killed", &["lock", "0"]);
    make(".incoming-unlocked", &["0"]);
    make(".incoming-empty", &[]);
    let alive = make(".incoming-alive", &["lock", "0"]);
    let lock = File::open(alive.join("lock")).unwrap();
    lock.lock().unwrap();
    let recorder = Recorder::start(project.path(), "http://127.0.0.1:9", &[]);
    assert_eq!(incoming(project.path()), std::slice::from_ref(&alive));
    recorder.stop();
    assert_eq!(told(&run(project.path(), &["import", "traffic.ndjson"])).0, 0);
    assert_eq!(incoming(project.path()), [alive]);
    drop(lock);
    Recorder::start(project.path(), "http://127.0.0.1:9", &[]).stop();
    assert_eq!(incoming(project.path()), [] as [PathBuf; 0]);
}

#[test]
fn two_recorders_in_one_folder() {
    const EACH: usize = 25;
    let project = project(&[]);
    let upstream = Upstream::json(200, "{\"status\":\"ACTIVE\"}");
    let recorders = [0, 1].map(|_| Recorder::start(project.path(), &upstream.url(), &["--keep-all"]));
    let callers = recorders.each_ref().map(|recorder| {
        let address = recorder.address;
        std::thread::spawn(move || (0..EACH).for_each(|_| drop(get(address, PERSON))))
    });
    for caller in callers {
        caller.join().unwrap();
    }
    for recorder in recorders {
        (0..EACH).for_each(|_| drop(recorder.written()));
        let ended = recorder.stop();
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
        assert!(ended.stderr.contains(&format!("{EACH} pending")), "{}", ended.stderr);
    }
    let names = pending(project.path());
    assert_eq!(names.len(), 2 * EACH);
    assert_eq!(assert_whole_and_clean(project.path()), 2 * EACH);
    assert_eq!(recorded(project.path(), &names[0])["response"]["body"]["status"], "ACTIVE");
}

/// A script in a folder that is a disk of its own, of 64 kB; `None` where that is not allowed.
fn on_a_small_disk(folder: &Path, script: &str) -> Option<Command> {
    let root = rustix::process::getuid().is_root();
    let options = if root { "-m" } else { "-rm" };
    let mounted = |script: &str| {
        let script = format!("mount -t tmpfs -o size=64k tmpfs contract-tests || exit 99\n{script}");
        let mut command = Command::new("unshare");
        command.args([options, "sh", "-c", &script]).current_dir(folder);
        command
    };
    fs::create_dir(folder.join("contract-tests")).unwrap();
    let is_allowed = mounted("true").output().is_ok_and(|output| output.status.success());
    is_allowed.then(|| mounted(script))
}

#[test]
fn a_full_disk() {
    let lines: Vec<String> =
        (0..40).map(|_| answer(200, r#"{"status":"ACTIVE","name":"Amina Tchoupo"}"#)).collect();
    let project = project(&lines);
    let program = env!("CARGO_BIN_EXE_cartevo-contract");
    let script = format!(
        "{program} import --keep-all traffic.ndjson\necho code $?\nfind contract-tests -type f\n\
         {program} import traffic.ndjson 2>/dev/null\necho code $?"
    );
    let Some(mut command) = on_a_small_disk(project.path(), &script) else { return };
    let output = command.output().unwrap();
    let (out, stderr) =
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    // Nothing of forty, and one once there is room.
    let pending = "contract-tests/recordings/.pending/getPerson/200/recorded-2025-10-1.json";
    assert_eq!(out, format!("code 2\n{pending}\ncode 0\n"), "{stderr}");
    assert!(stderr.contains("failed to write") && stderr.contains("No space left on device"), "{stderr}");
    assert!(!stderr.contains("Amina"));
}

#[test]
fn a_disk_that_fills_up_while_recording() {
    let project = project(&[]);
    let upstream = Upstream::json(200, r#"{"status":"ACTIVE","name":"Amina Tchoupo"}"#);
    let program = env!("CARGO_BIN_EXE_cartevo-contract");
    // What is left is looked at before the disk is gone.
    let script = format!(
        "{program} record --upstream {} --listen 127.0.0.1:0 --keep-all\necho code $?\n\
         {program} check -q $(find contract-tests -type f)\necho check $?",
        upstream.url()
    );
    let Some(mut command) = on_a_small_disk(project.path(), &script) else { return };
    let recorder = Recorder::spawn(&mut command);
    for _ in 0..64 {
        let Ok(mut stream) = TcpStream::connect(recorder.address) else { break };
        let request =
            format!("GET {PERSON} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", recorder.address);
        drop(stream.write_all(request.as_bytes()));
        drop(stream.read_to_end(&mut Vec::new()));
    }
    let ended = recorder.wait();
    let told = ended.out.lines().filter(|line| line.contains("getPerson")).count();
    assert!(
        ended.stderr.contains("No space left on device") && !ended.stderr.contains("Amina"),
        "{}",
        ended.stderr
    );
    assert!(ended.out.contains("code 2\n"), "{}", ended.out);
    // Every file that is there is whole: `check` reads all of them.
    assert!(told > 2 && ended.out.contains("check 1\n"), "{}\n{}", ended.out, ended.stderr);
}
