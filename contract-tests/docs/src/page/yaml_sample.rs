//! Samples in YAML.

use cartevo_yaml::{Node, Value as Written, read_first};

use super::sample::{Member, Sample, Value};

/// The sample in a YAML text whose first line has this number: a map or a list.
pub(crate) fn parse_yaml(text: &str, first_line: u32) -> Option<Sample> {
    let root = read_first(text).ok()?;
    let is_sample = matches!(root.value, Written::Map(_) | Written::List(_));
    is_sample.then(|| sample(text, first_line.saturating_sub(1), &root))
}

fn sample(text: &str, offset: u32, node: &Node) -> Sample {
    let written = || text.get(node.span.range()).unwrap_or_default().trim().to_owned();
    let value = match &node.value {
        Written::Null => Value::Null,
        Written::Bool(value) => Value::Boolean(*value),
        Written::Text(words) => Value::Text(words.clone()),
        Written::List(items) => Value::Array(items.iter().map(|item| sample(text, offset, item)).collect()),
        Written::Map(members) => {
            let member = |member: &cartevo_yaml::Member| Member {
                line: member.place.line + offset,
                key: member.key.clone(),
                sample: sample(text, offset, &member.node),
            };
            Value::Object(members.iter().map(member).collect())
        }
        Written::Binary(_) => Value::Code,
        _ => Value::Number(written()),
    };
    Sample { line: node.place.line + offset, value }
}
