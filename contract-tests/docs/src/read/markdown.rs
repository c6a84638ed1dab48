//! Markdown, plain or with the components of Mintlify: front matter, fences, pipe tables, fields.

use super::dialect::{Address, OperationEnd, Row};
use super::embedded;
use super::front::{labelled, labelled_address, path_of};
use super::liquid;
use super::markdown_lines::{dedented, fence, heading, operation, strip_tags};
use super::mdx::{Tag, tag};
use super::operation_line::{bold_title, is_unread, named, sent};
use super::outline;
use super::pipe_table::{plain, table, with_code};
use super::sent::parts as sent_parts;
use super::site;
use super::tabs;
use crate::model::says_nothing;
use crate::page::{Block, Code, Field, Heading, Kind, Noise};
use crate::vocabulary::{english, method};

/// Markdown, with or without components.
pub(super) static DIALECT: Row = Row {
    name: "markdown",
    endings: &["md", "mdx"],
    rare_endings: &["markdown"],
    confirms: |_| true,
    begins,
    is_served: |media_type, _| media_type.starts_with("text/markdown"),
    address: Address::Tells,
    asked_for: Some(("text/markdown", 10)),
    is_indexed: true,
    blocks,
    lines: site::lines,
    operations: OperationEnd::Marked,
    text: site::text,
};

/// True if a text starts with front matter, a heading or a quote, or has a heading further down.
fn begins(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    ["---\n", "# ", "> "].iter().any(|mark| start.starts_with(mark)) || text.contains("\n## ")
}

/// The blocks of a Markdown page.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let text = text.trim_start_matches('\u{feff}');
    let lines: Vec<(u32, String)> =
        (1..).zip(text.lines()).map(|(line, text)| (line, text.trim_end().to_owned())).collect();
    let mut reader = Reader {
        lines,
        at: 0,
        blocks: Vec::new(),
        fields: Vec::new(),
        groups: Vec::new(),
        sides: Vec::new(),
        statuses: Vec::new(),
    };
    reader.front_matter();
    while reader.at < reader.lines.len() {
        let before = reader.at;
        reader.step();
        reader.at = reader.at.max(before + 1);
    }
    while let Some(open) = reader.fields.pop() {
        reader.blocks.push(open.block);
    }
    reader.blocks.sort_by_key(|block| block.line);
    outline::mark(&mut reader.blocks);
    reader.blocks
}

struct OpenField {
    block: Block,
    prefix: String,
    tag: String,
}

struct Reader {
    lines: Vec<(u32, String)>,
    at: usize,
    blocks: Vec<Block>,
    /// The open fields, outermost first, with the name prefix of the fields inside and the tag.
    fields: Vec<OpenField>,
    /// The open groups of parameters.
    groups: Vec<&'static str>,
    /// The sides of the open examples: `request` or `response`.
    sides: Vec<&'static str>,
    /// The statuses of the open tabs.
    statuses: Vec<Option<String>>,
}

impl Reader {
    fn front_matter(&mut self) {
        if self.text(0) != "---" {
            return;
        }
        let Some(end) = (1..self.lines.len().min(200)).find(|at| self.text(*at) == "---") else { return };
        if let Some((line, method, path)) = self.named_by_keys(end) {
            self.blocks.push(Block { line, end: line, kind: Kind::Operation { method, path } });
        }
        for at in 1..end {
            let (line, text) = (self.line(at), self.text(at).to_owned());
            let embedded = text.strip_prefix("api:").and_then(embedded::document);
            if let Some((method, path, document)) = embedded {
                self.blocks.push(Block { line, end: line, kind: Kind::Operation { method, path } });
                self.blocks.push(Block { line, end: line, kind: Kind::OpenApi(document) });
                continue;
            }
            let operation = text
                .split_once(':')
                .filter(|(key, _)| matches!(key.trim(), "openapi" | "api"))
                .and_then(|(_, value)| operation(value));
            if let Some((method, path)) = operation {
                self.blocks.push(Block { line, end: line, kind: Kind::Operation { method, path } });
            }
        }
        for at in 0..=end {
            let line = self.line(at);
            let kind = if is_of_site(self.text(at)) {
                Kind::Noise(Noise::FrontMatter)
            } else {
                Kind::Unread("front matter that was not understood".to_owned())
            };
            self.blocks.push(Block { line, end: line, kind });
        }
        self.at = end + 1;
    }

