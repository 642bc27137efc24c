"""Our own configuration files for the embedded server, written anew at each start.

Sized for a small machine: the whole idle product stays below 250 MB and still takes
thousands of durable messages a second. Everything that protects data is left on.
"""

from pathlib import Path

SAFETY = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "password_encryption": "scram-sha-256",
}
MEMORY = {
    "max_connections": "60",
    "superuser_reserved_connections": "3",
    "shared_buffers": "96MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "effective_cache_size": "1GB",
    "wal_buffers": "8MB",
    # Fewer standing processes: reads are done by the backend that wants them.
    "io_method": "sync",
    "max_worker_processes": "4",
    "max_parallel_workers_per_gather": "0",
    "max_logical_replication_workers": "0",
    "max_wal_senders": "2",
    "max_replication_slots": "2",
}
WRITING = {
    "wal_level": "replica",
    "wal_compression": "pglz",
    "min_wal_size": "256MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "checkpoint_completion_target": "0.9",
    # Messages and events only ever grow: keep their visibility maps and statistics fresh, and do
    # not leave a young database without any for long.
    "autovacuum_naptime": "10s",
    "autovacuum_max_workers": "2",
    "autovacuum_worker_slots": "2",
    "autovacuum_vacuum_scale_factor": "0.05",
    "autovacuum_vacuum_insert_scale_factor": "0.05",
    "autovacuum_analyze_scale_factor": "0.03",
}
PLANNING = {
    "jit": "off",
    "random_page_cost": "1.1",
    "default_statistics_target": "100",
}
MANNERS = {
    "cluster_name": "'trustdesk'",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "lc_messages": "'C'",
    "default_text_search_config": "'pg_catalog.simple'",
    "logging_collector": "off",
    "log_checkpoints": "off",
    "log_line_prefix": "'%m [%p] %q%u '",
    "idle_in_transaction_session_timeout": "60s",
    "tcp_keepalives_idle": "60",
    "unix_socket_permissions": "0700",
}


def write(data: Path, socket_folder: Path, port: int, system_users: set[str]) -> None:
    """Write postgresql.conf, pg_hba.conf and pg_ident.conf into the server's data folder."""
    settings = SAFETY | MEMORY | WRITING | PLANNING | MANNERS
    settings |= {
        "listen_addresses": "'127.0.0.1'",
        "port": str(port),
        "unix_socket_directories": _quoted(socket_folder),
    }
    lines = [f"{name} = {value}" for name, value in settings.items()]
    _put(data / "postgresql.conf", ["# Written by trustdesk at each start.", *lines])
    _put(
        data / "pg_hba.conf",
        [
            # The superuser has no password: it is whoever owns the data folder, on this machine.
            "local all postgres peer map=keeper",
            "local all all scram-sha-256",
            "host all all 127.0.0.1/32 scram-sha-256",
        ],
    )
    _put(data / "pg_ident.conf", [f'keeper "{name}" postgres' for name in sorted(system_users)])


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _put(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    path.chmod(0o644)  # the folder around it is closed; the server's own account must read it
