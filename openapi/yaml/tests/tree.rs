//! YAML becomes a tree that knows its lines and bytes, and what is dangerous in YAML is refused.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use cartevo_yaml::{MAX_DEPTH, Member, Node, Place, Value, read_data, read_first, read_yaml};

fn read(text: &str) -> Node {
    read_yaml(text).unwrap()
}

/// The place and the words of the error that reading ends in.
fn refused(text: &str) -> String {
    let error = read_yaml(text).unwrap_err();
    format!("{} {}", error.place, error.what)
}

#[test]
fn scalars_are_what_yaml_1_2_says() {
    let yes = [
        ("null", Value::Null),
        ("~", Value::Null),
        ("", Value::Null),
        ("true", Value::Bool(true)),
        ("False", Value::Bool(false)),
        ("-12", Value::Integer(-12)),
        ("0x1F", Value::Integer(31)),
        ("0o17", Value::Integer(15)),
        ("1_000", Value::Integer(1000)),
        ("18446744073709551616", Value::Integer(1 << 64)),
        ("1.50", Value::Float(1.5)),
        ("1e3", Value::Float(1000.0)),
        (".5", Value::Float(0.5)),
        ("!!str 200", Value::Text("200".into())),
        ("! 200", Value::Text("200".into())),
        ("!!int '200'", Value::Integer(200)),
        ("!!float 2", Value::Float(2.0)),
    ];
    for (text, value) in yes {
        assert_eq!(read(&format!("a: {text}\n")).get("a").unwrap().value, value, "{text}");
    }
    let texts = [
        "no",
        "yes",
        "on",
        "y",
        "2026-11-20",
        "'200'",
        "\"true\"",
        "inf",
        "nan",
        "1.2.3",
        "0x",
        "1__0",
        "_1",
    ];
    for text in texts {
        let plain = text.trim_matches(['\'', '"']);
        assert_eq!(read(&format!("a: {text}\n")).get("a").unwrap().text(), Some(plain), "{text}");
    }
    for text in
        [".inf", "-.Inf", ".nan", "1e999", "!!int x", "!!bool no", "!!float .inf", "!!seq x", "!!map x"]
    {
        assert!(read_yaml(&format!("a: {text}\n")).is_err(), "{text}");
    }
}

#[test]
fn every_node_knows_its_place_and_its_bytes() {
    let text = "é: {name: 'x y', n: 1}\nlist:\n- &a one\n- *a\n- [2, \"3\"]\nempty:\n";
    let root = read(text);
    let written = |node: &Node| &text[node.span.range()];
    let key = |member: &Member| &text[member.span.range()];
    let outer = root.member("é").unwrap();
    assert_eq!((key(outer), written(&outer.node)), ("é", "{name: 'x y', n: 1}"));
    assert_eq!(written(root.at("/é/name").unwrap()), "'x y'");
    assert_eq!(root.at("/é/n").unwrap().place, Place { line: 1, column: 21 });
    assert_eq!(root.at("/é").unwrap().member("n").unwrap().place, Place { line: 1, column: 18 });
    assert_eq!(root.member("list").unwrap().place, Place { line: 2, column: 1 });
    // An alias stands where it stands, and is written where its anchor is.
    let (anchored, alias) = (root.at("/list/0").unwrap(), root.at("/list/1").unwrap());
    assert_eq!((written(anchored), written(alias)), ("one", "one"));
    assert_eq!((anchored.value.clone(), alias.place), (alias.value.clone(), Place { line: 4, column: 3 }));
    assert_eq!(written(root.at("/list/2").unwrap()), "[2, \"3\"]");
    assert_eq!(written(root.at("/empty").unwrap()), "");
    assert!(root.at("/list/3").is_none() && root.at("list").is_none());
}

