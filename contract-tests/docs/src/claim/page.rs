//! Turns a page into claims.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::bases::{end_at_titles, fold_bases};
use super::builder::{Builder, Finished, Place};
use super::context::Context;
use super::headings::Sections;
use super::settle_page::settle_page;
use super::{answer, calls, curl, list, openapi, prose, sample, table};
use crate::model::says_nothing;
use crate::model::{Claim, Grade, Location, NotClaim, PageLine, Predicate, Prints, Reading, Section, number};
use crate::page::{Block, Code, Heading, Kind, Noise, Sample, Value, parse_sample, parse_yaml};
use crate::read::{Dialect, OperationEnd};
use crate::read::{is_part, page_hash};
use crate::vocabulary::english;
use contract_core::harmless::one_line;

/// The maximum size of a page, in bytes.
const MAX_PAGE: usize = 8 << 20;

/// The result of reading a page.
#[derive(Debug, Clone, Serialize)]
pub struct PageClaims {
    /// The name of the page.
    pub page: String,
    /// The hash of the text of the page.
    pub hash: String,
    /// All claims, in page order.
    pub claims: Vec<Claim>,
    /// Every line that is understood as saying nothing, with the reason.
    pub not_claims: Vec<NotClaim>,
    /// Every line that was not understood, with the reason.
    pub unread: Vec<NotClaim>,
    /// Every line that could not be parsed.
    pub unexplained: Vec<NotClaim>,
    /// What became of each line.
    #[serde(skip)]
    pub lines: Vec<PageLine>,
    /// What a lock remembers of the text that is in no claim.
    #[serde(skip)]
    pub prints: Prints,
}

impl PageClaims {
    /// True if nothing was read: there is no claim, and not even prose that is understood.
    ///
    /// An empty answer and a page that a script fills in the browser are like that.
    #[must_use]
    pub fn nothing_read(&self) -> bool {
        let sentences = self.lines.iter().filter(|line| is_sentence(&line.text)).count();
        let is_prose = sentences >= 3 && self.unread.is_empty() && self.unexplained.is_empty();
        self.claims.is_empty() && !is_prose
    }

    /// What the lines of claims say beside the name and its type, by the ids of the claims: each way to read it on a line.
    pub fn words(&self) -> impl Iterator<Item = (String, String)> {
        let by_number: BTreeMap<&str, &Claim> = self
            .claims
            .iter()
            .map(|claim| (claim.id.rsplit('#').next().unwrap_or_default(), claim))
            .collect();
        let mut found = Vec::new();
        for (at, line) in self.lines.iter().enumerate() {
            let Reading::Claimed(claimed) = &line.reading else { continue };
            // A description may stand on the lines below.
            let below = self.lines.get(at + 1..).unwrap_or_default().iter().take(2);
            let below = below.take_while(|line| !matches!(line.reading, Reading::Claimed(_)));
            let text = std::iter::once(line).chain(below).map(|line| line.text.as_str());
            let text = text.collect::<Vec<_>>().join(" ");
            let claims = claimed.claims.iter().filter_map(|number| by_number.get(number.as_str()));
            found.extend(claims.map(|claim| (claim.id.clone(), described(&text, claim.name()))));
        }
        found.into_iter()
    }

    fn of(page: &str, hash: String, finished: Finished) -> Self {
        let Finished { claims, mut not_claims, mut unread, unexplained, lines } = finished;
        not_claims.dedup();
        unread.dedup();
        let prints = Prints::of(&lines);
        Self { page: page.to_owned(), hash, claims, not_claims, unread, unexplained, lines, prints }
    }
}

/// The words of a line without a name, and without those that many lines have.
fn described(text: &str, name: &str) -> String {
    const COMMON: &[&str] = &[
        "name",
        "type",
        "required",
        "optional",
        "string",
        "number",
        "integer",
        "boolean",
        "object",
        "array",
        "yes",
        "no",
        "true",
        "false",
        "the",
        "a",
        "of",
        "responsefield",
        "paramfield",
        "body",
        "query",
        "path",
        "header",
    ];
    let words = |rest: &str| plain_words(rest, COMMON);
    // A description may repeat the name, and change with it or not.
    format!("{}\n{}", words(&text.replacen(name, " ", 1)), words(&text.replace(name, " ")))
}

fn plain_words(rest: &str, common: &[&str]) -> String {
    let words = rest.split(|c: char| !c.is_alphanumeric() && c != '.').filter(|word| !word.is_empty());
    let words = words.filter(|word| !common.contains(&word.to_lowercase().as_str()));
    words.collect::<Vec<_>>().join(" ")
}

fn is_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', ':']) && text.split_whitespace().count() >= 4
}

