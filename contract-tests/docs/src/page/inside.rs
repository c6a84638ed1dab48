//! Names inside of others.

/// The name of a field inside another one, whose name it may repeat: `data.width` inside `data`.
pub(crate) fn inside(prefix: &str, name: &str) -> String {
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
