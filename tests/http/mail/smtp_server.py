"""An SMTP server for tests (aiosmtpd). Accepts messages after STARTTLS, or does what the file `mode` in its folder says:
`reject` rejects each recipient for good, `later` asks to try again, `stall` does not answer, `drop` ends the connection.

Usage: smtp_server.py FOLDER CERTIFICATE KEY. Prints its port, and writes each message and its recipients into the folder.
Ends when its standard input does.
"""

import asyncio
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

FOLDER, CERTIFICATE, KEY = map(pathlib.Path, sys.argv[1:])


def mode():
    try:
        return (FOLDER / "mode").read_text()
    except FileNotFoundError:
        return ""


class Handler:
    def __init__(self):
        self.count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if mode() == "reject":
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if mode() == "later":
            return "451 4.3.0 try again later"
        if mode() == "stall":
            await asyncio.sleep(3600)
        if mode() == "drop":
            server.transport.close()
            return "250 OK"
        self.count += 1
        assert session.ssl is not None, "the connection is encrypted"
        name = f"{self.count}"
        (FOLDER / f"{name}.part").write_bytes(envelope.content)
        (FOLDER / f"{name}.part").rename(FOLDER / f"{name}.eml")
        return "250 OK"


def authenticate(server, session, envelope, mechanism, credentials):
    right = credentials.login == b"hallpass" and credentials.password == b"p@ss"
    return AuthResult(success=right, handled=False, message=None if right else "535 5.7.8 wrong password")


async def main():
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE, KEY)

    def connection():
        return SMTP(
            Handler.shared,
            hostname="localhost",
            tls_context=context,
            require_starttls=True,
            authenticator=authenticate,
            auth_required=True,
            enable_SMTPUTF8=True,
        )

    Handler.shared = Handler()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(connection, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
