# SPDX-License-Identifier: Apache-2.0
# Sourced: a private apt configuration for one suite of Debian, from the host's own mirror and keyring. The system's
# lists and sources stay as they are.

# The mirror from which the host itself takes Debian's packages; nothing if there is none.
debian_mirror() {
        # shellcheck disable=SC2016 # apt's own variables
        apt-get indextargets --format '$(CREATED_BY) $(REPO_URI)' |
                awk '$1 == "Packages" && $2 ~ /\/debian\/?$/ { print $2; exit }'
}

# Makes $1 the configuration's directory and has apt use it; $2 is the suite. Calls give_up, which the caller defines.
use_private_apt() {
        local work=$1 suite=$2 mirror keyring=/usr/share/keyrings/debian-archive-keyring.gpg
        mirror=$(debian_mirror)
        [[ -n $mirror ]] || give_up "this host's apt has no Debian mirror"
        [[ -f $keyring ]] || give_up "$keyring is missing (package debian-archive-keyring)"
        mkdir -p "$work/lists/partial" "$work/archives/partial"
        chmod 0755 "$work"
        echo "deb [signed-by=$keyring] $mirror $suite main" >"$work/sources.list"
        cat >"$work/apt.conf" <<CONF
Dir::Etc::SourceList "$work/sources.list";
Dir::Etc::SourceParts "-";
Dir::Etc::Preferences "-";
Dir::Etc::PreferencesParts "-";
Dir::State::Lists "$work/lists";
Dir::Cache "$work";
Dir::Cache::Archives "$work/archives";
Acquire::Languages "none";
APT::Sandbox::User "";
CONF
        export APT_CONFIG=$work/apt.conf
}
