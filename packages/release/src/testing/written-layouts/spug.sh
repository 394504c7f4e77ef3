#!/bin/sh
# A regular release by Spug 3.3.2, written from _deploy_ext1_host of spug_api/apps/deploy/utils.py and make_spug_version of
# spug_api/apps/repository/models.py of openspug/spug at a219347: the commands it runs on a host. It keeps no data for releases; what hooks of people
# do beside is theirs.
# usage: spug.sh <dst_dir> <dst_repo> <spug_version: deployid_YYYYmmddHHMMSS> <files> <versions>
set -eu
dst_dir=$1 dst_repo=$2 spug_version=$3 files=$4 versions=$5
deploy_id=${spug_version%%_*}
base_dst_dir=$(dirname "$dst_dir")
mkdir -p "$dst_repo" "$base_dst_dir"
if [ -e "$dst_dir" ] && [ ! -L "$dst_dir" ]; then echo "$dst_dir is there" >&2; exit 1; fi
cd "$dst_repo"
# shellcheck disable=SC2012,SC2046
ls -d "${deploy_id}"_* 2>/dev/null | sort -t _ -rnk2 | tail -n "+$((versions + 1))" | xargs rm -rf
rm -rf "$spug_version"
mkdir "$spug_version"
cp -a "$files/." "$spug_version/"
rm -f "${deploy_id}"_*.tar.gz
repo_dir=$dst_repo/$spug_version
rm -f "$dst_dir"
ln -sfn "$repo_dir" "$dst_dir"
