"""Django's settings, from the environment (12-factor). Only this room reads environment variables.

ZUOXI_HOME           data of this installation (default: var/ in the checkout)
ZUOXI_CACHE          programs unpacked for it (default: ~/.cache/zuoxi)
ZUOXI_DATABASE_URL   postgresql://… (default: SQLite in the home folder)
ZUOXI_HOSTS          host names it answers to, by comma (default: this machine only)
ZUOXI_HTTPS          1: it is reached by HTTPS only
ZUOXI_PROXIED        1: a proxy in front sets X-Forwarded-For and X-Forwarded-Proto
ZUOXI_SWITCH_WS_URL  where the desktop's softphone reaches the switch (ws:// or wss://)
ZUOXI_SWITCH_WS_INSIDE  where the web process reaches it for pages from other machines (`/sip`)
ZUOXI_PHONE_NETWORKS networks in which SIP phones are dialled, by comma (default: the private ones)
ZUOXI_PUBLIC_URL     where customers' telephones reach it, for links in messages (default: what `serve` opens)
ZUOXI_MESSAGES       who sends text messages (default: zuoxi.messaging.folder.FolderMessages)
ZUOXI_RATING_LINK_HOURS  how long a link asks for a rating (default: 72)
ZUOXI_DEMO           1: the doors of the sample company are open
ZUOXI_SPEECH         who speaks the words of prompts (default: zuoxi.telephony.speech.HouseVoice)
ZUOXI_SETUP_TOKEN    asked of whoever sets up the empty installation (default: made and kept in secrets/)
ZUOXI_AUDIT_HEADS    where the ends of the audit trail's chain are kept outside the database (default: audit/)
ZUOXI_UNMASKINGS_PER_HOUR  masked numbers that somebody may see whole, each with a reason (default: 30)
ZUOXI_LOOK_UPS_PER_MINUTE  whole numbers that somebody who sees numbers masked may search for (default: 60)
ZUOXI_SECRET_KEY     signs sessions (default: made and kept in secrets/)

What is kept and for how long: `assembly/keeping.py`.
"""

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet

from zuoxi.assembly.database import database
from zuoxi.assembly.environ import whole_number
from zuoxi.assembly.keeping import keeping
from zuoxi.assembly.secrets import kept_secret
from zuoxi.switch.phone_networks import USUAL


def _flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in ("1", "true", "yes", "on")


ZUOXI_HANDLERS = "zuoxi.assembly.wiring.HANDLERS"
"""Who listens to which announced event; the others leave no row in the outbox."""
ZUOXI_NUMBER_MARKS = ("zuoxi.compliance.selectors.marks",)
"""Who knows marks of a number for the screen pop: areas above `calls`, asked as (tenant, number, now)."""
ZUOXI_POP_SOURCES = ("zuoxi.simulator.orders.POP",)
"""What areas bring to a call (`contacts.brought`): orders, complaints, follow-ups, its goal."""
ZUOXI_PROJECT_DESTINATIONS = ""
"""Who knows what projects may dial (`compliance.projects`): an area above; empty while there is none."""
ZUOXI_KINDS_BY_ITSELF = "zuoxi.compliance.selectors.kinds_by_itself"
"""Who knows which classes of number the house may dial by itself: asked as (tenant)."""
ZUOXI_SHEETS = (
    "zuoxi.organisation.api.sheets.SHEETS",
    "zuoxi.contacts.api.sheets.SHEETS",
    "zuoxi.calls.api.sheets.SHEETS",
    "zuoxi.compliance.api.sheets.SHEETS",
)
"""Lists that can be taken along as workbooks, beside their doors."""
ZUOXI_APPROVAL_SUBJECTS = ("zuoxi.approvals.subjects.SUBJECTS",)
"""What can be approved (`approvals.subjects`): each area brings its kinds."""
ZUOXI_MEASURES = ("zuoxi.calls.measures.MEASURES",)
"""What areas bring to the catalogue of measures."""
ZUOXI_DATA_SOURCES = ("zuoxi.contacts.selectors.asked.ASKED",)
"""What IVR flows can look up, and which area answers (`engine.ivr.sources.Asked`)."""
BASE_DIR = Path(__file__).resolve().parents[2]
ZUOXI_HOME = Path(os.environ.get("ZUOXI_HOME") or BASE_DIR / "var").expanduser().resolve()
ZUOXI_CACHE = Path(os.environ.get("ZUOXI_CACHE") or "~/.cache/zuoxi").expanduser().resolve()
ZUOXI_SECRETS = ZUOXI_HOME / "secrets"
ZUOXI_SPEECH = os.environ.get("ZUOXI_SPEECH") or "zuoxi.telephony.speech.HouseVoice"
ZUOXI_PUBLIC_URL = os.environ.get("ZUOXI_PUBLIC_URL", "")
"""Empty: no link can be sent, and no queue can be set to it."""
ZUOXI_MESSAGES = os.environ.get("ZUOXI_MESSAGES") or "zuoxi.messaging.folder.FolderMessages"
ZUOXI_RATING_LINK_HOURS = whole_number(os.environ, "ZUOXI_RATING_LINK_HOURS", 72)
ZUOXI_DEMO = _flag("ZUOXI_DEMO")
ZUOXI_SWITCH_WS_URL = os.environ.get("ZUOXI_SWITCH_WS_URL", "ws://127.0.0.2:8088/ws")
ZUOXI_SWITCH_WS_INSIDE = os.environ.get("ZUOXI_SWITCH_WS_INSIDE", "ws://127.0.0.2:8088/ws")
ZUOXI_DEMO_CARRIER = "zuoxi.assembly.demo.customer_calls"
ZUOXI_DEMO_LABORATORY = "zuoxi.assembly.demo.SampleLaboratory"
ZUOXI_LIVE_SOCKET = ZUOXI_HOME / "run" / "live.sock"
ZUOXI_DESKTOP = BASE_DIR / "desktop" / "dist"

