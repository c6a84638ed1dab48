//! Damaged files: every cut and every changed byte of small files of every format and compression ends with an
//! error, or with what the bytes that are left say.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::io::{Cursor, Read as _, Write as _};
use std::path::PathBuf;

use contract_core::exchange::{Entry, Input, Reader, inputs};
use serde_json::Value;

const LINE: &str = r#"{"request":{"method":"GET","url":"/a"},"response":{"status":200,"body":[1]}}"#;
const HAR: &str = r#"{"log":{"entries":[{"request":{"method":"GET","url":"/a"},"response":{"status":200,"content":{"text":"{}"}}}]}}"#;

fn plain_files() -> Vec<(&'static str, Vec<u8>)> {
    let recording = serde_json::from_str::<Value>(LINE).unwrap();
    let recording = serde_json::to_vec_pretty(&recording).unwrap();
    vec![
        ("a.ndjson", format!("{LINE}\n{LINE}\n").into_bytes()),
        ("a.har", HAR.as_bytes().to_vec()),
        ("a.json", recording),
        ("b.json", LINE.as_bytes().to_vec()),
    ]
}

type Pack = fn(&[u8]) -> Vec<u8>;

const COMPRESSIONS: &[(&str, Pack)] = &[
    ("gz", |bytes| {
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gz.write_all(bytes).unwrap();
        gz.finish().unwrap()
    }),
    ("zst", |bytes| {
        let mut zst = zstd::stream::write::Encoder::new(Vec::new(), 3).unwrap();
        zst.include_checksum(true).unwrap();
        zst.write_all(bytes).unwrap();
        zst.finish().unwrap()
    }),
    // Without a checksum, as some tools write it.
    ("zst", |bytes| zstd::encode_all(bytes, 3).unwrap()),
];

/// How many entries were read, and how many were not.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    read: Vec<String>,
    unread: usize,
}

fn told(name: &str, bytes: &[u8]) -> Told {
    let input = Input { name: name.into(), path: Some(PathBuf::from(name)), ..Input::default() };
    let mut told = Told { read: Vec::new(), unread: 0 };
    let Ok(mut reader) = Reader::over(Box::new(Cursor::new(bytes.to_vec())), &input) else {
        return Told { unread: 1, ..told };
    };
    while let Some(entry) = reader.next_entry() {
        match entry {
            Entry::Exchange(exchange) => {
                told.read.push(format!("{} {:?}", exchange.response.status, exchange.request.url));
            }
            Entry::Unread(_) => told.unread += 1,
            Entry::Unanswered => panic!("no format of requests only"),
        }
    }
    told
}

/// How many exchanges the text holds; `None` if it is not whole.
fn whole(name: &str, bytes: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(bytes).ok()?;
    if name.ends_with("ndjson") {
        let lines = text.split('\n').filter(|line| !line.trim_ascii().is_empty());
        return lines
            .map(|line| serde_json::from_str::<Value>(line).ok())
            .collect::<Option<Vec<_>>>()
            .map(|all| all.len());
    }
    let value: Value = serde_json::from_str(text).ok()?;
    if name.ends_with("har") { Some(value.pointer("/log/entries")?.as_array()?.len()) } else { Some(1) }
}

fn unpacked(ending: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    match ending {
        "gz" => flate2::read::MultiGzDecoder::new(bytes).read_to_end(&mut plain).ok()?,
        _ => zstd::stream::read::Decoder::new(bytes).ok()?.read_to_end(&mut plain).ok()?,
    };
    (!bytes.is_empty()).then_some(plain)
}

/// Every cut, and every byte changed, in one bit or in all.
fn damaged(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let cuts = (0..bytes.len()).map(|end| bytes[..end].to_vec());
    let flips = (0..bytes.len()).map(|at| {
        let mut changed = bytes.to_vec();
        changed[at] ^= if at.is_multiple_of(3) { 0xff } else { 1 << (at % 8) };
        changed
    });
    cuts.chain(flips)
}

#[test]
fn a_damaged_text_is_unread_or_read_as_it_is() {
    for (name, bytes) in plain_files() {
        assert_eq!(told(name, &bytes).unread, 0, "{name}");
        for (number, bytes) in damaged(&bytes).enumerate() {
            let told = told(name, &bytes);
            match whole(name, &bytes) {
                None => assert!(told.unread > 0, "{name}, damage {number}: {told:?}"),
                Some(count) => assert_eq!(told.read.len() + told.unread, count, "{name}, damage {number}"),
            }
        }
    }
}

#[test]
fn a_damaged_compressed_file_is_unread_or_read_as_what_it_unpacks_to() {
    for (name, plain) in plain_files().into_iter().take(2) {
        for (ending, pack) in COMPRESSIONS {
            let (name, packed) = (format!("{name}.{ending}"), pack(&plain));
            assert_eq!(told(&name, &packed).unread, 0, "{name}");
            for (number, bytes) in damaged(&packed).enumerate() {
                let told_packed = told(&name, &bytes);
                match unpacked(ending, &bytes) {
                    Some(plain) => assert_eq!(told_packed, told(&name, &plain), "{name}, damage {number}"),
                    None => assert!(told_packed.unread > 0, "{name}, damage {number}: {told_packed:?}"),
                }
            }
        }
    }
}

#[test]
fn a_stream_that_fails_anywhere_is_never_one_that_ended() {
    struct Failing(Cursor<Vec<u8>>, bool);
    impl std::io::Read for Failing {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            match self.0.read(buffer)? {
                // Some readers say that they have ended once they have failed.
                0 if !std::mem::replace(&mut self.1, true) => Err(std::io::Error::other("gone")),
                count => Ok(count),
            }
        }
    }
    for (name, bytes) in plain_files() {
        let input = Input { name: name.into(), path: Some(PathBuf::from(name)), ..Input::default() };
        for end in 0..=bytes.len() {
            let stream = Failing(Cursor::new(bytes[..end].to_vec()), false);
            let Ok(mut reader) = Reader::over(Box::new(stream), &input) else { continue };
            let mut is_told = false;
            while let Some(entry) = reader.next_entry() {
                is_told |= matches!(entry, Entry::Unread(unread) if unread.reason.contains("gone"));
            }
            assert!(is_told, "{name}, {end} bytes");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_not_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(folder.path().join("gone"), folder.path().join("a.ndjson")).unwrap();
    let found = inputs(&[folder.path().to_owned()]).unwrap();
    assert!(Reader::open(&found[0]).is_err());
}
