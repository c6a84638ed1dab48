//! The registry of open issues: those that are prepared, or sent without a known outcome.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::handle::IssueHandle;
use crate::error::Error;
use crate::shared::Shared;

/// The number of recently issued cards that are remembered.
const MAX_CLAIMS: usize = 10_000;

/// The registry of open issues, by customer. It keeps an issue whose handle the caller has dropped.
#[derive(Default)]
pub(crate) struct OpenIssues {
    open: Mutex<HashMap<String, Vec<IssueHandle>>>,
    claims: Mutex<VecDeque<Claim>>,
}

/// A card that is known to be the result of an issue. A stale list of the customer's cards may lack it.
struct Claim {
    customer: String,
    issue: String,
    card: String,
}

/// The result of claiming a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub(super) enum Claimed {
    /// The card belongs to this issue.
    ByThis,
    /// The card belongs to another issue.
    ByAnother,
}

/// Whether an issue is the only source of new cards for its customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exclusivity {
    /// A new card of the customer must be the result of this issue.
    Exclusive,
    /// A new card of the customer may have another source.
    Shared,
}

impl OpenIssues {
    /// Registers an issue, unless another, exclusive one is open for the customer.
    pub(super) fn add(&self, handle: IssueHandle) -> Result<(), Error> {
        let mut open = self.lock();
        let issues = open.entry(handle.customer_id().to_owned()).or_default();
        if let Some(other) = issues.iter().find(|other| other.is_exclusive() && other.id() != handle.id()) {
            return Err(Error::IssueOpen { handle: Box::new(other.clone()) });
        }
        replace(issues, handle);
        Ok(())
    }

    /// Stores a changed handle.
    pub(super) fn update(&self, handle: &IssueHandle) {
        replace(self.lock().entry(handle.customer_id().to_owned()).or_default(), handle.clone());
    }

    /// Stores a changed handle, unless it was closed.
    pub(super) fn refresh(&self, handle: &IssueHandle) {
        let mut open = self.lock();
        let issues = open.get_mut(handle.customer_id());
        let stored = issues.and_then(|issues| issues.iter_mut().find(|other| other.id() == handle.id()));
        if let Some(stored) = stored {
            stored.clone_from(handle);
        }
    }

    /// Marks an issue as exclusive, unless another one is open for the customer.
    pub(super) fn make_exclusive(&self, handle: &mut IssueHandle) -> Result<(), Error> {
        let mut open = self.lock();
        let issues = open.entry(handle.customer_id().to_owned()).or_default();
        if let Some(other) = issues.iter().find(|other| other.id() != handle.id()) {
            return Err(Error::IssueOpen { handle: Box::new(other.clone()) });
        }
        handle.set_exclusive();
        replace(issues, handle.clone());
        Ok(())
    }

    pub(crate) fn remove(&self, customer_id: &str, id: &str) {
        let mut open = self.lock();
        let Some(handles) = open.get_mut(customer_id) else { return };
        handles.retain(|handle| handle.id() != id);
        if handles.is_empty() {
            open.remove(customer_id);
        }
    }

    /// Claims a card for an issue and closes the issue, unless the card belongs to another one. If two issues claim a card
    /// at the same time, only one of them gets it.
    pub(super) fn claim(&self, handle: &IssueHandle, card_id: &str) -> Claimed {
        let claimed = self.insert_claim(handle, card_id);
        if claimed == Claimed::ByThis {
            self.remove(handle.customer_id(), handle.id());
        }
        claimed
    }

    fn insert_claim(&self, handle: &IssueHandle, card_id: &str) -> Claimed {
        let (customer, issue) = (handle.customer_id().to_owned(), handle.id().to_owned());
        let mut claims = self.lock_claims();
        let existing = claims.iter().find(|claim| claim.customer == customer && claim.card == card_id);
        if let Some(existing) = existing {
            return if existing.issue == issue { Claimed::ByThis } else { Claimed::ByAnother };
        }
        if claims.len() == MAX_CLAIMS {
            claims.pop_front();
        }
        claims.push_back(Claim { customer, issue, card: card_id.to_owned() });
        Claimed::ByThis
    }

