"""Run the whole suite: on SQLite with the browser journeys, then on PostgreSQL without them."""

import os
import subprocess
import sys


def main() -> int:
    options = ["-q", "-n", "2", "-p", "no:cacheprovider", *sys.argv[1:]]
    pytest = [sys.executable, "-m", "pytest"]
    print("== PostgreSQL ==", flush=True)
    postgres = {**os.environ, "DATABASE_URL": os.environ["TEST_POSTGRES_URL"]}
    on_postgres = subprocess.run([*pytest, "-m", "not browser", *options], env=postgres, check=False).returncode
    print("== SQLite, with the browser ==", flush=True)
    on_sqlite = subprocess.run([*pytest, *options], check=False).returncode
    return on_postgres or on_sqlite


if __name__ == "__main__":
    sys.exit(main())
