//! `pattern` has the meaning that ECMA-262 defines, in bounded time, for any pattern and any text.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use contract_core::spec::{Pattern, Spec, Verdict};
use proptest::prelude::*;
use serde_json::json;

use crate::judged::{code_and_pointer, observe};

fn check(pattern: &str, text: &str) -> Verdict {
    Pattern::compile(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}")).check(text)
}

/// The result of another engine of ECMA-262, with the `u` flag or else without; `None` for an invalid pattern.
fn peer(pattern: &str, text: &str) -> Option<bool> {
    let text: Vec<u16> = text.encode_utf16().collect();
    if let Ok(regex) = regress::Regex::with_flags(pattern, "u") {
        return Some(regex.find_from_utf16(&text, 0).next().is_some());
    }
    let units = pattern.encode_utf16().map(u32::from);
    let regex = regress::Regex::from_unicode(units, "").ok()?;
    Some(regex.find_from_ucs2(&text, 0).next().is_some())
}

fn one_of(texts: &'static [&'static str]) -> impl Strategy<Value = String> + Clone {
    prop::sample::select(texts).prop_map(str::to_owned)
}

/// A pattern of every construct of the grammar.
fn pattern() -> impl Strategy<Value = String> {
    const ATOMS: &[&str] = &[
        "a",
        "b",
        "c",
        "A",
        "0",
        "1",
        "_",
        "-",
        " ",
        "é",
        "😀",
        ".",
        "\\d",
        "\\D",
        "\\w",
        "\\W",
        "\\s",
        "\\S",
        "\\b",
        "\\B",
        "^",
        "$",
        "\\.",
        "\\-",
        "\\/",
        "\\a",
        "\\x61",
        "\\u0061",
        "\\u{61}",
        "\\ud83d\\ude00",
        "\\ud83d",
        "\\ude00",
        "\\0",
        "\\cA",
        "\\c",
        "\\101",
        "\\01",
        "\\012",
        "\\08",
        "\\400",
        "\\4294967297",
        "\\1",
        "\\2",
        "\\k<n>",
        "\\p{L}",
        "\\P{Lu}",
        "\\p{Script=Greek}",
        "\\p{Zs}",
        "{",
        "}",
        "]",
        "\\n",
        "\\t",
    ];
    const CLASSES: &[&str] = &[
        "[a-c]",
        "[^a-c]",
        "[^\\W_]",
        "[\\w-.]",
        "[\\w.-]",
        "[]",
        "[^]",
        "[a]",
        "[^a]",
        "[\\ud83d\\ude00]",
        "[😀-😎]",
        "[\\u{1f600}b]",
        "[^\\ud83d]",
        "[\\ude00-\\ude0f]",
        "[\\d\\s]",
        "[^\\S]",
        "[\\b]",
        "[[a]",
        "[a&&b]",
        "[\\p{Lu}_]",
        "[^\\p{L}]",
        "[\\cA\\c_]",
        "[\\0-\\x7f]",
        "[é-ü]",
        "[\\-a]",
        "[+--]",
        "[\\D]",
        "[\\w-a]",
    ];
    let leaf = prop_oneof![3 => one_of(ATOMS), 1 => one_of(CLASSES)];
    leaf.prop_recursive(4, 16, 4, |inner| {
        let group = one_of(&["(", "(?:", "(?<n>", "(?=", "(?!", "(?<=", "(?<!"]);
        let count = one_of(&[
            "*", "+", "?", "{2}", "{1,2}", "{0}", "{0,3}", "*?", "+?", "??", "{1,}?", "{2,}", "{,2}", "{1",
        ]);
        prop_oneof![
            3 => prop::collection::vec(inner.clone(), 0..4).prop_map(|parts| parts.concat()),
            1 => prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| parts.join("|")),
            2 => (group, inner.clone()).prop_map(|(open, body)| format!("{open}{body})")),
            2 => (inner, count).prop_map(|(body, count)| format!("{body}{count}")),
        ]
    })
}

fn text() -> impl Strategy<Value = String> {
    let characters = [
        'a', 'b', 'c', 'A', '0', '1', '_', '-', ' ', '.', 'é', 'α', '😀', '😎', '\n', '\u{1}', '\u{85}',
        '\u{2028}', '\u{feff}', '{', ']', 'k',
    ];
    prop::collection::vec(prop::sample::select(characters.to_vec()), 0..7)
        .prop_map(|characters| characters.into_iter().collect())
}

/// True without the `u` flag.
fn is_loose(pattern: &str) -> bool {
    regress::Regex::with_flags(pattern, "u").is_err()
}

