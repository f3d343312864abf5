"""The product's settings, with a data directory of the test run's own."""

import os
import tempfile
from pathlib import Path

_root = Path(tempfile.mkdtemp(prefix="regiowerk-test-"))
os.environ.setdefault("REGIOWERK_SECRET_KEY", "only-for-tests")
os.environ.setdefault("REGIOWERK_WORDLIST_DIR", str(Path(__file__).parent.parent / "data" / "wordlists"))
os.environ["REGIOWERK_DATA_DIR"] = str(_root)
os.environ.setdefault("REGIOWERK_LOG_LEVEL", "WARNING")

from regiowerk.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # noqa: F405
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
