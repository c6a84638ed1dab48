//! Checks an OpenAPI document against recorded HTTP traffic.
