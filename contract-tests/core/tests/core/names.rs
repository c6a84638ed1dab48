//! Names that programmers write are told from values.
#![allow(
    clippy::unwrap_used,
    clippy::format_collect,
    reason = "a test may fail by panicking, and may allocate"
)]

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use contract_core::name_judge::is_programmers_name;
use contract_core::shown::{
    HIDDEN_NAME, Reread, shown_media_type, shown_name, shown_operation, shown_path, shown_place,
};
use contract_core::spec::Spec;
use contract_core::verdict::Part;
use proptest::prelude::*;

/// Words that many APIs use.
const WORDS: &[&str] = &[
    "account",
    "address",
    "amount",
    "balance",
    "billing",
    "card",
    "city",
    "code",
    "country",
    "created",
    "currency",
    "customer",
    "date",
    "description",
    "email",
    "event",
    "expiry",
    "first",
    "id",
    "is",
    "last",
    "limit",
    "masked",
    "merchant",
    "name",
    "number",
    "offset",
    "order",
    "page",
    "payment",
    "phone",
    "reference",
    "status",
    "total",
    "transaction",
    "type",
    "updated",
    "url",
    "user",
    "value",
];

/// Numbers that look like chance and are the same on every run (Xorshift, Marsaglia 2003).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }

    fn text(&mut self, alphabet: &str, length: usize) -> String {
        let alphabet = alphabet.as_bytes();
        (0..length).map(|_| char::from(alphabet[self.below(alphabet.len())])).collect()
    }
}

fn spec() -> Spec {
    let text = "
openapi: 3.0.3
info: {title: Boats, version: '1'}
paths:
  /boats/{boatId}/Ux7-q9Zk44:
    get:
      operationId: listBoats
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: {type: object, properties: {'Zq-77_x.99': {type: string}}}
";
    Spec::from_text(text.to_owned(), "boats.yaml").unwrap()
}

#[test]
fn names_of_every_style_are_names() {
    for name in [
        "customer_id",
        "firstName",
        "LastName",
        "masked-number",
        "X-Request-Id",
        "HTTPStatus",
        "userIDs",
        "_id",
        "__typename",
        "address_line_2",
        "line1",
        "oauth2",
        "sha256",
        "iso3166_alpha2",
        "ISO8601",
        "e164",
        "x509",
        "v1",
        "v2.0",
        "1.2",
        "p95",
        "cvv2",
        "user.first_name",
        "card.created",
        "status",
        "id",
        "URL",
        "IPv4",
        "base64",
        "md5",
        "is_3ds_enabled",
        "lat",
        "lng",
        "nickname",
        "zzname",
        "surprise",
        "loyalty_tier",
        "kyc_status",
        "webhooks",
        "accountholder",
        "CREATED_AT",
        "report.json",
        "expiry_month",
        "last4",
        "bin",
        "pan",
        "max_amount_per_day",
    ] {
        assert!(is_programmers_name(name), "{name}");
        assert_eq!(shown_name(name), name);
    }
}

#[test]
fn values_are_no_names() {
    for value in [
        "",
        "a b",
        "ключ",
        "\u{1b}[31m",
        "::error::x",
        "4000-0000-0000-0000",
        "a453",
        "cvv739",
        "cvv_739",
        "cvv_7_39",
        "cvv-73",
        "pin_4821",
        "amara.okafor",
        "Amara.Okafor",
        "amara_okafor",
        "amara-okafor",
        "AmaraOkafor",
        "amara.price",
        "ngozi.adeyemi.work",
        "amara.okafor.example.com",
        "123",
        "0",
        "2026-11-30",
        "20261130",
        "QwErTyUiOpAsDfGhJkLzXcVbNmQwErTyUiOp",
        "sk_live_AbCdEfGhIjKlMnOpQr123",
        "3c90c3cc-0d44-4b50-8888-8dd25736052a",
        "deadbeefcafe0123",
        "tok_9XhQ2LmZ",
        "four_five_three_nine",
        "a_b-c",
        "a..b",
        "xkqzvbnmwrtp",
        "XKQZVBNMWRTP",
        "reset_xkqzvbnmwr",
        "GQZDGNBVGY3TQ",
        "T0RVek9EYz",
        "a1b2c3d4",
        "NDUzOTU3",
        "zq9x8w7v",
        "01ARZ3NDEKTSV4RR",
        &"x".repeat(65),
        "efdjfhihgdgcbeig",
    ] {
        assert!(!is_programmers_name(value), "{value}");
        assert_eq!(shown_name(value), "<key>");
    }
}

