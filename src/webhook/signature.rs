//! The signature headers.

use super::error::WebhookError;

/// The length of an HMAC-SHA256 in bytes.
const MAC_LENGTH: usize = 32;
/// The most signatures in one header. A sender that rotates its secret sends two.
const MAX_SIGNATURES: usize = 8;
/// The most digits of a time in seconds; enough for the next 30,000 years.
const MAX_TIME_DIGITS: usize = 12;

/// A MAC of a header.
pub(super) type Mac = [u8; MAC_LENGTH];

/// The content of a signature header.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Signature<'h> {
    /// The time as the sender wrote it: it may be a part of the signed text.
    pub(super) time: &'h str,
    pub(super) seconds: i64,
    pub(super) macs: Vec<Mac>,
}

/// Parses `t=<unix seconds>,v1=<hexadecimal HMAC-SHA256>`. Other schemes than `v1` are ignored, for later versions.
pub(super) fn parse(header: &str) -> Result<Signature<'_>, WebhookError> {
    let mut time = None;
    let mut macs = Vec::new();
    for element in header.split(',') {
        let (name, value) =
            element.trim_matches(' ').split_once('=').ok_or(malformed("an element has no `=`"))?;
        match name {
            "t" if time.is_some() => return Err(malformed("it has two times")),
            "t" => time = Some((value, seconds(value)?)),
            "v1" if macs.len() == MAX_SIGNATURES => return Err(malformed("it has too many signatures")),
            "v1" => macs.push(mac(value)?),
            _ => {}
        }
    }
    let (time, seconds) = time.ok_or(malformed("it has no `t`"))?;
    if macs.is_empty() {
        return Err(malformed("it has no `v1`"));
    }
    Ok(Signature { time, seconds, macs })
}

/// Parses the older `sha256=<hexadecimal HMAC-SHA256>`.
pub(super) fn parse_older(header: &str) -> Result<Mac, WebhookError> {
    mac(header.strip_prefix("sha256=").ok_or(malformed("it doesn't start with `sha256=`"))?)
}

pub(super) fn malformed(reason: &'static str) -> WebhookError {
    WebhookError::Malformed { reason }
}

/// Digits only: a sign or a space would be signed, too, and mean something else to another reader.
fn seconds(text: &str) -> Result<i64, WebhookError> {
    let is_plain =
        (1..=MAX_TIME_DIGITS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = if is_plain { text.parse().ok() } else { None };
    seconds.ok_or(malformed("`t` isn't a time in seconds"))
}

fn mac(text: &str) -> Result<Mac, WebhookError> {
    let malformed = || malformed("a signature isn't 64 hexadecimal digits");
    let digits = text.as_bytes();
    if digits.len() != 2 * MAC_LENGTH {
        return Err(malformed());
    }
    let mut mac = [0; MAC_LENGTH];
    for (byte, pair) in mac.iter_mut().zip(digits.chunks_exact(2)) {
        let digit = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
        let (Some(high), Some(low)) = (digit(pair[0]), digit(pair[1])) else { return Err(malformed()) };
        *byte = high << 4 | low;
    }
    Ok(mac)
}
