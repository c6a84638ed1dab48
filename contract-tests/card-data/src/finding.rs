//! The result of a search: classes and positions, never values.

use std::fmt;

/// A kind of data that must not be written to disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Class {
    /// A primary account number with a real scheme, a valid length and a correct check digit.
    CardNumber,
    /// Three or four digits in a place named like a card security code (CVV, CVC, ...).
    SecurityCode,
    /// An access token, a session cookie, the signature of a URL, or a JWT other than the invented one.
    Token,
    /// The value of a client key, a client secret or an API key.
    ClientKey,
    /// The password of a user, in a URL or a header.
    Password,
    /// A private key block.
    PrivateKey,
    /// A sensitive value seen earlier in this run; see [`SensitiveValues`](super::SensitiveValues).
    SensitiveValue,
}

impl Class {
    /// The name for display.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::CardNumber => "card number",
            Self::SecurityCode => "card security code",
            Self::Token => "access token",
            Self::ClientKey => "client key",
            Self::Password => "password",
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

/// An encoding that was decoded before the data became visible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// Backslash escapes as in JSON strings.
    Escape,
    /// Percent-encoding, including `+` for a space.
    Percent,
    /// Pairs of hexadecimal digits.
    Hex,
    /// Base64 with the standard alphabet.
    Base64,
    /// Base64 with the URL-safe alphabet.
    Base64Url,
    /// A part of a JSON Web Token.
    Jwt,
    /// Gzip.
    Gzip,
    /// Zstandard.
    Zstd,
    /// Bzip2.
    Bzip2,
    /// xz.
    Xz,
    /// A zlib stream.
    Zlib,
    /// A compressed member of a zip archive.
    Zip,
    /// A compressed JWT payload.
    Deflate,
    /// Bytes written as a list of numbers.
    ByteList,
    /// UTF-16 in either byte order.
    Utf16,
    /// Base32.
    Base32,
    /// HTML character references.
    Entity,
    /// Quoted-printable.
    QuotedPrintable,
    /// Characters that take no room.
    Invisible,
    /// A page of an SQLite database.
    Sqlite,
}

impl Encoding {
    /// The name for display.
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
            Self::Bzip2 => "bzip2",
            Self::Xz => "xz",
            Self::Zlib => "zlib",
            Self::Zip => "zip",
            Self::Deflate => "deflate",
            Self::ByteList => "list of bytes",
            Self::Utf16 => "utf-16",
            Self::Base32 => "base32",
            Self::Entity => "html",
            Self::QuotedPrintable => "quoted-printable",
            Self::Invisible => "invisible characters",
            Self::Sqlite => "sqlite",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

/// One hit: its class, its position and the encodings around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was found.
    pub class: Class,
    /// The byte offset in the searched bytes. For encoded data, that of the encoded run.
    pub offset: usize,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The encodings around the data, outermost first; empty for plain text.
    pub path: Vec<Encoding>,
}

impl Finding {
    /// The class, followed by ` (via a > b)` for encoded data.
    #[must_use]
    pub fn describe(&self) -> String {
        if self.path.is_empty() {
            return self.class.label().to_owned();
        }
        let layers: Vec<&str> = self.path.iter().map(|encoding| encoding.label()).collect();
        format!("{} (via {})", self.class, layers.join(" > "))
    }
}

/// A limit that a search reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Limit {
    /// More decoded bytes than [`Limits::decoded_bytes`](super::Limits::decoded_bytes).
    DecodedBytes,
    /// A compressed part continues after the bytes that are searched at once.
    Window,
    /// More findings than [`Limits::findings`](super::Limits::findings).
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

/// The result of a search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The findings, by offset.
    pub findings: Vec<Finding>,
    /// The limit that ended the search early, if any. What comes after it was not searched.
    pub cut_short: Option<Limit>,
    /// What the search could not look into, if anything: an encrypted archive, for example.
    pub sealed: Option<&'static str>,
}

impl Report {
    /// True if everything was searched and nothing was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty() && self.cut_short.is_none()
    }
}
