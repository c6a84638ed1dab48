//! JSON pointers are written and read by one pair of functions.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use cartevo_yaml::pointer::{child, escaped, names, parent, push, unescaped};

/// Names and how they are written: those of RFC 6901, and those that a wrong order of replacements confuses.
const NAMES: [(&str, &str); 8] = [
    ("", ""),
    ("a/b", "a~1b"),
    ("m~n", "m~0n"),
    ("~1", "~01"),
    ("~0", "~00"),
    ("/cards/{id}", "~1cards~1{id}"),
    ("~/~", "~0~1~0"),
    ("é *", "é *"),
];

#[test]
fn a_name_comes_back_as_it_was() {
    for (name, written) in NAMES {
        assert_eq!(escaped(name), written);
        assert_eq!(unescaped(written), name);
    }
}

#[test]
fn a_pointer_is_built_and_taken_apart() {
    let mut pointer = String::new();
    assert_eq!(parent(&pointer), None);
    for (name, written) in NAMES {
        let before = pointer.clone();
        push(&mut pointer, name);
        assert_eq!(pointer, format!("{before}/{written}"));
        assert_eq!(pointer, child(&before, name));
        assert_eq!(parent(&pointer), Some((&*before, name.into())));
    }
    let all: Vec<String> = names(&pointer).unwrap().map(String::from).collect();
    assert_eq!(all, NAMES.map(|(name, _)| name));
}

#[test]
fn the_root_has_no_names_and_other_texts_are_no_pointers() {
    assert_eq!(names("").unwrap().count(), 0);
    assert_eq!(names("/").unwrap().count(), 1);
    assert!(names("a/b").is_none() && names("#/a").is_none());
}
