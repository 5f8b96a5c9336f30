"""Plays the demonstration, publishes its log, exports it now and on past dates, and runs every check.

    python check.py CLUSTERMAP [DATE…]

CLUSTERMAP is the binary. The log, what is published of it and the exports lie in a folder that is removed at the end; when a
check fails they stay, and where is told.
"""

import json
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
DATES = ("2015-12-01", "2018-06-30", "2021-12-31")
PROVED = (0, 255, 256, 1000, 20_000)
# The cluster and the registry's program have the same ids in every demonstration.
CASES = (
    ("--cluster", "xg35emmn73"),
    ("--journal", "--since", "2016-02-01", "--until", "2016-02-29"),
    ("--account", "00000000-0000-0000-0000-000000000000", "--type", "RoleGranted", "--until", "2016-12-31"),
    ("--sample", "gates_by_one_organisation"),
    ("--sample", "late_facts"),
)
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
        # The log that the exports are of: a server enters the accounts of its people, and what is
        # published below grows by an entry of the real day, on which the demonstration's clock isn't.
        clustermap(binary, folder, "publish", folder / "log")
        published = publish(binary, folder)
        failed = run_checks(saved, published)
    except BaseException:
        shutil.rmtree(folder)
        raise
    if failed:
        sys.exit(f"{', '.join(failed)} found differences; the exports are in {folder}")
    shutil.rmtree(folder)


def publish(binary, folder):
    """What the log's programs are started with: the published folder, a continuation, proofs."""
    published, kept = folder / "published", folder / "kept.checkpoint"
    clustermap(binary, folder, "publish", published)
    shutil.copy(published / "checkpoint", kept)
    clustermap(binary, folder, "bulletin", DATES[0])
    clustermap(binary, folder, "publish", published)
    grew = folder / "grew.consistency"
    grew.write_bytes(clustermap(binary, folder, "checkpoint", "--since", kept))
    clustermap(binary, folder, "verify", published, "--since", kept)
    key = published / "key"
    cases = write_cases(binary, folder, key)
    return [
        *(("verify_log.py", [case, "--key", key]) for case in cases),
        ("tamper_case.py", [*cases, "--key", key]),
        ("verify_log.py", [published, "--key", key]),
        ("verify_log.py", [kept, grew, "--key", key]),
        ("tamper_log.py", [published]),
    ]


def write_cases(binary, folder, key):
    """A case of each list of the desk, which the registry's own program verifies too."""
    cases = []
    for number, chosen in enumerate(CASES):
        cases.append(folder / f"case-{number}.zip")
        clustermap(binary, folder, "case", *chosen, "--out", cases[-1])
        clustermap(binary, folder, "verify", cases[-1], "--key", key)
    return cases


def clustermap(binary, folder, *arguments):
    """What the binary prints when it is run beside the demonstration's data."""
    command = [binary, "--data", folder / "demo", *arguments]
    ran = subprocess.run(command, check=True, timeout=PLAY_SECONDS_MAX, stdout=subprocess.PIPE)
    return ran.stdout


def exported(binary, folder, dates):
    """Exports and statistics, now and on dates, from a server that is stopped again."""
    command = [binary, "--data", folder, "demo", "--listen", "127.0.0.1:0"]
    with open(folder / "server.log", "wb") as log:
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        address = server.stdout.readline().strip()
        if not address:
            sys.exit((folder / "server.log").read_text(encoding="utf-8"))
        told = (folder / "server.log").read_text(encoding="utf-8")
        token = re.search(r"^ +auditor +(crt_\w+)$", told, re.MULTILINE).group(1)
        save_rulebooks(f"http://{address}", folder / "rulebooks")
        save_proofs(f"http://{address}", folder / "proofs")
        for date in (None, *dates):
            save_samples(f"http://{address}", folder, date, token)
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


def save_samples(origin, folder, date, token):
    """What the control samples of a date find, in numbers and one by one, and the journal of decisions."""
    name, query = date or "now", {"as_of": date} if date else {}
    with get(origin, f"samples?{urllib.parse.urlencode(query)}") as answer:
        counts = json.load(answer)
    members = {
        item["key"]: every(origin, f"samples/{item['key']}", query, token) for item in counts["items"]
    }
    moderation = every(origin, "moderation", query)
    for what, value in (("samples", counts), ("members", members), ("moderation", moderation)):
        (folder / f"{what}-{name}.json").write_text(json.dumps(value), encoding="utf-8")


def every(origin, what, query, token=None):
    """Every item of a list, page by page."""
    items, cursor = [], {}
    while True:
        asked = urllib.parse.urlencode({"limit": 100} | query | cursor)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        request = urllib.request.Request(f"{origin}/api/v1/{what}?{asked}", headers=headers)
        with urllib.request.urlopen(request, timeout=ANSWER_SECONDS_MAX) as answer:
            page = json.load(answer)
        items += page["items"]
        if not page["next_cursor"]:
            return items
        cursor = {"cursor": page["next_cursor"]}


def save_rulebooks(origin, folder):
    """The text of every edition that was adopted."""
    folder.mkdir()
    with get(origin, "rulebooks") as answer:
        editions = [row["edition"] for row in json.load(answer)["items"]]
    for edition in editions:
        with get(origin, f"rulebooks/{edition}") as answer:
            (folder / f"{edition}.toml").write_text(json.load(answer)["text"], encoding="utf-8")


def save_proofs(origin, folder):
    """Proofs of some entries, as the server hands them out."""
    folder.mkdir()
    for position in PROVED:
        with get(origin, f"proofs/{position}") as answer:
            (folder / f"{position}.tlog-proof").write_bytes(answer.read())


def proofs(folder):
    """The checks of the proofs that were saved."""
    key = folder / "published" / "key"
    paths = sorted((folder / "proofs").iterdir())
    return [("verify_log.py", [path, "--key", key]) for path in paths]


def get(origin, what):
    return urllib.request.urlopen(f"{origin}/api/v1/{what}", timeout=ANSWER_SECONDS_MAX)


def moment(export):
    """The name under which the answers of a moment are saved, in their folder."""
    return export.with_name(export.stem.removeprefix("clusters-"))


def run_checks(saved, published):
    """The names of the programs that found something wrong."""
    exports = [export for export, _ in saved]
    pairs = [path for pair in saved for path in pair]
    log = exports[0].parent / "log"
    runs = [
        *published,
        *proofs(saved[0][0].parent),
        ("vectors.py", []),
        ("verdicts.py", []),
        ("levels.py", exports),
        ("facts.py", exports),
        ("figures.py", pairs),
        ("samples.py", [log, *(moment(export) for export in exports)]),
    ]
    return [
        program
        for program, paths in runs
        if subprocess.run([sys.executable, HERE / program, *paths]).returncode != 0
    ]


main()
