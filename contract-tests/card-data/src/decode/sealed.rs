//! Formats that the search cannot look into: their content is encrypted, or compressed in a way that it does not
//! read.

use memchr::memmem;

/// Magic bytes at the start, and what they announce.
const MAGICS: &[(&[u8], &str)] = &[
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"LZIP\x01", "an lzip file"),
    (b"\x5d\0\0\x80\0\xff\xff\xff\xff\xff\xff\xff\xff", "an LZMA file"),
    (b"\x5d\0\0\0\x04\xff\xff\xff\xff\xff\xff\xff\xff", "an LZMA file"),
    (b"\x1f\x9d\x90", "a file of compress"),
    (b"\x04\x22\x4d\x18", "an LZ4 file"),
    (b"\x02\x21\x4c\x18", "an LZ4 file"),
    (b"\x89LZO\0\r\n\x1a\n", "an LZO file"),
    (b"\xff\x06\0\0sNaPpY", "a Snappy file"),
    (b"MSCF\0\0\0\0", "a cabinet archive"),
    (b"xar!\0\x1c", "a XAR archive"),
    (b"hsqs", "a SquashFS image"),
    (b"PAR1\x15", "a Parquet file"),
    (b"Obj\x01", "an Avro file"),
    (b"age-encryption.org/v1", "a file encrypted with age"),
    (b"-----BEGIN AGE ENCRYPTED FILE-----", "a file encrypted with age"),
    (b"-----BEGIN PGP MESSAGE-----", "a PGP message"),
    (b"Salted__", "a file encrypted with OpenSSL"),
    (b"LUKS\xba\xbe", "an encrypted disk image"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OFFICE),
];

/// Documents of old office programs are stored plainly, unless they are encrypted.
const OFFICE: &str = "an encrypted document";
/// The name of the stream that holds an encrypted document, in UTF-16.
const ENCRYPTED_STREAM: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

/// The length of a member's header in a zip archive, without name and extra field.
const MEMBER_HEADER: usize = 30;
/// The highest version that a zip archive may need, 6.3.
const MAX_ZIP_VERSION: u8 = 63;
/// The methods of members that are read: stored, deflated, and those whose streams have magic bytes (bzip2,
/// Zstandard, xz).
const READ_METHODS: &[u16] = &[0, 8, 12, 20, 93, 95];

/// What in the bytes cannot be looked into, if anything.
pub(crate) fn sealed(bytes: &[u8]) -> Option<&'static str> {
    let magic = MAGICS.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, name)| *name);
    match magic {
        Some(OFFICE) => memmem::find(bytes, ENCRYPTED_STREAM).map(|_| OFFICE),
        Some(name) => Some(name),
        None if bytes.starts_with(b"%PDF-") => {
            memmem::find(bytes, b"/Encrypt ").map(|_| "an encrypted PDF document")
        }
        None if bytes.starts_with(b"PK\x03\x04") => sealed_member(bytes),
        None => None,
    }
}

fn sealed_member(archive: &[u8]) -> Option<&'static str> {
    memmem::find_iter(archive, b"PK\x03\x04").find_map(|start| {
        let head = archive.get(start..start + MEMBER_HEADER)?;
        let version = u16::from_le_bytes([head[4], head[5]]);
        let is_member = version <= u16::from(MAX_ZIP_VERSION) && head[26..28] != [0, 0];
        let is_encrypted = head[6] & 1 != 0;
        let is_read = READ_METHODS.contains(&u16::from_le_bytes([head[8], head[9]]));
        match (is_member, is_encrypted, is_read) {
            (false, _, _) | (true, false, true) => None,
            (true, true, _) => Some("an encrypted member of a zip archive"),
            (true, false, false) => Some("a member of a zip archive compressed in a way that is not read"),
        }
    })
}
