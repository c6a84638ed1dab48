//! Components in Markdown: `<ParamField query="page" type="integer" required>`.

/// A tag of a component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) is_closing: bool,
    pub(crate) is_empty: bool,
    /// The length of the tag in bytes.
    pub(crate) length: usize,
}

impl Tag {
    /// The value of an attribute; `true` for an attribute without a value.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// True for the start of a component: a tag whose name starts with a capital letter.
pub(super) fn names_component(text: &str) -> bool {
    text.trim_start_matches(['<', '/']).starts_with(|c: char| c.is_ascii_uppercase())
}

/// The component tag at the start of `text`. Component names start with a capital letter.
pub(crate) fn tag(text: &str) -> Option<Tag> {
    let rest = text.strip_prefix('<')?;
    let is_closing = rest.starts_with('/');
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let name: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '.').collect();
    if !name.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let start = text.len() - rest.len() + name.len();
    let mut reader = Attributes { text, at: start };
    let attributes = reader.read()?;
    let is_empty = text.get(..reader.at)?.trim_end_matches('>').ends_with('/');
    Some(Tag { name, attributes, is_closing, is_empty, length: reader.at })
}

/// The tag of another syntax with these attributes.
pub(super) fn tag_of(name: &str, attributes: &str, is_closing: bool, length: usize) -> Option<Tag> {
    let text = format!("{attributes}>");
    let attributes = Attributes { text: &text, at: 0 }.read()?;
    Some(Tag { name: name.to_owned(), attributes, is_closing, is_empty: false, length })
}

struct Attributes<'a> {
    text: &'a str,
    at: usize,
}

impl Attributes<'_> {
    /// Reads up to and including the closing bracket.
    fn read(&mut self) -> Option<Vec<(String, String)>> {
        let mut attributes = Vec::new();
        loop {
            let rest = self.text.get(self.at..)?;
            let next = rest.chars().next()?;
            if self.at > 20_000 {
                return None;
            }
            match next {
                '>' => {
                    self.at += 1;
                    return Some(attributes);
                }
                c if c.is_ascii_alphabetic() || c == '_' => {
                    let name: String = rest
                        .chars()
                        .take_while(|c| c.is_ascii_alphanumeric() || "_-:".contains(*c))
                        .collect();
                    self.at += name.len();
                    let value = self.value();
                    attributes.push((name, value.unwrap_or_else(|| "true".to_owned())));
                }
                c => self.at += c.len_utf8(),
            }
        }
    }

    fn value(&mut self) -> Option<String> {
        let rest = self.text.get(self.at..)?.strip_prefix('=')?;
        self.at += 1;
        let open = rest.chars().next()?;
        if open == '"' || open == '\'' {
            let end = rest.get(1..)?.find(open)?;
            self.at += end + 2;
            return rest.get(1..=end).map(str::to_owned);
        }
        if open != '{' {
            let word: String = rest.chars().take_while(|c| !c.is_whitespace() && *c != '>').collect();
            self.at += word.len();
            return Some(word);
        }
        let mut depth = 0_usize;
        for (index, c) in rest.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.at += index + 1;
                return rest
                    .get(1..index)
                    .map(|inner| inner.trim().trim_matches(['"', '\'', '`']).to_owned());
            }
        }
        None
    }
}