    /// The operation of front matter with keys of their own for method and path.
    fn named_by_keys(&self, end: usize) -> Option<(u32, &'static str, String)> {
        let value = |names: &[&str]| {
            (1..end).find_map(|at| {
                let (key, value) = self.text(at).split_once(':')?;
                let value = value.trim().trim_matches(['"', '\'']);
                names.contains(&key).then(|| (self.line(at), value.to_owned()))
            })
        };
        let (line, verb) = value(&["method", "httpMethod"])?;
        let verb = method(&verb.to_ascii_uppercase())?;
        let (_, path) = value(&["route", "path", "endpoint"])?;
        (path.starts_with('/') && path.len() > 1).then_some((line, verb, path))
    }

    fn step(&mut self) {
        let text = self.text(self.at).to_owned();
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return;
        }
        if let Some(ticks) = fence(trimmed) {
            return self.fence(trimmed, ticks);
        }
        if liquid::tag(trimmed).is_some() {
            return self.liquid(trimmed);
        }
        if trimmed.starts_with('<') {
            return self.component(trimmed);
        }
        if trimmed.starts_with("{/*") || trimmed.starts_with("<!--") {
            return self.comment(trimmed);
        }
        if trimmed.starts_with("import ")
            || trimmed.starts_with("export ")
            || matches!(trimmed, "---" | "***" | "___")
            || (trimmed.starts_with(":::") && !trimmed.contains('`'))
        {
            return self.push(1, Kind::Noise(Noise::Directive));
        }
        if trimmed.starts_with("> ") || trimmed == ">" {
            return self.quote();
        }
        if let Some(heading) = heading(trimmed) {
            return self.heading(&heading);
        }
        if let Some(level) = self.underlined() {
            self.push(1, Kind::Heading(Heading { text: plain(trimmed), level }));
            return self.push(1, Kind::Noise(Noise::Directive));
        }
        let rest = self.lines.get(self.at..).unwrap_or_default();
        if let Some((table, used)) = table(rest).or_else(|| tabs::table(rest)) {
            return self.push(used, Kind::Table(table));
        }
        self.text_line(trimmed);
    }

    /// The level of a heading that is underlined on the next line.
    fn underlined(&self) -> Option<u8> {
        let is_after_blank = self.at == 0 || self.text(self.at - 1).trim().is_empty();
        let words = self.text(self.at).trim();
        let line = self.text(self.at + 1).trim();
        if !is_after_blank || line.len() < 3 || words.contains('|') || words.starts_with(['-', '*', '>']) {
            return None;
        }
        match (line.bytes().all(|byte| byte == b'='), line.bytes().all(|byte| byte == b'-')) {
            (true, _) => Some(1),
            (_, true) => Some(2),
            _ => None,
        }
    }

    fn heading(&mut self, heading: &str) {
        let marks = self.text(self.at).trim_start().bytes().take_while(|byte| *byte == b'#').count();
        let level = u8::try_from(marks).unwrap_or(Heading::BOLD);
        let mut words = heading.split_whitespace();
        let verb = words.next().and_then(method);
        let path = words.next().filter(|path| path.starts_with('/') || path.contains("://")).map(path_of);
        let operation = verb.zip(path.filter(|path| path.starts_with('/')));
        match operation {
            Some((method, path)) => {
                let (line, text) = (self.line(self.at), heading.to_owned());
                self.blocks.push(Block { line, end: line, kind: Kind::Heading(Heading { text, level }) });
                self.push(1, Kind::Operation { method, path: path.to_owned() });
            }
            None => self.push(1, Kind::Heading(Heading { text: heading.to_owned(), level })),
        }
    }

    fn text_line(&mut self, text: &str) {
        let line = self.line(self.at);
        let item = ["- ", "* ", "+ "].iter().find_map(|mark| text.strip_prefix(mark));
        let words = plain(item.unwrap_or(text));
        if let Some(OpenField { block: Block { kind: Kind::Field(field), .. }, .. }) = self.fields.last_mut()
        {
            field.description.push((line, with_code(item.unwrap_or(text))));
            self.at += 1;
            return;
        }
        match item {
            Some(_) => self.push(1, Kind::Item(words)),
            None => match (named(text).or_else(|| self.labelled()), bold_title(text)) {
                (Some((method, path)), _) => self.push(1, Kind::Operation { method, path }),
                (None, None) if is_unread(text) => self.unread_operation(),
                (None, Some(title)) => {
                    self.push(1, Kind::Heading(Heading { text: title.to_owned(), level: Heading::BOLD }));
                }
                (None, None) => self.push(1, Kind::Paragraph(words)),
            },
        }
    }

    /// The quote that Mintlify adds to each page for agents is not the vendor's; other quotes are text.
    fn quote(&mut self) {
        let first = self.text(self.at).trim_start_matches(['>', ' ', '#']).to_ascii_lowercase();
        let is_index = first.contains("documentation index") || first.contains("agent instructions");
        let used = self.run(|text| text.trim_start().starts_with('>'));
        if is_index {
            return self.push(used, Kind::Noise(Noise::SiteNote));
        }
        for _ in 0..used {
            let text = self.text(self.at).trim_start().trim_start_matches(['>', ' ']).to_owned();
            match named(&text) {
                Some((method, path)) => self.push(1, Kind::Operation { method, path }),
                None if is_unread(&text) => self.unread_operation(),
                None => self.push(1, Kind::Paragraph(plain(&text))),
            }
        }
    }

    /// The operation of lines such as `**URL**: /boats` and `**Method**: GET`.
    fn labelled(&self) -> Option<(&'static str, String)> {
        let rest = self.lines.get(self.at..)?.iter().filter(|(_, text)| !text.trim().is_empty()).take(4);
        let plain: Vec<(u32, String)> = rest.map(|(line, text)| (*line, plain(text))).collect();
        labelled(&plain).map(|(method, path, _)| (method, path)).or_else(|| labelled_address(&plain))
    }

    /// An operation that cannot be read ends the one before it.
    fn unread_operation(&mut self) {
        let line = self.line(self.at);
        self.blocks.push(Block { line, end: line, kind: Kind::EndOfOperation });
        self.push(1, Kind::Unread("an operation that was not understood".to_owned()));
    }

    fn comment(&mut self, text: &str) {
        let close = if text.starts_with("<!--") { "-->" } else { "*/}" };
        let used = (self.at..self.lines.len())
            .position(|at| self.text(at).contains(close))
            .map_or(1, |used| used + 1);
        self.push(used, Kind::Noise(Noise::Comment));
    }

    fn fence(&mut self, opening: &str, ticks: usize) {
        let info = opening.trim_start_matches(['`', '~']).trim().to_owned();
        let closes = |text: &str| {
            fence(text.trim()).is_some_and(|count| count >= ticks)
                && text.trim().trim_matches(['`', '~']).is_empty()
        };
        let body =
            self.lines.get(self.at + 1..).unwrap_or_default().iter().position(|(_, text)| closes(text));
        let first = self.line(self.at);
        let Some(length) = body else {
            let rest = self.lines.len() - self.at;
            return self.push(rest, Kind::Unexplained("a fence that is not closed".to_owned()));
        };
        let inner = self.lines.get(self.at + 1..self.at + 1 + length).unwrap_or_default();
        let code = dedented(inner);
        let words: Vec<&str> = info.split_whitespace().collect();
        let is_openapi =
            code.starts_with("openapi:") || code.starts_with("paths:") || code.starts_with("swagger:");
        if is_openapi || (ticks >= 4 && operation(&info).is_some()) {
            if let Some((method, path)) = operation(&info) {
                self.blocks.push(Block { line: first, end: first, kind: Kind::Operation { method, path } });
            }
            self.blocks.push(Block { line: first, end: first, kind: Kind::Noise(Noise::DocumentFence) });
            let (line, end) = (first + 1, first + u32::try_from(length).unwrap_or(0));
            self.blocks.push(Block { line, end: end.max(line), kind: Kind::OpenApi(code) });
            self.blocks.push(Block { line: end + 1, end: end + 1, kind: Kind::Noise(Noise::DocumentFence) });
            self.at += length + 2;
            return;
        }
        let is_request =
            words.first().is_none_or(|word| matches!(*word, "http" | "text" | "txt" | "plaintext"));
        if let Some((method, path)) =
            sent(&code).filter(|_| is_request && ticks < 4 && self.fields.is_empty())
        {
            let line = first + 1;
            self.blocks.push(Block { line, end: line, kind: Kind::Operation { method, path } });
            let inner = inner.to_vec();
            self.blocks.extend(sent_parts(inner.get(1..).unwrap_or_default()));
            let end = first + u32::try_from(length).unwrap_or(0) + 1;
            for line in [first, end] {
                self.blocks.push(Block { line, end: line, kind: Kind::Noise(Noise::Fence) });
            }
            self.at += length + 2;
            return;
        }
        let title = Title::of(&info);
        let status = words.iter().find(|word| word.len() == 3 && super::split_cells::status(word).is_some());
        let status = status
            .map(|word| (*word).to_owned())
            .or(title.status)
            .or_else(|| self.statuses.iter().flatten().last().cloned());
        let kind = if code.trim().is_empty() {
            Kind::Noise(Noise::EmptyFence)
        } else if !self.fields.is_empty() {
            // It shows a possible value of the field, not a request or response.
            Kind::Noise(Noise::FieldExample)
        } else {
            Kind::Code(Code {
                text: code,
                text_line: first + 1,
                generated: false,
                status,
                language: words.first().map(|word| (*word).to_owned()),
                place: title.side.or_else(|| self.sides.last().copied()),
            })
        };
        let is_empty = matches!(kind, Kind::Noise(_));
        self.push(length + 2, kind);
        if !is_empty {
            let end = first + u32::try_from(length).unwrap_or(0) + 1;
            for line in [first, end] {
                self.blocks.push(Block { line, end: line, kind: Kind::Noise(Noise::Fence) });
            }
        }
    }

    fn component(&mut self, text: &str) {
        // A tag may span several lines.
        let until = (self.at + 40).min(self.lines.len());
        let joined = (self.at..until).map(|at| self.text(at)).collect::<Vec<_>>().join("\n");
        let joined = joined.trim_start();
        let Some(found) = tag(joined) else { return self.markup(text) };
        let used = joined.get(..found.length).unwrap_or_default().matches('\n').count() + 1;
        let rest = joined
            .get(found.length..)
            .unwrap_or_default()
            .lines()
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned();
        let line = self.line(self.at);
        let last = self.line((self.at + used - 1).min(self.lines.len() - 1));
        self.open_or_close(&found, line, last);
        let is_known =
            found.is_closing || is_arranging(&found) || is_field(&found) || operation_of(&found).is_some();
        let is_known = is_known && !(rest.starts_with('<') && states_something(&rest));
        let kind = if is_known {
            Kind::Noise(Noise::Component)
        } else {
            Kind::Unread("a component that was not understood".to_owned())
        };
        self.blocks.push(Block { line, end: last, kind });
        self.at += used - 1;
        if rest.is_empty() {
            self.at += 1;
            return;
        }
        // The rest of the line: text, or the closing tag.
        if rest.starts_with('<') {
            if let Some(closing) = tag(&rest) {
                self.open_or_close(&closing, last, last);
            }
        } else {
            let (words, closing) = rest.split_once("</").unwrap_or((&rest, ""));
            if let Some(OpenField { block: Block { kind: Kind::Field(field), .. }, .. }) =
                self.fields.last_mut()
            {
                field.description.push((last, with_code(words)));
            } else {
                self.blocks.push(Block { line: last, end: last, kind: Kind::Paragraph(plain(words)) });
            }
            if let Some(closing) = tag(&format!("</{closing}")) {
                self.open_or_close(&closing, last, last);
            }
        }
        self.at += 1;
    }

    fn open_or_close(&mut self, found: &Tag, line: u32, last: u32) {
        let name = found.name.as_str();
        if found.is_closing && self.fields.last().is_some_and(|open| open.tag == name) {
            self.blocks.extend(self.fields.pop().map(|open| open.block));
            return;
        }
        if !found.is_closing && is_field(found) {
            return self.open_field(found, line, last);
        }
        if !found.is_closing
            && let Some((method, path)) = operation_of(found)
        {
            self.blocks.push(Block { line, end: last, kind: Kind::Operation { method, path } });
        }
        match (name, found.is_closing) {
            ("RequestExample", false) => self.sides.push("request"),
            ("ResponseExample" | "api-method-response-example" | "swagger-response", false) => {
                self.sides.push("response");
                self.statuses.push(status_of(found));
            }
            ("RequestExample", true) => {
                self.sides.pop();
            }
            ("ResponseExample" | "api-method-response-example" | "swagger-response", true) => {
                self.sides.pop();
                self.statuses.pop();
            }
            ("Tab" | "Accordion" | "tab" | "TabItem", false) if !found.is_empty => {
                self.statuses.push(status_of(found));
            }
            ("Tab" | "Accordion" | "tab" | "TabItem", true) => {
                self.statuses.pop();
            }
            ("api-method" | "swagger", true) => {
                self.blocks.push(Block { line, end: line, kind: Kind::EndOfOperation });
            }
            (name, is_closing) => {
                if let Some(group) = liquid::group(name) {
                    if is_closing {
                        self.groups.pop();
                    } else {
                        self.groups.push(group);
                    }
                }
            }
        }
    }

    fn open_field(&mut self, found: &Tag, line: u32, last: u32) {
        if self.fields.last().is_some_and(|open| open.prefix.len() > LONGEST_PREFIX) {
            let kind = Kind::Unread("a field inside of too many others".to_owned());
            return self.blocks.push(Block { line, end: last, kind });
        }
        let (field, prefix) = self.field(found, line);
        let block = Block { line, end: last, kind: Kind::Field(Box::new(field)) };
        if found.is_empty {
            self.blocks.push(block);
        } else {
            self.fields.push(OpenField { block, prefix, tag: found.name.clone() });
        }
    }

    /// A line that starts with a tag of `GitBook`: tags, and words between them.
    fn liquid(&mut self, text: &str) {
        let line = self.line(self.at);
        let mut rest = text.trim();
        while !rest.is_empty() {
            if let Some(found) = liquid::tag(rest) {
                self.liquid_tag(&found, line);
                rest = rest.get(found.length..).unwrap_or_default().trim_start();
                continue;
            }
            let mut ends = rest.char_indices().skip(1).map(|(at, _)| at);
            let end = ends.find(|at| rest.get(*at..).is_some_and(|rest| rest.starts_with("{%")));
            let (words, after) = rest.split_at(end.unwrap_or(rest.len()));
            self.words_of_tag(words, line);
            rest = after;
        }
        self.at += 1;
    }

    fn liquid_tag(&mut self, found: &Tag, line: u32) {
        self.open_or_close(found, line, line);
        let is_known =
            found.is_closing || is_arranging(found) || is_field(found) || operation_of(found).is_some();
        let kind = if is_known {
            Kind::Noise(Noise::Component)
        } else {
            Kind::Unread("a component that was not understood".to_owned())
        };
        self.blocks.push(Block { line, end: line, kind });
    }

    fn words_of_tag(&mut self, words: &str, line: u32) {
        match self.fields.last_mut() {
            Some(OpenField { block: Block { kind: Kind::Field(field), .. }, .. }) => {
                field.description.push((line, with_code(words)));
            }
            _ => self.blocks.push(Block { line, end: line, kind: Kind::Paragraph(plain(words)) }),
        }
    }

    fn field(&self, found: &Tag, line: u32) -> (Field, String) {
        let mut field = Field::default();
        for place in ["path", "query", "header", "body"] {
            if let Some(name) = found.get(place) {
                field.place = Some(place);
                name.clone_into(&mut field.name);
            }
        }
        if field.name.is_empty() {
            let stated = found.get("in").or_else(|| found.get("location")).and_then(place_word);
            field.place = match found.name.as_str() {
                "ResponseField" => Some("response"),
                _ => stated.or_else(|| self.groups.last().copied()),
            };
            found.get("name").unwrap_or_default().clone_into(&mut field.name);
            // Inside a request field, it is a member of that field.
            if let Some(OpenField { block: Block { kind: Kind::Field(outer), .. }, .. }) = self.fields.last()
            {
                field.place = outer.place;
            }
        }
        let parent = self
            .fields
            .last()
            .filter(|open| matches!(&open.block.kind, Kind::Field(outer) if outer.place == field.place));
        if let Some(open) = parent {
            field.name = inside(&open.prefix, &field.name);
        }
        let type_text = found.get("type").or_else(|| found.get("schemaName"));
        field.type_text = type_text.map(|text| (line, text.to_owned()));
        field.required = found.get("required").map(|value| (line, value != "false"));
        if found.get("optional").is_some() {
            field.required = Some((line, false));
        }
        field.default =
            found.get("default").or_else(|| found.get("initialValue")).map(|value| (line, value.to_owned()));
        field.deprecated = found.get("deprecated").filter(|value| *value != "false").map(|_| line);
        let is_list = found
            .get("type")
            .is_some_and(|text| text.contains("[]") || text.starts_with("array") || text.starts_with("list"));
        let inner = if is_list { format!("{}[]", field.name) } else { field.name.clone() };
        (field, inner)
    }

    /// HTML in Markdown: the HTML reader reads tables; other tags are layout.
    fn markup(&mut self, text: &str) {
        if text.starts_with("<table") {
            let used = (self.at..self.lines.len())
                .position(|at| self.text(at).contains("</table>"))
                .map_or(1, |used| used + 1);
            let html = (self.at..self.at + used).map(|at| self.text(at)).collect::<Vec<_>>().join("\n");
            let first = self.line(self.at);
            let blocks = super::html_page::blocks_from(&html, first);
            self.blocks.extend(blocks);
            return self.push(used, Kind::Noise(Noise::Tag));
        }
        if text.starts_with("<!--") {
            return self.comment(text);
        }
        let words = plain(&strip_tags(text));
        if states_something(text) && text.contains('{') {
            return self.push(1, Kind::Unread("a component that was not understood".to_owned()));
        }
        if words.is_empty() {
            return self.push(1, Kind::Noise(Noise::Tag));
        }
        self.text_line(&words);
    }

    fn run(&self, wanted: impl Fn(&str) -> bool) -> usize {
        self.lines
            .get(self.at..)
            .unwrap_or_default()
            .iter()
            .take_while(|(_, text)| wanted(text))
            .count()
            .max(1)
    }

    fn text(&self, at: usize) -> &str {
        self.lines.get(at).map(|(_, text)| text.as_str()).unwrap_or_default()
    }

    fn line(&self, at: usize) -> u32 {
        self.lines.get(at).map_or(1, |(line, _)| *line)
    }

    fn push(&mut self, used: usize, kind: Kind) {
        let end = (self.at + used.max(1) - 1).min(self.lines.len().saturating_sub(1));
        self.blocks.push(Block { line: self.line(self.at), end: self.line(end), kind });
        self.at += used.max(1);
    }
}

