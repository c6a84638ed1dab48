//! Code that calls the API in any language: the address, parameters and body that it sends, and the fields
//! that it reads from the response.

use super::builder::{Builder, Place};
use super::curl;
use crate::model::{Grade, Location, Predicate, Section};
use crate::page::{Sample, Value, parse_sample};
use crate::vocabulary::{METHODS, is_name, whole_type};

/// Adds the claims of a piece of code.
pub(crate) fn add(builder: &mut Builder, text: &str, first_line: u32) {
    let code = Code { text, first_line };
    let place = Place {
        line: first_line,
        section: Section::CodeExample,
        grade: Grade::Prose,
        location: Location::Operation,
        status: None,
        pointer: String::new(),
    };
    let Some((at, address)) = code.address() else { return };
    // Without a method, this is a helper function that makes some request.
    let Some(verb) = code.verb(at) else { return };
    let server = Place { pointer: "server".to_owned(), ..place.clone() };
    curl::address(builder, &server, (verb.0, verb.1.as_str()), code.line_at(at), &address);
    if text.contains("Authorization") {
        let line = code.line_at(text.find("Authorization").unwrap_or(0));
        let header =
            Place { location: Location::Header, pointer: "Authorization".to_owned(), ..place.at(line) };
        match ["Bearer", "Basic"].into_iter().find(|scheme| text.contains(scheme)) {
            Some(scheme) => builder.add(&header, Predicate::Auth, scheme),
            None => builder.add(&header, Predicate::Exists, true),
        }
    }
    for lead in ["params: {", "params={", "params = {", "query: {"] {
        if let Some(sample) = code.object_after(lead) {
            names(builder, &Place { location: Location::Query, ..place.clone() }, &sample, "");
        }
    }
    if let Some(body) = code.body(at, &address, &verb.1) {
        names(builder, &Place { location: Location::RequestBody, ..place.clone() }, &body, "/");
    }
    code.reads(builder, &place);
}

/// True for a line of code that only surrounds a call: it has no literal, no named member and no number.
pub(crate) fn says_nothing(line: &str) -> bool {
    const AROUND: &[&str] =
        &["import ", "from ", "require ", "using ", "use ", "package ", "//", "#include", "puts ", "print"];
    let line = line.trim();
    let is_around = AROUND.iter().any(|start| line.starts_with(start)) || line.starts_with("console.");
    let has_literal =
        line.contains(['"', '\'', '`', '<', '$', '-']) || line.bytes().any(|byte| byte.is_ascii_digit());
    // A row of a table is no code.
    let is_row = line.contains(['\t', '|']) || line.split_whitespace().any(|word| whole_type(word).is_some());
    let is_row = is_row && !line.contains(['(', ';', '{', '=']);
    let is_member = line.split_once(':').is_some_and(|(name, _)| is_name(name.trim()));
    is_around || (!has_literal && !is_member && !is_row)
}

/// Every name of an object, with the class of each literal.
fn names(builder: &mut Builder, place: &Place, sample: &Sample, lead: &str) {
    for member in sample.members() {
        if !is_name(&member.key) {
            continue;
        }
        let pointer = format!("{}{lead}{}", place.pointer, member.key);
        let here = Place { line: member.line, pointer, ..place.clone() };
        builder.add(&here, Predicate::Exists, true);
        if !lead.is_empty() && matches!(member.sample.value, Value::Object(_)) {
            names(builder, &here, &member.sample, lead);
        }
    }
}

struct Code<'a> {
    text: &'a str,
    first_line: u32,
}

