//! The reader of documents in several files: errors, cautions and places name the file that holds them.

use std::fs;
use std::path::Path;
use std::str;

use contract_core::spec::{Site, Spec};
use tempfile::tempdir;

use super::spec::{exercise, says_what_and_where};

/// The names of the files; the first one is the document.
const NAMES: [&str; 3] = ["api.yaml", "part.yaml", "below/part.json"];
/// The byte between the files.
const END_OF_FILE: u8 = 0x1c;

/// An `OpenAPI` document, and up to two files that it may refer to.
pub(crate) fn files(bytes: &[u8]) {
    let texts: Vec<&[u8]> = bytes.splitn(NAMES.len(), |byte| *byte == END_OF_FILE).collect();
    let folder = tempdir().expect("a folder");
    fs::create_dir(folder.path().join("below")).expect("a folder in it");
    for (name, text) in NAMES.iter().zip(&texts) {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    let lines_of = |file: &str| {
        let known = NAMES.iter().zip(&texts).find(|(name, _)| Path::new(file).ends_with(name));
        let text = known.map(|(_, text)| str::from_utf8(text).unwrap_or_default());
        text.map(|text| text.split(['\n', '\r']).count())
    };
    let spec = match Spec::load(&folder.path().join("api.yaml"), "api.yaml") {
        Ok(spec) => spec,
        Err(error) => return says_what_and_where(&error, lines_of(&error.file).unwrap_or_default()),
    };
    for caution in &spec.cautions {
        let lines = lines_of(&caution.file).expect("a caution names one of the files");
        assert!(caution.place.line as usize <= lines, "its place is in the file");
    }
    let holds =
        |site: &Site| lines_of(spec.file_of(site)).is_some_and(|lines| site.place.line as usize <= lines);
    assert!(spec.schemas.iter().all(|schema| holds(&schema.site)), "a schema is in one of the files");
    exercise(&spec);
}
