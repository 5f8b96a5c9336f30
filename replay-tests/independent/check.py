"""Plays the demonstration, exports it now and on past dates, and runs every check over the exports.

    python check.py CLUSTERMAP [DATE…]

CLUSTERMAP is the binary. The log and the exports lie in a folder that is removed at the end; when a
check fails they stay, and where is told.
"""

import json
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
DATES = ("2015-12-01", "2018-06-30", "2021-12-31")
PLAY_SECONDS_MAX = 600
ANSWER_SECONDS_MAX = 120
STOP_SECONDS_MAX = 30


def main():
    binary, dates = sys.argv[1], sys.argv[2:] or DATES
    folder = pathlib.Path(tempfile.mkdtemp(prefix="independent-"))
    try:
        subprocess.run(
            [binary, "--data", folder, "demo", "--load-only"], check=True, timeout=PLAY_SECONDS_MAX
        )
        saved = exported(binary, folder, dates)
        failed = run_checks(saved)
    except BaseException:
        shutil.rmtree(folder)
        raise
    if failed:
        sys.exit(f"{', '.join(failed)} found differences; the exports are in {folder}")
    shutil.rmtree(folder)


def exported(binary, folder, dates):
    """Exports and statistics, now and on dates, from a server that is stopped again."""
    command = [binary, "--data", folder, "demo", "--listen", "127.0.0.1:0"]
    with open(folder / "server.log", "wb") as log:
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        address = server.stdout.readline().strip()
        if not address:
            sys.exit((folder / "server.log").read_text(encoding="utf-8"))
        save_rulebooks(f"http://{address}", folder / "rulebooks")
        return [save(f"http://{address}", folder, date) for date in (None, *dates)]
    finally:
        stop(server)


def stop(server):
    """Ends the server that was started here, and no other process."""
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(STOP_SECONDS_MAX)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    server.stdout.close()


def save(origin, folder, date):
    """The export and the statistics of a date, or of now."""
    name, query = date or "now", f"?as_of={date}" if date else ""
    paths = folder / f"clusters-{name}.jsonl", folder / f"statistics-{name}.json"
    asked = f"export/clusters.jsonl{query}", f"statistics{query}"
    for path, what in zip(paths, asked):
        with get(origin, what) as answer, open(path, "wb") as file:
            shutil.copyfileobj(answer, file)
    return paths


def save_rulebooks(origin, folder):
    """The text of every edition that was adopted."""
    folder.mkdir()
    with get(origin, "rulebooks") as answer:
        editions = [row["edition"] for row in json.load(answer)["items"]]
    for edition in editions:
        with get(origin, f"rulebooks/{edition}") as answer:
            (folder / f"{edition}.toml").write_text(json.load(answer)["text"], encoding="utf-8")


def get(origin, what):
    return urllib.request.urlopen(f"{origin}/api/v1/{what}", timeout=ANSWER_SECONDS_MAX)


def run_checks(saved):
    """The names of the programs that found something wrong."""
    exports = [export for export, _ in saved]
    pairs = [path for pair in saved for path in pair]
    runs = ("vectors.py", []), ("levels.py", exports), ("facts.py", exports), ("figures.py", pairs)
    return [
        program
        for program, paths in runs
        if subprocess.run([sys.executable, HERE / program, *paths]).returncode != 0
    ]


main()
