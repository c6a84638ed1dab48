//! Credentials in URLs: user info, and the signatures of signed URLs.

use super::credential::{is_credential_text, is_real_password};
use super::key_value::NameMatch;

/// The longest user info.
const MAX_USER_INFO: usize = 256;
/// The shortest signature: twenty bytes in base64.
const MIN_SIGNATURE: usize = 26;
/// The longest signature that is read.
const MAX_SIGNATURE: usize = 1024;

/// True for `://user:password@` and `://token@`.
pub(super) fn has_user_info(sign: NameMatch<'_>) -> bool {
    let behind = sign.behind();
    let window = &behind[..behind.len().min(MAX_USER_INFO)];
    let ends = |byte: &u8| !byte.is_ascii_graphic() || b"/?#\"'<>`\\|,".contains(byte);
    let authority = &window[..window.iter().position(ends).unwrap_or(window.len())];
    let Some(at) = memchr::memrchr(b'@', authority) else { return false };
    let info = &authority[..at];
    match memchr::memchr(b':', info) {
        Some(colon) => is_real_password(&info[..colon], &info[colon + 1..]),
        // An address of mail as the name of a user is no token.
        None => !info.iter().any(|byte| matches!(byte, b'%' | b'@')) && is_credential_text(info),
    }
}

/// True for the signature of a signed URL: a parameter of a query, long and mixed.
pub(super) fn is_signature(name: NameMatch<'_>) -> bool {
    let Some(value) = name.behind().strip_prefix(b"=") else { return false };
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || b"-_+/%~=".contains(byte);
    let length = value.iter().take(MAX_SIGNATURE).take_while(is_part).count();
    let before = name.before().last().copied();
    // In HTML, the ampersand is a reference.
    matches!(before, Some(b'?' | b'&' | b';'))
        && length >= MIN_SIGNATURE
        && is_credential_text(&value[..length])
}
