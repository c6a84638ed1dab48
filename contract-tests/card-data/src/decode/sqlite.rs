//! The values of an SQLite database: on its pages, they stand next to each other without anything between them.

use super::section::Section;
use crate::finding::Encoding;

const MAGIC: &[u8] = b"SQLite format 3\0";
/// The header of the file, at the start of the first page.
const FILE_HEADER: usize = 100;
/// The header of a page without further pages below it.
const PAGE_HEADER: usize = 8;
const TABLE_PAGE: u8 = 0x0d;
const INDEX_PAGE: u8 = 0x0a;

/// Calls `found` with the values of each page of rows, one a line. Of a value that continues on another page, the
/// first part is there.
pub(crate) fn each_page(database: &[u8], mut found: impl FnMut(Section)) {
    if !database.starts_with(MAGIC) {
        return;
    }
    let size = match database.get(16..18) {
        Some([0, 1]) => 65536,
        Some([high, low]) => usize::from(u16::from_be_bytes([*high, *low])),
        _ => return,
    };
    if size < 512 || !size.is_power_of_two() {
        return;
    }
    for (number, page) in database.chunks(size).enumerate() {
        let values = values(page, if number == 0 { FILE_HEADER } else { 0 });
        if let Some(values) = values.filter(|values| !values.is_empty()) {
            found(Section::of_run(Encoding::Sqlite, number * size, values));
        }
    }
}

fn values(page: &[u8], header: usize) -> Option<Vec<u8>> {
    let kind = *page.get(header)?;
    if !matches!(kind, TABLE_PAGE | INDEX_PAGE) {
        return None;
    }
    let count = usize::from(u16::from_be_bytes([*page.get(header + 3)?, *page.get(header + 4)?]));
    let mut values = Vec::new();
    let pointers = page.get(header + PAGE_HEADER..)?.chunks_exact(2).take(count);
    for pointer in pointers {
        let cell = page.get(usize::from(u16::from_be_bytes([pointer[0], pointer[1]]))..).unwrap_or_default();
        // A cell may overlap others in a damaged file; together they are never longer than the page allows.
        if values.len() > 16 * page.len() {
            break;
        }
        let _: Option<()> = row(cell, kind, &mut values);
    }
    Some(values)
}

/// Appends the values of a row.
fn row(cell: &[u8], kind: u8, values: &mut Vec<u8>) -> Option<()> {
    let (_, mut rest) = varint(cell)?;
    if kind == TABLE_PAGE {
        (_, rest) = varint(rest)?;
    }
    let (length, behind) = varint(rest)?;
    let used = rest.len() - behind.len();
    let mut types = behind.get(..usize::try_from(length).ok()?.checked_sub(used)?)?;
    let mut content = rest.get(usize::try_from(length).ok()?..)?;
    while !types.is_empty() {
        let (kind, behind) = varint(types)?;
        types = behind;
        let length = match kind {
            1..=4 => usize::try_from(kind).ok()?,
            5 => 6,
            6 | 7 => 8,
            0 | 8..=11 => 0,
            _ => usize::try_from((kind - 12) / 2).ok()?,
        };
        let value = &content[..length.min(content.len())];
        content = &content[value.len()..];
        if let 1..=6 = kind {
            let number = value.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
            values.extend_from_slice(number.to_string().as_bytes());
        } else if kind >= 12 {
            values.extend_from_slice(value);
        }
        values.push(b'\n');
    }
    Some(())
}

/// A number of up to nine bytes, seven bits each.
fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut number = 0_u64;
    for (at, byte) in bytes.iter().take(8).enumerate() {
        number = number << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((number, &bytes[at + 1..]));
        }
    }
    Some((number << 8 | u64::from(*bytes.get(8)?), bytes.get(9..)?))
}
