"""A small clamd: speaks INSTREAM on a real socket, and finds what it is told to look for."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SIGN = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        if self.server.broken:
            self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
            return
        found = b"Eicar-Signature FOUND" if SIGN in content else b"OK"
        self.wfile.write(b"stream: " + found + b"\0")


@contextmanager
def running(path: str = "", broken: bool = False) -> Iterator[str]:
    """Serve on a socket of the file system, or else of the network; yield its CLAMD_URL."""
    kind = socketserver.ThreadingUnixStreamServer if path else socketserver.ThreadingTCPServer
    with kind(path or ("127.0.0.1", 0), _Session) as server:
        server.broken = broken
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"unix://{path}" if path else f"tcp://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
