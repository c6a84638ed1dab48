//! What a search answers with: classes and places, never values.

use std::fmt;

/// A kind of data that must not be on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Class {
    /// A primary account number: real scheme, real length, correct check digit.
    CardNumber,
    /// Three or four digits in a place named for a card security code (CVV, CVC, ...).
    SecurityCode,
    /// A bearer token, or a JWT other than the invented one.
    Token,
    /// The value of a client key or client secret.
    ClientKey,
    /// A private key block.
    PrivateKey,
    /// A sensitive value met earlier in this run, see [`SensitiveValues`](super::SensitiveValues).
    SensitiveValue,
}

impl Class {
    /// The words a reader sees.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::CardNumber => "card number",
            Self::SecurityCode => "card security code",
            Self::Token => "access token",
            Self::ClientKey => "client key",
            Self::PrivateKey => "private key",
            Self::SensitiveValue => "sensitive value of this run",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

/// A layer that was taken off before the data came to light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// Backslash escapes as in JSON strings.
    Escape,
    /// Percent-encoding, `+` for a space included.
    Percent,
    /// Pairs of hexadecimal digits.
    Hex,
    /// Base64 with the standard alphabet.
    Base64,
    /// Base64 with the alphabet that is safe in URLs.
    Base64Url,
    /// A part of a JSON Web Token.
    Jwt,
    /// Gzip.
    Gzip,
    /// Zstandard.
    Zstd,
    /// A zlib stream.
    Zlib,
    /// A compressed member of a zip file.
    Zip,
    /// A compressed payload of a token.
    Deflate,
    /// Bytes written as numbers, one by one.
    ByteList,
    /// UTF-16, either byte order.
    Utf16,
    /// Base32.
    Base32,
    /// Character references of HTML.
    Entity,
    /// Quoted-printable.
    QuotedPrintable,
}

impl Encoding {
    /// The words a reader sees.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Escape => "escapes",
            Self::Percent => "percent",
            Self::Hex => "hex",
            Self::Base64 => "base64",
            Self::Base64Url => "base64url",
            Self::Jwt => "jwt",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Zlib => "zlib",
            Self::Zip => "zip",
            Self::Deflate => "deflate",
            Self::ByteList => "list of bytes",
            Self::Utf16 => "utf-16",
            Self::Base32 => "base32",
            Self::Entity => "html",
            Self::QuotedPrintable => "quoted-printable",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

/// One hit: what it is, where it is, and through which layers it was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was found.
    pub class: Class,
    /// Offset in bytes from the start of the searched bytes. For encoded data, where the encoded run starts.
    pub offset: usize,
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// The layers taken off, the outermost first; empty if the data stands there plainly.
    pub path: Vec<Encoding>,
}

impl Finding {
    /// `class`, and ` (via a > b)` if layers had to be taken off.
    #[must_use]
    pub fn describe(&self) -> String {
        if self.path.is_empty() {
            return self.class.label().to_owned();
        }
        let layers: Vec<&str> = self.path.iter().map(|encoding| encoding.label()).collect();
        format!("{} (via {})", self.class, layers.join(" > "))
    }
}

/// A bound that a search met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Limit {
    /// More decoded bytes than [`Limits::decoded_bytes`](super::Limits::decoded_bytes).
    DecodedBytes,
    /// A compressed part of a file that goes on behind the bytes that are searched at once.
    Window,
    /// More hits than [`Limits::findings`](super::Limits::findings).
    Findings,
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DecodedBytes => "the limit for decoded bytes was met",
            Self::Window => "something compressed in it is longer than what is read at once",
            Self::Findings => "the limit for hits was met",
        })
    }
}

/// The outcome of a search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The hits, by offset.
    pub findings: Vec<Finding>,
    /// The bound that ended the search early, if one did. Bytes behind it were not searched.
    pub cut_short: Option<Limit>,
}

impl Report {
    /// True if all was searched and nothing was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty() && self.cut_short.is_none()
    }
}
