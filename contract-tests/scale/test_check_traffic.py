"""The job on a cluster of two workers gives what one run gives, byte for byte. Needs Java 17 and `requirements.txt`; `PROGRAM`
names the program that is tested.

    PROGRAM=target/debug/cartevo-contract python -m unittest discover contract-tests/scale
"""

from __future__ import annotations

import itertools
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import pyspark
from pyspark.sql import SparkSession

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SPEC = ROOT / "openapi" / "cartevo.yaml"
PROGRAM = pathlib.Path(os.environ.get("PROGRAM", ROOT / "target" / "debug" / "cartevo-contract")).resolve()


def lines() -> list[str]:
    """Each recording of the project on a line."""
    files = sorted((HERE.parent / "recordings").glob("*/*/*.json"))
    return [json.dumps(json.loads(file.read_text()), ensure_ascii=False) for file in files]


class OnACluster(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        # So that findings are left: the project's ledger settles them all.
        self.ledger = self.folder / "corrections.toml"
        self.ledger.write_text("")

    def parts(self, parts: list[list[str]]) -> list[str]:
        """Writes a file for each part. Spark makes a partition of each that holds anything."""
        filled = itertools.count()
        names = [f"part-{next(filled):05}" if part else "empty" for part in parts]
        for name, part in zip(names, parts):
            (self.folder / name).write_text("".join(line + "\n" for line in part))
        return names

    def judged_by(self) -> list[str]:
        return ["--spec", str(SPEC), "--corrections", str(self.ledger)]

    def once(self, names: list[str]) -> bytes:
        """The summary of one run over the parts that hold anything."""
        named = [name for name in names if (self.folder / name).stat().st_size]
        command = [PROGRAM, "check", *named, "--input-format", "ndjson", *self.judged_by(), "--format", "summary"]
        run = subprocess.run(command, cwd=self.folder, capture_output=True, check=False)
        self.assertEqual(run.returncode, 1, run.stderr)
        return run.stdout

    def spread(self, traffic: list[str], *more: str, program: pathlib.Path = PROGRAM) -> tuple[int, bytes, str]:
        """The exit code, the summary and the log of the job."""
        summary = self.folder / "summary.json"
        home = pathlib.Path(pyspark.__file__).parent
        command = [home / "bin" / "spark-submit", "--master", "local-cluster[2,1,1024]"]
        command += ["--conf", "spark.ui.enabled=false", HERE / "check_traffic.py", "--program", program]
        command += [*self.judged_by(), "--summary", summary, *more, *traffic]
        settings = {"SPARK_HOME": str(home), "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable}
        run = subprocess.run(
            [str(word) for word in command],
            cwd=self.folder,
            env=os.environ | settings,
            capture_output=True,
            check=False,
        )
        return run.returncode, summary.read_bytes() if summary.exists() else b"", run.stderr.decode()

    def test_partitions_of_any_size_give_what_one_run_gives(self):
        all_lines = lines()
        skewed = [all_lines[:1], all_lines * 5, [], all_lines[3:9]]
        names = self.parts(skewed)
        code, summary, log = self.spread(names)
        self.assertEqual(code, 1, log[-2000:])
        self.assertEqual(summary, self.once(names))

    def test_a_task_that_fails_is_run_again_and_changes_nothing(self):
        all_lines = lines()
        names = self.parts([all_lines[::2], all_lines[1::2]])
        failed = self.folder / "failed-once"
        program = self.folder / "fails-once"
        program.write_text(
            "#!/bin/sh\n"
            f'case "$*" in *part-00001*) if mkdir {failed} 2>/dev/null; then head -n 3 >/dev/null; exit 101; fi;; esac\n'
            f'exec {PROGRAM} "$@"\n'
        )
        program.chmod(0o755)
        code, summary, log = self.spread(names, program=program)
        self.assertEqual(code, 1, log[-2000:])
        self.assertTrue(failed.exists())
        self.assertIn("partition 1: exit 101", log)
        self.assertEqual(summary, self.once(names))

    def test_traffic_that_cannot_be_read_is_no_summary(self):
        spec = self.folder / "no.yaml"
        spec.write_text("swagger: '2.0'")
        names = self.parts([lines()])
        code, summary, log = self.spread(names, "--spec", str(spec))
        self.assertNotEqual(code, 0)
        self.assertEqual(summary, b"")
        self.assertIn("partition 0: exit 2", log)

    def test_columns_of_parquet_are_traffic(self):
        records = [json.loads(line) for line in lines()]
        rows, told = [], []
        for record in records:
            request, response = record["request"], record["response"]
            body = response.get("body")
            rows.append(
                {
                    "method": request["method"],
                    "url": request["url"],
                    "status": response["status"],
                    "headers": response.get("headers") or {},
                    "body": None if body is None else json.dumps(body),
                }
            )
            part = {"headers": {}, "body": None}
            told.append(
                json.dumps(
                    {
                        "request": {"method": request["method"], "url": request["url"], **part},
                        "response": {
                            "status": response["status"],
                            "headers": response.get("headers") or {},
                            "body": body,
                        },
                    }
                )
            )
        session = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
        schema = "method string, url string, status int, headers map<string,string>, body string"
        session.createDataFrame(rows, schema).coalesce(1).write.parquet(str(self.folder / "traffic.parquet"))
        session.stop()
        code, summary, log = self.spread(["traffic.parquet"], "--parquet")
        self.assertEqual(code, 1, log[-2000:])
        self.assertEqual(summary, self.once(self.parts([told])))


if __name__ == "__main__":
    unittest.main()
