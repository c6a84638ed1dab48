//! The words that API pages use for columns, types and headings.

/// Column names; of names with a common prefix, the longest is first.
const COLUMNS: &[(&str, Column)] = &[
    ("recommended action", Column::Text),
    ("message example", Column::Message),
    ("example message", Column::Message),
    ("error message", Column::Message),
    ("error code", Column::Text),
    ("possible values", Column::Values),
    ("allowed values", Column::Values),
    ("accepted values", Column::Values),
    ("default value", Column::Default),
    ("data type", Column::Type),
    ("http status code", Column::Status),
    ("http status", Column::Status),
    ("http code", Column::Status),
    ("status code", Column::Status),
    ("field name", Column::Name),
    ("parameter name", Column::Name),
    ("constraints", Column::Text),
    ("constraint", Column::Text),
    ("description", Column::Text),
    ("parameters", Column::Name),
    ("parameter", Column::Name),
    ("attribute", Column::Name),
    ("mandatory", Column::Required),
    ("resolution", Column::Text),
    ("required", Column::Required),
    ("optional", Column::Optional),
    ("property", Column::Name),
    ("argument", Column::Name),
    ("examples", Column::Example),
    ("location", Column::Place),
    ("meaning", Column::Text),
    ("message", Column::Message),
    ("example", Column::Example),
    ("default", Column::Default),
    ("trigger", Column::Text),
    ("details", Column::Text),
    ("comment", Column::Text),
    ("purpose", Column::Text),
    ("format", Column::Text),
    ("header", Column::Name),
    ("status", Column::Status),
    ("values", Column::Values),
    ("action", Column::Text),
    ("reason", Column::Text),
    ("fields", Column::Name),
    ("notes", Column::Text),
    ("value", Column::Values),
    ("cause", Column::Text),
    ("field", Column::Name),
    ("limit", Column::Text),
    ("name", Column::Name),
    ("type", Column::Type),
    ("code", Column::Status),
    ("note", Column::Text),
    ("when", Column::Text),
    ("key", Column::Name),
    ("in", Column::Place),
];

/// The content of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Column {
    /// The name of a field, a parameter or a header.
    Name,
    /// A type.
    Type,
    /// Yes or no: required.
    Required,
    /// Yes or no: optional.
    Optional,
    /// A default.
    Default,
    /// The location of a parameter.
    Place,
    /// An HTTP status.
    Status,
    /// An error message.
    Message,
    /// The possible values.
    Values,
    /// An example.
    Example,
    /// Any other text.
    Text,
    /// Unknown: no reader knows the title of the column.
    Other,
}

/// The column with this name, ignoring case.
pub(crate) fn column(name: &str) -> Option<Column> {
    let name = name.trim().trim_end_matches('?').to_ascii_lowercase();
    COLUMNS.iter().find(|(known, _)| *known == name).map(|(_, column)| *column)
}

/// The known column names at the start of `text`, each with the rest.
pub(crate) fn columns_at_start(text: &str) -> impl Iterator<Item = (usize, Column)> {
    COLUMNS
        .iter()
        .filter(|(known, _)| text.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known)))
        .map(|(known, column)| (known.len(), *column))
}

const TYPES: &[(&str, &str)] = &[
    ("array of objects", "array"),
    ("array of strings", "array"),
    ("array of integers", "array"),
    ("array of numbers", "array"),
    ("list of objects", "array"),
    ("list of strings", "array"),
    ("datetime", "string"),
    ("date-time", "string"),
    ("timestamp", "string"),
    ("integer", "integer"),
    ("boolean", "boolean"),
    ("decimal", "number"),
    ("string", "string"),
    ("number", "number"),
    ("double", "number"),
    ("object", "object"),
    ("float", "number"),
    ("array", "array"),
    ("int32", "integer"),
    ("int64", "integer"),
    ("bool", "boolean"),
    ("enum", "string"),
    ("uuid", "string"),
    ("file", "string"),
    ("date", "string"),
    ("list", "array"),
    ("null", "null"),
    ("int", "integer"),
    ("any", "any"),
    ("map", "object"),
    ("str", "string"),
];

/// A type as pages write it: `string<uuid>`, `object[]`, `enum<string>`, `integer | null`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TypeWord {
    /// Its length in bytes.
    pub(crate) length: usize,
    /// The JSON Schema type.
    pub(crate) name: &'static str,
    /// The format, in angle or round brackets.
    pub(crate) format: Option<String>,
    /// True if null is allowed.
    pub(crate) nullable: bool,
}

