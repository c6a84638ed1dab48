//! The encodings that card data hides in.

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

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
    ("zlib in base64", |bytes| URL_SAFE_NO_PAD.encode(deflated::<ZlibEncoder<_>>(bytes)).into_bytes()),
    ("fast zlib in base64", |bytes| {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(3));
        encoder.write_all(bytes).unwrap();
        STANDARD.encode(encoder.finish().unwrap()).into_bytes()
    }),
    ("zip", zip),
    ("zip in base64", |bytes| STANDARD.encode(zip(bytes)).into_bytes()),
    ("compressed jwt", |bytes| {
        let header = base64url(br#"{"alg":"HS256","zip":"DEF"}"#);
        format!(
            "{header}.{}.{}",
            base64url(&deflated::<DeflateEncoder<_>>(&[b"{\"sub\":\"somebody\"}\n", bytes].concat())),
            base64url(&[0xA5; 32])
        )
        .into_bytes()
    }),
    ("base32", base32),
    ("prefixed base32", |bytes| [b"AB".to_vec(), base32(bytes)].concat()),
    ("small base32", |bytes| base32(bytes).to_ascii_lowercase()),
    ("a list of bytes", |bytes| format!("{bytes:?}").into_bytes()),
    ("an indented list of bytes", |bytes| format!("{bytes:#?}").into_bytes()),
    ("a dump", |bytes| listed(bytes, " ", |byte| format!("{byte:02x}"))),
    ("a dump with colons", |bytes| listed(bytes, ":", |byte| format!("{byte:02X}"))),
    ("bytes of source code", |bytes| listed(bytes, ",", |byte| format!("0x{byte:x}"))),
    ("html", |bytes| references(bytes, |code| format!("&#{code};"))),
    ("html, hex", |bytes| references(bytes, |code| format!("&#x{code:x};"))),
    ("percent, twice", |bytes| percent_all(&percent_all(bytes))),
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

/// A way to compress without a head.
trait Deflate: Write + Sized {
    fn begin() -> Self;
    fn end(self) -> Vec<u8>;
}

impl Deflate for ZlibEncoder<Vec<u8>> {
    fn begin() -> Self {
        Self::new(Vec::new(), Compression::default())
    }
    fn end(self) -> Vec<u8> {
        self.finish().unwrap()
    }
}

impl Deflate for DeflateEncoder<Vec<u8>> {
    fn begin() -> Self {
        Self::new(Vec::new(), Compression::default())
    }
    fn end(self) -> Vec<u8> {
        self.finish().unwrap()
    }
}

fn deflated<D: Deflate>(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = D::begin();
    encoder.write_all(bytes).unwrap();
    encoder.end()
}

pub(crate) fn zlib(bytes: &[u8]) -> Vec<u8> {
    deflated::<ZlibEncoder<_>>(bytes)
}

/// A zip file of one member, as far as its members go: the directory at its end is left out.
pub(crate) fn zip(bytes: &[u8]) -> Vec<u8> {
    let data = deflated::<DeflateEncoder<_>>(bytes);
    let mut file = b"PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00".to_vec();
    for length in [data.len(), bytes.len()] {
        file.extend(u32::try_from(length).unwrap().to_le_bytes());
    }
    file.extend([3, 0, 0, 0]);
    file.extend(b"a.b");
    [file, data].concat()
}

fn references(bytes: &[u8], reference: fn(u32) -> String) -> Vec<u8> {
    String::from_utf8_lossy(bytes).chars().map(|c| reference(c.into())).collect::<String>().into_bytes()
}

fn listed(bytes: &[u8], joint: &str, written: fn(u8) -> String) -> Vec<u8> {
    bytes.iter().map(|byte| written(*byte)).collect::<Vec<_>>().join(joint).into_bytes()
}

fn base32(bytes: &[u8]) -> Vec<u8> {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits: Vec<u8> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect();
    let value = |bits: &[u8]| (0..5).fold(0, |value, at| value << 1 | bits.get(at).copied().unwrap_or(0));
    bits.chunks(5).map(|bits| ALPHABET[usize::from(value(bits))]).collect()
}

fn escapes(bytes: &[u8]) -> Vec<u8> {
    String::from_utf8_lossy(bytes)
        .encode_utf16()
        .flat_map(|unit| format!("\\u{unit:04x}").into_bytes())
        .collect()
}
