"""A real Postfix and a real Dovecot, in folders and on ports of their own, ended by their process ids.

Postfix hands mail for the desk's domain to the desk over LMTP and everything else to Dovecot, whose
mailboxes are the customers'. Both need the rights to change to the users their packages have made.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.ports import free_pair

DESK, CUSTOMERS = "desk.example", "customers.example"
OTHER = "other-desk.example"
QUIET = "quiet.example"  # a domain that says nothing of who may write in its name
PASSWORD = "a password of the tests"
START_SECONDS = 20.0
NOBODY = 65_534

MAIN = """compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file_prefixes = {folder}
maillog_file = {folder}/log
myhostname = mx.{customers}
mydestination =
alias_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
relay_domains = {desk} {other} {customers} {quiet}
relay_recipient_maps =
transport_maps = inline:{{ {{{desk}=lmtp:inet:127.0.0.1:{desk_port}}}, {{{other}=lmtp:inet:127.0.0.1:{other_port}}}, {{{customers}=lmtp:inet:127.0.0.1:{boxes_port}}}, {{{quiet}=lmtp:inet:127.0.0.1:{boxes_port}}} }}
default_transport = error:no other domain here
smtpd_relay_restrictions = permit_mynetworks, reject
lmtp_destination_recipient_limit = 1
lmtp_connection_cache_on_demand = yes
recipient_delimiter = +
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
smtpd_peername_lookup = no
smtp_host_lookup = native
message_size_limit = 30000000
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 2s
in_flow_delay = 0
"""
MASTER = """127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
DOVECOT = """base_dir = {folder}/run
log_path = {folder}/log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:{folder}/mail/%n
default_internal_user = dovecot
default_login_user = dovenull
recipient_delimiter = +
lmtp_save_to_detail_mailbox = no
mail_max_userip_connections = 50
service imap-login {{
  inet_listener imap {{
    port = {imap_port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp_port}
  }}
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={nobody} gid={nobody} home={folder}/mail/%n
}}
"""


class Boxes:
    """A running Dovecot: mailboxes of anybody, reached over LMTP and IMAP, and read on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.imap_port, self.lmtp_port = (port := free_pair()), port + 1

    def mails(self, user: str) -> list[bytes]:
        """What lies in somebody's mailbox, in the order in which it came."""
        files = [
            path
            for part in ("new", "cur")
            for path in (self.folder / "mail" / user / part).glob("*")
            if path.is_file()
        ]
        return [path.read_bytes() for path in sorted(files, key=lambda one: one.stat().st_mtime_ns)]

    def wait(self, user: str, count: int = 1, seconds: float = 30.0) -> list[bytes]:
        """Wait until that many mails have come."""
        end = time.monotonic() + seconds
        while len(found := self.mails(user)) < count:
            assert time.monotonic() < end, f"{len(found)} of {count} mails came"
            time.sleep(0.05)
        return found


class Server:
    """A running Postfix."""

    def __init__(self, folder: Path, process: "subprocess.Popen[bytes]", port: int) -> None:
        self.folder = folder
        self.port = port
        self._process = process

    def log(self) -> str:
        """What it wrote down."""
        path = self.folder / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    def waiting(self) -> int:
        """How many mails are on their way."""
        parts = ("maildrop", "incoming", "active", "deferred")
        return sum(
            1 for part in parts for path in (self.folder / "queue" / part).rglob("*") if path.is_file()
        )

    def drained(self, seconds: float = 60.0) -> None:
        """Wait until nothing is on its way any more."""
        end = time.monotonic() + seconds
        while self.waiting():
            assert time.monotonic() < end, f"{self.waiting()} mails still wait:\n{self.log()[-2000:]}"
            time.sleep(0.05)


@contextlib.contextmanager
def postfix(desk_port: int, boxes_port: int, other_port: int = 9) -> Iterator[Server]:
    """Run a Postfix that hands mail to the desk, to the customers' boxes and to another desk, by port."""
    port = free_pair()
    with _folder() as folder:
        (folder / "queue").mkdir()
        (folder / "data").mkdir()
        shutil.chown(folder / "data", "postfix")
        given = {"folder": folder, "desk": DESK, "customers": CUSTOMERS, "quiet": QUIET, "other": OTHER}
        ports = {"port": port, "desk_port": desk_port, "boxes_port": boxes_port, "other_port": other_port}
        (folder / "main.cf").write_text(MAIN.format(**given, **ports))
        (folder / "master.cf").write_text(MASTER.format(**ports))
        with _running(["postfix", "-c", str(folder), "start-fg"], port, folder) as process:
            yield Server(folder, process, port)


OAUTH = """auth_mechanisms = plain login xoauth2
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth.conf
}}
"""
ASKS = """introspection_mode = post
introspection_url = {told}/introspect
username_attribute = email
active_attribute = active
active_value = true
"""


@contextlib.contextmanager
def dovecot(told: str = "") -> Iterator[Boxes]:
    """Run a Dovecot in which everybody has a mailbox; one that takes the tokens of a server ``told`` of, too."""
    with _folder() as folder:
        boxes = Boxes(folder)
        (folder / "mail").mkdir()
        os.chown(folder / "mail", NOBODY, NOBODY)
        config = DOVECOT.format(
            folder=folder,
            imap_port=boxes.imap_port,
            lmtp_port=boxes.lmtp_port,
            password=PASSWORD.replace(" ", "_"),
            nobody=NOBODY,
        )
        if told:
            config += OAUTH.format(folder=folder)
            (folder / "oauth.conf").write_text(ASKS.format(told=told))
        (folder / "dovecot.conf").write_text(config)
        command = ["dovecot", "-F", "-c", str(folder / "dovecot.conf")]
        with _running(command, boxes.imap_port, folder):
            yield boxes


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="trustdesk-mail-"))
    folder.chmod(0o755)  # both servers change to users of their own
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _running(command: list[str], port: int, folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    assert os.geteuid() == 0, "mail servers change users: run the tests of mail as root, as the build does"
    path = shutil.which(command[0], path=f"{os.environ['PATH']}:/usr/sbin")
    assert path, f"{command[0]} is not installed: .ci/run installs it"
    said = (folder / "said").open("wb")
    process = subprocess.Popen(
        [path, *command[1:]], stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
    )
    try:
        _answering(port, process, folder)
        yield process
    finally:
        _end(process, folder)
        said.close()


def _end(process: "subprocess.Popen[bytes]", folder: Path) -> None:
    """Ask the server to end, and make it: Postfix's master leads a process group of its own."""
    noted = folder / "queue" / "pid" / "master.pid"
    leaders = {process.pid, int(noted.read_text()) if noted.exists() else process.pid}
    for wanted in (signal.SIGTERM, signal.SIGKILL):
        for leader in leaders:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(leader, wanted)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)


def _answering(port: int, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, (folder / "said").read_text(errors="replace")[-2000:]
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as knock:
            knock.settimeout(2)
            if knock.recv(64):
                return
        time.sleep(0.05)
    raise AssertionError(
        f"port {port} does not answer: {(folder / 'said').read_text(errors='replace')[-2000:]}"
    )
