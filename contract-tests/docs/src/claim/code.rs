//! Code on a page: commands, answers, calls, and samples of bodies.

use super::builder::Builder;
use super::context::Context;
use super::{answer, calls, curl, sample};
use crate::model::{Location, Section};
use crate::page::{Block, Code, Kind, Sample, Value, parse_sample, parse_yaml};
use crate::vocabulary::english;

/// Adds the claims of code: a command, an answer, a call or a sample. `before` is the block above it.
pub(super) fn add(
    builder: &mut Builder,
    code: &Code,
    block: &Block,
    before: Option<&Block>,
    context: &Context,
) {
    let generated = code.generated && !context.is_past_head;
    let text = code.text.trim_start();
    let lines = block.line..=block.end;
    let (commented, command) = after_comments(text);
    if command.starts_with("curl ") || command.starts_with("http ") {
        let section = if generated { Section::GeneratedRequestSample } else { Section::CodeExample };
        let server = context.environment.map_or_else(|| "server".to_owned(), |name| format!("server/{name}"));
        let line = code.text_line + line_breaks(&code.text) - line_breaks(text) + commented;
        curl::add(builder, command, line, section, &server);
        return rest_of_code(builder, code, lines);
    }
    if text.starts_with("HTTP/") {
        return answer::add(builder, code, block, context);
    }
    let yaml = is_of_yaml(code).then(|| parse_yaml(&code.text, code.text_line)).flatten();
    if !code.is_sample() && yaml.is_none() {
        calls::add(builder, &code.text, code.text_line);
        return rest_of_code(builder, code, lines);
    }
    let Some(place) = place_of_sample(builder, code, before, context) else {
        return builder
            .unread_rest(lines, "a sample that is neither a request nor a response of this operation");
    };
    let location = place.location;
    let section = match (generated, location) {
        (false, _) => Section::HandWrittenSample,
        (true, Location::RequestBody) => Section::GeneratedRequestSample,
        (true, _) => Section::GeneratedResponseSample,
    };
    let said = code.status.clone().or(place.status).or_else(|| context.status.clone());
    let lead = code.text.len() - text.len();
    let skipped = code.text.get(..lead).unwrap_or_default().matches('\n').count();
    let line = code.text_line.saturating_add(u32::try_from(skipped).unwrap_or(0));
    let parsed = yaml.map_or_else(|| parse_sample(text, line), |found| Ok((found, text.len())));
    match parsed {
        Ok((found, _)) if location == Location::RequestBody && is_error(&found) => {
            builder.unread_rest(lines, "a sample of an error where a request is described");
        }
        Ok((found, _)) => {
            // An error is not another form of the successful response.
            let own = found.own_status().filter(|own| {
                !own.starts_with('2') && said.as_ref().is_none_or(|said| said.starts_with('2'))
            });
            let unsaid = context.is_errors.then(|| "4XX".to_owned());
            let status = own.or(said).or(unsaid).filter(|_| location == Location::ResponseBody);
            sample::add(builder, &found, section, location, status.as_deref());
            builder.note_all(lines, "a bracket of a sample");
        }
        Err(error) => {
            let why = format!("this sample cannot be read: line {}: {}", error.line, error.what);
            builder.unexplained(error.line.clamp(block.line, block.end), &why);
            builder.note_all(lines, "a part of a sample that cannot be read");
        }
    }
}

fn is_of_yaml(code: &Code) -> bool {
    code.language
        .as_deref()
        .is_some_and(|language| matches!(language.to_lowercase().as_str(), "yaml" | "yml"))
}

/// A command without the comments above it, and the number of their lines.
fn after_comments(text: &str) -> (u32, &str) {
    let (mut lines, mut rest) = (0, text);
    while let Some((comment, after)) = rest.split_once('\n').filter(|(line, _)| {
        let line = line.trim_start();
        line.starts_with('#') || line.is_empty()
    }) {
        lines += line_breaks(comment) + 1;
        rest = after;
    }
    (lines, rest.trim_start_matches(['$', '>', ' ']))
}

fn line_breaks(text: &str) -> u32 {
    u32::try_from(text.matches('\n').count()).unwrap_or(0)
}

/// Where a sample is sent, and the status that its label states.
struct Sent {
    location: Location,
    status: Option<String>,
}

