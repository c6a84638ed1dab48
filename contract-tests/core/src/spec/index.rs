//! Indexes into the lists of a spec. Each list has its own type, so that the indexes do not mix.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

macro_rules! indexes {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(usize);

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(out)
            }
        }

        // The JSON Schemas of files show a plain number.
        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                usize::inline_schema()
            }

            fn schema_name() -> Cow<'static, str> {
                usize::schema_name()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                usize::json_schema(generator)
            }
        }

        impl $name {
            /// The index of the entry after so many others.
            #[must_use]
            pub const fn new(index: usize) -> Self {
                Self(index)
            }

            /// The entry in the list; `None` if the list is shorter.
            #[must_use]
            pub fn of<T>(self, list: &[T]) -> Option<&T> {
                list.get(self.0)
            }

            /// Like [`Self::of`], for a change.
            pub fn of_mut<T>(self, list: &mut [T]) -> Option<&mut T> {
                list.get_mut(self.0)
            }

            /// Every entry of a list with its index.
            pub fn each<T>(list: impl IntoIterator<Item = T>) -> impl Iterator<Item = (Self, T)> {
                list.into_iter().enumerate().map(|(index, entry)| (Self(index), entry))
            }
        }
    )*};
}

indexes! {
    /// An index into the [`Files`](super::Files) of a document.
    FileIndex,
    /// An index into [`Spec::operations`](super::Spec::operations).
    OperationIndex,
    /// An index into [`Operation::parameters`](super::Operation::parameters).
    ParameterIndex,
    /// An index into [`Operation::responses`](super::Operation::responses).
    ResponseIndex,
    /// An index into the `content` of a request body or response.
    ContentIndex,
    /// An index into [`ResponseSpec::headers`](super::ResponseSpec::headers).
    HeaderIndex,
    /// An index into [`Schema::properties`](super::Schema::properties).
    PropertyIndex,
    /// An index into [`Schema::required`](super::Schema::required).
    RequiredIndex,
    /// An index into the values of `enum`, else of `x-extensible-enum`.
    ListedIndex,
    /// An index into the branches of `oneOf`, followed by those of `anyOf`.
    BranchIndex,
}

impl FileIndex {
    /// The document itself.
    pub const DOCUMENT: Self = Self(0);
}

impl ListedIndex {
    /// The number of this value if that of the first one is `first`.
    pub(crate) fn after(self, first: u32) -> u32 {
        first.saturating_add(u32::try_from(self.0).unwrap_or(u32::MAX))
    }
}

impl Default for FileIndex {
    fn default() -> Self {
        Self::DOCUMENT
    }
}

/// A set of the first 64 entries of a [`Schema::required`](super::Schema::required).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct RequiredSet(u64);

impl RequiredSet {
    /// The set of one entry; empty from the 65th on.
    pub(crate) fn of(entry: RequiredIndex) -> Self {
        Self(if Self::covers(entry) { 1 << entry.0 } else { 0 })
    }

    /// True for the entries that a set can hold.
    pub(crate) fn covers(entry: RequiredIndex) -> bool {
        entry.0 < 64
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    pub(crate) fn has(self, entry: RequiredIndex) -> bool {
        self.0 & Self::of(entry).0 != 0
    }

    pub(crate) fn add(&mut self, others: Self) {
        self.0 |= others.0;
    }
}
