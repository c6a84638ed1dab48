//! Recognises code in a text dump, and its end.

/// True for the title of an example: a language or a tool, possibly with a remark.
pub(crate) fn is_title(line: &str) -> bool {
    const TOOLS: &[&str] = &[
        "curl",
        "node",
        "node.js",
        "javascript",
        "typescript",
        "python",
        "php",
        "ruby",
        "go",
        "golang",
        "java",
        "c#",
        ".net",
        "rust",
        "kotlin",
        "swift",
        "bash",
        "shell",
        "http",
        "httpie",
        "cli",
        "axios",
        "fetch",
        "requests",
        "powershell",
        "json",
        "request",
        "response",
        "laravel",
        "express",
        "django",
    ];
    let line = line.trim();
    let words: Vec<String> = line
        .split_whitespace()
        .map(|word| word.trim_matches(['(', ')', ',', ':']).to_ascii_lowercase())
        .collect();
    let known = words.first().is_some_and(|word| TOOLS.contains(&word.as_str()));
    let plain = !line.contains(['=', ';', '{', '}', '"', '\\', '`']) && !line.ends_with(['.', '\\']);
    known && plain && words.len() <= 6 && !line.starts_with("curl -") && !line.starts_with("curl http")
}

/// True if code starts at this line.
pub(crate) fn begins(line: &str) -> bool {
    const STARTS: &[&str] = &[
        "const ",
        "let ",
        "var ",
        "import ",
        "await ",
        "async ",
        "require(",
        "fetch(",
        "axios.",
        "requests.",
        "resp = ",
        "response = ",
        "res = ",
        "<?php",
        "package ",
        "func ",
        "http ",
        "wget ",
        "npm ",
        "pip ",
        "client.",
        "def ",
        "public class",
        "using ",
        "export ",
    ];
    let line = line.trim_start();
    let looks = line.ends_with([';', '{', '(', '\\']) || line.contains(" = ") || line.contains('(');
    STARTS.iter().any(|start| line.starts_with(start)) && (looks || line.contains(['"', '\'']))
}

/// The number of lines of a `curl` command, including a quoted body.
pub(crate) fn curl_length(lines: &[(u32, String)]) -> usize {
    let mut quote: Option<char> = None;
    for (index, (_, line)) in lines.iter().enumerate() {
        let mut escaped = false;
        for c in line.chars() {
            if escaped {
                escaped = false;
                continue;
            }
            match quote {
                _ if c == '\\' && quote != Some('\'') => escaped = true,
                None if c == '\'' || c == '"' => quote = Some(c),
                Some(open) if open == c => quote = None,
                _ => {}
            }
        }
        let goes_on = quote.is_some() || line.trim_end().ends_with('\\');
        let too_long = index > 400;
        if !goes_on || too_long {
            return index + 1;
        }
    }
    lines.len()
}