    /// Whether the issue is exclusive. A declaration of the caller doesn't hold while another issue is open.
    pub(super) fn exclusivity(&self, handle: &IssueHandle) -> Exclusivity {
        let open = self.lock();
        let has_others = open
            .get(handle.customer_id())
            .is_some_and(|issues| issues.iter().any(|other| other.id() != handle.id()));
        if handle.is_exclusive() && !has_others { Exclusivity::Exclusive } else { Exclusivity::Shared }
    }

    /// The ids of the customer's cards that belong to other issues.
    pub(super) fn claimed_by_others(&self, handle: &IssueHandle) -> BTreeSet<String> {
        let claims = self.lock_claims();
        let others = claims
            .iter()
            .filter(|claim| claim.customer == handle.customer_id() && claim.issue != handle.id());
        others.map(|claim| claim.card.clone()).collect()
    }

    pub(crate) fn all(&self) -> Vec<IssueHandle> {
        let mut all: Vec<IssueHandle> = self.lock().values().flatten().cloned().collect();
        all.sort_by(|a, b| a.prepared_at().cmp(&b.prepared_at()).then_with(|| a.id().cmp(b.id())));
        all
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Vec<IssueHandle>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock_claims(&self) -> MutexGuard<'_, VecDeque<Claim>> {
        self.claims.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn replace(handles: &mut Vec<IssueHandle>, handle: IssueHandle) {
    handles.retain(|other| other.id() != handle.id());
    handles.push(handle);
}

/// The registration of an issue among the open ones. Dropping it removes the issue, unless its request was sent.
pub(super) struct Registration {
    shared: Arc<Shared>,
    customer_id: String,
    id: String,
    request: RequestState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RequestState {
    Unsent,
    MaybeSent,
}

impl Registration {
    pub(super) fn new(shared: &Arc<Shared>, handle: &IssueHandle) -> Result<Self, Error> {
        shared.issues.add(handle.clone())?;
        let (customer_id, id) = (handle.customer_id().to_owned(), handle.id().to_owned());
        Ok(Self { shared: Arc::clone(shared), customer_id, id, request: RequestState::Unsent })
    }

    /// Keeps the issue registered until its outcome is known.
    pub(super) fn mark_sent(&mut self) {
        self.request = RequestState::MaybeSent;
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        match self.request {
            RequestState::Unsent => self.shared.issues.remove(&self.customer_id, &self.id),
            RequestState::MaybeSent => {}
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may panic")]
mod tests {
    use super::*;

    fn handle(id: &str, customer: &str) -> IssueHandle {
        let stored = serde_json::json!({"version": 1, "id": id, "customer_id": customer, "brand": "VISA",
            "known": [], "exclusive": false, "prepared_at": "2026-11-20T10:00:00Z"});
        serde_json::from_value(stored).unwrap()
    }

    #[test]
    fn a_card_is_claimed_by_one_issue() {
        let issues = OpenIssues::default();
        let (first, second) = (handle("a", "c"), handle("b", "c"));
        assert_eq!(issues.claim(&first, "card"), Claimed::ByThis);
        assert_eq!(issues.claim(&first, "card"), Claimed::ByThis);
        assert_eq!(issues.claim(&second, "card"), Claimed::ByAnother);
        assert_eq!(issues.claims.lock().unwrap().len(), 1);
        assert_eq!(issues.claimed_by_others(&second), BTreeSet::from(["card".to_owned()]));
        assert!(issues.claimed_by_others(&first).is_empty());
        assert!(issues.claimed_by_others(&handle("d", "another")).is_empty());
    }

    #[test]
    fn the_oldest_claim_is_dropped_first() {
        let issues = OpenIssues::default();
        let claim = |id: &str| Claim { customer: id.into(), issue: id.into(), card: id.into() };
        issues.claims.lock().unwrap().push_back(claim("x"));
        issues.claims.lock().unwrap().extend((1..MAX_CLAIMS).map(|_| claim("y")));
        assert_eq!(issues.claim(&handle("a", "c"), "card"), Claimed::ByThis);
        assert_eq!(issues.claims.lock().unwrap().len(), MAX_CLAIMS);
        assert!(issues.claimed_by_others(&handle("b", "x")).is_empty());
        assert_eq!(issues.claimed_by_others(&handle("b", "c")).len(), 1);
    }
}
