//! The names of events.

use std::fmt;

/// Defines the kinds with their names on the wire.
macro_rules! kinds {
    ($( $(#[$about:meta])* $kind:ident = $name:literal, )*) => {
        /// The kind of an event: its name. A name that this version doesn't know is kept as [`Other`](Self::Other).
        ///
        /// ```
        /// use cartevo::webhook::EventKind;
        ///
        /// assert_eq!(EventKind::from("card.created"), EventKind::CardCreated);
        /// assert_eq!(EventKind::from("card.painted").as_str(), "card.painted");
        /// ```
        #[derive(Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum EventKind {
            $(
                #[doc = concat!("`", $name, "`.")]
                $(#[$about])*
                $kind,
            )*
            /// A name that this version doesn't know.
            #[non_exhaustive]
            Other(Box<str>),
        }

        impl EventKind {
            /// The known names.
            pub const KNOWN: &'static [&'static str] = &[$( $name ),*];

            /// Returns the name on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$kind => $name, )*
                    Self::Other(name) => name,
                }
            }
        }

        impl From<&str> for EventKind {
            fn from(name: &str) -> Self {
                match name {
                    $( $name => Self::$kind, )*
                    other => Self::Other(other.into()),
                }
            }
        }
    };
}

kinds! {
    /// A collection of mobile money was initiated.
    PaymentCollect = "payment.collect",
    /// A payout of mobile money. The documentation names it in one place only.
    PaymentPayout = "payment.payout",
    /// A card was issued.
    CardCreated = "card.created",
    /// A card was funded.
    CardFund = "card.fund",
    /// Money was withdrawn from a card.
    CardWithdraw = "card.withdraw",
    /// A withdrawal from a card failed.
    CardWithdrawFailed = "card.withdraw.failed",
    /// A card was terminated.
    CardTerminated = "card.terminated",
    /// A merchant's authorization request was approved.
    AuthorizationCreated = "transaction.authorization.created",
    /// A merchant's authorization request was declined.
    AuthorizationDeclined = "transaction.authorization.declined",
    /// An authorization was reversed.
    ReversalCompleted = "transaction.reversal.completed",
    /// A merchant refunded a purchase.
    RefundCompleted = "transaction.refund.completed",
    /// A purchase was settled.
    SettlementCompleted = "transaction.settlement.completed",
    /// The transaction of a funding was completed.
    FundingCompleted = "transaction.funding.completed",
    /// The transaction of a withdrawal was completed.
    WithdrawalCompleted = "transaction.withdrawal.completed",
    /// A cross-border fee was charged, as a transaction.
    CrossBorderCharged = "transaction.crossborder.charged",
    /// The transaction of a termination.
    TransactionTerminated = "transaction.terminated",
    /// A fee for a failed payment was charged.
    PaymentFailureFeeCharged = "fee.payment_failure.charged",
    /// A cross-border fee was charged.
    CrossBorderFeeCharged = "fee.crossborder.charged",
    /// A debt is going to be recovered.
    DebtRecoveryPending = "debt.recovery.pending",
    /// A customer was created.
    CustomerCreated = "customer.created",
}

impl EventKind {
    /// Returns the name if it has the form of one, so that it may be shown.
    fn shown(&self) -> &str {
        let name = self.as_str();
        let is_name = name.len() <= 64 && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'_' | b'.'));
        if is_name { name } else { "<event>" }
    }
}

impl fmt::Display for EventKind {
    /// The name on the wire; `<event>` if it doesn't look like one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.shown())
    }
}

impl fmt::Debug for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.shown(), f)
    }
}