/// True for patterns that are valid by the letter and refused: `\p{L}` without the `u` flag is five letters, which
/// nobody means.
fn is_half_meant(pattern: &str) -> bool {
    is_loose(pattern) && ["\\p{", "\\P{", "\\u{"].iter().any(|escape| pattern.contains(escape))
}

/// True where the peer departs from ECMA-262: it reads two escapes of surrogates as one character without the `u` flag,
/// refuses `\u{61}` after a surrogate, and takes a count after `\b`.
fn is_peer_wrong(pattern: &str) -> bool {
    let counts_a_place = |escape: &str| {
        let after = pattern.split(escape).skip(1).map(|rest| rest.chars().next());
        after.into_iter().flatten().any(|next| "*+?{".contains(next))
    };
    let pairs = ["\\ud83d\\ude00", "\\ud83d\\u{"];
    (is_loose(pattern) && pairs.iter().any(|pair| pattern.contains(pair)))
        || pattern.contains("\\ud83d\\u{")
        || counts_a_place("\\b")
        || counts_a_place("\\B")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases * 8, ..ProptestConfig::default() })]

    #[test]
    fn agrees_with_another_engine(pattern in pattern(), texts in prop::collection::vec(text(), 1..6)) {
        prop_assume!(!is_peer_wrong(&pattern));
        let compiled = Pattern::compile(&pattern);
        for text in &texts {
            let expected = peer(&pattern, text);
            let Ok(compiled) = &compiled else {
                prop_assert!(expected.is_none() || is_half_meant(&pattern), "{} is refused: {:?}", pattern, compiled);
                continue;
            };
            let verdict = Some(compiled.check(text) == Verdict::Matches);
            prop_assert_eq!(verdict, expected, "{} on {:?}", pattern, text);
        }
    }
}

