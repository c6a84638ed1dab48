//! Markdown, plain or with the components of Mintlify: front matter, fences, pipe tables, fields.

use super::dialect::{Address, OperationEnd, Row};
use super::markdown_lines::{dedented, fence, heading, operation, strip_tags};
use super::mdx::{Tag, tag};
use super::operation_line::{bold_title, bound, named, sent};
use super::pipe_table::{plain, table};
use super::site;
use crate::page::{Block, Code, Field, Kind, Noise};
use crate::vocabulary::method;

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
        sides: Vec::new(),
        statuses: Vec::new(),
        levels: Vec::new(),
    };
    reader.front_matter();
    while reader.at < reader.lines.len() {
        let before = reader.at;
        reader.step();
        reader.at = reader.at.max(before + 1);
    }
    while let Some((block, _)) = reader.fields.pop() {
        reader.blocks.push(block);
    }
    reader.blocks.sort_by_key(|block| block.line);
    bound(&mut reader.blocks, &reader.levels);
    reader.blocks
}

struct Reader {
    lines: Vec<(u32, String)>,
    at: usize,
    blocks: Vec<Block>,
    /// The open fields, outermost first, with the name prefix of the fields inside.
    fields: Vec<(Block, String)>,
    /// The sides of the open examples: `request` or `response`.
    sides: Vec<&'static str>,
    /// The statuses of the open tabs.
    statuses: Vec<Option<String>>,
    /// The lines of headings, with their levels.
    levels: Vec<(u32, usize)>,
}

impl Reader {
    fn front_matter(&mut self) {
        if self.text(0) != "---" {
            return;
        }
        let Some(end) = (1..self.lines.len().min(200)).find(|at| self.text(*at) == "---") else { return };
        for at in 1..end {
            let (line, text) = (self.line(at), self.text(at).to_owned());
            let operation = text
                .split_once(':')
                .filter(|(key, _)| matches!(key.trim(), "openapi" | "api"))
                .and_then(|(_, value)| operation(value));
            if let Some((method, path)) = operation {
                self.blocks.push(Block { line, end: line, kind: Kind::Operation { method, path } });
            }
        }
        self.blocks.push(Block {
            line: self.line(0),
            end: self.line(end),
            kind: Kind::Noise(Noise::FrontMatter),
        });
        self.at = end + 1;
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
        if trimmed.starts_with('<') {
            return self.component(trimmed);
        }
        if trimmed.starts_with("{/*") || trimmed.starts_with("<!--") {
            return self.comment(trimmed);
        }
        if trimmed.starts_with("import ")
            || trimmed.starts_with("export ")
            || matches!(trimmed, "---" | "***" | "___")
        {
            return self.push(1, Kind::Noise(Noise::Directive));
        }
        if trimmed.starts_with("> ") || trimmed == ">" {
            return self.quote();
        }
        if let Some(heading) = heading(trimmed) {
            return self.heading(&heading);
        }
        if let Some((table, used)) = table(self.lines.get(self.at..).unwrap_or_default()) {
            return self.push(used, Kind::Table(table));
        }
        self.text_line(trimmed);
    }

    fn heading(&mut self, heading: &str) {
        let level = self.text(self.at).trim_start().bytes().take_while(|byte| *byte == b'#').count();
        self.levels.push((self.line(self.at), level));
        let mut words = heading.split_whitespace();
        let operation = words.next().and_then(method).zip(words.next().filter(|path| path.starts_with('/')));
        match operation {
            Some((method, path)) => self.push(1, Kind::Operation { method, path: path.to_owned() }),
            None => self.push(1, Kind::Heading(heading.to_owned())),
        }
    }

    fn text_line(&mut self, text: &str) {
        let line = self.line(self.at);
        let item = ["- ", "* ", "+ "].iter().find_map(|mark| text.strip_prefix(mark));
        let words = plain(item.unwrap_or(text));
        if let Some((Block { kind: Kind::Field(field), .. }, _)) = self.fields.last_mut() {
            field.description.push((line, words));
            self.at += 1;
            return;
        }
        match item {
            Some(_) => self.push(1, Kind::Item(words)),
            None => match (named(text), bold_title(text)) {
                (Some((method, path)), _) => self.push(1, Kind::Operation { method, path }),
                (None, Some(title)) => self.push(1, Kind::Heading(title.to_owned())),
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
            let text = plain(self.text(self.at).trim_start().trim_start_matches('>'));
            self.push(1, Kind::Paragraph(text));
        }
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
        if let Some((method, path)) = sent(&code).filter(|_| is_request && ticks < 4) {
            let line = first + 1;
            self.blocks.push(Block { line, end: line, kind: Kind::Operation { method, path } });
            return self.push(length + 2, Kind::Noise(Noise::SentRequest));
        }
        let status = words.iter().find(|word| word.len() == 3 && super::split_cells::status(word).is_some());
        let status =
            status.map(|word| (*word).to_owned()).or_else(|| self.statuses.iter().flatten().last().cloned());
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
                place: self.sides.last().copied(),
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
        self.blocks.push(Block { line, end: last, kind: Kind::Noise(Noise::Component) });
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
            if let Some((Block { kind: Kind::Field(field), .. }, _)) = self.fields.last_mut() {
                field.description.push((last, plain(words)));
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
        match (found.name.as_str(), found.is_closing) {
            ("ParamField" | "ResponseField", false) => {
                let (field, inner) = self.field(found, line);
                let block = Block { line, end: last, kind: Kind::Field(Box::new(field)) };
                if found.is_empty {
                    self.blocks.push(block);
                } else {
                    self.fields.push((block, inner));
                }
            }
            ("ParamField" | "ResponseField", true) => {
                if let Some((block, _)) = self.fields.pop() {
                    self.blocks.push(block);
                }
            }
            ("RequestExample", false) => self.sides.push("request"),
            ("ResponseExample", false) => self.sides.push("response"),
            ("RequestExample" | "ResponseExample", true) => {
                self.sides.pop();
            }
            ("Tab" | "Accordion", false) if !found.is_empty => {
                let title = found.get("title").unwrap_or_default();
                let status = super::split_cells::status(title).and_then(|length| title.get(..length));
                self.statuses.push(status.map(str::to_owned));
            }
            ("Tab" | "Accordion", true) => {
                self.statuses.pop();
            }
            _ => {}
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
        if found.name == "ResponseField" {
            field.place = Some("response");
            found.get("name").unwrap_or_default().clone_into(&mut field.name);
            // Inside a request field, it is a member of that field.
            if let Some((Block { kind: Kind::Field(outer), .. }, _)) = self.fields.last() {
                field.place = outer.place;
            }
        }
        let parent = self
            .fields
            .last()
            .filter(|(block, _)| matches!(&block.kind, Kind::Field(outer) if outer.place == field.place));
        if let Some((_, prefix)) = parent {
            field.name = format!("{prefix}.{}", field.name);
        }
        field.type_text = found.get("type").map(|text| (line, text.to_owned()));
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
            self.at += used;
            return;
        }
        if text.starts_with("<!--") {
            return self.comment(text);
        }
        let words = plain(&strip_tags(text));
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
