//! All rules.

use std::sync::LazyLock;

use super::{Rule, card_data, docs, ledger, request, response, unobserved};

static ALL: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let families =
        [response::RULES, unobserved::RULES, request::RULES, docs::RULES, ledger::RULES, card_data::RULES];
    let mut rules = families.concat();
    rules.sort_by_key(|rule| rule.code);
    rules
});

/// Every rule, by code.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    ALL.iter().copied()
}

/// Finds a rule by code or name, ignoring case.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code.eq_ignore_ascii_case(name) || rule.name.eq_ignore_ascii_case(name))
}

/// Registers the rules of a family, each as `module::NAME`, and checks redundant information at compile time.
macro_rules! family {
    ($($module:ident::$rule:ident),* $(,)?) => {
        $(pub use $module::$rule;)*

        /// The rules of this family, by code.
        pub(super) static RULES: &[&super::Rule] = &[$(&$rule),*];

        $(const _: () = super::registry::check(&$module::$rule, stringify!($module));)*
    };
}

pub(super) use family;

/// Checks that a rule agrees with its page, its family and the name of its file.
pub(super) const fn check(rule: &Rule, module: &str) {
    let page = rule.page.as_bytes();
    let (code, name) = (rule.code.as_bytes(), rule.name.as_bytes());
    assert!(holds(code, 0, rule.family.prefix().as_bytes()), "the code is of another family");
    let name_at = "# ".len() + code.len() + " ".len();
    let is_headed = holds(page, 0, b"# ")
        && holds(page, "# ".len(), code)
        && holds(page, name_at - 1, b" ")
        && holds(page, name_at, name)
        && holds(page, name_at + name.len(), b"\n");
    assert!(is_headed, "the page does not start with `# CODE name`");
    assert!(is_snake_case_of(module.as_bytes(), name), "the file is not called like the rule");
}

/// True if the text has the part at this position.
const fn holds(text: &[u8], at: usize, part: &[u8]) -> bool {
    let mut index = 0;
    while index < part.len() {
        if at + index >= text.len() || text[at + index] != part[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// True for `wrong_type` and `wrong-type`.
const fn is_snake_case_of(snake: &[u8], kebab: &[u8]) -> bool {
    let mut index = 0;
    while index < kebab.len() {
        let wanted = if kebab[index] == b'-' { b'_' } else { kebab[index] };
        if index >= snake.len() || snake[index] != wanted {
            return false;
        }
        index += 1;
    }
    snake.len() == kebab.len()
}
