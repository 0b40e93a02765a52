"""The two servers that are compared: a private Dovecot on loopback, and `postglass-cli serve`."""

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time

PASSWORD = 'noodles'

CONFIG = """
protocols = imap pop3
base_dir = {base}/run
state_dir = {base}/state
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
log_path = {base}/log
mail_location = maildir:{base}/mail/%u
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = 1
first_valid_gid = 1
mail_fsync = never
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
mail_max_userip_connections = 250
pop3_lock_session = yes
pop3_uidl_format = %08Xu%08Xv
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = home={base}/home/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service imap-login {{
  chroot =
  service_count = 0
  process_min_avail = 1
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service pop3-login {{
  chroot =
  service_count = 0
  process_min_avail = 1
  inet_listener pop3 {{
    port = {pop3}
  }}
  inet_listener pop3s {{
    port = 0
  }}
}}
service imap {{
  process_limit = 300
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def wait_for(port, process, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            return False
        try:
            socket.create_connection(('127.0.0.1', port), 1).close()
            return True
        except OSError:
            time.sleep(0.05)
    return False


def find_dovecot():
    """The program, or None where it is not installed (with both protocols)."""
    program = shutil.which('dovecot', path=os.environ.get('PATH', '') + ':/usr/sbin:/usr/local/sbin')
    if program is None:
        return None
    for module in ('imap', 'pop3'):
        if not os.path.exists(f'/usr/lib/dovecot/{module}'):
            return None
    return program


class Dovecot:
    """A Dovecot of our own: any user, one password, mail in a folder that goes away with it."""

    name = 'dovecot'

    def __init__(self, program, parent=None):
        self.base = tempfile.mkdtemp(prefix='postglass-dovecot-', dir=parent)
        os.chmod(self.base, 0o755)
        root = os.getuid() == 0
        mail = pwd.getpwnam('nobody') if root else pwd.getpwuid(os.getuid())
        internal = 'dovecot' if root else mail.pw_name
        for folder in ('run', 'state', 'mail', 'home'):
            os.mkdir(os.path.join(self.base, folder))
            if folder in ('mail', 'home') and root:
                os.chown(os.path.join(self.base, folder), mail.pw_uid, mail.pw_gid)
        self.imap, self.pop3 = free_port(), free_port()
        config = os.path.join(self.base, 'dovecot.conf')
        with open(config, 'w', encoding='utf-8') as out:
            out.write(CONFIG.format(
                base=self.base, uid=mail.pw_uid, gid=mail.pw_gid, internal=internal,
                group=grp.getgrgid(pwd.getpwnam(internal).pw_gid).gr_name,
                login='dovenull' if root else mail.pw_name, password=PASSWORD,
                imap=self.imap, pop3=self.pop3))
        environment = dict(os.environ, TZ='UTC')
        self.process = subprocess.Popen([program, '-F', '-c', config], env=environment,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not (wait_for(self.imap, self.process) and wait_for(self.pop3, self.process)):
            log = self.log()
            self.stop()
            raise RuntimeError('Dovecot does not start: ' + log)

    def log(self):
        try:
            with open(os.path.join(self.base, 'log'), encoding='utf-8') as text:
                return text.read()
        except OSError:
            return ''

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.base, ignore_errors=True)


class Postglass:
    """`postglass-cli serve` with the given users."""

    name = 'postglass'

    def __init__(self, program, users, extra=()):
        arguments = [program, 'serve', '--imap', '0', '--pop3', '0', *extra]
        for user in users:
            arguments += ['--user', f'{user}:{PASSWORD}']
        self.process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
        words = self.process.stdout.readline().split()
        if not words or words[0] != 'ready':
            self.stop()
            raise RuntimeError(f'postglass-cli serve did not get ready: {words}')
        ports = dict(word.split('=') for word in words[1:])
        self.imap, self.pop3 = int(ports['imap']), int(ports['pop3'])

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process.stdout.close()
