//! The numbers in a name: `line2`, `sha256`, but no digits of a card number, a code or a date.

use super::words::Piece;

/// The most digits of a number that counts something.
const MAX_DIGITS: usize = 2;

/// The most digits of all numbers that count something.
const MAX_DIGITS_IN_ALL: usize = 4;

/// The most numbers in a name.
const MAX_NUMBERS: usize = 3;

/// Numbers of standards, each behind the words that may stand before them.
const STANDARDS: &[(&str, &[&str])] = &[
    ("sha", &["224", "256", "384", "512"]),
    ("hs", &["256", "384", "512"]),
    ("rs", &["256", "384", "512"]),
    ("es", &["256", "384", "512"]),
    ("ps", &["256", "384", "512"]),
    ("aes", &["128", "192", "256"]),
    ("rsa", &["1024", "2048", "4096"]),
    ("int", &["128", "256"]),
    ("uint", &["128", "256"]),
    ("iso", &["639", "3166", "4217", "8583", "8601", "10383", "17442", "20022"]),
    ("rfc", &["2822", "3339", "5322", "6749", "7519", "7807", "9457"]),
    ("e", &["164"]),
    ("x", &["509"]),
    ("h", &["264", "265"]),
    ("erc", &["721", "1155"]),
];

/// The words before percentiles.
const PERCENTILES: &[&str] = &["5", "10", "25", "50", "75", "90", "95", "98", "99"];

/// True if the numbers are few and short, or those of standards.
pub(super) fn are_of_a_name(pieces: &[Piece<'_>]) -> bool {
    let (mut count, mut digits) = (0, 0);
    for (at, piece) in pieces.iter().enumerate() {
        let Piece::Number(number) = piece else { continue };
        let before = at.checked_sub(1).and_then(|before| pieces.get(before));
        if is_standard(before, number) {
            continue;
        }
        if number.len() > MAX_DIGITS {
            return false;
        }
        count += 1;
        digits += number.len();
    }
    let is_spread = count == MAX_NUMBERS && digits > MAX_NUMBERS;
    count <= MAX_NUMBERS && digits <= MAX_DIGITS_IN_ALL && !is_spread
}

/// True for the number of a standard behind its word.
fn is_standard(before: Option<&Piece<'_>>, number: &str) -> bool {
    let Some(Piece::Word(word)) = before else { return false };
    let known = STANDARDS.iter().find(|(known, _)| known == word);
    known.is_some_and(|(_, numbers)| numbers.contains(&number))
}

/// True for a short word that alone says nothing, with a number: `v2`, `p95`, `x1`.
pub(super) fn may_follow_alone(word: &str, numbers: &[&str]) -> bool {
    match (word, numbers) {
        (_, []) => true,
        ("p", [number]) => PERCENTILES.contains(number),
        ("v", [number]) => number.len() <= 2,
        (_, [number]) => number.len() == 1 || is_standard(Some(&Piece::Word(word.to_owned())), number),
        _ => false,
    }
}
