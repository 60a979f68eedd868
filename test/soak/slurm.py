#!/usr/bin/env python3
"""A run in steps as Slurm's jobs on two nodes, of which one is killed in the middle: does all end, with a plain run's report?

    ./dev soak slurm

Two slurmd on this machine, each a node with one processor, a slurmctld, and munge with a key of their own. docs/ci/slurm says how a
run is submitted.
"""

import getpass
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

from units import scale_units

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HOLDFAST = os.path.join(os.environ.get("HOLDFAST_BUILD", os.path.join(ROOT, "build")), "bin", "holdfast")
SCRIPT = os.path.join(ROOT, "docs", "ci", "slurm", "holdfast-slurm.sh")
UNITS = 40
PATH = {**os.environ, "PATH": os.environ["PATH"] + ":/usr/sbin:/sbin"}

CONFIG = """ClusterName=soak
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={ports[0]}
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
AuthInfo=socket={top}/munge/socket
CredType=cred/munge
StateSaveLocation={top}/state
SlurmdSpoolDir={top}/spool-%n
SlurmctldPidFile={top}/slurmctld.pid
SlurmdPidFile={top}/slurmd-%n.pid
SlurmctldLogFile={top}/slurmctld.log
SlurmdLogFile={top}/slurmd-%n.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
MpiDefault=none
ReturnToService=2
SlurmdTimeout=5
SchedulerParameters=sched_interval=1,bf_interval=1
NodeName=one NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[1]} CPUs=1
NodeName=two NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[2]} CPUs=1
PartitionName=all Nodes=one,two Default=YES State=UP
"""


def free_ports(count):
    opened = [socket.socket() for _ in range(count)]
    for each in opened:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in opened]
    for each in opened:
        each.close()
    return ports


class Cluster:
    def __init__(self, top):
        self.top, self.daemons = top, {}
        os.chmod(top, 0o755)
        for name in ("munge", "state", "spool-one", "spool-two"):
            os.mkdir(os.path.join(top, name), 0o755)
        with open(os.path.join(top, "munge", "key"), "wb") as file:
            file.write(os.urandom(128))
        os.chmod(file.name, 0o400)
        self.config = os.path.join(top, "slurm.conf")
        with open(self.config, "w", encoding="utf-8") as file:
            file.write(CONFIG.format(host=socket.gethostname().split(".")[0], user=getpass.getuser(), top=top, ports=free_ports(3)))
        self.environment = {**PATH, "SLURM_CONF": self.config}
        self.start("munge", "munged", "--foreground", "--force", f"--key-file={top}/munge/key", f"--socket={top}/munge/socket",
                   f"--pid-file={top}/munge/pid", f"--seed-file={top}/munge/seed", f"--log-file={top}/munge/log")
        self.wait_for(lambda: os.path.exists(f"{top}/munge/socket"), "munge")
        self.start("controller", "slurmctld", "-D", "-i", "-f", self.config)
        for node in ("one", "two"):
            self.start(node, "slurmd", "-D", "-N", node, "-f", self.config)
        self.wait_for(lambda: self.ask("sinfo", "-h", "-t", "idle", "-o", "%D").strip() == "2", "two idle nodes")

    def start(self, name, *command):
        with open(os.path.join(self.top, f"{name}.said"), "wb") as said:
            self.daemons[name] = subprocess.Popen(command, env=self.environment, stdout=said, stderr=said, start_new_session=True)

    def ask(self, *command):
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False).stdout

    def wait_for(self, done, what, seconds=300):
        end = time.monotonic() + seconds
        while not done():
            if time.monotonic() > end or any(daemon.poll() for daemon in self.daemons.values()):
                for name in sorted(os.listdir(self.top)):
                    if name.endswith((".log", ".said")):
                        with open(os.path.join(self.top, name), encoding="utf-8", errors="replace") as file:
                            print(f"--- {name}\n{file.read()[-3000:]}", file=sys.stderr)
                sys.exit(f"there is still no {what}\n{self.ask('squeue')}{self.ask('sinfo')}")
            time.sleep(0.2)

    def kill_node(self, name):
        """The daemon, and all that it has started: what its jobs run is told by the environment that Slurm gives them."""
        daemon = self.daemons.pop(name)
        os.kill(daemon.pid, signal.SIGKILL)
        daemon.wait()
        for entry in os.listdir("/proc"):
            try:
                with open(f"/proc/{entry}/environ", "rb") as file:
                    of_job = file.read().split(b"\0")
                with open(f"/proc/{entry}/cmdline", "rb") as file:
                    words = file.read()
            except (OSError, ValueError):
                continue
            if f"SLURM_CONF={self.config}".encode() in of_job and (f"SLURMD_NODENAME={name}".encode() in of_job or b"slurmstepd" in words
                                                                  and name == self.node_of(int(entry))):
                os.kill(int(entry), signal.SIGKILL)

    def node_of(self, process):
        """The node whose job a slurmstepd runs: its children say it."""
        children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=False).stdout.split()
        for child in children:
            try:
                with open(f"/proc/{child}/environ", "rb") as file:
                    found = re.search(rb"SLURMD_NODENAME=(\w+)", file.read())
            except OSError:
                continue
            if found:
                return found[1].decode()
        return ""

    def stop(self):
        for name in ("controller", "one", "two", "munge"):
            if name in self.daemons:
                self.daemons[name].terminate()
                self.daemons[name].wait()


