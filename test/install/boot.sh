#!/bin/sh
# Boots the tree BASE with systemd as process 1, what is written going to the directory OWN. Run by unshare -m -p -f -C as root.
# args: base own
set -eu
base=$1
own=$2
mkdir -p "$own/upper" "$own/work" "$own/tree"
mount -t overlay overlay -o "lowerdir=$base,upperdir=$own/upper,workdir=$own/work" "$own/tree"
cd "$own/tree"
mount -t proc proc proc
mount -t tmpfs tmpfs run
mount -t tmpfs tmpfs tmp
mount --rbind /dev dev
mount -t sysfs sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
# Names are found as on the machine outside, whose network it shares.
rm -f etc/resolv.conf
cat /etc/resolv.conf > etc/resolv.conf
mkdir -p mnt/outside
pivot_root . mnt/outside
umount -l /mnt/outside
exec env -i container=rexflow PATH=/usr/sbin:/usr/bin:/sbin:/bin \
  /lib/systemd/systemd --system --unit=multi-user.target --show-status=no --log-target=null
