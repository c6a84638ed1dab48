//! What is known of components by their names and attributes.

use super::liquid;
use super::mdx::Tag;
use crate::read::front::path_of;
use crate::vocabulary::method;

/// True for a component that describes a parameter or a field.
pub(super) fn is_field(found: &Tag) -> bool {
    let describes = ["type", "required", "schemaName", "in"].iter().any(|name| found.get(name).is_some());
    let named = found.get("name").is_some_and(|name| !name.is_empty());
    matches!(found.name.as_str(), "ParamField" | "ResponseField") || (named && describes)
}

/// The operation that a component names by its method and path.
pub(super) fn operation_of(found: &Tag) -> Option<(&'static str, String)> {
    let verb = method(&found.get("method")?.to_ascii_uppercase())?;
    let address = ["path", "url", "endpoint", "route"].iter().find_map(|name| found.get(name))?;
    let path = path_of(address);
    (path.starts_with('/') && path.len() > 1 && !path.contains(char::is_whitespace))
        .then(|| (verb, path.to_owned()))
}

/// The title of a component around others, which may name the part that they describe: a status above all.
pub(super) fn title_of(found: &Tag) -> Option<&str> {
    ["title", "httpCode", "status", "label", "summary", "header", "value"]
        .iter()
        .find_map(|name| found.get(name))
}

/// True for a component that only arranges what is inside, and includes nothing from elsewhere.
pub(super) fn is_arranging(found: &Tag) -> bool {
    const ARRANGING: &[&str] = &[
        "Accordion",
        "AccordionGroup",
        "Callout",
        "Card",
        "CardGroup",
        "Cards",
        "Check",
        "CodeGroup",
        "Column",
        "Columns",
        "Danger",
        "Expandable",
        "Frame",
        "Icon",
        "Info",
        "Note",
        "Panel",
        "RequestExample",
        "ResponseExample",
        "Step",
        "Steps",
        "Tab",
        "TabItem",
        "Tabs",
        "Tip",
        "Tooltip",
        "Update",
        "Warning",
        "api-method-description",
        "api-method-request",
        "api-method-response",
        "api-method-response-example",
        "api-method-spec",
        "api-method-summary",
        "code",
        "hint",
        "swagger-description",
        "swagger-response",
        "tab",
        "tabs",
    ];
    let is_group = liquid::group(&found.name).is_some();
    // A closed one without content takes its content from elsewhere: `<CardFields />`.
    let is_around = found.attributes.is_empty() && !found.is_empty;
    ARRANGING.contains(&found.name.as_str()) || is_group || is_around
}

pub(super) fn place_word(text: &str) -> Option<&'static str> {
    Some(match text {
        "path" => "path",
        "query" => "query",
        "header" => "header",
        "body" | "formData" => "body",
        _ => return None,
    })
}
