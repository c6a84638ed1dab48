//! A guard on speed that no clock is needed for: how often memory is asked for.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::io::Cursor;

use contract_core::exchange::{Entry, Reader};
use contract_core::findings::Summary;
use contract_core::spec::Spec;
use contract_core::verdict::Checker;

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

/// Most allocations an exchange may take once buffers have grown: for the segments of its path, the parameters in it, and
/// the pairs of its query. None comes from parsing, from the schema, from values or from what is inferred of them.
const MOST_PER_EXCHANGE: u64 = 6;

/// The same for one whose twenty items all have a wrong type, a new value and an undeclared name, which is compared with
/// the declared ones: drift asks for no more.
const MOST_PER_DRIFTED: u64 = 6;

fn spec() -> Spec {
    Spec::from_text(include_str!("../../benches/check/api.yaml").into(), "api.yaml").unwrap()
}

/// A page of transactions; `drifted` ones have a wrong type, a new value and an undeclared name in every item.
fn line(number: usize, drifted: bool) -> String {
    let (kind, refund, extra) =
        if drifted { ("chargeback", "\"no\"", ",\"riskScore\":1") } else { ("fee", "false", "") };
    let item = format!(
        r#"{{"id":"3f1c7a52-0b1d-4c7e-a1b2-00000000{number:04x}","cardId":"3f1c7a52-0b1d-4c7e-a1b2-9f8e7d6c5b4a","type":"{kind}",
        "status":"settled","amount":"12.50","currency":"USD","balanceAfter":1.5,"description":"Caf\u00e9 \"x\"",
        "merchant":{{"name":"Nile Air","country":"KE"}},"maskedNumber":"**** 1234","isRefund":{refund},
        "declineReason":null,"metadata":{{"channel":"web"}},"createdAt":"2026-01-02T03:04:05.678Z"{extra}}}"#
    );
    let items = vec![item.replace('\n', ""); 20].join(",");
    format!(
        r#"{{"request":{{"method":"GET","url":"https://h/v1/cards/3f1c7a52-0b1d-4c7e-a1b2-9f8e7d6c5b4a/transactions?page=1&limit=20","headers":{{"accept":"*/*"}}}},"response":{{"status":200,"headers":{{"content-type":"application/json; charset=utf-8"}},"body":{{"success":true,"data":[{items}],"meta":{{"page":1,"limit":20,"total":20,"totalPages":1}}}}}}}}"#
    )
}

/// Allocations per exchange, without those of the first: of the sampled ones, and of the first that is accepted without a
/// walk.
fn per_exchange(drifted: bool) -> (u64, u64) {
    const WARM: usize = 200;
    const MEASURED: usize = 400;
    let spec = spec();
    let text: String = (0..WARM + MEASURED).map(|number| line(number, drifted) + "\n").collect();
    let mut reader = Reader::from_stream(Box::new(Cursor::new(text)), "-").unwrap();
    let (mut checker, mut summary) = (Checker::new(&spec), Summary::new(5));
    let mut before = 0;
    for number in 0..WARM + MEASURED {
        if number == WARM {
            before = dhat::HeapStats::get().total_blocks;
        }
        let Some(Entry::Exchange(exchange)) = reader.next_entry() else { panic!("unread") };
        summary.begin(0, exchange.locator);
        let operation = checker.check(&exchange, &mut |observation| summary.observe(observation));
        summary.end(operation.unwrap(), 200);
    }
    let after = dhat::HeapStats::get().total_blocks;
    ((after - before) / MEASURED as u64, summary.groups().count() as u64)
}

#[test]
fn an_exchange_asks_for_little_memory() {
    let _profiler = dhat::Profiler::builder().testing().build();
    let (clean, findings) = per_exchange(false);
    assert_eq!(findings, 0);
    assert!(clean <= MOST_PER_EXCHANGE, "{clean} allocations for a clean exchange");
    let (drifted, findings) = per_exchange(true);
    assert_eq!(findings, 3);
    assert!(drifted <= MOST_PER_DRIFTED, "{drifted} allocations for a drifted exchange");
}
