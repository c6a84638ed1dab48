//! What kind of expectation a rule has.

/// Which variants of [`Expected`](super::Expected) the findings of a rule have, apart from `Nothing`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expects {
    /// None.
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
