//! What a run learned does not depend on the order of exchanges, and two runs can be merged into one.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use cartevo_contract::report::json;
use contract_core::exchange::Locator;
use contract_core::findings::Summary;
use contract_core::judgement::{Coverage, Outcome, Sources};
use contract_core::rules::{self, Expected, Levels, Rule};
use contract_core::spec::Spec;
use contract_core::verdict::{Observation, Part};
use proptest::prelude::*;

const SPEC: &str =
    "openapi: 3.0.3\npaths: {/a: {get: {operationId: a, responses: {'200': {description: ok}}}}}\n";

/// One exchange: its number and what it shows (rule, name, corrections).
type Shown = (u64, Vec<(usize, u16, bool)>);

fn rule(number: usize) -> &'static Rule {
    rules::find(["C104", "C103", "C107", "C205"][number % 4]).unwrap()
}

fn learn(exchanges: &[Shown]) -> Summary {
    let mut summary = Summary::new(3);
    for (number, shown) in exchanges {
        summary.begin(0, &Locator { source: "t".into(), index: *number });
        for (rule_number, name, marked) in shown {
            let (name, ids) = (format!("n{name:03}"), ["K-1".to_owned()]);
            let pointer = format!("/x/{name}");
            summary.observe(&Observation {
                rule: rule(*rule_number),
                operation: "a",
                status: 200,
                part: if rule_number % 4 == 3 { Part::RequestBody } else { Part::ResponseBody },
                pointer: &pointer,
                renamed_from: None,
                found: Some(&name),
                expected: &Expected::OneOf(if *marked { "one" } else { "two" }.into()),
                inside: None,
                site: None,
                corrections: if *marked { &ids } else { &[] },
                excused: *marked,
            });
        }
        summary.end("a", 200);
    }
    summary
}

fn written(summary: &Summary) -> String {
    let spec = Spec::from_text(SPEC.into(), "api.yaml").unwrap();
    let levels = Levels::default();
    let coverage = Coverage::default();
    let sources = Sources { spec: &spec, ledger: None, levels: &levels, coverage, presence: None };
    let mut out = Vec::new();
    json::write(&Outcome::new(summary, &[], sources).into(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn exchanges() -> impl Strategy<Value = Vec<Shown>> {
    // More names than are told apart in one place, and the same thing twice in one exchange.
    let shown = prop::collection::vec((0_usize..4, 0_u16..150, any::<bool>()), 0..30);
    prop::collection::vec(shown, 1..40).prop_map(|all| (0..).zip(all).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn order_and_split_make_no_difference(exchanges in exchanges(), split in any::<prop::sample::Index>(), seed in any::<u64>()) {
        let whole = written(&learn(&exchanges));
        let mut shuffled = exchanges.clone();
        shuffled.sort_by_key(|(number, _)| (number + 1).wrapping_mul(seed | 1).rotate_left(17));
        prop_assert!(written(&learn(&shuffled)) == whole, "another order, another report");

        let (first, second) = exchanges.split_at(split.index(exchanges.len()));
        let mut merged = learn(second);
        merged.merge(learn(first));
        prop_assert!(written(&merged) == whole, "another split, another report");
    }
}
