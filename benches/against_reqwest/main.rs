//! The client beside one that is written by hand with `reqwest` and `serde`, in the same run: `cargo bench`.
//!
//! Requests go over loopback to a server in a process of its own, so that the CPU time of this process is the clients'.
//! Both clients are measured in turns, and the middle of all turns counts.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a measurement may panic and print"
)]

mod by_hand;
mod server;

use std::cell::Cell;
use std::hint::black_box;
use std::time::{Duration, Instant};

use cartevo::{Client, Transaction};

/// Many short turns, so that what else the machine does befalls both.
const TURNS: usize = 61;
/// With the one for warming up.
const TURNS_IN_ALL: f64 = 62.0;
const REQUESTS: u32 = 1_000;
const AT_ONCE: u32 = 8;
const PAGES: u32 = 50;

fn main() {
    if std::env::args().any(|argument| argument == "serve") {
        return server::serve();
    }
    decoding();
    requests();
}

/// The middle of the turns of both, taken alternately.
fn middle<const N: usize>(
    mut ours: impl FnMut() -> [f64; N],
    mut theirs: impl FnMut() -> [f64; N],
) -> [[f64; N]; 2] {
    let mut turns = [Vec::new(), Vec::new()];
    ours();
    theirs();
    for _ in 0..TURNS {
        turns[0].push(ours());
        turns[1].push(theirs());
    }
    turns.map(|turns| {
        std::array::from_fn(|index| {
            let mut values: Vec<f64> = turns.iter().map(|turn| turn[index]).collect();
            values.sort_by(f64::total_cmp);
            values[values.len() / 2]
        })
    })
}

fn decoding() {
    let page = server::transactions(100);
    let time = |decode: &dyn Fn()| {
        let started = Instant::now();
        (0..PAGES).for_each(|_| decode());
        [started.elapsed().as_secs_f64() * 1e6 / f64::from(PAGES)]
    };
    let [[ours], [theirs]] = middle(
        || time(&|| drop(black_box(serde_json::from_str::<Vec<Transaction>>(&page).unwrap()))),
        || time(&|| drop(black_box(serde_json::from_str::<Vec<by_hand::Transaction>>(&page).unwrap()))),
    );
    println!("decoding 100 transactions, {} KiB", page.len() / 1024);
    println!("  cartevo {ours:8.1} µs   by hand {theirs:8.1} µs   {:.2} times", ours / theirs);
}

fn requests() {
    let server = server::Server::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let ours = Client::builder().base_url(&server.url).token("a-token").build().unwrap();
    let theirs = by_hand::Client::new(&server.url);
    let users = [Cell::new(Duration::ZERO), Cell::new(Duration::ZERO)];
    let [ours, theirs] = middle(
        || {
            let client = ours.clone();
            measure(&runtime, &users[0], move || {
                let client = client.clone();
                async move {
                    black_box(client.customer("customer-1").await.unwrap());
                }
            })
        },
        || {
            let client = theirs.clone();
            measure(&runtime, &users[1], move || {
                let client = client.clone();
                async move {
                    black_box(client.customer("customer-1").await.unwrap());
                }
            })
        },
    );
    println!("{TURNS} times {REQUESTS} requests over loopback, {AT_ONCE} at once");
    let line = |what: &str, ours: f64, theirs: f64| {
        println!("  {what} cartevo {ours:8.1}   by hand {theirs:8.1}   {:.2} times", ours / theirs);
    };
    line("requests/s          ", ours[0], theirs[0]);
    line("CPU µs/request      ", ours[1], theirs[1]);
    let [ours, theirs] =
        users.map(|user| user.get().as_secs_f64() * 1e6 / f64::from(REQUESTS) / TURNS_IN_ALL);
    line("user CPU µs/request ", ours, theirs);
}

/// Requests a second, and microseconds of CPU a request. What of it isn't the kernel's is added to `user`, because the
/// system counts it too coarsely for one turn.
fn measure<F: Future<Output = ()> + Send + 'static>(
    runtime: &tokio::runtime::Runtime,
    user: &Cell<Duration>,
    request: impl Fn() -> F + Clone + Send + 'static,
) -> [f64; 2] {
    let (started, cpu, before) = (Instant::now(), cpu_time(), user_time());
    runtime.block_on(async {
        let workers = (0..AT_ONCE).map(|_| {
            let request = request.clone();
            tokio::spawn(async move {
                for _ in 0..REQUESTS / AT_ONCE {
                    request().await;
                }
            })
        });
        for worker in workers.collect::<Vec<_>>() {
            worker.await.unwrap();
        }
    });
    let requests = f64::from(REQUESTS);
    let cpu = cpu_time().saturating_sub(cpu).as_secs_f64() * 1e6 / requests;
    let speed = requests / started.elapsed().as_secs_f64();
    user.set(user.get() + user_time().saturating_sub(before));
    [speed, cpu]
}

/// The CPU time of this process outside of the kernel, in the hundredths of a second that the system counts; nothing
/// where it doesn't say. (`getrusage` says the same, but can't be called without `unsafe`.)
fn user_time() -> Duration {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the process comes second and may hold spaces.
    let after_name = text.rsplit_once(") ").map_or("", |(_, rest)| rest);
    let ticks = after_name.split(' ').nth(11).and_then(|ticks| ticks.parse::<u64>().ok());
    Duration::from_millis(ticks.unwrap_or_default() * 10)
}

/// The CPU time of this process; nothing where the system doesn't say.
fn cpu_time() -> Duration {
    let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let nanoseconds = tasks.filter_map(|task| {
        let text = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(nanoseconds.sum())
}
