# shellcheck shell=sh
# Takes the word that the application is healthy, so that the host does not go back by itself.
# args: confirm
# lib: holder lock journal
enter
! noted 'watch fired' || die NOT_CONFIRMED "seconds=$confirm"
note 'watch ended'
rm -f "$state/watch.$request"
say confirmed yes
