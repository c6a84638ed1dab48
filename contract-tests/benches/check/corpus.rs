//! Invented traffic in the style of `GET /cards/{id}/transactions`, the same in every run.
//!
//! No run of digits is longer than six except inside UUIDs, so nothing here can be taken for a card number.

use std::fmt::Write;

use serde_json::{Value, json};

/// How many transactions a page holds.
const ITEMS: usize = 20;

/// Traffic, as the bytes of a file and where in it each exchange stands.
pub(crate) struct Corpus {
    pub(crate) bytes: Vec<u8>,
    pub(crate) entries: Vec<std::ops::Range<usize>>,
}

impl Corpus {
    /// The corpus in a file that [`corpus`] made: each exchange has a line.
    pub(crate) fn of_lines(bytes: Vec<u8>) -> Self {
        let mut entries = Vec::new();
        let mut start = 0;
        // By the fastest search there is: what is counted is the work with the corpus.
        for end in memchr::memchr_iter(b'\n', &bytes) {
            let line = bytes.get(start..=end).unwrap_or_default();
            let is_exchange = line.starts_with(b"{\"request\"") || line.starts_with(b"{\"startedDateTime\"");
            let text = line.trim_ascii_end();
            let length = text.strip_suffix(b",").unwrap_or(text).len();
            entries.extend(is_exchange.then_some(start..start + length));
            start = end + 1;
        }
        Self { bytes, entries }
    }
}

/// How an exchange is written down.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A line of NDJSON with the body as JSON.
    Lines,
    /// An entry of a HAR as browsers write it, with the body as text.
    Har,
}

/// What the bodies are like.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Traffic {
    /// They conform to `api.yaml`.
    Clean,
    /// Every one of them, and every item in it, departs from `api.yaml` in several ways.
    Drifted,
}

/// How the JSON of the bodies is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Without white space, the names in the same order everywhere.
    Plain,
    /// Indented.
    Pretty,
    /// The names of each object in another order.
    Shuffled,
    /// Everything but ASCII as `\u` escapes.
    Escaped,
}

/// `count` exchanges.
pub(crate) fn corpus(count: usize, form: Form, style: Style, traffic: Traffic) -> Corpus {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let (head, foot, between) = match form {
        Form::Lines => ("", "\n", "\n"),
        Form::Har => (
            "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"bench\",\"version\":\"1\"},\"entries\":[\n",
            "\n]}}\n",
            ",\n",
        ),
    };
    let mut text = String::from(head);
    let mut entries = Vec::with_capacity(count);
    for number in 0..count {
        if number > 0 {
            text.push_str(between);
        }
        let start = text.len();
        let body = body(&mut random, traffic);
        let body = written(body, style, form, &mut random);
        let url =
            format!("https://api.bench.example/v1/cards/{}/transactions?page=1&limit={ITEMS}", random.uuid());
        match form {
            Form::Lines => write_line(&mut text, &url, &body),
            Form::Har => write_entry(&mut text, &url, &body, &mut random),
        }
        entries.push(start..text.len());
    }
    text.push_str(foot);
    Corpus { bytes: text.into_bytes(), entries }
}

/// A linear run of pseudo-random numbers (SplitMix64): the corpus must not change with a library's version.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        let at = usize::try_from(self.below(choices.len() as u64)).unwrap_or(0);
        choices[at]
    }

    fn uuid(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        format!(
            "{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0xfff,
            low >> 52,
            low & 0xffff_ffff_ffff
        )
    }

    fn time(&mut self) -> String {
        format!(
            "2026-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
            1 + self.below(12),
            1 + self.below(28),
            self.below(24),
            self.below(60),
            self.below(60),
            self.below(1000)
        )
    }

    fn money(&mut self) -> Value {
        json!(f64::from(u32::try_from(self.below(1_000_000)).unwrap_or(0)) / 100.0)
    }
}

fn body(random: &mut Random, traffic: Traffic) -> Value {
    let items: Vec<Value> = (0..ITEMS).map(|_| transaction(random, traffic)).collect();
    let (total, limit) = (random.below(400) + 20, ITEMS as u64);
    json!({"success": true, "message": "Transactions retrieved", "data": items,
        "meta": {"page": 1, "limit": limit, "total": total, "totalPages": total.div_ceil(limit)}})
}

fn written(body: Value, style: Style, form: Form, random: &mut Random) -> String {
    match style {
        Style::Plain => body.to_string(),
        // A line has no breaks in it.
        Style::Pretty if form == Form::Lines => format!("{body:#}").replace('\n', " "),
        Style::Pretty => format!("{body:#}"),
        Style::Shuffled => shuffled(body, random).to_string(),
        Style::Escaped => escaped(&body.to_string()),
    }
}

