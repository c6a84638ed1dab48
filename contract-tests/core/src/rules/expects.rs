//! Which kind of thing a rule expects.

/// Which of [`Expected`](super::Expected) the findings of a rule come with, beside nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expects {
    /// None: the rule says it all.
    Nothing,
    /// `Types`.
    Types,
    /// `Types`, or `EnumWithoutNull`.
    NotNull,
    /// `OneOf`.
    OneOf,
    /// `Format`.
    Format,
    /// `Bound`.
    Bound,
    /// `FastPattern`.
    FastPattern,
    /// `OneWay`.
    OneWay,
    /// `MediaTypes`, or `OtherJson`.
    MediaTypes,
    /// `Json`, or `Multipart`.
    Json,
    /// `Pages`.
    Pages,
}
