"""Django with its own accounts, and sessions in SQLite. BENCH_FOLDER holds the database, page.html and static/.

`python app.py` creates the tables and the account; `gunicorn app:application` serves.
"""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

folder = Path(os.environ["BENCH_FOLDER"])
settings.configure(
    SECRET_KEY=os.environ["BENCH_SECRET"],
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    # Those of `startproject` without messages, which nothing here shows, and WhiteNoise.
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "app.db",
            # Connections stay open between requests.
            "CONN_MAX_AGE": None,
            "OPTIONS": {"init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL"},
        }
    },
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    PASSWORD_HASHERS=[f"{__name__}.Hasher"],
    # Templates are cached, because DEBUG is off.
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [folder, Path(__file__).parent],
            "OPTIONS": {"context_processors": ["django.contrib.auth.context_processors.auth"]},
        }
    ],
    STATIC_URL="/static/",
    STATIC_ROOT=folder / "static",
    LOGIN_URL="/sign-in",
    LOGIN_REDIRECT_URL="/account",
)
django.setup()

from django.contrib.auth.decorators import login_required  # noqa: E402
from django.contrib.auth.hashers import Argon2PasswordHasher  # noqa: E402
from django.contrib.auth.views import LoginView  # noqa: E402
from django.http import JsonResponse  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402


class Hasher(Argon2PasswordHasher):
    """Argon2id at the same cost as in Hallpass."""

    time_cost = 2
    memory_cost = 19456
    parallelism = 1


@login_required
def account(request):
    user = request.user
    return render(request, "page.html", {"name": user.first_name, "username": user.username, "email": user.email})


@login_required
def me(request):
    user = request.user
    return JsonResponse({"username": user.username, "name": user.first_name, "email": user.email})


urlpatterns = [
    path("sign-in", LoginView.as_view(template_name="sign-in.html")),
    path("account", account),
    path("api/me", me),
]

if __name__ == "__main__":
    from django.contrib.auth.models import User
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    who = {key: os.environ[f"BENCH_{key.upper()}"] for key in ("username", "email", "password", "name")}
    User.objects.create_user(who["username"], who["email"], who["password"], first_name=who["name"])
else:
    application = get_wsgi_application()
