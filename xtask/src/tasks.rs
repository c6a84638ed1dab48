//! The tasks: name, purpose and commands.

/// A task of a maintainer.
#[derive(Debug)]
pub(crate) struct Task {
    /// The name on the command line.
    pub(crate) name: &'static str,
    /// A description in one line.
    pub(crate) about: &'static str,
    /// The commands, in order. Further command-line arguments are appended to the last one.
    pub(crate) commands: &'static [Command],
}

/// A command, run in the root of the repository.
#[derive(Debug)]
pub(crate) struct Command {
    /// Environment variables.
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

/// All tasks, in the order of the list.
pub(crate) const TASKS: &[Task] = &[
    Task {
        name: "ci",
        about: "all checks that a change has to pass, as in CI",
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
        about: "the tests of the generator, the extensions and the YAML reader",
        commands: &[plain(&[
            "cargo",
            "test",
            "--locked",
            "-p",
            "cartevo-extensions",
            "-p",
            "cartevo-yaml",
            "-p",
            "cartevo-codegen",
        ])],
    },
    Task {
        name: "test-check",
        about: "the tests of the engine, the reports, `check` and `ledger`",
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
        about: "the tests of scrubbing, recording and the card data search",
        commands: &[
            plain(&["cargo", "test", "--locked", "-p", "card-data", "-p", "contract-record"]),
            plain(&["cargo", "test", "--locked", "-p", "cartevo-contract", "--test", "record"]),
        ],
    },
    Task {
        name: "golden",
        about: "rewrite all golden files; review the diff before you commit it",
        commands: &[
            golden(&["cargo", "test", "--locked", "-p", "cartevo-codegen"]),
            golden(&["cargo", "test", "--locked", "-p", "contract-docs"]),
            golden(&["cargo", "test", "--locked", "-p", "cartevo-contract"]),
        ],
    },
    Task {
        name: "readers",
        about: "increment READER_VERSION if the readers read the sample pages differently",
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
        about: "copy the recordings into the package of the client, for its mock server",
        commands: &[Command {
            env: &[("UPDATE_RECORDINGS", "1")],
            line: &["cargo", "test", "--locked", "-p", "client-tests", "bundle"],
        }],
    },
    Task {
        name: "check",
        about: "check the recordings against the document",
        commands: &[plain(&["cargo", "run", "--locked", "-q", "-p", "cartevo-contract", "--", "check"])],
    },
    Task {
        name: "scan",
        about: "search the repository for card data",
        commands: &[plain(&["cargo", "run", "--locked", "-q", "-p", "card-data", "--", "."])],
    },
    Task {
        name: "fuzz",
        about: "run a fuzz target for some seconds, or all without a name: `cargo xtask fuzz 60 gate`",
        commands: &[plain(&["bash", "fuzz/run"])],
    },
    Task {
        name: "bench",
        about: "run the benchmarks, each against its baseline in the same run",
        commands: &[
            plain(&["cargo", "bench", "--locked", "-p", "cartevo", "--bench", "against_reqwest"]),
            plain(&["cargo", "bench", "--locked", "-p", "cartevo-contract"]),
        ],
    },
    Task {
        name: "instructions",
        about: "count the instructions of check, and compare them with the saved ones (`--save` saves them)",
        commands: &[plain(&[
            "cargo",
            "bench",
            "--locked",
            "-p",
            "cartevo-contract",
            "--bench",
            "check",
            "--",
            "--instructions",
        ])],
    },
    Task {
        name: "deny",
        about: "check licences, advisories and sources of the dependencies with cargo-deny",
        commands: &[plain(&["cargo", "deny", "--workspace", "--locked", "check"])],
    },
];
