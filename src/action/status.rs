//! Changes of the status of a card. The evidence is the status.

use super::finding::Finding;
use super::record::ActionRecord;
use super::subject::StatusChange;
use crate::error::Error;
use crate::{Card, CardChange, CardQuery, CardStatus, Client};

impl StatusChange {
    /// Records the status before the change. Nothing could tell a change to the same status.
    pub(super) async fn begin(&mut self, client: &Client) -> Result<(), Error> {
        self.from = self.card(client).await?.status;
        if self.from.as_ref().is_some_and(|status| self.is_reached(status)) {
            return Err(Error::InvalidInput { field: "card_id", reason: "the card has this status already" });
        }
        Ok(())
    }

    /// What the response to the request shows.
    pub(super) fn answered(&self, change: CardChange) -> Finding {
        let is_ours = change.card_id == self.card_id && self.is_reached(&change.card_status);
        if is_ours { Finding::Done(ActionRecord::CardChange(change)) } else { Finding::NOTHING }
    }

    /// What the status of the card shows. A card that is terminated stays so, whoever did it; any other status may have come
    /// from elsewhere, while the request is still on its way.
    pub(super) async fn find(&self, client: &Client) -> Result<Finding, Error> {
        let card = self.card(client).await?;
        let has_it = card.status.as_ref().is_some_and(|status| self.is_reached(status));
        if card.id != self.card_id || !has_it || self.from.is_none() {
            return Ok(Finding::NOTHING);
        }
        let record = ActionRecord::CardChange(self.record(&card));
        Ok(if self.to == CardStatus::Terminated {
            Finding::Done(record)
        } else {
            Finding::DoneIfExclusive(record)
        })
    }

    /// The card, for which the server asks the card issuer first.
    async fn card(&self, client: &Client) -> Result<Card, Error> {
        Ok(client.card(&self.card_id, &CardQuery::new().sync(true)).await?.into_inner())
    }

    fn record(&self, card: &Card) -> CardChange {
        CardChange {
            balance_before_termination: None,
            card_id: self.card_id.clone(),
            card_status: self.to.clone(),
            final_balance: card.balance.filter(|_| self.to == CardStatus::Terminated),
            frozen_at: None,
            maplerad_reference: None,
            previous_status: self.from.clone(),
            refund_amount: None,
            refund_processed: None,
            terminated_at: card.terminate_date,
            unfrozen_at: None,
        }
    }

    fn is_reached(&self, status: &CardStatus) -> bool {
        status.as_str().eq_ignore_ascii_case(self.to.as_str())
    }
}
