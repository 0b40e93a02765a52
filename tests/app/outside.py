"""A window of Postglass from outside: what a screen reader is told of it.

Runs inside headless.sh, in one language; the program is started and ended by its process id.
"""
import os
import subprocess
import sys
import time

try:
    import gi
    gi.require_version('Atspi', '2.0')
    from gi.repository import Atspi
except (ImportError, ValueError) as error:
    print(f'1..0 # SKIP Python cannot talk to AT-SPI: {error}')
    sys.exit(77)

PATIENCE = 20  # seconds until something that should come is given up


class Window:
    """The program and its first window."""

    def __init__(self, program, *arguments, language='en'):
        env = os.environ | {'LANGUAGE': language, 'LC_ALL': 'C.UTF-8'}
        env.pop('GTK_A11Y', None)
        self.process = subprocess.Popen([program, *arguments], env=env)
        self.frame = self.wait_for(self.find_frame, 'the window')

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=10)

    def wait_for(self, look, what):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise AssertionError(f'the program ended with {self.process.returncode} instead of {what}')
            found = look()
            if found:
                return found
            time.sleep(0.05)
        raise AssertionError(f'no {what} after {PATIENCE} s')

    def find_frame(self):
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(i)
            if application and application.get_process_id() == self.process.pid and application.get_child_count():
                return application.get_child_at_index(0)
        return None

    def application(self):
        return self.frame.get_parent()

    def action(self, name, *parameters):
        """An action of the window, over the bus."""
        listed = ', '.join(f"<'{one}'>" for one in parameters)
        subprocess.run(['gdbus', 'call', '--session', '--dest', 'org.postglass.Postglass', '--object-path',
                        '/org/postglass/Postglass/window/1', '--method', 'org.gtk.Actions.Activate', name,
                        f'[{listed}]', '{}'], check=True, stdout=subprocess.DEVNULL)

    def walk(self, node=None):
        """Every object of the program that is on the screen, parents first."""
        if node is None:
            application = self.application()
            for i in range(application.get_child_count()):
                yield from self.walk(application.get_child_at_index(i))
            return
        try:
            states = node.get_state_set()
            count = node.get_child_count()
        except gi.repository.GLib.Error:
            return  # it went away meanwhile
        if not states.contains(Atspi.StateType.VISIBLE):
            return
        yield node
        for i in range(count):
            child = node.get_child_at_index(i)
            if child is not None:
                yield from self.walk(child)


def name_of(node):
    try:
        return (node.get_name() or '').strip() if node is not None else ''
    except gi.repository.GLib.Error:
        return ''
