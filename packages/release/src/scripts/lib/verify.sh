# shellcheck shell=sh
# Functions that hold a tree against a list of digests without reading again what is known.
#
# Every release that was sealed leaves in `sealed/` the lists of the digests of its program and of its configuration, and what each
# entry of the two directories was then: files by inode, size and change time, links by inode and change time, directories by
# mode. A file of the live release that still is what it was has its digest still; what was copied from it needs no reading, and
# what was sent is read here. Only change times are trusted, which nobody can set. Where find knows no -printf, everything is
# read; and so it is when the host went down since the transfer began, since what lies there then may have its size and time and
# not its bytes.
#
# `look` prints what each entry of some trees is, a line each; a line break in a name becomes \001.
# args: state
sealed_as() { seen="$state/sealed/${1##*/}"; }
look() {
  find "$@" -mindepth 1 \( -type f -printf 'f %i %s %C@ %P\0' -o -type d -printf 'd %m %P\0' -o -printf '%y %i %C@ %P\0' \) \
    2>/dev/null | LC_ALL=C tr '\n\000' '\001\n'
}
boot() { read -r boot </proc/sys/kernel/random/boot_id; }
carry_begins() { boot; printf '%s\n' "$boot" >"$state/carried_since"; }
# A sha256sum that did not come to its end says nothing of the files.
differing() {
  bad=
  [ -s "$2" ] || return 0
  (cd "$1" && sha256sum -c --quiet "$2") >"$state/differing" 2>&1
  summed=$?
  [ "$summed" -ne 1 ] || ! grep -q 'unrecognized option' "$state/differing" || sum_loudly "$1" "$2"
  bad=$(head -n 5 "$state/differing") || could_not "read $state/differing" $?
  [ "$summed" -le 1 ] || could_not "read what was brought to $1" "$summed" "$bad"
  [ "$summed" -eq 0 ] || [ -n "$bad" ] || could_not "read what was brought to $1" "$summed"
}
# The sha256sum of BusyBox names every file, or none.
sum_loudly() {
  (cd "$1" && sha256sum -c "$2") >"$state/summed" 2>&1
  summed=$?
  sed '/: OK$/d' "$state/summed" >"$state/differing" || could_not "read $state/summed" $?
  rm -f "$state/summed"
}
forget_sealed() {
  ls -t "$state/sealed" | tail -n +61 | while IFS= read -r old; do rm -f "$state/sealed/$old"; done
}
