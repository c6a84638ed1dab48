//! A recorded value against the model's, after what may differ is folded: names, decimal strings, timestamps, nulls.
//! Secrets and raw JSON are compared apart, since the model doesn't serialise them.

use std::collections::BTreeSet;

use cartevo::jiff::Timestamp;
use cartevo::{
    Amount, Card, CardChange, CardList, CardMovement, Conversion, Customer, DepositReceipt, Payment,
    PaymentBalances, Secret, StartedFunding, Transaction, Wallet,
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::bindings;

/// Whether all of `recorded`, a `type_name`, is in `model`.
pub(crate) fn same<T: DeserializeOwned>(
    recorded: &Value,
    model: &(impl serde::Serialize + Secrets),
    type_name: &str,
) -> Result<(), String> {
    let mut ignored = Vec::new();
    serde_ignored::deserialize::<_, _, T>(recorded.clone(), |path| {
        ignored.push(path.to_string().replace('?', "*"));
    })
    .map_err(|error| format!("the public type can't read what the client read: {error}"))?;
    if !ignored.is_empty() {
        return Err(format!("the model ignores {}", ignored.join(", ")));
    }
    let mut secrets = Vec::new();
    let recorded = fold(recorded, type_name, &mut secrets);
    let serialised = serde_json::to_value(model).map_err(|error| error.to_string())?;
    let model_value = fold(&serialised, type_name, &mut Vec::new());
    if recorded != model_value {
        return Err(format!("the model differs in {}", difference(&recorded, &model_value, "")));
    }
    let mut kept = Vec::new();
    model.secrets(&mut kept);
    secrets.sort();
    kept.sort();
    if secrets == kept {
        Ok(())
    } else {
        Err(format!("{} secrets recorded, {} kept", secrets.len(), kept.len()))
    }
}

fn fold(value: &Value, type_name: &str, secrets: &mut Vec<String>) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| fold(item, type_name, secrets)).collect(),
        Value::Object(map) => {
            let fields = bindings::fields(type_name);
            let mut folded = Map::new();
            for (name, value) in map.iter().filter(|(_, value)| !value.is_null()) {
                let Some(field) = fields.get(name) else {
                    folded.insert(name.clone(), value.clone());
                    continue;
                };
                if matches!(field.ty.as_str(), "Secret" | "Raw") {
                    secrets.push(text(value));
                    continue;
                }
                // Where both names are there, the first is the one that is kept.
                if name == &field.name || map.get(&field.name).is_none_or(Value::is_null) {
                    folded.insert(field.name.clone(), fold(value, &field.ty, secrets));
                }
            }
            Value::Object(folded)
        }
        leaf => fold_leaf(leaf, type_name),
    }
}

fn fold_leaf(value: &Value, type_name: &str) -> Value {
    match type_name {
        "Amount" => {
            let amount: Amount = serde_json::from_value(value.clone()).expect("an amount");
            Value::String(amount.decimal().normalize().to_string())
        }
        "Timestamp" => {
            let timestamp: Timestamp = serde_json::from_value(value.clone()).expect("a timestamp");
            Value::String(timestamp.to_string())
        }
        // A brand in lower case is the same brand; a boolean may be written as a text.
        "CardBrand" => Value::from(value.as_str().unwrap_or_default().to_ascii_uppercase()),
        "bool" => Value::from(value == &Value::Bool(true) || value == "true"),
        _ => value.clone(),
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Where two values differ; the values themselves stay out of the test's output.
fn difference(a: &Value, b: &Value, at: &str) -> String {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            let keys: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            let wrong = keys.iter().find(|key| a.get(**key) != b.get(**key));
            wrong.map_or(at.to_owned(), |key| {
                difference(
                    a.get(*key).unwrap_or(&Value::Null),
                    b.get(*key).unwrap_or(&Value::Null),
                    &format!("{at}/{key}"),
                )
            })
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let wrong = a.iter().zip(b).position(|(a, b)| a != b).unwrap_or_default();
            difference(&a[wrong], &b[wrong], &format!("{at}/{wrong}"))
        }
        _ => at.to_owned(),
    }
}

/// The secrets a model holds.
pub(crate) trait Secrets {
    fn secrets(&self, found: &mut Vec<String>);
}

impl<T: Secrets> Secrets for Vec<T> {
    fn secrets(&self, found: &mut Vec<String>) {
        for item in self {
            item.secrets(found);
        }
    }
}

/// Things without secrets.
macro_rules! without_secrets {
    ($($name:ident),+) => {
        $(impl Secrets for $name {
            fn secrets(&self, _: &mut Vec<String>) {}
        })+
    };
}

without_secrets! { Customer, CardChange, CardMovement, Conversion, DepositReceipt, PaymentBalances, Wallet }

impl Secrets for CardList {
    fn secrets(&self, found: &mut Vec<String>) {
        self.cards.secrets(found);
        found.extend(self.statistics.iter().map(|statistics| text(statistics.by_customer.expose())));
    }
}

impl Secrets for StartedFunding {
    fn secrets(&self, found: &mut Vec<String>) {
        self.transaction.secrets(found);
        let order = self.payment_result.as_ref().and_then(|order| order.provider_response.as_ref());
        found.extend(order.map(|raw| text(raw.expose())));
    }
}

impl Secrets for Payment {
    fn secrets(&self, found: &mut Vec<String>) {
        found.extend(self.upstream.iter().map(|raw| text(raw.expose())));
    }
}

impl Secrets for Card {
    fn secrets(&self, found: &mut Vec<String>) {
        found.extend([&self.number, &self.cvv].into_iter().flatten().map(Secret::expose).map(str::to_owned));
        let raws = [&self.provider_card_metadata, &self.raw];
        found.extend(raws.into_iter().flatten().map(|raw| text(raw.expose())));
    }
}

impl Secrets for Transaction {
    fn secrets(&self, found: &mut Vec<String>) {
        found.extend(
            [&self.raw, &self.wallet, &self.user].into_iter().flatten().map(|raw| text(raw.expose())),
        );
        self.card.iter().for_each(|card| card.secrets(found));
    }
}
