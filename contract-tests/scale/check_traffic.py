"""Checks traffic that is spread over a cluster, with Apache Spark.

Each partition is piped through `cartevo-contract check - --format summary` where it is; the summaries, which are small,
are merged on the driver in the order of the partitions. The result is that of one run over the same parts in this order.

    spark-submit check_traffic.py --spec openapi.yaml --summary out.json traffic.ndjson

The traffic is NDJSON (one recording per line), or Parquet with the columns `method`, `url` and `status`, and as far as
there are any `request_headers`, `request_body`, `headers` and `body` (texts; headers as a map or as JSON).

The exit code is that of `cartevo-contract merge`.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import pathlib
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator

from pyspark import SparkFiles
from pyspark.sql import SparkSession

# Nothing to report, findings, and traffic in which nothing could be compared: the run itself went well.
CHECKED = (0, 1, 3)


def main() -> int:
    args = arguments()
    spark = SparkSession.builder.appName("cartevo-contract").getOrCreate()
    try:
        summaries = summaries_of(spark, args)
    finally:
        spark.stop()
    return merge(summaries, args)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Check traffic that is spread over a cluster.")
    parser.add_argument("traffic", nargs="+", help="NDJSON files, or Parquet with --parquet; anything that Spark reads")
    parser.add_argument("--parquet", action="store_true", help="the traffic is Parquet")
    parser.add_argument("--spec", required=True, help="the OpenAPI document, in one file")
    parser.add_argument("--corrections", help="the ledger of corrections")
    parser.add_argument("--program", default="cartevo-contract", help="the program; it is sent to the executors")
    parser.add_argument("--partitions", type=int, default=1, help="the fewest partitions of NDJSON")
    parser.add_argument("--summary", help="write the merged summary to this file")
    return parser.parse_args()


def summaries_of(spark: SparkSession, args: argparse.Namespace) -> list[bytes]:
    """The summary of each partition that holds traffic, in the order of the partitions."""
    lines = parquet_lines(spark, args) if args.parquet else text_lines(spark, args)
    sent = {name: send(spark, path) for name, path in files(args).items()}
    checked = lines.mapPartitionsWithIndex(lambda index, part: check(index, part, sent))
    return [summary for _, summary in sorted(checked.collect())]


def files(args: argparse.Namespace) -> dict[str, str]:
    """What each executor needs."""
    named = {"program": which(args.program), "spec": args.spec, "corrections": args.corrections}
    return {name: path for name, path in named.items() if path}


def which(program: str) -> str:
    for folder in [""] + os.get_exec_path():
        path = os.path.join(folder, program)
        if os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    sys.exit(f"error: there is no program {program}\n  help: install cartevo-contract, or name it with --program")


def send(spark: SparkSession, path: str) -> str:
    """Sends a file to the executors, and returns its name there."""
    spark.sparkContext.addFile(path)
    return os.path.basename(path)


def text_lines(spark: SparkSession, args: argparse.Namespace):
    """The lines, split by ranges of bytes: whenever a task is run again, it gets the same lines in the same order, which a
    shuffle would not promise."""
    return spark.sparkContext.textFile(",".join(args.traffic), args.partitions)


def parquet_lines(spark: SparkSession, args: argparse.Namespace):
    """Each row as a line of NDJSON."""
    return spark.read.parquet(*args.traffic).rdd.map(lambda row: recording(row.asDict(recursive=True)))


def recording(row: dict) -> str:
    request = {"method": row["method"], "url": row["url"]}
    add_part(request, row.get("request_headers"), row.get("request_body"))
    response = {"status": row["status"]}
    add_part(response, row.get("headers"), row.get("body"))
    return json.dumps({"request": request, "response": response}, ensure_ascii=False)


def add_part(part: dict, headers, body: str | None) -> None:
    headers = json.loads(headers) if isinstance(headers, str) else headers
    part["headers"] = headers or {}
    part["body"] = value_of(body)


def value_of(body: str | None):
    """JSON as a value, and anything else as the text that it is."""
    if body is None:
        return None
    try:
        return json.loads(body)
    except ValueError:
        return body


def check(index: int, lines: Iterable[str], sent: dict[str, str]) -> Iterator[tuple[int, bytes]]:
    """Pipes a partition through the program. An error fails the task, which Spark runs again."""
    lines = iter(lines)
    first = next(lines, None)
    if first is None:
        return
    place = {name: SparkFiles.get(path) for name, path in sent.items()}
    os.chmod(place["program"], 0o755)
    command = [place["program"], "check", "-", "--input-format", "ndjson", "--format", "summary"]
    command += ["--stdin-name", f"part-{index:05}", *judged_by(place)]
    with tempfile.TemporaryFile() as log, tempfile.TemporaryFile() as out:
        # A folder of its own: the program looks for a project from here upwards.
        with tempfile.TemporaryDirectory() as folder:
            program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out, stderr=log, cwd=folder)
            feed(program, itertools.chain([first], lines))
            code = program.wait()
        if code not in CHECKED:
            log.seek(0)
            raise RuntimeError(f"partition {index}: exit {code}: {log.read(4000).decode(errors='replace')}")
        out.seek(0)
        yield index, out.read()


def feed(program: subprocess.Popen, lines: Iterable[str]) -> None:
    """Writes the lines. A program that has ended says why with its exit code."""
    try:
        with program.stdin as pipe:
            for line in lines:
                pipe.write(line.encode() + b"\n")
    except BrokenPipeError:
        pass


def judged_by(place: dict[str, str]) -> list[str]:
    corrections = place.get("corrections")
    return ["--spec", place["spec"], *(["--corrections", corrections] if corrections else [])]


def merge(summaries: list[bytes], args: argparse.Namespace) -> int:
    if not summaries:
        print("error: the traffic is empty", file=sys.stderr)
        return 3
    with tempfile.TemporaryDirectory() as folder:
        written = []
        for number, summary in enumerate(summaries):
            path = pathlib.Path(folder) / f"{number:06}.json"
            path.write_bytes(summary)
            written.append(str(path))
        command = [which(args.program), "merge", *judged_by(vars(args)), "--format", "text"]
        command += ["--format", f"summary={args.summary}"] if args.summary else []
        return subprocess.run(command + written, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
