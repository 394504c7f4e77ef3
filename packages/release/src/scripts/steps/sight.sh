# shellcheck shell=sh
# Tells where the current link of an app leads, and whether the application runs; changes nothing and waits for nobody.
# args: program_link
# lib: service processes
resolve "$program_link"
say64 program_live "$real"
if [ -L "$program_link" ] && [ ! -d "$program_link" ]; then say lost yes; fi
say_processes processes
