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

#[test]
fn tokens_and_keys_by_the_names_that_servers_use() {
    for name in ["access_token", "accessToken", "Access-Token", "refresh_token", "refreshToken"] {
        assert_found(
            Class::Token,
            &[
                &format!("{name}=@"),
                &format!("{{\"{name}\":\"@\"}}"),
                &format!("{name}: '@'"),
                &format!("https://a.test/b?x=1&{name}=@&y=2"),
                &format!("https%3A%2F%2Fa.test%2Fb%3F{name}%3D@"),
                &format!("{{\"name\":\"{name}\",\"value\":\"@\"}}"),
                &format!("<{name}>@</{name}>"),
            ],
        );
    }
    for name in ["X-Api-Key", "x-api-key", "api_key", "apiKey", "APIKEY"] {
        assert_found(
            Class::ClientKey,
            &[
                &format!("{name}: @"),
                &format!("curl -H '{name}: @'"),
                &format!("?{name}=@"),
                &format!("\"{name}\": \"@\""),
            ],
        );
    }
    assert_found(
        Class::Token,
        &[
            "Authorization: token @",
            "authorization: Token @",
            "Authorization: @",
            "\"Authorization\": \"ApiKey @\"",
            "{\"name\":\"Authorization\",\"value\":\"token @\"}",
        ],
    );
    assert_clean(&[
        "access_token: your-access-token-1",
        "access_token = get_access_token_v2(client)",
        "access_token=abc123def456",
        "\"access_token\": \"token_1234567890\"",
        "\"refreshToken\": \"xxxxxxxx00000000\"",
        "refresh_token: ${REFRESH_TOKEN_12}",
        "X-Api-Key: my-api-key-123",
        "api_key = os.environ['API_KEY_12345']",
        "the access_token expires in 3600 seconds",
        "Authorization: token of 12 hours",
        "Authorization: <token-12345678>",
        "authorization_code_12345678 = 1",
        "\"access_token\":\"invented0000000000001\"",
    ]);
}

#[test]
fn passwords_in_headers_and_urls() {
    let basic = |login: &str| format!("Authorization: Basic {}", STANDARD.encode(filled(login)));
    let found = |text: &str| classes(&filled(text)).contains(&Class::Password);
    for login in ["amina:@", "amina:ok-7!go", "a:@", "amina@a.test:@"] {
        assert!(found(&basic(login)), "{login}");
        assert!(found(&basic(login).replace("Basic ", "basic  ")), "{login}");
    }
    for scheme in ["https", "postgres", "amqp", "redis", "mongodb+srv"] {
        for info in ["amina:@", "amina:ok-7!go", ":@", "amina%40a.test:@", "@", "x-access-token:@"] {
            for rest in ["a.test/b", "a.test", "10.0.0.1:5432/b?c=d"] {
                let url = format!("{scheme}://{info}@{rest}").replacen('@', "\u{1}", 1).replace('\u{1}', "@");
                let url = url.replace(&format!("{info}@"), &format!("{}@", filled(info)));
                assert!(classes(&url).contains(&Class::Password), "{scheme}://{info}@{rest}");
            }
        }
    }
    let harmless = [
        "user:password",
        "username:password1",
        "postgres:postgres",
        "a:b",
        "foo:bar",
        "test:test123",
        "admin:changeme!",
    ];
    for login in harmless {
        assert!(!found(&basic(login)), "{login}");
        assert!(classes(&format!("https://{login}@a.test/")).is_empty(), "{login}");
    }
    assert_clean(&[
        "Basic authorization is what it needs",
        "a basic implementation",
        "https://${USER}:${PASSWORD_12}@a.test",
        "https://a.test/@scope/name12345678",
        "https://a.test?mail=me:word12@b.test",
        "https://13957525385%40mail.test@a.test/",
        "postgres://user:pass@localhost:5432/db",
        "http://[::1]:8080/@a",
        "git://git@a.test:12/b",
    ]);
}

#[test]
fn signed_urls_and_cookies() {
    let signature = base64url(&[0xA5; 32]).replace('p', "7");
    let hex = "0a1b2c3d4e5f6789".repeat(4);
    for name in ["X-Amz-Signature", "X-Goog-Signature", "Signature", "sig"] {
        for value in [&signature, &hex] {
            for text in [
                format!("https://a.test/b?{name}={value}"),
                format!("https://a.test/b?c=d&amp;{name}={value}&e"),
            ] {
                assert!(classes(&text).contains(&Class::Token), "{name}");
            }
        }
    }
    assert_clean(&[
        "?sig=12",
        "signature=12345",
        "?signature=abc123def456",
        "fn sig=a1",
        "?sig=@",
        "design=a1b2c3",
    ]);
    assert_found(
        Class::Token,
        &[
            "Cookie: sid=@",
            "Cookie: theme=dark; sid=@; lang=en",
            "Set-Cookie: sid=@; Path=/; HttpOnly",
            "\"cookie\": \"a=1; sid=@\"",
            "{\"name\":\"Cookie\",\"value\":\"sid=@\"}",
            "curl -H 'Cookie: sid=@'",
        ],
    );
    assert_clean(&[
        "Cookie: theme=dark; lang=en",
        "Set-Cookie: a=1; Expires=Wed, 21 Oct 2015 07:28:00 GMT; Max-Age=2592000",
        "Cookie: consent=yes-2026-01-01",
        "cookies: none, cookie=12",
        "Cookie: sid=invented0000000000001",
    ]);
}

#[test]
fn placeholders_are_no_credentials() {
    for placeholder in [
        "your-client-key-1",
        "abc123def456",
        "SECRET_KEY_123",
        "ClientSecret123",
        "xxxxxxxxxxx1",
        "key-1234567890",
    ] {
        for text in [format!("client_key=\"{placeholder}\""), format!("Bearer {placeholder}")] {
            assert!(classes(&text).is_empty(), "{text}");
        }
    }
    let random =
        ["a1b2c3d4e5f6", "Zx9kLmQ2vRt7", "550e8400-e29b-41d4", "sk-live-9xKqZvTnB2", "qwrtplkjhgf1234"];
    for key in random {
        assert!(classes(&format!("client_key={key}")).contains(&Class::ClientKey), "{key}");
    }
}
