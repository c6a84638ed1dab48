//! Samples: JSON as written in documentation, with the line of each value.
//!
//! In addition to JSON, this parses comments, trailing commas, `...` for omissions, single quotes, bare keys,
//! and bare words as values, so that object literals in code examples can be parsed as well. Depth and size
//! are limited.

/// The maximum nesting depth.
const MAX_DEPTH: usize = 64;

/// A value with its line.
#[derive(Debug, Clone)]
pub(crate) struct Sample {
    pub(crate) line: u32,
    pub(crate) value: Value,
}

#[derive(Debug, Clone)]
pub(crate) enum Value {
    Null,
    Boolean(bool),
    Number(String),
    Text(String),
    Array(Vec<Sample>),
    Object(Vec<Member>),
    /// Code instead of a value: a variable or a template.
    Code,
}

#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) line: u32,
    pub(crate) key: String,
    pub(crate) sample: Sample,
}

/// The place and reason of a parse error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SampleError {
    pub(crate) line: u32,
    pub(crate) what: &'static str,
}

impl Sample {
    /// The members of an object.
    pub(crate) fn members(&self) -> &[Member] {
        match &self.value {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    /// The value as a whole number, if it is one.
    pub(crate) fn integer(&self) -> Option<i64> {
        match &self.value {
            Value::Number(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The status that a response itself states: a number, or some kind of failure.
    pub(crate) fn own_status(&self) -> Option<String> {
        let member =
            |key: &str| self.members().iter().find(|member| member.key == key).map(|member| &member.sample);
        let code = ["statusCode", "status_code", "status", "code"]
            .into_iter()
            .filter_map(member)
            .find_map(Self::integer);
        if let Some(code) = code.filter(|code| (100..600).contains(code)) {
            return Some(code.to_string());
        }
        let failed = ["success", "ok"]
            .into_iter()
            .filter_map(member)
            .any(|value| matches!(value.value, Value::Boolean(false)));
        failed.then(|| "4XX".to_owned())
    }

    /// The value as a text, if it is one.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The name of the JSON type; `None` for code.
    pub(crate) fn type_name(&self) -> Option<&'static str> {
        Some(match &self.value {
            Value::Null => "null",
            Value::Boolean(_) => "boolean",
            // An example that is a whole number does not imply an integer type.
            Value::Number(_) => "number",
            Value::Text(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
            Value::Code => return None,
        })
    }
}

/// Parses the value at the start of `text`, whose first line is `line`. Also returns its length in bytes.
pub(crate) fn parse_sample(text: &str, line: u32) -> Result<(Sample, usize), SampleError> {
    let mut reader = Reader { text, at: 0, line };
    let sample = reader.value(0)?;
    Ok((sample, reader.at))
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Result<Sample, SampleError> {
        self.skip();
        let line = self.line;
        if depth > MAX_DEPTH {
            return Err(self.error("it is nested too deeply"));
        }
        let value = match self.peek() {
            Some('{') => self.object(depth)?,
            Some('[') => self.array(depth)?,
            Some(quote @ ('"' | '\'')) => Value::Text(self.string(quote)?),
            Some('`') => {
                self.string('`')?;
                Value::Code
            }
            Some(c) if c.is_ascii_digit() || c == '-' => self.number(),
            Some('<') => self.placeholder(),
            Some(c) if c.is_alphabetic() || c == '_' || c == '$' => self.word()?,
            Some(_) => return Err(self.error("a value was expected here")),
            None => return Err(self.error("it ends too early")),
        };
        Ok(Sample { line, value })
    }

    fn object(&mut self, depth: usize) -> Result<Value, SampleError> {
        self.bump();
        let mut members = Vec::new();
        loop {
            self.skip();
            if self.ellipsis() {
                continue;
            }
            match self.peek() {
                Some('}') => {
                    self.bump();
                    return Ok(Value::Object(members));
                }
                Some(',') if !members.is_empty() => {
                    self.bump();
                    continue;
                }
                None => return Err(self.error("an object is not closed")),
                Some(_) => {}
            }
            let line = self.line;
            let key = match self.peek() {
                Some(quote @ ('"' | '\'')) => self.string(quote)?,
                _ => self.bare_key()?,
            };
            self.skip();
            let sample = match self.peek() {
                Some(':') => {
                    self.bump();
                    self.value(depth + 1)?
                }
                // `{ customerId }` in JavaScript: the key is a variable.
                Some(',' | '}') => Sample { line, value: Value::Code },
                _ => return Err(self.error("a colon was expected after a key")),
            };
            // `"...": "..."` stands for further members.
            if key.is_empty() || !key.chars().all(|c| matches!(c, '.' | '\u{2026}')) {
                members.push(Member { line, key, sample });
            }
            self.separator('}', "a comma was expected between two members")?;
        }
    }

    fn array(&mut self, depth: usize) -> Result<Value, SampleError> {
        self.bump();
        let mut items = Vec::new();
        loop {
            self.skip();
            if self.ellipsis() {
                continue;
            }
            match self.peek() {
                Some(']') => {
                    self.bump();
                    return Ok(Value::Array(items));
                }
                Some(',') if !items.is_empty() => {
                    self.bump();
                    continue;
                }
                None => return Err(self.error("an array is not closed")),
                Some(_) => {}
            }
            items.push(self.value(depth + 1)?);
            self.separator(']', "a comma was expected between two items")?;
        }
    }

    fn separator(&mut self, close: char, what: &'static str) -> Result<(), SampleError> {
        self.skip();
        match self.peek() {
            Some(',') => {
                self.bump();
                Ok(())
            }
            Some('.') => Ok(()),
            Some(c) if c == close => Ok(()),
            _ => Err(self.error(what)),
        }
    }

    fn string(&mut self, quote: char) -> Result<String, SampleError> {
        self.bump();
        let mut text = String::new();
        loop {
            match self.bump() {
                None => return Err(self.error("a text is not closed")),
                Some('\n') if quote != '`' => return Err(self.error("a text is not closed")),
                Some('\\') => {
                    let escaped = self.bump();
                    self.escape(escaped, &mut text);
                }
                Some(c) if c == quote => return Ok(text),
                Some(c) => text.push(c),
            }
        }
    }

    fn escape(&mut self, escaped: Option<char>, text: &mut String) {
        match escaped {
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some('r') => text.push('\r'),
            Some('u') => {
                let digits = self.text.get(self.at..self.at + 4).unwrap_or_default();
                let code = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
                if let Some(c) = code {
                    self.at += 4;
                    text.push(c);
                }
            }
            Some(c) => text.push(c),
            None => {}
        }
    }

    fn number(&mut self) -> Value {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_alphanumeric() || "+-._".contains(c)) {
            self.bump();
        }
        Value::Number(self.text.get(start..self.at).unwrap_or_default().to_owned())
    }

    /// `<string>` without quotes.
    fn placeholder(&mut self) -> Value {
        while self.bump().is_some_and(|c| c != '>' && c != '\n') {}
        Value::Code
    }

    fn word(&mut self) -> Result<Value, SampleError> {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_alphanumeric() || "_$.?![]()".contains(c)) {
            // A bracket that closes the enclosing array is not part of the word.
            if matches!(self.peek(), Some(']' | ')'))
                && !opened(self.text.get(start..self.at).unwrap_or_default())
            {
                break;
            }
            self.bump();
        }
        if self.at == start {
            return Err(self.error("a value was expected here"));
        }
        Ok(match self.text.get(start..self.at).unwrap_or_default() {
            "true" | "True" => Value::Boolean(true),
            "false" | "False" => Value::Boolean(false),
            "null" | "None" | "nil" => Value::Null,
            _ => Value::Code,
        })
    }

    fn bare_key(&mut self) -> Result<String, SampleError> {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
            self.bump();
        }
        match self.text.get(start..self.at) {
            Some(key) if !key.is_empty() => Ok(key.to_owned()),
            _ => Err(self.error("a key was expected here")),
        }
    }

    fn ellipsis(&mut self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length = if rest.starts_with("...") {
            3
        } else if rest.starts_with('\u{2026}') {
            '\u{2026}'.len_utf8()
        } else {
            return false;
        };
        self.at += length;
        // `...defaults` spreads a variable in JavaScript.
        while self.peek().is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '.') {
            self.bump();
        }
        true
    }

    /// Skips white space and comments.
    fn skip(&mut self) {
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            if rest.starts_with("//") || rest.starts_with("# ") {
                while self.peek().is_some_and(|c| c != '\n') {
                    self.bump();
                }
            } else if rest.starts_with("/*") {
                let length = rest.find("*/").map_or(rest.len(), |end| end + 2);
                let stop = self.at + length;
                while self.at < stop && self.bump().is_some() {}
            } else if self.peek().is_some_and(char::is_whitespace) {
                self.bump();
            } else {
                return;
            }
        }
    }

    fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        if next == '\n' {
            self.line = self.line.saturating_add(1);
        }
        Some(next)
    }

    fn error(&self, what: &'static str) -> SampleError {
        SampleError { line: self.line, what }
    }
}

fn opened(word: &str) -> bool {
    let count = |open: char, close: char| word.matches(open).count() > word.matches(close).count();
    count('[', ']') || count('(', ')')
}
