"""Flask with Flask-Login, and Flask-Session in SQLite. BENCH_FOLDER holds the database, page.html and static/.

`python app.py` creates the tables and the account; `gunicorn app:app` serves.
"""

import os
from pathlib import Path

from argon2 import PasswordHasher, Type
from argon2.exceptions import VerifyMismatchError
from flask import Flask, abort, redirect, render_template, request
from flask_login import LoginManager, UserMixin, current_user, login_required, login_user
from flask_session import Session
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event

folder = Path(os.environ["BENCH_FOLDER"])
app = Flask(__name__, template_folder=folder, static_folder=folder / "static")
app.config.update(
    SECRET_KEY=os.environ["BENCH_SECRET"],
    SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder / 'app.db'}",
    SESSION_TYPE="sqlalchemy",
    # By default, every request writes the session, to extend it. The other subjects write at intervals, or on changes.
    SESSION_REFRESH_EACH_REQUEST=False,
    SESSION_COOKIE_SAMESITE="Lax",
)
db = SQLAlchemy(app)
# Argon2id at the same cost as in Hallpass.
hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1, type=Type.ID)


class Account(UserMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    username = db.Column(db.String(64), unique=True, nullable=False)
    name = db.Column(db.String(100), nullable=False)
    email = db.Column(db.String(254), nullable=False)
    password = db.Column(db.String(200), nullable=False)


with app.app_context():

    @event.listens_for(db.engine, "connect")
    def prepare(connection, _record):
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")


app.config["SESSION_SQLALCHEMY"] = db
Session(app)
manager = LoginManager(app)
manager.login_view = "sign_in"


@manager.user_loader
def load(key):
    return db.session.get(Account, int(key))


@app.get("/sign-in")
def sign_in():
    return '<form method="post"><input name="username"><input name="password" type="password"><button>Sign in</button></form>'


@app.post("/sign-in")
def enter():
    account = db.session.execute(db.select(Account).filter_by(username=request.form["username"])).scalar()
    try:
        if account is None or not hasher.verify(account.password, request.form["password"]):
            abort(401)
    except VerifyMismatchError:
        abort(401)
    login_user(account)
    return redirect("/account")


@app.get("/account")
@login_required
def account():
    return render_template("page.html", name=current_user.name, username=current_user.username, email=current_user.email)


@app.get("/api/me")
@login_required
def me():
    return {"username": current_user.username, "name": current_user.name, "email": current_user.email}


if __name__ == "__main__":
    with app.app_context():
        db.create_all()
        who = {key: os.environ[f"BENCH_{key.upper()}"] for key in ("username", "name", "email")}
        db.session.add(Account(**who, password=hasher.hash(os.environ["BENCH_PASSWORD"])))
        db.session.commit()
