# shellcheck shell=sh
# Functions that keep the file `environment` in `state`: the variables of an application whose processes somebody else begins.
#
# Only who has to read it may. `ready_environment` writes its text beside it, while the application runs. `place_environment` gives that its
# name, or takes the file away where there is no text any more. `keep_environment` keeps what was there before for `environment_back`
# of lib/environmentBack.sh, until the next request that switches. Where nobody has variables, no program is called.
# args: state request environment environment_owner
# lib: journal owner
ready_environment() {
  forget_ready
  [ -n "$environment" ] || return 0
  (umask 077; printf %s "$environment" >"$state/environment.new") 2>/dev/null || unwritable "$state/environment.new"
  [ "$environment_owner" = login ] || [ -z "$owner" ] || give "$state/environment.new" || not_writable "$state/environment.new"
}
forget_ready() { [ ! -e "$state/environment.new" ] || rm -f "$state/environment.new"; }
place_environment() {
  if [ -n "$environment" ]; then
    mv -f "$state/environment.new" "$state/environment" || unwritable "$state/environment"
  elif [ -e "$state/environment" ]; then rm -f "$state/environment" || not_writable "$state"; fi
}
keep_environment() {
  kept_as="$state/environment.before.$request"
  for older in "$state"/environment.before.*; do
    [ ! -e "$older" ] || [ "$older" = "$kept_as" ] || rm -f "$older"
  done
  if noted 'environment before' || noted 'environment none'; then return 0; fi
  if [ -e "$state/environment" ] || [ -e "$kept_as" ]; then
    # That of another user has no second name.
    [ -e "$kept_as" ] || ln "$state/environment" "$kept_as" 2>/dev/null || mv "$state/environment" "$kept_as" || unwritable "$kept_as"
    note 'environment before' || unwritable "$state/journal"
  elif [ -n "$environment" ]; then note 'environment none' || unwritable "$state/journal"; fi
}
