#!/bin/sh
# Starts sshd with host keys of its own, made once for each container, and logins by key only.
set -eu
ssh-keygen -A
install -m 600 /run/secrets/demo_key.pub /root/.ssh/authorized_keys
exec /usr/sbin/sshd -D -e \
  -o PasswordAuthentication=no \
  -o PermitRootLogin=prohibit-password \
  -o MaxStartups=200:30:400
