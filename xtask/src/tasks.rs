//! The tasks: a name, what it is for, and the commands it runs.

/// A task of a maintainer.
#[derive(Debug)]
pub(crate) struct Task {
    /// The name on the command line.
    pub(crate) name: &'static str,
    /// One line for the list of tasks.
    pub(crate) about: &'static str,
    /// The commands, in order. What follows the name on the command line is added to the last of them.
    pub(crate) commands: &'static [Command],
}

/// A command, run from the root of the repository.
#[derive(Debug)]
pub(crate) struct Command {
    /// Variables that are set for it.
    pub(crate) env: &'static [(&'static str, &'static str)],
    /// The program and its arguments.
    pub(crate) line: &'static [&'static str],
}

const fn plain(line: &'static [&'static str]) -> Command {
    Command { env: &[], line }
}

const fn golden(line: &'static [&'static str]) -> Command {
    Command { env: &[("UPDATE_GOLDEN", "1")], line }
}

/// Every task, in the order of the list.
pub(crate) const TASKS: &[Task] = &[
    Task {
        name: "ci",
        about: "everything that must hold before a change lands, as CI runs it",
        commands: &[plain(&["bash", ".ci/run"])],
    },
    Task {
        name: "lint",
        about: "formatting and clippy",
        commands: &[
            plain(&["cargo", "fmt", "--all", "--check"]),
            plain(&["cargo", "clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]),
        ],
    },
    Task {
        name: "test-client",
        about: "the tests of the client, and of the client against the recordings",
        commands: &[
            plain(&["cargo", "test", "--locked", "-p", "cartevo", "--all-features"]),
            plain(&["cargo", "test", "--locked", "-p", "client-tests"]),
        ],
    },
    Task {
        name: "test-codegen",
        about: "the tests of the generator and of the YAML reader",
        commands: &[plain(&["cargo", "test", "--locked", "-p", "cartevo-yaml", "-p", "cartevo-codegen"])],
    },
    Task {
        name: "test-check",
        about: "the tests of the engine, the reports and the command `check`",
        commands: &[
            plain(&["cargo", "test", "--locked", "-p", "contract-core"]),
            plain(&[
                "cargo",
                "test",
                "--locked",
                "-p",
                "cartevo-contract",
                "--test",
                "check",
                "--test",
                "reports",
                "--test",
                "ledger",
            ]),
        ],
    },
    Task {
        name: "test-docs",
        about: "the tests of the readers of documentation pages",
        commands: &[
            plain(&["cargo", "test", "--locked", "-p", "contract-docs"]),
            plain(&["cargo", "test", "--locked", "-p", "cartevo-contract", "--test", "docs"]),
        ],
    },
    Task {
        name: "test-record",
        about: "the tests of scrubbing, recording and the search for card data",
        commands: &[
            plain(&["cargo", "test", "--locked", "-p", "card-data", "-p", "contract-record"]),
            plain(&["cargo", "test", "--locked", "-p", "cartevo-contract", "--test", "record"]),
        ],
    },
    Task {
        name: "golden",
        about: "write every golden file anew; read the difference before you commit it",
        commands: &[
            golden(&["cargo", "test", "--locked", "-p", "cartevo-codegen"]),
            golden(&["cargo", "test", "--locked", "-p", "contract-docs"]),
            golden(&["cargo", "test", "--locked", "-p", "cartevo-contract"]),
        ],
    },
    Task {
        name: "readers",
        about: "move READER_VERSION, where what the readers of pages make of the samples changed",
        commands: &[golden(&[
            "cargo",
            "test",
            "--locked",
            "-p",
            "contract-docs",
            "--test",
            "docs",
            "readers",
        ])],
    },
    Task {
        name: "bindings",
        about: "write openapi/bindings.lock, and say what an edit of the document does to the Rust API",
        commands: &[plain(&["cargo", "run", "--locked", "-q", "-p", "cartevo-contract", "--", "bindings"])],
    },
    Task {
        name: "recordings",
        about: "write the recordings into the package of the client, for its mock server",
        commands: &[Command {
            env: &[("UPDATE_RECORDINGS", "1")],
            line: &["cargo", "test", "--locked", "-p", "client-tests", "bundle"],
        }],
    },
    Task {
        name: "check",
        about: "the document against the recordings",
        commands: &[plain(&["cargo", "run", "--locked", "-q", "-p", "cartevo-contract", "--", "check"])],
    },
    Task {
        name: "scan",
        about: "card data in the repository",
        commands: &[plain(&["cargo", "run", "--locked", "-q", "-p", "card-data", "--", "."])],
    },
    Task {
        name: "fuzz",
        about: "fuzz targets, each for some seconds: `cargo xtask fuzz 60 gate`; all of them without a name",
        commands: &[plain(&["bash", "fuzz/run"])],
    },
    Task {
        name: "bench",
        about: "the benchmarks, each against its baseline in the same run",
        commands: &[
            plain(&["cargo", "bench", "--locked", "-p", "cartevo", "--bench", "against_reqwest"]),
            plain(&["cargo", "bench", "--locked", "-p", "cartevo-contract"]),
        ],
    },
    Task {
        name: "deny",
        about: "licences, advisories and sources of the dependencies, with cargo-deny",
        commands: &[plain(&["cargo", "deny", "--workspace", "--locked", "check"])],
    },
];
