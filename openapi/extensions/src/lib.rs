//! The values of the `x-` extensions in an `OpenAPI` document: `x-sensitivity`, `x-mask` and `x-effect`.
//!
//! The code generator of the client and the contract suite read the same documents, so both use these types.

/// An extension whose value is one of a fixed set of words.
pub trait Extension: Copy + 'static {
    /// The key of the extension, such as `x-effect`.
    const KEY: &'static str;
    /// All values.
    const ALL: &'static [Self];

    /// Returns the value as it is written in a document.
    fn as_str(self) -> &'static str;

    /// Returns the value that is written as `text`.
    #[must_use]
    fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.as_str() == text)
    }

    /// Lists all values for a message: `` `read`, `write`, `issue` or `money` ``.
    #[must_use]
    fn list() -> String {
        let quoted: Vec<String> = Self::ALL.iter().map(|value| format!("`{}`", value.as_str())).collect();
        match quoted.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
            _ => quoted.concat(),
        }
    }
}

/// Defines an enum and its [`Extension`] from one list of its values.
macro_rules! extension {
    ($(#[$about:meta])* $name:ident = $key:literal { $($(#[$doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$doc])* $variant,)+
        }

        impl Extension for $name {
            const KEY: &'static str = $key;
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }
    };
}

extension! {
    /// `x-sensitivity`: the protection that a value needs, in ascending order.
    #[derive(Default)]
    Sensitivity = "x-sensitivity" {
        /// The value may be shown.
        Public = "public",
        /// An identifier.
        Id = "id",
        /// Personal data.
        Personal = "personal",
        /// A secret. The default of a value without `x-sensitivity`.
        #[default]
        Secret = "secret",
        /// A card number, in full or masked.
        Pan = "pan",
        /// A card verification value.
        Cvv = "cvv",
    }
}

impl Sensitivity {
    /// True if values may be shown, and kept in recordings.
    #[must_use]
    pub fn is_public(self) -> bool {
        match self {
            Self::Public => true,
            Self::Id | Self::Personal | Self::Secret | Self::Pan | Self::Cvv => false,
        }
    }

    /// True if values may turn up nowhere else, not even as a name.
    #[must_use]
    pub fn is_guarded(self) -> bool {
        match self {
            Self::Public | Self::Id => false,
            Self::Personal | Self::Secret | Self::Pan | Self::Cvv => true,
        }
    }

    /// True for card data.
    #[must_use]
    pub fn is_card_data(self) -> bool {
        match self {
            Self::Pan | Self::Cvv => true,
            Self::Public | Self::Id | Self::Personal | Self::Secret => false,
        }
    }
}

extension! {
    /// `x-mask`: the digits of a card number that a [`Pan`](Sensitivity::Pan) shows.
    Mask = "x-mask" {
        /// The number with its middle digits masked.
        Pan = "pan",
        /// The last four digits.
        Last4 = "last4",
        /// The first six or eight digits.
        Bin = "bin",
    }
}

extension! {
    /// `x-effect`: the effect of an operation, which decides whether a request may be repeated.
    Effect = "x-effect" {
        /// Has no side effect.
        Read = "read",
        /// Changes a resource.
        Write = "write",
        /// Issues a card.
        Issue = "issue",
        /// Moves money.
        Money = "money",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_parsed_as_itself() {
        for value in Sensitivity::ALL {
            assert_eq!(Sensitivity::parse(value.as_str()), Some(*value));
        }
        assert_eq!((Effect::parse("issues"), Effect::parse("Issue"), Mask::parse("")), (None, None, None));
    }

    #[test]
    fn a_list_of_values_reads_as_a_phrase() {
        assert_eq!(Mask::list(), "`pan`, `last4` or `bin`");
    }

    #[test]
    fn sensitivities_ascend() {
        assert!(Sensitivity::ALL.is_sorted());
        assert_eq!(Sensitivity::default(), Sensitivity::Secret);
    }
}