/// Reads a page. Every line ends up in a claim, in `not_claims`, in `unread` or in `unexplained`.
#[must_use]
pub fn read_page(page: &str, text: &str, dialect: Dialect) -> PageClaims {
    let mut builder = Builder::new(page);
    if text.len() > MAX_PAGE {
        builder.unexplained(1, "the page is larger than 8 MiB and was not read");
        return PageClaims::of(page, String::new(), builder.finish(&[(1, String::new())]));
    }
    let mut blocks = dialect.blocks(text);
    fold_bases(&mut blocks, text);
    if dialect.operations() == OperationEnd::NextTitle {
        end_at_titles(&mut blocks);
    }
    let mut sections = Sections::default();
    builder.operations = named_operations(&blocks);
    builder.names_operations = !builder.operations.is_empty();
    builder.operation = only_operation(&blocks, &builder.operations);
    for (index, block) in blocks.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| blocks.get(before));
        add(&mut builder, block, (before, blocks.get(index + 1)), &mut sections);
    }
    settle_page(&mut builder);
    number(builder.claims_mut());
    let mut finished = builder.finish(&dialect.lines(text));
    mark_up(&mut finished, page, text);
    PageClaims::of(page, page_hash(text, dialect, &blocks), finished)
}

/// Adds the lines of a file that have no visible text.
fn mark_up(finished: &mut Finished, page: &str, text: &str) {
    let seen: BTreeSet<u32> = finished.lines.iter().map(|line| line.line).collect();
    let rest =
        (1_u32..).zip(text.lines()).filter(|(line, text)| !text.trim().is_empty() && !seen.contains(line));
    let why = Noise::Markup.title();
    finished.not_claims.extend(rest.map(|(line, _)| NotClaim {
        page: page.to_owned(),
        line,
        why: why.to_owned(),
    }));
    finished.not_claims.sort();
}

/// The operation of a page that describes only one. Text before its name belongs to it as well.
fn only_operation(blocks: &[Block], names: &[String]) -> Option<String> {
    // Where titles show the extent of operations, text belongs to them only within.
    let is_bounded =
        |block: &Block| matches!(block.kind, Kind::BeginOfOperation { .. } | Kind::EndOfOperation);
    match names {
        [name] if !blocks.iter().any(is_bounded) => Some(name.clone()),
        _ => None,
    }
}

fn named_operations(blocks: &[Block]) -> Vec<String> {
    let name = |block: &Block| match &block.kind {
        Kind::Operation { method, path } => Some(format!("{method} {}", templated(path))),
        _ => None,
    };
    blocks.iter().filter_map(name).collect::<BTreeSet<String>>().into_iter().collect()
}

