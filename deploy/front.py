"""The stable address of the embedded inference service: Caddy in front of one live Bento.

Which color is live is one word in one file, and Caddy reads it for each request. Switching replaces
that file: atomic, nothing is reloaded, no connection is closed, and a rollout that is killed leaves
either the old word or the new one.
"""

from collections.abc import Mapping
from pathlib import Path

from settings import Settings

TEMPLATE = """\
{{
	admin off
	auto_https off
	persist_config off
	grace_period 30s
	log {{
		level ERROR
	}}
}}
http://127.0.0.1:{port} {{
	bind 127.0.0.1
	map "{{file.{word}}}" {{live_port}} {{
		{ports}
		default none
	}}
	@nobody vars {{live_port}} none
	respond @nobody `{{"error": ["no model is live yet"]}}` 503
	reverse_proxy 127.0.0.1:{{live_port}} {{
		# a prediction may be asked for again: one that dies with its Bento is, whole
		request_buffers 4MiB
		# as long as a slow machine needs to start a Bento again; the page gives up sooner
		lb_try_duration 20s
		lb_try_interval 50ms
		lb_retry_match method GET POST
		transport http {{
			# below the 5 s after which a Bento closes an idle connection
			keepalive 2s
		}}
	}}
}}
"""


class Front:
    """Caddy as this machine's settings run it."""

    def __init__(self, settings: Settings):
        self.port = settings.inference_port
        self.ports: Mapping[str, int] = {"blue": settings.blue_port, "green": settings.green_port}
        self.folder = settings.dkt_home / "inference"

    def write(self) -> None:
        """Write Caddy's configuration, before Caddy starts; what is live stays as it is."""
        self.folder.mkdir(parents=True, exist_ok=True)
        word = self.folder / "live"
        if not word.exists():
            word.touch()
        ports = "\n\t\t".join(f"{color} {port}" for color, port in self.ports.items())
        path = str(word.resolve()).replace('"', r"\"")  # it stands in quotes: it may hold spaces
        text = TEMPLATE.format(port=self.port, word=path, ports=ports)
        replace_file(self.folder / "Caddyfile", text)

    def live(self) -> str | None:
        """The color that requests go to, or None."""
        try:
            color = (self.folder / "live").read_text().strip()
        except FileNotFoundError:
            return None
        return color if color in self.ports else None

    def switch(self, color: str | None) -> None:
        """Send new requests to `color`, or to nobody; requests under way stay where they are."""
        replace_file(self.folder / "live", color or "")


def replace_file(file: Path, text: str) -> None:
    """Replace a small file whole: a reader sees the old text or the new one."""
    aside = file.with_suffix(".new")
    aside.write_text(text)
    aside.replace(file)
