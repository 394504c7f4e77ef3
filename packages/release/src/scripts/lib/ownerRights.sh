# shellcheck shell=sh
# Functions that tell whether files can be given to their owner, and looked after later; they change nothing.
#
# `look_for_owner` leaves in `owner_lacks` a word for what is missing, and in `owner_rule` the line that allows it. `require_owner` ends the
# script where something is.
# args: owner owner_user owner_group owner_modes owner_moves owner_become owner_examples owner_patterns owner_spelled of_app
# lib: owner
has_group() { getent group "$owner_group" >/dev/null 2>&1 || grep -q "^$owner_group:" /etc/group; }
is_member() { case " $(id -Gn) " in *" $owner_group "*) ;; *) return 1 ;; esac; }
may_give() {
  while IFS= read -r example; do
    if [ "$owner_become" = doas ]; then
      grants=$(LC_ALL=C timeout -k 2 20 doas -C /etc/doas.conf chown -hR "$owner" -- "$example" 2>/dev/null 9>&-)
      # Its rules may be for nobody else to read: then only a call would show them.
      case $grants in 'permit nopass') ;; permit | deny) return 1 ;; *) command -v doas >/dev/null || return 1 ;; esac
    else
      LC_ALL=C timeout -k 2 20 sudo -n -l chown -hR "$owner" -- "$example" >/dev/null 2>&1 </dev/null 9>&- || return 1
    fi
  done <<EXAMPLES
$owner_examples
EXAMPLES
}
may_act() { alone timeout -k 2 20 "$owner_become" -n -u "$owner_user" sh -c : >/dev/null 2>&1 </dev/null 9>&-; }
spell_rule() {
  if [ "$owner_become" = doas ]; then
    owner_rule="permit nopass $login as root cmd chown; permit nopass $login as $owner_user cmd sh"
    return
  fi
  tool=$(command -v chown)
  owner_rule="$login ALL=(root) NOPASSWD: "
  while IFS= read -r pattern; do
    owner_rule="$owner_rule$tool -hR $owner_spelled -- $pattern, "
  done <<PATTERNS
$owner_patterns
PATTERNS
  owner_rule="$owner_rule($owner_user) NOPASSWD: /bin/sh, /usr/bin/sh"
}
look_for_owner() {
  owner_lacks='' owner_rule=''
  [ -n "$owner_user" ] || return 0
  id -u "$owner_user" >/dev/null 2>&1 || { owner_lacks=user; return 0; }
  has_group || { owner_lacks=group; return 0; }
  if ! is_foreign; then
    [ "$login" = root ] || is_member || owner_lacks=member
    return 0
  fi
  if [ "$owner_moves" = yes ]; then owner_lacks=layout
  elif [ -z "$owner_become" ]; then owner_lacks=become; spell_rule
  elif ! may_give || ! may_act; then owner_lacks=right; spell_rule
  elif ! is_member; then owner_lacks=member
  else case $owner_modes in *g-r* | *g-wx* | *g-x*) owner_lacks='umask' ;; esac; fi
}
require_owner() {
  look_for_owner
  case $owner_lacks in
    '') return 0 ;;
    user) owner_reason="there is no user $owner_user" ;;
    group) owner_reason="there is no group $owner_group" ;;
    layout) owner_reason="only root or $owner_user may move a program of the nested layout to another directory" ;;
    become) owner_reason="$login has no way to act as root: login.become of the host, and the rule $owner_rule" ;;
    right) owner_reason="$login may not do this without a password, the rule for it: $owner_rule" ;;
    member) owner_reason="$login is not in the group $owner_group" ;;
    umask) owner_reason="its umask keeps $login from reading what is live" ;;
  esac
  die OWNER_UNFIT "owner=$owner" "app=$of_app" "reason=$owner_reason"
}
