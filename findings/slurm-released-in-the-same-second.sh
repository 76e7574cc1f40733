#!/usr/bin/env bash
# Slurm 22.05.8 (Debian bookworm, 22.05.8-4+deb12u3): what is queued again is held for two minutes (BeginTime). Released
# (StartTime=now) within the second in which its first start ended, on the same node, it never begins: credentials are
# of whole seconds, the node takes the new one for the revoked one, and the job is FAILED with exit code 1, without a
# word in its log. Later it runs. Anlage releases nothing by itself: docs/clusters.md.
set -euo pipefail
folder=$(mktemp -d)
chmod 755 "$folder"
running=()
trap 'kill "${running[@]}" 2>/dev/null || true; sleep 1; kill -9 "${running[@]}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
mkdir -m 755 state log spool munge
for package in slurmctld slurmd slurm-client slurm-wlm-basic-plugins; do
  apt-get download -q "$package=22.05.8-4+deb12u3" >/dev/null 2>&1
done
apt-get download -q munge=0.5.15-2+deb12u1 libmunge2=0.5.15-2+deb12u1 >/dev/null 2>&1
for package in ./*.deb; do dpkg -x "$package" .; done
export PATH="$folder/usr/sbin:$folder/usr/bin:$PATH" LD_LIBRARY_PATH="$folder/usr/lib/x86_64-linux-gnu"
export LD_LIBRARY_PATH="$LD_LIBRARY_PATH:$folder/usr/lib/x86_64-linux-gnu/slurm-wlm" SLURM_CONF="$folder/slurm.conf"
port=$((10000 + $$ % 20000)) user=$(id -un)
cat >slurm.conf <<CONF
ClusterName=finding
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmctldPort=$port
SlurmUser=$user
SlurmdUser=$user
PluginDir=$folder/usr/lib/x86_64-linux-gnu/slurm-wlm
AuthType=auth/munge
AuthInfo=socket=$folder/munge/socket
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdLogFile=$folder/log/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SwitchType=switch/none
SlurmdParameters=config_overrides
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=1,sched_min_interval=0
NodeName=n1 NodeHostname=n1 NodeAddr=127.0.0.1 Port=$((port + 1)) CPUs=1
PartitionName=one Nodes=n1 Default=YES DefaultTime=10
CONF
head -c 128 /dev/urandom >munge/key
chmod 400 munge/key
munged -F --force --key-file="$folder/munge/key" --socket="$folder/munge/socket" --pid-file="$folder/munge/pid" \
  --log-file="$folder/log/munged.log" --seed-file="$folder/munge/seed" 2>/dev/null & running+=($!)
until [ -S munge/socket ]; do sleep 0.1; done
slurmctld-wlm -D 2>/dev/null & running+=($!)
slurmd-wlm -D -N n1 -d "$folder/usr/sbin/slurmstepd-wlm" 2>/dev/null & running+=($!)
until [ "$(sinfo -h -o %T)" = idle ]; do sleep 0.1; done 2>/dev/null
version=$(slurmctld-wlm -V)
state() { squeue -h -t all -j "$1" -o %T; }
# begun and queued again as a second begins, released after so many seconds: what becomes of it
released_after() {
  local job
  job=$(sbatch --parsable --requeue --output="$folder/log/%j" --wrap 'exec sleep 2')
  until [ "$(state "$job")" = RUNNING ]; do sleep 0.05; done
  sleep 0.5
  while [ "$(date +%N)" -gt 0100000000 ]; do sleep 0.01; done
  scontrol requeue "$job"
  until [ "$(state "$job")" = PENDING ]; do sleep 0.01; done
  sleep "$1"
  scontrol update JobId="$job" StartTime=now
  until [[ $(state "$job") =~ COMPLETED|FAILED ]]; do sleep 0.1; done
  echo "$(state "$job") $(scontrol show job "$job" | sed -n 's/.* \(ExitCode=[0-9:]*\).*/\1/p')"
}
at_once=$(released_after 0)
later=$(released_after 2)
echo "$version: released at once $at_once; two seconds later $later"
[[ $version == "slurm-wlm 22.05.8" && $at_once == "FAILED ExitCode=1:0" && $later == "COMPLETED ExitCode=0:0" ]] ||
  { echo "this has changed"; exit 1; }