/// The value with the names of each object in a random order.
fn shuffled(value: Value, random: &mut Random) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(|item| shuffled(item, random)).collect(),
        Value::Object(members) => {
            let mut members: Vec<_> =
                members.into_iter().map(|(name, value)| (random.next(), name, value)).collect();
            members.sort_unstable_by_key(|(place, ..)| *place);
            members.into_iter().map(|(_, name, value)| (name, shuffled(value, random))).collect()
        }
        scalar => scalar,
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii() {
            escaped.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            // Writing to a string cannot fail.
            let _ = write!(escaped, "\\u{unit:04x}");
        }
    }
    escaped
}

fn transaction(random: &mut Random, traffic: Traffic) -> Value {
    let kind = random.pick(&["purchase", "purchase", "purchase", "refund", "funding", "withdrawal", "fee"]);
    let cents = random.below(1_000_000);
    let amount = if random.below(4) == 0 {
        json!(format!("{}.{:02}", cents / 100, cents % 100))
    } else {
        random.money()
    };
    let note = random.pick(&[
        "Online purchase",
        "Monthly subscription, renewed",
        "Café “Le Matin” — Douala",
        "Taxi\nride home",
        "Groceries \"Chez Ama\"",
        "Перевод средств",
        "Cash withdrawal at ATM, branch of Yaoundé Centre",
    ]);
    let mut item = json!({
        "id": random.uuid(), "cardId": random.uuid(), "type": kind,
        "status": random.pick(&["settled", "settled", "settled", "pending", "declined"]),
        "amount": amount, "currency": random.pick(&["USD", "EUR", "XAF"]),
        "balanceBefore": random.money(), "balanceAfter": random.money(), "description": note,
        "merchant": {"name": random.pick(&["Librairie du Centre", "Nile Air", "Bright Foods Ltd"]),
            "city": random.pick(&["Douala", "Lagos", "Nairobi"]), "country": random.pick(&["CM", "NG", "KE"]),
            "category": random.pick(&["5411", "4111", "5942"])},
        "maskedNumber": format!("**** {:04}", random.below(10_000)),
        "isRefund": kind == "refund", "declineReason": null,
        "createdAt": random.time(), "settledAt": if random.below(3) == 0 { Value::Null } else { json!(random.time()) }
    });
    if random.below(4) == 0 {
        item["metadata"] = json!({"channel": "ecommerce", "terminal": format!("T-{}", random.below(1000))});
    }
    if traffic == Traffic::Drifted {
        drift(&mut item);
    }
    item
}

/// A renamed property, another type, a new value, another format, an undeclared property and a missing one.
fn drift(item: &mut Value) {
    let Some(members) = item.as_object_mut() else { return };
    if let Some(masked) = members.remove("maskedNumber") {
        members.insert("maskedPan".into(), masked);
    }
    members.insert("type".into(), json!("chargeback"));
    members.insert("isRefund".into(), json!("no"));
    members.insert("createdAt".into(), json!("03/04/2026 05:06"));
    members.insert("riskScore".into(), json!(17));
    members.remove("currency");
}

fn write_line(text: &mut String, url: &str, body: &str) {
    // Writing to a string cannot fail.
    let _ = write!(
        text,
        "{{\"request\":{{\"method\":\"GET\",\"url\":\"{url}\",\"headers\":{{\"accept\":\"application/json\"}},\"body\":null}},\
         \"response\":{{\"status\":200,\"headers\":{{\"content-type\":\"application/json; charset=utf-8\"}},\"body\":{body}}}}}"
    );
}

fn write_entry(text: &mut String, url: &str, body: &str, random: &mut Random) {
    let header = |name: &str, value: &str| json!({"name": name, "value": value});
    let entry = json!({
        "startedDateTime": random.time(), "time": 123.4,
        "request": {"method": "GET", "url": url, "httpVersion": "HTTP/2", "cookies": [],
            "headers": [header("accept", "application/json"), header("accept-encoding", "gzip, br"),
                header("user-agent", "bench/1.0"), header("authorization", "Bearer [removed]")],
            "queryString": [header("page", "1"), header("limit", "20")], "headersSize": -1, "bodySize": 0},
        "response": {"status": 200, "statusText": "", "httpVersion": "HTTP/2", "cookies": [],
            "headers": [header("content-type", "application/json; charset=utf-8"), header("cache-control", "no-store"),
                header("x-request-id", &random.uuid()), header("vary", "accept-encoding")],
            "content": {"size": body.len(), "mimeType": "application/json; charset=utf-8", "text": body},
            "redirectURL": "", "headersSize": -1, "bodySize": body.len()},
        "cache": {}, "timings": {"send": 0.1, "wait": 120.2, "receive": 3.1}
    });
    let _ = write!(text, "{entry}");
}
