//! What the stored forms of all handles have in common.

use serde::{Deserialize, Serialize};

use crate::environment::Environment;

/// The only version of the stored form of a handle so far.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub(crate) struct Version;

impl TryFrom<u8> for Version {
    type Error = &'static str;

    fn try_from(number: u8) -> Result<Self, Self::Error> {
        if number == 1 { Ok(Self) } else { Err("the handle was stored by a later version of the crate") }
    }
}

impl From<Version> for u8 {
    fn from(_: Version) -> Self {
        1
    }
}

/// A random id. Two random numbers of at least 32 bits are unique among the open requests of a company.
pub(crate) fn random_id(environment: &dyn Environment) -> String {
    let random = || format!("{:016x}", environment.random().to_bits());
    format!("{}{}", random(), random())
}
