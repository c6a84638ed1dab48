//! The schemes' public test numbers, each without its last digit. They are completed at run time, so that no
//! file of ours holds a card number.

use card_data::check_digit;

const WITHOUT_CHECK_DIGIT: &[&str] = &[
    "422222222222",
    concat!("4242", "42424242424"),
    "411111111111111",
    concat!("4000", "05665566555"),
    "411111111111111111",
    "555555555555444",
    "510510510510510",
    "222300312200322",
    "272099999999999",
    "37828224631000",
    concat!("3434", "3434343434"),
    "601111111111111",
    "644500000000000",
    "622126000000000",
    "3056930902590",
    "3622720627166",
    "3852000002323",
    "353011133330000",
    "356600202036050",
    concat!("6200", "00000000000"),
    "620000000000000000",
    "675964982643845",
    "679999010000000001",
    "501800000000",
    "506099058000021",
    "506099058000021749",
    "508500000000000",
    "608117000000000",
    "817200000000000",
    "220013000000000",
    "220038000000000001",
    "979200000000000",
    "860000000000000",
    "986000000000000",
    "636297000045701",
    concat!("6363", "68000045701"),
    "194600000000000",
    "11000000000000",
    "636500000000000000",
    "637095000000000",
    "940000000000000",
    "949099000000000",
    "590000000000000",
    "650002000000000",
    "507865000000000",
    concat!("9704", "00000000000000"),
];

/// All test numbers, complete.
pub(crate) fn all() -> Vec<String> {
    WITHOUT_CHECK_DIGIT.iter().map(|digits| complete(digits)).collect()
}

/// The number with its check digit.
pub(crate) fn complete(digits: &str) -> String {
    let values: Vec<u8> = digits.bytes().map(|digit| digit - b'0').collect();
    format!("{digits}{}", check_digit(&values))
}

/// The layouts that numbers of this length are printed in.
pub(crate) fn layouts(number: &str) -> Vec<String> {
    let groups: &[&[usize]] = match number.len() {
        13 => &[&[13], &[4, 3, 3, 3], &[4, 4, 5], &[4, 4, 4, 1]],
        14 => &[&[14], &[4, 6, 4]],
        15 => &[&[15], &[4, 6, 5]],
        16 => &[&[16], &[4, 4, 4, 4]],
        19 => &[&[19], &[4, 4, 4, 4, 3], &[6, 13]],
        _ => &[],
    };
    let mut written = Vec::new();
    for layout in groups {
        let mut rest = number;
        let parts: Vec<&str> = layout
            .iter()
            .map(|length| {
                let (part, behind) = rest.split_at(*length);
                rest = behind;
                part
            })
            .collect();
        written.extend([" ", "-", "\u{a0}", "\u{2011}"].map(|separator| parts.join(separator)));
    }
    written.sort();
    written.dedup();
    written
}
