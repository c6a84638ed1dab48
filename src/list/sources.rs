//! The lists of the API, by a table.

use super::source::{Item, OnWire, Paginated, Paging, Source};
use crate::error::Error;
use crate::generated::types::{
    self, GetCardTransactionsResponse, GetCustomerTransactionsResponse, GetCustomersResponse, Pagination,
    PaymentsEnvelope,
};
use crate::generated::{self, operations};
use crate::operation::Operation;
use crate::query::PageBase;
use crate::rows::{ListResponse, Listing};
use crate::{
    CardTransactionsQuery, Customer, CustomerTransactionsQuery, CustomersQuery, DateBound, Payment,
    PaymentsQuery, Transaction, TransactionsQuery, WalletTransactionsQuery, id,
};

/// The page size of `GET /wallet/transactions` unless said otherwise. It is always sent, because pages are counted with it.
const TRANSACTIONS_LIMIT: u32 = 50;

/// Defines a list: the response, the operation, how the API counts its pages, and the request.
macro_rules! lists {
    ($(
        $name:ident { $query:ty $(, $owner:ident)? } -> $response:ty, $operation:ident, $base:ident $(($limit:expr))?,
        |$source:ident, $api:ident, $page:ident| $listing:expr
        $(, selects $selects:expr)?;
    )+) => {$(
        #[derive(Clone)]
        pub(super) struct $name {
            pub(super) query: $query,
            $(pub(super) $owner: String,)?
        }

        impl Source for $name {
            type Response = $response;
            const OPERATION: &'static Operation = &operations::$operation;
            const BASE: PageBase = PageBase::$base;
            $(const LIMIT: Option<u32> = Some($limit);)?

            fn paging(&self) -> Paging {
                Paging { page: self.query.page, limit: self.query.limit }
            }

            fn listing(&self, $api: &generated::Client, $page: OnWire) -> Result<Listing<$response>, Error> {
                let $source = self;
                $listing
            }

            $(fn selects(&self, item: &<$response as ListResponse>::Row) -> bool {
                ($selects)(&self.query, item)
            })?
        }
    )+};
}

lists! {
    Customers { CustomersQuery } -> GetCustomersResponse, GET_CUSTOMERS, One,
        |list, api, at| api.get_customers(at.limit, at.page, list.query.sync);
    OfCustomer { CustomerTransactionsQuery, customer } -> GetCustomerTransactionsResponse,
        GET_CUSTOMER_TRANSACTIONS, One,
        |list, api, at| api.get_customer_transactions(id::check("customer_id", &list.customer)?, at.limit, at.page);
    OfCard { CardTransactionsQuery, card } -> GetCardTransactionsResponse, GET_CARD_TRANSACTIONS, Zero,
        |list, api, at| of_card(&list.card, &list.query, api, at),
        selects CardTransactionsQuery::selects;
    OfWallets { TransactionsQuery } -> GetCustomerTransactionsResponse,
        GET_TRANSACTIONS, Offset(TRANSACTIONS_LIMIT),
        |list, api, at| of_wallets(&list.query, api, at),
        selects TransactionsQuery::selects;
    OfWallet { WalletTransactionsQuery, wallet } -> GetCustomerTransactionsResponse,
        GET_WALLET_TRANSACTIONS, One,
        |list, api, at| api.get_wallet_transactions(id::check("wallet_id", &list.wallet)?, at.limit, at.page);
    Payments { PaymentsQuery } -> PaymentsEnvelope, GET_PAYMENTS, One,
        |list, api, at| payments(&list.query, api, at),
        selects PaymentsQuery::selects;
}

fn of_card(
    card: &str,
    query: &CardTransactionsQuery,
    api: &generated::Client,
    at: OnWire,
) -> Result<Listing<GetCardTransactionsResponse>, Error> {
    let id = id::check("card_id", card)?;
    let (kind, status) = (query.kind.clone(), query.status.clone());
    let (from, to) = (query.from.map(DateBound::to_iso8601), query.to.map(DateBound::to_iso8601));
    let (from, to) = (from.as_deref(), to.as_deref());
    let (raw, sync) = (query.include_raw, query.sync);
    api.get_card_transactions(id, from, raw, at.limit, at.page, status, sync, to, kind)
}

fn of_wallets(
    query: &TransactionsQuery,
    api: &generated::Client,
    at: OnWire,
) -> Result<Listing<GetCustomerTransactionsResponse>, Error> {
    let (customer, transaction) = (query.customer_id.as_deref(), query.transaction_id.as_deref());
    let (status, wallet) = (query.status.clone(), query.wallet_id.as_deref());
    api.get_transactions(customer, at.limit, at.page, status, transaction, wallet)
}

fn payments(
    query: &PaymentsQuery,
    api: &generated::Client,
    at: OnWire,
) -> Result<Listing<PaymentsEnvelope>, Error> {
    let bound = |bound: Option<DateBound>| bound.map(DateBound::to_iso8601);
    let (since, until) = (bound(query.created_from), bound(query.created_before));
    let (since, until) = (since.as_deref(), until.as_deref());
    let (status, kind, external) = (query.status.clone(), query.kind.clone(), query.external_id.as_deref());
    api.get_payments(external, since, at.limit, at.page, status, until, kind)
}

/// Defines where a response has its pagination data.
macro_rules! paginated {
    ($($response:ident |$answer:ident| $meta:expr;)+) => {
        $(impl Paginated for types::$response {
            fn pagination(&self) -> Option<&Pagination> {
                let $answer = self;
                $meta
            }
        })+
    };
}

paginated! {
    GetCustomersResponse |answer| answer.meta.as_ref();
    GetCustomerTransactionsResponse |answer| answer.meta.as_ref();
    GetCardTransactionsResponse |answer| Some(&answer.meta);
    PaymentsEnvelope |answer| Some(&answer.meta);
}

/// Defines the id of an item.
macro_rules! items {
    ($($item:ident $id:ident;)+) => {
        $(impl Item for $item {
            fn id(&self) -> &str {
                &self.$id
            }
        })+
    };
}

items! {
    Customer id;
    Transaction id;
    Payment transaction_id;
}
