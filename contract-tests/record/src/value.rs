//! JSON values that are safe to write, and how they are written.

/// A JSON value made of invented and public parts. Numbers are JSON text; keys keep their order and may
/// repeat.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Value {
    Null,
    Boolean(bool),
    Number(String),
    String(String),
    Array(Vec<Value>),
    Object(Vec<(String, Value)>),
}

impl Value {
    /// A string.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::String(text.into())
    }

    /// Formats with an indentation of two spaces, one member or item per line, and a final line break.
    pub(super) fn pretty(&self) -> String {
        let mut out = String::new();
        self.write(Some(0), &mut out);
        out.push('\n');
        out
    }

    /// Formats on one line without white space.
    pub(super) fn compact(&self) -> String {
        let mut out = String::new();
        self.write(None, &mut out);
        out
    }

    /// True if an object in it has a duplicate key.
    pub(super) fn has_duplicate_keys(&self) -> bool {
        match self {
            Self::Array(items) => items.iter().any(Self::has_duplicate_keys),
            Self::Object(members) => {
                let mut names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
                names.sort_unstable();
                names.windows(2).any(|pair| pair[0] == pair[1])
                    || members.iter().any(|(_, value)| value.has_duplicate_keys())
            }
            _ => false,
        }
    }

    fn write(&self, indent: Option<usize>, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(text) => out.push_str(text),
            Self::String(text) => quote(text, out),
            Self::Array(items) => sequence(('[', ']'), items, indent, out, Self::write),
            Self::Object(members) => sequence(('{', '}'), members, indent, out, write_member),
        }
    }
}

fn write_member((name, value): &(String, Value), indent: Option<usize>, out: &mut String) {
    quote(name, out);
    out.push_str(if indent.is_some() { ": " } else { ":" });
    value.write(indent, out);
}

/// Writes items between brackets, each on its own line if an indentation is given.
fn sequence<T>(
    (open, close): (char, char),
    items: &[T],
    indent: Option<usize>,
    out: &mut String,
    write: impl Fn(&T, Option<usize>, &mut String),
) {
    let inner = indent.map(|depth| depth + 1);
    let new_line = |depth: Option<usize>, out: &mut String| {
        if let Some(depth) = depth {
            out.push('\n');
            out.extend(std::iter::repeat_n("  ", depth));
        }
    };
    out.push(open);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        new_line(inner, out);
        write(item, inner, out);
    }
    if !items.is_empty() {
        new_line(indent, out);
    }
    out.push(close);
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if u32::from(control) < 0x20 => {
                let low = char::from_digit(u32::from(control) % 16, 16).unwrap_or('0');
                out.push_str(if u32::from(control) < 0x10 { "\\u000" } else { "\\u001" });
                out.push(low);
            }
            other => out.push(other),
        }
    }
    out.push('"');
}
