//! Where the pages of a list come from.

use std::pin::Pin;

use crate::client::Client;
use crate::error::Error;
use crate::generated;
use crate::generated::types::Pagination;
use crate::operation::Operation;
use crate::page::Place;
use crate::query::{self, PageBase};
use crate::rows::{ListResponse, Listing, RowQueue};
use crate::{Page, Response};

/// The page size of a stream: the maximum that the documentation recommends.
const STREAM_LIMIT: u32 = 100;

/// The paging of a query.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Paging {
    pub(super) page: Option<u32>,
    pub(super) limit: Option<u32>,
}

/// The paging parameters of a request.
#[derive(Clone, Copy, Debug)]
pub(super) struct OnWire {
    /// The page, or the number of items before it.
    pub(super) page: Option<i64>,
    pub(super) limit: Option<i64>,
}

/// An item of a list.
pub(super) trait Item: Send + 'static {
    /// The id that no other item of the list has.
    fn id(&self) -> &str;
}

/// The pagination data of a response.
pub(super) trait Paginated: ListResponse {
    fn pagination(&self) -> Option<&Pagination>;
}

/// A list of the API with its parameters.
pub(super) trait Source: Send + Sync {
    type Response: Paginated<Row: Item>;
    const OPERATION: &'static Operation;
    const BASE: PageBase;
    /// The page size to state where the query has none; the server's own where this is `None`.
    const LIMIT: Option<u32> = None;

    fn paging(&self) -> Paging;

    fn listing(&self, api: &generated::Client, page: OnWire) -> Result<Listing<Self::Response>, Error>;

    /// Whether the query selects this item. Servers are known to ignore the filters of a query.
    fn selects(&self, _: &<Self::Response as ListResponse>::Row) -> bool {
        true
    }
}

pub(super) type Soon<T> = Pin<Box<dyn Future<Output = Result<Response<T>, Error>> + Send>>;

/// A page whose items are in a queue.
#[derive(Debug)]
pub(super) struct Arrived {
    pub(super) page: Page<()>,
    /// The number of its items.
    pub(super) length: u64,
}

/// A [`Source`] of items of type `T`, whatever its responses are.
pub(super) trait AnySource<T>: Send + Sync {
    fn operation(&self) -> &'static Operation;

    /// The page at which the query begins, and the page size, of a stream.
    fn stream(&self) -> Place;

    fn id<'a>(&self, item: &'a T) -> &'a str;

    fn selects(&self, item: &T) -> bool;

    /// Requests a page, that of the query unless there is a number.
    fn page(&self, client: &Client, number: Option<u32>) -> Soon<Page<T>>;

    /// Requests a page, and adds its items to the queue as they arrive.
    fn receive(&self, client: &Client, place: Place, queue: RowQueue<T>) -> Soon<Arrived>;
}

impl<S: Source + Clone + 'static> AnySource<<S::Response as ListResponse>::Row> for S {
    fn operation(&self) -> &'static Operation {
        S::OPERATION
    }

    /// The page size never exceeds the recommended maximum: a server may cap a larger one, and each page would then look
    /// like a short last page.
    fn stream(&self) -> Place {
        let Paging { page, limit } = self.paging();
        let limit = limit.or(S::LIMIT).map_or(STREAM_LIMIT, |limit| limit.min(STREAM_LIMIT));
        Place::of_page(page.unwrap_or(1), limit)
    }

    fn id<'a>(&self, item: &'a <S::Response as ListResponse>::Row) -> &'a str {
        item.id()
    }

    fn selects(&self, item: &<S::Response as ListResponse>::Row) -> bool {
        Source::selects(self, item)
    }

    fn page(&self, client: &Client, number: Option<u32>) -> Soon<Page<<S::Response as ListResponse>::Row>> {
        let (source, client) = (self.clone(), client.clone());
        Box::pin(async move {
            let Paging { page, limit } = source.paging();
            let (number, limit) = (number.or(page), limit.or(S::LIMIT));
            let place = Place::of_page(number.unwrap_or(1), limit.unwrap_or_default());
            let on_wire = OnWire { page: S::BASE.on_wire(number, place)?, limit: query::limit(limit)? };
            let answer = source.listing(client.api(), on_wire)?.send().await?;
            Ok(answer.map(|mut answer| {
                let mut items = std::mem::take(answer.rows());
                items.retain(|item| Source::selects(&source, item));
                Page::new(items, place.number, answer.pagination())
            }))
        })
    }

    fn receive(
        &self,
        client: &Client,
        place: Place,
        queue: RowQueue<<S::Response as ListResponse>::Row>,
    ) -> Soon<Arrived> {
        let (source, client) = (self.clone(), client.clone());
        Box::pin(async move {
            let on_wire = OnWire {
                page: S::BASE.on_wire(Some(place.number), place)?,
                limit: query::limit(Some(place.limit))?,
            };
            let (answer, length) = source.listing(client.api(), on_wire)?.send_into(queue).await?;
            Ok(answer.map(|answer| {
                let page = Page::new(Vec::new(), place.number, answer.pagination());
                Arrived { page, length: length as u64 }
            }))
        })
    }
}
