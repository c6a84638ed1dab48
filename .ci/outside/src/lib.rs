//! Nothing: what is tried are the tests.
