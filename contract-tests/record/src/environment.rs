//! Credentials in this process's environment, which may occur in the traffic its user recorded.

/// Words in the names of variables that hold credentials.
const WORDS: &[&str] = &["KEY", "TOKEN", "SECRET", "PASSWORD", "PASSWD", "CREDENTIAL", "AUTH"];

/// Shorter values are hardly credentials, and occur by chance.
const MIN_CREDENTIAL: usize = 12;

/// The values of variables that are named like credentials and look like them.
pub(super) fn credentials() -> Vec<String> {
    let named = |name: &str| WORDS.iter().any(|word| name.to_ascii_uppercase().contains(word));
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter(|(name, value)| named(name) && looks_like_credential(value))
        .map(|(_, value)| value)
        .collect()
}

/// True for long mixed values that are neither a path nor a sentence.
fn looks_like_credential(value: &str) -> bool {
    value.len() >= MIN_CREDENTIAL
        && !value.contains(char::is_whitespace)
        && !value.starts_with(['/', '.', '~'])
        && value.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::looks_like_credential;

    #[test]
    fn paths_and_words_are_none() {
        assert!(looks_like_credential("LocalOnlyKeyNumber1"));
        for value in ["short1", "/run/agent.1234", "always-in-words", "a sentence with 1 number"] {
            assert!(!looks_like_credential(value), "{value}");
        }
    }
}
