//! Values that are watched: none of them gets to the disk, in any encoding.

use std::fs;
use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use card_data::{Detector, SensitiveValues, check_digit, search_paths};
use contract_record::ImportOptions;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::world::{World, exchange};

pub(crate) struct Canary {
    pub(crate) pan: String,
    pub(crate) code: String,
    pub(crate) token: String,
    pub(crate) mail: String,
    pub(crate) name: String,
}

impl Canary {
    pub(crate) fn new() -> Self {
        let digits = [5, 3, 5, 3, 0, 1, 9, 8, 3, 3, 1, 7, 2, 6, 5];
        let pan: String =
            digits.iter().chain(&[check_digit(&digits)]).map(|digit| char::from(b'0' + digit)).collect();
        let payload = format!("{{\"value\":\"{pan}\",\"iat\":1795144240}}");
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        let token =
            format!("tkXyz_{}.{}.{}", part("{\"alg\":\"HS256\"}"), part(&payload), part("signature of it"));
        Self {
            pan,
            code: ["8", "1", "7"].concat(),
            token,
            mail: "amina.tchoupo@mail.cm".to_owned(),
            name: "Amina Tchoupo".to_owned(),
        }
    }

    pub(crate) fn hex(text: &str) -> String {
        text.bytes()
            .map(|byte| {
                char::from_digit(u32::from(byte >> 4), 16).unwrap().to_string()
                    + &char::from_digit(u32::from(byte & 15), 16).unwrap().to_string()
            })
            .collect()
    }

    /// Bodies that hold the values in every place and encoding.
    pub(crate) fn bodies(&self) -> Vec<String> {
        let Self { pan, code, token, mail, name } = self;
        let spaced = format!("{} {} {} {}", &pan[..4], &pan[4..8], &pan[8..12], &pan[12..]);
        let wide: String =
            pan.chars().map(|c| char::from_u32(u32::from(c) - 0x30 + 0xff10).unwrap()).collect();
        let escaped: String =
            pan.chars().flat_map(|digit| ["\\\\u003".to_owned(), digit.to_string()]).collect();
        vec![
            format!(
                "{{\"pan\":\"{pan}\",\"cvv\":\"{code}\",\"token\":\"{token}\",\"email\":\"{mail}\",\"name\":\"{name}\"}}"
            ),
            format!(
                "{{\"pan\":{pan},\"cvv\":{code},\"note\":\"{name} <{mail}> pays with {spaced}, code {code}\"}}"
            ),
            format!("{{\"status\":\"{pan}\",\"balance\":{pan},\"is_active\":\"{token}\"}}"),
            format!(
                "{{\"{pan}\":1,\"{mail}\":2,\"{name}\":3,\"security_code\":\"{code}\",\"raw\":{{\"cvv2\":{code}}}}}"
            ),
            format!(
                "{{\"note\":\"{}\",\"raw\":{{\"a\":\"{}\",\"b\":\"{}\",\"{}\":\"c\"}}}}",
                STANDARD.encode(pan),
                STANDARD.encode(name),
                Self::hex(pan),
                STANDARD.encode(mail)
            ),
            format!("{{\"note\":\"{wide}\",\"raw\":\"{escaped}\",\"balance\":\"{pan}\"}}"),
            format!("{{\"message\":\"Person {pan} not found\",\"note\":\"{}\\n{}\"}}", &pan[..8], &pan[8..]),
            format!("[\"{pan}\",\"{token}\",[{pan}],\"Bearer {token}\"]"),
            self.nastier(),
        ]
    }
}

