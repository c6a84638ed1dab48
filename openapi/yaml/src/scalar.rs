//! Resolves unquoted scalars by the core schema of YAML 1.2, extended by `0b` and `1_000`.

use crate::Value;

/// The value of a plain scalar, or an error.
pub(crate) fn plain(text: &str) -> Result<Value, String> {
    if is_null(text) {
        return Ok(Value::Null);
    }
    let number = || integer(text).or_else(|| float(text));
    match boolean(text).or_else(number) {
        Some(Value::Float(number)) if !number.is_finite() => Err(format!("`{text}` is not a finite number")),
        Some(value) => Ok(value),
        None => Ok(Value::Text(text.to_owned())),
    }
}

/// The value of a scalar with a tag of the core schema (`!!int`), or an error.
pub(crate) fn tagged(tag: &str, text: &str) -> Result<Value, String> {
    let text = text.trim_matches([' ', '\t', '\r', '\n']);
    let value = match tag {
        "null" => Some(Value::Null),
        "bool" => boolean(text),
        "int" => integer(text),
        "float" => float(text).filter(|value| matches!(value, Value::Float(number) if number.is_finite())),
        _ => None,
    };
    value.ok_or_else(|| format!("`{text}` does not match the tag !!{tag}"))
}

pub(crate) fn is_null(text: &str) -> bool {
    text.is_empty() || text == "~" || text.eq_ignore_ascii_case("null")
}

fn boolean(text: &str) -> Option<Value> {
    if text.eq_ignore_ascii_case("true") {
        Some(Value::Bool(true))
    } else if text.eq_ignore_ascii_case("false") {
        Some(Value::Bool(false))
    } else {
        None
    }
}

fn integer(text: &str) -> Option<Value> {
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (digits, radix) = match unsigned.get(..2) {
        Some("0x" | "0X") => (&unsigned[2..], 16),
        Some("0o" | "0O") => (&unsigned[2..], 8),
        Some("0b" | "0B") => (&unsigned[2..], 2),
        _ => (unsigned, 10),
    };
    // Integers have no leading zeros; `007` is parsed as a float.
    if radix == 10 && digits.len() > 1 && digits.starts_with('0') {
        return None;
    }
    let are_digits =
        digits.split('_').all(|part| !part.is_empty() && part.chars().all(|c| c.is_digit(radix)));
    let written = are_digits.then(|| format!("{sign}{}", digits.replace('_', "")))?;
    i128::from_str_radix(&written, radix).ok().map(Value::Integer)
}

fn float(text: &str) -> Option<Value> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if unsigned.eq_ignore_ascii_case(".nan") {
        return Some(Value::Float(f64::NAN));
    }
    if unsigned.eq_ignore_ascii_case(".inf") {
        return Some(Value::Float(f64::INFINITY));
    }
    // Rust's parser also accepts `inf` and `nan`, which are strings in YAML.
    let is_number = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    is_number.then(|| text.parse().ok()).flatten().map(Value::Float)
}
