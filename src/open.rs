//! The registry of what is open: requests that are prepared, or sent without a known outcome.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use crate::error::Error;
use crate::shared::Shared;

/// The number of recent claims that are remembered, and of recent ends.
const MAX_REMEMBERED: usize = 10_000;

/// The handle of a request whose outcome may be unknown.
pub(crate) trait OpenHandle: Clone + Send + 'static {
    /// Handles of one scope can be mistaken for each other: their results look alike.
    fn scope(&self) -> String;
    fn id(&self) -> &str;
    fn prepared_at(&self) -> Timestamp;
    fn is_exclusive(&self) -> bool;
    fn set_exclusive(&mut self);
    /// The error for a request that this handle is in the way of.
    fn conflict(self) -> Error;
    /// The registry of such handles.
    fn registry(shared: &Shared) -> &Registry<Self>;
}

/// The registry of open handles, by scope. It keeps a handle that the caller has dropped.
pub(crate) struct Registry<H> {
    open: Mutex<HashMap<String, Vec<H>>>,
    claims: Mutex<VecDeque<Claim>>,
    ended: Mutex<VecDeque<(Timestamp, H)>>,
}

impl<H> Default for Registry<H> {
    fn default() -> Self {
        Self { open: Mutex::default(), claims: Mutex::default(), ended: Mutex::default() }
    }
}

/// A resource that is known to be the result of a request, such as a card. A stale list may lack it.
struct Claim {
    scope: String,
    owner: String,
    resource: String,
}

/// The result of claiming a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub(crate) enum Claimed {
    /// The resource belongs to this request.
    ByThis,
    /// The resource belongs to another request.
    ByAnother,
}

/// Whether a request is the only source of new resources in its scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exclusivity {
    /// A new resource must be the result of this request.
    Exclusive,
    /// A new resource may have another source.
    Shared,
}

impl<H: OpenHandle> Registry<H> {
    /// Registers a handle, unless another, exclusive one is open in its scope.
    pub(crate) fn add(&self, handle: H) -> Result<(), Error> {
        let mut open = lock(&self.open);
        let handles = open.entry(handle.scope()).or_default();
        if let Some(other) = handles.iter().find(|other| other.is_exclusive() && other.id() != handle.id()) {
            return Err(other.clone().conflict());
        }
        replace(handles, handle);
        Ok(())
    }

    /// Stores a changed handle.
    pub(crate) fn update(&self, handle: &H) {
        replace(lock(&self.open).entry(handle.scope()).or_default(), handle.clone());
    }

    /// Stores a changed handle, unless it was closed.
    pub(crate) fn refresh(&self, handle: &H) {
        let mut open = lock(&self.open);
        let handles = open.get_mut(&handle.scope());
        let stored = handles.and_then(|handles| handles.iter_mut().find(|other| other.id() == handle.id()));
        if let Some(stored) = stored {
            stored.clone_from(handle);
        }
    }

    /// Marks a handle as exclusive, unless another one is open in its scope.
    pub(crate) fn make_exclusive(&self, handle: &mut H) -> Result<(), Error> {
        let mut open = lock(&self.open);
        let handles = open.entry(handle.scope()).or_default();
        if let Some(other) = handles.iter().find(|other| other.id() != handle.id()) {
            return Err(other.clone().conflict());
        }
        handle.set_exclusive();
        replace(handles, handle.clone());
        Ok(())
    }

    pub(crate) fn remove(&self, handle: &H) {
        self.remove_from(&handle.scope(), handle.id());
    }

    fn remove_from(&self, scope: &str, id: &str) {
        let mut open = lock(&self.open);
        let Some(handles) = open.get_mut(scope) else { return };
        handles.retain(|handle| handle.id() != id);
        if handles.is_empty() {
            open.remove(scope);
        }
    }

    /// Removes a handle whose request may have changed something, and remembers when.
    pub(crate) fn end(&self, handle: &H, now: Timestamp) {
        self.remove(handle);
        let mut ended = lock(&self.ended);
        if ended.len() == MAX_REMEMBERED {
            ended.pop_front();
        }
        ended.push_back((now, handle.clone()));
    }

    /// Another handle of the scope that has ended since then.
    pub(crate) fn ended_since(&self, handle: &H, since: Timestamp) -> Option<H> {
        let (scope, ended) = (handle.scope(), lock(&self.ended));
        let other = |other: &H| other.id() != handle.id() && other.scope() == scope;
        ended.iter().rev().find(|(at, ended)| *at >= since && other(ended)).map(|(_, ended)| ended.clone())
    }

