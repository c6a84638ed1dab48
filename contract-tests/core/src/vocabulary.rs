//! A vocabulary: an enum whose members each have one word, and a title where people read of them.

/// Declares an enum by its words.
///
/// A member is written to files, reports and hashes by its word alone, so it can be renamed without changing any of
/// them. A title after a slash is for headings and sentences.
///
/// ```
/// contract_core::vocabulary! {
///     /// Where a ship lies.
///     pub enum Berth {
///         /// At the quay.
///         Quay = "at-the-quay" / "At the quay",
///         /// At a buoy.
///         Buoy = "at-a-buoy" / "At a buoy",
///     }
/// }
/// assert_eq!(Berth::Buoy.word(), "at-a-buoy");
/// assert_eq!(Berth::Buoy.title(), "At a buoy");
/// assert_eq!(Berth::of("at-the-quay"), Some(Berth::Quay));
/// assert_eq!(Berth::ALL.len(), 2);
/// ```
#[macro_export]
macro_rules! vocabulary {
    (
        $(#[$about:meta])*
        $vis:vis enum $name:ident { $($(#[$doc:meta])* $member:ident = $word:literal / $title:literal,)+ }
    ) => {
        $crate::vocabulary! { $(#[$about])* $vis enum $name { $($(#[$doc])* $member = $word,)+ } }

        impl $name {
            /// The words for it in headings and sentences.
            #[must_use]
            $vis const fn title(self) -> &'static str {
                match self { $(Self::$member => $title,)+ }
            }
        }
    };
    (
        $(#[$about:meta])*
        $vis:vis enum $name:ident { $($(#[$doc:meta])* $member:ident = $word:literal,)+ }
    ) => {
        $(#[$about])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize,
        )]
        $vis enum $name { $($(#[$doc])* #[serde(rename = $word)] $member,)+ }

        impl $name {
            /// Every member, in order.
            $vis const ALL: &'static [Self] = &[$(Self::$member,)+];

            /// The word for it in files, reports and hashes.
            #[must_use]
            $vis const fn word(self) -> &'static str {
                match self { $(Self::$member => $word,)+ }
            }

            /// The member with this word.
            #[must_use]
            $vis fn of(word: &str) -> ::core::option::Option<Self> {
                Self::ALL.iter().copied().find(|member| member.word() == word)
            }
        }
    };
}

/// A word as ids and fingerprints hold it: in upper camel case, as their first version had it. `enum-member` is
/// `EnumMember`.
#[must_use]
pub fn hashed(word: &str) -> String {
    word.split('-').map(capital).collect()
}

fn capital(part: &str) -> String {
    let mut chars = part.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}
