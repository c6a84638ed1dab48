//! Open enums: a variant for each known value, and one that keeps any other value.

use heck::ToPascalCase;
use quote::{format_ident, quote};
use syn::Item;

use super::parse;
use crate::mistake::Failure;
use crate::slim::OpenEnum;

/// The variant of `value`.
pub(crate) fn variant(value: &str) -> String {
    value.to_pascal_case()
}

pub(super) fn items(name: &str, open: &OpenEnum) -> Result<Vec<Item>, Failure> {
    let ident = format_ident!("{name}");
    let about = open.description.clone().unwrap_or_else(|| format!("What `{name}` is in the spec."));
    let values = &open.values;
    let variants: Vec<_> = values.iter().map(|value| format_ident!("{}", variant(value))).collect();
    let docs = values.iter().map(|value| format!("`{value}` on the wire."));
    let expected = format!("a string ({name})");
    parse(quote! {
        #[doc = #about]
        ///
        /// An open enum: a value that this version does not know is kept as `Other`. A known value in another case is the
        /// known one.
        #[derive(Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #ident {
            #( #[doc = #docs] #variants, )*
            /// A value that this version does not know. It is only created by deserialization.
            #[non_exhaustive]
            Other(::std::boxed::Box<str>),
        }

        impl #ident {
            /// The known values as sent on the wire.
            pub const KNOWN: &'static [&'static str] = &[#( #values ),*];

            /// The value as sent on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #( Self::#variants => #values, )*
                    Self::Other(text) => text,
                }
            }

            /// True if this version knows the value.
            #[must_use]
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::Other(_))
            }
        }

        impl ::std::convert::From<&str> for #ident {
            fn from(text: &str) -> Self {
                match text {
                    #( #values => Self::#variants, )*
                    // The same value in another case is the same value.
                    other => [#( (#values, Self::#variants) ),*]
                        .into_iter()
                        .find(|(known, _)| known.eq_ignore_ascii_case(other))
                        .map_or_else(|| Self::Other(other.into()), |(_, value)| value),
                }
            }
        }

        impl ::std::str::FromStr for #ident {
            type Err = ::std::convert::Infallible;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                ::std::result::Result::Ok(Self::from(text))
            }
        }

        impl ::std::fmt::Display for #ident {
            /// The value as sent on the wire; `<value>` if it does not look like an enum value.
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(crate::redact::name(self.as_str(), "<value>"))
            }
        }

        impl ::std::fmt::Debug for #ident {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self {
                    #( Self::#variants => f.write_str(::std::stringify!(#variants)), )*
                    Self::Other(text) => f.debug_tuple("Other").field(&crate::redact::name(text, "<value>")).finish(),
                }
            }
        }

        impl ::serde::Serialize for #ident {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for #ident {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                struct Text;
                impl ::serde::de::Visitor<'_> for Text {
                    type Value = #ident;
                    fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        f.write_str(#expected)
                    }
                    fn visit_str<E>(self, text: &str) -> ::std::result::Result<#ident, E> {
                        ::std::result::Result::Ok(#ident::from(text))
                    }
                }
                deserializer.deserialize_str(Text)
            }
        }
    })
}