#[test]
fn merged_entries_give_way_to_written_ones() {
    let text = "base: &base {a: 1, b: 2}\nmore: &more {b: 3, c: 4}\none:\n  <<: *base\n  b: 9\nboth: {<<: [*base, *more]}\ntext: {'<<': x}\nnone: {<<: }\nnamed: {&m <<: *base}\ntagged: {!!merge <<: *base}\n";
    let root = read(text);
    let entries = |name: &str| {
        root.get(name)
            .unwrap()
            .members()
            .iter()
            .map(|m| (m.key.clone(), m.node.value.clone()))
            .collect::<Vec<_>>()
    };
    let number = |key: &str, value| (key.to_owned(), Value::Integer(value));
    assert_eq!(entries("one"), [number("b", 9), number("a", 1)]);
    assert_eq!(entries("both"), [number("a", 1), number("b", 2), number("c", 4)]);
    assert_eq!(entries("text").len(), 1);
    assert!(entries("none").is_empty());
    // A merge is one with an anchor or a tag, too.
    assert_eq!(entries("named"), [number("a", 1), number("b", 2)]);
    assert_eq!(entries("tagged"), [number("a", 1), number("b", 2)]);
    // What is merged stands where it is merged, and is written where it is defined.
    let merged = root.get("one").unwrap().member("a").unwrap();
    assert_eq!(
        (merged.place, merged.node.place),
        (Place { line: 4, column: 7 }, Place { line: 4, column: 7 })
    );
    assert_eq!((&text[merged.span.range()], &text[merged.node.span.range()]), ("a", "1"));
    assert_eq!(refused("a: {<<: 1}\n"), "1:9 `<<` merges maps, but this is not a map");
}

#[test]
fn duplicate_keys_are_refused_where_the_second_stands() {
    assert_eq!(refused("a: 1\nb: 2\na: 3\n"), "3:1 duplicate mapping key: a");
    assert_eq!(refused("200: x\n'200': y\n"), "2:1 duplicate mapping key: 200");
    let many: Vec<String> = (0..100).map(|at| format!("k{at}: 1\n")).collect();
    assert_eq!(refused(&format!("{}7: 1\n\"7\": 1\n", many.concat())), "102:1 duplicate mapping key: 7");
}

#[test]
fn keys_are_texts_and_numbers() {
    let root = read("200: a\n1.10: b\ntrue: c\n? d\n: e\n&x f: g\n");
    let keys: Vec<&str> = root.members().iter().map(|member| member.key.as_str()).collect();
    assert_eq!(keys, ["200", "1.10", "true", "d", "f"]);
    let repeated = read("a: &n 404\n&k 200: x\nb: {*n : y, *k : z}\n");
    let keys: Vec<&str> = repeated.get("b").unwrap().members().iter().map(|member| &*member.key).collect();
    assert_eq!(keys, ["404", "200"]);
    assert!(refused("? [a, b]\n: c\n").contains("a key is a list"));
    assert!(refused("? {a: b}\n: c\n").contains("a key is a map"));
}

#[test]
fn null_is_no_key() {
    let what = "a key is missing or null; quote it if it is meant to be `null` or `~`";
    for text in [": x\n", "? \n: x\n", "null: x\n", "~: x\n", "!!null x: y\n", "&a : x\n"] {
        assert!(refused(text).ends_with(what), "{text:?}: {}", refused(text));
    }
    assert_eq!(refused("{&k ~: x}\n"), format!("1:5 {what}"));
    assert!(refused("a: &n null\nb: {*n : x}\n").contains("a key is nothing"));
    let root = read("'null': x\n!!str ~: y\n\"\": z\n");
    let keys: Vec<&str> = root.members().iter().map(|member| member.key.as_str()).collect();
    assert_eq!(keys, ["null", "~", ""]);
}

#[test]
fn a_tag_has_to_fit_what_follows_it() {
    for text in ["a: !!str [1]\n", "a: !!map [1]\n", "a: !!seq {b: 1}\n", "a: !!int {b: 1}\n"] {
        assert!(refused(text).contains("does not match its node"), "{text:?}: {}", refused(text));
    }
    assert_eq!(read("a: !!seq [1]\nb: !!map {c: 1}\nd: !own [1]\n").members().len(), 3);
}

#[test]
fn one_document_is_read_and_the_first_on_request() {
    assert_eq!(refused("a: 1\n---\nb: 2\n"), "2:1 the text has more than one YAML document");
    assert_eq!(read_first("a: 1\n---\nb: [\n").unwrap().members().len(), 1);
    assert_eq!(read("--- \na: 1\n...\n").members().len(), 1);
    for empty in ["", "\n", "# nothing\n", "---\n"] {
        assert_eq!(read(empty).value, Value::Null, "{empty:?}");
    }
}

