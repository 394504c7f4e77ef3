# shellcheck shell=sh
# Gives what a release made the labels that SELinux has for its place, where that is in use: what was copied there has those of where it
# came from. Nothing is started where a host has no restorecon.
#
# It is done before a tree is given away, and before it is held against its list. One that cannot be labelled is told and goes on: it
# may have been right.
relabel() {
  command -v restorecon >/dev/null || return 0
  case $(getenforce 2>/dev/null) in Enforcing | Permissive) ;; *) return 0 ;; esac
  alone restorecon -R -- "$@" >/dev/null 2>&1 </dev/null 9>&- || say unlabelled yes
}
