//! The invented JWT, the only token that may be in a recording.

use super::decode::decode_run;

/// Marks an invented credential, in any case. The search accepts credentials that contain it.
pub const INVENTED_WORD: &str = "invented";

/// The decoded payload of every invented JWT. A JWT with any other payload is a finding.
pub const JWT_PAYLOAD: &str = r#"{"value":"invented","iat":0}"#;

const JWT_HEADER: &str = r#"{"alg":"none","typ":"JWT"}"#;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A JWT with [`JWT_PAYLOAD`] after `prefix`, with `signature` as its third part.
#[must_use]
pub fn invented_jwt(prefix: &str, signature: &str) -> String {
    format!("{prefix}{}.{}.{signature}", base64url(JWT_HEADER.as_bytes()), base64url(JWT_PAYLOAD.as_bytes()))
}

/// True if this is exactly the encoded payload of an invented JWT.
pub(super) fn is_invented_payload(part: &[u8]) -> bool {
    part.len() == (JWT_PAYLOAD.len() * 4).div_ceil(3) && decode_run(part) == JWT_PAYLOAD.as_bytes()
}

/// Encodes unpadded base64 with the URL-safe alphabet.
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
