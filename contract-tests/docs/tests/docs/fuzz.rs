//! Whatever a page holds, reading it ends, does not panic, and accounts for every line.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::time::{Duration, Instant};

use contract_docs::{Dialect, read_page};
use proptest::prelude::*;

#[path = "../../../../fuzz/checks/pages.rs"]
mod checks;
use checks::pages;

/// Pieces of which pages consist, so that random pages reach beyond the first line of a reader.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("GET\n/\nboats\n/\n{id}\n".to_owned()),
        Just("\nResponse\n\n200 — Success\n\n".to_owned()),
        Just("NameTypeDefaultDescription\npageinteger00-indexed page.\n".to_owned()),
        Just("FieldTypeRequiredConstraintsDescription\n".to_owned()),
        Just("| Name | Type |\n|---|---|\n| a\\|b | string |\n".to_owned()),
        Just("curl -X POST 'https://x.example/y' -d '{\"a\": [1,\n".to_owned()),
        Just("{\n  \"id\": \"a\", \"card\": {\"n\": [ {} , ...\n".to_owned()),
        Just(
            "````yaml get /x\nopenapi: 3.0.0\npaths: {/x: {get: &a {responses: {'200': *a}}}}\n````\n"
                .to_owned()
        ),
        Just("<ParamField query=\"a\" type={\"string\"} required>\n".to_owned()),
        Just("</ResponseField>\n<Expandable>\n<ResponseField name=\"b\" type=\"object[]\">".to_owned()),
        Just("<table><tr><td>Name<td>Type<tr><td>x</table>".to_owned()),
        Just("page\ninteger\nExample:\n\n{\n\nAvailable options:\nA,\n".to_owned()),
        Just(
            "const { data } = await axios.get(`https://x.example/${id}`, { params: { a: [ } });\n".to_owned()
        ),
        "[ -~]{0,40}\n",
        "\\PC{0,20}\n",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        pages(&bytes);
    }

    #[test]
    fn any_pieces_are_read(pieces in proptest::collection::vec(piece(), 0..40)) {
        pages(pieces.concat().as_bytes());
    }
}

#[test]
fn work_is_bounded() {
    let hostile = [
        "{\n".repeat(30_000),
        "[".repeat(60_000),
        "curl '\n".repeat(8_000),
        "NameTypeDescription\n".repeat(8_000),
        format!("NameTypeDefaultDescription\n{}\n", "stringinteger1Aa".repeat(240)),
        "page\ninteger\n".repeat(8_000),
        "<ParamField query=\"a\"\n".repeat(8_000),
        "<div><table><tr><td>".repeat(8_000),
        "a\n\n".repeat(30_000),
        "```\n".repeat(20_001),
        format!("````yaml get /x\npaths:\n  /x:\n    get: {}\n````\n", "[".repeat(5_000)),
        "NameType".repeat(8_000),
    ];
    for text in hostile {
        for dialect in Dialect::ALL {
            let start = Instant::now();
            let page = read_page("page", &text, *dialect);
            let limit = Duration::from_secs(if cfg!(debug_assertions) { 30 } else { 5 });
            assert!(start.elapsed() < limit, "{dialect:?} {:?}: {:?}", text.get(..30), start.elapsed());
            drop(page);
        }
    }
}
