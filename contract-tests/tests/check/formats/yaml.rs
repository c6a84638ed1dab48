//! Writes values as YAML in block style, as the tools do.

use serde_json::Value;

/// A value, with texts in the quotes of JSON.
pub(crate) fn yaml(value: &Value) -> String {
    let mut out = String::new();
    write(value, 0, &mut out);
    out
}

fn write(value: &Value, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (name, value) in members {
                let name = if name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
                    name.clone()
                } else {
                    Value::from(name.as_str()).to_string()
                };
                out.push_str(&format!("{indent}{name}:"));
                below(value, depth, out);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                out.push_str(&format!("{indent}-"));
                match item {
                    Value::Object(members) if !members.is_empty() => {
                        let mut inner = String::new();
                        write(item, depth + 1, &mut inner);
                        out.push(' ');
                        out.push_str(inner.trim_start());
                    }
                    Value::Array(items) if !items.is_empty() => {
                        out.push('\n');
                        write(item, depth + 1, out);
                    }
                    _ => below(item, depth, out),
                }
            }
        }
        _ => out.push_str(&format!("{indent}{value}\n")),
    }
}

/// What follows a key or a dash.
fn below(value: &Value, depth: usize, out: &mut String) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            out.push('\n');
            write(value, depth + 1, out);
        }
        Value::Array(items) if !items.is_empty() => {
            out.push('\n');
            write(value, depth, out);
        }
        Value::String(text) if text.starts_with("!!binary ") || text.starts_with("!binary ") => {
            let (tag, bytes) = text.split_once(' ').unwrap();
            out.push_str(&format!(" {tag} |\n"));
            for line in bytes.as_bytes().chunks(60) {
                let line = String::from_utf8_lossy(line);
                out.push_str(&format!("{}{line}\n", "  ".repeat(depth + 1)));
            }
        }
        _ => out.push_str(&format!(" {value}\n")),
    }
}
