"""The stable address of the embedded inference service: Caddy in front of one live Bento.

The front's whole state is one file; switching writes it and has Caddy load it, which lets requests
under way finish on the old Bento while new ones go to the new one.
"""

import os
from pathlib import Path

import httpx

from settings import Settings

ADDRESS = "http://front"  # any name: the admin address is a socket
TEMPLATE = """\
{{
	admin unix/{socket}
	auto_https off
	persist_config off
	grace_period 30s
	log {{
		level ERROR
	}}
}}
http://127.0.0.1:{port} {{
	bind 127.0.0.1
	{handler}
}}
"""
NOBODY = """\
respond `{"error": ["no model is live yet"]}` 503"""
LIVE = """\
reverse_proxy 127.0.0.1:{port} {{
		lb_try_duration 5s
		lb_try_interval 50ms
		lb_retry_match method GET POST
	}}"""


class Front:
    """Caddy as this machine's settings run it."""

    def __init__(self, settings: Settings):
        self.port = settings.inference_port
        self.config = settings.dkt_home / "inference" / "Caddyfile"
        self.socket = settings.run_dir / "front.sock"

    def write(self, live_port: int | None) -> None:
        """Replace the configuration file whole; it counts from Caddy's next start or `switch`."""
        handler = NOBODY if live_port is None else LIVE.format(port=live_port)
        text = TEMPLATE.format(socket=self.socket, port=self.port, handler=handler)
        self.config.parent.mkdir(parents=True, exist_ok=True)
        aside = self.config.with_suffix(".new")
        aside.write_text(text)
        os.replace(aside, self.config)

    def switch(self, live_port: int) -> None:
        """Send new requests to `live_port`; raises httpx.HTTPError when Caddy refuses."""
        self.write(live_port)
        with self._client() as client:
            client.post(
                "/load",
                content=self.config.read_bytes(),
                headers={"Content-Type": "text/caddyfile"},
            ).raise_for_status()

    def requests_at(self, port: int) -> int:
        """Requests that the Bento at `port` is answering for the front right now."""
        with self._client() as client:
            upstreams = client.get("/reverse_proxy/upstreams").raise_for_status().json() or []
        return sum(u["num_requests"] for u in upstreams if u["address"] == f"127.0.0.1:{port}")

    def _client(self) -> httpx.Client:
        transport = httpx.HTTPTransport(uds=str(self.socket))
        return httpx.Client(transport=transport, base_url=ADDRESS, timeout=30)


def control_socket(folder: Path) -> Path:
    """Make the folder of control sockets, readable by this user alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