#[test]
fn tokens_of_chance_are_no_names() {
    let small = "abcdefghijklmnopqrstuvwxyz";
    let (large, digits) = (small.to_ascii_uppercase(), "0123456789");
    let mut chance = Chance(42);
    for alphabet in [
        small.to_owned(),
        large.clone(),
        format!("{small}{digits}"),
        format!("{small}{large}"),
        format!("{small}{large}{digits}"),
        format!("{small}{large}{digits}-_"),
        format!("{large}234567"),
        "0123456789abcdef".to_owned(),
    ] {
        for length in [12, 16, 22, 32, 43] {
            let tokens = (0..2000).map(|_| chance.text(&alphabet, length));
            let passing = tokens.filter(|token| is_programmers_name(token)).count();
            assert!(passing < 20, "{passing} of 2000 with {length} of {alphabet}");
        }
    }
}

#[test]
fn encoded_card_numbers_are_no_names() {
    let mut chance = Chance(7);
    for _ in 0..2000 {
        let number = format!("4{}", chance.text("0123456789", 15));
        let hex: String = number.bytes().map(|byte| format!("{byte:02x}")).collect();
        for encoded in [
            STANDARD_NO_PAD.encode(&number),
            URL_SAFE_NO_PAD.encode(STANDARD_NO_PAD.encode(&number)),
            hex,
            number
                .as_bytes()
                .chunks(4)
                .map(|part| String::from_utf8_lossy(part))
                .collect::<Vec<_>>()
                .join("_"),
            number.bytes().map(|digit| format!("a{}", char::from(digit))).collect(),
        ] {
            assert!(!is_programmers_name(&encoded), "{encoded}");
        }
    }
}

#[test]
fn what_the_document_declares_is_shown() {
    let spec = spec();
    assert!(spec.declares_name("Zq-77_x.99") && spec.declares_name("listBoats") && !spec.declares_name("Zq"));
    assert_eq!(shown_path(Some(&spec), "/boats/17/Ux7-q9Zk44"), "/boats/*/Ux7-q9Zk44");
    assert_eq!(
        shown_operation(Some(&spec), "GET /boats/{boatId}/Ux7-q9Zk44"),
        "GET /boats/{boatId}/Ux7-q9Zk44"
    );
}

#[test]
fn places_are_shown_without_a_number_that_is_spread_over_names() {
    for (pointer, shown) in [
        ("/line1/line2/line3", "/line1/line2/line3"),
        ("/c1/c2/c3/c4/c5/c6/c7/c8/c9/c1/c2", "/c1/c2/c3/c4/c5/c6/c7/c8/c9/c1/c2"),
        ("/data/c1/c2/c3/c4/c5/c6/c7/c8/c9/c1/c2/c3", "/data/_/_/_/_/_/_/_/_/_/_/_/_"),
    ] {
        let shown = shown.replace("/_", &format!("/{HIDDEN_NAME}"));
        assert_eq!(shown_place(None, pointer), shown, "{pointer}");
    }
}

#[test]
fn paths_are_shown_without_ids_people_and_what_is_spread_over_segments() {
    for (path, shown) in [
        ("/v1/users/7f0c16d6-3f2b/12/a%20b/", "/v1/users/*/*/*/"),
        ("/api/v2/orders/latest", "/api/v2/orders/latest"),
        ("/a453/a957/a876/a362/a148/a6", "/*/*/*/*/*/a6"),
        ("/a4/b5/c3/d9/e5/f7", "/*/*/*/*/*/*"),
        ("/line45/line39/line57", "/*/*/*"),
        ("/v45/v39/v57", "/v45/*/*"),
        ("/users/amara.okafor", "/users/*"),
        ("/users/amara", "/users/*"),
        ("/users/amara/cards", "/users/*/cards"),
        // An unknown word behind an owner is somebody's name, or a secret.
        ("/user/okafor", "/user/*"),
        ("/v1/find_user/Okafor/cards", "/v1/find_user/*/cards"),
        ("/byName/okafor", "/byName/*"),
        ("/password/reset/zxqwvbnm", "/password/reset/*"),
        ("/user/settings", "/user/settings"),
        ("/messages:send", "/messages:send"),
        // Versions, and words that the server knows.
        ("/v1p2beta1/orders", "/v1p2beta1/orders"),
        ("/v2.0/orders/$count", "/v2.0/orders/$count"),
        ("/@me/orders", "/@me/orders"),
        ("/$okafor/@xqzw", "/*/*"),
        ("/v453/v1beta957", "/*/*"),
        // Of three unknown words, all may be pieces of a value, unless there are as many known ones.
        (
            "/accounting/ledger/report/pindebit/mattermost/mosaik",
            "/accounting/ledger/report/pindebit/mattermost/mosaik",
        ),
        ("/report/pindebit/mattermost/mosaik", "/report/*/*/*"),
        ("/NDUz/OTU3/ODc2/MzYy", "/*/*/*/*"),
        ("/qxwv/zkjh/pqlm", "/*/*/*"),
        ("/reset/QwErTyUiOpAsDfGhJkLzXcVb", "/reset/*"),
        ("/cvv739", "/*"),
        ("", "/"),
    ] {
        assert_eq!(shown_path(None, path), shown, "{path}");
    }
}

