//! Cuts a name into words and numbers: `autoFilledFields2` is `auto`, `filled`, `fields` and `2`.

/// A part of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'n> {
    /// Letters, in small letters.
    Word(String),
    /// Digits.
    Number(&'n str),
}

/// The words and numbers of a name, without what separates them.
pub(super) fn pieces(name: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(rest) = name.get(at..).filter(|rest| !rest.is_empty()) {
        let length = match rest.as_bytes() {
            [b'0'..=b'9', ..] => run(rest, u8::is_ascii_digit),
            [b'a'..=b'z', ..] => run(rest, u8::is_ascii_lowercase),
            [b'A'..=b'Z', ..] => capitalized(rest),
            // A separator, or a letter that no name has.
            _ => {
                at += rest.chars().next().map_or(1, char::len_utf8);
                continue;
            }
        };
        let piece = rest.get(..length).unwrap_or(rest);
        at += piece.len();
        pieces.push(match piece.as_bytes() {
            [b'0'..=b'9', ..] => Piece::Number(piece),
            _ => Piece::Word(piece.to_ascii_lowercase()),
        });
    }
    pieces
}

fn run(text: &str, is_part: impl Fn(&u8) -> bool) -> usize {
    text.bytes().take_while(is_part).count()
}

/// The length of a word that starts with a capital letter: `Status`, `HTTP` of `HTTPStatus`, `IDs`, `IPv` of `IPv4`.
fn capitalized(text: &str) -> usize {
    let capitals = run(text, u8::is_ascii_uppercase);
    match text.as_bytes().get(capitals..).unwrap_or_default() {
        [b's', behind @ ..] if capitals > 1 && !behind.first().is_some_and(u8::is_ascii_lowercase) => {
            capitals + 1
        }
        [b'v', b'0'..=b'9', ..] if capitals > 1 => capitals + 1,
        [b'a'..=b'z', ..] if capitals > 1 => capitals - 1,
        [b'a'..=b'z', ..] => 1 + run(text.get(1..).unwrap_or_default(), u8::is_ascii_lowercase),
        _ => capitals,
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};

    #[test]
    fn names_have_words_and_numbers() {
        for (name, words) in [
            ("auto_filled_fields", "auto filled fields"),
            ("AUTO-FILLED.Fields", "auto filled fields"),
            ("HTTPStatusCode", "http status code"),
            ("userIDs", "user ids"),
            ("IPv4Address", "ipv 4 address"),
            ("oauth2Token", "oauth 2 token"),
            ("aB", "a b"),
            ("größe", "gr e"),
            ("", ""),
        ] {
            let found: Vec<String> = pieces(name)
                .into_iter()
                .map(|piece| match piece {
                    Piece::Word(word) => word,
                    Piece::Number(number) => number.to_owned(),
                })
                .collect();
            assert_eq!(found.join(" "), words, "{name}");
        }
    }
}
