//! Exports of Insomnia, which hold requests but no answers.

use super::document::Document;
use super::documents::Documents;
use super::format::{Ending, Format};
use super::found::Found;
use super::sniff::{Match, Start};
use super::told;

pub(super) const FORMAT: Format = Format {
    endings: &[Ending::Shared("json"), Ending::Shared("yaml"), Ending::Shared("yml")],
    recognizes,
    frames: |input| Box::new(Documents::new(document, input)),
    read: told::read,
};

fn recognizes(start: &Start<'_>) -> Match {
    let outline = start.outline;
    let is_4 = outline.text("_type") == Some("export") && outline.has("__export_format");
    let is_5 = outline.text("type").is_some_and(|kind| kind.contains(".insomnia.rest/"));
    match outline.is_list {
        false if is_4 || is_5 => Match::Yes,
        false => outline.otherwise(),
        true => Match::No,
    }
}

fn document(_: &Document<'_>, found: &mut Found<'_>) {
    found.refuse("an export of Insomnia holds no answers: export the requests with their responses as HAR");
}
