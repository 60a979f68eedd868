#!/usr/bin/env python3
"""Asks the web API of each variant what it must answer, over loopback.

Usage: server.py BUILD --variants=LIST

Variants are those of check.py; the baseline, which there is none of, is left
out. begin() is how tests and benchmarks begin a server.
"""

import argparse
import contextlib
import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import threading

import programs


@contextlib.contextmanager
def begin(path, ends_by=signal.SIGTERM):
    """A server and its port; it must end well when it gets the signal."""
    options = f"suppressions={programs.INPUTS / 'tsan.supp'}"
    with subprocess.Popen([path, "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True, env=os.environ | {"TSAN_OPTIONS": options}) as server:
        try:
            yield server, int(server.stdout.readline())
            server.send_signal(ends_by)
            rest, errors = server.communicate(timeout=300)
            if server.returncode or rest or errors:
                raise RuntimeError(f"{path} ends with {server.returncode}: {rest}{errors[-4000:]}")
        finally:
            server.kill()


class Client:
    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)

    def ask(self, method, target, body=None):
        """(status, fields, body), of JSON where the answer says that it is."""
        self.connection.request(method, target, body)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.getheader("Content-Type") == "application/json":
            text = json.loads(text)
        return answer.status, answer.headers, text

    def expect(self, status, method, target, body=None):
        """The answer's fields and body; it must have that status."""
        got, fields, text = self.ask(method, target, body)
        shown = body if body is None or len(body) < 80 else f"{len(body)} bytes"
        assert got == status, f"{method} {target} {shown!r}: {got}, not {status}: {text!r}"
        # 413 may come from below the program, as text.
        if status >= 400 and status != 413:
            assert isinstance(text["error"], str), text
        return fields, text


def item(name, price):
    return json.dumps({"name": name, "price": price}).encode()


def check_items(client):
    """Items are made, listed, found, replaced and removed."""
    assert client.expect(200, "GET", "/items")[1] == []
    fields, made = client.expect(201, "POST", "/items", item("tea é", 3))
    assert made == {"id": 1, "name": "tea é", "price": 3}, made
    assert fields["Location"] == "/items/1", fields
    assert client.expect(200, "GET", "/items/1")[1] == made
    _, other = client.expect(200, "PUT", "/items/1", item("x" * 100, 1_000_000_000))
    assert other == {"id": 1, "name": "x" * 100, "price": 1_000_000_000}, other
    for number in range(2, 103):
        client.expect(201, "POST", "/items", item("n", number))
    listed = client.expect(200, "GET", "/items")[1]
    assert [one["id"] for one in listed] == list(range(1, 101)), listed
    fields, nothing = client.expect(204, "DELETE", "/items/1")
    assert nothing == b"", nothing
    client.expect(404, "DELETE", "/items/1")
    client.expect(404, "GET", "/items/1")
    client.expect(404, "PUT", "/items/1", item("late", 1))
    assert client.expect(201, "POST", "/items", item("n", 0))[1]["id"] == 103


def check_refusals(client):
    """What is wrong is refused, with the status that says why."""
    for body in (b"", b"{", b"{\"name\": \"x\", \"price\": 1} x", b"[" * 20_000, b"\xff"):
        client.expect(400, "POST", "/items", body)
        client.expect(400, "PUT", "/items/2", body)
    for body in (b"null", b"[]", b"1", b"{}", b"[1, 2]", b'{"name": "x"}', b'{"price": 1}',
                 b'{"name": 1, "price": 1}', b'{"name": "x", "price": "1"}',
                 b'{"name": null, "price": 1}', b'{"name": "x", "price": null}',
                 b'{"name": "x", "price": 1.5}', b'{"name": "x", "price": 1, "more": 1}',
                 item("", 1), item("x" * 101, 1), item("x", -1), item("x", 1_000_000_001),
                 item("x", 2**63), item("x", 2**64 + 1), item("x", 10**30)):
        client.expect(422, "POST", "/items", body)
    for target in ("/item", "/items/", "/items/x", "/items/-1", "/items/1x", "/itemsx",
                   f"/items/{2**64}", "/items/999", "/meter/", "/%00"):
        client.expect(404, "GET", target)
    for method, target, allowed in (("POST", "/", "GET"), ("PUT", "/meter", "GET"),
                                    ("DELETE", "/items", "GET, POST"),
                                    ("POST", "/items/2", "GET, PUT, DELETE")):
        fields, _ = client.expect(405, method, target)
        assert fields["Allow"] == allowed, fields["Allow"]
    client.expect(422, "POST", "/items", b" " * 65_000 + b"1")


def check_too_large(port):
    """A body of 64 KiB and a byte is refused; the store is as it was."""
    client = Client(port)
    before = client.expect(200, "GET", "/items")[1]
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        client.expect(413, "POST", "/items", b" " * 65_537)
    client.connection.close()
    assert Client(port).expect(200, "GET", "/items")[1] == before


def check_no_http(port):
    """What is no HTTP is answered with 400, and ends its connection only."""
    with socket.create_connection(("127.0.0.1", port), timeout=300) as stream:
        stream.sendall(b"\0\1\2\r\n\r\n")
        answer = stream.recv(100)
    assert answer.startswith(b"HTTP/1.1 400 "), answer


def check_meter(client):
    """The page is there, and the meter counts each request once."""
    fields, page = client.expect(200, "GET", "/")
    assert fields["Content-Type"].startswith("text/html"), fields
    assert page == (programs.WORKLOADS / "web-api" / "page.html").read_bytes()
    counts = [client.expect(200, "GET", "/meter")[1] for _ in range(2)]
    ends = [end for end, _ in counts[1]]
    assert ends == sorted(set(ends)) and ends[0] > 0, ends
    first, second = (sum(count for _, count in one) for one in counts)
    assert second == first + 1, (first, second)


def check_together(port):
    """Several who ask at once get ids of their own; nothing is lost."""
    ids = [[] for _ in range(4)]

    def ask(mine):
        client = Client(port)
        for _ in range(50):
            mine.append(client.expect(201, "POST", "/items", item("n", 1))[1]["id"])
            client.expect(200, "PUT", f"/items/{mine[-1]}", item("m", 2))
        for one in mine[::2]:
            client.expect(204, "DELETE", f"/items/{one}")

    threads = [threading.Thread(target=ask, args=(mine,)) for mine in ids]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    together = sum(ids, [])
    assert len(set(together)) == 200, together
    client = Client(port)
    for mine in ids:
        assert len(mine) == 50, mine
        for number, one in enumerate(mine):
            client.expect(404 if number % 2 == 0 else 200, "GET", f"/items/{one}")


def check_port(path):
    """A port that is taken, and what is no port, are refused with a sentence."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        for port in (str(taken.getsockname()[1]), "65536", "1x"):
            done = subprocess.run([path, port], check=False, capture_output=True, text=True)
            assert 0 < done.returncode < 128 and done.stderr and not done.stdout, done


def check(path):
    with begin(path, signal.SIGTERM) as (_, port):
        client = Client(port)
        check_items(client)
        check_refusals(client)
        check_too_large(port)
        check_no_http(port)
        check_meter(client)
        check_together(port)
        # `client` stays connected: a server that is told to end closes it.
    with begin(path, signal.SIGINT) as (_, port):
        Client(port).expect(200, "GET", "/items")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("build", type=pathlib.Path)
    options.add_argument("--variants", required=True)
    chosen = options.parse_args()
    for variant in chosen.variants.split(","):
        if variant == "baseline":
            continue
        path = programs.path_of(chosen.build, "web-api", variant)
        check(path)
        if variant not in ("rust", "go"):
            check_port(path)
        print(f"web-api {variant}: right")
    return 0


if __name__ == "__main__":
    sys.exit(main())
