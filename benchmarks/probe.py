"""Asks a service's `/livez` again and again until its standard input ends, then prints how long
each answer took, in seconds, as JSON.

    python -m benchmarks.probe PORT

A process of its own: what the benchmark itself does must not count.
"""

import http.client
import json
import select
import sys
import time

EVERY_S = 0.02
PATIENCE_S = 30.0


def main(port: int) -> None:
    delays = []
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    connection.connect()
    sys.stdout.write("started\n")
    sys.stdout.flush()
    while not select.select([sys.stdin], [], [], EVERY_S)[0]:
        begun = time.perf_counter()
        connection.request("GET", "/livez")
        connection.getresponse().read()
        delays.append(time.perf_counter() - begun)
    json.dump(delays, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]))