/// The maximum length of the names around a field.
const LONGEST_PREFIX: usize = 400;

/// True for a line of front matter that is about the page: its title, its place in the menu.
fn is_of_site(line: &str) -> bool {
    const KEYS: &[&str] = &[
        "author",
        "category",
        "date",
        "description",
        "draft",
        "excerpt",
        "full",
        "hidden",
        "hide_table_of_contents",
        "hide_title",
        "icon",
        "id",
        "info_path",
        "keywords",
        "lang",
        "language_tabs",
        "layout",
        "mode",
        "og:title",
        "order",
        "permalink",
        "public",
        "search",
        "sidebarTitle",
        "sidebar_class_name",
        "sidebar_label",
        "sidebar_position",
        "slug",
        "tag",
        "tags",
        "toc_footers",
        "custom_edit_url",
        "pagination_next",
        "pagination_prev",
        "title",
        "weight",
    ];
    let key = line.split_once(':').map(|(key, _)| key.trim_matches(['"', ' ']));
    key.is_some_and(|key| KEYS.contains(&key))
        || line.trim_matches('-').is_empty()
        || says_nothing(line.trim_end_matches([':', '>', '-', '|']))
}

/// True if what follows a tag on its line has words or attributes that may state something.
fn states_something(text: &str) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        let Some(after) = rest.strip_prefix('<') else {
            let end = rest.find('<').unwrap_or(rest.len());
            let (words, after) = rest.split_at(end);
            if !says_nothing(words) {
                return true;
            }
            rest = after;
            continue;
        };
        let length =
            tag(rest).map_or_else(|| after.find('>').map_or(rest.len(), |at| at + 2), |found| found.length);
        let Some((inside, after)) = rest.split_at_checked(length) else { return true };
        if inside.contains('{') {
            return true;
        }
        rest = after;
    }
    false
}

