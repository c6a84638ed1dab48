//! Deserializes objects: what differs between them, for `crate::object` of the client, which does the rest.
//!
//! A separate function fills the slots one key at a time. As local variables of the loop they would be kept in registers,
//! of which there are too few: that took a quarter of the time. Names of one type share the code that reads a value of it,
//! which is compiled once an object and not once a name.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{GenericArgument, PathArguments, Type};

use super::objects::{Pair, is_option};
use crate::slim::Object;

pub(super) fn implementation(name: &Ident, pairs: &[Pair<'_>], object: &Object) -> TokenStream {
    let fields: Vec<Field> = pairs.iter().enumerate().map(|(index, pair)| field(index, pair)).collect();
    let slots: Vec<&Slot> = fields.iter().flat_map(|field| &field.slots).collect();
    let names = slots.iter().map(|slot| &slot.name);
    let numbers = numbers(&slots);
    let declarations = slots.iter().map(|Slot { ident, ty, .. }| quote!(#ident: #ty));
    let arms = arms(&slots);
    let values = fields.iter().map(|field| &field.value);
    let expected = format!("an object ({name})");
    let from_list = from_list(pairs, object);
    quote! {
        const _: () = {
            #[derive(Default)]
            pub struct Slots { #( #declarations, )* }
            impl crate::object::Object for #name {
                type Slots = Slots;
                const EXPECTED: &'static str = #expected;
                const NAMES: &'static [&'static str] = &[#( #names ),*];
                fn number(name: &str) -> usize {
                    match name { #( #numbers, )* _ => usize::MAX }
                }
                #[inline(never)]
                fn fill<'de, A: ::serde::de::MapAccess<'de>>(
                    slots: &mut Slots,
                    number: usize,
                    map: &mut A,
                ) -> ::std::result::Result<(), A::Error> {
                    match number {
                        #( #arms )*
                        _ => { map.next_value::<::serde::de::IgnoredAny>()?; }
                    }
                    ::std::result::Result::Ok(())
                }
                fn build(slots: Slots) -> ::std::result::Result<Self, &'static str> {
                    ::std::result::Result::Ok(#name { #( #values, )* })
                }
                #from_list
            }
            impl<'de> ::serde::Deserialize<'de> for #name {
                fn deserialize<D: ::serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> ::std::result::Result<Self, D::Error> {
                    crate::object::decode(deserializer)
                }
            }
        };
    }
}

/// The arms that turn a name into its number.
fn numbers(slots: &[&Slot]) -> Vec<TokenStream> {
    slots.iter().enumerate().map(|(number, Slot { name, .. })| quote!(#name => #number)).collect()
}

/// The arms that read the values of names, one for all names that are read in the same way.
fn arms(slots: &[&Slot]) -> Vec<TokenStream> {
    let mut groups: Vec<(&TokenStream, Vec<(usize, &Ident)>)> = Vec::new();
    for (number, Slot { read, ident, .. }) in slots.iter().enumerate() {
        match groups.iter_mut().find(|(known, _)| known.to_string() == read.to_string()) {
            Some((_, members)) => members.push((number, ident)),
            None => groups.push((read, vec![(number, ident)])),
        }
    }
    groups.iter().map(|(read, members)| arm(read, members)).collect()
}

fn arm(read: &TokenStream, members: &[(usize, &Ident)]) -> TokenStream {
    let numbers = members.iter().map(|(number, _)| number);
    let Some(((_, last), others)) = members.split_last() else { return TokenStream::new() };
    let others = others.iter().map(|(number, ident)| quote!(#number => &mut slots.#ident,));
    // The last one has no number, since the arm has none but these.
    quote!(#( #numbers )|* => *match number { #( #others )* _ => &mut slots.#last } = #read,)
}

/// Reads a list in place of the object into its only list of such items.
fn from_list(pairs: &[Pair<'_>], object: &Object) -> TokenStream {
    let Some(list) = pairs.iter().find(|pair| object.bare_list.as_ref() == Some(&pair.wire)) else {
        return TokenStream::new();
    };
    let ident = &list.ident;
    let items = quote!(crate::object::items(items)?);
    let items = if is_option(&list.ty) { quote!(::std::option::Option::Some(#items)) } else { items };
    let others = pairs.iter().map(|pair| &pair.ident).filter(|other| *other != ident);
    quote! {
        fn from_list<'de, A: ::serde::de::SeqAccess<'de>>(items: A) -> ::std::result::Result<Self, A::Error> {
            let #ident = #items;
            ::std::result::Result::Ok(Self { #ident, #( #others: ::std::default::Default::default(), )* })
        }
    }
}

/// A field and the slots of its names.
struct Field {
    slots: Vec<Slot>,
    value: TokenStream,
}

struct Slot {
    name: String,
    ident: Ident,
    ty: TokenStream,
    /// The expression that reads a value.
    read: TokenStream,
}

fn field(index: usize, pair: &Pair<'_>) -> Field {
    let Pair { ident, wire, ty, about } = pair;
    let names: Vec<&String> = std::iter::once(wire).chain(&about.aliases).collect();
    let locals: Vec<Ident> = (0..names.len()).map(|name| format_ident!("f{index}_{name}")).collect();
    let option = is_option(ty);
    let slot = if option { quote!(#ty) } else { quote!(::std::option::Option<#ty>) };
    let read = if about.flag {
        quote!(map.next_value::<::std::option::Option<crate::flag::Flag>>()?.map(bool::from))
    } else {
        // Null under one name yields to a value under another, so with aliases every slot may be null.
        value(ty, if option || names.len() > 1 { Null::IsNone } else { Null::IsWrong })
    };
    let merged = match locals.split_first() {
        Some((first, others)) => quote!(slots.#first #( .or(slots.#others) )*),
        None => TokenStream::new(),
    };
    let value = if option { quote!(#ident: #merged) } else { quote!(#ident: #merged.ok_or(#wire)?) };
    let slot = |(name, ident): (&&String, Ident)| Slot {
        name: (*name).clone(),
        ident,
        ty: slot.clone(),
        read: read.clone(),
    };
    Field { slots: names.iter().zip(locals).map(slot).collect(), value }
}

/// What null is in place of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Null {
    IsNone,
    IsWrong,
}

/// Reads a value into an `Option`. The items of a list know their places, and an integer may be a text.
fn value(ty: &Type, null: Null) -> TokenStream {
    let inner = argument(ty, "Option").unwrap_or(ty);
    let (read, unwrapped) = match argument(inner, "Vec") {
        Some(item) => (quote!(crate::object::List<#item>), quote!(.map(|list| list.0))),
        None if inner.to_token_stream().to_string() == "i64" => {
            (quote!(crate::integer::Integer), quote!(.map(i64::from)))
        }
        None => (inner.to_token_stream(), TokenStream::new()),
    };
    match null {
        Null::IsNone => quote!(map.next_value::<::std::option::Option<#read>>()? #unwrapped),
        Null::IsWrong => quote!(::std::option::Option::Some(map.next_value::<#read>()?) #unwrapped),
    }
}

/// The `T` of `Wrapper<T>`.
fn argument<'a>(ty: &'a Type, wrapper: &str) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == wrapper)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}
