//! The status of a response as tools write it.

use std::borrow::Cow;

/// The status in a number, or in a text such as `200 OK`.
pub(super) fn status_of(written: Option<Cow<'_, str>>) -> Result<u16, &'static str> {
    let written = written.ok_or("is missing")?;
    let digits = written.trim().split(' ').next().unwrap_or_default();
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let status = digits.parse().ok().filter(|status| is_number && (100..=999).contains(status));
    status.ok_or("is not an HTTP status")
}
