use crate::id::encode as encode_path;
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
    impl<'de> ::serde::Deserialize<'de> for Thing {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> ::std::result::Result<Self, D::Error> {
            #[derive(::serde::Deserialize)]
            #[serde(field_identifier)]
            enum Key {
                #[serde(rename = "id")]
                Key0Name0,
                #[serde(other)]
                Unknown,
            }
            struct Slots {
                field_0_name_0: ::std::option::Option<::std::string::String>,
            }
            impl Slots {
                #[inline(never)]
                fn fill<'de, A: ::serde::de::MapAccess<'de>>(
                    &mut self,
                    key: Key,
                    map: &mut A,
                ) -> ::std::result::Result<(), A::Error> {
                    match key {
                        Key::Key0Name0 => {
                            self.field_0_name_0 = ::std::option::Option::Some(
                                map.next_value::<::std::string::String>()?,
                            );
                        }
                        Key::Unknown => {
                            map.next_value::<::serde::de::IgnoredAny>()?;
                        }
                    }
                    ::std::result::Result::Ok(())
                }
            }
            struct Object;
            impl<'de> ::serde::de::Visitor<'de> for Object {
                type Value = Thing;
                fn expecting(
                    &self,
                    f: &mut ::std::fmt::Formatter<'_>,
                ) -> ::std::fmt::Result {
                    f.write_str("an object (Thing)")
                }
                fn visit_map<A: ::serde::de::MapAccess<'de>>(
                    self,
                    mut map: A,
                ) -> ::std::result::Result<Thing, A::Error> {
                    let mut slots = Slots {
                        field_0_name_0: ::std::option::Option::None,
                    };
                    while let ::std::option::Option::Some(key) = map.next_key::<Key>()? {
                        slots.fill(key, &mut map)?;
                    }
                    ::std::result::Result::Ok(Thing {
                        id: match slots.field_0_name_0 {
                            ::std::option::Option::Some(value) => value,
                            ::std::option::Option::None => {
                                return ::std::result::Result::Err(
                                    <A::Error as ::serde::de::Error>::missing_field("id"),
                                );
                            }
                        },
                    })
                }
            }
            const FIELDS: &[&str] = &["id"];
            deserializer.deserialize_struct("", FIELDS, Object)
        }
    }
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
#[derive(Clone, Debug)]
/**Client for Money

Version: 1.0.0*/
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: crate::transport::Transport,
}
impl Client {
    /// Construct a new client with an existing `reqwest::Client`,
    /// allowing more control over its configuration.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new_with_client(
        baseurl: &str,
        client: reqwest::Client,
        inner: crate::transport::Transport,
    ) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
            inner,
        }
    }
}
#[allow(clippy::all)]
impl Client {
    /**Read a thing

Sends a `GET` request to `/things/{id}`

*/
    pub async fn get_thing<'a>(
        &'a self,
        id: &'a str,
    ) -> ::std::result::Result<
        crate::answer::Answer<types::Thing>,
        crate::error::Error,
    > {
        let url = format!("{}/things/{}", self.baseurl, encode_path(& id.to_string()),);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()
            .map_err(crate::transport::invalid_request)?;
        self.inner.call(request, &operations::GET_THING).await
    }
    /**Change a thing

Sends a `PUT` request to `/things/{id}`

*/
    pub async fn change_thing<'a>(
        &'a self,
        id: &'a str,
    ) -> ::std::result::Result<
        crate::answer::Answer<types::Thing>,
        crate::error::Error,
    > {
        let url = format!("{}/things/{}", self.baseurl, encode_path(& id.to_string()),);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .put(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()
            .map_err(crate::transport::invalid_request)?;
        self.inner.call(request, &operations::CHANGE_THING).await
    }
    /**Issue a thing

Sends a `POST` request to `/things`

*/
    pub async fn issue_thing<'a>(
        &'a self,
        body: &'a types::Order,
    ) -> ::std::result::Result<
        crate::answer::Answer<types::Thing>,
        crate::error::Error,
    > {
        let url = format!("{}/things", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()
            .map_err(crate::transport::invalid_request)?;
        self.inner.call(request, &operations::ISSUE_THING).await
    }
    /**Move money to a thing

Sends a `POST` request to `/things/{id}/fund`

*/
    pub async fn fund_thing<'a>(
        &'a self,
        id: &'a str,
        body: &'a types::Order,
    ) -> ::std::result::Result<
        crate::answer::Answer<types::Thing>,
        crate::error::Error,
    > {
        let url = format!(
            "{}/things/{}/fund", self.baseurl, encode_path(& id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()
            .map_err(crate::transport::invalid_request)?;
        self.inner.call(request, &operations::FUND_THING).await
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
