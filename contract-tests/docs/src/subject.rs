//! What titles and sentences are about: errors, or what the server sends on its own.
//!
//! All texts are in lower case, with the words of headings in English.

/// True for words about answers that report an error.
pub(crate) fn is_about_errors(lower: &str) -> bool {
    const WORDS: &[&str] = &[
        "error",
        "erreur",
        "fehler",
        "failure",
        "status code",
        "invalid",
        "not valid",
        "rejected",
        "refused",
        "unauthorized",
        "forbidden",
        "problem details",
        "\u{e9}chec",
        "non valide",
        "fallo",
        "falla",
        "no v\u{e1}lid",
        "inv\u{e1}lid",
        "ung\u{fc}ltig",
        "fehlschl",
    ];
    WORDS.iter().any(|word| lower.contains(word)) || lower == "statuses"
}

/// True for titles about what the server sends on its own, and about what was so before.
pub(crate) fn is_about_sent(lower: &str) -> bool {
    ["webhook", "notification", "callback", "changelog"].iter().any(|word| lower.contains(word))
}

/// True for a title that names an object, other than the whole of a body.
pub(crate) fn names_object(lower: &str) -> bool {
    let words: Vec<&str> = lower.split_whitespace().collect();
    let is_of_body =
        |word: &&str| matches!(*word, "response" | "request" | "json" | "error" | "the" | "object");
    words.contains(&"object") && !words.iter().all(is_of_body)
}