/// A path with its parameters in braces: `/boats/:id` and `/boats/<id>` become `/boats/{id}`.
fn templated(path: &str) -> String {
    let part = |part: &str| {
        let angled = part.strip_prefix('<').and_then(|part| part.strip_suffix('>'));
        let name = part.strip_prefix(':').or(angled).filter(|name| !name.is_empty());
        name.map_or_else(|| part.to_owned(), |name| format!("{{{name}}}"))
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn add(
    builder: &mut Builder,
    block: &Block,
    (before, next): (Option<&Block>, Option<&Block>),
    sections: &mut Sections,
) {
    let lines = block.line..=block.end;
    let context = &mut sections.current;
    match &block.kind {
        Kind::Operation { method, path } => {
            let operation = format!("{method} {}", templated(path));
            if builder.operation.as_ref().is_some_and(|known| *known != operation) {
                sections.end();
            }
            builder.operation = Some(operation.clone());
            let place = place(block.line, Section::Head, Location::Operation, None);
            builder.add(&place, Predicate::Path, operation);
            builder.note_all(lines, "the rest of the operation's name");
        }
        Kind::BeginOfOperation { method, path } => {
            builder.operation = Some(format!("{method} {}", templated(path)));
            sections.begin();
        }
        Kind::EndOfOperation => {
            builder.operation = None;
            sections.end();
        }
        Kind::Heading(found) => heading(builder, block.line, found, sections),
        Kind::Container(title) => {
            if sections.enter_container(title) {
                status(builder, block.line, sections);
            }
        }
        Kind::EndOfContainer => sections.leave_container(),
        Kind::Paragraph(text) => {
            if let Some(status) = status_of_media(text) {
                context.status = Some(status);
            }
            if let Some(said) = labelled_status(text) {
                context.is_errors = !said.starts_with('2');
                context.status = Some(said);
                status(builder, block.line, sections);
            }
            let context = &mut sections.current;
            prose::add(builder, text, block.line, context);
            words(builder, text, lines.clone());
            let nothing_follows = next.is_none_or(|next| ends_section(next, sections));
            if text.ends_with(':') && nothing_follows {
                prose::announced_nothing(builder, block.line);
            }
        }
        Kind::Item(text) => {
            prose::add(builder, text, block.line, context);
            words(builder, text, lines);
        }
        Kind::Table(found) => {
            table::add(builder, found, block.line, context);
            builder.note_all(lines, "a line of a table");
        }
        Kind::Field(found) => {
            list::add(builder, found, block.line, context);
            builder.note_all(lines, "a label in a list of fields");
        }
        Kind::Code(found) => code(builder, found, block, before, context),
        Kind::OpenApi(text) => {
            openapi::add(builder, text, block.line);
            for (line, text) in (block.line..).zip(text.lines()) {
                if openapi::says_nothing(text) {
                    builder.note(line, "a part of the OpenAPI document without a statement about a place");
                }
            }
            builder.unread_rest(lines, "a part of the OpenAPI document that was not understood");
        }
        Kind::Noise(noise) if noise.says_nothing() => builder.note_all(lines, noise.title()),
        Kind::Noise(noise) => builder.unread_rest(lines, noise.title()),
        Kind::Unread(why) => builder.unread_rest(lines, why),
        Kind::Unexplained(why) => {
            for line in lines {
                builder.unexplained(line, why);
            }
        }
    }
}

/// Prose says nothing only if it has plain words.
fn words(builder: &mut Builder, text: &str, lines: std::ops::RangeInclusive<u32>) {
    if says_nothing(text) {
        builder.note_all(lines, "prose without a checkable statement");
    } else {
        builder.unread_rest(lines, "a sentence that was not understood");
    }
}

/// `200 - application/json`: the following text describes this response.
fn status_of_media(text: &str) -> Option<String> {
    let text = text.trim();
    let length = crate::read_status(text).filter(|_| crate::read_media_line(text))?;
    text.get(..length).map(str::to_ascii_uppercase)
}

/// `Code: 404 Not Found`: the status of the response that is described.
fn labelled_status(text: &str) -> Option<String> {
    const LABELS: &[&str] =
        &["code", "status", "status code", "http status", "http code", "http status code", "response code"];
    let (label, said) = text.split_once(':')?;
    let said = said.trim().trim_matches('`');
    let is_label = LABELS.contains(&label.trim().to_lowercase().as_str());
    let length = crate::read_status(said).filter(|_| is_label && said.split_whitespace().count() <= 5)?;
    said.get(..length).map(str::to_ascii_uppercase)
}

/// True for a heading that is not below the current one. What a line announces may stand under a heading beside it,
/// unless that only names another part of the operation.
fn ends_section(next: &Block, sections: &Sections) -> bool {
    let Kind::Heading(heading) = &next.kind else { return false };
    let is_beside = sections.is_beside(heading.level) && !is_part(&heading.text);
    !sections.is_below(heading.level) && !is_beside
}

fn heading(builder: &mut Builder, line: u32, heading: &Heading, sections: &mut Sections) {
    let text = heading.text.as_str();
    // The title of a page names no part.
    let is_title_of_page = heading.level == 1 && !sections.current.is_past_head;
    if is_title_of_page {
        sections.current.is_past_head = true;
        sections.current.is_title = true;
    } else if sections.enter(heading) {
        status(builder, line, sections);
    }
    if is_title(text) {
        builder.note(line, "a heading");
    } else {
        builder.unread_rest(line..=line, "a heading that was not understood");
    }
}

/// The claim of a title that names a status.
fn status(builder: &mut Builder, line: u32, sections: &Sections) {
    if let Some(status) = sections.current.status.clone() {
        let place = place(line, Section::Prose, Location::Status, Some(status.clone()));
        builder.add(&place, Predicate::Status, status);
    }
}

/// True if a heading only gives a title: plain words, a status, or the name of a part. Others may state a limit, a name or
/// what is required.
fn is_title(text: &str) -> bool {
    let words = crate::read_status(text).and_then(|length| text.get(length..)).unwrap_or(text);
    let demands = ["required", "optional"].iter().any(|word| english(text).contains(word));
    says_nothing(words) || text == "OpenAPI" || (is_part(text) && !demands)
}

fn code(builder: &mut Builder, code: &Code, block: &Block, before: Option<&Block>, context: &Context) {
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
    let label = before.and_then(label_of);
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

fn label_of(block: &Block) -> Option<Label> {
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
    } else if has_any(&["request", "payload", "body"]) {
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

fn place(line: u32, section: Section, location: Location, status: Option<String>) -> Place {
    Place { line, section, grade: Grade::Prose, location, status, pointer: String::new() }
}

/// Untrusted text for our messages: without terminal controls, on one line, and of limited length.
pub(crate) fn plain(text: &str) -> String {
    one_line(text).chars().take(120).collect()
}