/// The place of a sample by its component, its label, or the heading above it: never by what is near it.
fn place_of_sample(
    builder: &Builder,
    code: &Code,
    before: Option<&Block>,
    context: &Context,
) -> Option<Sent> {
    let verb = builder.operation.as_deref().and_then(|operation| operation.split(' ').next());
    let has_no_body = matches!(verb, Some("GET" | "HEAD"));
    let is_answer = context.location == Some(Location::ResponseBody);
    let label = before.and_then(|before| label_of(before, is_answer));
    if context.is_elsewhere || label.as_ref().is_some_and(|label| label.is_elsewhere) {
        return None;
    }
    let side = code.place.or_else(|| label.as_ref().and_then(|label| label.side));
    let has_status = code.status.is_some().then_some("response");
    let side = side.or(has_status);
    if side.is_none() && !shows_a_body(context, has_no_body || verb == Some("DELETE")) {
        return None;
    }
    let location = match (side, context.location) {
        (Some("request"), _) | (None, Some(Location::RequestBody)) => Location::RequestBody,
        _ => Location::ResponseBody,
    };
    let status = label.and_then(|label| label.status);
    (location != Location::RequestBody || !has_no_body).then_some(Sent { location, status })
}

/// True if the headings show which body a sample is of.
fn shows_a_body(context: &Context, sends_nothing: bool) -> bool {
    match context.location {
        _ if context.is_within => false,
        Some(said) => matches!(said, Location::RequestBody | Location::ResponseBody),
        // The response of an operation that sends no body, directly below its title.
        None => !context.is_past_head || (context.is_title && sends_nothing),
    }
}

/// What the words directly above a sample state.
struct Label {
    side: Option<&'static str>,
    status: Option<String>,
    is_elsewhere: bool,
}

/// `Body` alone is the one of the section's side.
fn label_of(block: &Block, is_answer: bool) -> Option<Label> {
    let (Kind::Paragraph(text) | Kind::Item(text)) = &block.kind else { return None };
    let lower = english(text);
    let has = |word: &str| lower.split(|c: char| !c.is_alphanumeric()).any(|known| known == word);
    let has_any = |words: &[&str]| words.iter().any(|word| has(word));
    let is_label =
        (text.trim_end().ends_with(':') || text.split_whitespace().count() <= 4) && text.len() <= 160;
    if !is_label {
        return None;
    }
    let side = if has_any(&[
        "response",
        "responses",
        "returns",
        "returned",
        "answer",
        "answers",
        "responds",
        "error",
    ]) {
        Some("response")
    } else if has_any(&["request", "payload"]) || (has("body") && !is_answer) {
        Some("request")
    } else {
        None
    };
    let code = lower.split(|c: char| !c.is_ascii_alphanumeric());
    let mut code = code.filter(|word| crate::read_status(word) == Some(word.len()));
    let status = code.next().map(str::to_owned).or_else(|| has("error").then(|| "4XX".to_owned()));
    Some(Label { side, status, is_elsewhere: has_any(&["webhook", "notification", "event", "callback"]) })
}

/// True for an object that reports an error.
fn is_error(sample: &Sample) -> bool {
    let value =
        |name: &str| sample.members().iter().find(|member| member.key == name).map(|member| &member.sample);
    let is_text = |name: &str, text: &str| value(name).and_then(Sample::text) == Some(text);
    is_text("status", "error")
        || is_text("type", "error")
        || matches!(value("success").map(|sample| &sample.value), Some(Value::Boolean(false)))
        || (sample.members().len() <= 3 && (value("error").is_some() || value("errors").is_some()))
}

/// The lines of code without a claim: only those without values and names are understood as saying nothing.
fn rest_of_code(builder: &mut Builder, code: &Code, lines: std::ops::RangeInclusive<u32>) {
    let mut last = code.text_line;
    for (line, text) in (code.text_line..).zip(code.text.lines()) {
        last = line;
        if calls::says_nothing(text) {
            builder.note(line, "code around a call");
        }
    }
    for line in lines.clone().filter(|line| *line < code.text_line || *line > last) {
        builder.note(line, "a fence");
    }
    builder.unread_rest(lines, "code that was not understood");
}
