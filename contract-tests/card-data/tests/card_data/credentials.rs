//! Tokens and keys, however their place is named and the value is joined to it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use card_data::{Class, Detector, invented_jwt};

use crate::encode::{base64url, jwt};

/// `@` stands for a key in the texts below, so that none of them holds one.
fn filled(text: &str) -> String {
    text.replace('@', &["LocalOnly", "Key", "0000001"].concat())
}

fn classes(text: &str) -> Vec<Class> {
    Detector::default().search(text.as_bytes()).findings.iter().map(|finding| finding.class).collect()
}

fn assert_found(class: Class, texts: &[&str]) {
    let missed: Vec<&&str> = texts.iter().filter(|text| !classes(&filled(text)).contains(&class)).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

fn assert_clean(texts: &[&str]) {
    let alarming: Vec<&&str> = texts.iter().filter(|text| !classes(&filled(text)).is_empty()).collect();
    assert!(alarming.is_empty(), "{alarming:#?}");
}

#[test]
fn client_keys_by_name() {
    assert_found(
        Class::ClientKey,
        &[
            "client-secret: @",
            "X-Client-Key: @",
            "client secret: @",
            "Client key is: \"x\", client key = @",
            "run --client-secret @ --verbose",
            "run --client-key=@",
        ],
    );
    assert_clean(&["the client secret @ is one", "client secret handling: see RFC6749section2"]);
}

#[test]
fn client_keys_by_form() {
    assert_found(
        Class::ClientKey,
        &[
            "Login { client_key: Some(\"@\") }",
            "ClientKey(\"@\")",
            "client_secret=SecretStr('@')",
            "{\"name\":\"client_key\",\"value\":\"@\"}",
            "form-data; name=\"client_secret\"\r\n\r\n@\r\n--x",
            "{\"client_key\":[\"@\"]}",
            "login[client_key]=@",
            "<clientKey xsi:type=\"xsd:string\">@</clientKey>",
            "('client_key', '@')",
        ],
    );
}

#[test]
fn client_keys_with_signs_in_and_behind_them() {
    assert_found(
        Class::ClientKey,
        &[
            "\"client_secret\": \"pass$@\"",
            "\"client_secret\": \"pass!@#(x)\"",
            "client_secret=pa$s!@",
            "client_secret=@:rest",
            "client_secret=a1b2c3@(old)",
            "client_secret=@!",
        ],
    );
    assert_clean(&[
        "client_key: std::env::var(\"KEY_12345678\")",
        "client_key: env::var(\"KEY_12345678\")",
        "client_key: credentials.key_1()",
        "client_key: load_client_key_v2(path)",
        "client_key=${CLIENT_KEY_12345}",
        "\"client_key\": \"${CLIENT_KEY_12345}\"",
        "\"client_key\": \"{{client_key_12345}}\"",
        "\"client_secret\": \"<your-secret-12345>\"",
        "client_key = \"https://host-01.test/keys\"",
        "client_key: keys::current_key_1",
        "client_key: format!(\"{a}{b}\")",
        "client_secret_expires_at: 1577858400000",
        "{\"name\":\"client_key\",\"value\":\"invented0000000000001\"}",
    ]);
}

#[test]
fn bearer_tokens_by_form() {
    assert_found(
        Class::Token,
        &[
            "Bearer 12|@",
            "Bearer 123456:@",
            "Bearer \"@\"",
            "Bearer: @",
            "{\"bearerToken\":\"@\"}",
            "bearer_token = '@'",
            "curl -H 'Authorization: Bearer @'",
        ],
    );
    assert_clean(&[
        "Bearer ${ACCESS_TOKEN_12345}",
        "Bearer {access_token_12345}",
        "Bearer token of RFC 6750",
        "bearerToken: config.token_1()",
        "{\"bearerFormat\":\"JWT\"}",
        &format!("Bearer {}", invented_jwt("", "c2lnbmF0dXJl")),
    ]);
}

#[test]
fn tokens_that_rfcs_print() {
    let printed = ["mF_9", ".B5f-4", ".1JqM"].concat();
    assert_clean(&[&format!("Authorization: Bearer {printed}"), &format!("Bearer {printed}\n")]);
    assert_found(Class::Token, &[&format!("Bearer {printed}1"), &format!("Bearer 1{printed}")]);
}

#[test]
fn tokens_that_start_like_a_jwt() {
    let header = base64url(br#"{"alg":"dir","enc":"A256GCM"}"#);
    let noise = base64url(&[0xA5; 24]);
    assert_found(
        Class::Token,
        &[
            &format!("Bearer {header}..{noise}.{noise}.{noise}"),
            &format!("Bearer {header}.{noise}.{noise}.{noise}.{noise}"),
            &format!("Bearer {}", base64url(br#"{"iv":"AAAA","value":"BBBB","mac":"00"}"#)),
        ],
    );
    assert_clean(&[
        &format!("Bearer {header}..."),
        &format!("Bearer {}...", &header[..20]),
        &format!("Bearer {}", &header[..20]),
    ]);
}

#[test]
fn jwts_written_with_blanks() {
    for header in [
        "{ \"alg\": \"HS256\" }",
        "{\n  \"alg\": \"HS256\"\n}",
        "{\r\n\"alg\":\"HS256\"}",
        "{\"alg\":\"HS256\"}",
    ] {
        for payload in ["{ \"sub\": \"x\" }", "{\n\t\"sub\": \"x\"\n}", "{\"sub\":\"x\"}"] {
            let token = [header, payload, "signature"].map(|part| base64url(part.as_bytes())).join(".");
            assert_eq!(classes(&format!("token {token}")), [Class::Token], "{header} {payload}");
        }
    }
    assert_eq!(classes(&format!("Bearer {}", jwt(b"{\"sub\":\"x\"}"))), [Class::Token]);
}

/// A value in DER, with the bytes that follow it inside.
fn der(kind: u8, inner: &[&[u8]]) -> Vec<u8> {
    let inner = inner.concat();
    let length = u16::try_from(inner.len()).unwrap();
    let [high, low] = length.to_be_bytes();
    let head = match length {
        0..=0x7f => vec![kind, low],
        0x80..=0xff => vec![kind, 0x81, low],
        _ => vec![kind, 0x82, high, low],
    };
    [head, inner].concat()
}

#[test]
fn private_keys_in_der() {
    let rsa = der(0x30, &[&[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1], &[5, 0]]);
    let curve = der(
        0x30,
        &[&[6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1], &[6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7]],
    );
    let edwards = der(0x30, &[&[6, 3, 0x2b, 0x65, 0x70]]);
    let octets = |length: usize| der(4, &[&vec![0xA5; length]]);
    let (zero, one) = ([2, 1, 0], [2, 1, 1]);
    for key in [
        der(0x30, &[&zero, &rsa, &octets(1190)]),
        der(0x30, &[&zero, &curve, &octets(109)]),
        der(0x30, &[&zero, &edwards, &octets(34)]),
        der(0x30, &[&zero, &der(2, &[&[0xA5; 257]]), &[2, 3, 1, 0, 1]]),
        der(0x30, &[&zero, &der(2, &[&[0xA5; 129]]), &[2, 3, 1, 0, 1]]),
        der(0x30, &[&one, &octets(32), &der(0xA0, &[&curve[11..]]), &der(0xA1, &[&[0xA5; 68]])]),
        der(0x30, &[&one, &octets(32), &der(0xA0, &[&curve[11..]])]),
        der(0x30, &[&one, &octets(48), &[0xA0, 7, 6, 5], &[0xA5; 100]]),
        der(0x30, &[&one, &octets(66), &[0xA0, 7, 6, 5], &[0xA5; 140]]),
    ] {
        let text = format!("PRIVATE_KEY={}\n", STANDARD.encode(key));
        assert_eq!(classes(&text), [Class::PrivateKey], "{}", text.len());
    }
    let serial = der(2, &[&[0xA5; 16]]);
    let certificate = der(0x30, &[&der(0x30, &[&[0xA0, 3, 2, 1, 2], &serial, &[0xA5; 600]])]);
    let public = der(0x30, &[&rsa, &der(3, &[&[0xA5; 270]])]);
    let public_numbers = der(0x30, &[&der(2, &[&[0xA5; 257]]), &[2, 3, 1, 0, 1]]);
    for other in [certificate, public, public_numbers] {
        assert_clean(&[&format!("KEY={}\n", STANDARD.encode(other))]);
    }
}

#[test]
fn private_keys_in_json() {
    let material = base64url(&[0xA5; 32]);
    for text in [
        format!("{{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"d\":\"{material}\",\"x\":\"{material}\"}}"),
        format!("{{\"crv\":\"P-256\",\"d\": \"{material}\",\"kty\":\"EC\"}}"),
        format!("{{\n  \"kty\": \"RSA\",\n  \"n\": \"{material}\",\n  \"d\": \"{material}\"\n}}"),
        format!("{{\"kty\":\"oct\",\"k\":\"{material}\"}}"),
    ] {
        assert_eq!(classes(&text), [Class::PrivateKey]);
    }
    assert_clean(&[
        &format!("{{\"kty\":\"RSA\",\"n\":\"{material}\",\"e\":\"AQAB\"}}"),
        &format!("{{\"kty\":\"EC\",\"x\":\"{material}\"}},{{\"d\":\"{material}\"}}"),
        "{\"kty\":\"RSA\",\"d\":\"...\"}",
    ]);
}

#[test]
fn private_keys_of_pgp() {
    let head = ["-----BEGIN PGP ", "PRIVATE KEY BLOCK-----\n\n"].concat();
    assert_eq!(classes(&format!("{head}{}\n", "lA1B".repeat(16))), [Class::PrivateKey]);
    assert_clean(&[&head]);
}
