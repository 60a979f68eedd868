"""Two sshd on this machine as two hosts, with folders, keys and configurations of their own.

two_hosts.py FOLDER COMMAND...: runs the command with HOLDFAST_SSH set and the hosts in FOLDER/hosts.
The program in FOLDER/program runs holdfast; on the second host it says in FOLDER/two-began that it has begun
and never ends. Then that host is killed, with everything that it runs.
"""

import getpass
import os
import signal
import socket
import subprocess
import sys
import time

# A forced command begins in a host's own folder; nothing of the user's own settings is read there.
SSHD = """Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host-key
AuthorizedKeysFile {folder}/key.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
SetEnv HOME={folder}/{name}
ForceCommand cd {folder}/{name} && exec /bin/sh -c "$SSH_ORIGINAL_COMMAND"
"""
CLIENT = """Host {name}
HostName 127.0.0.1
Port {port}
User {user}
IdentityFile {folder}/key
IdentitiesOnly yes
UserKnownHostsFile {folder}/known
StrictHostKeyChecking no
LogLevel ERROR
BatchMode yes
"""
PROGRAM = """#!/bin/sh
case $PWD in
{folder}/one/*) echo "$2" >>{folder}/one-ran ;;
{folder}/two/*) touch {folder}/two-began; exec sleep 600 ;;
esac
exec {holdfast} "$@"
"""


def write(path, text, mode=0o600):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(path, mode)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_host(folder, name):
    os.makedirs(os.path.join(folder, name))
    port = free_port()
    write(f"{folder}/sshd-{name}", SSHD.format(port=port, folder=folder, name=name))
    with open(f"{folder}/client", "a", encoding="utf-8") as file:
        file.write(CLIENT.format(name=name, port=port, folder=folder, user=getpass.getuser()))
    with open(f"{folder}/log-{name}", "w", encoding="utf-8") as log:
        host = subprocess.Popen(["/usr/sbin/sshd", "-D", "-e", "-f", f"{folder}/sshd-{name}"], stdin=subprocess.DEVNULL, stderr=log)
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return host
        if host.poll() is not None:
            break
        time.sleep(0.1)
    sys.exit(f"sshd does not run: {open(f'{folder}/log-{name}', encoding='utf-8').read()}")


def descendants(root):
    parents = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
                parents[int(pid)] = int(file.read().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
    found = [root]
    for at in found:
        found += [pid for pid, parent in parents.items() if parent == at]
    return found


def kill_host(host):
    for pid in descendants(host.pid):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    host.wait()


def main():
    folder, holdfast, *command = sys.argv[1:]
    os.makedirs(folder)
    if os.getuid() == 0:
        os.makedirs("/run/sshd", exist_ok=True)  # sshd asks for it where root starts it
    for name in ("key", "host-key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", f"{folder}/{name}"], check=True)
    hosts = {name: start_host(folder, name) for name in ("one", "two")}
    write(f"{folder}/hosts", "2/one\n2/two\n")
    write(f"{folder}/program", PROGRAM.format(folder=folder, holdfast=holdfast), 0o700)
    try:
        run = subprocess.Popen(command, env={**os.environ, "HOLDFAST_SSH": f"ssh -F {folder}/client", "HOLDFAST": f"{folder}/program"})
        while not os.path.exists(f"{folder}/two-began"):
            if run.poll() is not None:
                sys.exit("the second host was never asked")
            time.sleep(0.1)
        kill_host(hosts["two"])
        sys.exit(run.wait())
    finally:
        for host in hosts.values():
            if host.poll() is None:
                kill_host(host)


if __name__ == "__main__":
    main()
