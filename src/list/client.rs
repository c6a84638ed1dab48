//! The methods of the client that return lists.

use super::List;
use super::sources::{Customers, OfCard, OfCustomer, OfWallet, OfWallets, Payments};
use crate::{
    CardTransactionsQuery, Client, Customer, CustomerTransactionsQuery, CustomersQuery, Payment,
    PaymentsQuery, Transaction, TransactionsQuery, WalletTransactionsQuery,
};

impl Client {
    /// Lists the company's customers. Await the list for one page, or [stream](List::stream) all of it.
    ///
    /// Servers of October 2025 ignore paging and return every active customer in each page; a stream handles that.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let page = client.customers(&cartevo::CustomersQuery::new().limit(50)).await?;
    /// println!("{} of {:?} customers", page.items.len(), page.total);
    /// # Ok(())
    /// # }
    /// ```
    pub fn customers(&self, query: &CustomersQuery) -> List<Customer> {
        List::new(self, Customers { query: query.clone() })
    }

    /// Lists the transactions of all cards of a customer. Await the list for one page, or [stream](List::stream)
    /// all of it.
    ///
    /// Servers of October 2025 ignore paging and return every transaction in each page; a stream handles that.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let query = cartevo::CustomerTransactionsQuery::new().limit(50);
    /// let first = client.customer_transactions("customer-1", &query).await?;
    /// let everything = client.customer_transactions("customer-1", &query).stream().try_collect().await?;
    /// # let _ = (first, everything);
    /// # Ok(())
    /// # }
    /// ```
    pub fn customer_transactions(
        &self,
        customer_id: &str,
        query: &CustomerTransactionsQuery,
    ) -> List<Transaction> {
        List::new(self, OfCustomer { query: query.clone(), customer: customer_id.to_owned() })
    }

    /// Lists the transactions of a card. Await the list for one page, or [stream](List::stream) all of it.
    ///
    /// A card that doesn't exist is an [`Error::NotFound`](crate::Error::NotFound). Its [`status`](crate::Error::status) is
    /// 400 on servers of October 2025.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::CardTransactionsQuery;
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let mut stored = client.card_transactions("card-1", &CardTransactionsQuery::new().sync(false)).stream();
    /// while let Some(transaction) = stored.next().await {
    ///     let transaction = transaction?;
    ///     println!("{:?} {}", transaction.kind(), transaction.amount());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn card_transactions(&self, card_id: &str, query: &CardTransactionsQuery) -> List<Transaction> {
        List::new(self, OfCard { query: query.clone(), card: card_id.to_owned() })
    }

    /// Lists the transactions of all wallets. Await the list for one page, or [stream](List::stream) all of it.
    ///
    /// Servers of October 2025 ignore paging and filters, and list the transactions of cards as well. A stream handles the
    /// paging. Transactions that state another status, wallet, customer or id than the query are left out; those that state
    /// none are kept.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let page = client.transactions(&cartevo::TransactionsQuery::new().page(2)).await?;
    /// for transaction in &page.items {
    ///     println!("{:?} {}", transaction.kind(), transaction.amount());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn transactions(&self, query: &TransactionsQuery) -> List<Transaction> {
        List::new(self, OfWallets { query: query.clone() })
    }

    /// Lists the transactions of a wallet. Await the list for one page, or [stream](List::stream) all of it.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let query = cartevo::WalletTransactionsQuery::new().limit(50);
    /// let page = client.wallet_transactions("wallet-1", &query).await?;
    /// println!("{} of {:?}", page.items.len(), page.total);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// A wallet that doesn't exist is an [`Error::NotFound`](crate::Error::NotFound).
    pub fn wallet_transactions(&self, wallet_id: &str, query: &WalletTransactionsQuery) -> List<Transaction> {
        List::new(self, OfWallet { query: query.clone(), wallet: wallet_id.to_owned() })
    }

    /// Lists the collections and payouts. Await the list for one page, or [stream](List::stream) all of it.
    ///
    /// Payments that state something else than the query are left out, even if the server ignores its filters; those that
    /// state nothing are kept.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let page = client.payments(&cartevo::PaymentsQuery::new().external_id("order-4711")).await?;
    /// let payment = page.items.iter().find(|payment| payment.external_id.as_deref() == Some("order-4711"));
    /// # let _ = payment;
    /// # Ok(())
    /// # }
    /// ```
    pub fn payments(&self, query: &PaymentsQuery) -> List<Payment> {
        List::new(self, Payments { query: query.clone() })
    }
}
