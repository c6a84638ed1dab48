//! Sentences that certainly state nothing about a request or a response.
//!
//! The decision is an allow-list: plain words, none of which restricts or describes a value. Everything else may be a
//! statement that is not understood.

/// Words that occur in statements about values, in the languages that the readers know.
const TELLING: &[&str] = &[
    "always",
    "array",
    "boolean",
    "cannot",
    "debe",
    "default",
    "defaults",
    "deprecated",
    "doit",
    "either",
    "enum",
    "exactly",
    "facultatif",
    "format",
    "ignored",
    "integer",
    "mandatory",
    "max",
    "maximum",
    "min",
    "minimum",
    "must",
    "never",
    "not",
    "null",
    "nullable",
    "obligatoire",
    "obligatorio",
    "omitted",
    "only",
    "opcional",
    "optional",
    "read-only",
    "renamed",
    "replaced",
    "requerido",
    "requis",
    "required",
    "string",
    "timestamp",
    "unique",
    "uuid",
    "write-only",
];

/// True if a text has only plain words, so that it states nothing that could be checked.
pub(crate) fn says_nothing(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['#', '>', '-', '*', '+', ' ']);
    let text = unnumbered(text);
    if text.to_lowercase().contains("one of ") {
        return false;
    }
    text.split_whitespace().all(is_plain)
}

/// A text without the number of a list item.
fn unnumbered(text: &str) -> &str {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text.get(digits..) {
        Some(rest) if (1..=3).contains(&digits) => rest.strip_prefix(". ").unwrap_or(text),
        _ => text,
    }
}

fn is_plain(word: &str) -> bool {
    let word = word.trim_matches(|c: char| "*_.,;:!?()\u{2018}\u{2019}\u{2013}\u{2014}\u{2026}&".contains(c));
    let joins = |c: char| matches!(c, '-' | '\'' | '\u{2019}' | '/');
    // A word that starts with a slash is a path.
    let is_word = !word.starts_with('/') && word.chars().all(|c| c.is_alphabetic() || joins(c));
    is_word && word.split(['-', '/']).all(is_cased) && !is_telling(word)
}

/// The most letters of an abbreviation, with the ending of a genitive.
const MAX_ABBREVIATION: usize = 5;

/// `word`, `Word`, or a short abbreviation such as `API`: not `camelCase` and not a value in capitals.
fn is_cased(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let letters = word.chars().count();
    let is_capitalized = capitals == 1 && word.starts_with(char::is_uppercase);
    let singular = word.strip_suffix('s').unwrap_or(word).trim_end_matches(['\'', '\u{2019}']);
    let is_abbreviation = letters <= MAX_ABBREVIATION && singular.chars().all(char::is_uppercase);
    capitals == 0 || is_capitalized || is_abbreviation
}

fn is_telling(word: &str) -> bool {
    let lower = word.to_lowercase();
    TELLING.contains(&lower.as_str()) || lower.ends_with("n't") || lower.ends_with("n\u{2019}t")
}

#[cfg(test)]
mod tests {
    use super::says_nothing;

    #[test]
    fn plain_words_state_nothing() {
        for text in [
            "",
            "Returns the boats of a harbour, newest first.",
            "See the REST API's guide (for beginners).",
            "1. Sign in and open the dashboard",
            "## Moor a ship",
            "Elle renvoie les bateaux amarr\u{e9}s.",
        ] {
            assert!(says_nothing(text), "{text}");
        }
    }

    #[test]
    fn names_values_numbers_and_restrictions_may_state_something() {
        for text in [
            "`id` is the boat",
            "A page has 20 boats.",
            "The colour must be a name.",
            "The colour is not returned.",
            "Set boat_id first",
            "Set boatId first",
            "It is CLOSED by then",
            "The side (\"Left\" or \"Right\")",
            "Ce champ est obligatoire.",
            "It doesn't fail.",
            "One of oak or steel",
            "| a | b |",
            "{\"a\": true}",
            "GET /boats",
        ] {
            assert!(!says_nothing(text), "{text}");
        }
    }
}
