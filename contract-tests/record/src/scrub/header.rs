//! Scrubs headers: keeps the media type and those that the spec declares.

use super::media_type;
use super::place::Place;
use super::scalar::Scalar;
use super::scrubber::Scrubber;
use crate::invent::GuardReason;
use crate::value::Value;
use contract_core::exchange::{Headers, Part};
use contract_core::spec::{Operation, ParameterIn, ResponseSpec, essence};

/// Replaces headers that were present and are not kept.
const OTHERS: &str = "x-other-headers";

/// Headers that identify the caller.
const CREDENTIALS: &[&str] =
    &["authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key", "x-auth-token"];

impl Scrubber<'_> {
    pub(super) fn request_headers(
        &mut self,
        operation: &Operation,
        headers: Headers<'_>,
        media_type: Option<&str>,
    ) -> Value {
        let declared = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.location == ParameterIn::Header)
            .map(|parameter| (parameter.name.as_str(), Place::new(self.spec, parameter.schema)))
            .collect();
        let cookies = self.cookies(operation, headers);
        let mut kept = self.headers("request", headers, media_type, declared);
        let is_asked = operation.parameters.iter().any(|parameter| parameter.location == ParameterIn::Cookie);
        if let Value::Object(kept) = &mut kept {
            kept.extend(cookies.map(|cookies| ("cookie".to_owned(), Value::String(cookies))));
            if is_asked {
                keep_one(kept, headers);
            }
        }
        kept
    }

    pub(super) fn response_headers(
        &mut self,
        response: Option<&ResponseSpec>,
        headers: Headers<'_>,
        media_type: Option<&str>,
    ) -> Value {
        let declared = response
            .into_iter()
            .flat_map(|response| &response.headers)
            .map(|header| (header.name.as_str(), Place::new(self.spec, header.schema)))
            .collect();
        self.headers("response", headers, media_type, declared)
    }

    fn headers(
        &mut self,
        side: &str,
        headers: Headers<'_>,
        media_type: Option<&str>,
        declared: Vec<(&str, Place<'_>)>,
    ) -> Value {
        self.guard_credentials(headers);
        let mut kept = Vec::new();
        let is_asked = !declared.is_empty();
        let part = if side == "request" { Part::RequestHeader } else { Part::ResponseHeader };
        if let Some(media_type) = media_type.map(|real| media_type::scrubbed(real, self.spec)) {
            self.shape.note(&format!("{side}/headers/content-type"), &media_type, None);
            // Multipart bodies repeat media types.
            let name = essence(&media_type);
            for word in name.split('/').chain([name.as_str()]) {
                self.inventor.note_public(word);
            }
            kept.push(("content-type".to_owned(), Value::String(media_type)));
        }
        for (name, place) in declared {
            if name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let name_in_small_letters = name.to_ascii_lowercase();
            let pointer = format!("{side}/headers/{name_in_small_letters}");
            let scalar = Scalar { place: &place, pointer: &pointer, name: &name_in_small_letters };
            self.ledger.enter_part(part.steps());
            self.ledger.enter_name(&name_in_small_letters);
            let mut lines: Vec<Value> =
                headers.lines(name).map(|real| Value::String(self.parameter(&scalar, real))).collect();
            match lines.len() {
                0 => {}
                1 => kept.extend(lines.pop().map(|line| (name_in_small_letters, line))),
                _ => kept.push((name_in_small_letters, Value::Array(lines))),
            }
        }
        if is_asked {
            keep_one(&mut kept, headers);
        }
        Value::Object(kept)
    }
}

/// An empty list of headers would look like headers that were not recorded.
fn keep_one(kept: &mut Vec<(String, Value)>, recorded: Headers<'_>) {
    if kept.is_empty() && !recorded.is_empty() {
        kept.push((OTHERS.to_owned(), Value::text("dropped")));
    }
}

impl Scrubber<'_> {
    /// Registers credentials that must not be anywhere in the recording, although the header itself is
    /// dropped.
    fn guard_credentials(&mut self, headers: Headers<'_>) {
        // Cookies that a recorder lists are those of a header, whether it keeps that or not.
        let cookies = headers.listed_cookies().map(|(_, value)| ("cookie", value));
        for (name, value) in headers.iter().chain(cookies) {
            let is_known = CREDENTIALS.iter().any(|known| name.eq_ignore_ascii_case(known));
            if !is_known && !self.detector.is_credential_name(name) {
                continue;
            }
            let words = value.split(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '='));
            for word in words.filter(|word| word.contains(|c: char| c.is_ascii_digit())) {
                self.inventor.guard(word, GuardReason::MarkedSensitive);
            }
        }
    }
}
