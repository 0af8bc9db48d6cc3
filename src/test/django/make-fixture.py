#!/usr/bin/python3
"""Makes the database of a small Django site, for the tests of import-django.

    apt-get install python3-django python3-argon2 python3-bcrypt
    src/test/django/make-fixture.py src/test/resources/dev/coterie/account/django/site.sqlite3

Django itself makes tables, rows and hashes. Two things it does not: scrypt came with Django 4.0, so with an older one the
hasher below, of the same format, stands in for it; and hashes and names that Django would refuse are written directly.
"""

import base64
import datetime
import hashlib
import os
import sys

import django
from django.conf import settings

PASSWORD = "Käse-Brot 2026"
LONG_PASSWORD = "ein sehr langer Satz, " * 4 + "der länger ist als bcrypt ihn nimmt"

HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.BCryptSHA256PasswordHasher",
    "django.contrib.auth.hashers.BCryptPasswordHasher",
    "django.contrib.auth.hashers.MD5PasswordHasher",
]


def scrypt(password, salt, n=2**14, r=8, p=5):
    key = hashlib.scrypt(password.encode(), salt=salt.encode(), n=n, r=r, p=p, maxmem=2**27, dklen=64)
    return f"scrypt${n}${salt}${r}${p}${base64.b64encode(key).decode()}"


def main(path):
    if os.path.exists(path):
        os.remove(path)
    settings.configure(
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": path}},
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"],
        PASSWORD_HASHERS=HASHERS,
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        USE_TZ=True,
        SECRET_KEY="only for this database",
    )
    django.setup()

    from django.contrib.auth.hashers import get_random_string, make_password
    from django.contrib.auth.models import Group, User
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)

    def at(*parts):
        return datetime.datetime(*parts, tzinfo=datetime.timezone.utc)

    def user(username, password, **fields):
        fields.setdefault("date_joined", at(2021, 3, 4, 5, 6, 7, 891011))
        return User.objects.create(username=username, password=password, **fields)

    authors = Group.objects.create(name="Authors")
    reviewers = Group.objects.create(name="Prüfer")
    Group.objects.create(name="Nobody's")

    ada = user(
        "ada",
        make_password(PASSWORD),
        first_name="Ada",
        last_name="Lovelace",
        email="ada@example.org",
        is_staff=True,
        is_superuser=True,
        last_login=at(2024, 5, 6, 7, 8, 9),
    )
    ada.groups.set([authors, reviewers])
    juergen = user(
        "jürgen.müller",
        make_password(PASSWORD, hasher="pbkdf2_sha1"),
        first_name="Jürgen",
        last_name="Müller-Łukasiewicz 名",
        is_staff=True,
    )
    juergen.groups.set([reviewers])
    user("cleo", make_password(PASSWORD, hasher="argon2"))
    user("dan@example.org", make_password(PASSWORD, hasher="bcrypt_sha256"))
    user("eve", make_password(PASSWORD, hasher="bcrypt"))
    user("finn", scrypt(PASSWORD, get_random_string(22)))
    user("gabi-long", make_password(LONG_PASSWORD))
    user("hugo-long", make_password(LONG_PASSWORD, hasher="bcrypt"))
    user("ida-inactive", make_password(PASSWORD), is_active=False)
    user("jan-unusable", make_password(None))
    user("kim-md5", make_password(PASSWORD, hasher="md5"))
    user("lou-crypt", "crypt$$ab1a1DrxTw1Ew")
    user("max-costly", "pbkdf2_sha256$2000000000$salt$" + base64.b64encode(bytes(32)).decode())
    user("nina-broken", "pbkdf2_sha256$260000$salt")
    user("Ada", make_password(PASSWORD))
    user(" blank ", make_password(PASSWORD))

    with connection.cursor() as cursor:
        cursor.execute("vacuum")


if __name__ == "__main__":
    main(sys.argv[1])
