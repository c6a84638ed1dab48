//! Names, paths and sentences of strangers: what is shown holds no card data, and is shown unchanged when it is read back.

use card_data::Detector;
use contract_core::shown::{
    HIDDEN_NAME, Reread, shown_media_type, shown_name, shown_operation, shown_path, shown_place, shown_value,
};

/// Fewer digits than any card number has.
const MAX_DIGITS: usize = 12;

/// Any bytes as a name, a path, a pointer, a media type, an operation, a value and a sentence.
pub(crate) fn names(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let name = shown_name(&text);
    assert!(name == text || name == HIDDEN_NAME);
    let reread = Reread::new(None);
    let ways: [&dyn Fn(&str) -> String; 7] = [
        &|text| shown_name(text).into_owned(),
        &|text| shown_path(None, text),
        &|text| shown_place(None, text),
        &|text| shown_media_type(text).into_owned(),
        &|text| shown_operation(None, text).into_owned(),
        &|text| shown_value(text).into_owned(),
        &|text| reread.sentence(text),
    ];
    let detector = Detector::default();
    for (way, show) in ways.iter().enumerate() {
        let shown = show(&text);
        let report = detector.search(shown.as_bytes());
        assert!(report.findings.is_empty(), "way {way} shows card data");
        assert_eq!(show(&shown), shown, "way {way} shows something else when it is read back");
    }
    for show in &ways[..3] {
        let digits = show(&text).chars().filter(|character| character.is_numeric()).count();
        assert!(digits <= MAX_DIGITS, "{digits} digits are shown");
    }
}
