//! What git tracks, by its index alone.

use std::fs;
use std::path::Path;
use std::process::Command;

use card_data::{GitEntryKind, GitIndexError, read_git_index};
use proptest::prelude::*;
use tempfile::{TempDir, tempdir};

use crate::numbers::complete;

/// A repository, if git is installed.
struct Repository(TempDir);

impl Repository {
    fn new(options: &[&str]) -> Option<Self> {
        Command::new("git").arg("--version").output().ok()?;
        let repository = Self(tempdir().unwrap());
        repository.git(&[&["init", "--quiet"], options].concat());
        Some(repository)
    }

    fn git(&self, arguments: &[&str]) {
        git(self.0.path(), arguments);
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn index(&self) -> Vec<u8> {
        fs::read(self.0.path().join(".git/index")).unwrap()
    }
}

fn git(folder: &Path, arguments: &[&str]) {
    let mut git = Command::new("git");
    git.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_TEMPLATE_DIR", "");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        git.env_remove(name);
    }
    git.args(["-c", "user.email=a@b", "-c", "user.name=a", "-c", "protocol.file.allow=always"]);
    assert!(git.arg("-C").arg(folder).args(arguments).output().unwrap().status.success(), "{arguments:?}");
}

/// The exit code, and what was said to be found.
fn scan(folder: &Path) -> (Option<i32>, Vec<String>) {
    let home = tempdir().unwrap();
    let mut scan = Command::new(env!("CARGO_BIN_EXE_scan-card-data"));
    // Nothing is run: there is nothing in the path.
    scan.env("HOME", home.path()).env_remove("XDG_CONFIG_HOME").env("PATH", "/nonexistent");
    let output = scan.arg(".").current_dir(folder).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let names = said.lines().filter_map(|line| line.split(':').next()).map(str::to_owned);
    (output.status.code(), names.collect())
}

fn names(index: &[u8]) -> Result<Vec<String>, GitIndexError> {
    let mut names = Vec::new();
    read_git_index(index, |name, _| names.push(String::from_utf8(name.to_vec()).unwrap())).map(|_| names)
}

#[test]
fn every_version_and_kind_of_index_is_read() {
    let long = format!("{}/x.log", "d".repeat(200));
    for format in [&["--object-format=sha1"][..], &["--object-format=sha256"]] {
        for version in ["2", "3", "4"] {
            let Some(repository) = Repository::new(format) else { return };
            for name in ["a.log", "ab.log", "ab/c.log", "ab/d/e.log", "é.log", &long] {
                repository.write(name, "x");
            }
            repository.git(&["add", "."]);
            if version == "3" {
                // Only this needs further flags.
                repository.write("later.log", "x");
                repository.git(&["add", "--intent-to-add", "later.log"]);
            }
            repository.git(&["update-index", "--index-version", version]);
            let index = repository.index();
            let mut expected = vec!["a.log", "ab.log", "ab/c.log", "ab/d/e.log", &long, "é.log"];
            if version == "3" {
                expected.insert(5, "later.log");
            }
            assert_eq!(names(&index).unwrap(), expected, "{format:?} {version}");
        }
    }
}

#[test]
fn a_rule_that_ignores_everything_hides_no_tracked_file() {
    let number = complete("424242424242424");
    for rules in [".gitignore", ".git/info/exclude"] {
        let Some(repository) = Repository::new(&[]) else { return };
        repository.write(rules, "*\n");
        repository.write("deep/a.log", &number);
        repository.git(&["add", "--force", "deep/a.log"]);
        let found = (Some(5), vec!["./deep/a.log".to_owned()]);
        assert_eq!(scan(repository.0.path()), found, "{rules}");
        assert_eq!(scan(&repository.0.path().join("deep")), (Some(5), vec!["./a.log".to_owned()]), "{rules}");
    }

    // A repository below the folder that is searched.
    let Some(inner) = Repository::new(&[]) else { return };
    inner.write("sub/.gitignore", "*\n");
    inner.write("sub/a.log", &number);
    let sub = inner.0.path().join("sub");
    inner.git(&["init", "--quiet", "sub"]);
    inner.git(&["-C", sub.to_str().unwrap(), "add", "--force", "a.log"]);
    assert_eq!(scan(inner.0.path()), (Some(5), vec!["./sub/a.log".to_owned()]));
}

