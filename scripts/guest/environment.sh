# SPDX-License-Identifier: Apache-2.0
# Sourced in the guest: what the tests need to know.
export PATH=/data/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root
export RUNT=/data/project/build/runt RUNT_PROJECT=/data/project TMPDIR=/tmp RUNT_HELD=50
