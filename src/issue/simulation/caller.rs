//! Callers as in production: they store the handle, crash, restart and settle.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::time::sleep;

use super::api::Api;
use crate::base_url::BaseUrl;
use crate::simulation::Interruption;
use crate::{Client, IssueHandle, IssueOutcome, NewCard};

/// What a caller knows at the end of a run.
#[derive(Debug)]
pub(super) enum Knowledge {
    /// Nothing was sent, because the issue could not be prepared.
    Unsent,
    Issued(String),
    NotIssued,
    /// The caller has only the handle.
    Undecided(Box<IssueHandle>),
}

/// An intent to issue one card.
#[derive(Debug)]
pub(super) struct Intent {
    /// The name on the card.
    pub(super) name: String,
    pub(super) exclusive: bool,
    pub(super) knowledge: Knowledge,
}

pub(super) fn client(api: &Api) -> Client {
    static HTTP: OnceLock<reqwest::Client> = OnceLock::new();
    let http = HTTP.get_or_init(reqwest::Client::new).clone();
    let builder = Client::builder().credentials("client_1", "key").environment(api.clone());
    let url = BaseUrl::parse("https://api.example.com").unwrap();
    builder.build_on(&url, http, Arc::new(api.clone())).unwrap()
}

/// Issues `number` exclusive cards for a customer, one after the other.
pub(super) async fn issue_exclusively(api: Api, customer: String, number: u64) -> Vec<Intent> {
    let mut client = client(&api);
    let mut intents = Vec::new();
    // The records that a restarted process reads. A running process remembers its cards by itself.
    let (mut issued, mut records) = (Vec::<String>::new(), Vec::<String>::new());
    for index in 0..number {
        let name = format!("{customer} {index}");
        let (interruption, patience) = {
            let random = &mut api.state().random;
            (Interruption::draw(random, 40), random.duration(120))
        };
        let card = NewCard::new(customer.as_str(), "VISA").name_on_card(name.as_str());
        let mut stored = None;
        let issuing = async {
            let mut prepared = client.prepare_issue(card).await.ok()?.exclusive().ok()?.patience(patience);
            for card in &records {
                prepared = prepared.rule_out(card);
            }
            stored = Some(serde_json::to_string(&prepared).unwrap());
            tokio::task::yield_now().await;
            Some(prepared.send().await)
        };
        let mut knowledge = match (interruption.run(issuing).await, &stored) {
            (Some(Some(outcome)), _) => Knowledge::from(outcome),
            (_, None) => Knowledge::Unsent,
            (_, Some(stored)) => {
                // A crash loses the client; a dropped future doesn't.
                if api.state().random.percent(60) {
                    client = super::caller::client(&api);
                    records.clone_from(&issued);
                }
                Knowledge::Undecided(Box::new(serde_json::from_str(stored).unwrap()))
            }
        };
        let settlements = api.state().random.below(4);
        for _ in 0..settlements {
            knowledge = settle(&api, &client, knowledge).await;
        }
        if let Knowledge::Issued(card) = &knowledge {
            issued.push(card.clone());
        }
        // While an issue is undecided, the next one can't be exclusive. Neither can it after the network has duplicated a
        // request, because the second card may appear at any time.
        let done = matches!(knowledge, Knowledge::Undecided(_)) || api.state().duplicates > 0;
        intents.push(Intent { name, exclusive: true, knowledge });
        if done {
            break;
        }
    }
    intents
}

/// Issues a card for a customer for whom other callers issue cards at the same time.
pub(super) async fn issue_concurrently(api: Api, client: Client, customer: String, index: u64) -> Intent {
    let name = format!("{customer} {index}");
    let (interruption, patience, brand, start) = {
        let random = &mut api.state().random;
        let brand = if random.percent(50) { "VISA" } else { "MASTERCARD" };
        (Interruption::draw(random, 30), random.duration(120), brand, random.duration(30))
    };
    sleep(start).await;
    let card = NewCard::new(customer.as_str(), brand).name_on_card(name.as_str());
    let mut stored: Option<IssueHandle> = None;
    let issuing = async {
        let prepared = client.prepare_issue(card).await.ok()?.patience(patience);
        stored = Some(prepared.handle().clone());
        Some(prepared.send().await)
    };
    let knowledge = match (interruption.run(issuing).await, stored) {
        (Some(Some(outcome)), _) => Knowledge::from(outcome),
        (_, None) => Knowledge::Unsent,
        (_, Some(stored)) => Knowledge::Undecided(Box::new(stored)),
    };
    Intent { name, exclusive: false, knowledge }
}

/// Issues a card with `issue_card`, and sometimes drops the future.
pub(super) async fn issue_without_handle(api: Api, customer: String) -> Intent {
    let client = client(&api);
    let name = format!("{customer} 0");
    let interruption = Interruption::draw(&mut api.state().random, 60);
    let card = NewCard::new(customer.as_str(), "VISA").name_on_card(name.as_str());
    let knowledge = match interruption.run(client.issue_card(card)).await {
        Some(outcome) => Knowledge::from(outcome),
        None => match client.open_issues().pop() {
            Some(handle) => Knowledge::Undecided(Box::new(handle)),
            None => Knowledge::Unsent,
        },
    };
    Intent { name, exclusive: false, knowledge }
}

async fn settle(api: &Api, client: &Client, knowledge: Knowledge) -> Knowledge {
    let Knowledge::Undecided(handle) = knowledge else { return knowledge };
    let (delay, patience) = {
        let random = &mut api.state().random;
        (random.duration(120), random.duration(60))
    };
    sleep(delay).await;
    Knowledge::from(handle.settle_within(client, patience).await)
}

/// Settles a handle after all messages have arrived. Like a caller with records, it rules out the cards in `recorded`.
pub(super) async fn settle_finally(
    client: &Client,
    mut handle: IssueHandle,
    recorded: &[String],
) -> IssueOutcome {
    for card in recorded {
        handle = handle.rule_out(card);
    }
    handle.settle_within(client, Duration::from_secs(600)).await
}

impl From<IssueOutcome> for Knowledge {
    fn from(outcome: IssueOutcome) -> Self {
        match outcome {
            IssueOutcome::Issued(card) => Self::Issued(card.id),
            IssueOutcome::NotIssued(_) => Self::NotIssued,
            IssueOutcome::Undecided(undecided) => Self::Undecided(Box::new(undecided.into_handle())),
        }
    }
}
