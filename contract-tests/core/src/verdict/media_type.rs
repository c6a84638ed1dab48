//! Reports media types that are not declared.

use super::response::emit;
use super::walk::{Details, Scope, Sink};
use crate::exchange::Part;
use crate::rules::{Expected, Rule, request, response};
use crate::shown::{shown_full_media_type, shown_media_type};
use crate::spec::{Content, Site, essence};

/// Reports a media type that none of the declared ones accepts.
pub(super) fn undeclared(
    actual: &str,
    declared: &[Content],
    site: &Site,
    scope: Scope<'_>,
    sink: &mut Sink<'_>,
) {
    let essence = essence(actual);
    let is_same = |content: &Content| crate::spec::essence(&content.media_type) == essence;
    let found = if declared.iter().any(is_same) {
        shown_full_media_type(actual).into()
    } else {
        shown_media_type(&essence)
    };
    let names: Vec<&str> = declared.iter().map(|content| content.media_type.as_str()).collect();
    report(&found, &Expected::MediaTypes(names.join(" or ").into()), site, scope, sink);
}

/// Reports a media type that is another one in JSON than the declared one.
pub(super) fn other_json(actual: &str, content: &Content, scope: Scope<'_>, sink: &mut Sink<'_>) {
    if content.is_other_json(actual) {
        let expected = Expected::OtherJson(content.media_type.as_str().into());
        report(&shown_media_type(&essence(actual)), &expected, &content.site, scope, sink);
    }
}

fn report(found: &str, expected: &Expected<'_>, site: &Site, scope: Scope<'_>, sink: &mut Sink<'_>) {
    let (part, rule) = part_and_rule(scope.part);
    let details = Details { found: Some(found), expected, site: Some(site), ..Details::default() };
    emit(sink, Scope { part, ..scope }, rule, "", details);
}

fn part_and_rule(part: Part) -> (Part, &'static Rule) {
    if part.is_request() {
        (Part::RequestMediaType, &request::UNDECLARED_REQUEST_MEDIA_TYPE)
    } else {
        (Part::ResponseMediaType, &response::UNDECLARED_MEDIA_TYPE)
    }
}
