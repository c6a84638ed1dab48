//! A panic while raw traffic is in memory.

use std::io::{self, Read};
use std::process::Command;

use contract_core::exchange::Reader;
use contract_record::{ImportOptions, harden_process};

use crate::command_line::number;
use crate::world::{World, answer};

/// Set for the process that panics.
const CHILD: &str = "CARTEVO_TEST_PANICS";

/// A stream that gives an exchange with the canary, and panics with the canary in its words.
struct Trap(Option<String>);

impl Read for Trap {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(text) = self.0.take() else { panic!("in the middle of {}", number()) };
        buffer[..text.len()].copy_from_slice(text.as_bytes());
        Ok(text.len())
    }
}

/// Does nothing unless it is run by the test below, as a process of its own.
#[test]
fn child() {
    if std::env::var_os(CHILD).is_none() {
        return;
    }
    harden_process();
    let number = number();
    let world = World::new();
    let imported =
        world.import(&[answer(200, &format!("{{\"pan\":\"{number}\"}}"))], &ImportOptions::default());
    assert_eq!(imported.read, 1);
    let limit = rustix::process::getrlimit(rustix::process::Resource::Core);
    println!("cores: {:?} {:?}", limit.current, limit.maximum);
    let line = answer(200, &format!("{{\"pan\":\"{number}\"}}\n"));
    let mut reader = Reader::from_stream(Box::new(Trap(Some(line[..4].to_owned()))), "trap").unwrap();
    while reader.next_entry().is_some() {}
}

#[test]
fn a_panic_tells_its_place_and_nothing_else() {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "panics::child", "--nocapture", "--test-threads=1"])
        .env(CHILD, "1")
        .env("RUST_BACKTRACE", "full")
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    assert!(!output.status.success(), "{text}");
    assert!(text.contains("error: internal error at ") && text.contains("panics.rs:"), "{text}");
    assert!(text.contains("cores: Some(0) Some(0)"), "{text}");
    assert!(!text.contains(&number()) && !text.contains("in the middle of"), "{text}");
}
