//! Checks an OpenAPI document against recorded HTTP traffic.

pub mod card_data;
