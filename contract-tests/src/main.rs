//! The command line of `cartevo-contract`.

fn main() {}