#[test]
fn ignored_files_that_are_tracked_are_searched_in_every_kind_of_repository() {
    let Some(repository) = Repository::new(&[]) else { return };
    let number = complete("424242424242424");
    repository.write(".gitignore", "*.log\nmodule\n");
    for name in ["a.log", "deep/b.log", "kept/c.log", "not.log"] {
        repository.write(name, &number);
    }
    repository.git(&["add", "--force", "a.log", "deep/b.log", "kept/c.log"]);
    repository.git(&["commit", "--quiet", "-m", "x"]);
    let all = ["./a.log", "./deep/b.log", "./kept/c.log"].map(str::to_owned).to_vec();
    assert_eq!(scan(repository.0.path()), (Some(5), all.clone()));

    // A folder below the top.
    assert_eq!(scan(&repository.0.path().join("deep")), (Some(5), vec!["./b.log".to_owned()]));

    // Another working tree.
    let other = tempdir().unwrap();
    let tree = other.path().join("tree");
    repository.git(&["worktree", "add", "--quiet", tree.to_str().unwrap()]);
    assert_eq!(scan(&tree), (Some(5), all.clone()));

    // A submodule in a folder that is ignored.
    let Some(outer) = Repository::new(&[]) else { return };
    outer.git(&["submodule", "--quiet", "add", "--force", repository.0.path().to_str().unwrap(), "module"]);
    outer.write(".gitignore", "module\n");
    let inside = all.iter().map(|name| name.replace("./", "./module/")).collect();
    assert_eq!(scan(outer.0.path()), (Some(5), inside));

    // A split index, and one without details of folders.
    repository.git(&["update-index", "--split-index"]);
    repository.write("new.log", &number);
    repository.git(&["add", "--force", "new.log"]);
    let mut with_new = all.clone();
    with_new.push("./new.log".to_owned());
    assert_eq!(scan(repository.0.path()), (Some(5), with_new));
    repository.git(&["update-index", "--no-split-index"]);
    repository.git(&["rm", "--quiet", "--force", "new.log"]);
    repository.git(&["sparse-checkout", "set", "--cone", "--sparse-index", "kept"]);
    let mut sparse = Vec::new();
    read_git_index(&repository.index(), |name, kind| sparse.push((name.to_vec(), kind))).unwrap();
    assert!(sparse.contains(&(b"deep/".to_vec(), GitEntryKind::Folder)), "{sparse:?}");
    // Somebody puts it back.
    repository.write("deep/b.log", &number);
    assert_eq!(scan(repository.0.path()), (Some(5), all));
}

#[test]
fn a_repository_that_cannot_be_read_is_no_clean_end() {
    let Some(repository) = Repository::new(&[]) else { return };
    repository.write("a", "x");
    let git_folder = repository.0.path().join(".git");
    // Without an index, nothing is tracked.
    assert_eq!(scan(repository.0.path()).0, Some(0));
    for damaged in [&b"junk"[..], b"", b"DIRC\0\0\0\x09\0\0\0\0"] {
        fs::write(git_folder.join("index"), damaged).unwrap();
        assert_eq!(scan(repository.0.path()).0, Some(2));
    }
    fs::remove_dir_all(&git_folder).unwrap();
    for link in ["gitdir: nowhere\n", "nothing"] {
        fs::write(&git_folder, link).unwrap();
        assert_eq!(scan(repository.0.path()).0, Some(2), "{link}");
    }
}

#[test]
fn nothing_that_a_repository_configures_is_run() {
    let Some(repository) = Repository::new(&[]) else { return };
    let marker = repository.0.path().join("marker");
    for key in ["core.fsmonitor", "core.sshCommand", "core.pager", "core.hooksPath"] {
        repository.git(&["config", key, &format!("touch {}", marker.display())]);
    }
    repository.git(&["config", "core.repositoryformatversion", "99"]);
    repository.write("a", "x");
    assert_eq!(scan(repository.0.path()).0, Some(0));
    assert!(!marker.exists());
}

/// An index of version 2 with these names.
fn written(names: &[&[u8]]) -> Vec<u8> {
    let mut index = b"DIRC\0\0\0\x02".to_vec();
    index.extend(u32::try_from(names.len()).unwrap().to_be_bytes());
    for name in names {
        let start = index.len();
        index.extend([0; 24]);
        index.extend(0o100_644_u32.to_be_bytes());
        index.extend([0; 32]);
        index.extend(u16::try_from(name.len()).unwrap().to_be_bytes());
        index.extend(*name);
        let padding = 8 - (index.len() - start) % 8;
        index.extend(vec![0; padding]);
    }
    index.extend([0; 20]);
    index
}

#[test]
fn an_index_names_no_path_outside_of_its_working_tree() {
    assert_eq!(names(&written(&[b"a/b", b"a/c"])).unwrap(), ["a/b", "a/c"]);
    for name in
        ["/", "//", "/etc", "../a", "/etc/passwd", "a/../b", "a//b", "./a", ".git/config", "a/.GIT/hooks"]
    {
        assert_eq!(names(&written(&[name.as_bytes()])), Err(GitIndexError::Damaged), "{name}");
    }
    assert_eq!(names(&written(&[b"b", b"a"])), Err(GitIndexError::Damaged));
    assert_eq!(names(&written(&[b"a", b"a"])), Err(GitIndexError::Damaged));
}

#[cfg(unix)]
#[test]
fn tracked_files_are_not_reached_through_links() {
    let outside = tempdir().unwrap();
    fs::write(outside.path().join("b.log"), complete("424242424242424")).unwrap();
    let folder = tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::write(folder.path().join(".git/index"), written(&[b"a/b.log"])).unwrap();
    fs::write(folder.path().join("c"), "x").unwrap();
    std::os::unix::fs::symlink(outside.path(), folder.path().join("a")).unwrap();
    assert_eq!(scan(folder.path()), (Some(0), Vec::new()));
}

#[test]
fn a_cut_index_is_never_read_as_a_whole_one() {
    let whole = written(&[b"a/b", b"a/c", b"abcdefgh"]);
    for end in 0..whole.len() {
        assert!(names(&whole[..end]).is_err(), "{end}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..300), version in 2..5_u8) {
        let _ = names(&[b"DIRC\0\0\0".as_slice(), &[version], &bytes].concat());
    }

    #[test]
    fn a_changed_index_is_refused_or_names_plain_paths(at in 0..250_usize, value in any::<u8>()) {
        let mut index = written(&[b"a/b", b"a/c", b"abcdefgh"]);
        let at = at % index.len();
        index[at] = value;
        let mut found = Vec::new();
        if read_git_index(&index, |name, _| found.push(name.to_vec())).is_ok() {
            prop_assert!(found.iter().all(|name| !name.starts_with(b"/") && !name.starts_with(b"..")));
        }
    }
}
