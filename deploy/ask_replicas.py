"""Ask every replica of a service the same thing; runs inside the stack's network, in any image
with Python, and so imports nothing of ours.

    python ask_replicas.py tasks.inference:3000 '{"history": []}'

Prints one JSON object: the answer, or the error, of each address.
"""

import json
import socket
import sys
import urllib.request


def ask(address: str, port: int, body: bytes) -> dict:
    request = urllib.request.Request(
        f"http://{address}:{port}/predict", body, {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)
    except (OSError, ValueError) as err:
        return {"error": repr(err)}


def main(target: str, body: str) -> None:
    name, _, port = target.partition(":")
    found = socket.getaddrinfo(name, int(port), socket.AF_INET, socket.SOCK_STREAM)
    addresses = sorted({str(entry[4][0]) for entry in found})
    answers = {address: ask(address, int(port), body.encode()) for address in addresses}
    sys.stdout.write(json.dumps(answers) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
