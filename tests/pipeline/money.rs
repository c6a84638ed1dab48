#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
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
            text.field("id", &self.id);
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
                    let mut field_0_name_0: ::std::option::Option<
                        ::std::string::String,
                    > = ::std::option::Option::None;
                    while let ::std::option::Option::Some(key) = map.next_key::<Key>()? {
                        match key {
                            Key::Key0Name0 => {
                                field_0_name_0 = ::std::option::Option::Some(
                                    map.next_value::<::std::string::String>()?,
                                );
                            }
                            Key::Unknown => {
                                map.next_value::<::serde::de::IgnoredAny>()?;
                            }
                        }
                    }
                    ::std::result::Result::Ok(Thing {
                        id: match field_0_name_0 {
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
impl ClientInfo<crate::transport::Transport> for Client {
    fn api_version() -> &'static str {
        "1.0.0"
    }
    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }
    fn client(&self) -> &reqwest::Client {
        &self.client
    }
    fn inner(&self) -> &crate::transport::Transport {
        &self.inner
    }
}
const _: () = {
    #[allow(dead_code)]
    fn assert_client_hooks()
    where
        Client: ClientHooks<crate::transport::Transport>,
    {}
};
#[allow(clippy::all)]
impl Client {
    /**Read a thing

Sends a `GET` request to `/things/{id}`

*/
    pub async fn get_thing<'a>(
        &'a self,
        id: &'a str,
    ) -> Result<ResponseValue<types::Thing>, Error<()>> {
        let url = format!("{}/things/{}", self.baseurl, encode_path(& id.to_string()),);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_thing",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Change a thing

Sends a `PUT` request to `/things/{id}`

*/
    pub async fn change_thing<'a>(
        &'a self,
        id: &'a str,
    ) -> Result<ResponseValue<types::Thing>, Error<()>> {
        let url = format!("{}/things/{}", self.baseurl, encode_path(& id.to_string()),);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .put(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "change_thing",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Issue a thing

Sends a `POST` request to `/things`

*/
    pub async fn issue_thing<'a>(
        &'a self,
        body: &'a types::Order,
    ) -> Result<ResponseValue<types::Thing>, Error<()>> {
        let url = format!("{}/things", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "issue_thing",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Move money to a thing

Sends a `POST` request to `/things/{id}/fund`

*/
    pub async fn fund_thing<'a>(
        &'a self,
        id: &'a str,
        body: &'a types::Order,
    ) -> Result<ResponseValue<types::Thing>, Error<()>> {
        let url = format!(
            "{}/things/{}/fund", self.baseurl, encode_path(& id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "fund_thing",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
}
/// The operations and what sending them twice may cost.
pub(crate) static OPERATIONS: &[crate::operation::Operation] = &[
    crate::operation::Operation {
        name: "get_thing",
        id: "getThing",
        method: "GET",
        path: "/things/{id}",
        effect: crate::operation::Effect::Read,
    },
    crate::operation::Operation {
        name: "change_thing",
        id: "changeThing",
        method: "PUT",
        path: "/things/{id}",
        effect: crate::operation::Effect::Write,
    },
    crate::operation::Operation {
        name: "issue_thing",
        id: "issueThing",
        method: "POST",
        path: "/things",
        effect: crate::operation::Effect::Issue,
    },
    crate::operation::Operation {
        name: "fund_thing",
        id: "fundThing",
        method: "POST",
        path: "/things/{id}/fund",
        effect: crate::operation::Effect::Money,
    },
];
