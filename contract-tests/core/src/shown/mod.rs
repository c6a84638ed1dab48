//! Decides which untrusted texts may be shown. Keys, paths and values of traffic may be long, or hold
//! terminal escapes, card numbers, credentials or people's names.
//!
//! Names are shown if the document declares them, or if they are names that a programmer wrote
//! ([`name_judge`](crate::name_judge)). What is shown already, such as a withheld name, is shown unchanged, so that reports
//! and summaries can be judged again when they are read back.

mod media_type;
mod name_memory;
mod operation;
mod path;
mod place;
mod reread;

use std::borrow::Cow;

pub use card_data::{holds_card_data, names_security_code};

pub use media_type::{WITHHELD_SUBTYPE, is_known_kind, shown_full_media_type, shown_media_type};
pub use name_memory::NameMemory;
pub use operation::{shown_method, shown_operation};
pub use path::shown_path;
pub use place::shown_place;
pub use reread::Reread;

use crate::harmless::one_line;
use crate::name_judge::is_programmers_name;
use crate::spec::Spec;

/// Replaces a name that may not be shown. One for all: a stand-in that told names apart would tell something of them.
pub const HIDDEN_NAME: &str = "<key>";

/// Replaces a value that may not be shown.
pub const HIDDEN_VALUE: &str = "<value>";

/// Stands for names beyond the number that is told apart.
pub const MORE: &str = "<more>";

/// A name as shown, where no document says which names there are: unchanged if a programmer wrote it; `<key>` otherwise.
#[must_use]
pub fn shown_name(name: &str) -> Cow<'_, str> {
    Cow::Borrowed(if is_programmers_name(name) { name } else { HIDDEN_NAME })
}

/// A name as shown: unchanged if the document declares it, or a programmer wrote it; `<key>` otherwise.
#[must_use]
pub fn shown_name_in<'n>(spec: &Spec, name: &'n str) -> Cow<'n, str> {
    if spec.declares_name(name) { Cow::Borrowed(name) } else { shown_name(name) }
}

/// A name that documentation declares, as shown: unchanged if it is short, plain and cannot be a card number. It is text of
/// whoever wrote the page, like the names of a document, and no value of a request.
#[must_use]
pub fn documented_name(name: &str) -> Cow<'_, str> {
    Cow::Borrowed(if is_plain(name) && !may_hold_card_number(name) { name } else { HIDDEN_NAME })
}

/// True if there is a document and it declares the name.
fn declares(spec: Option<&Spec>, name: &str) -> bool {
    spec.is_some_and(|spec| spec.declares_name(name))
}

/// Stands for the items of an array and the entries of a map.
pub(crate) const ANY: &str = "*";

/// True for what stands for names and values in reports.
pub(crate) fn is_marker(name: &str) -> bool {
    [HIDDEN_NAME, HIDDEN_VALUE, MORE, ANY].contains(&name)
}

/// A value as shown, for places that the spec marks as public.
#[must_use]
pub fn shown_value(value: &str) -> Cow<'_, str> {
    if is_plain(value) && !may_hold_card_number(value) {
        Cow::Borrowed(value)
    } else {
        Cow::Borrowed(HIDDEN_VALUE)
    }
}

/// The name of a file that stands in a summary: whoever wrote the summary may have written anything there.
#[must_use]
pub fn shown_file(file: &str) -> &str {
    let is_shown = |step: &str| matches!(step, "" | "." | "..") || is_programmers_name(step);
    if file.split(['/', '\\']).all(is_shown) { file } else { HIDDEN_VALUE }
}

/// An error of a JSON file as shown: what was expected and where, without anything that stands in the file.
#[must_use]
pub fn shown_problem(error: &serde_json::Error) -> String {
    let problem = one_line(&error.to_string());
    // What is no JSON is said in words of the library alone, and so is which of our names is missing.
    let is_ours =
        !error.is_data() || problem.starts_with("missing field ") || problem.starts_with("duplicate field ");
    if is_ours {
        return problem;
    }
    match problem.rfind(", expected ") {
        Some(at) => format!("it has something else{}", &problem[at..]),
        None => format!("something in it is not expected at line {} column {}", error.line(), error.column()),
    }
}

fn is_plain(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 64
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
}

/// True for twelve digits or more, whatever is between them.
fn may_hold_card_number(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_digit).count() >= 12
}

#[cfg(test)]
mod tests {
    use super::{shown_media_type, shown_name};

    #[test]
    fn hides_what_could_harm() {
        assert_eq!(shown_name("masked_pan-2.x"), "<key>");
        assert_eq!(shown_name("masked_pan_2"), "masked_pan_2");
        for name in ["", "a b", "\u{1b}[31m", "::error::x", "ключ", "4000-0000-0000-0000", &"x".repeat(65)]
        {
            assert_eq!(shown_name(name), "<key>", "{name}");
        }
        assert_eq!(shown_media_type("application/problem+json"), "application/problem+json");
        assert_eq!(shown_media_type("text"), "<value>");
    }
}
