#!/bin/sh
# A deploy by Capistrano 3.20.0, written from lib/capistrano/tasks/deploy.rake of capistrano/capistrano at 72fa7231: the commands of
# `cap deploy` as they reach a host, in their order, with the defaults of directory names. Where its SCM plug-in would put the files of a
# repository, those of a directory are put.
# usage: capistrano.sh <deploy_to> <release: YYYYmmddHHMMSS> <files> <linked_files> <linked_dirs>
set -eu
deploy_to=$1 release=$2 files=$3 linked_files=$4 linked_dirs=$5
release_path=$deploy_to/releases/$release
shared_path=$deploy_to/shared
# deploy:check
mkdir -p "$shared_path" "$deploy_to/releases"
for dir in $linked_dirs; do mkdir -p "$shared_path/$dir"; done
for file in $linked_files; do
  mkdir -p "$(dirname "$shared_path/$file")"
  [ -f "$shared_path/$file" ] || { echo "linked file $shared_path/$file does not exist" >&2; exit 1; }
done
# git:clone, git:create_release
mkdir -p "$deploy_to/repo"
[ -f "$deploy_to/repo/HEAD" ] || echo 'ref: refs/heads/master' >"$deploy_to/repo/HEAD"
mkdir -p "$release_path"
cp -a "$files/." "$release_path/"
# deploy:set_current_revision
(cd "$release_path" && echo "8d7b14a" >REVISION)
# deploy:symlink:linked_files
for file in $linked_files; do
  target=$release_path/$file source=$shared_path/$file
  mkdir -p "$(dirname "$target")"
  [ ! -L "$target" ] || continue
  [ ! -f "$target" ] || rm "$target"
  ln -s "$source" "$target"
done
# deploy:symlink:linked_dirs
for dir in $linked_dirs; do
  target=$release_path/$dir source=$shared_path/$dir
  mkdir -p "$(dirname "$target")"
  [ ! -L "$target" ] || continue
  [ ! -d "$target" ] || rm -rf "$target"
  ln -s "$source" "$target"
done
# deploy:symlink:release
ln -s "$release_path" "$deploy_to/releases/current"
mv "$deploy_to/releases/current" "$deploy_to"
# deploy:log_revision
(cd "$deploy_to/releases" && echo "Branch master (at 8d7b14a) deployed as release $release by deploy" >>"$deploy_to/revisions.log")
