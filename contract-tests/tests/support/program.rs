//! Runs the program in a folder made for the test.
#![allow(dead_code, reason = "not every test binary uses all of it")]
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

/// What a run printed and how it ended.
pub(crate) struct Ran {
    pub(crate) out: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

impl Ran {
    /// Both outputs, and the exit code.
    pub(crate) fn said(self) -> (String, i32) {
        (self.out + &self.stderr, self.code)
    }

    /// The outputs and the exit code.
    pub(crate) fn parts(self) -> (String, String, i32) {
        (self.out, self.stderr, self.code)
    }
}

/// The program, to be run in a folder, wherever the tests run.
pub(crate) fn program(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("cartevo-contract").unwrap();
    command.current_dir(folder).args(args).env_remove("GITHUB_STEP_SUMMARY");
    command
}

/// Runs the program in a folder.
pub(crate) fn run(folder: &Path, args: &[&str]) -> Ran {
    ran(program(folder, args))
}

/// Runs a command that may have more variables or an input.
pub(crate) fn ran(mut command: Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { out: text(output.stdout), stderr: text(output.stderr), code: output.status.code().unwrap() }
}

/// A folder with files in it.
pub(crate) struct Folder(TempDir);

impl Folder {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A folder with these files.
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self::new();
        for (file, text) in files {
            folder.write(file, text);
        }
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file, and makes the folders above it.
    pub(crate) fn write(&self, file: &str, text: &str) {
        let path = self.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Runs the program in the folder.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        run(self.path(), args)
    }
}
