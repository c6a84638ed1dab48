/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    ///What is ordered.
    #[derive(Clone, PartialEq, ::serde::Serialize)]
    #[non_exhaustive]
    pub struct Order {
        ///An amount.
        pub amount: crate::Amount,
    }
    impl ::std::fmt::Debug for Order {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            let mut text = f.debug_struct("Order");
            text.field("amount", &self.amount);
            text.finish()
        }
    }
    ///A thing.
    #[derive(Clone, PartialEq, ::serde::Serialize)]
    #[non_exhaustive]
    pub struct Thing {
        ///Its id.
        pub id: ::std::string::String,
    }
    impl ::std::fmt::Debug for Thing {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            let mut text = f.debug_struct("Thing");
            text.field("id", &crate::guard::Guarded(&self.id));
            text.finish()
        }
    }
    const _: () = {
        #[derive(Default)]
        pub struct Slots {
            f0_0: ::std::option::Option<::std::string::String>,
        }
        impl crate::object::Object for Thing {
            type Slots = Slots;
            const EXPECTED: &'static str = "an object (Thing)";
            const NAMES: &'static [&'static str] = &["id"];
            fn number(name: &str) -> usize {
                match name {
                    "id" => 0usize,
                    _ => usize::MAX,
                }
            }
            #[inline(never)]
            fn fill<'de, A: ::serde::de::MapAccess<'de>>(
                slots: &mut Slots,
                number: usize,
                map: &mut A,
            ) -> ::std::result::Result<(), A::Error> {
                match number {
                    0usize => {
                        *match number {
                            _ => &mut slots.f0_0,
                        } = ::std::option::Option::Some(
                            map.next_value::<::std::string::String>()?,
                        );
                    }
                    _ => {
                        map.next_value::<::serde::de::IgnoredAny>()?;
                    }
                }
                ::std::result::Result::Ok(())
            }
            fn build(slots: Slots) -> ::std::result::Result<Self, &'static str> {
                ::std::result::Result::Ok(Thing {
                    id: slots.f0_0.ok_or("id")?,
                })
            }
        }
        impl<'de> ::serde::Deserialize<'de> for Thing {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                crate::object::decode(deserializer)
            }
        }
    };
    /// Error types.
    pub mod error {
        /// Error from a `TryFrom` or `FromStr` implementation.
        pub struct ConversionError(::std::borrow::Cow<'static, str>);
        impl ::std::error::Error for ConversionError {}
        impl ::std::fmt::Display for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }
        impl ::std::fmt::Debug for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }
        impl From<&'static str> for ConversionError {
            fn from(value: &'static str) -> Self {
                Self(value.into())
            }
        }
        impl From<String> for ConversionError {
            fn from(value: String) -> Self {
                Self(value.into())
            }
        }
    }
}
pub struct Client {
    pub(crate) inner: crate::transport::Transport,
}
impl Client {}
#[allow(clippy::all)]
impl Client {
    pub fn get_thing<'a>(
        &'a self,
        id: &'a str,
    ) -> ::std::result::Result<
        crate::request::Unsent<types::Thing>,
        crate::error::Error,
    > {
        crate::request::Unsent::new(
            &self.inner,
            &operations::GET_THING,
            &[id],
            &[],
            ::std::option::Option::None,
        )
    }
    pub fn change_thing<'a>(
        &'a self,
        id: &'a str,
    ) -> ::std::result::Result<
        crate::request::Unsent<types::Thing>,
        crate::error::Error,
    > {
        crate::request::Unsent::new(
            &self.inner,
            &operations::CHANGE_THING,
            &[id],
            &[],
            ::std::option::Option::None,
        )
    }
    pub fn issue_thing<'a>(
        &'a self,
        body: &'a types::Order,
    ) -> ::std::result::Result<
        crate::request::Unsent<types::Thing>,
        crate::error::Error,
    > {
        crate::request::Unsent::new(
            &self.inner,
            &operations::ISSUE_THING,
            &[],
            &[],
            ::std::option::Option::Some(crate::request::body(body)),
        )
    }
    pub fn fund_thing<'a>(
        &'a self,
        id: &'a str,
        body: &'a types::Order,
    ) -> ::std::result::Result<
        crate::request::Unsent<types::Thing>,
        crate::error::Error,
    > {
        crate::request::Unsent::new(
            &self.inner,
            &operations::FUND_THING,
            &[id],
            &[],
            ::std::option::Option::Some(crate::request::body(body)),
        )
    }
}
/// The operations of the document.
pub(crate) mod operations {
    use crate::operation::{Authentication, Effect, Operation};
    pub(crate) static GET_THING: Operation = Operation {
        id: "getThing",
        method: "GET",
        path: "/things/{id}",
        effect: Effect::Read,
        authentication: Authentication::Required,
        success: 200u16,
    };
    pub(crate) static CHANGE_THING: Operation = Operation {
        id: "changeThing",
        method: "PUT",
        path: "/things/{id}",
        effect: Effect::Write,
        authentication: Authentication::Required,
        success: 200u16,
    };
    pub(crate) static ISSUE_THING: Operation = Operation {
        id: "issueThing",
        method: "POST",
        path: "/things",
        effect: Effect::Issue,
        authentication: Authentication::Required,
        success: 200u16,
    };
    pub(crate) static FUND_THING: Operation = Operation {
        id: "fundThing",
        method: "POST",
        path: "/things/{id}/fund",
        effect: Effect::Money,
        authentication: Authentication::Required,
        success: 200u16,
    };
    /// All operations, in the order of the document.
    pub(crate) static ALL: &[&Operation] = &[
        &GET_THING,
        &CHANGE_THING,
        &ISSUE_THING,
        &FUND_THING,
    ];
}
/// Expands `$macro` with the name, the static and the documentation of each operation.
macro_rules! for_each_operation {
    ($macro:ident) => {
        $macro ! { GetThing, GET_THING, "`GET /things/{id}`"; ChangeThing, CHANGE_THING,
        "`PUT /things/{id}`"; IssueThing, ISSUE_THING, "`POST /things`"; FundThing,
        FUND_THING, "`POST /things/{id}/fund`"; }
    };
}
pub(crate) use for_each_operation;
/// What the document knows of the texts in error responses.
pub(crate) mod texts {
    use crate::message::{Form, Piece};
    /// Templates of texts, those with most fixed text first.
    pub(crate) static KNOWN: &[&[Piece]] = &[];
    /// The names of the properties of requests.
    pub(crate) static PROPERTIES: &[&str] = &["amount"];
}
