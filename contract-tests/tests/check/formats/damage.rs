//! Damaged files of every format: what is left is read as what it says, or it is told that it could not be read.

use std::io::{Cursor, Read as _};
use std::path::PathBuf;

use contract_core::exchange::{Body, Entry, Input, Reader};
use serde_json::Value;

use super::{Row, rows, samples};

/// How many places of a file are damaged.
const PLACES: usize = 16;

/// What was read, and how much was not.
#[derive(Debug, Default, PartialEq, Eq)]
struct Told {
    read: Vec<String>,
    unread: usize,
    unanswered: usize,
}

fn told(file: &str, bytes: &[u8]) -> Told {
    let input = Input { name: file.into(), path: Some(PathBuf::from(file)), ..Input::default() };
    let mut told = Told::default();
    let Ok(mut reader) = Reader::over(Box::new(Cursor::new(bytes.to_vec())), &input) else {
        return Told { unread: 1, ..told };
    };
    while let Some(entry) = reader.next_entry() {
        match entry {
            Entry::Exchange(exchange) => {
                let (request, response) = (exchange.request, exchange.response);
                let bodies = [request.body, response.body].map(text);
                told.read.push(format!("{} {} {} {bodies:?}", request.method, request.url, response.status));
            }
            Entry::Unread(_) => told.unread += 1,
            Entry::Unanswered => told.unanswered += 1,
        }
    }
    told
}

fn text(body: Body<'_>) -> String {
    match body {
        // As it would be written anew.
        Body::Json(node) => serde_json::from_str::<Value>(node.raw())
            .map_or_else(|_| node.raw().to_owned(), |value| value.to_string()),
        Body::Text(text) | Body::Partial(text) => text.to_owned(),
        Body::Bytes(bytes) => format!("{bytes:?}"),
        Body::Absent | Body::Untold | Body::Unrecorded => String::new(),
    }
}

/// Places all over a file, which start with another byte in each.
fn places(file: &str, bytes: &[u8]) -> impl Iterator<Item = usize> + Clone {
    let step = (bytes.len() / PLACES).max(1);
    (file.len() % step..bytes.len()).step_by(step)
}

/// Cuts, and bytes changed, in one bit or in all.
fn damaged(file: &str, bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let places = places(file, bytes);
    let cuts = places.clone().map(|end| bytes[..end].to_vec());
    let flips = places.map(|at| {
        let mut changed = bytes.to_vec();
        changed[at] ^= if at.is_multiple_of(2) { 0xff } else { 1 << (at % 8) };
        changed
    });
    cuts.chain(flips)
}

/// How a file of a format is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Syntax {
    Json,
    Lines,
    PackedLines,
    /// YAML and the language of Bruno, in which a part may be a whole.
    Open,
}

impl Syntax {
    fn of(row: &Row) -> Self {
        match row.file.rsplit_once('.').unwrap().1 {
            "json" => Self::Json,
            "gz" => Self::PackedLines,
            "yml" | "yaml" | "bru" => Self::Open,
            _ => Self::Lines,
        }
    }

    /// The same in other words, by another reader; `None` if it is not whole.
    fn anew(self, bytes: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::Json => Some(serde_json::from_slice::<Value>(bytes).ok()?.to_string().into_bytes()),
            // One document may be spread over several lines.
            Self::Lines => Self::Json.anew(bytes).or_else(|| each_line_anew(bytes)),
            Self::PackedLines => {
                let mut plain = Vec::new();
                flate2::read::MultiGzDecoder::new(bytes).read_to_end(&mut plain).ok()?;
                Self::Lines.anew(&plain).filter(|_| !bytes.is_empty())
            }
            Self::Open => None,
        }
    }
}

fn each_line_anew(bytes: &[u8]) -> Option<Vec<u8>> {
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let anew = lines.map(|line| Some(serde_json::from_slice::<Value>(line).ok()?.to_string() + "\n"));
    Some(anew.collect::<Option<String>>()?.into_bytes())
}

/// A file of each format, with two exchanges.
fn files(is_open: bool) -> impl Iterator<Item = (Row, Syntax, Vec<u8>)> {
    // A log with a map is read like other lines.
    let rows = rows().into_iter().filter(|row| row.args.is_empty());
    let files = rows.map(|row| {
        let bytes = (row.write)(&[samples()[1].clone(), samples()[10].clone()]);
        let syntax = Syntax::of(&row);
        (row, syntax, bytes)
    });
    files.filter(move |(_, syntax, _)| (*syntax == Syntax::Open) == is_open)
}

#[test]
fn damaged_json_is_unread_or_read_as_it_is() {
    let mut compared = 0;
    for (row, syntax, bytes) in files(false) {
        let whole = told(row.file, &bytes);
        assert_eq!((whole.read.len(), whole.unread), (2, 0), "{}", row.name);
        let unpacked = row.file.trim_end_matches(".gz");
        for (number, bytes) in damaged(row.file, &bytes).enumerate() {
            let damaged = told(row.file, &bytes);
            match syntax.anew(&bytes) {
                None => assert!(damaged.unread > 0, "{}, damage {number}: {damaged:?}", row.name),
                Some(anew) => {
                    compared += 1;
                    assert_eq!(damaged, told(unpacked, &anew), "{}, damage {number}", row.name);
                }
            }
        }
    }
    assert!(compared > 60, "{compared}");
}

/// How many of the cuts may pass as shorter files, in percent: those between two interactions.
const BETWEEN: usize = 10;

/// More may in these formats, since their tools leave out empty bodies or end their files in no way of their own.
const MORE: &[(&str, usize)] = &[
    ("vcr 1", 20),
    ("vcrpy 0", 20),
    ("php-vcr", 20),
    ("Bruno, YAML export", 25),
    ("Bruno, YAML file", 25),
    ("httpmock", 20),
];

/// A cut of these may be a whole file again. Where it can be told, it is; otherwise what was read is what is there.
#[test]
fn cut_yaml_and_bru_is_unread_or_read_as_far_as_it_goes() {
    for (row, _, bytes) in files(true) {
        let whole = told(row.file, &bytes);
        assert_eq!((whole.read.len(), whole.unread), (2, 0), "{}", row.name);
        let cuts: Vec<Told> = places(row.file, &bytes).map(|end| told(row.file, &bytes[..end])).collect();
        for (number, cut) in cuts.iter().enumerate() {
            // The last one may be cut in a value.
            let before = cut.read.len().saturating_sub(1);
            assert_eq!(cut.read[..before], whole.read[..before], "{}, cut {number}", row.name);
        }
        let is_silent = |cut: &&Told| cut.unread == 0 && cut.unanswered == 0 && cut.read != whole.read;
        let most = MORE.iter().find(|(name, _)| *name == row.name).map_or(BETWEEN, |(_, most)| *most);
        let silent = cuts.iter().filter(is_silent).count();
        assert!(silent * 100 <= most * cuts.len(), "{}: {silent} of {}", row.name, cuts.len());
    }
}
