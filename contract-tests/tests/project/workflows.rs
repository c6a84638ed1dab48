//! The workflows and the action of this repository: what they may do, and their shell steps, run as they stand.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use contract_core::spec::source::{Node, Value, read_yaml};

const PROGRAM: &str = env!("CARGO_BIN_EXE_cartevo-contract");

/// The commit of a release, and a later one.
const RELEASED: &str = "0123456789abcdef0123456789abcdef01234567";
const ANOTHER: &str = "fedcba98765432100123456789abcdef01234567";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn read(file: &str) -> Node {
    read_yaml(&fs::read_to_string(root().join(file)).unwrap()).unwrap()
}

fn at<'n>(node: &'n Node, path: &[&str]) -> &'n Node {
    path.iter().fold(node, |node, key| node.get(key).unwrap_or_else(|| panic!("no {key} in {path:?}")))
}

fn workflows() -> Vec<(String, Node)> {
    let folder = fs::read_dir(root().join(".github/workflows")).unwrap();
    let files = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    files.map(|file| (file.clone(), read(&format!(".github/workflows/{file}")))).collect()
}

/// Every step of every job, with the job.
fn steps(workflow: &Node) -> Vec<(&Node, &Node)> {
    let jobs = at(workflow, &["jobs"]).members().iter().map(|member| &member.node);
    // A job that is another workflow of this repository has no steps of its own.
    let jobs =
        jobs.filter(|job| !job.get("uses").and_then(Node::text).is_some_and(|file| file.starts_with("./")));
    jobs.flat_map(|job| at(job, &["steps"]).items().iter().map(move |step| (job, step))).collect()
}

fn script(steps: &Node, name: &str) -> String {
    let step = steps.items().iter().find(|step| step.get("name").and_then(Node::text) == Some(name));
    at(step.unwrap_or_else(|| panic!("no step {name}")), &["run"]).text().unwrap().to_owned()
}

#[test]
fn foreign_actions_are_pinned_by_commit() {
    let mut pinned = 0;
    for (file, workflow) in workflows() {
        for (_, step) in steps(&workflow) {
            let Some(action) = step.get("uses").and_then(Node::text) else { continue };
            if action == "./" {
                continue;
            }
            let (_, commit) = action.split_once('@').unwrap();
            let is_hash = commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(is_hash, "{file}: {action}");
            pinned += 1;
        }
    }
    assert!(pinned > 0);
}

#[test]
fn who_may_write_builds_nothing_and_no_step_holds_a_stranger_s_text() {
    for (file, workflow) in workflows() {
        let default = at(&workflow, &["permissions"]);
        assert!(default.members().iter().all(|member| member.node.text() == Some("read")), "{file}");
        for (job, step) in steps(&workflow) {
            let Some(run) = step.get("run").and_then(Node::text) else { continue };
            assert!(!run.contains("${{"), "{file}: what is put into a script by text is run: {run}");
            let permissions = job.get("permissions").map(Node::members).unwrap_or_default();
            if permissions.iter().any(|member| member.node.text() == Some("write")) {
                // Publishing packs files, and builds and runs nothing of them.
                let run = run.replace("cargo publish --workspace --no-verify", "");
                for word in ["cargo", "cartevo-contract", ".ci/", "npm", "make", "claims/body.md)"] {
                    assert!(!run.contains(word), "{file}: a job that may write runs {word}");
                }
            }
        }
        let checkouts = steps(&workflow).into_iter().filter(|(_, step)| {
            step.get("uses").and_then(Node::text).is_some_and(|action| action.starts_with("actions/checkout"))
        });
        for (_, step) in checkouts {
            assert_eq!(at(step, &["with", "persist-credentials"]).value, Value::Bool(false), "{file}");
        }
    }
    for step in at(&read("action.yml"), &["runs", "steps"]).items() {
        assert!(!at(step, &["run"]).text().unwrap().contains("${{"));
    }
}

/// A runner: a repository, the tools that the steps call, and what the steps leave behind.
struct Runner {
    folder: tempfile::TempDir,
}

