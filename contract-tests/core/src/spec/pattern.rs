//! Evaluates `pattern`: an ECMA-262 regular expression from an untrusted spec.

use std::fmt::Write as _;

use fancy_regex::{Regex, RegexBuilder};

use super::simple_pattern::SimplePattern;

/// The most backtracking steps per text, for patterns with lookaround. Other patterns run in linear time
/// without backtracking.
const MAX_STEPS: usize = 200_000;

/// The largest compiled size, in bytes.
const MAX_COMPILED: usize = 4 << 20;

/// A compiled `pattern`.
#[derive(Debug, Clone)]
pub struct Pattern {
    source: Box<str>,
    engine: Engine,
}

#[derive(Debug, Clone)]
enum Engine {
    Simple(SimplePattern),
    Regex(Box<Regex>),
}

/// The result of matching a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The pattern matches somewhere in the text.
    Matches,
    /// The pattern does not match.
    Differs,
    /// Matching exceeded the step limit.
    GaveUp,
}

impl Pattern {
    pub(super) fn compile(source: &str) -> Result<Self, String> {
        let engine = match SimplePattern::parse(source) {
            Some(simple) => Engine::Simple(simple),
            None => Engine::Regex(Box::new(regex(source)?)),
        };
        Ok(Self { source: source.into(), engine })
    }

    /// The pattern, as written in the spec.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Matches the pattern anywhere in `text`.
    #[must_use]
    pub fn check(&self, text: &str) -> Verdict {
        match &self.engine {
            Engine::Simple(simple) if simple.matches(text) => Verdict::Matches,
            Engine::Simple(_) => Verdict::Differs,
            Engine::Regex(regex) => match regex.is_match(text) {
                Ok(true) => Verdict::Matches,
                Ok(false) => Verdict::Differs,
                Err(_) => Verdict::GaveUp,
            },
        }
    }
}

fn regex(source: &str) -> Result<Regex, String> {
    RegexBuilder::new(&translated(source))
        .backtrack_limit(MAX_STEPS)
        .delegate_size_limit(MAX_COMPILED)
        .delegate_dfa_size_limit(MAX_COMPILED)
        .build()
        .map_err(|error| error.to_string())
}

/// ECMA's white space, for use inside a class.
const SPACE: &str =
    "\\t-\\r \\u{a0}\\u{1680}\\u{2000}-\\u{200a}\\u{2028}\\u{2029}\\u{202f}\\u{205f}\\u{3000}\\u{feff}";

