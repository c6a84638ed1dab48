//! Callers as they are in production: they store the handle, they crash, they settle.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::time::sleep;

use super::api::Api;
use super::interruption::Fate;
use crate::base_url::BaseUrl;
use crate::{Client, IssueHandle, IssueOutcome, NewCard};

/// What a caller knows in the end.
#[derive(Debug)]
pub(super) enum Known {
    /// Nothing was sent: preparing failed or was never finished.
    Unsent,
    Issued(String),
    NotIssued,
    /// The handle is all there is.
    Undecided(Box<IssueHandle>),
}

/// A wish for a card and what became of it.
#[derive(Debug)]
pub(super) struct Intent {
    /// The name on the card.
    pub(super) name: String,
    pub(super) exclusive: bool,
    pub(super) known: Known,
}

pub(super) fn client(api: &Api) -> Client {
    static HTTP: OnceLock<reqwest::Client> = OnceLock::new();
    let http = HTTP.get_or_init(reqwest::Client::new).clone();
    let builder = Client::builder().credentials("client_1", "key").environment(api.clone());
    let url = BaseUrl::parse("https://api.example.com").unwrap();
    builder.build_on(&url, http, Arc::new(api.clone())).unwrap()
}

/// Issues some cards for a customer, one after the other, as the only one who does.
pub(super) async fn alone(api: Api, customer: String, number: u64) -> Vec<Intent> {
    let mut client = client(&api);
    let mut intents = Vec::new();
    // What a new process knows from the books. A process that goes on remembers it by itself.
    let (mut issued, mut books) = (Vec::<String>::new(), Vec::<String>::new());
    for index in 0..number {
        let name = format!("{customer} {index}");
        let (fate, patience) = {
            let chance = &mut api.state().chance;
            (Fate::draw(chance, 40), chance.time(120))
        };
        let card = NewCard::new(customer.as_str(), "VISA").name_on_card(name.as_str());
        let mut stored = None;
        let issuing = async {
            let mut prepared = client.prepare_issue(card).await.ok()?.exclusive().ok()?.patience(patience);
            for card in &books {
                prepared = prepared.rule_out(card);
            }
            stored = Some(serde_json::to_string(&prepared).unwrap());
            tokio::task::yield_now().await;
            Some(prepared.send().await)
        };
        let mut known = match (fate.befall(issuing).await, &stored) {
            (Some(Some(outcome)), _) => Known::from(outcome),
            (_, None) => Known::Unsent,
            (_, Some(stored)) => {
                // A crash forgets the client; a dropped future doesn't.
                if api.state().chance.percent(60) {
                    client = super::caller::client(&api);
                    books.clone_from(&issued);
                }
                Known::Undecided(Box::new(serde_json::from_str(stored).unwrap()))
            }
        };
        let looks = api.state().chance.below(4);
        for _ in 0..looks {
            known = settle(&api, &client, known).await;
        }
        if let Known::Issued(card) = &known {
            issued.push(card.clone());
        }
        // While one is undecided the next can't be exclusive. Nor can it after the network has made two requests of
        // one: the second card may come whenever it likes.
        let done = matches!(known, Known::Undecided(_)) || api.state().doubled > 0;
        intents.push(Intent { name, exclusive: true, known });
        if done {
            break;
        }
    }
    intents
}

/// Issues a card for a customer, as others do at the same time.
pub(super) async fn among_others(api: Api, client: Client, customer: String, index: u64) -> Intent {
    let name = format!("{customer} {index}");
    let (fate, patience, brand, start) = {
        let chance = &mut api.state().chance;
        let brand = if chance.percent(50) { "VISA" } else { "MASTERCARD" };
        (Fate::draw(chance, 30), chance.time(120), brand, chance.time(30))
    };
    sleep(start).await;
    let card = NewCard::new(customer.as_str(), brand).name_on_card(name.as_str());
    let mut stored: Option<IssueHandle> = None;
    let issuing = async {
        let prepared = client.prepare_issue(card).await.ok()?.patience(patience);
        stored = Some(prepared.handle().clone());
        Some(prepared.send().await)
    };
    let known = match (fate.befall(issuing).await, stored) {
        (Some(Some(outcome)), _) => Known::from(outcome),
        (_, None) => Known::Unsent,
        (_, Some(stored)) => Known::Undecided(Box::new(stored)),
    };
    Intent { name, exclusive: false, known }
}

/// Issues a card in the short way, and stops waiting for it now and then.
pub(super) async fn shortly(api: Api, customer: String) -> Intent {
    let client = client(&api);
    let name = format!("{customer} 0");
    let fate = Fate::draw(&mut api.state().chance, 60);
    let card = NewCard::new(customer.as_str(), "VISA").name_on_card(name.as_str());
    let known = match fate.befall(client.issue_card(card)).await {
        Some(outcome) => Known::from(outcome),
        None => match client.open_issues().pop() {
            Some(handle) => Known::Undecided(Box::new(handle)),
            None => Known::Unsent,
        },
    };
    Intent { name, exclusive: false, known }
}

async fn settle(api: &Api, client: &Client, known: Known) -> Known {
    let Known::Undecided(handle) = known else { return known };
    let (wait, patience) = {
        let chance = &mut api.state().chance;
        (chance.time(120), chance.time(60))
    };
    sleep(wait).await;
    Known::from(handle.settle_within(client, patience).await)
}

/// What a last look says, when everything has long been quiet. Whose cards are on the books is ruled out, as a caller
/// with books would.
pub(super) async fn look_back(client: &Client, mut handle: IssueHandle, booked: &[String]) -> IssueOutcome {
    for card in booked {
        handle = handle.rule_out(card);
    }
    handle.settle_within(client, Duration::from_secs(600)).await
}

impl From<IssueOutcome> for Known {
    fn from(outcome: IssueOutcome) -> Self {
        match outcome {
            IssueOutcome::Issued(card) => Self::Issued(card.id),
            IssueOutcome::NotIssued(_) => Self::NotIssued,
            IssueOutcome::Undecided(doubt) => Self::Undecided(Box::new(doubt.into_handle())),
        }
    }
}
