//! The encodings that card data hides in.

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use flate2::Compression;
use flate2::write::GzEncoder;

type Encode = fn(&[u8]) -> Vec<u8>;

/// Every encoding, by name.
pub(crate) const ENCODINGS: &[(&str, Encode)] = &[
    ("percent", percent),
    ("percent, all", percent_all),
    ("hex", hex),
    ("hex, capital", |bytes| hex(bytes).to_ascii_uppercase()),
    ("base64", |bytes| STANDARD.encode(bytes).into_bytes()),
    ("base64, unpadded", |bytes| STANDARD_NO_PAD.encode(bytes).into_bytes()),
    ("base64url", |bytes| URL_SAFE.encode(bytes).into_bytes()),
    ("base64url, unpadded", |bytes| URL_SAFE_NO_PAD.encode(bytes).into_bytes()),
    ("prefixed base64url", |bytes| format!("tkXyz_{}", URL_SAFE_NO_PAD.encode(bytes)).into_bytes()),
    ("jwt", |bytes| jwt(bytes).into_bytes()),
    ("gzip", gzip),
    ("zstd", |bytes| zstd::encode_all(bytes, 0).unwrap()),
    ("gzip in base64", |bytes| STANDARD.encode(gzip(bytes)).into_bytes()),
    ("escapes", escapes),
    ("escaped JSON", |bytes| {
        String::from_utf8_lossy(bytes)
            .replace('\\', "\\\\")
            .replace('"', "\\\"")
            .replace('\n', "\\n")
            .into_bytes()
    }),
];

pub(crate) fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(crate) fn jwt(payload: &[u8]) -> String {
    format!("{}.{}.{}", base64url(br#"{"alg":"HS256"}"#), base64url(payload), base64url(&[0xA5; 32]))
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn percent(bytes: &[u8]) -> Vec<u8> {
    let encode = |byte: &u8| match byte {
        b' ' => vec![b'+'],
        byte if byte.is_ascii_alphanumeric() || *byte == b'-' => vec![*byte],
        byte => format!("%{byte:02X}").into_bytes(),
    };
    [b"a%20".to_vec(), bytes.iter().flat_map(encode).collect()].concat()
}

fn percent_all(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().flat_map(|byte| format!("%{byte:02x}").into_bytes()).collect()
}

pub(crate) fn hex(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect()
}

fn escapes(bytes: &[u8]) -> Vec<u8> {
    String::from_utf8_lossy(bytes)
        .encode_utf16()
        .flat_map(|unit| format!("\\u{unit:04x}").into_bytes())
        .collect()
}