/// All interpretations of a type at the start of `text`, longest first.
pub(crate) fn types_at_start(text: &str) -> Vec<TypeWord> {
    let mut found = Vec::new();
    for (word, name) in TYPES {
        if text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)) {
            found.push(suffixes(text, word, name));
        }
    }
    found.sort_by_key(|found| std::cmp::Reverse(found.length));
    found
}

/// The type that makes up the whole `text`.
pub(crate) fn whole_type(text: &str) -> Option<TypeWord> {
    let text = text.trim().trim_matches('`');
    types_at_start(text).into_iter().find(|word| word.length == text.len())
}

fn suffixes(text: &str, word: &str, name: &'static str) -> TypeWord {
    let mut read = TypeWord { length: word.len(), name, format: None, nullable: false };
    match word.to_ascii_lowercase().as_str() {
        "uuid" => read.format = Some("uuid".to_owned()),
        // `date` means a day on some pages and a timestamp on others; here it only shows that the text is
        // about time.
        "datetime" | "date-time" | "timestamp" => read.format = Some("date-time".to_owned()),
        _ => {}
    }
    loop {
        let rest = text.get(read.length..).unwrap_or_default();
        if rest.starts_with("[]") {
            read.length += 2;
            read.name = "array";
            read.format = None;
            continue;
        }
        if let Some((inside, length)) = bracketed(rest) {
            read.length += length;
            match (word, read.name) {
                ("enum", _) => {
                    read.name = types_at_start(inside).first().map_or("string", |inner| inner.name);
                }
                (_, "array" | "object") => {}
                _ => read.format = Some(inside.to_ascii_lowercase()),
            }
            continue;
        }
        let Some(null) = [" | null", "|null", " or null", " (nullable)", ", nullable", "?"]
            .iter()
            .find(|tail| rest.starts_with(**tail))
        else {
            return read;
        };
        read.length += null.len();
        read.nullable = true;
    }
}

/// `<uuid>` or ` (uuid)` at the start: the content, and the total length.
fn bracketed(text: &str) -> Option<(&str, usize)> {
    let (open, close) = if text.starts_with('<') {
        (1, '>')
    } else if text.starts_with(" (") {
        (2, ')')
    } else if text.starts_with('(') {
        (1, ')')
    } else {
        return None;
    };
    let end = text.find(close)?;
    let inside = text.get(open..end)?;
    let plain = !inside.is_empty()
        && inside.len() <= 20
        && inside.chars().all(|c| c.is_ascii_alphanumeric() || "-_$".contains(c));
    (plain && (close == '>' || FORMATS.contains(&inside.to_ascii_lowercase().as_str())))
        .then_some((inside, end + 1))
}

const FORMATS: &[&str] = &[
    "uuid",
    "date",
    "date-time",
    "datetime",
    "email",
    "uri",
    "url",
    "int32",
    "int64",
    "float",
    "double",
    "decimal",
    "byte",
    "binary",
    "iso8601",
];

/// Answers in a yes/no column, longest first.
const ANSWERS: &[(&str, Option<bool>)] = &[
    ("conditional", None),
    ("required", Some(true)),
    ("optional", Some(false)),
    ("false", Some(false)),
    ("true", Some(true)),
    ("yes", Some(true)),
    ("no", Some(false)),
    ("✓", Some(true)),
    ("✔", Some(true)),
    ("✅", Some(true)),
    ("✗", Some(false)),
    ("❌", Some(false)),
];

/// An answer at the start of a cell: its length and value; `None` for "depends".
pub(crate) fn answer_at_start(text: &str) -> Option<(usize, Option<bool>)> {
    ANSWERS
        .iter()
        .find(|(word, _)| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
        .map(|(word, said)| (word.len(), *said))
}

/// HTTP methods.
pub(crate) const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// The method that a page writes, including the short names in menus.
pub(crate) fn method(word: &str) -> Option<&'static str> {
    if word == "DEL" {
        return Some("DELETE");
    }
    METHODS.iter().find(|method| **method == word).copied()
}

/// True if this is the name of a field, parameter or header, possibly a path of names.
pub(crate) fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_' || first == '$')
        && text.len() <= 120
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "_$.-[]*".contains(c))
        && !text.ends_with(['.', '-'])
        && !text.contains("..")
}

/// True if this untrusted text may be shown, and used in a patch.
pub(crate) fn is_plain_token(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 64
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c))
}

/// `AUTHORIZATION`, `CROSS-BORDER`, `USD`: text that looks like an enum value.
pub(crate) fn is_upper_token(text: &str) -> bool {
    text.len() >= 2
        && text.len() <= 48
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || "_-".contains(c))
}
