//! The index of git: it is read, or refused, and no path in it leads out of the working tree.

use card_data::read_git_index;

/// An index, and the same bytes behind a header of each version.
pub(crate) fn index(bytes: &[u8]) {
    read(bytes);
    for version in 2..=4 {
        read(&[b"DIRC\0\0\0".as_slice(), &[version], bytes].concat());
    }
}

fn read(bytes: &[u8]) {
    let mut names: Vec<Vec<u8>> = Vec::new();
    let shared = read_git_index(bytes, |name, _| names.push(name.to_vec()));
    if let Ok(Some(shared)) = &shared {
        assert!(shared.starts_with("sharedindex.") && !shared.contains('/'), "it is next to the index");
    }
    for name in &names {
        assert!(
            !name.is_empty() && name.len() <= 4096 && name[0] != b'/',
            "a path of a file in the working tree"
        );
        let leads_out = |part: &[u8]| part == b".." || part.eq_ignore_ascii_case(b".git");
        assert!(!name.split(|byte| *byte == b'/').any(leads_out), "it stays inside");
    }
    assert!(shared.is_err() || names.windows(2).all(|pair| pair[0] <= pair[1]), "names come in order");
}
