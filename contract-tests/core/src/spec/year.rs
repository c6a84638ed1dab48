//! Recognizes property names that denote years.

/// Words before `year` that denote a year and not a count of years.
const BEFORE: &[&str] = &[
    "exp",
    "expiry",
    "expiration",
    "expire",
    "expires",
    "birth",
    "start",
    "end",
    "issue",
    "issued",
    "card",
    "model",
    "fiscal",
    "tax",
    "valid",
    "from",
    "to",
    "until",
    "release",
    "graduation",
    "founded",
    "due",
    "since",
];

/// True for `year`, `exp_year` and `expiryYear`, false for `visits_this_year`.
pub(super) fn is_year_name(name: &str) -> bool {
    let mut words = String::with_capacity(name.len() + 4);
    let mut was_small = false;
    for character in name.chars() {
        if character.is_ascii_uppercase() && was_small {
            words.push(' ');
        }
        was_small = character.is_ascii_lowercase();
        words.push(if character.is_ascii_alphanumeric() { character.to_ascii_lowercase() } else { ' ' });
    }
    let mut words = words.split_whitespace().rev();
    match words.next() {
        Some("year") => words.next().is_none_or(|before| BEFORE.contains(&before)),
        Some("expyear" | "expiryyear" | "expirationyear" | "birthyear") => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_year_name;

    #[test]
    fn years_and_counts() {
        for name in ["year", "exp_year", "expiryYear", "card-exp-year", "expyear", "Year"] {
            assert!(is_year_name(name), "{name}");
        }
        for name in
            ["years", "visits_this_year", "per_year", "yearly", "day_of_year", "bear", "ordersLastYear", "x"]
        {
            assert!(!is_year_name(name), "{name}");
        }
    }
}
