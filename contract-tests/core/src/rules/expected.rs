//! What the spec expects at the place of a finding.

use std::borrow::Cow;
use std::fmt;

use super::Level;
use crate::spec::{BoundKeyword, Format, JsonType, OneWay};

/// The expectation, as far as a message states it. Its `Display` is the text in messages and summary files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Expected<'a> {
    /// Nothing beyond the rule.
    #[default]
    Nothing,
    /// One of these types.
    Types(Cow<'a, [JsonType]>),
    /// An `enum` that lacks null.
    EnumWithoutNull,
    /// One of these values or variants, formatted for messages.
    OneOf(Cow<'a, str>),
    /// This format.
    Format(Format),
    /// A number, length or count within a bound.
    Bound {
        /// The keyword of the bound.
        keyword: BoundKeyword,
        /// The bound.
        limit: Cow<'a, str>,
    },
    /// A pattern that matches within the step limit.
    FastPattern,
    /// One of these media types, formatted for messages.
    MediaTypes(Cow<'a, str>),
    /// This media type. The body is checked against it nevertheless, because both are JSON.
    OtherJson(Cow<'a, str>),
    /// The property only in responses or only in requests.
    OneWay(OneWay),
    /// JSON; the text is the parse error.
    Json(Cow<'a, str>),
    /// A multipart body; the text is the parse error.
    Multipart(Cow<'a, str>),
    /// Consistent pagination numbers.
    Pages(PageFault<'a>),
}

/// The end of the text of [`Expected::OtherJson`].
pub(crate) const CHECKED_BY: &str = ", by which the body is checked";

/// The start of the text of [`Expected::Multipart`].
pub(crate) const MULTIPART: &str = "multipart: ";

/// A fault in pagination numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageFault<'a> {
    /// The page has more items than its limit.
    MoreThanLimit,
    /// The page has more items than the total.
    MoreThanTotal,
    /// The number of pages is not the total divided by the limit.
    PageCount {
        /// The name of the total.
        total: Cow<'a, str>,
        /// The name of the limit.
        limit: Cow<'a, str>,
    },
    /// The page has items, although it is past the last one.
    PastTheLast {
        /// The name of the total.
        total: Cow<'a, str>,
        /// The name of the limit.
        limit: Cow<'a, str>,
    },
}

impl Expected<'_> {
    /// The type or types as part of a sentence, with an article for a single type; `None` if unknown.
    #[must_use]
    pub fn types(&self) -> Option<Cow<'static, str>> {
        if let Self::Types(types) = self
            && let [kind] = **types
        {
            return Some(kind.with_article().into());
        }
        (!matches!(self, Self::Nothing)).then(|| self.to_string().into())
    }

    /// The level of the finding, if it is lower than that of its rule.
    #[must_use]
    pub fn own_level(&self) -> Option<Level> {
        matches!(self, Self::OtherJson(_) | Self::OneWay(_)).then_some(Level::Warning)
    }

    /// The same without borrowing from the exchange.
    #[must_use]
    pub fn into_owned(self) -> Expected<'static> {
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        match self {
            Self::Nothing => Expected::Nothing,
            Self::Types(types) => Expected::Types(Cow::Owned(types.into_owned())),
            Self::EnumWithoutNull => Expected::EnumWithoutNull,
            Self::OneOf(values) => Expected::OneOf(owned(values)),
            Self::Format(format) => Expected::Format(format),
            Self::Bound { keyword, limit } => Expected::Bound { keyword, limit: owned(limit) },
            Self::FastPattern => Expected::FastPattern,
            Self::MediaTypes(names) => Expected::MediaTypes(owned(names)),
            Self::OtherJson(name) => Expected::OtherJson(owned(name)),
            Self::OneWay(way) => Expected::OneWay(way),
            Self::Json(reason) => Expected::Json(owned(reason)),
            Self::Multipart(reason) => Expected::Multipart(owned(reason)),
            Self::Pages(fault) => Expected::Pages(fault.into_owned()),
        }
    }
}

impl PageFault<'_> {
    fn into_owned(self) -> PageFault<'static> {
        let owned = |name: Cow<'_, str>| Cow::Owned(name.into_owned());
        match self {
            Self::MoreThanLimit => PageFault::MoreThanLimit,
            Self::MoreThanTotal => PageFault::MoreThanTotal,
            Self::PageCount { total, limit } => {
                PageFault::PageCount { total: owned(total), limit: owned(limit) }
            }
            Self::PastTheLast { total, limit } => {
                PageFault::PastTheLast { total: owned(total), limit: owned(limit) }
            }
        }
    }
}

impl Default for &Expected<'_> {
    fn default() -> Self {
        &Expected::Nothing
    }
}

impl fmt::Display for Expected<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Types(types) => {
                for (at, name) in types.iter().map(|kind| kind.word()).enumerate() {
                    write!(f, "{}{name}", if at == 0 { "" } else { " or " })?;
                }
                Ok(())
            }
            Self::EnumWithoutNull => f.write_str("an `enum` without null"),
            Self::OneOf(values) => write!(f, "one of {values}"),
            Self::Format(format) => f.write_str(format.name()),
            Self::Bound { keyword, limit } => write!(f, "{} {limit}", keyword.word()),
            Self::FastPattern => {
                f.write_str("a match within 200,000 steps, after which the pattern was given up")
            }
            Self::MediaTypes(names) => f.write_str(names),
            Self::OtherJson(name) => write!(f, "{name}{CHECKED_BY}"),
            Self::OneWay(way) => f.write_str(way.word()),
            Self::Json(reason) => f.write_str(reason),
            Self::Multipart(reason) => write!(f, "{MULTIPART}{reason}"),
            Self::Pages(fault) => fault.fmt(f),
        }
    }
}

impl fmt::Display for PageFault<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MoreThanLimit => f.write_str("more items came than it says"),
            Self::MoreThanTotal => f.write_str("more items came than it says there are"),
            Self::PageCount { total, limit } => {
                write!(f, "it is not `{total}` divided by `{limit}`, rounded up")
            }
            Self::PastTheLast { total, limit } => {
                write!(f, "items came, and `{total}` and `{limit}` make fewer pages")
            }
        }
    }
}
