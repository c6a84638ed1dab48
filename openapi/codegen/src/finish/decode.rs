//! Deserializes objects. Every name of a field has its own slot, so that an object with several names is no
//! error, and a duplicate key overwrites its slot. There is no intermediate tree: a slot has the type of the
//! field.
//!
//! The slots are a struct that a separate function fills one key at a time. As local variables of the loop
//! they would be kept in registers, of which there are too few: that took a quarter of the time.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::objects::{Pair, is_option};
use crate::slim::Object;

pub(super) fn implementation(name: &Ident, pairs: &[Pair<'_>], object: &Object) -> TokenStream {
    let fields: Vec<Slots> = pairs.iter().enumerate().map(|(index, pair)| slots(index, pair)).collect();
    let keys = fields.iter().flat_map(|field| &field.keys);
    let names = fields.iter().flat_map(|field| &field.names);
    let wires: Vec<&String> = fields.iter().flat_map(|field| &field.names).collect();
    let slot_fields = fields.iter().map(|field| &field.declaration);
    let empty = fields.iter().map(|field| &field.empty);
    let arms = fields.iter().map(|field| &field.arms);
    let values = fields.iter().map(|field| &field.value);
    let expected = format!("an object ({name})");
    let bare_list = bare_list(name, pairs, object);
    quote! {
        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                #[derive(::serde::Deserialize)]
                #[serde(field_identifier)]
                enum Key {
                    #( #[serde(rename = #names)] #keys, )*
                    #[serde(other)]
                    Unknown,
                }
                struct Slots { #( #slot_fields )* }
                impl Slots {
                    #[inline(never)]
                    fn fill<'de, A: ::serde::de::MapAccess<'de>>(
                        &mut self,
                        key: Key,
                        map: &mut A,
                    ) -> ::std::result::Result<(), A::Error> {
                        match key {
                            #( #arms )*
                            Key::Unknown => {
                                map.next_value::<::serde::de::IgnoredAny>()?;
                            }
                        }
                        ::std::result::Result::Ok(())
                    }
                }
                struct Object;
                impl<'de> ::serde::de::Visitor<'de> for Object {
                    type Value = #name;
                    fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        f.write_str(#expected)
                    }
                    fn visit_map<A: ::serde::de::MapAccess<'de>>(
                        self,
                        mut map: A,
                    ) -> ::std::result::Result<#name, A::Error> {
                        let mut slots = Slots { #( #empty )* };
                        while let ::std::option::Option::Some(key) = map.next_key::<Key>()? {
                            slots.fill(key, &mut map)?;
                        }
                        ::std::result::Result::Ok(#name { #( #values, )* })
                    }
                    #bare_list
                }
                const FIELDS: &[&str] = &[#( #wires ),*];
                deserializer.deserialize_struct("", FIELDS, Object)
            }
        }
    }
}

/// Reads a list in place of the object into its only list of such items.
fn bare_list(name: &Ident, pairs: &[Pair<'_>], object: &Object) -> TokenStream {
    let Some(list) = pairs.iter().find(|pair| object.bare_list.as_ref() == Some(&pair.wire)) else {
        return TokenStream::new();
    };
    let (ident, ty) = (&list.ident, &list.ty);
    let others = pairs.iter().map(|pair| &pair.ident).filter(|other| *other != ident);
    quote! {
        fn visit_seq<A: ::serde::de::SeqAccess<'de>>(
            self,
            items: A,
        ) -> ::std::result::Result<#name, A::Error> {
            let items = ::serde::de::value::SeqAccessDeserializer::new(items);
            let #ident = <#ty as ::serde::Deserialize>::deserialize(items)?;
            ::std::result::Result::Ok(#name { #ident, #( #others: ::std::default::Default::default(), )* })
        }
    }
}

struct Slots {
    keys: Vec<Ident>,
    names: Vec<String>,
    declaration: TokenStream,
    empty: TokenStream,
    arms: TokenStream,
    value: TokenStream,
}

fn slots(index: usize, pair: &Pair<'_>) -> Slots {
    let Pair { ident, wire, ty, about } = pair;
    let names: Vec<String> = std::iter::once(wire.clone()).chain(about.aliases.iter().cloned()).collect();
    let keys: Vec<Ident> = (0..names.len()).map(|name| format_ident!("Key{index}Name{name}")).collect();
    let locals: Vec<Ident> =
        (0..names.len()).map(|name| format_ident!("field_{index}_name_{name}")).collect();
    let option = is_option(ty);
    // Null under one name yields to a value under another, so with aliases every slot may be null.
    let slot = if option { quote!(#ty) } else { quote!(::std::option::Option<#ty>) };
    let arms = if about.flag {
        quote!(#( Key::#keys => self.#locals = map.next_value::<::std::option::Option<crate::flag::Flag>>()?.map(bool::from), )*)
    } else if option || names.len() > 1 {
        quote!(#( Key::#keys => self.#locals = map.next_value::<#slot>()?, )*)
    } else {
        quote!(#( Key::#keys => self.#locals = ::std::option::Option::Some(map.next_value::<#ty>()?), )*)
    };
    let (first, others) =
        locals.split_first().map_or((None, &[][..]), |(first, others)| (Some(first), others));
    let merged = quote!(slots.#first #( .or(slots.#others) )*);
    let value = if option {
        quote!(#ident: #merged)
    } else {
        quote!(#ident: match #merged {
            ::std::option::Option::Some(value) => value,
            ::std::option::Option::None => {
                return ::std::result::Result::Err(<A::Error as ::serde::de::Error>::missing_field(#wire));
            }
        })
    };
    let declaration = quote!(#( #locals: #slot, )*);
    let empty = quote!(#( #locals: ::std::option::Option::None, )*);
    Slots { keys, names, declaration, empty, arms, value }
}
