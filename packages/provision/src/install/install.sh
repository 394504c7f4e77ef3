# shellcheck shell=sh
# Run by root: installs the Debian packages given as arguments and leaves their services off. dpkg asks policy-rc.d whether it may
# start them, and one that exists only for the time of the script refuses. Nor are they to start with the machine: what newly came
# in for systemd is disabled again.
# args: policy
set -u
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 1' HUP INT TERM
  printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy" || exit 1
fi
fresh=
for package; do
  dpkg-query -W "$package" >/dev/null 2>&1 || fresh="$fresh $package"
done
export DEBIAN_FRONTEND=noninteractive
apt-get update || exit
apt-get install -y --no-install-recommends "$@" || exit
command -v systemctl >/dev/null || exit 0
for package in $fresh; do
  case $package in
    redis-server) unit=redis-server ;;
    mariadb-server) unit=mariadb ;;
    openssh-server) unit=ssh ;;
    *) continue ;;
  esac
  systemctl disable --quiet "$unit" || :
done
