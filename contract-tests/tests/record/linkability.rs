//! How many customers somebody who has the list can single out in recordings by the shape of their values: lengths of
//! words and counts of digits.

use std::fs;

use contract_core::spec::Spec;
use contract_record::ImportOptions;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};

use crate::world::{World, exchange};

const SPEC: &str = "
openapi: 3.0.3
info: {title: Customers, version: '1'}
paths:
  /customer:
    get:
      operationId: getCustomer
      responses:
        '200':
          description: A customer.
          content:
            application/json:
              schema:
                type: object
                properties:
                  first_name: {type: string, x-sensitivity: personal}
                  last_name: {type: string, x-sensitivity: personal}
                  email: {type: string, format: email, x-sensitivity: personal}
                  city: {type: string, x-sensitivity: personal}
                  street: {type: string, x-sensitivity: personal}
                  points: {type: integer, x-sensitivity: personal}
";

const FIELDS: &[&str] = &["first_name", "last_name", "email", "city", "street", "points"];
const CUSTOMERS: usize = 400;

/// The share of customers, in percent, that may be singled out.
const LIMIT: usize = 5;

#[test]
fn few_customers_are_singled_out_by_shape() {
    let mut random = StdRng::seed_from_u64(400);
    let customers: Vec<Value> = (0..CUSTOMERS).map(|_| customer(&mut random)).collect();
    let world = World { spec: Spec::from_text(SPEC.to_owned(), "customers.yaml").unwrap(), ..World::new() };
    let lines: Vec<String> =
        customers.iter().map(|customer| exchange("/customer", 200, &customer.to_string())).collect();
    let imported = world.import(&lines, &ImportOptions { keep_all: true, ..ImportOptions::default() });
    assert_eq!(imported.written.len(), CUSTOMERS);
    let shapes: Vec<Vec<usize>> = customers.iter().map(shape).collect();
    let recorded = imported.written.iter().map(|recording| {
        let recording: Value = serde_json::from_str(&fs::read_to_string(&recording.path).unwrap()).unwrap();
        shape(&recording["response"]["body"])
    });
    let singled_out = recorded.enumerate().filter(|(at, shape)| is_nearest(*at, shape, &shapes)).count();
    println!("{singled_out} of {CUSTOMERS} customers are singled out by shape");
    assert!(singled_out * 100 <= CUSTOMERS * LIMIT, "{singled_out} of {CUSTOMERS}");
}

fn customer(random: &mut StdRng) -> Value {
    let first = word(random, 1, 4);
    let last = word(random, 1, 5);
    let city = word(random, 2, 4);
    let street = format!("{} {} {}", random.random_range(1..400), word(random, 1, 4), word(random, 1, 3));
    let exponent: u32 = random.random_range(0..6);
    json!({"first_name": first, "last_name": last, "email": format!("{first}.{last}@mail.test").to_lowercase(),
        "city": city, "street": street, "points": random.random_range(1..10) * 10_i64.pow(exponent) + 1})
}

/// A word of some syllables, some of which have a letter more.
fn word(random: &mut StdRng, least: usize, most: usize) -> String {
    const SYLLABLES: &[&str] = &["ba", "den", "ko", "lir", "mo", "nas", "po", "rut", "sa", "tem", "vi", "zo"];
    let count = random.random_range(least..=most);
    let word: String = (0..count).map(|_| *SYLLABLES.choose(random).unwrap()).collect();
    word[..1].to_uppercase() + &word[1..]
}

/// The number of characters of each word of each value; the local part only of a mail address.
fn shape(customer: &Value) -> Vec<usize> {
    let mut shape = Vec::new();
    for name in FIELDS {
        let value = &customer[*name];
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let text = text.split('@').next().unwrap_or_default();
        let text = if *name == "email" { text.trim_end_matches(|c: char| c.is_ascii_digit()) } else { text };
        shape.extend(text.split([' ', '.']).map(str::len));
    }
    shape
}

/// True if no other customer has a shape as near as that of the customer at this position.
fn is_nearest(at: usize, recorded: &[usize], shapes: &[Vec<usize>]) -> bool {
    let distance = |shape: &[usize]| -> usize {
        if shape.len() != recorded.len() {
            return usize::MAX;
        }
        shape.iter().zip(recorded).map(|(a, b)| a.abs_diff(*b)).sum()
    };
    let own = distance(&shapes[at]);
    own < usize::MAX && shapes.iter().enumerate().all(|(other, shape)| other == at || distance(shape) > own)
}
