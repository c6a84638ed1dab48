//! The issues whose outcome isn't known yet.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::handle::IssueHandle;
use crate::error::Error;
use crate::shared::Shared;

/// How many of the cards that were issued lately are remembered.
const REMEMBERED: usize = 10_000;

/// The issues whose outcome isn't known yet, by customer. A handle that nobody holds any more is still here.
#[derive(Default)]
pub(crate) struct OpenIssues {
    open: Mutex<HashMap<String, Vec<IssueHandle>>>,
    given: Mutex<VecDeque<Given>>,
}

/// A card that is known to be an issue's. A list of cards that was read a moment too early may lack it.
struct Given {
    customer_id: String,
    issue: String,
    card: String,
}

impl OpenIssues {
    /// Takes an issue up, unless another that was said to be the only one is open for the customer.
    pub(super) fn add(&self, handle: IssueHandle) -> Result<(), Error> {
        let mut open = self.lock();
        let others = open.entry(handle.customer_id().to_owned()).or_default();
        if others.iter().any(|other| other.is_exclusive() && other.id() != handle.id()) {
            let reason = "an exclusive issue for this customer isn't settled yet; settle it first";
            return Err(Error::InvalidInput { field: "customer_id", reason });
        }
        replace(others, handle);
        Ok(())
    }

    /// Writes down a change of an issue.
    pub(super) fn update(&self, handle: &IssueHandle) {
        replace(self.lock().entry(handle.customer_id().to_owned()).or_default(), handle.clone());
    }

    /// Makes an issue the only one for its customer, if it is.
    pub(super) fn make_exclusive(&self, handle: &mut IssueHandle) -> Result<(), Error> {
        let mut open = self.lock();
        let others = open.entry(handle.customer_id().to_owned()).or_default();
        if others.iter().any(|other| other.id() != handle.id()) {
            let reason = "another issue for this customer isn't settled yet; settle it first";
            return Err(Error::InvalidInput { field: "exclusive", reason });
        }
        handle.set_exclusive();
        replace(others, handle.clone());
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

    /// Closes an issue with the card that it turned out to have issued, unless that is known to be another issue's: of
    /// two who find the same card at the same time one gets it.
    pub(super) fn give(&self, handle: &IssueHandle, card: &str) -> bool {
        let (customer_id, issue) = (handle.customer_id().to_owned(), handle.id().to_owned());
        {
            let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
            let known = given.iter().find(|it| it.customer_id == customer_id && it.card == card);
            match known {
                Some(known) if known.issue != issue => return false,
                Some(_) => {}
                None => {
                    if given.len() == REMEMBERED {
                        given.pop_front();
                    }
                    given.push_back(Given { customer_id, issue, card: card.to_owned() });
                }
            }
        }
        self.remove(handle.customer_id(), handle.id());
        true
    }

    /// Whether another issue is open for the customer.
    pub(super) fn has_others(&self, handle: &IssueHandle) -> bool {
        let open = self.lock();
        open.get(handle.customer_id())
            .is_some_and(|handles| handles.iter().any(|other| other.id() != handle.id()))
    }

    /// The customer's cards that are known to be other issues'.
    pub(super) fn given_to_others(&self, handle: &IssueHandle) -> BTreeSet<String> {
        let given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        let others =
            given.iter().filter(|it| it.customer_id == handle.customer_id() && it.issue != handle.id());
        others.map(|it| it.card.clone()).collect()
    }

    pub(crate) fn all(&self) -> Vec<IssueHandle> {
        let mut all: Vec<IssueHandle> = self.lock().values().flatten().cloned().collect();
        all.sort_by(|a, b| a.prepared_at().cmp(&b.prepared_at()).then_with(|| a.id().cmp(b.id())));
        all
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Vec<IssueHandle>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn replace(handles: &mut Vec<IssueHandle>, handle: IssueHandle) {
    handles.retain(|other| other.id() != handle.id());
    handles.push(handle);
}

/// An issue's place among the open ones. While nothing was sent it goes when this is dropped; after that it stays until
/// the outcome is known.
pub(super) struct Registration {
    shared: Arc<Shared>,
    customer_id: String,
    id: String,
    sent: bool,
}

impl Registration {
    pub(super) fn new(shared: &Arc<Shared>, handle: &IssueHandle) -> Result<Self, Error> {
        shared.issues.add(handle.clone())?;
        let (customer_id, id) = (handle.customer_id().to_owned(), handle.id().to_owned());
        Ok(Self { shared: Arc::clone(shared), customer_id, id, sent: false })
    }

    pub(super) fn keep(&mut self) {
        self.sent = true;
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        if !self.sent {
            self.shared.issues.remove(&self.customer_id, &self.id);
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
    fn a_card_is_one_issues_and_remembered_once() {
        let issues = OpenIssues::default();
        let (first, second) = (handle("a", "c"), handle("b", "c"));
        assert!(issues.give(&first, "card") && issues.give(&first, "card"));
        assert!(!issues.give(&second, "card"));
        assert_eq!(issues.given.lock().unwrap().len(), 1);
        assert_eq!(issues.given_to_others(&second), BTreeSet::from(["card".to_owned()]));
        assert!(issues.given_to_others(&first).is_empty());
        assert!(issues.given_to_others(&handle("d", "another")).is_empty());
    }

    #[test]
    fn the_oldest_is_forgotten_first() {
        let issues = OpenIssues::default();
        let given = Given { customer_id: "x".into(), issue: "x".into(), card: "x".into() };
        issues.given.lock().unwrap().push_back(given);
        let many =
            (1..REMEMBERED).map(|_| Given { customer_id: "y".into(), issue: "y".into(), card: "y".into() });
        issues.given.lock().unwrap().extend(many);
        assert!(issues.give(&handle("a", "c"), "card"));
        assert_eq!(issues.given.lock().unwrap().len(), REMEMBERED);
        assert!(issues.given_to_others(&handle("b", "x")).is_empty());
        assert_eq!(issues.given_to_others(&handle("b", "c")).len(), 1);
    }
}
