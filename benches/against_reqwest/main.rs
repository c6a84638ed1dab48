//! Compares the client to one written by hand with `reqwest` and `serde`: `cargo bench -p cartevo`.
//!
//! The server runs in a separate process, so that the CPU time of this process is that of the clients. The clients
//! alternate in turns; the results are medians of all turns.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a benchmark may panic and print")]

mod by_hand;
mod server;

use std::cell::Cell;
use std::hint::black_box;
use std::time::{Duration, Instant};

use cartevo::{Client, Transaction};

/// Many short turns, so that other load on the machine affects both clients equally.
const TURNS: usize = 61;
/// All turns, including the one for warming up.
const TURNS_WITH_WARMUP: f64 = 62.0;
const REQUESTS: u32 = 1_000;
const CONCURRENCY: u32 = 8;
const PAGES: u32 = 50;

fn main() {
    if std::env::args().any(|argument| argument == "serve") {
        return server::serve();
    }
    decoding();
    requests();
}

/// A measurement of both clients.
struct Pair<T> {
    cartevo: T,
    by_hand: T,
}

/// Runs both clients in alternating turns, and returns the median of each measurement.
fn medians<T: Measurement>(mut cartevo: impl FnMut() -> T, mut by_hand: impl FnMut() -> T) -> Pair<T> {
    cartevo();
    by_hand();
    let mut turns = Pair { cartevo: Vec::new(), by_hand: Vec::new() };
    for _ in 0..TURNS {
        turns.cartevo.push(cartevo());
        turns.by_hand.push(by_hand());
    }
    Pair { cartevo: T::median(&turns.cartevo), by_hand: T::median(&turns.by_hand) }
}

trait Measurement: Sized {
    /// The median of every value.
    fn median(turns: &[Self]) -> Self;
}

/// Microseconds.
impl Measurement for f64 {
    fn median(turns: &[f64]) -> f64 {
        let mut values = turns.to_vec();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    }
}

/// The speed of one turn of requests.
struct Speed {
    requests_per_second: f64,
    cpu_micros_per_request: f64,
}

impl Measurement for Speed {
    fn median(turns: &[Self]) -> Self {
        let median = |value: fn(&Self) -> f64| f64::median(&turns.iter().map(value).collect::<Vec<_>>());
        Self {
            requests_per_second: median(|speed| speed.requests_per_second),
            cpu_micros_per_request: median(|speed| speed.cpu_micros_per_request),
        }
    }
}

fn decoding() {
    let page = server::transactions(100);
    let time = |decode: &dyn Fn()| {
        let started = Instant::now();
        (0..PAGES).for_each(|_| decode());
        started.elapsed().as_secs_f64() * 1e6 / f64::from(PAGES)
    };
    let Pair { cartevo, by_hand } = medians(
        || time(&|| drop(black_box(serde_json::from_str::<Vec<Transaction>>(&page).unwrap()))),
        || time(&|| drop(black_box(serde_json::from_str::<Vec<by_hand::Transaction>>(&page).unwrap()))),
    );
    println!("decoding 100 transactions, {} KiB", page.len() / 1024);
    println!("  cartevo {cartevo:8.1} µs   by hand {by_hand:8.1} µs   {:.2} times", cartevo / by_hand);
}

fn requests() {
    let server = server::Server::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let cartevo = Client::builder().base_url(&server.url).token("a-token").build().unwrap();
    let by_hand = by_hand::Client::new(&server.url);
    let user = Pair { cartevo: Cell::new(Duration::ZERO), by_hand: Cell::new(Duration::ZERO) };
    let speed = medians(
        || {
            let client = cartevo.clone();
            measure(&runtime, &user.cartevo, move || {
                let client = client.clone();
                async move {
                    black_box(client.customer("customer-1").await.unwrap());
                }
            })
        },
        || {
            let client = by_hand.clone();
            measure(&runtime, &user.by_hand, move || {
                let client = client.clone();
                async move {
                    black_box(client.customer("customer-1").await.unwrap());
                }
            })
        },
    );
    println!("{TURNS} turns of {REQUESTS} requests over loopback, {CONCURRENCY} concurrent");
    let print = |unit: &str, cartevo: f64, by_hand: f64| {
        println!("  {unit} cartevo {cartevo:8.1}   by hand {by_hand:8.1}   {:.2} times", cartevo / by_hand);
    };
    let Pair { cartevo, by_hand } = speed;
    print("requests/s          ", cartevo.requests_per_second, by_hand.requests_per_second);
    print("CPU µs/request      ", cartevo.cpu_micros_per_request, by_hand.cpu_micros_per_request);
    let per_request = |user: Duration| user.as_secs_f64() * 1e6 / f64::from(REQUESTS) / TURNS_WITH_WARMUP;
    print("user CPU µs/request ", per_request(user.cartevo.get()), per_request(user.by_hand.get()));
}

/// Measures one turn of requests. Adds its CPU time outside of the kernel to `user`, because the resolution of that is too
/// low for a single turn.
fn measure<F: Future<Output = ()> + Send + 'static>(
    runtime: &tokio::runtime::Runtime,
    user: &Cell<Duration>,
    request: impl Fn() -> F + Clone + Send + 'static,
) -> Speed {
    let (started, cpu, before) = (Instant::now(), cpu_time(), user_time());
    runtime.block_on(async {
        let workers = (0..CONCURRENCY).map(|_| {
            let request = request.clone();
            tokio::spawn(async move {
                for _ in 0..REQUESTS / CONCURRENCY {
                    request().await;
                }
            })
        });
        for worker in workers.collect::<Vec<_>>() {
            worker.await.unwrap();
        }
    });
    let requests = f64::from(REQUESTS);
    let cpu_micros_per_request = cpu_time().saturating_sub(cpu).as_secs_f64() * 1e6 / requests;
    let requests_per_second = requests / started.elapsed().as_secs_f64();
    user.set(user.get() + user_time().saturating_sub(before));
    Speed { requests_per_second, cpu_micros_per_request }
}

/// The CPU time of this process outside of the kernel, with a resolution of 10 ms; zero where the system doesn't provide it.
/// (`getrusage` would need `unsafe`.)
fn user_time() -> Duration {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The second field is the name of the process, which may contain spaces.
    let after_name = text.rsplit_once(") ").map_or("", |(_, rest)| rest);
    let ticks = after_name.split(' ').nth(11).and_then(|ticks| ticks.parse::<u64>().ok());
    Duration::from_millis(ticks.unwrap_or_default() * 10)
}

/// The CPU time of this process; zero where the system doesn't provide it.
fn cpu_time() -> Duration {
    let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let nanoseconds = tasks.filter_map(|task| {
        let text = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(nanoseconds.sum())
}
