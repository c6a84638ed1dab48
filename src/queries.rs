//! The optional parameters of operations.

use crate::{CardBrand, CardStatus, DateBound, Last4, PaymentType, TransactionStatus};

/// Defines a set of optional parameters, each with a method that sets it.
macro_rules! parameters {
    ($($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $field:ident: $kept:ty = $given:ty,)* })+) => {
        $(
            $(#[$about])*
            #[derive(Clone, Debug, Default, PartialEq, Eq)]
            #[must_use]
            pub struct $name {
                $(pub(crate) $field: Option<$kept>,)*
            }

            impl $name {
                /// Creates a set without any parameter, so that the defaults of the API apply.
                pub fn new() -> Self {
                    Self::default()
                }

                $(
                    $(#[$doc])*
                    pub fn $field(mut self, $field: $given) -> Self {
                        self.$field = Some($field.into());
                        self
                    }
                )*
            }
        )+
    };
}

parameters! {
    /// The query parameters of [`Client::customers`](crate::Client::customers).
    ///
    /// ```
    /// let second_page = cartevo::CustomersQuery::new().page(2).limit(50);
    /// # let _ = second_page;
    /// ```
    CustomersQuery {
        /// Sets the page, counted from 1.
        page: u32 = u32,
        /// Sets the number of items on a page, at least 1. The documentation recommends at most 100. Default: 10.
        limit: u32 = u32,
        /// Sets whether the server first refreshes the customers from the card issuer, which is slow. Default: false.
        sync: bool = bool,
    }

    /// The query parameters of [`Client::cards`](crate::Client::cards).
    ///
    /// ```
    /// use cartevo::{CardStatus, CardsQuery};
    ///
    /// let frozen = CardsQuery::new().status(CardStatus::Frozen).sync(true);
    /// # let _ = frozen;
    /// ```
    CardsQuery {
        /// Selects cards in a status.
        status: CardStatus = CardStatus,
        /// Selects cards of a brand.
        brand: CardBrand = impl Into<CardBrand>,
        /// Selects cards whose number ends in these four digits.
        last4: Last4 = &str,
        /// Sets whether the server first refreshes balances and statuses from the card issuer. Default: false.
        sync: bool = bool,
    }

    /// The query parameters of [`Client::card`](crate::Client::card).
    ///
    /// ```
    /// let stored = cartevo::CardQuery::new().sync(false);
    /// # let _ = stored;
    /// ```
    CardQuery {
        /// Sets whether the card includes the raw record of the card issuer, for debugging. Default: false.
        include_raw: bool = bool,
        /// Sets whether the server first refreshes the card from the card issuer. Default: true.
        sync: bool = bool,
    }

    /// The parameters of [`Client::freeze_card`](crate::Client::freeze_card).
    ///
    /// ```
    /// let at_the_network_too = cartevo::Freeze::new().lock(true);
    /// # let _ = at_the_network_too;
    /// ```
    Freeze {
        /// Sets whether the card is also blocked at the network. Default: false.
        lock: bool = bool,
    }

    /// The parameters of [`Client::unfreeze_card`](crate::Client::unfreeze_card).
    ///
    /// ```
    /// let at_the_network_too = cartevo::Unfreeze::new().unlock(true);
    /// # let _ = at_the_network_too;
    /// ```
    Unfreeze {
        /// Sets whether the block at the network is undone as well; only for a card that was frozen with
        /// [`lock`](Freeze::lock). Default: false.
        unlock: bool = bool,
    }

    /// The parameters of [`Client::terminate_card`](crate::Client::terminate_card).
    ///
    /// ```
    /// let frozen_at_least = cartevo::Termination::new().freeze_on_failure(true);
    /// # let _ = frozen_at_least;
    /// ```
    Termination {
        /// Sets whether a card that the issuer fails to terminate is left frozen, and not active. Default: false.
        freeze_on_failure: bool = bool,
    }

    /// The query parameters of [`Client::wallet_transactions`](crate::Client::wallet_transactions).
    ///
    /// ```
    /// let second_page = cartevo::WalletTransactionsQuery::new().page(2).limit(50);
    /// # let _ = second_page;
    /// ```
    WalletTransactionsQuery {
        /// Sets the page, counted from 1.
        page: u32 = u32,
        /// Sets the number of items on a page, at least 1 and about 100 at most. Default: 10.
        limit: u32 = u32,
    }

    /// The query parameters of [`Client::transactions`](crate::Client::transactions).
    ///
    /// ```
    /// use cartevo::{TransactionStatus, TransactionsQuery};
    ///
    /// let pending = TransactionsQuery::new().wallet_id("wallet-1").status(TransactionStatus::Pending);
    /// # let _ = pending;
    /// ```
    TransactionsQuery {
        /// Selects one transaction.
        transaction_id: String = impl Into<String>,
        /// Selects transactions of a wallet.
        wallet_id: String = impl Into<String>,
        /// Selects transactions of a customer.
        customer_id: String = impl Into<String>,
        /// Selects transactions in a status.
        status: TransactionStatus = TransactionStatus,
        /// Sets the page, counted from 1. The API counts the transactions before the page; the client converts.
        page: u32 = u32,
        /// Sets the number of items on a page, at least 1. Default: 50.
        limit: u32 = u32,
    }

    /// The query parameters of [`Client::payments`](crate::Client::payments).
    ///
    /// ```
    /// use cartevo::jiff::civil::date;
    /// use cartevo::{PaymentType, PaymentsQuery};
    ///
    /// let payouts_in_april = PaymentsQuery::new()
    ///     .kind(PaymentType::Payout)
    ///     .created_from(date(2026, 4, 1))
    ///     .created_before(date(2026, 5, 1));
    /// # let _ = payouts_in_april;
    /// ```
    PaymentsQuery {
        /// Selects payments in a status.
        status: TransactionStatus = TransactionStatus,
        /// Selects collections or payouts.
        kind: PaymentType = PaymentType,
        /// Selects payments whose external id contains this text. Other payments match as well, so compare the ids.
        external_id: String = impl Into<String>,
        /// Selects payments at or after a date or an instant.
        created_from: DateBound = impl Into<DateBound>,
        /// Selects payments before a date or an instant.
        created_before: DateBound = impl Into<DateBound>,
        /// Sets the page, counted from 1.
        page: u32 = u32,
        /// Sets the number of items on a page, at least 1. The documentation recommends at most 100. Default: 20.
        limit: u32 = u32,
    }

    /// The query parameters of [`Client::payment`](crate::Client::payment).
    ///
    /// ```
    /// let asked_again = cartevo::PaymentQuery::new().double_check(true);
    /// # let _ = asked_again;
    /// ```
    PaymentQuery {
        /// Sets whether the operator is asked again. Default: false.
        double_check: bool = bool,
        /// Sets whether the payment includes the operator's own answer, for debugging. Default: false.
        include_upstream: bool = bool,
    }
}
