//! Security codes, however their place is named and the code is joined to it.

use card_data::{Class, Detector};

/// Stands for a code of three digits in the texts below, so that none of them holds one; `§` stands for four.
fn filled(text: &str) -> String {
    text.replace('@', &(100 + 23).to_string()).replace('§', &(1000 + 234).to_string())
}

fn assert_found(texts: &[&str]) {
    let detector = Detector::default();
    let missed: Vec<&&str> = texts
        .iter()
        .filter(|text| {
            let report = detector.search(filled(text).as_bytes());
            !report.findings.iter().any(|finding| finding.class == Class::SecurityCode)
        })
        .collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

fn assert_clean(texts: &[&str]) {
    let detector = Detector::default();
    let alarming: Vec<&&str> =
        texts.iter().filter(|text| !detector.search(filled(text).as_bytes()).is_clean()).collect();
    assert!(alarming.is_empty(), "{alarming:#?}");
}

#[test]
fn in_forms() {
    assert_found(&[
        "card[cvc]=@",
        "card%5Bcvc%5D=@&card%5Bexp%5D=12",
        "payment['cvv'] = '@'",
        "<input name=\"cvv\" value=\"@\">",
        "<input type='text' name='card_cvv' maxlength='4' value='§'/>",
        "Content-Disposition: form-data; name=\"cvv\"\r\n\r\n@\r\n--x",
        "Content-Disposition: form-data; name=\"card[cvv]\"\r\nContent-Type: text/plain\r\n\r\n@\r\n--x",
        "form-data; name=\"cvv\"\n\n@\n--x",
    ]);
}

#[test]
fn with_labels() {
    assert_found(&[
        "{\"name\":\"cvv\",\"value\":\"@\"}",
        "{\"key\":\"cvv\",\"value\":\"@\",\"type\":\"text\"}",
        "{\n  \"name\": \"cvv\",\n            \"type\": \"text\",\n            \"value\": \"§\"\n}",
        "<param name=\"cvc\"><value>x</value></param><param name=\"cvc\" value=\"@\"/>",
    ]);
    assert_clean(&[
        "{\"name\":\"cvv\",\"value\":\"\"},{\"name\":\"amount\",\"value\":\"@\"}",
        "{\"name\":\"cvv\",\"value\":\"000\"}",
        "{\"name\":\"cvv\",\"in\":\"query\"}",
    ]);
}

#[test]
fn in_programs_and_their_logs() {
    assert_found(&[
        "Card { cvv: Some(\"@\"), pan: None }",
        "Cvv(\"@\")",
        "cvv: Cvv(\"@\")",
        "map[cvv:[@] name:[x]]",
        "{\"cvv\":[\"@\"]}",
        "Array\n(\n    [cvv] => @\n)",
        "[('cvv', '@'), ('name', 'x')]",
        "cvv=Optional[@]",
        "cvv=SecretStr('@')",
        "if cvv == \"@\" {",
        "cvv === '@'",
        "cvv := \"@\"",
        "{'cvv': b'@'}",
        "{\"cvv\":\n                        \"@\"}",
        "{\"cvv\":{\"S\":\"@\"}}",
        "{\"cvv\": {\n  \"stringValue\": \"@\"}}",
    ]);
}

#[test]
fn in_elements() {
    assert_found(&[
        "<cvv xsi:type=\"xsd:string\">@</cvv>",
        "<ns2:cvv xmlns:ns2=\"urn:x\">@</ns2:cvv>",
        "<cvv><![CDATA[@]]></cvv>",
        "<CVV2>\n        @\n    </CVV2>",
    ]);
    assert_clean(&["<cvv maxlength=\"4\"></cvv><b>@</b>", "if cvv > @ { return }"]);
}

#[test]
fn in_words() {
    assert_found(&[
        "CVV code: @",
        "the security code number: §",
        "CVV @",
        "CVV is @",
        "CVC2 §.",
        "pay --cvv @",
        "CVV\u{ff1a}@",
        "CVV: @#",
        "CVV: @!",
        "cvv=@+",
        "**CVV**: @",
        "**CVV: @**",
        "CVV\u{ff1a}@\u{ff0c}",
    ]);
    assert_clean(&[
        "csc: §",
        "\tcsc §",
        "CSC @ is a course",
        "CVV 2 is a newer one",
        "Proceedings of CVC 2024, pages 1 to 9",
        "CVC 1998",
        "cvc 1.10",
        "cvc 1.100",
        "CVC4 and cvc5",
        "CVV: 3 digits",
        "CVV: 100-999",
        "import cv2 # 3.4.5",
        "CVN 65",
        "math.csc(@)",
        "cvc_check: pass",
        "recvc @",
    ]);
}

#[test]
fn under_other_names() {
    for name in [
        "cvd",
        "cav2",
        "cvx2",
        "cv2",
        "cvv1",
        "card_verification_code",
        "cardVerificationValue",
        "CardVerificationData",
        "card-verification-value",
        "card verification code",
        "cvvInput",
        "cvvField",
        "cvv_raw",
    ] {
        assert_found(&[&format!("{{\"{name}\":\"@\"}}"), &format!("{name}=@")]);
        assert!(Detector::default().is_security_code_name(name), "{name}");
    }
    for name in ["cvc_check", "cvv_length", "verificationCode", "card_verification", "discard"] {
        assert!(!Detector::default().is_security_code_name(name), "{name}");
    }
}

#[test]
fn in_tables() {
    assert_found(&[
        "name,cvv\nAda,@\n",
        "\"name\";\"CVV\";\"city\"\r\n\"A;da\";\"§\";\"x\"\r\n",
        "cvv\tname\n\tEve\n@\tAda\n",
        "| name | cvv |\n|------|-----|\n| Ada  | @ |\n",
        "INSERT INTO cards (name, cvv) VALUES ('Ada', '@');",
        "insert into `cards` (`cvv`,`name`)\nvalues\n  ('', 'x'),\n  (@, 'Ada')",
    ]);
    assert_clean(&[
        "name,cvv\nAda,\n@,x\n",
        "name,cvv\nAda,000\n",
        "fn pay(pan, cvv, amount)\n    (1, 2, @)",
        "pan, cvv and more:\nabout, @ of them",
    ]);
}