impl Canary {
    /// As mail, pages and tokens in tokens hide it.
    fn nastier(&self) -> String {
        let Self { pan, code, token, mail, name } = self;
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        let nested =
            format!("{}.{}.c2ln", part("{\"alg\":\"HS256\"}"), part(&format!("{{\"sub\":\"{token}\"}}")));
        let quoted = pan.bytes().map(|byte| format!("={byte:02X}")).collect::<Vec<_>>().concat();
        let html = format!("{pan} {name}")
            .chars()
            .map(|c| format!("&#{};", u32::from(c)))
            .collect::<Vec<_>>()
            .concat();
        let percent = pan.bytes().map(|byte| format!("%25{byte:02x}")).collect::<Vec<_>>().concat();
        let dotted = [&pan[..4], &pan[4..8], &pan[8..12], &pan[12..]].join(".");
        let lines = [&pan[..4], &pan[4..8], &pan[8..12], &pan[12..]].join("\\r\\n");
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(format!("{pan} {mail} cvv={code}").as_bytes()).unwrap();
        let packed = STANDARD.encode(gzip.finish().unwrap());
        format!(
            "{{\"note\":\"{quoted}\",\"token\":\"{nested}\",\"raw\":{{\"html\":\"{html}\",\"{percent}\":\"{dotted}\",\
             \"lines\":\"{lines}\",\"packed\":\"{packed}\",\"{dotted}\":{{\"cvc\":\"{code}\"}}}},\"status\":\"{dotted}\"}}"
        )
    }
}

#[test]
fn nothing_of_it_is_left() {
    let canary = Canary::new();
    let world = World::new();
    let mut lines = Vec::new();
    for body in canary.bodies() {
        for status in [200, 404, 500] {
            let query =
                format!("?mail={}&card={}&t={}", canary.mail.replace('@', "%40"), canary.pan, canary.token);
            let url = format!("/people/{}{query}", canary.pan);
            lines.push(exchange(&url, status, &body).replace(
                "\"headers\":{}",
                &format!(
                    "\"headers\":{{\"authorization\":\"Bearer {}\",\"x-trace\":\"{}\"}}",
                    canary.token, canary.pan
                ),
            ));
            let text = format!("\"body_text\":{}", serde_json::to_string(&body[..body.len() - 1]).unwrap());
            lines.push(exchange(&url, status, "0").replace("\"body\":0", &text));
        }
    }
    let options = ImportOptions { keep_all: true, ..ImportOptions::default() };
    let imported = world.import(&lines, &options);
    assert_eq!(imported.refused, []);
    assert_eq!(imported.written.len(), lines.len());
    let debug = format!("{imported:?}");

    let detector = Detector::default();
    let reports = search_paths(&detector, &[world.store.pending_root()]);
    assert_eq!(reports.len(), lines.len());
    for report in reports {
        let found = report.outcome.unwrap();
        assert!(found.is_clean(), "{found:?} in {}", fs::read_to_string(&report.path).unwrap());
    }
    let watched = [&canary.pan, &canary.token, &canary.mail, &canary.name];
    let seen = SensitiveValues::new(watched.into_iter().map(String::as_str)).unwrap();
    for text in imported.written.iter().map(|r| fs::read_to_string(&r.path).unwrap()).chain([debug]) {
        assert!(detector.search_with(text.as_bytes(), &seen).is_clean(), "{text}");
        for value in watched {
            assert!(
                !text.contains(value.as_str())
                    && !text.contains(&Canary::hex(value))
                    && !text.contains(&STANDARD.encode(value))
            );
        }
        assert!(!text.contains("Tchoupo") && !text.contains("tchoupo"));
        assert!(
            !text.contains(&format!("\"{}\"", canary.code))
                && ![",", "\n"].iter().any(|end| text.contains(&format!(": {}{end}", canary.code))),
            "{text}"
        );
    }
}

#[test]
fn the_gate_stops_what_the_spec_lets_through() {
    let world = World::new();
    let secret = "Amina Tchoupo of Yaounde";
    // The same text is personal in one place, and told by the user in another.
    let options = ImportOptions {
        provenance: contract_record::Provenance {
            kind: Some(contract_core::exchange::EvidenceKind::Live),
            as_of: None,
            from: Some(format!("recorded by {secret}")),
        },
        keep_all: true,
    };
    let lines = [exchange(
        "/people/91b3c6d6-111b-44da-9f81-16f019bebe8c",
        200,
        &format!("{{\"name\":\"{secret}\"}}"),
    )];
    let imported = world.import(&lines, &options);
    assert!(imported.written.is_empty() && !world.store.pending_root().exists());
    assert_eq!(imported.refused.len(), 1);
    assert_eq!(imported.refused[0].hits[0].0, "/source/from");
    assert!(!format!("{:?}", imported.refused).contains("Amina"));
}
