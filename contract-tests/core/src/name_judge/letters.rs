//! How likely the letters of a word follow each other in names of APIs.

/// For the start of a word and for each letter, the cost of what follows: each letter, or the end of the word. A cost is
/// twice the negative binary logarithm of the probability, as a digit of base 36.
///
/// Counted in the words of 82,370 property and parameter names and 10,761 path segments of 5,944 public API documents.
const COSTS: [&[u8; ENDS]; 27] = [
    b"797899bb9gfa9ca7f768bbblijv", // the start
    b"ka79neamakf6a6mam685bcffakb", // a
    b"6eeg7ihg7ci5ed6do98c7kooco9", // b
    b"6oam6lm79r89hk5fh9c6airrcr9", // c
    b"8ffc5idj6hjdefafrbahagjkfr3", // d
    b"9f96cccifliaa6gbe669icebgm5", // e
    b"7ogo68oo4oi8ok6gg8b99liico9", // f
    b"9hhl5pa98ppce9aep79eapppfk3", // g
    b"5ege5ilh6okdcd5gj9d9aoiodj6", // h
    b"ad899batkth9a46aka87iatftcd", // i
    b"7heh3hhh7hhheh5hhh9d6h8hhha", // j
    b"beec4dcm7mmaebcdmm7eammmem4", // k
    b"6fgb5fhn5ri7fh6hrjaaagkrbr6", // l
    b"5ahf4gil6qqf9g87kqagaqingk7", // m
    b"8h887c6i9mdfgcbhkg65ccssgs5", // n
    b"ccaajdclchc884aas5998aafemb", // o
    b"6lee6ifb9qi7hg69q6a89ilqgq7", // p
    b"jjjbjjjjjjj9jedejejc1jjjjj9", // q
    b"6gbb4fco6tcfbc7etb89cditbt6", // r
    b"bjah7gna8tdefhaaij869lfoet3", // s
    b"7jdh5il94ttefg8fq88bbtgjap5", // t
    b"98aa8ecq9qq886e8q676iqqhgld", // u
    b"5nen2nfn4nngfn7dngfjggnnjna", // v
    b"5mmf5mm96mgbm76mm98fmmmmmm6", // w
    b"al7l6lii7llgeeb4llg5flgldl5", // x
    b"dech8nhndnnb9ab8nd8bnnfnnf1", // y
    b"4iii2iii9iiiii6iiiiibiiidda", // z
];

/// Letters, and the end of a word.
const ENDS: usize = 27;

/// The most that a step of an unknown word may cost, in tenths, by the number of unknown letters: words of chance cost more
/// the longer they are.
const LIMITS: [(usize, u32); 3] = [(7, 106), (11, 98), (usize::MAX, 92)];

/// True if the letters of the word follow each other as in words. `length` is that of all unknown letters of the name.
pub(super) fn are_of_a_word(word: &str, length: usize) -> bool {
    let most = LIMITS.iter().find(|(longest, _)| length <= *longest).map_or(0, |(_, limit)| *limit);
    let steps = u32::try_from(word.len() + 1).unwrap_or(u32::MAX);
    cost(word).saturating_mul(10) <= most.saturating_mul(steps)
}

/// The cost of a word in small letters, from its start to its end.
fn cost(word: &str) -> u32 {
    let mut row = 0;
    let mut total = 0;
    for letter in word.bytes() {
        let column = usize::from(letter.wrapping_sub(b'a'));
        total += step(row, column);
        row = column + 1;
    }
    total + step(row, ENDS - 1)
}

fn step(row: usize, column: usize) -> u32 {
    let digit = COSTS.get(row).and_then(|costs| costs.get(column));
    digit.and_then(|digit| char::from(*digit).to_digit(36)).unwrap_or(u32::MAX >> 16)
}
