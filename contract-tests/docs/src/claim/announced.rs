//! What a sentence says of the list or the sample that it announces: `If it fails, the API answers:`.

use crate::subject::{is_about_errors, is_about_sent};
use crate::vocabulary::english;

/// The longest sentence that is read, in bytes.
const LONGEST: usize = 300;

/// What a sentence announces, if that is no usual part of the operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Announced {
    /// An answer that reports an error.
    Errors,
    /// The items of a list of the body.
    Items,
    /// Something that is sent to others, or a place that the sentence does not show.
    Elsewhere,
}

impl Announced {
    /// What a sentence with a colon at its end, or a label of a few words, announces.
    pub(crate) fn by(text: &str) -> Option<Self> {
        let text = text.trim_end();
        let is_label = text.ends_with(':') || text.split_whitespace().count() <= 4;
        if !is_label || text.ends_with('.') || text.len() > LONGEST {
            return None;
        }
        let lower = english(text);
        let sentence = lower.rsplit(". ").next().unwrap_or(&lower);
        if is_sent_to_others(sentence) {
            return Some(Self::Elsewhere);
        }
        if is_of_items(sentence) {
            return Some(Self::Items);
        }
        if !is_about_errors(sentence) && !fails(sentence) || succeeds(sentence) {
            return None;
        }
        // What is sent after a failure is no answer.
        Some(if is_answered(sentence) { Self::Errors } else { Self::Elsewhere })
    }
}

fn is_sent_to_others(sentence: &str) -> bool {
    const PHRASES: &[&str] = &[
        "your url",
        "your server",
        "your endpoint",
        "votre url",
        "votre serveur",
        "tu url",
        "su url",
        "tu servidor",
        "su servidor",
        "sua url",
        "ihre url",
        "we call",
        "we post",
        "we send",
        "we will send",
        "we will post",
        "we notify",
        "redirect",
        "redirig",
    ];
    let is_address = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).ends_with("_url");
    let is_posted = ["posts to", "sent to", "sends to"].iter().any(|words| sentence.contains(words));
    is_about_sent(sentence)
        || PHRASES.iter().any(|words| sentence.contains(words))
        || (is_posted && sentence.split_whitespace().any(is_address))
}

/// True for a sentence about the items of a list, whose names are not those of the body.
fn is_of_items(sentence: &str) -> bool {
    const ITEMS: &[&str] = &[
        "item",
        "element",
        "entry",
        "object",
        "record",
        "row",
        "member",
        "\u{e9}l\u{e9}ment",
        "elemento",
        "objeto",
    ];
    let mut words = sentence.split(|c: char| !c.is_alphanumeric());
    let is_each = |word: &str| matches!(word, "each" | "every" | "chaque" | "cada");
    words.any(is_each) && words.next().is_some_and(|word| ITEMS.contains(&word))
}

fn fails(sentence: &str) -> bool {
    const WORDS: &[&str] = &[
        "fails",
        "failed",
        "rejected",
        "refused",
        "denied",
        "unauthorized",
        "forbidden",
        "\u{e9}choue",
        "invalide",
    ];
    sentence.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word))
        || sentence.contains("not found")
}

fn succeeds(sentence: &str) -> bool {
    ["success", "succeed", "without error", "no error", "is valid"].iter().any(|word| sentence.contains(word))
}

/// True for a sentence about an answer, and not about what a client sends.
fn is_answered(sentence: &str) -> bool {
    const SENDS: &[&str] =
        &["send", "pass", "provide", "include", "submit", "request param", "query param", "following param"];
    !SENDS.iter().any(|word| sentence.contains(word))
}

#[cfg(test)]
mod tests {
    use super::Announced;

    #[test]
    fn a_sentence_announces_an_error_something_else_or_nothing_special() {
        for (text, announced) in [
            ("If the payload is not valid, the API answers:", Some(Announced::Errors)),
            ("Errors have this form:", Some(Announced::Errors)),
            ("En cas d'erreur, l'API r\u{e9}pond :", Some(Announced::Errors)),
            ("The customer is redirected with these parameters:", Some(Announced::Elsewhere)),
            ("We call your URL with:", Some(Announced::Elsewhere)),
            ("To retry a failed payment, send the following:", Some(Announced::Elsewhere)),
            ("If the call succeeds without error, it returns:", None),
            ("Each item in `records` is a ferry:", Some(Announced::Items)),
            ("It returns:", None),
            ("Errors are explained on another page.", None),
        ] {
            assert_eq!(Announced::by(text), announced, "{text}");
        }
    }
}
