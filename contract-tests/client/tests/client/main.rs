//! Every recording is served to the real client: successes become the model and nothing is lost on the way, refusals
//! become an `Error` with the server's status and message, and what the client sends is what the spec declares.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "tests may panic")]

mod bindings;
mod bundle;
mod compare;
mod mocks;
mod programme;
mod recorder;
mod recording;
mod replay;
mod sent;

use std::path::{Path, PathBuf};

use recording::Recording;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

async fn replay_all(recordings: &[Recording]) {
    let mut wrong = Vec::new();
    for recording in recordings {
        if let Err(why) = replay::replay(recording).await {
            wrong.push(format!("{}: {why}", recording.name));
        }
    }
    assert!(wrong.is_empty(), "{} of {} recordings:\n{}", wrong.len(), recordings.len(), wrong.join("\n"));
}

#[tokio::test]
async fn the_client_understands_every_recording() {
    let recordings = recording::read(&folder("../recordings"));
    assert!(!recordings.is_empty(), "contract-tests/recordings holds no recording to serve");
    replay_all(&recordings).await;
}

/// Forms of which no recording may exist, so that the replay itself is tested.
#[tokio::test]
async fn the_client_understands_invented_exchanges() {
    let recordings = recording::read(&folder("tests/client/invented"));
    assert_eq!(recordings.len(), 6, "one file each");
    replay_all(&recordings).await;
}

/// The comparison must notice what it is there for.
#[tokio::test]
async fn a_field_that_the_model_lacks_is_noticed() {
    let mut recordings = recording::read(&folder("tests/client/invented"));
    let recording = recordings.iter_mut().find(|recording| recording.operation == "getCustomer").unwrap();
    recording.body =
        br#"{"data": {"id": "c", "first_name": "A", "last_name": "B", "shoe_size": 43}}"#.to_vec();
    let why = replay::replay(recording).await.unwrap_err();
    assert_eq!(why, "the model ignores shoe_size");
}
