#!/bin/sh
# What a release needs at least: the baseline rexflow is held against.
#
#   bare-release.sh <stamp> <ssh config> <program> <hosts>
#
# <hosts> is a file with one host on a line: name, configuration, live link of the program, live link of the
# configuration, init script and the application's word in the process list, no blanks in any of them. <name> is looked up
# in <ssh config>, which keeps one connection for each host (ControlMaster). For each host, all at once: program and
# configuration into new directories, unchanged files copied from the live ones; then one command that switches both
# links, restarts, and looks for one process.
set -u
stamp=$1 settings=$2 program=$3 hosts=$4

at_host='
set -e
ln -s "${program}_$stamp" "$program.bare"
ln -s "${config}_$stamp" "$config.bare"
mv -T "$program.bare" "$program"
mv -T "$config.bare" "$config"
"$init" restart
tries=0
until [ "$(pgrep -cf -- "$key")" -eq 1 ]; do
  tries=$((tries + 1))
  [ "$tries" -lt 100 ]
  sleep 0.01
done
'

carry() {
  rsync -a -e "ssh -F $settings" --copy-dest="$2/" "$1/" "$name:$2_$stamp/"
}

release() {
  carry "$program" "$program_link" &
  carrying=$!
  carry "$config" "$config_link" || return
  wait "$carrying" || return
  printf "stamp='%s' program='%s' config='%s' init='%s' key='%s'\n%s" \
    "$stamp" "$program_link" "$config_link" "$init" "$key" "$at_host" | ssh -F "$settings" "$name" sh -s
}

releasing=
while read -r name config program_link config_link init key; do
  release </dev/null >/dev/null &
  releasing="$releasing $!"
done <"$hosts"
status=0
for one in $releasing; do wait "$one" || status=1; done
exit "$status"
