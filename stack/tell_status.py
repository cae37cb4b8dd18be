"""The command `python -m stack status`: the report of `stack.status`, for people and scripts."""

import json
import sys

from rich.console import Console
from rich.table import Table

from settings import load_settings
from stack.home import loopback_without_proxy
from stack.status import read_last, report, watch


def tell_status(as_json: bool, again: bool) -> None:
    """Print the report; SystemExit(1) when something is wrong. `again`: on and on instead."""
    settings = load_settings()
    loopback_without_proxy()
    if again:
        watch(settings)
        return
    told = report(settings, read_last(settings.dkt_home / "status.json"))
    if as_json:
        sys.stdout.write(json.dumps(told, indent=2, ensure_ascii=False) + "\n")
    else:
        table = Table(box=None, show_header=False, pad_edge=False)
        for part in told["parts"]:
            mark = "[green]well[/green]" if part["ok"] else "[bold red]WRONG[/bold red]"
            table.add_row(mark, part["name"], part["said"], f"[dim]since {part['since']}[/dim]")
        console = Console(highlight=False)
        console.print(table)
        for part in told["parts"]:
            if not part["ok"]:
                console.print(f"\n{part['name']}\n{part['do']}", markup=False)
    raise SystemExit(0 if told["ok"] else 1)
