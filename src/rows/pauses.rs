//! The time that the caller takes for the items of a list doesn't count towards the time of the call.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use reqwest::header::HeaderMap;
use reqwest::{Request, StatusCode};

use crate::base_url::BaseUrl;
use crate::connection::{Connection, Exchange, ExchangeError, Intake, Limits, Reply};
use crate::{Client, CustomersQuery, Environment, Sleep};

/// A clock that stands still until something takes time.
#[derive(Clone)]
struct Clock(Arc<Mutex<Instant>>);

impl Environment for Clock {
    fn now(&self) -> Instant {
        *self.0.lock().unwrap()
    }

    fn timestamp(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }

    fn sleep(&self, duration: Duration) -> Sleep<'_> {
        *self.0.lock().unwrap() += duration;
        Box::pin(std::future::ready(()))
    }

    fn random(&self) -> f64 {
        0.0
    }
}

/// A network whose first response breaks off, after an hour in which the caller took no item.
struct Breaking {
    clock: Clock,
    requests: Arc<AtomicU32>,
    paused: bool,
}

const HOUR: Duration = Duration::from_secs(3600);

impl Connection for Breaking {
    fn exchange<'a>(&'a self, _: Request, _: Limits, intake: &'a mut dyn Intake) -> Exchange<'a> {
        if self.requests.fetch_add(1, Ordering::Relaxed) == 0 {
            *self.clock.0.lock().unwrap() += HOUR;
            if self.paused {
                intake.add_pause(HOUR);
            }
            return Box::pin(std::future::ready(Err(ExchangeError::Interrupted)));
        }
        let body = br#"{"success": true, "data": [{"id": "a", "first_name": "A", "last_name": "B"}], "meta": {"limit": 100, "total": 1, "totalPages": 1}}"#.to_vec().into();
        let reply = Reply { status: StatusCode::OK, headers: HeaderMap::new(), body }.through(intake);
        Box::pin(std::future::ready(Ok(reply)))
    }
}

async fn requests(paused: bool) -> (bool, u32) {
    let clock = Clock(Arc::new(Mutex::new(Instant::now())));
    let requests = Arc::new(AtomicU32::new(0));
    let network = Breaking { clock: clock.clone(), requests: Arc::clone(&requests), paused };
    let url = BaseUrl::parse("https://api.example.com").unwrap();
    let builder = Client::builder().token("a-token").environment(clock);
    let client = builder.build_on(&url, reqwest::Client::new(), Arc::new(network)).unwrap();
    let all = client.customers(&CustomersQuery::new()).stream().try_collect().await;
    (all.is_ok(), requests.load(Ordering::Relaxed))
}

#[tokio::test]
async fn a_list_is_requested_again_however_long_the_caller_took() {
    assert_eq!(requests(true).await, (true, 2));
}

#[tokio::test]
async fn a_list_is_not_requested_again_after_the_time_of_the_call() {
    assert_eq!(requests(false).await, (false, 1));
}
