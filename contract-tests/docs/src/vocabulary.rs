//! The words that API pages use for columns, types and headings.

/// Column names; of names with a common prefix, the longest is first.
const COLUMNS: &[(&str, Column)] = &[
    ("valeur par d\u{e9}faut", Column::Default),
    ("valor por defecto", Column::Default),
    ("valeurs possibles", Column::Values),
    ("valores posibles", Column::Values),
    ("content type", Column::Media),
    ("content-type", Column::Media),
    ("media type", Column::Media),
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
    ("nullable", Column::Nullable),
    ("param", Column::Name),
    ("attributes", Column::Name),
    ("properties", Column::Name),
    ("arguments", Column::Name),
    ("par\u{e1}metro", Column::Name),
    ("par\u{e2}metro", Column::Name),
    ("param\u{e8}tre", Column::Name),
    ("atributo", Column::Name),
    ("attribut", Column::Name),
    ("propi\u{e9}t\u{e9}", Column::Name),
    ("propriedad", Column::Name),
    ("champ", Column::Name),
    ("campo", Column::Name),
    ("nom", Column::Name),
    ("nombre", Column::Name),
    ("nome", Column::Name),
    ("feld", Column::Name),
    ("tipo", Column::Type),
    ("typ", Column::Type),
    ("requis", Column::Required),
    ("obligatoire", Column::Required),
    ("requerido", Column::Required),
    ("obligatorio", Column::Required),
    ("obrigat\u{f3}rio", Column::Required),
    ("pflicht", Column::Required),
    ("facultatif", Column::Optional),
    ("opcional", Column::Optional),
    ("descripci\u{f3}n", Column::Text),
    ("descri\u{e7}\u{e3}o", Column::Text),
    ("beschreibung", Column::Text),
    ("d\u{e9}faut", Column::Default),
    ("defecto", Column::Default),
    ("exemple", Column::Example),
    ("ejemplo", Column::Example),
    ("exemplo", Column::Example),
];

/// Words of other languages in headings, with the English word.
const TRANSLATIONS: &[(&str, &str)] = &[
    ("antwort", "response"),
    ("anfrage", "request"),
    ("beispiel", "example"),
    ("cabeceras", "headers"),
    ("cabe\u{e7}alhos", "headers"),
    ("campos", "fields"),
    ("champs", "fields"),
    ("chemin", "path"),
    ("consulta", "query"),
    ("corps", "body"),
    ("corpo", "body"),
    ("cuerpo", "body"),
    ("ejemplo", "example"),
    ("ejemplos", "examples"),
    ("en-t\u{ea}tes", "headers"),
    ("encabezados", "headers"),
    ("erreur", "error"),
    ("erreurs", "errors"),
    ("erro", "error"),
    ("erros", "errors"),
    ("error", "error"),
    ("errores", "errors"),
    ("exemple", "example"),
    ("exemples", "examples"),
    ("exemplo", "example"),
    ("fehler", "errors"),
    ("par\u{e1}metro", "parameter"),
    ("par\u{e1}metros", "parameters"),
    ("par\u{e2}metros", "parameters"),
    ("param\u{e8}tre", "parameter"),
    ("param\u{e8}tres", "parameters"),
    ("petici\u{f3}n", "request"),
    ("requ\u{ea}te", "request"),
    ("requete", "request"),
    ("requisi\u{e7}\u{e3}o", "request"),
    ("r\u{e9}ponse", "response"),
    ("r\u{e9}ponses", "responses"),
    ("resposta", "response"),
    ("respuesta", "response"),
    ("respuestas", "responses"),
    ("ruta", "path"),
    ("solicitud", "request"),
    ("attributs", "attributes"),
    ("atributos", "attributes"),
    ("autenticaci\u{f3}n", "authentication"),
    ("authentification", "authentication"),
    ("objet", "object"),
    ("objeto", "object"),
];

/// A heading in lower case, with its words in English.
pub(crate) fn english(heading: &str) -> String {
    let word = |word: &str| {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        let known = TRANSLATIONS.iter().find(|(known, _)| *known == plain);
        known.map_or_else(|| word.to_owned(), |(_, english)| (*english).to_owned())
    };
    heading.to_lowercase().split(' ').map(word).collect::<Vec<_>>().join(" ")
}

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
    /// Yes or no: null is allowed.
    Nullable,
    /// The media type of a body.
    Media,
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
    let name = name.trim().trim_end_matches(['?', ':']).to_lowercase();
    let known = |name: &str| COLUMNS.iter().find(|(known, _)| *known == name).map(|(_, column)| *column);
    // `Query parameter`, `Body field`.
    let of_place = || {
        let places = ["query ", "path ", "body ", "header ", "request ", "response ", "url "];
        let rest = places.iter().find_map(|place| name.strip_prefix(place))?;
        known(rest).filter(|column| *column == Column::Name)
    };
    known(&name).or_else(of_place)
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
    ("cha\u{ee}ne de caract\u{e8}res", "string"),
    ("cadena de texto", "string"),
    ("cha\u{ee}ne", "string"),
    ("bool\u{e9}en", "boolean"),
    ("booleano", "boolean"),
    ("cadena", "string"),
    ("tableau", "array"),
    ("arreglo", "array"),
    ("entero", "integer"),
    ("entier", "integer"),
    ("n\u{fa}mero", "number"),
    ("objeto", "object"),
    ("objet", "object"),
    ("texto", "string"),
    ("texte", "string"),
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
    } else if text.starts_with(" <") {
        (2, '>')
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
    ("obligatoire", Some(true)),
    ("obligatorio", Some(true)),
    ("facultatif", Some(false)),
    ("mandatory", Some(true)),
    ("optionnel", Some(false)),
    ("requerido", Some(true)),
    ("opcional", Some(false)),
    ("requis", Some(true)),
    ("oui", Some(true)),
    ("s\u{ed}", Some(true)),
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
