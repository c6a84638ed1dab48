//! Private keys: in PEM, in PGP blocks, in DER without a header, and as JSON Web Keys.

use super::key_value::{NameMatch, is_quote, skip_blanks, skip_quote, skip_sign};
use crate::decode::{VALUES, decode_run};

/// How many bytes after the block's first line the key starts at the latest; headers may come first.
const MAX_BLOCK_HEADERS: usize = 512;
/// The shortest full line of a key.
const MIN_KEY_LINE: usize = 48;
/// The base64 length of the shortest key in DER.
const MIN_DER: usize = 56;
/// How many base64 characters identify a key in DER.
const DER_HEAD: usize = 24;
/// How far from its type the other members of a JSON Web Key may be, in bytes.
const MAX_JWK: usize = 4096;
/// The shortest key material of a JSON Web Key, in base64.
const MIN_JWK_MATERIAL: usize = 22;

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const OCTETS: u8 = 0x04;

/// True if the match is the first line of a PEM block (`BEGIN` with an optional algorithm precedes it) and a
/// key follows.
pub(super) fn is_key_block(head: NameMatch<'_>) -> bool {
    let (before, behind) = (head.before(), head.behind());
    let algorithm =
        before.iter().rev().take_while(|byte| byte.is_ascii_uppercase() || **byte == b' ').count();
    let (dashes, words) = before.split_at(before.len() - algorithm);
    let window = &behind[..behind.len().min(MAX_BLOCK_HEADERS)];
    let mut runs = window.split(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'+' | b'/' | b'='));
    dashes.ends_with(b"-----") && words.starts_with(b"BEGIN ") && runs.any(|run| run.len() >= MIN_KEY_LINE)
}

/// True if base64 of a DER key starts here: PKCS #8, PKCS #1 or SEC 1.
pub(super) fn is_der_key(start: NameMatch<'_>) -> bool {
    let is_base64 = |byte: &&u8| VALUES[usize::from(**byte)] < 64;
    if start.before().last().is_some_and(|byte| is_base64(&byte)) {
        return false;
    }
    let text = &start.text[start.start..];
    let run = text.iter().take(MIN_DER).take_while(is_base64).count();
    run == MIN_DER && is_der_head(&decode_run(&text[..DER_HEAD]))
}

/// True for a sequence of a version and the next field of a private key.
fn is_der_head(der: &[u8]) -> bool {
    let Some([INTEGER, 1, version, rest @ ..]) = contents(der, SEQUENCE) else {
        return false;
    };
    match version {
        // PKCS #8 continues with the algorithm, PKCS #1 with the modulus.
        0 => {
            contents(rest, SEQUENCE).is_some_and(|algorithm| algorithm.starts_with(&[0x06]))
                || matches!(rest, [INTEGER, 0x41 | 0x81 | 0x82, ..])
        }
        1 => {
            contents(rest, SEQUENCE).is_some_and(|algorithm| algorithm.starts_with(&[0x06]))
                || matches!(rest, [OCTETS, 0x14..=0x42, ..])
        }
        _ => false,
    }
}

/// The available content of a DER value with this tag.
fn contents(der: &[u8], kind: u8) -> Option<&[u8]> {
    let (first, rest) = der.split_first()?;
    match rest {
        _ if *first != kind => None,
        [0x81, _, inner @ ..] | [0x82, _, _, inner @ ..] | [0..=0x7f, inner @ ..] => Some(inner),
        _ => None,
    }
}

/// Finds JSON Web Keys: objects that name a key type and have a secret member (`d` of a key pair, `k` of a symmetric
/// key), in either order. The text is read from left to right, and each part of it once.
#[derive(Default)]
pub(super) struct JsonKeys {
    /// The last key type for which no secret member has been seen.
    key_type: Option<usize>,
    /// The last secret member, and the offset up to which it is known that no other object starts behind it.
    member: Option<(usize, usize)>,
}

impl JsonKeys {
    /// The offset of the key that is complete with the type named here.
    pub(super) fn with_type(&mut self, name: NameMatch<'_>) -> Option<usize> {
        self.key_type = Some(name.start);
        let (start, searched) = self.member?;
        let between = &name.text[searched..name.start];
        let is_one_object = name.start - start <= MAX_JWK && !between.contains(&b'{');
        self.member = is_one_object.then_some((start, name.start));
        is_one_object.then(|| self.key_type.take()).flatten()
    }

    /// The offset of the key that is complete with the member named here.
    pub(super) fn with_member(&mut self, name: NameMatch<'_>) -> Option<usize> {
        if !is_key_material(name.behind()) {
            return None;
        }
        self.member = Some((name.start, name.end));
        let start = self.key_type.take()?;
        let is_near = name.start - start <= MAX_JWK;
        (is_near && !name.text[start..name.start].contains(&b'}')).then_some(start)
    }
}

fn is_key_material(behind: &[u8]) -> bool {
    let Some(value) = skip_sign(skip_blanks(behind)).map(skip_blanks) else {
        return false;
    };
    let text = skip_quote(value);
    let length = text.iter().take(MAX_JWK).take_while(|byte| VALUES[usize::from(**byte)] < 64).count();
    text.len() < value.len()
        && length >= MIN_JWK_MATERIAL
        && text.get(length).is_some_and(|byte| is_quote(*byte))
}
