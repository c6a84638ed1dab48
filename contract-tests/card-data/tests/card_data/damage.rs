//! Damaged files: every cut and every changed byte ends with an error, or with what the bytes say.

use std::fs;
use std::io::Write as _;

use card_data::{Class, Detector, Encoding, search_file, search_paths, search_reader};
use tempfile::tempdir;

use crate::encode::{gzip, zip};
use crate::numbers::complete;

pub(crate) fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn xz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = liblzma::write::XzEncoder::new(Vec::new(), 6);
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = zstd::stream::write::Encoder::new(Vec::new(), 3).unwrap();
    encoder.include_checksum(true).unwrap();
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

type Pack = fn(&[u8]) -> Vec<u8>;

const COMPRESSIONS: &[(&str, Encoding, Pack)] = &[
    ("gz", Encoding::Gzip, gzip),
    ("zst", Encoding::Zstd, zstd),
    ("bz2", Encoding::Bzip2, bzip2),
    ("xz", Encoding::Xz, xz),
];

fn text() -> String {
    let words: Vec<String> = (0..40_u32).map(|word| (word * word * 7919).to_string()).collect();
    format!("{} pan={} {}", words.join(" "), complete("424242424242424"), words.join("-"))
}

#[test]
fn compressed_files_are_searched_in_every_compression_and_inside_of_each_other() {
    for (_, inner, pack) in COMPRESSIONS {
        for (_, outer, wrap) in COMPRESSIONS {
            for packed in
                [wrap(&pack(text().as_bytes())), wrap(&[b"x", pack(text().as_bytes()).as_slice()].concat())]
            {
                let report = search_reader(&Detector::default(), packed.as_slice()).unwrap();
                let found: Vec<_> =
                    report.findings.iter().map(|found| (found.class, found.path.clone())).collect();
                assert_eq!(found, [(Class::CardNumber, vec![*outer, *inner])]);
            }
        }
        // Several streams in one file.
        let twice = [pack(b"nothing\n"), pack(text().as_bytes())].concat();
        assert_eq!(
            search_reader(&Detector::default(), twice.as_slice()).unwrap().findings.len(),
            1,
            "{inner}"
        );
    }
}

#[test]
fn a_damaged_compressed_file_is_no_clean_one() {
    let folder = tempdir().unwrap();
    for (ending, encoding, pack) in COMPRESSIONS {
        let path = folder.path().join(format!("a.{ending}"));
        let whole = pack(text().as_bytes());
        let cuts = (0..whole.len()).map(|end| whole[..end].to_vec());
        let flips = (0..whole.len()).flat_map(|at| {
            [1 << (at % 8), 0xff].map(|mask| {
                let mut changed = whole.clone();
                changed[at] ^= mask;
                changed
            })
        });
        for (number, bytes) in cuts.chain(flips).enumerate() {
            fs::write(&path, &bytes).unwrap();
            // A few bytes of the headers, such as the time, mean nothing.
            let is_told = search_file(&Detector::default(), &path).map_or(true, |report| !report.is_clean());
            assert!(is_told, "{encoding}, damage {number} of {}", whole.len());
        }
    }
}

#[test]
fn an_unpacked_file_may_keep_its_name() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.txt.gz");
    fs::write(&path, format!("{}é", "x".repeat(4095))).unwrap();
    assert!(search_file(&Detector::default(), &path).unwrap().is_clean());
}

#[test]
fn what_cannot_be_looked_into_is_said() {
    let mut encrypted = zip(b"x");
    encrypted[6] |= 1;
    let mut unknown = zip(b"x");
    unknown[8] = 98;
    let sealed: Vec<Vec<u8>> = vec![
        b"7z\xbc\xaf\x27\x1c\0\x04".to_vec(),
        b"Rar!\x1a\x07\x01\0".to_vec(),
        b"Salted__12345678".to_vec(),
        b"%PDF-1.7\n1 0 obj <</Encrypt 5 0 R>>".to_vec(),
        encrypted,
        unknown,
    ];
    for bytes in &sealed {
        for bytes in [bytes.clone(), gzip(bytes), xz(bytes)] {
            let report = search_reader(&Detector::default(), bytes.as_slice()).unwrap();
            assert!(report.sealed.is_some(), "{:?}", &bytes[..4]);
        }
    }
    for plain in ["7z is an archiver", "Rar! it said", "PK", "%PDF-1.7\nplain", ""] {
        assert_eq!(search_reader(&Detector::default(), plain.as_bytes()).unwrap().sealed, None, "{plain}");
    }
    assert_eq!(search_reader(&Detector::default(), zip(b"x").as_slice()).unwrap().sealed, None);
}

#[test]
fn many_false_starts_of_streams_end_the_search_early_and_are_said() {
    for magic in [&b"BZh91AY&SY"[..], b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd", b"\x1f\x8b\x08"] {
        let report =
            search_reader(&Detector::default(), [b"x", magic.repeat(100_000).as_slice()].concat().as_slice());
        assert!(report.unwrap().cut_short.is_some());
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_listed_is_told() {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join(".git"), "gitdir: /nowhere/at/all\n").unwrap();
    let reports = search_paths(&Detector::default(), &[folder.path().to_path_buf()]);
    assert!(reports.iter().any(|report| report.outcome.is_err()));
}

/// A gzip stream with these flags, and what they announce behind the fixed part of the head.
fn gzip_with(flags: u8, fields: &[u8]) -> Vec<u8> {
    let whole = gzip(b"nothing to see here");
    let mut bytes = whole[..10].to_vec();
    bytes[3] = flags;
    bytes.extend_from_slice(fields);
    bytes.extend_from_slice(&whole[10..]);
    bytes
}

/// A frame that decoders of Zstandard skip.
fn skipped(content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_le_bytes();
    [&[0x50, 0x2a, 0x4d, 0x18], &length[..], content].concat()
}

#[test]
fn what_stands_beside_compressed_content_is_searched() {
    let number = complete("424242424242424");
    let field = format!("pan {number}\0");
    let extra = [&[u8::try_from(number.len()).unwrap(), 0][..], number.as_bytes()].concat();
    let files = [
        gzip_with(0x08, field.as_bytes()),
        gzip_with(0x10, field.as_bytes()),
        gzip_with(0x04, &extra),
        [gzip(b"x"), gzip_with(0x18, format!("a.txt\0{field}").as_bytes())].concat(),
        [zstd(b"nothing"), skipped(number.as_bytes())].concat(),
        [zstd(b"nothing"), skipped(number.as_bytes()), zstd(b"nothing")].concat(),
    ];
    for (at, bytes) in files.iter().enumerate() {
        let report = search_reader(&Detector::default(), bytes.as_slice()).unwrap();
        assert_eq!(report.findings.len(), 1, "{at}");
        assert_eq!(report.findings[0].class, Class::CardNumber);
    }
    for bytes in [
        gzip_with(0x08, b"a.txt\0"),
        zstd(&vec![7; 100_000]),
        gzip(text().replace("pan", "x").split("42").next().unwrap().as_bytes()),
    ] {
        assert!(search_reader(&Detector::default(), bytes.as_slice()).unwrap().is_clean());
    }
}