    /// Claims a resource for a handle, unless it belongs to another one. If two claim a resource at the same time, only one
    /// of them gets it. The handle stays open.
    pub(crate) fn claim(&self, handle: &H, resource: &str) -> Claimed {
        let (scope, owner) = (handle.scope(), handle.id().to_owned());
        let mut claims = lock(&self.claims);
        let existing = claims.iter().find(|claim| claim.scope == scope && claim.resource == resource);
        if let Some(existing) = existing {
            return if existing.owner == owner { Claimed::ByThis } else { Claimed::ByAnother };
        }
        if claims.len() == MAX_REMEMBERED {
            claims.pop_front();
        }
        claims.push_back(Claim { scope, owner, resource: resource.to_owned() });
        Claimed::ByThis
    }

    /// Whether the handle is exclusive. A declaration of the caller doesn't hold while another handle is open.
    pub(crate) fn exclusivity(&self, handle: &H) -> Exclusivity {
        let is_alone = handle.is_exclusive() && !self.has_others(handle);
        if is_alone { Exclusivity::Exclusive } else { Exclusivity::Shared }
    }

    /// Whether another handle of the scope is open.
    pub(crate) fn has_others(&self, handle: &H) -> bool {
        let open = lock(&self.open);
        let handles = open.get(&handle.scope());
        handles.is_some_and(|handles| handles.iter().any(|other| other.id() != handle.id()))
    }

    /// The resources of the scope that belong to other handles.
    pub(crate) fn claimed_by_others(&self, handle: &H) -> BTreeSet<String> {
        let (scope, claims) = (handle.scope(), lock(&self.claims));
        let others = claims.iter().filter(|claim| claim.scope == scope && claim.owner != handle.id());
        others.map(|claim| claim.resource.clone()).collect()
    }

    /// All open handles, oldest first.
    pub(crate) fn all(&self) -> Vec<H> {
        let mut all: Vec<H> = lock(&self.open).values().flatten().cloned().collect();
        all.sort_by(|a, b| a.prepared_at().cmp(&b.prepared_at()).then_with(|| a.id().cmp(b.id())));
        all
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn replace<H: OpenHandle>(handles: &mut Vec<H>, handle: H) {
    handles.retain(|other| other.id() != handle.id());
    handles.push(handle);
}

/// The registration of a handle among the open ones. Dropping it removes the handle, unless its request was sent.
pub(crate) struct Registration<H: OpenHandle> {
    shared: Arc<Shared>,
    scope: String,
    id: String,
    request: RequestState,
    handles: PhantomData<fn() -> H>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RequestState {
    Unsent,
    MaybeSent,
}

impl<H: OpenHandle> Registration<H> {
    pub(crate) fn new(shared: &Arc<Shared>, handle: &H) -> Result<Self, Error> {
        H::registry(shared).add(handle.clone())?;
        let (scope, id, request) = (handle.scope(), handle.id().to_owned(), RequestState::Unsent);
        Ok(Self { shared: Arc::clone(shared), scope, id, request, handles: PhantomData })
    }

    /// Keeps the handle registered until the outcome is known.
    pub(crate) fn mark_sent(&mut self) {
        self.request = RequestState::MaybeSent;
    }
}

impl<H: OpenHandle> Drop for Registration<H> {
    fn drop(&mut self) {
        match self.request {
            RequestState::Unsent => H::registry(&self.shared).remove_from(&self.scope, &self.id),
            RequestState::MaybeSent => {}
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may panic")]
mod tests {
    use super::*;
    use crate::IssueHandle;

    fn handle(id: &str, customer: &str) -> IssueHandle {
        let stored = serde_json::json!({"version": 1, "id": id, "customer_id": customer, "brand": "VISA",
            "known": [], "exclusive": false, "prepared_at": "2026-11-20T10:00:00Z"});
        serde_json::from_value(stored).unwrap()
    }

    #[test]
    fn a_card_is_claimed_by_one_issue() {
        let issues = Registry::<IssueHandle>::default();
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
        let issues = Registry::<IssueHandle>::default();
        let claim = |id: &str| Claim { scope: id.into(), owner: id.into(), resource: id.into() };
        issues.claims.lock().unwrap().push_back(claim("x"));
        issues.claims.lock().unwrap().extend((1..MAX_REMEMBERED).map(|_| claim("y")));
        assert_eq!(issues.claim(&handle("a", "c"), "card"), Claimed::ByThis);
        assert_eq!(issues.claims.lock().unwrap().len(), MAX_REMEMBERED);
        assert!(issues.claimed_by_others(&handle("b", "x")).is_empty());
        assert_eq!(issues.claimed_by_others(&handle("b", "c")).len(), 1);
    }
}
