//! Tells placeholders from credentials: a placeholder consists of words and of digits that count, and nobody could
//! log in with it.

/// The longest word.
const MAX_WORD: usize = 12;
/// The most consonants in a row in a word.
const MAX_CONSONANTS: usize = 4;
/// The most digits that need not count up.
const MAX_DIGITS: usize = 3;
/// The most numbers in a placeholder.
const MAX_NUMBERS: usize = 3;

/// True for `your-access-token-1`, `abc123def456` or `Token_1234567890`.
pub(super) fn is_placeholder(value: &[u8]) -> bool {
    let mut numbers = 0;
    value.is_ascii()
        && value.chunk_by(|a, b| kind(*a) == kind(*b)).all(|run| match kind(run[0]) {
            Kind::Digit => {
                numbers += 1;
                numbers <= MAX_NUMBERS && (run.len() <= MAX_DIGITS || counts(run))
            }
            Kind::Letter => counts(run) || words(run).all(is_word),
            Kind::Sign => true,
        })
}

#[derive(PartialEq, Eq)]
enum Kind {
    Letter,
    Digit,
    Sign,
}

fn kind(byte: u8) -> Kind {
    match byte {
        b'0'..=b'9' => Kind::Digit,
        b'a'..=b'z' | b'A'..=b'Z' => Kind::Letter,
        _ => Kind::Sign,
    }
}

/// True for `1234567890`, `abc`, `xxxx` and `000`: each character equals the one before it, or each is the next.
fn counts(run: &[u8]) -> bool {
    let steps = |step: u8| run.windows(2).all(|pair| pair[1] == pair[0] + step || step == 1 && pair == b"90");
    run.len() > 1 && (steps(0) || steps(1))
}

/// The words of a name in mixed case.
fn words(letters: &[u8]) -> impl Iterator<Item = &[u8]> {
    letters.chunk_by(|a, b| !(a.is_ascii_lowercase() && b.is_ascii_uppercase()))
}

/// True for a word in one case, with a capital or without, that could be spoken.
fn is_word(word: &[u8]) -> bool {
    let is_vowel = |byte: &u8| matches!(byte.to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    let is_one_case = word[1..].iter().all(u8::is_ascii_lowercase) || word.iter().all(u8::is_ascii_uppercase);
    let mut consonants = word.split(is_vowel);
    word.len() <= MAX_WORD
        && is_one_case
        && (word.len() < 2 || word.iter().any(is_vowel))
        && consonants.all(|run| run.len() <= MAX_CONSONANTS)
}
