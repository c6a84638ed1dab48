//! The invented JWT: the one token that may stand in a recording.

use super::decode::decode_run;

/// A word that marks an invented credential, in any case. The search takes credentials that hold it for what
/// they are.
pub const INVENTED_WORD: &str = "invented";

/// The payload of every invented JWT, decoded. It says nothing, and a JWT that says anything else is a finding.
pub const JWT_PAYLOAD: &str = r#"{"value":"invented","iat":0}"#;

const JWT_HEADER: &str = r#"{"alg":"none","typ":"JWT"}"#;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A JWT of three parts with [`JWT_PAYLOAD`], behind `prefix`. `signature` is taken as the third part.
#[must_use]
pub fn invented_jwt(prefix: &str, signature: &str) -> String {
    format!("{prefix}{}.{}.{signature}", base64url(JWT_HEADER.as_bytes()), base64url(JWT_PAYLOAD.as_bytes()))
}

/// True if this is the encoded payload of an invented JWT, and nothing else.
pub(super) fn is_invented_payload(part: &[u8]) -> bool {
    decode_run(part) == JWT_PAYLOAD.as_bytes()
}

/// Base64 with the URL-safe alphabet, unpadded.
fn base64url(bytes: &[u8]) -> String {
    bytes
        .chunks(3)
        .flat_map(|chunk| {
            let group = chunk.iter().fold(0, |group, byte| group << 8 | usize::from(*byte))
                << (8 * (3 - chunk.len()));
            (0..=chunk.len()).map(move |place| char::from(ALPHABET[group >> (18 - 6 * place) & 63]))
        })
        .collect()
}