/// True for a component that describes a parameter or a field.
fn is_field(found: &Tag) -> bool {
    let describes = ["type", "required", "schemaName", "in"].iter().any(|name| found.get(name).is_some());
    let named = found.get("name").is_some_and(|name| !name.is_empty());
    matches!(found.name.as_str(), "ParamField" | "ResponseField") || (named && describes)
}

/// The operation that a component names by its method and path.
fn operation_of(found: &Tag) -> Option<(&'static str, String)> {
    let verb = method(&found.get("method")?.to_ascii_uppercase())?;
    let address = ["path", "url", "endpoint", "route"].iter().find_map(|name| found.get(name))?;
    let path = path_of(address);
    (path.starts_with('/') && path.len() > 1 && !path.contains(char::is_whitespace))
        .then(|| (verb, path.to_owned()))
}

/// The status of a tab or an example.
fn status_of(found: &Tag) -> Option<String> {
    let title = ["title", "httpCode", "status", "label", "value"].iter().find_map(|name| found.get(name))?;
    super::split_cells::status(title).and_then(|length| title.get(..length)).map(str::to_owned)
}

/// True for a component that only arranges what is inside, and includes nothing from elsewhere.
fn is_arranging(found: &Tag) -> bool {
    const ARRANGING: &[&str] = &[
        "Accordion",
        "AccordionGroup",
        "Callout",
        "Card",
        "CardGroup",
        "Cards",
        "Check",
        "CodeGroup",
        "Column",
        "Columns",
        "Danger",
        "Expandable",
        "Frame",
        "Icon",
        "Info",
        "Note",
        "Panel",
        "RequestExample",
        "ResponseExample",
        "Step",
        "Steps",
        "Tab",
        "TabItem",
        "Tabs",
        "Tip",
        "Tooltip",
        "Update",
        "Warning",
        "api-method-description",
        "api-method-request",
        "api-method-response",
        "api-method-response-example",
        "api-method-spec",
        "api-method-summary",
        "code",
        "hint",
        "swagger-description",
        "swagger-response",
        "tab",
        "tabs",
    ];
    let is_group = liquid::group(&found.name).is_some();
    ARRANGING.contains(&found.name.as_str()) || is_group || found.attributes.is_empty()
}