#[test]
fn media_types_are_shown_if_their_words_are_known() {
    for known in [
        "application/json",
        "application/problem+json",
        "application/vnd.api+json",
        "application/x-www-form-urlencoded",
        "text/html",
        "image/svg+xml",
        "application/octet-stream",
        "multipart/form-data",
        "application/x-ndjson",
        "text/event-stream",
        "application/merge-patch+json",
        "application/hal+json",
        "application/pdf",
    ] {
        assert_eq!(shown_media_type(known), known);
    }
    for other in [
        "text",
        "amara/okafor",
        "text/okafor",
        "application/vnd.okafor+json",
        "application/NDUzOTU3ODc2",
        "application/x-invented+json",
        "application/a453-957-876",
        "application/json+xml+zip+yaml",
        "",
    ] {
        assert_eq!(shown_media_type(other), "<value>", "{other}");
    }
}

proptest! {
    #[test]
    fn any_text_is_judged(text in any::<String>(), plain in "[A-Za-z0-9_.-]{0,80}") {
        for text in [text, plain] {
            let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte));
            prop_assert!(!is_programmers_name(&text) || is_plain && (1..=64).contains(&text.len()));
        }
    }

    #[test]
    fn words_in_one_style_are_a_name(at in prop::collection::vec(0..WORDS.len(), 1..6), style in 0..5_usize) {
        let words: Vec<&str> = at.into_iter().map(|at| WORDS[at]).collect();
        let capital = |word: &str| word[..1].to_ascii_uppercase() + &word[1..];
        let name = match style {
            0 => words.join("_"),
            1 => words.join("-"),
            2 => words.iter().map(|word| capital(word)).collect::<String>(),
            3 => words.join("_").to_ascii_uppercase(),
            _ => words[0].to_owned() + &words[1..].iter().map(|word| capital(word)).collect::<String>(),
        };
        prop_assert!(is_programmers_name(&name), "{}", name);
    }

    #[test]
    fn a_name_with_the_digits_of_a_card_number_is_none(
        parts in prop::collection::vec(("[a-z_.-]{0,5}", "[0-9]{1,4}"), 4..20),
    ) {
        let name: String = parts.iter().map(|(letters, digits)| format!("{letters}{digits}")).collect();
        let digits = name.bytes().filter(u8::is_ascii_digit).count();
        prop_assert!(digits < 13 || !is_programmers_name(&name), "{}", name);
    }

    /// What has been shown once is shown again as it is, or reports would change when they are merged.
    #[test]
    fn what_is_shown_stays(
        segments in prop::collection::vec("[A-Za-z0-9_.:~-]{0,12}|(users|v1|cards|a45|okafor|list2|status)", 0..20),
        method in "[A-Za-z]{0,8}",
    ) {
        let spec = spec();
        let judge = Reread::new(Some(&spec));
        let path = format!("/{}", segments.join("/"));
        let shown = shown_path(Some(&spec), &path);
        prop_assert_eq!(&shown_path(Some(&spec), &shown), &shown);
        let operation = judge.operation(&format!("{method} {path}")).into_owned();
        prop_assert_eq!(&*judge.operation(&operation), operation.as_str());
        let place = judge.place(&path);
        prop_assert!(judge.is_place(&place), "{}", place);
        for segment in &segments {
            let found = judge.found(Part::ResponseBody, segment);
            prop_assert_eq!(&judge.found(Part::ResponseBody, &found), &found);
        }
        let sentence = judge.sentence(&segments.join(" "));
        prop_assert_eq!(&judge.sentence(&sentence), &sentence);
    }
}
