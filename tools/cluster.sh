#!/usr/bin/env bash
# 在本机启动一个集群，Ctrl-C 结束；make cluster 会调用。Starts a cluster on this machine; Ctrl-C ends it.
#
#   tools/cluster.sh 2 8786    两个工作进程，端口 8786    two workers, port 8786
#
# It listens on this machine only, without encryption. For more machines: docs/scale.md.
set -euo pipefail
cd "$(dirname "$0")/.."

workers=$1 address=tcp://127.0.0.1:$2
dask=.venv/bin/dask
# Nobody else may look into the workers' folder, and Dask writes only locks into it.
umask 077
folder=$(mktemp -d)
processes=()

finish() {
    trap '' INT TERM HUP
    kill "${processes[@]}" 2>/dev/null || true
    wait
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 0' INT TERM HUP

start() {
    "$dask" "$@" --no-dashboard >>"$folder/log" 2>&1 &
    processes+=($!)
}

start scheduler --host 127.0.0.1 --port "$2"
for _ in $(seq "$workers"); do
    # Without a limit nothing of people is put onto the disk; a nanny replaces a worker that dies.
    start worker "$address" --nthreads 1 --memory-limit 0 --local-directory "$folder"
done
for _ in $(seq 120); do
    ready=$(grep -c "Registered to:" "$folder/log" || true)
    if [ "$ready" -ge "$workers" ]; then
        printf '集群已启动，Ctrl-C 结束。The cluster is up; Ctrl-C ends it.\n\n    make quarter Q=2024Q3 ARGS="--cluster %s"\n\n' "$address"
        wait
        exit
    fi
    kill -0 "${processes[@]}" 2>/dev/null || break
    sleep 0.5
done
tail -n 20 "$folder/log" >&2
printf '错误 Error：集群没有启动。The cluster did not start.\n' >&2
exit 1
