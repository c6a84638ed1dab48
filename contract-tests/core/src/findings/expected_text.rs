//! The text of an expectation in a summary file.

use std::borrow::Cow;

use crate::rules::{self, CHECKED_BY, Expected, Expects, Inside, MULTIPART, PageFault, Rule};
use crate::spec::{BoundKeyword, Format, JsonType};

/// Separates the parts of a fault inside: the rule, what was found, what was expected.
const SEPARATOR: char = '\u{1f}';

/// Replaces the rule if items were joined that should repeat the name.
const JOINED: &str = "joined-items";

/// Formats an expectation.
pub(super) fn write(expected: &Expected<'_>, inside: Option<&Inside<'_>>) -> String {
    match inside {
        None => expected.to_string(),
        Some(Inside::Broken { rule, found, expected }) => {
            format!("{}{SEPARATOR}{found}{SEPARATOR}{expected}", rule.name)
        }
        Some(Inside::JoinedItems { name }) => format!("{JOINED}{SEPARATOR}{name}{SEPARATOR}"),
    }
}

/// Parses the output of [`write`] for a finding of this rule. `None` if it is invalid.
pub(super) fn read(rule: &Rule, text: String) -> Option<(Expected<'static>, Option<Inside<'static>>)> {
    let mut parts = text.splitn(3, SEPARATOR);
    if let (Some(name), Some(found), Some(text)) = (parts.next(), parts.next(), parts.next()) {
        return Some((Expected::Nothing, Some(inside(name, found, text)?)));
    }
    Some((expected(rule.traits.expects, text)?, None))
}

fn inside(name: &str, found: &str, text: &str) -> Option<Inside<'static>> {
    let found = Cow::Owned(found.to_owned());
    if name == JOINED {
        return Some(Inside::JoinedItems { name: found });
    }
    let rule = rules::find(name)?;
    Some(Inside::Broken { rule, found, expected: expected(rule.traits.expects, text.to_owned())? })
}

fn expected(expects: Expects, text: String) -> Option<Expected<'static>> {
    if text.is_empty() {
        return Some(Expected::Nothing);
    }
    if Expected::EnumWithoutNull.to_string() == text && expects == Expects::NotNull {
        return Some(Expected::EnumWithoutNull);
    }
    match expects {
        Expects::Nothing => None,
        Expects::Types | Expects::NotNull => {
            let types: Option<Vec<JsonType>> = text.split(" or ").map(JsonType::of).collect();
            Some(Expected::Types(types?.into()))
        }
        Expects::OneOf => Some(Expected::OneOf(text.strip_prefix("one of ")?.to_owned().into())),
        Expects::Format => Format::named(&text).map(Expected::Format),
        Expects::Bound => {
            let (keyword, limit) = text.split_once(' ')?;
            let keyword = BoundKeyword::of(keyword)?;
            Some(Expected::Bound { keyword, limit: limit.to_owned().into() })
        }
        Expects::FastPattern => Some(Expected::FastPattern).filter(|known| known.to_string() == text),
        Expects::MediaTypes => Some(match text.strip_suffix(CHECKED_BY) {
            Some(name) => Expected::OtherJson(name.to_owned().into()),
            None => Expected::MediaTypes(text.into()),
        }),
        Expects::OneWay => text.parse().ok().map(Expected::OneWay),
        Expects::Json => Some(match text.strip_prefix(MULTIPART) {
            Some(reason) => Expected::Multipart(reason.to_owned().into()),
            None => Expected::Json(text.into()),
        }),
        Expects::Pages => page_fault(&text).map(Expected::Pages),
    }
}

fn page_fault(text: &str) -> Option<PageFault<'static>> {
    let plain = [PageFault::MoreThanLimit, PageFault::MoreThanTotal];
    if let Some(known) = plain.into_iter().find(|known| known.to_string() == text) {
        return Some(known);
    }
    let names = |start: &str, between: &str, end: &str| {
        let names = text.strip_prefix(start)?.strip_suffix(end)?;
        let (total, limit) = names.split_once(between)?;
        Some((total.to_owned().into(), limit.to_owned().into()))
    };
    if let Some((total, limit)) = names("it is not `", "` divided by `", "`, rounded up") {
        return Some(PageFault::PageCount { total, limit });
    }
    let (total, limit) = names("items came, and `", "` and `", "` make fewer pages")?;
    Some(PageFault::PastTheLast { total, limit })
}
