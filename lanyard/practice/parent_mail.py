"""Mail to parents: a link, a code, a receipt. It names nobody and says nothing of what it is about (2.5.6)."""

from __future__ import annotations

from django.urls import reverse

from lanyard.people import mail

LINK = """Hello

A school that your child goes to would like to know whether you agree to something.
Please open this page, read what is asked, and answer as you like:

{link}

You need no account. The page first sends a code to this address, so that nobody
but you can answer. You may say no, and if you say yes you may take it back at any
time by the same link, so please keep this message.

If you are not sure that this is genuine, do not open the page: phone the school
office on the number that you know.
"""

CODE = """Hello

Your code is {code}

Type it into the page that you have open. It works once, for 20 minutes.
If you did not ask for a code, you need not do anything.
"""

RECEIPT = """Hello

Your answer was received. Its receipt is {receipt}

To see it again, or to take it back, open the link that you were sent before.
You can also phone the school office and name the receipt.
"""


def send_link(*, to: str, token: str) -> None:
    """Send the way in."""
    page = reverse("practice:family", args=[token])
    mail.send(to=to, subject="A question from a school", words=LINK, key=f"parent link {token}", page=page)


def send_code(*, to: str, code: str, key: str) -> None:
    """Send a one-time code, in two halves that are easy to read."""
    half = len(code) // 2
    mail.send(to=to, subject="Your code", words=CODE.format(code=f"{code[:half]} {code[half:]}"), key=f"parent code {key}")


def send_receipt(*, to: str, receipt: str) -> None:
    """Send the receipt of an answer."""
    mail.send(to=to, subject="Your receipt", words=RECEIPT.format(receipt=receipt), key=f"parent receipt {receipt}")