/// Translates from ECMA's to Rust's dialect. In ECMA `\d` and `\w` are ASCII; `[` and doubled `&`, `-` and
/// `~` are plain characters in a class.
fn translated(source: &str) -> String {
    let mut out = String::with_capacity(source.len() + 8);
    let mut in_class = false;
    let mut rest = source.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '\\' => match rest.next() {
                Some('d') if in_class => out.push_str("0-9"),
                Some('d') => out.push_str("[0-9]"),
                Some('D') if !in_class => out.push_str("[^0-9]"),
                Some('w') if in_class => out.push_str("0-9A-Za-z_"),
                Some('w') => out.push_str("[0-9A-Za-z_]"),
                Some('W') if !in_class => out.push_str("[^0-9A-Za-z_]"),
                Some('b') if !in_class => out.push_str("(?-u:\\b)"),
                Some('B') if !in_class => out.push_str("(?-u:\\B)"),
                Some('s') if in_class => out.push_str(SPACE),
                Some('s') => out.extend(["[", SPACE, "]"]),
                Some('S') if !in_class => out.extend(["[^", SPACE, "]"]),
                Some('c') if rest.peek().is_some_and(char::is_ascii_alphabetic) => {
                    // `\cA` is the first control character.
                    let letter = rest.next().map_or(0, u32::from);
                    // Writing to a string cannot fail.
                    let _ = write!(out, "\\x{{{:x}}}", letter % 32);
                }
                // Anchors in Rust, letters in ECMA.
                Some(letter @ ('A' | 'Z' | 'z' | 'G')) => out.push(letter),
                Some('/') => out.push('/'),
                Some(other) => out.extend(['\\', other]),
                None => out.push('\\'),
            },
            '[' if in_class => out.push_str("\\["),
            '[' => {
                in_class = true;
                out.push('[');
                if rest.peek() == Some(&'^') {
                    rest.next();
                    out.push('^');
                }
                if rest.peek() == Some(&']') {
                    rest.next();
                    in_class = false;
                    // `[]` matches nothing and `[^]` anything.
                    let negated = out.ends_with('^');
                    out.truncate(out.len() - if negated { 2 } else { 1 });
                    out.push_str(if negated { "(?s:.)" } else { "(?!)" });
                }
            }
            ']' if in_class => {
                in_class = false;
                out.push(']');
            }
            '&' | '~' if in_class && rest.peek() == Some(&character) => out.extend(['\\', character]),
            '-' if in_class && rest.peek() == Some(&'-') => out.push_str("\\-"),
            '$' if !in_class => out.push_str("\\z"),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Pattern, SimplePattern, Verdict, regex};

    fn check(pattern: &str, text: &str) -> Verdict {
        Pattern::compile(pattern).unwrap().check(text)
    }

    #[test]
    fn reads_patterns_as_ecma_does() {
        assert_eq!(check(r"^\d+$", "12"), Verdict::Matches);
        assert_eq!(check(r"^\d+$", "١٢"), Verdict::Differs, "ASCII digits only");
        assert_eq!(check(r"^a$", "a\n"), Verdict::Differs, "`$` is the very end");
        assert_eq!(check(r"^[[a]+$", "[a"), Verdict::Matches);
        assert_eq!(check(r"^[\w.-]+\/x$", "a.b-c/x"), Verdict::Matches);
        assert_eq!(check(r"^[a&&b]+$", "a&b"), Verdict::Matches);
        assert_eq!(check(r"^[^]$", "\n"), Verdict::Matches);
        assert_eq!(check(r"b", "abc"), Verdict::Matches, "not anchored");
        assert_eq!(check(r"^\cC\Z\s[\s]$", "\u{3}Z\u{feff}\u{a0}"), Verdict::Matches);
        assert_eq!(check(r"^\S$", "\u{85}"), Verdict::Matches, "no white space to ECMA");
        assert_eq!(check(r"^(?!admin)[a-z]+$", "user"), Verdict::Matches);
        assert_eq!(check(r"^(?!admin)[a-z]+$", "admin"), Verdict::Differs);
    }

    #[test]
    fn hostile_patterns_end() {
        let text = format!("{}!", "a".repeat(5000));
        assert_eq!(check(r"^(a+)+$", &text), Verdict::Differs);
        assert_ne!(check(r"^(?=a)((a+)+)\1$", &text), Verdict::Matches);
        assert!(Pattern::compile(r"((a{1000}){1000}){1000}").is_err());
        assert!(Pattern::compile("(").is_err());
    }

    #[test]
    fn common_patterns_need_no_engine() {
        for pattern in [
            "^[A-Z]{3}$",
            r"^-?[0-9]+\.[0-9]{2}$",
            r"^\d{4}-\d{2}$",
            "^[a-z0-9_-]{1,64}$",
            r"^\+[1-9]\d{1,14}$",
            "^[A-Z][A-Z0-9]?$",
            "^$",
        ] {
            assert!(SimplePattern::parse(pattern).is_some(), "{pattern}");
        }
        for pattern in [
            "[A-Z]{3}",
            "^[A-Z]{3}",
            "^a+a$",
            "^(a|b)$",
            "^[^a]$",
            "^.$",
            "^[]$",
            "^[z-a]$",
            "^a{2,1}$",
            "^a++$",
            "^a+?$",
            "^[é]$",
            "^a$b$",
            r"^\s$",
            "^[a-",
            "^a{2",
            "^",
            r"^[\w-z]$",
            "^a|b$",
            "^[a-c-e]$",
        ] {
            assert!(SimplePattern::parse(pattern).is_none(), "{pattern}");
        }
    }

    proptest! {
        #[test]
        fn says_what_the_engine_says(
            runs in prop::collection::vec((
                prop::sample::select(vec!["a", "[a-c]", "[A-Z0-9_]", r"\d", r"\w", "[ab-]", r"[\d.]", "-", r"\.", "[]]", r"[\]a]", "[[-]", "[+--]"]),
                prop::sample::select(vec!["", "?", "+", "*", "{2}", "{1,3}", "{2,}", "{0}", "{,2}", "{1"]),
            ), 0..4),
            text in "[a-cA0-9_.é\\[\\]-]{0,6}",
        ) {
            let parts: Vec<String> = runs.iter().map(|(class, count)| format!("{class}{count}")).collect();
            let pattern = format!("^{}$", parts.concat());
            if let Some(simple) = SimplePattern::parse(&pattern) {
                let regex = regex(&pattern).unwrap();
                prop_assert_eq!(simple.matches(&text), regex.is_match(&text).unwrap(), "{} on {:?}", pattern, text);
            }
        }
    }
}
