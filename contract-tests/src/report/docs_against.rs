//! What the docs state about the place of a finding.

use super::docs_side::DocsSide;
use super::numbers::grouped;
use contract_core::harmless::one_line;
use contract_core::judgement::Finding;
use contract_core::spec::StatusCode;
use contract_docs::model::{Claim, Predicate};

/// The maximum number of places in a sentence.
const MOST_PLACES: usize = 2;

impl DocsSide {
    /// The claims that contradict the traffic, in the order of pages and lines.
    #[must_use]
    pub fn against(&self, finding: &Finding<'_>) -> Vec<&Claim> {
        let wanted = finding.rule.traits.claims;
        let pointer = finding.renamed_from.as_deref().unwrap_or(&finding.pointer);
        let status = finding.status.and_then(StatusCode::exact).unwrap_or_default();
        self.about(&finding.operation, finding.part, status, pointer)
            .filter(|claim| wanted.contains(&claim.predicate) && !agrees(claim, finding))
            .collect()
    }
}

/// The contradicting claims in one sentence: what they state, and where.
pub(super) fn sentence(docs: &DocsSide, finding: &Finding<'_>) -> Option<String> {
    let is_renamed = finding.renamed_from.is_some();
    // What is stated, with its places. The values of a list are combined.
    let mut stated: Vec<(Predicate, String, Vec<String>)> = Vec::new();
    for claim in docs.against(finding) {
        let statement = if is_renamed { name(claim) } else { statement(claim) };
        let place = format!("{}:{}", one_line(&claim.page), claim.line);
        let is_listed = claim.predicate == Predicate::EnumMember;
        let known = stated
            .iter_mut()
            .find(|(kind, known, _)| *known == statement || (is_listed && *kind == claim.predicate));
        let Some((_, known, places)) = known else {
            stated.push((claim.predicate, statement, vec![place]));
            continue;
        };
        if known.split(", ").all(|known| known != statement) {
            known.push_str(", ");
            known.push_str(&statement);
        }
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let parts: Vec<String> =
        stated.iter().map(|(_, statement, places)| format!("{statement} ({})", named(places))).collect();
    (!parts.is_empty()).then(|| format!("the docs have {}", parts.join(", ")))
}

fn named(places: &[String]) -> String {
    let more = places.len().saturating_sub(MOST_PLACES);
    let named = places.iter().take(MOST_PLACES).cloned().collect::<Vec<_>>().join(", ");
    if more == 0 { named } else { format!("{named} and {} more", grouped(more as u64)) }
}

fn statement(claim: &Claim) -> String {
    let value = one_line(&claim.text());
    match claim.predicate {
        Predicate::Exists => name(claim),
        Predicate::Required => format!("{} as required", name(claim)),
        Predicate::Nullable => "it as never null".to_owned(),
        Predicate::Type => format!("type {value}"),
        Predicate::Format => format!("format {value}"),
        Predicate::Bound => format!("bound {value}"),
        _ => format!("`{value}`"),
    }
}

fn name(claim: &Claim) -> String {
    format!("`{}`", one_line(claim.name()))
}

/// True if the claim agrees with the traffic.
fn agrees(claim: &Claim, finding: &Finding<'_>) -> bool {
    match claim.predicate {
        Predicate::Required | Predicate::Exists => claim.value == false,
        Predicate::Nullable => claim.value == true,
        Predicate::Type | Predicate::EnumMember => {
            finding.renamed_from.is_none() && finding.found.as_deref() == Some(claim.text().as_str())
        }
        _ => false,
    }
}
