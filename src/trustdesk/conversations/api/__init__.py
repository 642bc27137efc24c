"""The room over HTTP and WebSocket: parse, act, view."""
