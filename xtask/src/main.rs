//! `cargo xtask TASK`: the tasks of a maintainer. Without a task it lists them.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for people")]

mod tasks;

use std::env;
use std::path::Path;
use std::process::{self, ExitCode};

use tasks::{Command, TASKS, Task};

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let Some(name) = arguments.next() else {
        list();
        return ExitCode::SUCCESS;
    };
    let Some(task) = TASKS.iter().find(|task| task.name == name) else {
        eprintln!("error: there is no task of this name\n  help: `cargo xtask` lists the tasks");
        return ExitCode::from(2);
    };
    let rest: Vec<String> = arguments.collect();
    match run(task, &rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::FAILURE
        }
    }
}

fn list() {
    println!("cargo xtask TASK [ARGUMENT]...\n");
    for task in TASKS {
        println!("  {:<13} {}", task.name, task.about);
    }
}

fn run(task: &Task, rest: &[String]) -> Result<(), String> {
    let Some((last, others)) = task.commands.split_last() else { return Ok(()) };
    for command in others {
        execute(command, &[])?;
    }
    execute(last, rest)
}

fn execute(command: &Command, rest: &[String]) -> Result<(), String> {
    let Some((program, arguments)) = command.line.split_first() else { return Ok(()) };
    let shown = command.line.join(" ");
    eprintln!("$ {shown}");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let status = process::Command::new(program)
        .args(arguments)
        .args(rest)
        .envs(command.env.iter().copied())
        .current_dir(root)
        .status()
        .map_err(|error| format!("cannot run `{program}`: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{shown}` failed ({status})")) }
}
