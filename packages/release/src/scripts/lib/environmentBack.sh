# shellcheck shell=sh
# Puts the variables that an application had before a release back into their file: see lib/environment.sh.
# args: state request
# lib: journal
environment_back() {
  if noted 'environment before'; then
    [ ! -e "$state/environment.before.$request" ] ||
      mv -f "$state/environment.before.$request" "$state/environment" || unwritable "$state/environment"
  elif noted 'environment none' && [ -e "$state/environment" ]; then rm -f "$state/environment" || not_writable "$state"; fi
}
