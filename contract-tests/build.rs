//! The version that `--version` tells: the package's, and the commit it was built from where that is known.

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};

/// Where a build has no repository (a container, an unpacked archive), it is told the commit.
const COMMIT: &str = "CARTEVO_COMMIT";

fn main() {
    println!("cargo::rerun-if-env-changed={COMMIT}");
    println!("cargo::rerun-if-changed=build.rs");
    let told = env::var(COMMIT).ok().filter(|commit| !commit.is_empty());
    let commit = told.or_else(checked_out).filter(|commit| is_hash(commit));
    let version = env!("CARGO_PKG_VERSION");
    match commit {
        Some(commit) => println!("cargo::rustc-env=CARTEVO_CONTRACT_VERSION={version} ({})", &commit[..12]),
        None => println!("cargo::rustc-env=CARTEVO_CONTRACT_VERSION={version}"),
    }
}

/// The commit of the repository whose root is the workspace. A vendored copy is in somebody else's repository.
fn checked_out() -> Option<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?;
    if !root.join(".git").exists() {
        return None;
    }
    watch(root);
    git(root, &["rev-parse", "HEAD"])
}

/// Builds again when HEAD moves: to another branch, or with the branch. A file that is not there would mean every time.
fn watch(root: &Path) {
    let branch = git(root, &["symbolic-ref", "--quiet", "HEAD"]);
    for name in ["HEAD", "packed-refs"].into_iter().chain(branch.as_deref()) {
        let file = git(root, &["rev-parse", "--git-path", name]).map(|file| root.join(file));
        if let Some(file) = file.filter(|file| file.exists()) {
            println!("cargo::rerun-if-changed={}", file.display());
        }
    }
}

fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    let mut git = Command::new("git");
    git.arg("-C").arg(root).args(arguments).stdin(Stdio::null()).stderr(Stdio::null());
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        git.env_remove(name);
    }
    let output = git.output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}

fn is_hash(commit: &str) -> bool {
    commit.len() >= 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit())
}