impl Runner {
    fn new() -> Self {
        let runner = Self { folder: tempfile::tempdir().unwrap() };
        for folder in ["repo/openapi", "repo/docs", "repo/contract-tests", "temp", "bin", "home"] {
            fs::create_dir_all(runner.path(folder)).unwrap();
        }
        // Installing is copying what is built already.
        runner.tool(
            "cargo",
            &format!(
                "[ \"$1\" = install ] || exit 9\nwhile [ \"$1\" != --root ]; do shift; done\n\
                 mkdir -p \"$2/bin\" && cp '{PROGRAM}' \"$2/bin/cartevo-contract\""
            ),
        );
        runner.tool(
            "gh",
            "echo \"$*\" >> \"$RUNNER_TEMP/gh.log\"\n\
             [ \"$1 $2\" != 'pr list' ] || cat \"$RUNNER_TEMP/open\" 2>/dev/null || true",
        );
        runner.write("repo/openapi/pets.yaml", include_str!("../docs/nightly/pets.yaml"));
        runner.write("repo/docs/get-pet.md", include_str!("../docs/nightly/get-pet.md"));
        // What the action brings with it.
        runner.write("repo/Cargo.toml", include_str!("../../../Cargo.toml"));
        runner.tool_in("repo/.ci", "install", include_str!("../../../.ci/install"));
        runner
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    fn write(&self, file: &str, text: &str) {
        fs::create_dir_all(self.path(file).parent().unwrap()).unwrap();
        fs::write(self.path(file), text).unwrap();
    }

    fn text(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap_or_default()
    }

    fn tool(&self, name: &str, script: &str) {
        self.tool_in("bin", name, &format!("#!/bin/bash\nset -e\n{script}\n"));
    }

    fn tool_in(&self, folder: &str, name: &str, script: &str) {
        let file = format!("{folder}/{name}");
        self.write(&file, script);
        fs::set_permissions(self.path(&file), fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// A release of this version for Linux on x86-64, on a server that is a folder.
    fn release(&self) {
        let (folder, version) = ("server/me/mine/releases/download", env!("CARGO_PKG_VERSION"));
        let name = format!("cartevo-contract-{version}-x86_64-unknown-linux-musl");
        let program = format!("#!/bin/sh\necho 'cartevo-contract {version} ({})'\n", &RELEASED[..12]);
        self.tool_in(&format!("built/{name}"), "cartevo-contract", &program);
        let script = format!(
            "mkdir -p ../{folder}/v{version} && cd ../{folder}/v{version}\n\
             tar -czf {name}.tar.gz -C '{}' {name}\n\
             sha256sum -- * > ../SHA256SUMS && mv ../SHA256SUMS .",
            self.path("built").display()
        );
        let (said, code) = self.run(&script, &[]);
        assert_eq!(code, 0, "{said}");
    }

    /// The first step of the action, as a step of the workflow of somebody who names it by this commit.
    fn install(&self, architecture: &str, commit: &str) -> (String, i32) {
        let action = read("action.yml");
        let server = format!("file://{}", self.path("server").display());
        let variables = [
            ("REPOSITORY", "me/mine"),
            ("COMMIT", commit),
            ("GITHUB_SERVER_URL", &server),
            ("RUNNER_OS", "Linux"),
            ("RUNNER_ARCH", architecture),
        ];
        self.run(&script(at(&action, &["runs", "steps"]), "Install cartevo-contract"), &variables)
    }

    fn is_installed(&self) -> bool {
        self.path("temp/cartevo-contract/bin/cartevo-contract").exists()
    }

    /// Runs a step as GitHub does: bash that ends at the first error, with the paths that earlier steps added.
    fn run(&self, script: &str, variables: &[(&str, &str)]) -> (String, i32) {
        let mut command = Command::new("bash");
        let added = self.text("temp/path").replace('\n', ":");
        let path = format!("{added}{}:{}", self.path("bin").display(), std::env::var("PATH").unwrap());
        command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script]);
        command.current_dir(self.path("repo")).env_clear();
        command.env("PATH", path).env("HOME", self.path("home")).env("RUNNER_TEMP", self.path("temp"));
        command.env("GITHUB_PATH", self.path("temp/path")).env("GITHUB_OUTPUT", self.path("temp/output"));
        command
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GITHUB_ACTION_PATH", self.path("repo"))
            .envs(variables.iter().copied());
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (text(output.stdout) + &text(output.stderr), output.status.code().unwrap())
    }

    fn git(&self, args: &str) -> String {
        let (said, code) = self.run(&format!("git -c user.name=x -c user.email=x@x.example {args}"), &[]);
        assert_eq!(code, 0, "git {args}: {said}");
        said
    }
}

#[test]
fn a_changed_page_becomes_a_pull_request() {
    let workflow = read(".github/workflows/docs.yml");
    let (reading, proposing) =
        (at(&workflow, &["jobs", "read", "steps"]), at(&workflow, &["jobs", "propose", "steps"]));
    let runner = Runner::new();
    let step = |name: &str| {
        let (said, code) = runner.run(&script(reading, name), &[]);
        assert_eq!(code, 0, "{name}: {said}");
        said
    };
    step("Install cartevo-contract");
    let (said, code) = runner.run("cartevo-contract docs lock docs", &[]);
    assert_eq!(code, 0, "{said}");
    runner.git("init -q --bare ../origin");
    runner.git(
        "init -q -b main . && git add -A && git -c user.name=x -c user.email=x@x.example commit -qm start",
    );
    runner.git("remote add origin ../origin");

    step("Has a claim changed?");
    assert_eq!(runner.text("temp/output"), "changed=false\n");

    // One night later the vendor has another name, and words that want to be more than words.
    let page = runner.text("repo/docs/get-pet.md").replace("| nick |", "| nickname |");
    runner.write("repo/docs/get-pet.md", &page.replace("What it is called", "@everybody ``` <script>"));
    step("Has a claim changed?");
    assert!(runner.text("temp/output").ends_with("changed=true\n"));
    step("What changed, and what it means");
    let body = runner.text("repo/claims/body.md");
    assert!(body.contains("/nickname") && body.contains("verdict:"), "{body}");
    assert!(body.lines().skip(3).all(|line| line.starts_with("    ")), "{body}");
    assert!(!body.contains("@everybody"), "{body}");

    // Another night only a line changes that is not understood.
    runner.git("checkout -q -- openapi docs");
    let page = runner.text("repo/docs/get-pet.md");
    runner.write("repo/docs/get-pet.md", &format!("{page}\n| Rank (`x`) | 3 |\n"));
    runner.run("cartevo-contract docs lock docs", &[]);
    runner.git("-c commit.gpgsign=false commit -qam rank");
    runner.write("repo/docs/get-pet.md", &format!("{page}\n| Rank (`x`) | 4 |\n"));
    step("Has a claim changed?");
    assert!(runner.text("temp/output").ends_with("changed=true\nchanged=true\n"));
    runner.run("rm -r claims", &[]);
    step("What changed, and what it means");
    assert!(runner.text("repo/claims/body.md").contains("unread"), "{}", runner.text("repo/claims/body.md"));
    runner.git("reset -q --hard HEAD~1");
    runner.write("repo/docs/get-pet.md", &page.replace("| nick |", "| nickname |"));
    runner.run("rm -r claims", &[]);
    step("What changed, and what it means");

    // The other job starts from a fresh checkout and has the artifact.
    runner.git("checkout -q -- openapi docs");
    let propose = script(proposing, "Open a pull request, or renew the one that is open");
    let (said, code) = runner.run(&propose, &[("GH_TOKEN", "x")]);
    assert_eq!(code, 0, "{said}");
    assert!(runner.text("temp/gh.log").contains("pr create --head docs/claims"));
    assert_eq!(runner.git("diff --name-only main docs/claims").trim(), "openapi/docs.lock");
    assert!(runner.git("--git-dir=../origin show docs/claims:openapi/docs.lock").contains("/nickname"));

    // Once it is open, it is renewed.
    runner.git("switch -q main");
    runner.write("temp/open", "7\n");
    runner.write("repo/claims/docs.lock", "version = 1\nreader = 1\n");
    let (said, code) = runner.run(&propose, &[("GH_TOKEN", "x")]);
    assert_eq!(code, 0, "{said}");
    assert!(runner.text("temp/gh.log").contains("pr edit docs/claims"));
}

#[test]
fn a_page_that_cannot_be_read_fails_the_night() {
    let workflow = read(".github/workflows/docs.yml");
    let steps = at(&workflow, &["jobs", "read", "steps"]);
    let runner = Runner::new();
    runner.run(&script(steps, "Install cartevo-contract"), &[]);
    assert_eq!(runner.run("cartevo-contract docs lock docs", &[]).1, 0);
    fs::remove_file(runner.path("repo/docs/get-pet.md")).unwrap();
    let (said, code) = runner.run(&script(steps, "Has a claim changed?"), &[]);
    assert_eq!(code, 2, "{said}");
    assert_eq!(runner.text("temp/output"), "");
}

#[test]
fn the_action_takes_the_program_of_its_version() {
    for commit in ["v1", "main", RELEASED] {
        let runner = Runner::new();
        runner.tool("cargo", "exit 9");
        runner.release();
        let (said, code) = runner.install("X64", commit);
        assert_eq!(code, 0, "{said}");
        assert!(said.contains("from its release") && !said.contains("building"), "{said}");
        assert!(runner.is_installed());
    }
}

#[test]
fn the_action_builds_where_no_release_fits() {
    for (architecture, commit, why) in [
        ("RISCV64", "v1", "no release for Linux on RISCV64"),
        ("ARM64", "v1", "no release v"),
        ("X64", ANOTHER, "is of another commit"),
    ] {
        let runner = Runner::new();
        runner.release();
        let (said, code) = runner.install(architecture, commit);
        assert_eq!(code, 0, "{said}");
        assert!(said.contains(why) && said.contains("building cartevo-contract"), "{why}: {said}");
        assert!(runner.is_installed());
    }
}

#[test]
fn the_action_refuses_a_program_that_is_not_the_one_in_the_sums() {
    let version = env!("CARGO_PKG_VERSION");
    let folder = format!("server/me/mine/releases/download/v{version}");
    for sums in [String::new(), format!("{}  another.tar.gz\n", "0".repeat(64))] {
        let runner = Runner::new();
        runner.release();
        runner.write(&format!("{folder}/SHA256SUMS"), &sums);
        let (said, code) = runner.install("X64", "v1");
        assert_eq!(code, 1, "{said}");
        assert!(said.contains("is not the one in SHA256SUMS") && !said.contains("building"), "{said}");
        assert!(!runner.is_installed());
    }
}

#[test]
fn the_action_checks_what_it_is_given() {
    let action = read("action.yml");
    let steps = at(&action, &["runs", "steps"]);
    let runner = Runner::new();
    let (said, code) = runner.run(&script(steps, "Install cartevo-contract"), &[]);
    assert_eq!(code, 0, "{said}");
    let exchange = |body: &str| {
        format!(
            r#"{{"request":{{"method":"GET","url":"/pets/7"}},"response":{{"status":200,"headers":{{"content-type":"application/json"}},"body":{body}}}}}"#
        )
    };
    runner
        .write("repo/contract-tests/recordings/getPet/200/one.json", &exchange(r#"{"name":"x","nick":"y"}"#));
    runner.write("repo/my traffic.ndjson", &exchange(r#"{"name":"x","nick":"y","ears":2}"#));
    let check = script(steps, "Check the traffic");
    let given = |sources: &'static str, spec: &'static str| {
        runner.run(&check, &[("SOURCES", sources), ("SPEC", spec), ("LOCKED", "false")])
    };
    let (said, code) = given("", "");
    assert_eq!(code, 0, "{said}");
    let (said, code) = given("my traffic.ndjson\n", "openapi/pets.yaml");
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("::error") && said.contains("ears"), "{said}");
    let (said, code) = runner.run(&check, &[("SOURCES", ""), ("SPEC", ""), ("LOCKED", "true")]);
    assert!(code == 2 || code == 4, "there is no bindings.lock here: {said}");
}
