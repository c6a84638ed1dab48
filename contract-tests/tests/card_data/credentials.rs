//! Tokens and keys, however their place is named and the value is joined to it.

use cartevo_contract::card_data::{Class, Detector, invented_jwt};

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
