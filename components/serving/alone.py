"""What Streamlit would ask of another host by itself is not asked: nobody learns that this server runs."""

from __future__ import annotations

from streamlit import net_util


def ask_nobody() -> None:
    """Streamlit asks a web service for this machine's public address whenever another site's page tries to connect.
    Here that address lets nobody in, so nobody is asked. For its welcome it asks before this: see the Dockerfile.
    """
    net_util.get_external_ip = lambda: None
