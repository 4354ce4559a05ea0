"""aiosmtplib with STARTTLS that verifies, and a login: python aiosmtplib_sender.py HOST PORT CA_FILE"""

import asyncio
import ssl
import sys
from email.message import EmailMessage

import aiosmtplib

host, port, ca = sys.argv[1:]
mail = EmailMessage()
mail["From"], mail["To"], mail["Subject"] = "ann@example.com", "bob@example.com", "from asyncio"
mail.set_content(".dot\n")
asyncio.run(
    aiosmtplib.send(
        mail,
        hostname=host,
        port=int(port),
        start_tls=True,
        username="shop",
        password="secret",
        tls_context=ssl.create_default_context(cafile=ca),
    )
)