_HTTPS = _flag("ZUOXI_HTTPS")
ZUOXI_PROXIED = _flag("ZUOXI_PROXIED")

SECRET_KEY = os.environ.get("ZUOXI_SECRET_KEY") or kept_secret(
    ZUOXI_SECRETS, "session.key", lambda: secrets.token_urlsafe(48)
)
ZUOXI_CREDENTIALS_KEY = kept_secret(ZUOXI_SECRETS, "credentials.key", lambda: Fernet.generate_key().decode())
ZUOXI_AUDIT_KEY = kept_secret(ZUOXI_SECRETS, "audit.key", lambda: secrets.token_urlsafe(32))
ZUOXI_AUDIT_HEADS = Path(os.environ.get("ZUOXI_AUDIT_HEADS") or ZUOXI_HOME / "audit").expanduser().resolve()
ZUOXI_SETUP_TOKEN = os.environ.get("ZUOXI_SETUP_TOKEN") or kept_secret(
    ZUOXI_SECRETS, "setup.token", lambda: secrets.token_urlsafe(12)
)

ZUOXI_PHONE_NETWORKS = tuple(
    os.environ["ZUOXI_PHONE_NETWORKS"].replace(" ", "").split(",")
    if os.environ.get("ZUOXI_PHONE_NETWORKS")
    else USUAL
)
"""Networks in which SIP phones may be dialled, each as address/prefix."""
ZUOXI_UNMASKINGS_PER_HOUR = whole_number(os.environ, "ZUOXI_UNMASKINGS_PER_HOUR", 30)
ZUOXI_LOOK_UPS_PER_MINUTE = whole_number(os.environ, "ZUOXI_LOOK_UPS_PER_MINUTE", 60)

_KEEPING = keeping(os.environ)
ZUOXI_ARCHIVE_AFTER_MONTHS = _KEEPING.archive_after_months
"""Facts of months that ended so long ago are for the archive; 0: never."""
ZUOXI_ENCODE_AFTER_DAYS = _KEEPING.encode_after_days
"""Recordings of so long ago are made small; 0: never."""
ZUOXI_RECORDINGS_IN = _KEEPING.recordings_in
"""The store in which recordings lie in the end."""
ZUOXI_MOVE_AFTER_DAYS = _KEEPING.move_after_days
"""Recordings of so long ago are moved there."""
ZUOXI_S3 = _KEEPING.s3
"""The bucket that this installation knows; None: none."""
ZUOXI_HANDOVER_FOLDER = _KEEPING.hand_over_folder
"""Where a second medium is mounted; None: none."""
ZUOXI_HANDOVER_S3 = _KEEPING.hand_over_s3
"""A bucket that is a second medium; None: none."""
ZUOXI_NIGHT = _KEEPING.night
"""When nobody waits for the disk."""

DEBUG = False
ALLOWED_HOSTS = [
    name.strip()
    for name in os.environ.get("ZUOXI_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
    if name.strip()
]
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in ALLOWED_HOSTS if _HTTPS and not name.startswith("[")]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "axes",
    "treebeard",
    "zuoxi.organisation",
    "zuoxi.outbox",
    "zuoxi.approvals",
    "zuoxi.measures",
    "zuoxi.telephony",
    "zuoxi.contacts",
    "zuoxi.calls",
    "zuoxi.compliance",
    "zuoxi.messaging",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "zuoxi.assembly.headers.security_headers",
    "zuoxi.assembly.errors.answers_in_one_shape",
    "zuoxi.assembly.errors.bodies_are_json",
    "zuoxi.assembly.desktop_files.desktop_files",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "zuoxi.assembly.working.working_keeps_signed_in",
]

ROOT_URLCONF = "zuoxi.assembly.urls"
ASGI_APPLICATION = "zuoxi.assembly.asgi.application"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]

DATABASES = {"default": database(os.environ.get("ZUOXI_DATABASE_URL", ""), ZUOXI_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = "UTC"
USE_TZ = True

# -- who may come in -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "organisation.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "zuoxi.organisation.hashing.InTurnArgon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "zuoxi.organisation.browsers.lockout_address"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# its middleware would answer in a shape of its own; services/session.py says the same in ours
SILENCED_SYSTEM_CHECKS = ["axes.W002"]

SESSION_COOKIE_NAME = "zuoxi_session"
SESSION_COOKIE_AGE = 12 * 3600  # without work: working extends it
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = _HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ZUOXI_PROXIED else None
SECURE_SSL_REDIRECT = False
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# -- the desktop's files -------------------------------------------------------------------------------

STATIC_URL = "/static/"
WHITENOISE_ROOT = ZUOXI_DESKTOP
WHITENOISE_ALLOW_ALL_ORIGINS = (
    False  # "/" itself is pages.desktop: never cached, and it brings the CSRF cookie
)


def WHITENOISE_IMMUTABLE_FILE_TEST(path: str, url: str) -> bool:
    """The build names its assets by their content, so browsers may keep them."""
    return url.startswith("/assets/")


# -- what it says about itself -------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("ZUOXI_LOG_LEVEL", "INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        "axes": {"level": "WARNING"},
    },
}
