//! Exports of Insomnia, which hold requests but no answers.

use super::document::Document;
use super::format::{Format, JSON_AND_YAML};
use super::found::Found;
use super::sniff::{Match, Start};
use super::tree::Tree;

pub(super) const FORMAT: Format = Format::documents(JSON_AND_YAML, recognizes, document);

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

fn document(document: &Document<'_>, found: &mut Found<'_>) {
    let root = document.root;
    let requests = root.get("resources").into_iter().flat_map(Tree::items);
    let is_request = |item: &Tree<'_>| item.text_at("_type").as_deref() == Some("request");
    requests.filter(is_request).for_each(|_| found.unanswered());
    of_folder(root.get("collection"), found);
}

/// The requests of a folder, and of those in it.
fn of_folder(items: Option<Tree<'_>>, found: &mut Found<'_>) {
    for item in items.into_iter().flat_map(Tree::items) {
        if item.get("method").is_some() {
            found.unanswered();
        }
        of_folder(item.get("children"), found);
    }
}