/// Texts that a pattern matches, then texts that it does not match.
type Case = (&'static str, &'static [&'static str], &'static [&'static str]);

fn agree(cases: &[Case]) {
    for (pattern, matches, differs) in cases {
        for text in *matches {
            assert_eq!(check(pattern, text), Verdict::Matches, "{pattern} on {text:?}");
        }
        for text in *differs {
            assert_eq!(check(pattern, text), Verdict::Differs, "{pattern} on {text:?}");
        }
    }
}

#[test]
fn classes_are_those_of_ecma() {
    agree(&[
        (r"^\d+$", &["12"], &["\u{661}\u{662}", "a", ""]),
        (r"^\D$", &["\u{661}", "a"], &["1"]),
        (r"^\w+$", &["aZ_9"], &["é", "\u{661}", "\u{212a}"]),
        (r"^[^\W_]+$", &["aZ9"], &["_", "é", "ß"]),
        (r"^\s$", &["\u{feff}", "\u{a0}", "\u{2029}", "\u{b}"], &["\u{85}", "\u{180e}", "a"]),
        (r"^\S$", &["\u{85}"], &["\u{3000}"]),
        (r"^.$", &["a", "é", "😀", "\u{85}"], &["\n", "\r", "\u{2028}", "\u{2029}", ""]),
        (r"^[^]$", &["\n", "😀"], &[""]),
        (r"[]", &[], &["", "a", "[]"]),
        (r"^[[a]+$", &["[a"], &["b"]),
        (r"^[a&&b]+$", &["a&b"], &["c"]),
        (r"^[\b]$", &["\u{8}"], &["b"]),
        (r"^\p{Lu}\p{Script=Greek}\P{L}$", &["Éα1"], &["éα1", "Éa1", "Éαb"]),
        (r"^\p{Letter}cole$", &["école"], &["3cole"]),
        (r"^\p{Zl}$", &["\u{2028}"], &["\u{2029}"]),
    ]);
}

#[test]
fn places_are_those_of_ecma() {
    agree(&[
        (r"^a$", &["a"], &["a\n", "\na", "b\na"]),
        (r"\babc\b", &["abc", "x abc.", "éabc"], &["xabc", "abc_"]),
        (r"\Bb", &["ab"], &["b", "éb", " b"]),
        (r"^\B", &["", "é"], &["a"]),
        (r"é\B\B", &["é", "éé"], &["éa"]),
        (r"\B", &["", "é", "aa"], &["a", "aéa"]),
        (r"b", &["abc"], &["ac"]),
    ]);
}

#[test]
fn escapes_are_those_of_ecma() {
    agree(&[
        (r"^\cC\cc$", &["\u{3}\u{3}"], &["\\cC\\cc"]),
        (r"^[\cA-\cC]+$", &["\u{1}\u{2}\u{3}"], &["A", "\\", "c"]),
        (r"^\x41\u0042\u{43}\0\t\/$", &["ABC\0\t/"], &["ABC0t/"]),
        (r"^[\w\-\.\+]+$", &["a-b.c+d"], &["a b"]),
        (r"^\u{1f600}$", &["😀"], &["u", "😎"]),
        (r"^\uD83D\uDE00$", &["😀"], &["😎"]),
        (r"^[\uD83D\uDE00-\uD83D\uDE0F]$", &["😀", "😎"], &["😿"]),
        (r"\uD83D", &[], &["😀", "\u{fffd}"]),
    ]);
}

/// Without the `u` flag a character beyond the basic plane is two, and more is allowed.
#[test]
fn patterns_of_annex_b_are_read_by_annex_b() {
    agree(&[
        (r"^[\w-.]+$", &["a-b.c"], &["a+b"]),
        (r"^[a-z][a-z\d-\/_]*$", &["a0-/_"], &["a.", "0"]),
        (r"^\Z\_\q$", &["Z_q"], &["\\Z"]),
        (r"^\101\8$", &["A8"], &["101"]),
        (r"^a{,2}]}$", &["a{,2}]}"], &["aa"]),
        (r"^[\c_\c0]$", &["\u{1f}", "\u{10}"], &["_", "c"]),
        (r"^\c$", &["\\c"], &["c"]),
        (r"^(a)\01\012\08$", &["a\u{1}\n\u{0}8"], &["aa\n\u{0}8"]),
        (r"^(a)\4294967297$", &["a\"94967297"], &["aa"]),
        (r"^(?=a)*b$", &["b"], &["ab"]),
        (r"^(?=a){2}a\q?$", &["a"], &["b"]),
        (r"^[\w-.].$", &["ab"], &["a😀", "a"]),
        (r"^[\w-.]..$", &["a😀", "abc"], &["a", "a😀b"]),
        (r"^\_[^x]{2}$", &["_😀", "_ab"], &["_a", "_😀a"]),
        (r"^\_[^x]{3,}$", &["_😀a", "_😀😀"], &["_😀"]),
        (r"\_\ud83d", &["_😀"], &["_\u{10000}"]),
        (r"^[\ud800-\udbff][\udc00-\udfff]\_$", &["😀_"], &["aa_"]),
        (
            r"^([\t -\ud7ff]|\ud800[\udc00-\udfff]|[\ud801-\udbff][\udc00-\udfff])*\_$",
            &["a😀\u{10000}_"],
            &["\u{0}_", "\u{ffff}_"],
        ),
    ]);
}

#[test]
fn looks_and_references_are_those_of_ecma() {
    agree(&[
        (r"^(?!admin)[a-z]+$", &["user"], &["admin", "administrator"]),
        (r"^(?=.*[A-Z])(?=.*\d)[A-Za-z\d]{8,}$", &["Passw0rd"], &["password1", "Pass1", "Passw0rd!"]),
        (r"^([a-z0-9]([a-z0-9-]){0,21}(?<!-)(\w{0,42}))$", &["a-b"], &["-", "a-"]),
        (r"(?<=\$\d+\.)\d\d", &["$12.50"], &["12.50"]),
        (r"(?<!a|bc)d", &["bd"], &["ad", "bcd"]),
        (r"^(['\x22])[a-z]*\1$", &["'a'", "\"a\""], &["'a\""]),
        (r"^(?<quote>['\x22])[a-z]*\k<quote>$", &["'a'"], &["'a\""]),
        (r"^\1(a)$", &["a"], &["aa"]),
        (r"^(?:(a)|b)*\1$", &["ab", "aa"], &["c"]),
        (r"^(?:(a)|(b)|\1c)+$", &["ac", "abc"], &["d"]),
        (r"(?<=\1(a))b", &["aab"], &["ab"]),
        (r"^(?=(a+))\1b$", &["aab"], &["ab b"]),
        (r"^(a*)*b\1$", &["aabaa", "b"], &["aab"]),
        (r"^(?:a?){3}\x61{2}(?!.)$", &["aaa", "aa"], &["a", "aaaaaa"]),
    ]);
}

#[test]
fn counts_may_be_large() {
    let long = "é".repeat(60_000);
    assert_eq!(check("^.{0,100000}$", &long), Verdict::Matches);
    assert_eq!(check("^.{60000}$", &long), Verdict::Matches);
    assert_eq!(check("^.{0,59999}$", &long), Verdict::Differs);
    assert_eq!(check(r"\S{1,2048}", &long), Verdict::Matches);
    assert_eq!(check(r"^\S{1,2048}$", "a b"), Verdict::Differs);
    assert_eq!(check(r"^(\S+ ){1,5000}$", &"ab ".repeat(5000)), Verdict::Matches);
    assert_eq!(check(r"^(\S+ ){1,5000}$", &"ab ".repeat(5001)), Verdict::Differs);
    assert_eq!(check(r"^$|^[\s\S]{2,99999}$", &long), Verdict::Matches);
    assert_eq!(check("^a{4294967296}$", "aaa"), Verdict::Differs);
    assert_eq!(check("x{4294967296}|b", "b"), Verdict::Matches);
}

#[test]
fn any_pattern_on_any_text_comes_to_an_end() {
    let text = format!("{}!", "a".repeat(50_000));
    assert_eq!(check(r"^(a+)+$", &text), Verdict::Differs);
    for pattern in [
        r"^(?=a)((a+)+)\1$",
        r"(?!x)(a|a)*(a|a)*\1b$",
        r"^(?:(?=.*b).)*$",
        r"(?<=(a+)+b)c",
        r"(?:){4000000000}\1()",
        r"^(?:(?:(?:a{0,9999}){0,9999}){0,9999}){9999}(?=b)",
        r"((a{1000}){1000}){1000}",
    ] {
        assert_ne!(check(pattern, &text), Verdict::Matches, "{pattern}");
    }
    assert_eq!(check(r"^(?:(?!foo)[^])*$", &text), Verdict::Matches);
}

#[test]
fn what_is_no_pattern_is_told_with_the_reason() {
    for (pattern, reason) in [
        ("(", "Unterminated"),
        ("a**", "quantifier"),
        ("[z-a]", "out of order"),
        ("a{2,1}", "out of order"),
        (r"\p{IsLatin}", "`u` flag"),
        (r"^[\w-.\p{L}]+$", "`u` flag"),
        ("(?i)a", ""),
        ("(?i:a)", "flags within a pattern"),
        (r"\k<n>(?<m>a)", ""),
        (&"(".repeat(5000), "nested"),
        (&format!("{}{}", "(".repeat(101), ")".repeat(101)), "nested"),
        (&"a".repeat(70_000), "longer"),
    ] {
        let error = Pattern::compile(pattern).unwrap_err();
        assert!(!error.is_empty() && error.contains(reason), "{pattern}: {error}");
    }
    let deep = format!("{}a{}", "(?:(?=".repeat(50), "))".repeat(50));
    assert_eq!(check(&deep, "a"), Verdict::Matches);
}

/// `code pointer` of what is observed for a body where the property `text` has the pattern and `count` is a string.
fn observed(pattern: &str, text: &str) -> Vec<String> {
    let schema = json!({"type": "object", "properties": {"text": {"type": "string", "pattern": pattern}, "count": {"type": "string"}}});
    let spec = json!({"openapi": "3.0.3", "paths": {"/x": {"get": {"responses": {
        "200": {"description": "ok", "content": {"application/json": {"schema": schema}}}}}}}});
    let spec = Spec::from_text(spec.to_string(), "api.json").unwrap();
    let exchange = json!({"request": {"method": "GET", "url": "/x"}, "response": {
        "status": 200, "headers": {"content-type": "application/json"}, "body": {"text": text, "count": 1}}});
    observe(&spec, &exchange, code_and_pointer)
}

#[test]
fn a_document_with_any_pattern_of_ecma_is_checked() {
    for (pattern, text) in [
        (r"\bblue\b", "deep blue"),
        (r"^\S{1,2048}$", "t0ken"),
        (
            r"^([\x09\x0a\x0d\x20-\ud7ff\ue000-\ufffd]|\ud800[\udc00-\udfff]|[\ud801-\udbfe][\udc00-\udfff])*$",
            "a\tz",
        ),
        (r"^[\w\-\.\+]+$", "MIT-0"),
        (r"^([a-z0-9]([a-z0-9-]){0,21}(?<!-)(\w{0,42}))$", "node-1"),
        (r"(^[ !#-~]+$)|(^Key:[ ^[ !#-~]+$)", "plain"),
        (r"\d+:\[1-9]+|none", "none"),
        (r"^[a-z][a-z\d-\/_]*$", "a/b-c"),
    ] {
        assert_eq!(observed(pattern, text), ["C106 /count"], "{pattern}");
        assert_eq!(observed(pattern, "\u{1} -"), ["C114 /text", "C106 /count"], "{pattern}");
    }
}