fn place_word(text: &str) -> Option<&'static str> {
    Some(match text {
        "path" => "path",
        "query" => "query",
        "header" => "header",
        "body" | "formData" => "body",
        _ => return None,
    })
}

/// The name of a field inside another one, whose name it may repeat: `data.width` inside `data`.
fn inside(prefix: &str, name: &str) -> String {
    let outer = prefix.trim_end_matches("[]");
    let last = outer.rsplit('.').next().unwrap_or(outer).trim_end_matches("[]");
    let plain = outer.replace("[]", "");
    for start in [outer, plain.as_str(), last] {
        let rest = name.strip_prefix(start).map(|rest| rest.trim_start_matches("[]"));
        if let Some(rest) = rest.and_then(|rest| rest.strip_prefix('.')).filter(|rest| !rest.is_empty()) {
            return format!("{prefix}.{rest}");
        }
    }
    format!("{prefix}.{name}")
}

/// What the title of a fence states: `json Response 200`, `json title="Error"`.
#[derive(Default)]
struct Title {
    side: Option<&'static str>,
    status: Option<String>,
}

impl Title {
    fn of(info: &str) -> Self {
        let lower = english(info.split_once(' ').map_or("", |(_, title)| title));
        let has = |word: &str| lower.split(|c: char| !c.is_alphanumeric()).any(|known| known == word);
        if has("error") || has("failure") {
            return Self { side: Some("response"), status: Some("4XX".to_owned()) };
        }
        let side = if has("response") || has("success") {
            Some("response")
        } else if has("request") || has("payload") || has("body") {
            Some("request")
        } else {
            None
        };
        Self { side, status: None }
    }
}
