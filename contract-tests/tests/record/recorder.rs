//! `cartevo-contract record`, run as a program.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

pub(crate) struct Recorder {
    child: Child,
    pub(crate) address: SocketAddr,
    out: Receiver<String>,
    stderr: Receiver<String>,
    greeting: String,
}

/// How a recorder ended, and what it said.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) stderr: String,
}

impl Recorder {
    pub(crate) fn start(folder: &Path, upstream: &str, args: &[&str]) -> Self {
        Self::start_with(folder, upstream, args, &[])
    }

    pub(crate) fn start_with(
        folder: &Path,
        upstream: &str,
        args: &[&str],
        environment: &[(&str, &str)],
    ) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cartevo-contract"));
        command
            .current_dir(folder)
            .args(["record", "--upstream", upstream, "--listen", "127.0.0.1:0"])
            .args(args)
            .envs(environment.iter().copied());
        Self::spawn(&mut command)
    }

    /// Starts a command that records, by whatever way.
    pub(crate) fn spawn(command: &mut Command) -> Self {
        let streams = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = streams.spawn().unwrap();
        let out = lines(child.stdout.take().unwrap());
        let stderr = lines(child.stderr.take().unwrap());
        let mut greeting = String::new();
        let address = loop {
            let line = stderr.recv_timeout(Duration::from_secs(30)).unwrap_or_else(|_| panic!("{greeting}"));
            greeting.push_str(&line);
            if let Some(rest) = line.strip_prefix("listening on http://") {
                break rest.split(',').next().unwrap().parse().unwrap();
            }
        };
        Self { child, address, out, stderr, greeting }
    }

    /// The next recording it tells.
    pub(crate) fn written(&self) -> String {
        self.out.recv_timeout(Duration::from_secs(30)).unwrap()
    }

    pub(crate) fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    /// The most memory it has had, in kilobytes.
    pub(crate) fn peak_memory(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.split_whitespace().next().unwrap().parse().unwrap()
    }

    /// Ctrl-C.
    pub(crate) fn interrupt(&self) {
        kill_process(self.pid(), Signal::INT).unwrap();
    }

    pub(crate) fn stop(self) -> Ended {
        self.interrupt();
        self.wait()
    }

    pub(crate) fn kill(self) -> Ended {
        kill_process(self.pid(), Signal::KILL).unwrap();
        self.wait()
    }

    pub(crate) fn wait(mut self) -> Ended {
        let code = self.child.wait().unwrap().code();
        let out = self.out.iter().collect();
        let stderr = std::iter::once(self.greeting).chain(self.stderr.iter()).collect();
        Ended { code, out, stderr }
    }
}

fn lines(from: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut reader = BufReader::new(from);
        let mut line = String::new();
        while reader.read_line(&mut line).is_ok_and(|count| count > 0) {
            if sender.send(std::mem::take(&mut line)).is_err() {
                return;
            }
        }
    });
    receiver
}
