//! Checks of texts in requests.

use crate::error::Error;

/// A text of at least `least` and at most 255 characters, none of them a control character.
pub(crate) fn text(field: &'static str, least: usize, text: &str) -> Result<String, Error> {
    let length = text.chars().count();
    if (least..=255).contains(&length) && !text.trim().is_empty() && !has_control_characters(text) {
        return Ok(text.to_owned());
    }
    Err(Error::InvalidInput {
        field,
        reason: "the text is missing, too short, too long or has control characters",
    })
}

/// True if a text has a character that is not to be printed.
pub(crate) fn has_control_characters(text: &str) -> bool {
    text.chars().any(char::is_control)
}

/// A country as two letters, in upper case.
pub(crate) fn country(field: &'static str, code: &str) -> Result<String, Error> {
    if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Ok(code.to_ascii_uppercase());
    }
    Err(Error::InvalidInput { field, reason: "a country is two letters, such as CM" })
}

/// The dial code of a country, with a plus.
pub(crate) fn dial_code(field: &'static str, code: &str) -> Result<String, Error> {
    let digits = code.strip_prefix('+').unwrap_or_default();
    if (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(code.to_owned());
    }
    Err(Error::InvalidInput { field, reason: "a dial code is a plus and digits, such as +237" })
}

/// Country code and number, without a plus.
pub(crate) fn full_phone(field: &'static str, number: &str) -> Result<String, Error> {
    if (6..=15).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(number.to_owned());
    }
    Err(Error::InvalidInput {
        field,
        reason: "a number is the country code and the local number, digits only",
    })
}