impl Code<'_> {
    fn line_at(&self, at: usize) -> u32 {
        let breaks = self.text.get(..at.min(self.text.len())).unwrap_or_default().matches('\n').count();
        self.first_line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX))
    }

    /// The first quoted text that is an address.
    fn address(&self) -> Option<(usize, String)> {
        let at = ["https://", "http://"].iter().filter_map(|start| self.text.find(start)).min()?;
        let quote = self.text.get(..at)?.chars().next_back()?;
        let rest = self.text.get(at..)?;
        let end = rest.find(|c: char| {
            if "\"'`".contains(quote) { c == quote } else { c.is_whitespace() || "\"'`".contains(c) }
        });
        Some((at, rest.get(..end.unwrap_or(rest.len()))?.to_owned()))
    }

    /// The method of the call: a function of that name before the address, or `POST` as a quoted text.
    fn verb(&self, address: usize) -> Option<(u32, String)> {
        let before = self.text.get(..address).unwrap_or_default();
        let mut last: Option<(usize, &str)> = None;
        for method in METHODS {
            for form in
                [format!(".{}(", method.to_ascii_lowercase()), format!("::{}(", method.to_ascii_lowercase())]
            {
                if let Some(at) = before.rfind(&form)
                    && last.is_none_or(|(known, _)| at > known)
                {
                    last = Some((at, method));
                }
            }
        }
        for method in METHODS {
            for form in [format!("\"{method}\""), format!("'{method}'")] {
                if last.is_none()
                    && let Some(at) = self.text.find(&form)
                {
                    last = Some((at, method));
                }
            }
        }
        let plain_fetch = last.is_none() && before.ends_with("fetch(\"")
            || before.ends_with("fetch('")
            || before.ends_with("fetch(`");
        let assumed = plain_fetch.then(|| (self.line_at(address), "GET".to_owned()));
        last.map(|(at, method)| (self.line_at(at), method.to_owned())).or(assumed)
    }

    fn object_after(&self, lead: &str) -> Option<Sample> {
        let at = self.text.find(lead)? + lead.len() - 1;
        parse_sample(self.text.get(at..)?, self.line_at(at)).ok().map(|(sample, _)| sample)
    }

    /// The body that is sent: a keyword argument, or the argument after the address.
    fn body(&self, address_at: usize, address: &str, verb: &str) -> Option<Sample> {
        for lead in ["json={", "json = {", "JSON.stringify({", "data: {", "body: {", "json: {"] {
            if let Some(sample) = self.object_after(lead) {
                return Some(sample);
            }
        }
        if matches!(verb, "GET" | "DELETE" | "HEAD") {
            return None;
        }
        let after = address_at + address.len() + 1;
        let rest = self.text.get(after..)?;
        let object = rest.find('{')?;
        let between = rest.get(..object)?;
        let is_next = between.chars().all(|c| c.is_whitespace() || c == ',');
        let (sample, _) =
            parse_sample(rest.get(object..)?, self.line_at(after + object)).ok().filter(|_| is_next)?;
        let only_options = sample
            .members()
            .iter()
            .all(|member| matches!(member.key.as_str(), "headers" | "method" | "params" | "body"));
        (!only_options).then_some(sample)
    }

    /// `data.data.card.id` and `resp.json()["data"]["card"]["id"]`: fields of the response that the code
    /// relies on.
    fn reads(&self, builder: &mut Builder, place: &Place) {
        let place = Place { location: Location::ResponseBody, ..place.clone() };
        for (index, line) in self.text.lines().enumerate() {
            let number = self.first_line.saturating_add(u32::try_from(index).unwrap_or(u32::MAX));
            for root in [".json()[", "data.", "response.data.", "res.data.", "body.", "result."] {
                let Some(at) = line.find(root) else { continue };
                let starts = line.get(..at).is_none_or(|before| {
                    !before.ends_with(|c: char| c.is_alphanumeric() || c == '.' || c == '_')
                });
                let chain = line.get(at + root.len()..).unwrap_or_default();
                let names = if root == ".json()[" { subscripts(chain) } else { dotted(chain) };
                if names.is_empty() || !(starts || root == ".json()[") {
                    continue;
                }
                let mut pointer = String::new();
                for name in names {
                    pointer = format!("{pointer}/{name}");
                    builder.add(
                        &Place { pointer: pointer.clone(), ..place.at(number) },
                        Predicate::Exists,
                        true,
                    );
                }
                break;
            }
        }
    }
}

fn dotted(chain: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let end = chain.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(chain.len());
    let is_call = chain.get(end..).is_some_and(|rest| rest.starts_with(['(', '[']));
    for name in chain.get(..end).unwrap_or_default().split('.') {
        if !is_name(name) || name == "length" {
            break;
        }
        names.push(name);
    }
    if is_call {
        names.pop();
    }
    names
}

fn subscripts(chain: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for part in chain.split('[') {
        let Some(name) = part.split(['"', '\'']).nth(1).filter(|name| is_name(name)) else { break };
        names.push(name);
    }
    names
}