def write_project(folder):
    """Every function is used by another unit, which finds by that what it does wrong."""
    os.mkdir(folder)
    scale_units.write_units(folder, UNITS)


def main():
    with tempfile.TemporaryDirectory() as top:
        project = os.path.join(top, "project")
        write_project(project)
        plain = subprocess.run([HOLDFAST, "-p", ".", "--no-cache", "--quiet", "--format=json"], cwd=project, capture_output=True, check=False)
        cluster = Cluster(top)
        try:
            for kills in (False, True):
                shutil.rmtree(os.path.join(project, "out"), ignore_errors=True)
                subprocess.run([HOLDFAST, "graph", "-p", ".", "--quiet", "--format=parallel", "--output=out/run.sh"], cwd=project, check=True)
                run(cluster, project, kills)
                merged = subprocess.run([HOLDFAST, "merge", "out/report.json", "--quiet", "--format=json"], cwd=project, capture_output=True, check=False)
                if merged.stdout != plain.stdout or plain.stdout.count(b'"rule"') < UNITS:
                    sys.exit(f"the reports differ, or have too little:\n{plain.stdout.decode()[:2000]}\n{merged.stdout.decode()[:2000]}")
        finally:
            cluster.stop()


def run(cluster, project, kills):
    begin = time.monotonic()
    submitted = subprocess.run(["sh", SCRIPT, "out/run.sh", "8"], cwd=project, env=cluster.environment, capture_output=True, text=True, check=False)
    if submitted.returncode:
        sys.exit(f"{SCRIPT} ended with {submitted.returncode}:\n{submitted.stderr}")
    jobs = len(cluster.ask("squeue", "-h").split())
    if kills:
        units = os.path.join(project, "out", "0")
        cluster.wait_for(lambda: os.path.isdir(units) and len(os.listdir(units)) > UNITS // 4, "unit", 60)
        cluster.kill_node("two")
        done = len(os.listdir(units))
        if done >= UNITS:
            sys.exit("all units were done before the node was killed")
        print(f"node two is killed after {done} of {UNITS} units", flush=True)
    report = os.path.join(project, "out", "report.json")
    cluster.wait_for(lambda: not cluster.ask("squeue", "-h").strip(), "end of all jobs", 900)
    if not jobs or not os.path.exists(report):
        sys.exit("nothing was submitted, or there is no report")
    print(f"{'one node' if kills else 'two nodes'}: {time.monotonic() - begin:.0f} s by the clock", flush=True)


if __name__ == "__main__":
    main()