#[test]
fn broken_texts_are_refused_with_their_place() {
    for text in
        ["a: [1, 2\n", "a: 'x\n", "a: b: c\n", "a:\n\t- b\n", "- a\nb: c\n", "a: *unknown\n", "{a: 1}}\n"]
    {
        let error = read_yaml(text).unwrap_err();
        assert!(
            error.place.line > 0 && error.place.column > 0 && !error.what.is_empty(),
            "{text:?}: {error:?}"
        );
    }
}

#[test]
fn depth_is_limited_with_what_aliases_add() {
    let nested = |levels: usize| format!("{}x{}", "[".repeat(levels), "]".repeat(levels));
    assert!(read_yaml(&nested(MAX_DEPTH)).is_ok());
    assert!(refused(&nested(MAX_DEPTH + 1)).ends_with("the document is nested more than 200 levels deep"));
    let half = MAX_DEPTH / 2;
    let text =
        |more: usize| format!("a: &a {}\nb: {}*a{}\n", nested(half), "[".repeat(more), "]".repeat(more));
    assert!(read_yaml(&text(half - 1)).is_ok());
    assert!(refused(&text(half)).ends_with("the document is nested more than 200 levels deep"));
    assert!(refused("a: &a [*a]\n").contains("an alias is inside the node that it refers to"));
}

#[test]
fn aliases_are_limited_by_what_they_expand_to() {
    let first = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    let again = |at: usize| format!("a{at}: &a{at} [{}]\n", vec![format!("*a{}", at - 1); 10].join(", "));
    let bomb: Vec<String> = std::iter::once(first).chain((1..12).map(again)).collect();
    assert!(refused(&bomb.concat()).ends_with("the document has more than 4000000 nodes, aliases expanded"));
    let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), vec!["*a"; 65].join(", "));
    assert!(refused(&long).ends_with("aliases repeat more than 64 MiB of text"));
    let keys = format!("a: &a {{\"{}\": 1}}\nb: [{}]\n", "x".repeat(1000), vec!["*a"; 70_000].join(", "));
    assert!(refused(&keys).ends_with("aliases repeat more than 64 MiB of text"));
    let inner: Vec<String> = (0..MAX_DEPTH - 1).map(|at| format!("&n{at} [")).collect();
    let items = vec!["x"; 30_000].join(", ");
    let nested = format!("{}{items}{}\n", inner.concat(), "]".repeat(MAX_DEPTH - 1));
    assert!(refused(&nested).ends_with("nested anchors contain too much"));
    let many = format!("a: &a x\nb: [{}]\n", vec!["*a"; 100_000].join(", "));
    assert_eq!(read(&many).get("b").unwrap().items().len(), 100_000);
}

#[test]
fn json_is_yaml() {
    let text = r#"{"a\/b": "\ud83d\ude00 \u00e9\n", "n": [1, -2.5e3, null, true], "e": {}, "l": []}"#;
    let root = read(text);
    assert_eq!(root.at("/a~1b").unwrap().text(), Some("😀 é\n"));
    assert_eq!(root.at("/n/1").unwrap().value, Value::Float(-2500.0));
    assert_eq!(&text[root.member("n").unwrap().span.range()], "\"n\"");
}

#[test]
fn data_of_programs_has_bytes_and_tags_of_their_languages() {
    let read = |text: &str| read_data(&format!("a: {text}\n")).unwrap().get("a").unwrap().value.clone();
    for tag in ["!!binary", "!binary", "!<tag:yaml.org,2002:binary>"] {
        assert_eq!(
            read(&format!("{tag} |\n  YWI=\n  Yw==\n")),
            Value::Binary("YWI=\nYw==\n".into()),
            "{tag}"
        );
    }
    assert_eq!(read("!!python/unicode 200"), Value::Text("200".into()));
    assert_eq!(read("!ruby/sym get"), Value::Text("get".into()));
    assert_eq!(read("1e999"), Value::Text("1e999".into()));
    assert_eq!(read("!!str 200"), Value::Text("200".into()));
    assert!(read_data("a: !!int x").is_err());
    assert_eq!(read_yaml("a: !!binary YWI=").unwrap().get("a").unwrap().text(), Some("YWI="));
}
