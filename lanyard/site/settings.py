"""Django's settings. Everything an installation may choose comes through ``configuration``."""

from __future__ import annotations

import os

from csp.constants import NONE, SELF

from lanyard.site import configuration, logs
from lanyard.site.account import providers
from lanyard.site.static_files import add_policy

# What the installation was told
DEMONSTRATION = configuration.is_demonstration()
DATA = configuration.data_folder()
ADDRESS = configuration.address()
SECURE = ADDRESS.startswith("https://") and not DEMONSTRATION
SECRET_KEY = configuration.secret_key()
ALLOWED_HOSTS = configuration.allowed_hosts()
DATABASES = {"default": configuration.database()}
DEBUG = False

# What it is made of
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "lanyard.site.apps.SiteConfig",
    "lanyard.components",
    "lanyard.records",
    "lanyard.people",
    "lanyard.practice",
    "lanyard.concerns",
    "lanyard.oversight",
    # Their templates come after ours, which replace them.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "lanyard.site.middleware.Headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lanyard.site.middleware.RequestLog",
    "lanyard.site.middleware.DesignedErrors",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lanyard.site.middleware.SessionLimits",
    "lanyard.site.middleware.SignedIn",
    "lanyard.site.account.middleware.SecondFactor",
    "allauth.account.middleware.AccountMiddleware",
    "lanyard.site.middleware.PolicyInForce",
]
ROOT_URLCONF = "lanyard.site.urls"
WSGI_APPLICATION = "lanyard.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "lanyard.site.context.site",
            ],
        },
    }
]
FORM_RENDERER = "lanyard.components.forms.Renderer"

# People
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "lanyard.site.account.passwords.Length"},
    {"NAME": "lanyard.site.account.passwords.NotCommon"},
    {"NAME": "lanyard.site.account.passwords.NotTheName"},
]
LOGIN_URL = "site:sign-in"
LOGIN_REDIRECT_URL = "/"

# Signing in. No stranger signs up: accounts come from set-up, an import or an invitation.
ACCOUNT_ADAPTER = "lanyard.site.account.adapters.Accounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "sign_in_name"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_TIMEOUT = 10 * 60
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# From one address, which a whole school may share. Tries at a name are counted in the database besides.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "60/m/ip,10/10m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
ACCOUNT_FORMS = {
    "login": "lanyard.site.account.forms.SignIn",
    "change_password": "lanyard.site.account.forms.ChangePassword",
    "reauthenticate": "lanyard.site.account.forms.Reauthenticate",
}
MFA_ADAPTER = "lanyard.site.account.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Lanyard"
MFA_FORMS = {
    "authenticate": "lanyard.site.account.factor_forms.Code",
    "reauthenticate": "lanyard.site.account.factor_forms.CodeAgain",
    "activate_totp": "lanyard.site.account.factor_forms.SetUpApp",
    "deactivate_totp": "lanyard.site.account.factor_forms.RemoveApp",
    "add_webauthn": "lanyard.site.account.factor_forms.AddPasskey",
    "edit_webauthn": "lanyard.site.account.factor_forms.RenamePasskey",
    "authenticate_webauthn": "lanyard.site.account.factor_forms.Passkey",
    "login_webauthn": "lanyard.site.account.factor_forms.PasskeySignIn",
    "reauthenticate_webauthn": "lanyard.site.account.factor_forms.PasskeyAgain",
}
SOCIALACCOUNT_ADAPTER = "lanyard.site.account.openid.OtherAccounts"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [each.as_app() for each in providers.load_providers()]}}
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False

# What all processes must know at once, such as how often somebody tried.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "lanyard_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# Mails say nothing; none leaves unless a server is named.
globals().update(configuration.mail())

# No outside authority is asked for a timestamp unless one is named.
globals().update(configuration.timestamps())

# Sessions: half a day at most, an hour without use, and nothing that a page's own script can read.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE = 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-lanyard" if SECURE else "lanyard"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# The half of an unlocked case key that the session store does not have (lanyard.concerns.sessions).
CASE_COOKIE_NAME = "__Host-lanyard-cases" if SECURE else "lanyard-cases"
CSRF_COOKIE_NAME = "__Host-lanyard-form" if SECURE else "lanyard-form"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None
CSRF_TRUSTED_ORIGINS = [ADDRESS] if SECURE else []
CSRF_FAILURE_VIEW = "lanyard.site.errors.form_expired"

# What a browser is told
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False

# A form here is words only: nothing large, and no file, belongs in one.
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
# The few pages that take files bring their own way of receiving them (people/receiving.py).
DATA_UPLOAD_MAX_NUMBER_FILES = 40
FILE_UPLOAD_HANDLERS = ["lanyard.site.uploads.RefuseFiles"]

# Words and time
LANGUAGE_CODE = "en-gb"
USE_I18N = False
TIME_ZONE = "Europe/London"
USE_TZ = True
DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"

# Styles and scripts, served by the same process. An address carries the file's digest,
# so a browser may keep a file for an hour and still sees a new release at once.
STATIC_URL = "static/"
STATIC_ROOT = None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "lanyard.site.static_files.DigestStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600
WHITENOISE_ALLOW_ALL_ORIGINS = False
# These carry their version in their folder's name, and are large.
WHITENOISE_IMMUTABLE_FILE_TEST = r"/built/pyodide-[^/]+/"
WHITENOISE_ADD_HEADERS_FUNCTION = add_policy

# Logs: ids only. Django's own messages carry paths, so ours replace them.
LOGGING_CONFIG = None
logs.configure(os.environ.get("LANYARD_LOG", "json"))
