//! The words of Markdown, without its marks.

use std::ops::Range;

use pulldown_cmark::{Event, Parser};

/// Which marks of code stay in the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    /// None.
    None,
    /// Back ticks around code.
    Code,
}

/// The words of a cell, without marks and with those of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) plain: String,
    pub(super) with_code: String,
}

/// Text without Markdown marks.
pub(crate) fn plain(text: &str) -> String {
    of_line(text, Marks::None)
}

/// Text without Markdown marks, except for those of code.
pub(crate) fn with_code(text: &str) -> String {
    of_line(text, Marks::Code)
}

/// A word before the line keeps marks at its start, such as `1.` and `#`, from being those of a block.
const BEFORE: &str = "a ";

fn of_line(text: &str, marks: Marks) -> String {
    let line = format!("{BEFORE}{}", text.trim().replace(['\n', '\r'], " "));
    let mut words = Words::new(&line, marks);
    for (event, range) in Parser::new(&line).into_offset_iter() {
        words.add(&event, &range);
    }
    words.text.strip_prefix(BEFORE).unwrap_or_default().trim().to_owned()
}

/// The words of events of the parser.
pub(super) struct Words<'a> {
    source: &'a str,
    marks: Marks,
    /// Within `<mark>`, where `*` is a word: `GitBook` marks required names so.
    in_mark: bool,
    pub(super) text: String,
}

impl<'a> Words<'a> {
    pub(super) fn new(source: &'a str, marks: Marks) -> Self {
        Self { source, marks, in_mark: false, text: String::new() }
    }

    pub(super) fn add(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Text(text) => self.add_text(text, range.start),
            Event::Code(code) if self.marks == Marks::Code => {
                self.text.push('`');
                self.text.push_str(code);
                self.text.push('`');
            }
            Event::Code(code) => self.text.push_str(code),
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            Event::InlineHtml(tag) | Event::Html(tag) => {
                self.in_mark = tag.starts_with("<mark");
                self.text.push_str(words_of_tag(tag));
            }
            _ => {}
        }
    }

    /// Marks that pair with nothing are no words, unless they are escaped: `limit*` is the name `limit`.
    fn add_text(&mut self, text: &str, start: usize) {
        let is_escaped = self.source.get(..start).is_some_and(|before| before.ends_with('\\'));
        let kept = text.char_indices().filter(|(at, c)| match c {
            '*' => (is_escaped && *at == 0) || self.in_mark,
            '`' => self.marks == Marks::Code || (is_escaped && *at == 0),
            _ => true,
        });
        self.text.extend(kept.map(|(_, c)| c));
    }
}

/// What an HTML tag means for the words around it; a placeholder such as `<token>` is a word.
fn words_of_tag(tag: &str) -> &str {
    const TAGS: &[&str] =
        &["code", "b", "i", "em", "strong", "a", "sup", "sub", "span", "kbd", "div", "u", "mark"];
    let name = tag.trim_start_matches(['<', '/']);
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let is = |known: &str| name.eq_ignore_ascii_case(known);
    match () {
        // A line break parts words.
        () if is("li") && !tag.starts_with("</") => " \u{2022} ",
        () if is("br") || is("p") || is("li") || is("ul") => " ",
        () if tag.starts_with("<!") || TAGS.iter().any(|known| is(known)) => "",
        () => tag,
    }
}

#[cfg(test)]
mod tests {
    use super::{plain, with_code};

    #[test]
    fn marks_are_no_words() {
        for (text, words) in [
            ("**Required.** The `id` of a [boat](/boats)", "Required. The id of a boat"),
            ("1. `GET /boats`", "1. GET /boats"),
            ("# no heading", "# no heading"),
            ("snake_case_name and _this_", "snake_case_name and this"),
            ("limit*", "limit"),
            ("a \\* b \\| c", "a * b | c"),
            ("<token> of <b>one</b><br/>boat &lt;id&gt;", "<token> of one boat <id>"),
            ("limit<mark style=\"color:red;\">*</mark>", "limit*"),
            ("", ""),
            ("a", "a"),
        ] {
            assert_eq!(plain(text), words, "{text}");
        }
        assert_eq!(with_code("**one of** `a*b`, `c`"), "one of `a*b`, `c`");
    }
}
